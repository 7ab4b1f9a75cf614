"""How far two sets of places are from each other."""

from __future__ import annotations

from typing import Final

import shapely
from pyproj import Geod

from gridmap.geo.crs import Geometries

__all__ = ["extents_apart_m"]

_EARTH: Final = Geod(ellps="GRS80")


def extents_apart_m(one: Geometries, other: Geometries) -> float:
    """Measure between the extents of two sets.

    Parameters
    ----------
    one, other
        Longitude and latitude (EPSG:4326), any number of each.

    Returns
    -------
    float
        Metres on the ellipsoid along the shortest line in degrees; 0 where the extents touch, and
        where one of the sets has nothing.
    """
    if not len(one) or not len(other):
        return 0.0
    extents = [shapely.box(*shapely.total_bounds(shapes)) for shapes in (one, other)]
    return float(_EARTH.geometry_length(shapely.shortest_line(*extents)))
