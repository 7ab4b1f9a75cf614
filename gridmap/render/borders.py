"""Borders of areas, every stretch once.

Neighbours share their border: drawn twice, a dashed line becomes a solid one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries
from gridmap.render.geometry import STEPS_PER_DEGREE

__all__ = ["borders"]


def borders(
    outlines: Geometries, depths: Sequence[int] | NDArray[np.int64]
) -> dict[int, shapely.Geometry]:
    """Find the borders of each level, each stretch in the coarsest level that has it.

    Parameters
    ----------
    outlines
        Areas of all levels, longitude and latitude in degrees (EPSG:4326), shape ``(n,)``.
    depths
        How deep the level of each is, the coarsest lowest, shape ``(n,)``.

    Returns
    -------
    dict
        Lines by depth, coarsest first.
    """
    levels = np.asarray(depths)
    shapes = shapely.set_precision(outlines, 1 / STEPS_PER_DEGREE)
    found: dict[int, shapely.Geometry] = {}
    drawn: shapely.Geometry = shapely.LineString()
    for depth in np.unique(levels).tolist():
        surfaces = [shape for shape in shapes[levels == depth] if shapely.area(shape) > 0]
        border = shapely.union_all(shapely.boundary(surfaces))
        found[depth] = shapely.line_merge(shapely.difference(border, drawn))
        drawn = shapely.union(drawn, border)
    return found
