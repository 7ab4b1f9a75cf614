"""Footprints of buildings: rectangles, their units, and how they are fitted onto land."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from gridmap.demo.plane import turned
from gridmap.geo.crs import Geometries

__all__ = ["Footprint", "apart", "boxes", "fitting", "runs", "shaped", "turned_back"]


@dataclass(frozen=True, slots=True)
class Footprint:
    """A building as drawn on the plane, before it has a name or people.

    Attributes
    ----------
    kind
        Value of the OSM ``building`` tag.
    outline
        Its ground.
    levels
        Number of storeys.
    units
        Ground of each staircase (单元); empty where nobody lives.
    doors
        Dwelling doors on each storey of a unit.
    storeys
        First and last storey with dwelling doors.
    """

    kind: str
    outline: shapely.Polygon
    levels: int
    units: tuple[shapely.Polygon, ...] = ()
    doors: int = 0
    storeys: tuple[int, int] = (1, 0)

    @property
    def dwellings(self) -> int:
        """Number of dwelling doors."""
        return len(self.units) * self.doors * (self.storeys[1] - self.storeys[0] + 1)


def boxes(
    x: ArrayLike, y: ArrayLike, width: ArrayLike, depth: ArrayLike, angle: ArrayLike = 0.0
) -> Geometries:
    """Make rectangles from middles, sizes (metres) and angles (radians), one for each x."""
    x, y, width, depth, angle = np.broadcast_arrays(x, y, width, depth, angle)
    corner = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)])
    dx, dy = corner[:, 0] * width[:, None], corner[:, 1] * depth[:, None]
    cos, sin = np.cos(angle)[:, None], np.sin(angle)[:, None]
    ring = np.stack([x[:, None] + cos * dx - sin * dy, y[:, None] + sin * dx + cos * dy], axis=-1)
    return np.asarray(shapely.polygons(ring), dtype=object)


def shaped(units: Geometries) -> shapely.Polygon:
    """Join units that stand side by side into one outline."""
    joined = shapely.union_all(units, grid_size=0.01)
    outline = joined if isinstance(joined, shapely.Polygon) else shapely.convex_hull(joined)
    return shapely.Polygon(shapely.get_exterior_ring(outline))


def fitting(land: BaseGeometry, footprints: list[Footprint]) -> list[Footprint]:
    """Keep the footprints that stand wholly on ``land``."""
    if not footprints:
        return []
    shapely.prepare(land)
    inside = shapely.contains_properly(land, np.array([f.outline for f in footprints]))
    return [footprint for footprint, fits in zip(footprints, inside, strict=True) if fits]


def apart(footprints: list[Footprint], metres: float) -> list[Footprint]:
    """Keep footprints, in their order, that stay ``metres`` away from every one kept before."""
    if not footprints:
        return []
    outlines = np.array([f.outline for f in footprints])
    first, second = shapely.STRtree(outlines).query(outlines, predicate="dwithin", distance=metres)
    rivals: dict[int, list[int]] = {}
    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        if other < one:
            rivals.setdefault(one, []).append(other)
    kept: set[int] = set()
    for number in range(len(footprints)):
        if not kept.intersection(rivals.get(number, ())):
            kept.add(number)
    return [footprints[number] for number in sorted(kept)]


def turned_back(
    footprints: list[Footprint], angle: float, centre: NDArray[np.float64]
) -> list[Footprint]:
    """Turn footprints laid out on a straightened block back to where the block lies."""
    return [
        replace(
            footprint,
            outline=turned(np.array([footprint.outline]), angle, centre)[0],
            units=tuple(turned(np.array(footprint.units, dtype=object), angle, centre)),
        )
        for footprint in footprints
    ]


def runs(land: BaseGeometry, low: float, high: float) -> list[tuple[float, float]]:
    """Find the stretches of x over which ``land`` is free from y = ``low`` to ``high``."""
    west, _, east, _ = land.bounds
    x = np.arange(west, east + 1.0)
    y = np.linspace(low, high, 4)
    free = shapely.contains_xy(land, *np.meshgrid(x, y)).all(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], free, [False]]).astype(np.int8)))
    return [
        (float(x[start]), float(x[stop - 1]))
        for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    ]
