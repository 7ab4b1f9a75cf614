"""Shares of the ground: every place belongs to the footprint whose outline is nearest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import scipy  # its parts are loaded when first used
import shapely
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries

__all__ = [
    "OUTSIDE_M",
    "STEP_M",
    "Ridges",
    "Shares",
    "around",
    "far_around",
    "sampled",
    "shares_of",
]

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

_NEAR_M: Final = 0.001
"""How near a ridge is to the ground it runs along."""

_NOBODY: Final = -1


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


@dataclass(frozen=True, slots=True)
class Shares:
    """The ground of each footprint, and the ridges where it meets that of others.

    Attributes
    ----------
    area
        Square metres of each footprint's ground, shape (n,).
    points, owner
        What the ground is shared out by, shape (p, 2), and whose each is, shape (p,); -1 for those
        around the town.
    ends, length
        Both ends of each ridge, shape (r, 2, 2), and the metres of it that count, shape (r,).
    across, between
        The points on its two sides, shape (r, 2, 2), and whose they are, shape (r, 2).
    """

    area: Floats
    points: Floats
    owner: Ints
    ends: Floats
    length: Floats
    across: Floats
    between: Ints

    def clipped(self, footprints: Geometries, ground: shapely.Geometry) -> Shares:
        """Measure again what reaches out of the ground.

        Of a share that the border of the ground cuts into pieces only those count on which its
        footprint stands: what lies apart joins nobody to it.
        """
        shapely.prepare(ground)
        lines = np.asarray(shapely.linestrings(self.ends), dtype=object)
        out = np.flatnonzero(~shapely.covers(ground, lines))
        length, area = self.length.copy(), self.area.copy()
        length[out] = shapely.length(shapely.intersection(lines[out], ground))
        cut = np.setdiff1d(self.between[out], _NOBODY)
        around_them = np.isin(self.between, cut).any(axis=1) & np.diff(self.between).any(axis=1)
        shares = shapely.get_parts(shapely.polygonize(lines[around_them]))
        inner = shapely.get_coordinates(shapely.point_on_surface(shares))
        holder = self.owner[scipy.spatial.KDTree(self.points).query(inner)[1]]
        theirs = np.isin(holder, cut)
        pieces, of = shapely.get_parts(
            shapely.intersection(shares[theirs], ground), return_index=True
        )
        holder = holder[theirs][of]
        home = shapely.intersects(pieces, footprints[holder])
        area[cut] = np.bincount(holder[home], shapely.area(pieces[home]), len(area))[cut]
        beside = shapely.buffer(pieces[~home], _NEAR_M)
        piece, ridge = shapely.STRtree(lines).query(beside, predicate="intersects")
        own = (self.between[ridge] == holder[~home][piece][:, None]).any(axis=1)
        piece, ridge = piece[own], ridge[own]
        lost = shapely.length(shapely.intersection(lines[ridge], beside[piece]))
        np.subtract.at(length, ridge, lost)
        return replace(self, area=area, length=length)


def shares_of(footprints: Geometries, ground: shapely.Geometry | None = None) -> Shares:
    """Share the ground out among footprints: that given, or what lies 30 m around them.

    Parameters
    ----------
    footprints
        Polygons or points in a metric coordinate system, shape (n,); none empty, no two the same.
    ground
        A polygon or multipolygon in the same system.
    """
    points, owner = sampled(footprints)
    frame = around(points) if ground is None else far_around(ground, points)
    every = np.concatenate([points, frame])
    whose = np.append(owner, np.full(len(frame), _NOBODY))
    ridges = Ridges(every)
    between, across = whose[ridges.sides], every[ridges.sides]
    length = np.hypot(*(ridges.ends[:, 0] - ridges.ends[:, 1]).T)
    # A cell is made of triangles, from its point to each of its edges, half the way to the next.
    triangle = np.repeat(length * np.hypot(*(across[:, 0] - across[:, 1]).T) / 4, 2)
    held = between.ravel()
    area = np.bincount(held[held >= 0], triangle[held >= 0], len(footprints)).astype(np.float64)
    shares = Shares(area, every, whose, ridges.ends, length, across, between)
    return shares if ground is None else shares.clipped(footprints, ground)
