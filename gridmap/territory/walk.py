"""The order in which somebody walks past the buildings of an area: their numbers on the sheet.

The printed sheet and the map on a screen show the same number for a building, so there is one
function. It needs nothing but places, gives the same numbers for the same places, and numbers each
area on its own, so that one area can be numbered without the others.

A walk begins as a Hilbert curve from the north-western corner, which keeps neighbours together but
doubles back where its quarters meet; areas small enough to be printed are then straightened by
reversing stretches wherever that shortens the way (2-opt within a window).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.geo.distance import METRES_PER_DEGREE

__all__ = ["sheet_numbers"]

# Larger areas keep the plain curve: nobody walks them in one go.
_STRAIGHTENED: Final = 300
_WINDOW: Final = 40
_ROUNDS: Final = 24
_BITS: Final = 16
# What a way must become shorter by, in metres, to be worth another round.
_WORTH: Final = 0.5


def sheet_numbers(
    lonlat: NDArray[np.float64], area: NDArray[np.int64], *, straighten: bool = True
) -> NDArray[np.int64]:
    """Number places in walking order, each area from 1.

    Parameters
    ----------
    lonlat
        Longitude and latitude in degrees, shape ``(n, 2)``, finite.
    area
        Which area each place is in, shape ``(n,)``; negative: in none, and it gets no number.
    straighten
        Whether to shorten the walks of small areas; without it they follow the bare curve.

    Returns
    -------
    numpy.ndarray
        Shape ``(n,)``: 1 … N in each area of N places, 0 for those in none.

    Examples
    --------
    >>> row = np.array([[113.0, 27.0], [113.2, 27.0], [113.1, 27.0], [113.3, 27.0]])
    >>> sheet_numbers(row, np.array([7, 7, 7, -1])).tolist()
    [1, 3, 2, 0]
    """
    numbers = np.zeros(len(area), dtype=np.int64)
    placed = np.flatnonzero(area >= 0)
    if not len(placed):
        return numbers
    _, group, size = np.unique(area[placed], return_inverse=True, return_counts=True)
    metres = _metres(lonlat[placed], group, size)
    order = np.lexsort((np.arange(len(group)), _hilbert(metres, group, size), group))
    first = np.concatenate([[0], np.cumsum(size)[:-1]])
    if straighten:
        small = size[group[order]] <= _STRAIGHTENED
        order[small] = _straightened(metres, group, order[small])
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


def _straightened(
    metres: NDArray[np.float64], group: NDArray[np.intp], order: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Reverse stretches of the walks in ``order`` while that shortens them."""
    done = order.copy()
    active = np.arange(len(order))
    for _ in range(_ROUNDS):
        here = done[active]
        better = _reversals(metres[here], group[here])
        if not better:
            break
        changed = np.zeros(int(group.max()) + 1, dtype=bool)
        for start, stop in better:
            here[start:stop] = here[start:stop][::-1].copy()
            changed[group[here[start]]] = True
        done[active] = here
        active = active[changed[group[here]]]
    return done


def _reversals(xy: NDArray[np.float64], group: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Find stretches ``start:stop`` to reverse, the best first, none touching another."""
    n = len(xy)
    x, y = xy.T

    def way(one: NDArray[np.intp] | slice, other: NDArray[np.intp] | slice) -> NDArray[np.float64]:
        length: NDArray[np.float64] = np.hypot(x[one] - x[other], y[one] - y[other])
        return length

    # The way into each place from the one before; none at the head of a walk.
    head = np.append(True, group[1:] != group[:-1])
    tail = np.append(head[1:], True)
    into = np.append(0.0, way(slice(1, None), slice(None, -1)))
    into[head] = 0.0
    best = np.full(n, _WORTH)
    length = np.zeros(n, dtype=np.intp)
    for reach in range(1, min(_WINDOW, n - 1) + 1):
        start, stop = slice(0, n - reach), slice(reach, n)
        before, after = np.arange(-1, n - reach - 1), np.arange(reach + 1, n + 1)
        after[-1] = n - 1
        out_of = np.append(into[reach + 1 :], 0.0) * ~tail[stop]
        gain = into[start] + out_of
        gain -= np.where(head[start], 0.0, way(before, stop))
        gain -= np.where(tail[stop], 0.0, way(start, after))
        here = (group[start] == group[stop]) & (gain > best[start])
        best[start][here] = gain[here]
        length[start][here] = reach
    chosen: list[tuple[int, int]] = []
    taken = np.zeros(n + 1, dtype=bool)
    candidates = np.flatnonzero(length)
    for start in candidates[np.argsort(-best[candidates], kind="stable")].tolist():
        stop = start + int(length[start]) + 1
        around = slice(max(start - 1, 0), stop + 1)
        if not taken[around].any():
            taken[around] = True
            chosen.append((start, stop))
    return chosen
