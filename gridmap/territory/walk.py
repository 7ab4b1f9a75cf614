"""The order in which somebody walks past the buildings of an area: their numbers on the sheet.

The printed sheet and the map on a screen show the same number for a building, so there is one
function. It needs nothing but footprints and patches, gives the same numbers for the same ones, and
numbers each area on its own, so that one area can be numbered without the others.

A walk begins as a Hilbert curve from the north-western corner, which keeps neighbours together but
doubles back where its quarters meet, and is then straightened (:mod:`gridmap.territory.shortening`,
in the metres of :mod:`gridmap.territory.ways`).

Where an area has patches, each of them is walked alone, too, and most often, past its houses in the
order of their numbers. The shortest way through the area may cut through a patch five times, and
have it walked half as far again. So first each patch is straightened on its own, then the patches
are put in order, and then all of it is straightened at once, but for what would have a patch walked
an eighth longer than need be. To go over to another patch counts for more than its metres, so that
the numbers of a patch mostly follow upon one another: for less and less, as long as the area's walk
is an eighth longer than need be. Where it still is, it is tried over again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries
from gridmap.territory.shortening import NO_PARTS, Parts, nearest, shorten
from gridmap.territory.ways import laid_flat, wall_to_wall, ways

__all__ = ["counted_through", "sheet_numbers"]

# Buildings that are straightened together, at most; nobody walks more in one go.
_AT_ONCE: Final = 1_500
# Of a larger patch, or area without patches, so many, and more roughly.
_ROUGHLY: Final = 500
# A patch is gone at no more than so many times its own way, and so many metres beside: along a
# terrace that way is none. Nor is an area, where there is such a walk.
_LONGER: Final = 1.12
_BESIDE: Final = 0.3
# Places that a way is looked for to, from each.
_NEAR: Final = 8
# Tries that any walk gets; a longer one gets one more for every second place.
_TRIES: Final = 100
# Tries that are enough where it is but a beginning, or there is no time.
_FEW: Final = 20
_KICKS: Final = np.random.default_rng(0).random((30 * _TRIES, 3))
# What to go over to another patch counts for beside its metres, from one time to the next: so many
# ways from house to house. In the end nothing.
_GOING_OVER: Final = (2.0, 1.0, 0.5)
# Then other tries from the same beginning find what more of them from there do not. Past so many
# buildings there are but the first of them, past fewer the more: each takes longer past more.
_OVER_AGAIN: Final = np.split(_KICKS, 6)
_ONCE: Final = 600
_BITS: Final = 16

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def sheet_numbers(
    footprints: Geometries, area: Ints, patch: Ints | None = None, *, straighten: bool = True
) -> Ints:
    """Number buildings in walking order, each area from 1.

    Parameters
    ----------
    footprints
        In degrees (EPSG:4326), shape ``(n,)``, none of them empty.
    area
        Which area each is in, shape ``(n,)``; negative: in none, and it gets no number.
    patch
        Which patch of its area each is in, shape ``(n,)``: the order within a patch is a walk, too.
    straighten
        Whether to shorten the walks; without it they follow the bare curve.

    Returns
    -------
    numpy.ndarray
        Shape ``(n,)``: 1 … N in each area of N buildings, 0 for those in none.

    Examples
    --------
    >>> row = shapely.points([[113.0, 27.0], [113.3, 27.0], [113.1, 27.0], [113.4, 27.0]])
    >>> sheet_numbers(row, np.array([7, 7, 7, -1])).tolist()
    [1, 3, 2, 0]
    """
    numbers = np.zeros(len(area), dtype=np.int64)
    placed = np.flatnonzero(area >= 0)
    if not len(placed):
        return numbers
    _, group, size = np.unique(area[placed], return_inverse=True, return_counts=True)
    bounds = shapely.bounds(footprints[placed])
    metres = laid_flat((bounds[:, :2] + bounds[:, 2:]) / 2, group, size)
    order = np.lexsort((np.arange(len(group)), _hilbert(metres, group, size), group))
    part = group if patch is None else _parts(group, patch[placed])
    order = _part_by_part(order, part)
    first = np.concatenate([[0], np.cumsum(size)[:-1]])
    if straighten:
        for begin, n in zip(first.tolist(), size.tolist(), strict=True):
            walk = order[begin : begin + n]
            walk[:] = walk[_straightened(footprints[placed[walk]], metres[walk], part[walk])]
    number = np.arange(len(order)) - np.repeat(first, size) + 1
    # A walk may be gone either way: from the end that is nearer to the north-west.
    aside = metres[:, 0] - metres[:, 1]
    turned = np.repeat(aside[order[first + size - 1]] < aside[order[first]], size)
    numbers[placed[order]] = np.where(turned, np.repeat(size, size) + 1 - number, number)
    return numbers


def counted_through(footprints: Geometries, area: Ints, numbers: Ints) -> Ints:
    """Number the buildings of several areas in one go: area after area, each in its own order.

    Parameters
    ----------
    footprints, area
        As for :func:`sheet_numbers`, all of them in an area; at least one.
    numbers
        Of each in its area.

    Returns
    -------
    numpy.ndarray
        Shape ``(n,)``: 1 … n. An area may be walked from its last number to its first.
    """
    order = np.lexsort((numbers, area))
    walks = np.split(order, np.flatnonzero(np.diff(area[order])) + 1)
    ends = footprints[np.concatenate([one[[0, -1]] for one in walks])]
    bounds = shapely.bounds(ends)
    group, size = np.zeros(len(ends), dtype=np.intp), np.array([len(ends)])
    middles = laid_flat((bounds[:, :2] + bounds[:, 2:]) / 2, group, size)
    pairs = [np.array([2 * one, 2 * one + 1]) for one in range(len(walks))]
    passed = _joined(ways(ends, middles, around=False), pairs)
    east, north = middles[passed[-1]] - middles[passed[0]]
    passed = passed[:: -1 if east < north else 1]
    through = np.concatenate(
        [walks[end // 2][:: -1 if end % 2 else 1] for end in passed[::2].tolist()]
    )
    counted = np.empty(len(order), dtype=np.int64)
    counted[through] = np.arange(1, len(order) + 1)
    return counted


def _parts(group: NDArray[np.intp], patch: Ints) -> NDArray[np.intp]:
    """Tell patches apart, from 0; the same patch in two areas is two."""
    pairs = np.column_stack([group, patch])
    part: NDArray[np.intp] = np.unique(pairs, axis=0, return_inverse=True)[1].ravel()
    return part


def _part_by_part(order: NDArray[np.intp], part: NDArray[np.intp]) -> NDArray[np.intp]:
    """Put buildings of a patch together, where on the way they are in the middle."""
    at = np.empty(len(order), dtype=np.int64)
    at[order] = np.arange(len(order))
    middle = np.bincount(part, at) / np.bincount(part)
    return np.lexsort((at, part, middle[part]))


def _hilbert(metres: Floats, group: NDArray[np.intp], size: NDArray[np.intp]) -> Ints:
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


def _straightened(footprints: Geometries, middles: Floats, part: NDArray[np.intp]) -> Ints:
    """Order the buildings of one area anew, so that the walk in which they come gets shorter."""
    n = len(footprints)
    if n > _AT_ONCE:
        return _piece_by_piece(footprints, middles, part)
    apart = ways(footprints, middles)
    free = _shortened(apart, _KICKS[: _TRIES + n // 2])
    patches = np.split(np.arange(n), np.flatnonzero(np.diff(part)) + 1)
    if len(patches) in {1, n}:
        return free
    walls = wall_to_wall(apart, middles[:, None], middles)
    shortest = _length(walls, free)
    own = [one[_shortened(apart[np.ix_(one, one)], _KICKS[:_TRIES])] for one in patches]
    most = np.array([_LONGER * _length(walls, one) + _BESIDE for one in own])
    of = np.repeat(np.arange(len(own)), [len(one) for one in own])
    begun = _joined(apart, own)
    alone = Parts(of[begun], walls[np.ix_(begun, begun)], most)
    over = shortest / (n - 1) * (alone.of[:, None] != alone.of)
    walks = []
    for ways_over, kicks in [
        *((ways_over, _KICKS[:_TRIES]) for ways_over in _GOING_OVER),
        *((0.0, kicks) for kicks in _OVER_AGAIN[: max(_ONCE // n, 1)]),
    ]:
        dear = apart[np.ix_(begun, begun)] + ways_over * over
        walks.append(begun[_shortened(dear, kicks, alone)])
        if _length(walls, walks[-1]) <= _LONGER * shortest + _BESIDE:
            return walks[-1]
    return min(walks, key=lambda walk: _length(walls, walk))


def _length(apart: Floats, walk: Ints) -> float:
    """Measure a walk."""
    return float(apart[walk[:-1], walk[1:]].sum())


def _shortened(apart: Floats, kicks: Floats, parts: Parts = NO_PARTS) -> Ints:
    """Order places anew so that the walk gets shorter, and that past each part not too long."""
    n = len(apart)
    walk = np.arange(-1, n + 1)
    walk[0] = n
    if n <= 2:
        return walk[1:-1]
    metres = np.zeros((n + 1, n + 1))
    metres[:n, :n] = apart
    shorten(metres, nearest(metres, n, _NEAR), walk, kicks, parts)
    return walk[1:-1]


def _joined(apart: Floats, parts: list[Ints]) -> Ints:
    """Order walks, and choose which way round each is gone, so that it is not far between them."""
    ends = np.concatenate([one[[0, -1]][: len(one)] for one in parts])
    of = np.repeat(np.arange(len(parts)), [min(len(one), 2) for one in parts])
    # More than any walk, so that none is shorter that leaves one between its ends.
    beyond = len(ends) * (apart.max() + 1)
    order = _shortened(
        np.where(of[:, None] == of, 0.0, apart[np.ix_(ends, ends)] + beyond), _KICKS[:_FEW]
    )
    begun = order[np.sort(np.unique(of[order], return_index=True)[1])]
    turned = ends[begun] != np.array([one[0] for one in parts])[of[begun]]
    return np.concatenate(
        [
            parts[one][:: -1 if back else 1]
            for one, back in zip(of[begun].tolist(), turned.tolist(), strict=True)
        ]
    )


def _piece_by_piece(footprints: Geometries, middles: Floats, part: NDArray[np.intp]) -> Ints:
    """Straighten the walk of an area too large for one go, one piece of the curve after another."""
    walk: list[Ints] = []
    for piece, whole in _pieces(part):
        if whole:
            way = piece[_straightened(footprints[piece], middles[piece], part[piece])]
        else:
            apart = ways(footprints[piece], middles[piece], around=False)
            way = piece[_shortened(apart, _KICKS[:_FEW])]
        if walk:
            far = np.hypot(*(middles[way[[0, -1]]] - middles[walk[-1][-1]]).T)
            way = way[:: -1 if far[1] < far[0] else 1]
        walk.append(way)
    return np.concatenate(walk)


def _pieces(part: NDArray[np.intp]) -> Iterator[tuple[Ints, bool]]:
    """Cut a walk into pieces of whole parts, and what is a part too large into pieces of it."""
    begin = end = 0
    for cut in [*(np.flatnonzero(np.diff(part)) + 1).tolist(), len(part)]:
        if cut - begin > _AT_ONCE and end > begin:
            yield np.arange(begin, end), True
            begin = end
        if cut - begin > _AT_ONCE:
            for few in np.array_split(np.arange(begin, cut), -(-(cut - begin) // _ROUGHLY)):
                yield few, False
            begin = cut
        end = cut
    if end > begin:
        yield np.arange(begin, end), True
