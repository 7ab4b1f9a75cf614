"""The ground of communities, and whose each building is."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from gridmap.errors import InputError
from gridmap.frames.columns import distinct, examples, geometry, sound
from gridmap.geo.crs import LONLAT, Geometries, metric_crs_of, project

__all__ = ["Grounds", "apart", "grounds", "zones"]

_OVERLAP_M2: Final = 1.0
"""Square metres of two areas from which on they are said to overlap."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """The polygons of zones, in metres, none claiming what another one has.

    Attributes
    ----------
    polygons
        Shape (z,); ``None`` where a zone has no polygon.
    number
        Zone of each building, shape (n,).
    overlaps
        Which of them overlapped as they were given, shape (k, 2), the lower position first: it has
        that ground, as it has the buildings there.
    """

    polygons: Geometries
    number: NDArray[np.int64]
    overlaps: NDArray[np.int64]


def grounds(
    buildings: gpd.GeoDataFrame,
    zone: str | None,
    within: gpd.GeoDataFrame,
    metric: CRS | None = None,
) -> Grounds:
    """Take the ground of zones in ``metric``, or in the metres that the buildings are drawn in."""
    polygons, system = geometry(within, "within")
    if metric is None:
        places, own = geometry(buildings, "buildings")
        metric = metric_crs_of(places, own or LONLAT)
    valid = project(shapely.make_valid(polygons), system or LONLAT, metric)
    if zone is None:
        valid = np.array([shapely.union_all(valid)])
        return apart(valid, np.zeros(len(buildings), np.int64))
    return apart(valid, zones(buildings, zone, within))


def apart(polygons: Geometries, number: NDArray[np.int64]) -> Grounds:
    """Leave ground that two of the polygons claim to the first."""
    pairs = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    pairs = pairs[:, pairs[0] < pairs[1]]
    shared = shapely.area(shapely.intersection(*polygons[pairs]))
    pairs = pairs[:, shared > _OVERLAP_M2]
    pairs = pairs[:, np.lexsort(pairs[::-1])].T.astype(np.int64)
    own = polygons.copy()
    for one, other in pairs.tolist():
        own[other] = shapely.difference(own[other], polygons[one])
    return Grounds(own, number, pairs)


def zones(buildings: gpd.GeoDataFrame, zone: str, within: gpd.GeoDataFrame) -> NDArray[np.int64]:
    """Find the polygon of each building's zone."""
    polygons = geometry(within, "within")[0]
    names = pd.Index(distinct(within, zone, "within"))
    if not names.is_unique:
        twice = names[names.duplicated()]
        raise InputError("division-ground-twice", count=len(twice), examples=examples(twice))
    number = names.get_indexer(pd.Index(distinct(buildings, zone, "buildings")))
    without = ~sound(polygons)
    bare = np.append(without, True)[number]
    if bare.any():
        zones: list[Hashable] = list(dict.fromkeys(buildings[zone][bare].tolist()))
        raise InputError("division-ground-missing", count=len(zones), examples=examples(zones))
    found: NDArray[np.int64] = number.astype(np.int64)
    return found
