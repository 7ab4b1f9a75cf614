"""Coordinate systems: the metric one of a place, and measuring in it.

Everything is kept in longitude and latitude; lengths and areas are taken in the local CGCS2000
3° Gauss-Krüger zone in China and in the UTM zone elsewhere, where a metre on the plane is a metre
on the ground to within 0.03 % (3° zone) or 0.1 % (UTM).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from gridmap.errors import InputError
from gridmap.geo.datum import CHINA

__all__ = ["LONLAT", "Geometries", "area_m2", "metric_crs", "metric_crs_of", "on_earth", "project"]

LONLAT: Final = CRS.from_epsg(4326)
"""The system of the store: WGS 84 longitude and latitude (CGCS2000 is taken as equal)."""

Geometries = NDArray[np.object_]
"""A one-dimensional array of shapely geometries; ``None`` where there is none."""

# EPSG:4534 is the zone around 75° E, and so on every 3° to EPSG:4554 around 135° E; these are
# the variants without the zone's number in front of the easting.
_FIRST_ZONE, _FIRST_MERIDIAN, _LAST_MERIDIAN = 4534, 75, 135

# What PROJ calls a transformation that it chooses for each place.
_SEVERAL_WAYS: Final = "unavailable until proj_trans is called"


def metric_crs(lon: ArrayLike, lat: ArrayLike) -> CRS:
    """Choose the metric coordinate system for a place.

    Parameters
    ----------
    lon, lat
        Coordinates in degrees (EPSG:4326): a point, an extent's corners or all points. The middle
        of their extent decides; NaN and infinite ones are passed over.

    Returns
    -------
    pyproj.CRS
        In China (:data:`gridmap.geo.datum.CHINA`) the CGCS2000 3° Gauss-Krüger zone, outside the
        WGS 84 UTM zone. Use it with ``always_xy``: its own axes are north, east.

    Raises
    ------
    InputError
        ``extent-empty`` when there is no finite coordinate at all.

    Examples
    --------
    >>> metric_crs(113.15, 27.83).to_epsg()
    4547
    >>> metric_crs([-3.08, -2.92], [51.52, 51.59]).to_epsg()
    32630
    """
    x, y = np.broadcast_arrays(np.asarray(lon, np.float64), np.asarray(lat, np.float64))
    usable = np.isfinite(x) & np.isfinite(y)
    if not usable.any():
        raise InputError("extent-empty")
    x, y = x[usable], y[usable]
    mid_x, mid_y = float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2
    west, south, east, north = CHINA
    if west <= mid_x <= east and south <= mid_y <= north:
        meridian = np.clip(3 * round(mid_x / 3), _FIRST_MERIDIAN, _LAST_MERIDIAN)
        return CRS.from_epsg(_FIRST_ZONE + int(meridian - _FIRST_MERIDIAN) // 3)
    zone = int((mid_x + 180.0) % 360.0 // 6) + 1
    return CRS.from_epsg((32600 if mid_y >= 0 else 32700) + zone)


def metric_crs_of(geometries: Geometries, crs: CRS = LONLAT) -> CRS:
    """Choose the metric coordinate system for geometries given in ``crs``.

    Raises
    ------
    InputError
        ``extent-empty`` when there is no geometry with a finite extent.
    """
    west, south, east, north = shapely.bounds(geometries).reshape(-1, 4).T
    x, y = np.concatenate([west, east]), np.concatenate([south, north])
    return metric_crs(*_transformer(crs, LONLAT).transform(x, y))


def on_earth(crs: CRS) -> bool:
    """Tell whether a coordinate system leads to longitude and latitude; one's own may not.

    Examples
    --------
    >>> on_earth(CRS.from_epsg(4547)), on_earth(CRS.from_epsg(5703))
    (True, False)
    """
    try:
        # That of heights alone is led there, too: as if they were degrees.
        return crs.geodetic_crs is not None and _transformer(crs, LONLAT) is not None
    except ProjError:
        return False


def project(geometries: Geometries, source: CRS, target: CRS) -> Geometries:
    """Transform geometries, x (longitude, easting) before y whatever the systems' axes say.

    ``None`` stays ``None``; a third dimension is dropped. A coordinate that ``target`` cannot
    express becomes infinite, as PROJ has it.
    """
    if source == target:
        return geometries
    to = _transformer(source, target)

    def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(to.transform(xy[:, 0], xy[:, 1]))

    moved: Geometries = shapely.transform(np.asarray(geometries, dtype=object), move)
    return moved


def area_m2(geometries: Geometries, crs: CRS = LONLAT) -> NDArray[np.float64]:
    """Measure areas on the ground.

    Parameters
    ----------
    geometries
        Shapely geometries in ``crs``; a local set, since one metric system is chosen for all.
    crs
        Their coordinate system, longitude and latitude unless said.

    Returns
    -------
    numpy.ndarray
        Square metres, 0 for points, lines, empty geometries and ``None``.
    """
    geometries = np.asarray(geometries, dtype=object)
    if not np.isfinite(shapely.bounds(geometries)).any():
        return np.zeros(geometries.shape)
    metres = shapely.area(project(geometries, crs, metric_crs_of(geometries, crs)))
    return np.where(np.isfinite(metres), metres, 0.0)


def _transformer(source: CRS, target: CRS) -> Transformer:
    return _cached_transformer(source.to_wkt(), target.to_wkt())


@lru_cache(maxsize=64)
def _cached_transformer(source: str, target: str) -> Transformer:
    found = Transformer.from_crs(source, target, always_xy=True)
    # Every thread looks for the way between the systems anew, some 60 ms long. Where there is but
    # one way it is written down, and read again at once.
    return (
        found if found.definition == _SEVERAL_WAYS else Transformer.from_pipeline(found.definition)
    )
