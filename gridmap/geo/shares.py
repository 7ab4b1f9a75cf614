"""Shares of the ground: every place belongs to the footprint whose outline is nearest."""

from __future__ import annotations

from typing import Final

import numpy as np
import scipy  # its parts are loaded when first used
import shapely
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries

__all__ = ["OUTSIDE_M", "STEP_M", "Ridges", "around", "far_around", "sampled"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

STEP_M: Final = 4.0
"""Metres between points on an outline."""

OUTSIDE_M: Final = 30.0
"""Metres around the town that are shared out."""

_FRAME: Final = 2000
"""Points around a town at most."""

_INSET_M: Final = 0.1
"""Metres that outlines are drawn in, so that walls in common belong to nobody twice."""


class Ridges:
    """Where the shares of points meet, the plane being shared out by nearness.

    Parameters
    ----------
    points
        Shape (n, 2).

    Attributes
    ----------
    ends
        Both ends of each ridge, shape (m, 2, 2).
    sides
        The points on its two sides, by position, shape (m, 2).
    """

    def __init__(self, points: Floats) -> None:
        # Qhull squares coordinates. Metres counted from the equator leave too few digits for that:
        # a ridge between two points by one wall would run a metre beside its place.
        middle = points.mean(axis=0)
        diagram = scipy.spatial.Voronoi(points - middle, qhull_options="Qbb Qc Qz Q12")
        vertices = np.array(diagram.ridge_vertices, dtype=np.int64)
        bounded = (vertices >= 0).all(axis=1)
        self.ends: Floats = diagram.vertices[vertices[bounded]] + middle
        self.sides: Ints = diagram.ridge_points[bounded].astype(np.int64)


def sampled(footprints: Geometries) -> tuple[Floats, Ints]:
    """Put points on outlines; two footprints never have the same one.

    Returns
    -------
    tuple
        Points, shape (m, 2), and the position of each one's footprint, shape (m,).
    """
    inner = shapely.buffer(footprints, -_INSET_M, join_style="mitre")
    lost = shapely.is_empty(inner)
    inner[lost] = shapely.point_on_surface(footprints[lost])
    rings, owner = shapely.get_parts(shapely.segmentize(inner, STEP_M), return_index=True)
    points, at = shapely.get_coordinates(rings, return_index=True)
    points = points.round(3)
    _, first = np.unique(points, axis=0, return_index=True)
    first.sort()
    return points[first], owner[at][first]


def around(points: Floats) -> Floats:
    """Put points around a town, so that its shares end :data:`OUTSIDE_M` beyond its hull."""
    town = shapely.convex_hull(shapely.multipoints(points))
    edge = shapely.boundary(shapely.buffer(town, 2 * OUTSIDE_M, quad_segs=4))
    # Where one house lies far off, the others' ground need not end so exactly.
    step = max(OUTSIDE_M, float(shapely.length(edge)) / _FRAME)
    return shapely.get_coordinates(shapely.segmentize(edge, step))[:-1]


def far_around(ground: shapely.Geometry, points: Floats) -> Floats:
    """Put points so far around a zone that none of it is nearer to them than to the town."""
    box = np.array(
        [*np.reshape(shapely.bounds(ground), (2, 2)), points.min(axis=0), points.max(axis=0)]
    )
    low, high = box.min(axis=0), box.max(axis=0)
    middle, radius = (low + high) / 2, np.hypot(*(high - low))
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    frame: Floats = middle + 4 * radius * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return frame
