"""The drawing plane of the demo: metres east and north of a point in Zhuzhou.

Everything is laid out on this plane, whose nodes sit on a grid of :data:`GRAIN`, and only the
finished frames are turned into longitude and latitude. The plane is the local CGCS2000 zone, moved.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from gridmap.geo.crs import LONLAT, Geometries, project

__all__ = ["GRAIN", "SEED", "bearing_of", "dice", "lonlat", "turned"]

SEED: Final = 430202002
"""Seed of every throw of dice: the subdistrict's own code."""

GRAIN: Final = 0.05
"""Metres between the points that nodes of the division may sit on.

Some five times coarser than the 7 decimals of a degree that are kept in the end, so that rounding
cannot pull neighbours apart or let them overlap.
"""

_ZONE: Final = CRS.from_epsg(4547)
_ORIGIN: Final = (416_275.0, 3_082_109.0)  # 113.15° E, 27.85° N
_DECIMALS: Final = 7


def dice(*subject: int) -> np.random.Generator:
    """Give a generator of its own to a subject, so that a change in one leaves the others alone."""
    return np.random.default_rng([SEED, *subject])


def lonlat(geometries: Geometries) -> Geometries:
    """Turn plane geometries into EPSG:4326, rounded to 7 decimals (about 1 cm)."""
    moved = shapely.transform(geometries, lambda xy: xy + _ORIGIN)
    degrees: Geometries = shapely.transform(
        project(moved, _ZONE, LONLAT), lambda xy: np.round(xy, _DECIMALS)
    )
    return degrees


def turned(geometries: Geometries, angle: float, centre: NDArray[np.float64]) -> Geometries:
    """Turn geometries by ``angle`` (radians, anticlockwise) around ``centre`` (x, y)."""
    cos, sin = np.cos(angle), np.sin(angle)
    turn = np.array([[cos, sin], [-sin, cos]])
    result: Geometries = shapely.transform(geometries, lambda xy: (xy - centre) @ turn + centre)
    return result


def bearing_of(land: shapely.Polygon) -> float:
    """Tell how far the longer axis of ``land`` is turned from east, in (-π/4, π/4].

    It is the direction of the rows of houses that lie along its streets and still face south.
    """
    box = shapely.get_coordinates(shapely.oriented_envelope(land))
    sides = np.diff(box[:3], axis=0)
    x, y = sides[np.argmax(np.hypot(*sides.T))]
    quarter = np.pi / 2
    return float((np.arctan2(y, x) + quarter / 2) % quarter - quarter / 2)
