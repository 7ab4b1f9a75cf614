"""Is a picture pinned to the ground well enough to lie where it belongs?"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from gridmap.geo.crs import LONLAT, metric_crs, project

__all__ = ["LEAST_M", "LEAST_PIXELS", "Doubt", "doubt"]

LEAST_M: Final = 10.0
"""Two pins nearer than this on the ground cannot tell a direction."""

LEAST_PIXELS: Final = 20.0
"""The same in the picture."""

# Height of the triangle in terms of its longest side: flatter ones are as good as a line.
_FLATTEST: Final = 0.1


class Doubt(StrEnum):
    """Why pins would let a picture lie wrong."""

    NEAR_IN_PICTURE = "near-in-picture"
    NEAR_ON_GROUND = "near-on-ground"
    IN_LINE = "in-line"
    MIRRORED = "mirrored"


def doubt(pixels: ArrayLike, lonlat: ArrayLike) -> Doubt | None:
    """Tell what is wrong with up to three pins, ``None`` if nothing is.

    Parameters
    ----------
    pixels
        ``(n, 2)`` places in the picture: x to the right, y down.
    lonlat
        ``(n, 2)`` the same places on the ground, in degrees (EPSG:4326).
    """
    picture = np.asarray(pixels, dtype=np.float64).reshape(-1, 2)
    degrees = np.asarray(lonlat, dtype=np.float64).reshape(-1, 2)
    if len(picture) < 2:
        return None
    points = np.array([shapely.Point(place) for place in degrees], dtype=object)
    points = project(points, LONLAT, metric_crs(*degrees.T))
    ground = shapely.get_coordinates(points)
    if _sides(picture).min() < LEAST_PIXELS:
        return Doubt.NEAR_IN_PICTURE
    if _sides(ground).min() < LEAST_M:
        return Doubt.NEAR_ON_GROUND
    if len(picture) < 3:
        return None
    turns = _doubled_area(picture), _doubled_area(ground)
    if any(
        abs(turn) < _FLATTEST * _sides(corners).max() ** 2
        for turn, corners in zip(turns, (picture, ground), strict=True)
    ):
        return Doubt.IN_LINE
    # y runs down in pictures and up on the ground: what turns left here turns right there.
    return Doubt.MIRRORED if turns[0] * turns[1] > 0 else None


def _sides(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Measure the distances between neighbours, around."""
    away = corners - np.roll(corners, 1, axis=0)
    return np.asarray(np.hypot(away[:, 0], away[:, 1]))


def _doubled_area(corners: NDArray[np.float64]) -> float:
    """Measure twice the area of a triangle, negative if its corners run clockwise (y upwards)."""
    (ax, ay), (bx, by) = corners[1] - corners[0], corners[2] - corners[0]
    return float(ax * by - ay * bx)
