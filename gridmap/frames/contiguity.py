"""Which buildings are neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gridmap.errors import InputError
from gridmap.frames.columns import column, distinct, examples, geometry, sound
from gridmap.frames.grounds import Grounds, apart
from gridmap.geo import contiguity as geo
from gridmap.geo.crs import LONLAT, Geometries, metric_crs_of, project
from gridmap.geo.locate import locate

__all__ = ["ContiguityGraph", "contiguity", "drawn", "graph_in"]

_FAR_M: Final = 200_000
"""Nothing that is divided together lies as far apart, in metres."""


@dataclass(frozen=True, slots=True)
class ContiguityGraph:
    """Neighbours among buildings.

    Attributes
    ----------
    edges
        A row a pair of neighbours: ``a`` and ``b``, positions of the buildings (0 for the first
        row), ``a`` the lower one; ``shared_m``, metres of border between their ground, 1.0 for a
        link; ``linked``, true where a building or a group of them would otherwise lie apart and
        the pair only links it to another one: to a neighbour across a barrier where it has one,
        else to the nearest.
    area_m2
        Ground of each building in square metres, on the index of the buildings.
    """

    edges: pd.DataFrame
    area_m2: pd.Series[Any]


def contiguity(
    buildings: gpd.GeoDataFrame,
    *,
    barriers: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
    within: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
) -> ContiguityGraph:
    """Find which buildings are neighbours, and along how many metres.

    The ground goes to the building whose outline is nearest; buildings are neighbours where their
    ground has at least a metre of border in common. Footprints that are the same, as those of the
    parts of one tower are, have their neighbours in common and are neighbours of one another. Where
    there are columns ``unit`` and ``floor`` (the lowest one of a part), parts of one tower are
    neighbours above one another in a unit, and on one floor from unit to unit; only the foot of a
    unit is a neighbour of other buildings.

    Parameters
    ----------
    buildings
        Footprints or points in any coordinate system.
    barriers
        Lines or polygons that nobody is a neighbour across: walls, rivers, main roads.
    within
        Areas, communities mostly, whose borders nobody is a neighbour across, nor by a border that
        lies outside of them. Buildings outside all of them are neighbours among themselves.

    Returns
    -------
    ContiguityGraph
        Connected inside every area: what barriers or distance leave apart is linked to another
        building, and marked.

    Raises
    ------
    CrsError
        ``frame-crs-missing`` when a frame does not say its coordinate system.
    InputError
        ``frame-not-geo`` when a frame has no geometry; ``division-geometry-missing`` when a
        building has none, ``division-far`` when one lies 200 km from the others.

    Examples
    --------
    >>> from shapely import box
    >>> houses = gpd.GeoDataFrame(
    ...     geometry=[box(0, 0, 10, 10), box(14, 0, 24, 10), box(28, 0, 38, 10)], crs=4547
    ... )
    >>> contiguity(houses).edges[["a", "b"]].values.tolist()
    [[0, 1], [1, 2]]
    """
    ground = None
    if within is not None and len(buildings):
        areas, system = geometry(within, "within")
        places, own = geometry(buildings, "buildings")
        inner = gpd.GeoSeries(shapely.point_on_surface(places), crs=own).to_crs(system)
        number = locate(inner.to_numpy(), areas).astype(np.int64)
        number[number < 0] = len(areas)
        metric = metric_crs_of(places, own or LONLAT)
        valid = np.full(len(areas) + 1, None, dtype=object)
        valid[:-1] = project(shapely.make_valid(areas), system or LONLAT, metric)
        ground = apart(valid, number)
    return graph_in(buildings, None, barriers, ground)


def graph_in(
    buildings: gpd.GeoDataFrame,
    zone: NDArray[np.int64] | None,
    barriers: gpd.GeoDataFrame | gpd.GeoSeries | None,
    ground: Grounds | None = None,
) -> ContiguityGraph:
    """Find neighbours inside zones: those of ``ground``, or, where it is not given, ``zone``."""
    places = drawn(buildings)
    walls = None
    if barriers is not None:
        lines, system = geometry(barriers, "barriers")
        if len(lines):
            places_, own = geometry(buildings, "buildings")
            metric = metric_crs_of(places_, own or LONLAT)
            walls = project(lines[sound(lines)], system or LONLAT, metric)
    if not len(places):
        found = geo.Contiguity(
            np.empty((0, 2), np.int64), np.empty(0), np.empty(0), np.empty(0, np.bool_)
        )
    else:
        number, polygons = (zone, None) if ground is None else (ground.number, ground.polygons)
        found = geo.contiguity(places, zone=number, barriers=walls, ground=polygons)
        if {"unit", "floor"} <= set(buildings.columns):
            found = geo.stacked(
                found,
                np.unique(np.array(shapely.to_wkb(places)), return_inverse=True)[1],
                _in_order(distinct(buildings, "unit", "buildings")),
                pd.to_numeric(column(buildings, "floor", "buildings"), errors="coerce").to_numpy(
                    np.float64
                ),
            )
    return ContiguityGraph(
        pd.DataFrame(
            {
                "a": found.pairs[:, 0],
                "b": found.pairs[:, 1],
                "shared_m": found.shared_m,
                "linked": found.linked,
            }
        ),
        pd.Series(found.area_m2, index=buildings.index, name="area_m2"),
    )


def _in_order(units: pd.Series[Any]) -> NDArray[np.int64]:
    """Number units as they stand side by side, the tenth after the ninth; -1 for none."""
    names = units.astype("string")
    known = sorted(names.dropna().unique(), key=_spelled)
    return pd.Categorical(names, known).codes.astype(np.int64)


def _spelled(name: str) -> list[Any]:
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", name)]


def drawn(buildings: gpd.GeoDataFrame) -> Geometries:
    """Take the footprints in metres, or say which buildings have none."""
    places, system = geometry(buildings, "buildings")
    if not len(places):
        return places
    system = system or LONLAT
    missing = ~sound(places)
    bounds = shapely.bounds(places)
    if system.is_geographic:
        missing |= (np.abs(bounds) > np.array([360, 90, 360, 90])).any(axis=1)
    if not missing.all():
        metric = metric_crs_of(places[~missing], system)
        known = project(places, system, metric)
        missing |= ~np.isfinite(shapely.bounds(known)).all(axis=1)
    if missing.any():
        raise InputError(
            "division-geometry-missing",
            count=int(missing.sum()),
            examples=examples(buildings.index[missing]),
        )
    at = shapely.bounds(known)[:, :2]
    off = np.hypot(*(at - np.median(at, axis=0)).T) > _FAR_M
    if off.any():
        raise InputError(
            "division-far",
            count=int(off.sum()),
            km=_FAR_M / 1000,
            examples=examples(buildings.index[off]),
        )
    return np.where(shapely.is_valid(known), known, shapely.make_valid(known))
