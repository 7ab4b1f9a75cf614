"""Water and hills."""

from __future__ import annotations

import numpy as np
import shapely
import shapely.affinity
from shapely.geometry.base import BaseGeometry

from gridmap.demo.plan import HILLS, PONDS, RIVER, RIVER_WIDTH
from gridmap.demo.plane import dice
from gridmap.demo.streets import HALF_WIDTH, Network, closed_curve, curve, river_line

__all__ = ["hills_of", "paths_of", "water_of"]


def water_of(network: Network) -> list[tuple[str, shapely.Polygon]]:
    """Draw the river and the ponds, each with its name; a pond keeps to one side of a street."""
    river = river_line().buffer(RIVER_WIDTH / 2, cap_style="flat", quad_segs=4)
    pavement = shapely.union_all(
        shapely.buffer(
            network.lines, [HALF_WIDTH[kind] + 5.0 for kind in network.kinds], quad_segs=4
        )
    )
    ponds = [(name, _beside(closed_curve(points), network, pavement)) for name, points in PONDS]
    return [(RIVER, river), *ponds]


def _beside(pond: shapely.Polygon, network: Network, pavement: BaseGeometry) -> shapely.Polygon:
    """Move and shrink a pond, as little as it takes, until no street runs through it."""
    nearest = int(shapely.distance(network.blocks, pond.centroid).argmin())
    block: shapely.Polygon = network.blocks[nearest]
    dx, dy = block.centroid.x - pond.centroid.x, block.centroid.y - pond.centroid.y
    tries = [
        shapely.affinity.translate(shapely.affinity.scale(pond, size, size), way * dx, way * dy)
        for size in (1.0, 0.88, 0.76, 0.64, 0.52, 0.4)
        for way in (0.0, 0.3, 0.6, 0.9)
    ]
    dry = ~shapely.intersects(tries, pavement)
    return tries[int(np.argmax(dry)) if dry.any() else -1]


def hills_of() -> list[tuple[str, shapely.Polygon]]:
    """Draw the hills' woods, their edges as uneven as woods' edges are."""
    rng = dice(3)
    woods = []
    for name, middle, axes in HILLS:
        angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
        order = np.arange(2, 7)[:, None]
        swing, phase = rng.normal(0, 0.16, (5, 1)) / order, rng.uniform(0, 6, (5, 1))
        wave = (swing * np.sin(order * angle + phase)).sum(axis=0)
        ring = np.stack([np.cos(angle), np.sin(angle)], axis=1) * (1 + wave)[:, None]
        woods.append((name, shapely.Polygon(ring * axes + middle)))
    return woods


def paths_of(
    network: Network, hills: list[tuple[str, shapely.Polygon]]
) -> list[shapely.LineString]:
    """Lay a footpath around each hill and two from it down to the streets."""
    streets = shapely.union_all(network.lines)
    paths: list[shapely.LineString] = []
    for _, wood in hills:
        ring = shapely.simplify(shapely.affinity.scale(wood, 0.62, 0.62).exterior, 0.5)
        paths.append(shapely.LineString(ring))
        for share in (0.12, 0.6):
            start = ring.interpolate(share, normalized=True)
            end = shapely.get_point(shapely.shortest_line(start, streets), 1)
            bend = shapely.Point((start.x + end.x) / 2 + 9, (start.y + end.y) / 2 + 6)
            way = curve(tuple((round(p.x, 2), round(p.y, 2)) for p in (start, bend, end)))
            paths.append(way)
    return paths
