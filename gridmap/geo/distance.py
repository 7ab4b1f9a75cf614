"""How far places are from each other, and extents so much wider."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from gridmap.geo.crs import LONLAT, Geometries, metric_crs, project

__all__ = ["METRES_PER_DEGREE", "Extent", "extents_apart_m", "metres_from", "widened"]

METRES_PER_DEGREE: Final = 111_320.0
"""Length of a degree of latitude, near enough for tolerances and for comparing ways."""

# No degree of latitude is shorter, not even on a UTM plane.
_LEAST_PER_DEGREE: Final = 110_500.0

Extent = tuple[float, float, float, float]
"""West, south, east, north in degrees (EPSG:4326)."""

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


def metres_from(place: tuple[float, float], shapes: Geometries) -> NDArray[np.float64]:
    """Measure how far geometries are from a place, in the metric system of the place.

    Parameters
    ----------
    place
        Longitude and latitude in degrees.
    shapes
        EPSG:4326, shape ``(n,)``.

    Returns
    -------
    numpy.ndarray
        Metres, shape ``(n,)``, 0 where a surface holds the place.
    """
    metric = metric_crs(*place)
    here = project(np.array([shapely.Point(place)], dtype=object), LONLAT, metric)[0]
    metres: NDArray[np.float64] = shapely.distance(project(shapes, LONLAT, metric), here)
    return metres


def widened(extent: Extent, metres: float) -> Extent:
    """Widen an extent by so many metres on every side, or up to one per cent more.

    Whatever :func:`metres_from` finds within so many metres of a place touches the place's widened
    extent.

    Examples
    --------
    >>> [round(side, 3) for side in widened((113.0, 60.0, 113.0, 60.0), 110.5)]
    [112.998, 59.999, 113.002, 60.001]
    """
    west, south, east, north = extent
    up = metres / _LEAST_PER_DEGREE
    farthest = min(max(abs(south), abs(north)) + up, 89.0)
    aside = up / float(np.cos(np.radians(farthest)))
    return west - aside, south - up, east + aside, north + up
