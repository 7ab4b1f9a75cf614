"""How far it is from building to building on foot, well enough to choose an order to walk them in.

Whoever has been at a building may leave it on any side, so the way to the next is from wall to
wall, and a tenth of the way from middle to middle beside it, since past a long building one does
walk. Between neighbours a building that stands in the way adds what going around its nearer end
does. The ways themselves are not looked for: that costs a thousand times as much, for the same
order (``benchmarks/walks.py``).
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries
from gridmap.geo.distance import METRES_PER_DEGREE
from gridmap.territory.compiled import compiled
from gridmap.territory.shortening import nearest

__all__ = ["laid_flat", "wall_to_wall", "ways"]

# From which sides the gap between two footprints is looked at.
_SIDES: Final = np.arange(8) * np.pi / 8
_MIDDLES: Final = 0.1
# Neighbours of a building between which others may stand in the way.
_NEIGHBOURS: Final = 12
# Metres that may come from rounding.
_ROUNDED: Final = 0.01
# Metres from wall to wall of a wing that ends close by.
_WING: Final = 5.0


def laid_flat(
    lonlat: NDArray[np.float64], group: NDArray[np.intp], size: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Lay each area flat around its own middle: exact enough to compare ways within it."""
    middle = np.column_stack([np.bincount(group, weights=side) / size for side in lonlat.T])
    offset = (lonlat - middle[group]) * METRES_PER_DEGREE
    offset[:, 0] *= np.cos(np.radians(middle[group, 1]))
    return offset


def ways(
    footprints: Geometries, middles: NDArray[np.float64], *, around: bool = True
) -> NDArray[np.float64]:
    """Tell how far it is between any two buildings of one area.

    Parameters
    ----------
    footprints
        In degrees (EPSG:4326), shape ``(n,)``, none of them empty.
    middles
        Theirs, in metres, shape ``(n, 2)``.
    around
        Whether to go around buildings that stand in the way.

    Returns
    -------
    numpy.ndarray
        Metres, shape ``(n, n)``, symmetric.
    """
    lonlat, owner = shapely.get_coordinates(footprints, return_index=True)
    corners = laid_flat(lonlat, np.zeros(len(owner), dtype=np.intp), np.array([len(owner)]))
    first = np.searchsorted(owner, np.arange(len(footprints)))
    apart = _gaps(corners, first)
    if around:
        flat = shapely.set_coordinates(footprints.copy(), corners)
        _go_around(apart, flat, corners, first)
    _add_middles(apart, np.ascontiguousarray(middles))
    return apart


def wall_to_wall(
    apart: NDArray[np.float64], here: NDArray[np.float64], there: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Leave the ways from middle to middle out of ways between places."""
    walls: NDArray[np.float64] = apart - _MIDDLES * np.hypot(*(here - there).T)
    return walls


def _gaps(corners: NDArray[np.float64], first: NDArray[np.intp]) -> NDArray[np.float64]:
    """Measure from wall to wall, in metres, shape ``(n, n)``: the widest gap seen from any side.

    That is nearly the distance between convex footprints far apart. Beside one another it may be
    metres less, where no side looks along their walls.
    """
    low, high = np.empty((2, len(_SIDES), len(first)))
    for at, side in enumerate(_SIDES):
        along = corners @ (np.cos(side), np.sin(side))
        low[at], high[at] = np.minimum.reduceat(along, first), np.maximum.reduceat(along, first)
    return _widest(low, high)


@compiled
def _widest(low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.float64]:
    """Find the widest gap between any two, of which each side sees from where to where they go."""
    sides, n = low.shape
    gaps = np.zeros((n, n))
    for one in range(n):
        for other in range(one):
            gap = 0.0
            for side in range(sides):
                ahead = low[side, one] - high[side, other]
                gap = max(gap, ahead, low[side, other] - high[side, one])
            gaps[one, other] = gaps[other, one] = gap
    return gaps


@compiled
def _add_middles(apart: NDArray[np.float64], middles: NDArray[np.float64]) -> None:
    """Add to ways from wall to wall the share of those from middle to middle."""
    for one in range(len(middles)):
        for other in range(one):
            east = middles[one, 0] - middles[other, 0]
            north = middles[one, 1] - middles[other, 1]
            way = _MIDDLES * math.hypot(east, north)
            apart[one, other] += way
            apart[other, one] += way


def _go_around(
    gaps: NDArray[np.float64],
    footprints: Geometries,
    corners: NDArray[np.float64],
    first: NDArray[np.intp],
) -> None:
    """Measure ways between neighbours, and add what going around those in the way takes."""
    n = len(gaps)
    near = nearest(gaps, n, _NEIGHBOURS)
    here, there = np.repeat(np.arange(n), near.shape[1]), near.ravel()
    pairs = np.unique(np.minimum(here, there) * n + np.maximum(here, there))
    one, other = np.divmod(pairs, n)
    lines = shapely.shortest_line(footprints[one], footprints[other])
    # It is farther than any side shows where footprints bend around one another, and where walls
    # face one another that no side looks along.
    gap = gaps[one, other] = gaps[other, one] = shapely.length(lines)
    # Not where walls only meet: past those one walks.
    line, between = shapely.STRtree(footprints).query(lines)
    third = (between != one[line]) & (between != other[line])
    line, between = line[third], between[third]
    # Whether they cross takes longest to tell: it is asked of those that meet, which is soon seen.
    shapely.prepare(lines)
    met = shapely.intersects(lines[line], footprints[between])
    line, between = line[met], between[met]
    crossed = shapely.crosses(lines[line], footprints[between])
    line, between = line[crossed], between[crossed]
    # Nor where both stand against a narrow wing: past its end one walks. Rounding alone tells
    # whether a way that lies in it from wall to wall crosses it.
    through = shapely.length(shapely.intersection(lines[line], footprints[between]))
    wide = (gap[line] > _WING) | (through < gap[line] - _ROUNDED)
    line, between = line[wide], between[wide]
    if not len(line):
        return
    ends = shapely.get_coordinates(lines).reshape(-1, 2, 2)[line]
    way = ends[:, 1] - ends[:, 0]
    length = np.hypot(*way.T)
    # How far the corners of what stands there lie to the left of the line.
    count = np.diff(np.append(first, len(corners)))[between]
    begin = np.cumsum(count) - count
    corner = np.repeat(first[between] - begin, count) + np.arange(count.sum())
    (x, y), (dx, dy) = (corners[corner] - np.repeat(ends[:, 0], count, axis=0)).T, way.T
    aside = (y * np.repeat(dx, count) - x * np.repeat(dy, count)) / np.repeat(length, count)
    nearer = np.minimum(np.maximum.reduceat(aside, begin), -np.minimum.reduceat(aside, begin))
    longer = np.bincount(line, np.hypot(length, 2 * nearer) - length, minlength=len(lines))
    gaps[one, other] += longer
    gaps[other, one] += longer
