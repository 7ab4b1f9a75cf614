"""The ground of communities, and whose each building is."""

from __future__ import annotations

from collections.abc import Hashable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from gridmap.errors import InputError
from gridmap.frames.columns import distinct, examples, geometry, sound
from gridmap.geo.crs import LONLAT, Geometries, metric_crs_of, project

__all__ = ["grounds", "zones"]


def grounds(
    buildings: gpd.GeoDataFrame,
    zone: str | None,
    within: gpd.GeoDataFrame,
    metric: CRS | None = None,
) -> tuple[Geometries, NDArray[np.int64]]:
    """Take the polygons of zones, and the zone of each building.

    Polygons come in ``metric``, or in the metres that the buildings are drawn in.
    """
    polygons, system = geometry(within, "within")
    if metric is None:
        places, own = geometry(buildings, "buildings")
        metric = metric_crs_of(places, own or LONLAT)
    sound = project(shapely.make_valid(polygons), system or LONLAT, metric)
    if zone is None:
        return np.array([shapely.union_all(sound)]), np.zeros(len(buildings), np.int64)
    return sound, zones(buildings, zone, within)


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
