"""Making a walk past places shorter: turning stretches round, and moving them elsewhere.

A way is looked for where it leads to one of the nearest places, or where the walk might as well
begin or end (2-opt, Or-opt and the moving of longer stretches over neighbours). Where nothing is
better any more, two stretches side by side are both turned round, which no single change takes
back, and the search goes on from there; what has become shorter by that is kept (iterated local
search).

Places may be of parts that are also walked alone, each past its own places in the same order. No
part's own walk gets longer than it may be.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gridmap.territory.compiled import compiled

__all__ = ["NO_PARTS", "Parts", "nearest", "shorten"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Parts(NamedTuple):
    """Parts that are also walked alone.

    Attributes
    ----------
    of
        Which part each place is of, shape ``(n,)``.
    apart
        Metres between places as each part's own walk is measured in, shape ``(n, n)``.
    most
        Metres that each part's own walk may have, shape ``(parts,)``.
    """

    of: Ints
    apart: Floats
    most: Floats


NO_PARTS: Final = Parts(np.zeros(0, np.int64), np.zeros((0, 0)), np.zeros(0))
"""Places that are walked all together only."""

# Places that are moved together, at most, where only one end of them comes beside a neighbour.
_TOGETHER: Final = 3
# Places in a stretch that is turned round beside another one, at most.
_STRETCH: Final = 50
# What a way must become shorter by, in metres: more than rounding.
_WORTH: Final = 1e-6


@compiled
def nearest(apart: Floats, n: int, most: int) -> Ints:
    """Find the nearest of the first ``n`` places to each of them, the nearest first.

    Parameters
    ----------
    apart
        Metres between places, shape ``(n, n)`` or more.
    most
        So many of each, where there are as many.
    """
    count = min(most, n - 1)
    near = np.empty((n, count), np.int64)
    for place in range(n):
        found = 0
        for other in range(n):
            way = apart[place, other]
            if other == place or (found == count and way >= apart[place, near[place, count - 1]]):
                continue
            seat = min(found, count - 1)
            while seat > 0 and apart[place, near[place, seat - 1]] > way:
                near[place, seat] = near[place, seat - 1]
                seat -= 1
            near[place, seat] = other
            found = min(found + 1, count)
    return near


@compiled
def shorten(apart: Floats, near: Ints, walk: Ints, kicks: Floats, parts: Parts) -> None:
    """Shorten a walk with two open ends.

    Parameters
    ----------
    apart
        Metres between places, shape ``(n + 1, n + 1)``, symmetric. Place ``n`` is nowhere: as near
        to all others as can be, 0.
    near
        To which places a way is looked for from each, the nearest first, shape ``(n, some)``.
    walk
        All places in their order, shape ``(n + 2,)``, beginning and ending nowhere; is changed.
    kicks
        Which stretches are turned round in each try: shares in [0, 1) of where they begin and how
        long both are, shape ``(tries, 3)``.
    parts
        Of what places are; no part's own walk may have more to begin with than it may have at all.
    """
    n = len(walk) - 2
    at = np.empty(n + 1, np.int64)
    waiting = np.zeros(n + 1, np.bool_)
    waiting[n] = True  # and so never looked at
    queue = np.empty(n, np.int64)
    none = int(np.int64(0))  # for a plain 0 what it is handed to would be compiled once more
    height = none
    for step in range(n, 0, -1):
        at[walk[step]] = step
        height = _wait(queue, waiting, height, walk[step])
    _settle(apart, near, walk, at, queue, waiting, height, parts)
    best = walk.copy()
    span = min(_STRETCH, n // 2)
    for kick in range(len(kicks)):
        one, other = 1 + int(kicks[kick, 1] * span), 1 + int(kicks[kick, 2] * span)
        start = 1 + int(kicks[kick, 0] * (n - one - other + 1))
        middle, end = start + one, start + one + other
        gain = _saved(apart, walk, start - 1, start, middle - 1)
        gain += _saved(apart, walk, middle, middle - 1, end)
        gain += _saved(apart, walk, end - 1, end, start)
        height = _turned(walk, at, queue, waiting, none, start, middle - 1)
        height = _turned(walk, at, queue, waiting, height, middle, end - 1)
        gain += _settle(apart, near, walk, at, queue, waiting, height, parts)
        if gain > _WORTH and (_alone(walk, parts) <= parts.most + _WORTH).all():
            best[:] = walk
        else:
            for step in range(1, n + 1):
                walk[step] = best[step]
                at[best[step]] = step


@compiled
def _saved(apart: Floats, walk: Ints, here: int, old: int, new: int) -> float:
    """Tell what is saved by going to another step of the walk from ``here``."""
    metres: float = apart[walk[here], walk[old]] - apart[walk[here], walk[new]]
    return metres


@compiled
def _wait(queue: Ints, waiting: Flags, height: int, place: int) -> int:
    """Have a place looked at again; returns how many wait."""
    if waiting[place]:
        return height
    waiting[place] = True
    queue[height] = place
    return height + 1


@compiled
def _turned(
    walk: Ints, at: Ints, queue: Ints, waiting: Flags, height: int, first: int, last: int
) -> int:
    """Walk a stretch the other way round; returns how many wait to be looked at."""
    for step in (first - 1, first, last, last + 1):
        height = _wait(queue, waiting, height, walk[step])
    while first < last:
        one, other = walk[first], walk[last]
        walk[first], walk[last] = other, one
        at[other], at[one] = first, last
        first += 1
        last -= 1
    return height


@compiled
def _settle(
    apart: Floats,
    near: Ints,
    walk: Ints,
    at: Ints,
    queue: Ints,
    waiting: Flags,
    height: int,
    parts: Parts,
) -> float:
    """Change what is better at the places that wait, until nothing is; returns metres gained."""
    gained = 0.0
    turns = np.empty((_TOGETHER, 2), np.int64)
    # A part's own walk that is too long already gets no longer.
    heeded = Parts(parts.of, parts.apart, np.maximum(parts.most, _alone(walk, parts)))
    while height > 0:
        place = queue[height - 1]
        gain, count = _better(apart, near, walk, at, place, turns, heeded)
        if count == 0:
            height -= 1
            waiting[place] = False
            continue
        gained += gain
        for turn in range(count):
            height = _turned(walk, at, queue, waiting, height, turns[turn, 0], turns[turn, 1])
        heeded = Parts(parts.of, parts.apart, np.maximum(parts.most, _alone(walk, parts)))
    return gained


@compiled
def _better(
    apart: Floats,
    near: Ints,
    walk: Ints,
    at: Ints,
    place: int,
    turns: Ints,
    parts: Parts,
) -> tuple[float, int]:
    """Find something better at a place; returns metres gained and how many ``turns`` it takes."""
    here = at[place]
    last = len(walk) - 1
    for ahead in (1, -1):
        beyond = here + ahead
        for rank in range(-2, near.shape[1]):
            # The step to ``beyond`` is given up for one to a neighbour, or to nowhere.
            there = at[near[place, rank]] if rank >= 0 else (last if rank == -1 else 0)
            spare = _saved(apart, walk, here, beyond, there)
            if spare <= _WORTH:
                break
            if 0 <= there + ahead <= last:
                gain = spare + _saved(apart, walk, there + ahead, there, beyond)
                turns[0, 0] = min(here, there) + (ahead == 1)
                turns[0, 1] = max(here, there) - (ahead == -1)
                if gain > _WORTH and _heeded(walk, turns[:1], parts):
                    return gain, 1
            for side in (1, -1):
                if 0 <= there + side <= last:
                    gain, head = _moved(apart, near, walk, at, here, ahead, there, side)
                    if gain > _WORTH:
                        count = _laid(turns, here, head, there, side)
                        if _heeded(walk, turns[:count], parts):
                            return gain, count
    return 0.0, 0


@compiled
def _moved(
    apart: Floats,
    near: Ints,
    walk: Ints,
    at: Ints,
    here: int,
    ahead: int,
    there: int,
    side: int,
) -> tuple[float, int]:
    """Find a stretch up to ``here`` that is better off with this end beside ``there``.

    Returns metres gained and where the stretch begins.
    """
    for size in range(_TOGETHER):
        head = here - ahead * size
        gain = _gained(apart, walk, here, ahead, there, side, head)
        if gain > _WORTH:
            return gain, head
    beside = walk[there + side]
    if beside < len(near):
        room = _saved(apart, walk, here, here + ahead, there) + apart[walk[there], beside]
        for other in near[beside]:
            if room - apart[beside, other] <= _WORTH:
                break
            head = at[other]
            gain = _gained(apart, walk, here, ahead, there, side, head)
            if gain > _WORTH:
                return gain, head
    return 0.0, here


@compiled
def _gained(
    apart: Floats,
    walk: Ints,
    here: int,
    ahead: int,
    there: int,
    side: int,
    head: int,
) -> float:
    """Tell what is gained by moving the stretch from ``head`` to ``here``; 0 if it cannot be."""
    low, high = min(here, head), max(here, head)
    beside = there + side
    if (here - head) * ahead < 0 or low < 1 or high > len(walk) - 2:
        return 0.0
    if low <= there <= high or low <= beside <= high:
        return 0.0
    gain = _saved(apart, walk, here, here + ahead, there)
    gain += _saved(apart, walk, head - ahead, head, here + ahead)
    gain += _saved(apart, walk, beside, there, head)
    return gain


@compiled
def _laid(turns: Ints, here: int, head: int, there: int, side: int) -> int:
    """Lay down by which ``turns`` a stretch moves; returns how many."""
    low, high, beside = min(here, head), max(here, head), there + side
    size = high - low
    # What lies between is turned twice and so stays as it was.
    if there > high:
        first, last = low, min(there, beside)
        seat = last - size
        turns[1, 0], turns[1, 1] = first, seat - 1
    else:
        first, last = max(there, beside), high
        seat = first
        turns[1, 0], turns[1, 1] = seat + size + 1, last
    turns[0, 0], turns[0, 1] = first, last
    turns[2, 0], turns[2, 1] = seat, seat + size
    return 2 + ((here == high) != (side == 1))


@compiled
def _heeded(walk: Ints, turns: Ints, parts: Parts) -> bool:
    """Tell whether after ``turns`` no part's own walk has more than it may have."""
    if len(parts.most) == 0:
        return True
    turned = walk.copy()
    for turn in range(len(turns)):
        first, last = turns[turn, 0], turns[turn, 1]
        while first < last:
            turned[first], turned[last] = turned[last], turned[first]
            first += 1
            last -= 1
    return bool((_alone(turned, parts) <= parts.most + _WORTH).all())


@compiled
def _alone(walk: Ints, parts: Parts) -> Floats:
    """Measure each part's own walk."""
    metres = np.zeros(len(parts.most))
    if len(metres) == 0:
        return metres
    before = np.full(len(metres), -1)
    for place in walk[1:-1]:
        part = parts.of[place]
        if before[part] >= 0:
            metres[part] += parts.apart[before[part], place]
        before[part] = place
    return metres
