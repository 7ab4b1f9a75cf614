"""What is to be divided, taken out of a frame: loads, zones, neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gridmap.errors import Finding, InputError, Severity
from gridmap.frames.columns import column, distinct, examples, filled, geometry, held_in
from gridmap.frames.contiguity import drawn, graph_in
from gridmap.frames.grounds import grounds
from gridmap.geo.contiguity import links, strays
from gridmap.planning.bounds import around
from gridmap.planning.graph import Graph, graph_of
from gridmap.planning.workload import names_in, workload

__all__ = [
    "Town",
    "bounds",
    "checked_count",
    "checked_numbers",
    "checked_size",
    "checked_tolerance",
    "groups",
    "reckoned_loads",
    "town_of",
]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_EMPTY_PRICE: Final = 0.1
"""What it costs to move a building without households, in households: nobody changes hands, but
the map does."""

_MOST: Final = 1e12
"""Load of a building above which the rest is lost in rounding."""

_OVERLAP_M: Final = 0.01
"""How deep a footprint may stand in another one before it is told: an outline that cannot go round
both is told of from there on."""


@dataclass(frozen=True, slots=True)
class Town:
    """The buildings as arrays.

    Attributes
    ----------
    graph
        Who is beside whom.
    load, households
        What is to be balanced, and what is counted when it moves; shape (n,).
    price
        What it costs to move each building, in households, shape (n,).
    zone
        Number of each building's zone, shape (n,), and
    zones
        what the zones are called.
    at
        Where each building is, in metres, shape (n, 2).
    strewn
        Whether neighbours were looked for where no ground is given, and some had to be linked.
    findings
        What is worth telling.
    """

    graph: Graph
    load: Floats
    households: Floats
    price: Floats
    zone: Ints
    zones: pd.Index[Any]
    at: Floats
    strewn: bool
    findings: tuple[Finding, ...]


def town_of(
    buildings: gpd.GeoDataFrame,
    load: str,
    zone: str | None,
    barriers: gpd.GeoDataFrame | gpd.GeoSeries | None,
    within: gpd.GeoDataFrame | None,
    edges: pd.DataFrame | None,
) -> Town:
    """Take what is needed out of the frame, or say what is wrong with it."""
    geometry(buildings, "buildings")
    if not len(buildings):
        raise InputError("division-nothing")
    loads = _loads(buildings, load)
    households = loads
    if load != "households" and "households" in buildings:
        households = _numbers(buildings, "households")
    if not loads.any():
        raise InputError("division-load-zero", column=load)
    number, names = np.zeros(len(buildings), np.int64), pd.Index([None])
    if zone is not None:
        given = filled(distinct(buildings, zone, "buildings"))
        if given.isna().any():
            wrong = buildings.index[given.isna()]
            raise InputError(
                "division-zone-missing", column=zone, count=len(wrong), examples=examples(wrong)
            )
        codes, names = pd.factorize(given)
        number = codes.astype(np.int64)
    places = drawn(buildings)
    at = shapely.get_coordinates(shapely.point_on_surface(places))
    findings: list[Finding] = []
    if edges is None:
        ground = None if within is None else grounds(buildings, zone, within)
        table = graph_in(buildings, number, barriers, ground).edges
        pairs, metres = table[["a", "b"]].to_numpy(), table["shared_m"].to_numpy()
        apart = strays(pairs[~table["linked"].to_numpy()], number)
    else:
        pairs, metres = _known(edges, len(buildings))
        inside = number[pairs[:, 0]] == number[pairs[:, 1]]
        pairs, metres = pairs[inside], metres[inside]
        apart = strays(pairs, number)
        more = links(at, pairs, number)
        pairs, metres = np.concatenate([pairs, more]), np.append(metres, np.ones(len(more)))
    if len(apart):
        findings.append(_about(buildings.index[apart], "division-linked", "note"))
    findings += _alike(places, buildings)
    return Town(
        graph_of(pairs, metres, len(buildings)),
        loads,
        households,
        np.maximum(households, _EMPTY_PRICE),
        number,
        names,
        at,
        edges is None and within is None and bool(len(apart)),
        tuple(findings),
    )


def bounds(
    town: Town, part_zone: Ints, size: tuple[float, float] | None, tolerance: float
) -> tuple[Floats, Floats]:
    """Set the bounds of every part."""
    if size is not None:
        return np.full(len(part_zone), float(size[0])), np.full(len(part_zone), float(size[1]))
    whole = bool((town.load == np.floor(town.load)).all())
    total = np.bincount(town.zone, town.load)
    counts = np.bincount(part_zone, minlength=len(total))
    by_zone = [
        around(each, max(1, int(count)), tolerance, whole=whole)
        for each, count in zip(total, counts, strict=True)
    ]
    low, high = np.array(by_zone)[part_zone].T
    return low, high


def groups(buildings: gpd.GeoDataFrame, together: str, *apart: Ints) -> Ints:
    """Number what is not to be parted; never one what is ``apart``."""
    codes = pd.factorize(distinct(buildings, together, "buildings"))[0]
    codes = np.where(codes < 0, len(buildings) + np.arange(len(buildings)), codes)
    keys = np.stack([codes, *apart], axis=1)
    return np.unique(keys, axis=0, return_inverse=True)[1].ravel().astype(np.int64)


def checked_size(size: tuple[float, float] | None) -> tuple[float, float] | None:
    """Take bounds as numbers; refuse those that nothing can lie between."""
    if size is None:
        return None
    try:
        low, high = map(float, size)
    except (TypeError, ValueError):
        raise InputError("division-size", given=repr(size)) from None
    if not (0 <= low <= high < np.inf and high > 0):
        raise InputError("division-bounds", low=low, high=high)
    return low, high


def checked_tolerance(tolerance: float) -> None:
    """Refuse a tolerance that is no share."""
    if not (_is_number(tolerance) and 0 <= tolerance < 1):
        raise InputError("division-tolerance", tolerance=tolerance)


def checked_numbers(**given: float) -> None:
    """Refuse what is no number from 0 up."""
    for name, value in given.items():
        if not (_is_number(value) and 0 <= value < np.inf):
            raise InputError("division-number", name=name, given=repr(value))


def checked_count(**given: float) -> None:
    """Refuse what is no whole number from 0 up."""
    for name, value in given.items():
        if not (_is_number(value) and 0 <= value < np.inf and value == int(value)):
            raise InputError("division-count", name=name, given=repr(value))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)


def _loads(buildings: gpd.GeoDataFrame, load: str) -> Floats:
    """Take a column of loads, or reckon them by a formula."""
    formula = str(load)
    if held_in(buildings, load) or formula.strip().isidentifier():
        return _numbers(buildings, load)
    names = sorted(names_in(formula))
    for name in names:
        if name not in buildings:
            numbers = buildings.select_dtypes("number").columns
            raise InputError(
                "workload-column-unknown", name=name, known=", ".join(map(str, numbers))
            )
    loads = workload(formula, {name: _numbers(buildings, name) for name in names})
    return reckoned_loads(np.broadcast_to(loads, len(buildings)), formula)


def _numbers(buildings: gpd.GeoDataFrame, name: str) -> Floats:
    given = column(buildings, name, "buildings")
    if given.dtype.kind in "mMcb":
        # Days, yes and no and the like would turn into numbers that nobody meant.
        given = given.astype(str)
    numbers = pd.to_numeric(given, errors="coerce")
    loads = numbers.to_numpy(np.float64, na_value=np.nan)
    for code, _, wrong in _faults(loads):
        where = buildings.index[wrong]
        fields = {"column": name, "count": len(where), "examples": examples(where)}
        raise InputError(code, **fields)
    return loads


def reckoned_loads(loads: Floats, formula: str) -> Floats:
    """Refuse what a formula comes to where that is no load.

    Raises
    ------
    InputError
        ``workload-missing``, ``workload-negative``, ``workload-large``.
    """
    for _, code, wrong in _faults(loads):
        raise InputError(code, formula=formula, count=int(wrong.sum()))
    return loads


def _faults(loads: Floats) -> Iterator[tuple[str, str, NDArray[np.bool_]]]:
    """Tell which loads are no numbers, less than nothing, or too much to be reckoned with.

    Each with what it is called where a column has it, and where a formula comes to it.
    """
    for column_has, formula_has, wrong in (
        ("division-load-missing", "workload-missing", ~np.isfinite(loads)),
        ("division-load-negative", "workload-negative", loads < 0),
        ("division-load-large", "workload-large", loads > _MOST),
    ):
        if wrong.any():
            yield column_has, formula_has, wrong


def _known(edges: pd.DataFrame, count: int) -> tuple[Ints, Floats]:
    """Take neighbours that are given."""
    ends = [pd.to_numeric(column(edges, end, "edges"), errors="coerce") for end in ("a", "b")]
    pairs = np.stack([end.to_numpy(np.float64, na_value=np.nan) for end in ends], axis=1)
    metres = pd.to_numeric(column(edges, "shared_m", "edges"), errors="coerce")
    lengths = metres.to_numpy(np.float64, na_value=np.nan)
    right = ((pairs >= 0) & (pairs < count) & (pairs == np.floor(pairs))).all(axis=1)
    right &= (lengths >= 0) & (lengths < np.inf)
    if not right.all():
        raise InputError(
            "division-edges", count=int((~right).sum()), examples=examples(edges.index[~right])
        )
    return pairs.astype(np.int64), lengths


def _about(which: pd.Index[Any], code: str, severity: Severity = "warning") -> Finding:
    """Tell something of several buildings, and which they are."""
    fields = {"count": len(which), "examples": examples(which), "buildings": which.tolist()}
    return Finding(code, severity, fields=fields)


def _alike(places: NDArray[np.object_], buildings: gpd.GeoDataFrame) -> list[Finding]:
    """Tell of footprints that are the same, or lie in one another."""
    found = []
    drawn = np.array(shapely.to_wkb(places))
    told = pd.DataFrame({"place": drawn})
    for name in {"unit", "floor"} & set(buildings.columns):
        # Parts of one tower are drawn alike, and are not meant here.
        told[name] = distinct(buildings, name, "buildings")
    twice = told.duplicated().to_numpy()
    if twice.any():
        found.append(_about(buildings.index[twice], "division-footprints-alike", "note"))
    index, first = buildings.index, np.unique(drawn, return_index=True)[1]
    single = places[first]
    one, other = shapely.STRtree(single).query(single, predicate="intersects")
    pair = one < other
    one, other = one[pair], other[pair]
    shared = shapely.intersection(single[one], single[other])
    # A strip is about twice its area wide, shared out along its border.
    over = 2 * shapely.area(shared) > _OVERLAP_M * shapely.length(shared)
    if over.any():
        where = index[np.unique(first[[one[over], other[over]]])]
        fields = {"count": int(over.sum()), "examples": examples(where), "buildings": list(where)}
        found.append(Finding("division-footprints-overlap", fields=fields))
    return found
