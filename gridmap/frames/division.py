"""Dividing buildings into grids, from nothing or from today's."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gridmap.errors import Finding, InputError
from gridmap.frames.columns import column, examples, plain
from gridmap.frames.contiguity import drawn, graph_in
from gridmap.geo.contiguity import links
from gridmap.planning.bounds import around, hindrance, parts_for
from gridmap.planning.figures import Figures, figures
from gridmap.planning.graph import Graph, graph_of, pieces
from gridmap.planning.instance import Instance, beyond, standing, totals
from gridmap.planning.mending import begun
from gridmap.planning.search import search

__all__ = ["Division", "Progress", "divide", "rebalance"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_EMPTY_PRICE: Final = 0.1
"""What it costs to move a building without households, in households: nobody changes hands, but
the map does."""

_DIVIDING_BORDER: Final = 1.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is.

    Attributes
    ----------
    share
        Share of the work that is done, 0 to 1.
    outside
        Grids out of bounds in the best division so far.
    moved
        Households that change hands in it.
    """

    share: float
    outside: int
    moved: float


@dataclass(frozen=True, slots=True)
class Division:
    """A division of buildings into grids, and what it means.

    Attributes
    ----------
    assignment
        Grid of each building, on the index of the buildings, in the dtype of today's labels
        (integers from 0 in a division from nothing).
    metrics
        Figures of this division.
    today
        The same figures of today's division; ``None`` in a division from nothing.
    infeasible
        A row a zone where grids stay out of bounds: ``zone``; ``reason`` (``too_few`` or
        ``too_many`` households for that many grids, ``heavy``: one building exceeds a grid,
        ``narrow``: no whole number lies between the bounds, ``locked``: what is locked exceeds a
        grid, ``not_found``: the search found no way); ``grids`` of the zone and those ``outside``;
        ``low`` and ``high``, the bounds that were asked for; ``lightest`` and ``heaviest``, the
        nearest that was found.
    moves
        A row a building that changes hands, on its index label: ``from``, ``to``, ``households``,
        and ``leader`` where the buildings have such a column: who hands it over.
    findings
        What was found in the input that is worth telling.
    """

    assignment: pd.Series[Any]
    metrics: Figures
    today: Figures | None
    infeasible: pd.DataFrame
    moves: pd.DataFrame
    findings: tuple[Finding, ...]


def rebalance(  # noqa: PLR0913 - each is a question of the planner's, most are never asked
    buildings: gpd.GeoDataFrame,
    *,
    current: str = "grid",
    load: str = "households",
    tolerance: float = 0.05,
    size: tuple[float, float] | None = None,
    zone: str | None = "community",
    barriers: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
    edges: pd.DataFrame | None = None,
    locked: str | Collection[Hashable] | None = None,
    compactness: float = 0.0,
    seed: int = 0,
    seconds: float | None = None,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Division:
    """Bring the loads of today's grids into bounds, few households changing hands.

    Grids come out connected, each inside one zone. Of the divisions found, the one with the fewest
    grids out of bounds is taken, then the one with the least load beyond them, then the one that
    moves the fewest households.

    Parameters
    ----------
    buildings
        Footprints or points in any coordinate system; or parts of buildings, where towers are
        shared: parts with the same footprint are neighbours.
    current
        Column with today's grid. A building without one gets one, and is not counted as moved.
    load
        Column with what is to be balanced, not negative. Where it is not ``households`` and there
        is such a column, moves are still counted in households.
    tolerance
        How far, as a share, a grid's load may be from its zone's load divided by its zone's number
        of grids. Where all loads are whole numbers so are the bounds, rounded inwards.
    size
        Bounds of every grid's load, instead of ``tolerance``.
    zone
        Column that grids do not reach across; ``None`` for none.
    barriers
        Lines or polygons that grids do not reach across: walls, rivers, main roads.
    edges
        Neighbours, where they are known: ``a`` and ``b``, positions of buildings, and ``shared_m``.
        Otherwise they are those of :func:`gridmap.contiguity`.
    locked
        Buildings that stay in their grid: a column of booleans, or index labels.
    compactness
        Households that a metre of border between two grids is worth: 0 moves the fewest; the more,
        the rounder grids become, and the more households move.
    seed
        The same seed gives the same division, unless ``seconds`` is given.
    seconds
        Search about as long. Without it the work depends on the number of buildings alone.
    progress
        Called now and then; when it returns true the search ends with the best so far.

    Returns
    -------
    Division
        Never in more pieces than today's is; where that has none, neither with more grids out of
        bounds nor with more load beyond them.

    Raises
    ------
    CrsError
        ``frame-crs-missing``.
    InputError
        ``frame-column-missing``, ``frame-not-geo``; ``division-nothing``,
        ``division-geometry-missing``, ``division-load-missing``, ``division-load-negative``,
        ``division-load-zero``, ``division-zone-missing``, ``division-grids-missing``,
        ``division-bounds``, ``division-tolerance``, ``division-edges``, ``division-locked-unknown``
        and ``division-locked-astray``.

    Examples
    --------
    >>> from shapely import box
    >>> houses = gpd.GeoDataFrame(
    ...     {"households": [4, 4, 4, 4], "grid": ["A", "A", "A", "B"]},
    ...     geometry=[box(12 * n, 0, 12 * n + 10, 10) for n in range(4)],
    ...     crs=4547,
    ... )
    >>> plan = rebalance(houses, zone=None)
    >>> plan.assignment.tolist(), plan.metrics.moved
    (['A', 'A', 'B', 'B'], 4.0)
    """
    if not 0 <= tolerance < 1:
        raise InputError("division-tolerance", tolerance=tolerance)
    town = _town(buildings, load, zone, barriers, edges)
    today = plain(column(buildings, current, "buildings"))
    codes, labels = pd.factorize(today, sort=False)
    if not len(labels):
        raise InputError("division-grids-missing", column=current)
    findings = list(town.findings)
    part_zone = _home_zones(codes, town, len(labels))
    home = codes.astype(np.int64)
    astray = (home >= 0) & (part_zone[home] != town.zone)
    if astray.any():
        across = labels[np.unique(home[astray])]
        findings.append(
            Finding(
                "division-grids-across",
                fields={"count": len(across), "examples": examples(across)},
            )
        )
    home[astray] = -1
    names = list(labels)
    for bare in np.setdiff1d(town.zone, part_zone).tolist():
        names.append(_another(names))
        part_zone = np.append(part_zone, bare)
    fixed = _locked(buildings, locked)
    if (fixed & (home < 0)).any():
        wrong = buildings.index[fixed & (home < 0)]
        raise InputError("division-locked-astray", count=len(wrong), examples=examples(wrong))
    low, high = _bounds(town, part_zone, size, tolerance)
    instance = Instance(
        town.graph, town.load, town.price, home, ~fixed, town.zone, part_zone, low, high,
        np.ones(len(part_zone), np.bool_),
    )  # fmt: skip
    findings += _told(instance, buildings.index, today=home)
    part = _found(instance, compactness, seed, seconds, progress)
    answer = pd.Series(np.array(names, dtype=object)[part], buildings.index, today.dtype, current)
    own = buildings[current].dtype
    if isinstance(own, pd.CategoricalDtype):
        own = pd.CategoricalDtype([*own.categories, *names[len(labels) :]], own.ordered)
    moved = (codes >= 0) & (codes != part)
    moves = pd.DataFrame(
        {"from": today.set_axis(buildings.index), "to": answer, "households": town.households}
    )
    if "leader" in buildings:
        moves["leader"] = buildings["leader"]
    return Division(
        assignment=answer.astype(own),
        metrics=_figures(instance, town, part, moved),
        today=_figures(instance, town, home, np.zeros(len(part), np.bool_)),
        infeasible=_infeasible(instance, part, town),
        moves=moves[moved],
        findings=tuple(findings),
    )


def divide(  # noqa: PLR0913 - as above
    buildings: gpd.GeoDataFrame,
    *,
    load: str = "households",
    size: tuple[float, float] | None = None,
    parts: int | None = None,
    tolerance: float = 0.05,
    zone: str | None = "community",
    barriers: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
    edges: pd.DataFrame | None = None,
    seed: int = 0,
    seconds: float | None = None,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Division:
    """Divide buildings into grids from nothing: loads within bounds, short borders.

    Parameters
    ----------
    buildings, load, zone, barriers, edges, seed, seconds, progress
        As for :func:`rebalance`.
    size
        Bounds of every grid's load; each zone gets the number of grids whose even share is nearest
        to the middle of them.
    parts
        Number of grids of each zone, instead of ``size``; their loads are then to be within
        ``tolerance`` of an even share.
    tolerance
        Read only with ``parts``.

    Returns
    -------
    Division
        With grids numbered from 0, zone after zone.

    Raises
    ------
    CrsError
        ``frame-crs-missing``.
    InputError
        As for :func:`rebalance`, and ``division-parts`` where there are fewer buildings in a zone
        than parts, or not one part.

    Examples
    --------
    >>> from shapely import box
    >>> houses = gpd.GeoDataFrame(
    ...     {"households": [4, 4, 4, 4]},
    ...     geometry=[box(12 * n, 0, 12 * n + 10, 10) for n in range(4)],
    ...     crs=4547,
    ... )
    >>> divide(houses, parts=2, zone=None).metrics.highest
    1.0
    """
    if not 0 <= tolerance < 1:
        raise InputError("division-tolerance", tolerance=tolerance)
    town = _town(buildings, load, zone, barriers, edges)
    total, atoms = np.bincount(town.zone, town.load), np.bincount(town.zone)
    if parts is not None:
        if parts < 1 or parts > atoms.min():
            raise InputError("division-parts", parts=parts, buildings=int(atoms.min()))
        counts = [parts] * len(total)
        size = None
    else:
        size = size or (300, 500)
        _checked(size)
        counts = [
            parts_for(float(h), size[0], size[1], int(n)) for h, n in zip(total, atoms, strict=True)
        ]
    part_zone = np.repeat(np.arange(len(total)), counts)
    low, high = _bounds(town, part_zone, size, tolerance)
    nobody = np.full(len(town.load), -1)
    instance = Instance(
        town.graph, town.load, np.zeros(len(town.load)), nobody, np.ones(len(town.load), np.bool_),
        town.zone, part_zone, low, high, np.ones(len(part_zone), np.bool_),
    )  # fmt: skip
    findings = [*town.findings, *_told(instance, buildings.index, today=None)]
    part = _found(instance, _DIVIDING_BORDER, seed, seconds, progress)
    return Division(
        assignment=pd.Series(part, index=buildings.index, name="grid"),
        metrics=_figures(instance, town, part, np.zeros(len(part), np.bool_)),
        today=None,
        infeasible=_infeasible(instance, part, town),
        moves=pd.DataFrame({"from": [], "to": [], "households": []}, index=buildings.index[:0]),
        findings=tuple(findings),
    )


@dataclass(frozen=True, slots=True)
class _Town:
    """The buildings as arrays."""

    graph: Graph
    load: Floats
    households: Floats
    price: Floats
    zone: Ints
    zones: pd.Index[Any]
    at: Floats
    findings: tuple[Finding, ...]


def _town(
    buildings: gpd.GeoDataFrame,
    load: str,
    zone: str | None,
    barriers: gpd.GeoDataFrame | gpd.GeoSeries | None,
    edges: pd.DataFrame | None,
) -> _Town:
    """Take what is needed out of the frame, or say what is wrong with it."""
    if not len(buildings):
        raise InputError("division-nothing")
    loads = _loads(buildings, load)
    households = loads
    if load != "households" and "households" in buildings:
        households = _loads(buildings, "households")
    if not loads.any():
        raise InputError("division-load-zero", column=load)
    number, names = np.zeros(len(buildings), np.int64), pd.Index([None])
    if zone is not None:
        given = column(buildings, zone, "buildings")
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
        table = graph_in(buildings, number, barriers).edges
        astray = int(table["linked"].sum())
        pairs, metres = table[["a", "b"]].to_numpy(), table["shared_m"].to_numpy()
    else:
        pairs, metres = _known(edges, len(buildings))
        inside = number[pairs[:, 0]] == number[pairs[:, 1]]
        pairs, metres = pairs[inside], metres[inside]
        more = links(at, pairs, number)
        astray = len(more)
        pairs, metres = np.concatenate([pairs, more]), np.append(metres, np.ones(len(more)))
    if astray:
        findings.append(Finding("division-linked", "note", fields={"count": astray}))
    same = len(places) - len(np.unique(shapely.to_wkb(places)))
    if same:
        findings.append(Finding("division-footprints-alike", "note", fields={"count": same}))
    return _Town(
        graph_of(pairs, metres, len(buildings)),
        loads,
        households,
        np.maximum(households, _EMPTY_PRICE),
        number,
        names,
        at,
        tuple(findings),
    )


def _loads(buildings: gpd.GeoDataFrame, name: str) -> Floats:
    """Take a column of loads."""
    given = pd.to_numeric(column(buildings, name, "buildings"), errors="coerce")
    loads = given.to_numpy(np.float64, na_value=np.nan)
    missing = ~np.isfinite(loads)
    for code, wrong in (("division-load-missing", missing), ("division-load-negative", loads < 0)):
        if wrong.any():
            where = buildings.index[wrong]
            raise InputError(code, column=name, count=len(where), examples=examples(where))
    return loads


def _known(edges: pd.DataFrame, count: int) -> tuple[Ints, Floats]:
    """Take neighbours that are given."""
    ends = [pd.to_numeric(column(edges, end, "edges"), errors="coerce") for end in ("a", "b")]
    pairs = np.stack([end.to_numpy(np.float64, na_value=np.nan) for end in ends], axis=1)
    metres = pd.to_numeric(column(edges, "shared_m", "edges"), errors="coerce")
    lengths = metres.to_numpy(np.float64, na_value=np.nan)
    right = ((pairs >= 0) & (pairs < count) & (pairs == np.floor(pairs))).all(axis=1)
    right &= lengths >= 0
    if not right.all():
        raise InputError(
            "division-edges", count=int((~right).sum()), examples=examples(edges.index[~right])
        )
    return pairs.astype(np.int64), lengths


def _home_zones(codes: NDArray[np.intp], town: _Town, grids: int) -> Ints:
    """Find the zone that most of each grid is in, by households, then by buildings."""
    held = codes >= 0
    pairs, of = np.unique(codes[held] * len(town.zones) + town.zone[held], return_inverse=True)
    grid, zone = np.divmod(pairs, len(town.zones))
    weight = np.bincount(of, town.households[held] + 1e-6)
    order = np.lexsort((zone, -weight, grid))
    home = np.zeros(grids, np.int64)
    # The heaviest comes last, and stays.
    home[grid[order[::-1]]] = zone[order[::-1]]
    return home


def _another(names: list[Any]) -> Any:  # noqa: ANN401 - a label of whatever kind labels are
    """Name a grid that is new."""
    if all(isinstance(name, int | np.integer) for name in names):
        return max(names) + 1
    return next(new for n in range(1, len(names) + 2) if (new := f"new-{n}") not in names)


def _locked(buildings: gpd.GeoDataFrame, locked: str | Collection[Hashable] | None) -> Flags:
    """Tell which buildings stay."""
    if locked is None:
        return np.zeros(len(buildings), np.bool_)
    if isinstance(locked, str):
        stays: Flags = column(buildings, locked, "buildings").fillna(value=False).to_numpy(bool)
        return stays
    unknown = [label for label in locked if label not in buildings.index]
    if unknown:
        raise InputError("division-locked-unknown", count=len(unknown), examples=examples(unknown))
    return np.asarray(buildings.index.isin(list(locked)), np.bool_)


def _checked(size: tuple[float, float]) -> None:
    if not 0 <= size[0] <= size[1] or size[1] <= 0:
        raise InputError("division-bounds", low=size[0], high=size[1])


def _bounds(
    town: _Town, part_zone: Ints, size: tuple[float, float] | None, tolerance: float
) -> tuple[Floats, Floats]:
    """Set the bounds of every part."""
    if size is not None:
        _checked(size)
        return np.full(len(part_zone), float(size[0])), np.full(len(part_zone), float(size[1]))
    whole = bool((town.load == np.floor(town.load)).all())
    total = np.bincount(town.zone, town.load)
    counts = np.bincount(part_zone, minlength=len(total))
    by_zone = [
        around(each, int(count), tolerance, whole=whole)
        for each, count in zip(total, counts, strict=True)
    ]
    low, high = np.array(by_zone)[part_zone].T
    return low, high


def _told(instance: Instance, index: pd.Index[Any], *, today: Ints | None) -> list[Finding]:
    """Tell what will stand in the way."""
    found = []
    highest = np.zeros(instance.zone.max() + 1)
    np.maximum.at(highest, instance.part_zone, instance.high)
    limit = highest[instance.zone]
    for at in np.flatnonzero(instance.load > limit).tolist():
        fields = {
            "building": index[at],
            "load": float(instance.load[at]),
            "high": float(limit[at]),
            "parts": int(np.ceil(instance.load[at] / max(limit[at], 1e-9))),
        }
        found.append(Finding("division-building-heavy", fields=fields))
    if today is not None:
        held = today >= 0
        lone = np.where(held, today, len(instance.low) + np.arange(len(today)))
        whole = pieces(instance.graph, lone)[held]
        several = len(np.unique(whole)) - len(np.unique(today[held]))
        if several:
            found.append(Finding("division-in-pieces", fields={"count": several}))
        if not held.all():
            found.append(Finding("division-without-grid", fields={"count": int((~held).sum())}))
    return found


def _found(
    instance: Instance,
    border: float,
    seed: int,
    seconds: float | None,
    progress: Callable[[Progress], bool | None] | None,
) -> Ints:
    """Search, asking between rounds whether to go on."""
    until = None if seconds is None else time.monotonic() + seconds

    def stop(share: float, part: Ints) -> bool:
        if until is not None and time.monotonic() >= until:
            return True
        if progress is None:
            return False
        now = standing(instance, part)
        return bool(progress(Progress(share, now.outside, now.cost)))

    return search(
        instance,
        begun(instance),
        border=border,
        seed=seed,
        workers=_cores(),
        longer=until is not None,
        stop=stop,
    )


def _cores() -> int:
    """Count the cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _figures(instance: Instance, town: _Town, part: Ints, moved: NDArray[np.bool_]) -> Figures:
    return figures(instance, part, households=town.households, moved=moved, at=town.at)


def _infeasible(instance: Instance, part: Ints, town: _Town) -> pd.DataFrame:
    """List the zones where parts are out of bounds, and why."""
    count = len(instance.low)
    total = totals(part, instance.load, count)
    pinned = totals(part, instance.load * ~instance.free, count)
    out = beyond(total, instance.low, instance.high) > 1e-6
    rows = []
    for zone in np.unique(instance.part_zone[out]).tolist():
        mine = instance.part_zone == zone
        low, high = instance.low[mine], instance.high[mine]
        why = hindrance(instance.load[instance.zone == zone], low, high, pinned[mine])
        rows.append(
            {
                "zone": town.zones[zone],
                "reason": str(why),
                "grids": int(mine.sum()),
                "outside": int(out[mine].sum()),
                "low": float(low.min()),
                "high": float(high.max()),
                "lightest": float(total[mine].min()),
                "heaviest": float(total[mine].max()),
            }
        )
    columns = ["zone", "reason", "grids", "outside", "low", "high", "lightest", "heaviest"]
    return pd.DataFrame(rows, columns=columns)
