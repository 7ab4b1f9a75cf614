"""Buildings to areas."""

from __future__ import annotations

from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer

from gridmap.errors import InputError
from gridmap.frames.columns import column, geometry, plain, taken
from gridmap.geo.crs import Geometries
from gridmap.geo.locate import coordinates, locate

__all__ = ["assign"]

_POINT: Final = int(shapely.GeometryType.POINT)


def assign(
    buildings: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, *, key: str = "code"
) -> pd.Series[Any]:
    """Find the area that each building belongs to.

    Parameters
    ----------
    buildings
        Footprints or points in any coordinate system. A footprint goes by its representative point,
        which lies inside it and is taken in the buildings' own coordinate system.
    areas
        Polygons in any coordinate system.
    key
        Column of ``areas`` that names them.

    Returns
    -------
    pandas.Series
        The key of each building's area, on the index of ``buildings``; NA where the building lies
        in no area or has no geometry. The dtype is the key's own, categories as what they stand
        for; integers and booleans take their nullable form where something is missing. A point on
        a boundary is inside; where several areas apply the lowest key wins.

    Raises
    ------
    CrsError
        ``frame-crs-missing`` when either frame does not say its coordinate system.
    InputError
        ``frame-column-missing`` when ``areas`` has no column ``key``, ``frame-keys-mixed`` when
        its values have no order, ``frame-not-geo`` when a frame has no geometry.

    Examples
    --------
    >>> from shapely import Point, box
    >>> grids = gpd.GeoDataFrame(
    ...     {"code": ["002", "001"]}, geometry=[box(1, 0, 2, 1), box(0, 0, 1, 1)], crs=4326
    ... )
    >>> houses = gpd.GeoDataFrame(
    ...     geometry=[box(0.2, 0.2, 0.4, 0.4), Point(1, 0.5), Point(9, 9)], crs=4326
    ... )
    >>> assign(houses, grids).tolist()
    ['001', '001', nan]
    """
    named = column(areas, key, "areas")
    try:
        keys = plain(named).sort_values(na_position="last", kind="stable")
    except TypeError as fault:
        raise InputError("frame-keys-mixed", column=key) from fault
    polygons, ground = geometry(areas, "areas")
    places, system = geometry(buildings, "buildings")
    found = locate(_points(places, system, ground), polygons[keys.index])
    answer = taken(keys, found).set_axis(buildings.index).rename(key)
    own = named.cat.categories.dtype if hasattr(named, "cat") else named.dtype
    return answer if answer.isna().any() else answer.astype(own)


def _points(
    places: Geometries, system: CRS | None, target: CRS | None
) -> NDArray[np.float64] | Geometries:
    """Stand a point for every place, in the coordinate system ``target``."""
    kind = shapely.get_type_id(places)
    extended = (kind != _POINT) & (kind >= 0)
    if extended.any():
        places = places.copy()
        places[extended] = shapely.point_on_surface(places[extended])
    if system is None or target is None or system == target:
        return places
    to = Transformer.from_crs(system, target, always_xy=True)
    return np.column_stack(to.transform(*coordinates(places).T))
