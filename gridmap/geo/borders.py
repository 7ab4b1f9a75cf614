"""Borders of a tiling, made simpler together: what two areas share stays shared."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries

__all__ = ["simplified"]

Flags = NDArray[np.bool_]

_TOLERANCES_M: Final = (1.5, 0.7, 0.3, 0.0)
"""How far a border may be moved, in metres; the next where the last one does harm."""

_MEETING: Final = "FF*F*****"
"""Lines that have nothing in common but their ends."""


def simplified(borders: Geometries, footprints: Geometries, kept: Flags) -> Geometries:
    """Leave corners out of borders that run from one meeting of borders to the next.

    Parameters
    ----------
    borders
        Lines that meet in their ends only, and cross no footprint.
    footprints
        What no border may come to cross.
    kept
        Borders that stay as they are.

    Returns
    -------
    numpy.ndarray
        Lines with the same ends, at most 1.5 m from what they were, that meet in their ends only.
    """
    step = np.where(kept, len(_TOLERANCES_M) - 1, 0)
    tolerances = np.array(_TOLERANCES_M)
    standing = shapely.STRtree(footprints)
    answer = borders.copy()
    changed = ~kept
    while changed.any():
        answer[changed] = shapely.simplify(borders[changed], tolerances[step[changed]])
        harmful = _harmful(answer, standing) & (step < len(_TOLERANCES_M) - 1)
        step[harmful] += 1
        changed = harmful
    return answer


def _harmful(borders: Geometries, standing: shapely.STRtree) -> Flags:
    """Find borders that touch themselves or others, or cross a footprint."""
    harmful: Flags = ~shapely.is_simple(borders)
    harmful |= shapely.is_closed(borders) & (shapely.get_num_points(borders) < 4)
    one, other = shapely.STRtree(borders).query(borders, predicate="intersects")
    pair = one < other
    one, other = one[pair], other[pair]
    wrong = ~shapely.relate_pattern(borders[one], borders[other], _MEETING)
    harmful[one[wrong]] = True
    harmful[other[wrong]] = True
    harmful[np.unique(standing.query(borders, predicate="intersects")[0])] = True
    return harmful
