"""Water and hills."""

from __future__ import annotations

import numpy as np
import shapely

from gridmap.demo.plan import HILLS, PONDS, RIVER, RIVER_WIDTH
from gridmap.demo.plane import dice
from gridmap.demo.streets import HALF_WIDTH, Network, closed_curve, river_line

__all__ = ["hills_of", "water_of"]


def water_of(network: Network) -> list[tuple[str, shapely.Polygon]]:
    """Draw the river and the ponds, each with its name; a pond keeps to one side of a street."""
    river = river_line().buffer(RIVER_WIDTH / 2, cap_style="flat", quad_segs=4)
    pavement = shapely.union_all(
        shapely.buffer(
            network.lines, [HALF_WIDTH[kind] + 5.0 for kind in network.kinds], quad_segs=4
        )
    )
    ponds = []
    for name, points in PONDS:
        pieces = shapely.get_parts(shapely.difference(closed_curve(points), pavement))
        largest = pieces[np.argmax(shapely.area(pieces))]
        ponds.append((name, largest.buffer(-6.0).buffer(6.0, quad_segs=6)))
    return [(RIVER, river), *ponds]


def hills_of() -> list[tuple[str, shapely.Polygon]]:
    """Draw the hills' woods, their edges as uneven as woods' edges are."""
    rng = dice(3)
    woods = []
    for name, middle, axes in HILLS:
        angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
        wave = sum(
            rng.normal(0, 0.16 / order) * np.sin(order * angle + rng.uniform(0, 6))
            for order in range(2, 7)
        )
        ring = np.stack([np.cos(angle), np.sin(angle)], axis=1) * (1 + wave)[:, None]
        woods.append((name, shapely.Polygon(ring * axes + middle)))
    return woods
