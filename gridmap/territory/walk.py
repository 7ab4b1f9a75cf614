"""The order in which somebody walks past the buildings of an area: their numbers on the sheet.

The printed sheet and the map on a screen show the same number for a building, so there is one
function. It needs nothing but footprints, gives the same numbers for the same footprints, and
numbers each area on its own, so that one area can be numbered without the others.

A walk begins as a Hilbert curve from the north-western corner, which keeps neighbours together but
doubles back where its quarters meet; areas small enough to be gone are then straightened
(:mod:`gridmap.territory.shortening`).

What a walk is measured in: whoever has been at a building may leave it on any side, so the way to
the next is from wall to wall, and a tenth of the way from middle to middle beside it, since past a
long building one does walk. Between neighbours a building that stands in the way adds what going
around its nearer end does. The ways themselves are not looked for: that costs a thousand times as
much, for the same order (``benchmarks/walks.py``).
"""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries
from gridmap.geo.distance import METRES_PER_DEGREE
from gridmap.territory.shortening import shorten

__all__ = ["sheet_numbers"]

# Larger areas keep the plain curve: nobody walks them in one go.
_STRAIGHTENED: Final = 1_500
_BITS: Final = 16
# From which sides the gap between two footprints is looked at.
_SIDES: Final = np.arange(8) * np.pi / 8
_MIDDLES: Final = 0.1
# Neighbours of a building between which others may stand in the way.
_NEIGHBOURS: Final = 12
# Tries that any walk gets; a longer one gets one more for every second place.
_TRIES: Final = 100
_KICKS: Final = np.random.default_rng(0).random((_TRIES + _STRAIGHTENED // 2, 3))


def sheet_numbers(
    footprints: Geometries, area: NDArray[np.int64], *, straighten: bool = True
) -> NDArray[np.int64]:
    """Number buildings in walking order, each area from 1.

    Parameters
    ----------
    footprints
        In degrees (EPSG:4326), shape ``(n,)``, none of them empty.
    area
        Which area each is in, shape ``(n,)``; negative: in none, and it gets no number.
    straighten
        Whether to shorten the walks of areas of at most 1,500 buildings; without it they follow
        the bare curve.

    Returns
    -------
    numpy.ndarray
        Shape ``(n,)``: 1 … N in each area of N buildings, 0 for those in none.

    Examples
    --------
    >>> row = shapely.points([[113.0, 27.0], [113.2, 27.0], [113.1, 27.0], [113.3, 27.0]])
    >>> sheet_numbers(row, np.array([7, 7, 7, -1])).tolist()
    [1, 3, 2, 0]
    """
    numbers = np.zeros(len(area), dtype=np.int64)
    placed = np.flatnonzero(area >= 0)
    if not len(placed):
        return numbers
    _, group, size = np.unique(area[placed], return_inverse=True, return_counts=True)
    bounds = shapely.bounds(footprints[placed])
    metres = _metres((bounds[:, :2] + bounds[:, 2:]) / 2, group, size)
    order = np.lexsort((np.arange(len(group)), _hilbert(metres, group, size), group))
    first = np.concatenate([[0], np.cumsum(size)[:-1]])
    if straighten:
        for begin, n in zip(first.tolist(), size.tolist(), strict=True):
            if 2 < n <= _STRAIGHTENED:
                walk = order[begin : begin + n]
                walk[:] = walk[_straightened(footprints[placed[walk]], metres[walk])]
    number = np.arange(len(order)) - np.repeat(first, size) + 1
    # A walk may be gone either way: from the end that is nearer to the north-west.
    aside = metres[:, 0] - metres[:, 1]
    turned = np.repeat(aside[order[first + size - 1]] < aside[order[first]], size)
    numbers[placed[order]] = np.where(turned, np.repeat(size, size) + 1 - number, number)
    return numbers


def _metres(
    lonlat: NDArray[np.float64], group: NDArray[np.intp], size: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Lay each area flat around its own middle: exact enough to compare ways within it."""
    middle = np.column_stack([np.bincount(group, weights=side) / size for side in lonlat.T])
    offset = (lonlat - middle[group]) * METRES_PER_DEGREE
    offset[:, 0] *= np.cos(np.radians(middle[group, 1]))
    return offset


def _hilbert(
    metres: NDArray[np.float64], group: NDArray[np.intp], size: NDArray[np.intp]
) -> NDArray[np.int64]:
    """Tell how far along the Hilbert curve of its area each place lies."""
    low = np.full((len(size), 2), np.inf)
    high = np.full((len(size), 2), -np.inf)
    np.minimum.at(low, group, metres)
    np.maximum.at(high, group, metres)
    span = np.maximum((high - low).max(axis=1), 1e-9)
    cells = (metres - low[group]) / span[group, None] * ((1 << _BITS) - 1)
    x = cells[:, 0].astype(np.int64)
    # From the north: sheets are read from the top.
    y = ((high - low)[group, 1] / span[group] * ((1 << _BITS) - 1) - cells[:, 1]).astype(np.int64)
    along = np.zeros(len(x), dtype=np.int64)
    for bit in range(_BITS - 1, -1, -1):
        half = 1 << bit
        right, below = (x & half) > 0, (y & half) > 0
        along += half * half * ((3 * right) ^ below)
        turned = ~below & right
        x = np.where(turned, half - 1 - (x & (half - 1)), x & (half - 1))
        y = np.where(turned, half - 1 - (y & (half - 1)), y & (half - 1))
        x, y = np.where(below, x, y), np.where(below, y, x)
    return along


def _straightened(footprints: Geometries, middles: NDArray[np.float64]) -> NDArray[np.int64]:
    """Order the buildings of one area anew, so that the walk in which they come gets shorter."""
    n = len(footprints)
    lonlat, owner = shapely.get_coordinates(footprints, return_index=True)
    corners = _metres(lonlat, np.zeros(len(owner), dtype=np.intp), np.array([len(owner)]))
    first = np.searchsorted(owner, np.arange(n))
    apart = np.zeros((n + 1, n + 1))
    apart[:n, :n] = _gaps(corners, first)
    _go_around(apart[:n, :n], shapely.set_coordinates(footprints.copy(), corners), corners, first)
    apart[:n, :n] += _MIDDLES * np.hypot(*(middles[:, None] - middles).T)
    walk = np.arange(-1, n + 1)
    walk[0] = n
    shorten(apart, walk, _KICKS[: _TRIES + n // 2])
    return walk[1:-1]


def _gaps(corners: NDArray[np.float64], first: NDArray[np.intp]) -> NDArray[np.float64]:
    """Measure from wall to wall, in metres, shape ``(n, n)``: the widest gap seen from any side.

    That is the distance between convex footprints, but for a few hundredths of it.
    """
    gaps = np.zeros((len(first), len(first)))
    for side in _SIDES:
        along = corners @ (np.cos(side), np.sin(side))
        low, high = np.minimum.reduceat(along, first), np.maximum.reduceat(along, first)
        np.maximum(gaps, low[:, None] - high, out=gaps)
    return np.maximum(gaps, gaps.T)


def _go_around(
    gaps: NDArray[np.float64],
    footprints: Geometries,
    corners: NDArray[np.float64],
    first: NDArray[np.intp],
) -> None:
    """Lengthen ways between neighbours that others stand in, by what going around these adds."""
    n = len(gaps)
    ranked = np.argsort(gaps, axis=1, kind="stable")[:, : _NEIGHBOURS + 1]
    pairs = np.sort(np.column_stack([np.repeat(np.arange(n), ranked.shape[1]), ranked.ravel()]))
    one, other = np.unique(pairs[pairs[:, 0] < pairs[:, 1]], axis=0).T
    lines = shapely.shortest_line(footprints[one], footprints[other])
    line, between = shapely.STRtree(footprints).query(lines, predicate="crosses")
    third = (between != one[line]) & (between != other[line])
    line, between = line[third], between[third]
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
