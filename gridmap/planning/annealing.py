"""Simulated annealing of one division: loads into bounds, with few households changing hands.

What is to become small is ``weight`` times the load out of bounds, plus the price of what was moved
away from home, plus the borders between parts. The weight grows while the temperature falls: at
first it is cheaper to leave a load out of bounds than to move anybody, and the moves that pay come
one by one. A step hands one atom to a part beside it, or a chain of up to three atoms from part to
part, the last perhaps back to the first. No step breaks a part into more pieces.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gridmap.planning.compiled import compiled

__all__ = ["Cooling", "Ground", "Outcome", "anneal"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Cells = NDArray[np.int64]

_CHAIN: Final = 3
_STEPS_A_DEGREE: Final = 64
_SLACK: Final = 1e-6


class Ground(NamedTuple):
    """What is divided; all arrays by atom but the last three, which are by part.

    Attributes
    ----------
    start, beside, metres
        Neighbours, as in :class:`gridmap.planning.graph.Graph`.
    load
        What is to be balanced.
    price
        Households that change hands when the atom is moved away from home.
    home
        Its part today; -1 where it has none.
    free
        Whether it may be handed over.
    low, high
        Bounds of each part's load.
    open
        Whether the part takes anybody in.
    """

    start: Ints
    beside: Ints
    metres: Floats
    load: Floats
    price: Floats
    home: Ints
    free: Flags
    low: Floats
    high: Floats
    open: Flags


class Cooling(NamedTuple):
    """How the search cools down.

    Attributes
    ----------
    steps
        Steps tried in all.
    hot, cold
        First and last temperature, in households; it falls geometrically.
    light, heavy
        First and last weight of a household out of bounds.
    ramp
        Share of the steps in which the weight grows. Only what is found after counts.
    border
        Households that a metre of border between two parts is worth.
    single, double
        Shares of the steps that hand over one atom, and two; the others try three.
    """

    steps: int
    hot: float
    cold: float
    light: float
    heavy: float
    ramp: float
    border: float
    single: float
    double: float


class Outcome(NamedTuple):
    """The best division met: load out of bounds first, then price and borders.

    Attributes
    ----------
    part
        Part of each atom.
    beyond
        Load out of bounds, summed over the parts.
    cost
        Price of what is away from home, plus borders.
    """

    part: Ints
    beyond: float
    cost: float


# Rows of ``node``, what is noted of each atom.
_PART: Final = 0
_SEAT: Final = 1  # its place among the members of its part
_RIM: Final = 2  # the list of free atoms beside another part
_RIM_SEAT: Final = 3  # its place in that list, -1 inside
_SEEN: Final = 4  # marks of a search
_WANTED: Final = 5
_STACK: Final = 6
_BEST: Final = 7  # its part in the best division met
_STALE: Final = 8  # the list of atoms whose part is not their best one's
_IS_STALE: Final = 9
_ROWS: Final = 10

# Cells of ``tally``: how many are on the rim, searches so far, how many are stale.
_ON_RIM: Final = 0
_SEARCHES: Final = 1
_ARE_STALE: Final = 2


@compiled
def _draw(state: NDArray[np.uint64]) -> np.uint64:
    """Draw 53 random bits (xorshift64*)."""
    x = state[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[0] = x
    bits: np.uint64 = (x * np.uint64(2685821657736338717)) >> np.uint64(11)
    return bits


@compiled
def _below(state: NDArray[np.uint64], count: int) -> np.int64:
    """Draw a whole number from 0 up to ``count``."""
    return np.int64(((_draw(state) >> np.uint64(21)) * np.uint64(count)) >> np.uint64(32))


@compiled
def _share(state: NDArray[np.uint64]) -> float:
    """Draw from [0, 1)."""
    return np.float64(_draw(state)) * (1.0 / 9007199254740992.0)


@compiled
def _beyond(load: float, low: float, high: float) -> float:
    """Tell how far a load is out of bounds."""
    return max(load - high, 0.0) + max(low - load, 0.0)


@compiled
def _better(beyond: float, cost: float, best_beyond: float, best_cost: float) -> bool:
    """Tell whether a division is better than the best one; rounding decides nothing."""
    return beyond < best_beyond - _SLACK or (
        beyond < best_beyond + _SLACK and cost < best_cost - _SLACK
    )


@compiled
def _linked(start: Ints, beside: Ints, node: Cells, tally: Ints, atom: int, part: int) -> bool:
    """Tell whether the neighbours of ``atom`` in ``part`` hang together without it."""
    tally[_SEARCHES] += 1
    mark = tally[_SEARCHES]
    missing = 0
    first = -1
    for edge in range(start[atom], start[atom + 1]):
        near = beside[edge]
        if node[_PART, near] == part:
            first = near
            node[_WANTED, near] = mark
            missing += 1
    if missing <= 1:
        return True
    missing -= 1
    node[_SEEN, first] = mark
    node[_STACK, 0] = first
    height = 1
    while height > 0:
        height -= 1
        here = node[_STACK, height]
        for edge in range(start[here], start[here + 1]):
            near = beside[edge]
            if node[_PART, near] == part and node[_SEEN, near] != mark:
                node[_SEEN, near] = mark
                if node[_WANTED, near] == mark:
                    missing -= 1
                    if missing == 0:
                        return True
                node[_STACK, height] = near
                height += 1
    return False


@compiled
def _touches(start: Ints, beside: Ints, node: Cells, atom: int, part: int) -> bool:
    """Tell whether ``atom`` has a neighbour in ``part``."""
    for edge in range(start[atom], start[atom + 1]):  # noqa: SIM110 - any() cannot be compiled
        if node[_PART, beside[edge]] == part:
            return True
    return False


@compiled
def _recount(start: Ints, beside: Ints, free: Flags, node: Cells, tally: Ints, atom: int) -> None:
    """Put an atom on the rim, or take it off."""
    outer = False
    if free[atom]:
        for edge in range(start[atom], start[atom + 1]):
            if node[_PART, beside[edge]] != node[_PART, atom]:
                outer = True
                break
    seat = node[_RIM_SEAT, atom]
    if outer and seat < 0:
        node[_RIM, tally[_ON_RIM]] = atom
        node[_RIM_SEAT, atom] = tally[_ON_RIM]
        tally[_ON_RIM] += 1
    elif not outer and seat >= 0:
        tally[_ON_RIM] -= 1
        last = node[_RIM, tally[_ON_RIM]]
        node[_RIM, seat] = last
        node[_RIM_SEAT, last] = seat
        node[_RIM_SEAT, atom] = -1


@compiled
def _breaks(
    start: Ints, beside: Ints, node: Cells, tally: Ints, who: Ints, whence: Ints, length: int
) -> bool:
    """Hand the atoms of a chain over, and tell whether that breaks a part."""
    for at in range(length):
        node[_PART, who[at]] = whence[at + 1]
    for at in range(length):
        # In a chain the one that made room may have been the only link to the taker.
        if length > 1 and not _touches(start, beside, node, who[at], whence[at + 1]):
            return True
        if not _linked(start, beside, node, tally, who[at], whence[at]):
            return True
    return False


@compiled
def _seated(
    node: Cells, tally: Ints, member: Cells, count: Ints, atom: int, giver: int, taker: int
) -> None:
    """Enter an atom among the members of the part that took it."""
    count[giver] -= 1
    last = member[giver, count[giver]]
    member[giver, node[_SEAT, atom]] = last
    node[_SEAT, last] = node[_SEAT, atom]
    member[taker, count[taker]] = atom
    node[_SEAT, atom] = count[taker]
    count[taker] += 1
    if node[_IS_STALE, atom] == 0:
        node[_IS_STALE, atom] = 1
        node[_STALE, tally[_ARE_STALE]] = atom
        tally[_ARE_STALE] += 1


@compiled
def _remember(node: Cells, tally: Ints) -> None:
    """Note the division as it stands as the best one."""
    for at in range(tally[_ARE_STALE]):
        atom = node[_STALE, at]
        node[_BEST, atom] = node[_PART, atom]
        node[_IS_STALE, atom] = 0
    tally[_ARE_STALE] = 0


@compiled
def _search(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917 - arrays one by one, in one loop, are ten times as fast
    start: Ints,
    beside: Ints,
    metres: Floats,
    load: Floats,
    price: Floats,
    home: Ints,
    free: Flags,
    low: Floats,
    high: Floats,
    open_: Flags,
    part: Ints,
    cooling: Cooling,
    seed: int,
) -> tuple[Ints, float, float]:
    """Anneal; see :func:`anneal`."""
    random = np.empty(1, np.uint64)
    random[0] = np.uint64(seed) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(0x14057B7EF767814F)
    for _ in range(8):
        _draw(random)
    atoms, parts = len(load), len(low)
    node = np.zeros((_ROWS, atoms), np.int64)
    tally = np.zeros(3, np.int64)
    total, count = np.zeros(parts, np.float64), np.zeros(parts, np.int64)
    for atom in range(atoms):
        count[part[atom]] += 1
    room = min(atoms, 4 * count.max() + 16)
    member = np.empty((parts, room), np.int64)
    count[:] = 0
    border = cooling.border
    beyond, cost = 0.0, 0.0
    for atom in range(atoms):
        own = part[atom]
        node[_PART, atom] = node[_BEST, atom] = own
        node[_RIM_SEAT, atom] = -1
        total[own] += load[atom]
        member[own, count[own]] = atom
        node[_SEAT, atom] = count[own]
        count[own] += 1
        if own != home[atom] and home[atom] >= 0:
            cost += price[atom]
        for edge in range(start[atom], start[atom + 1]):
            if part[beside[edge]] != own:
                cost += 0.5 * border * metres[edge]
    for atom in range(atoms):
        _recount(start, beside, free, node, tally, atom)
    for own in range(parts):
        beyond += _beyond(total[own], low[own], high[own])
    best_beyond, best_cost = beyond, cost
    who, whence = np.empty(_CHAIN, np.int64), np.empty(_CHAIN + 1, np.int64)
    degrees = max(1, cooling.steps // _STEPS_A_DEGREE)
    ramp = max(1, int(degrees * cooling.ramp))
    heat, weight = cooling.hot, cooling.light
    cooler = (cooling.cold / cooling.hot) ** (1.0 / degrees)
    heavier = (cooling.heavy / cooling.light) ** (1.0 / ramp)
    for degree in range(degrees):
        heat *= cooler
        if degree < ramp:
            weight *= heavier
        elif _better(beyond, cost, best_beyond, best_cost):
            _remember(node, tally)
            best_beyond, best_cost = beyond, cost
        for _ in range(_STEPS_A_DEGREE):
            if tally[_ON_RIM] == 0:
                break
            # Draw a chain: who[i] goes from whence[i] to whence[i + 1].
            atom = node[_RIM, _below(random, tally[_ON_RIM])]
            giver = node[_PART, atom]
            if count[giver] == 1:
                continue
            near = beside[start[atom] + _below(random, start[atom + 1] - start[atom])]
            taker = node[_PART, near]
            if taker == giver or not open_[taker]:
                continue
            kind = _share(random)
            links = 1
            if kind >= cooling.single:
                links = 2 if kind < cooling.single + cooling.double else 3
            who[0], whence[0], whence[1] = atom, giver, taker
            length = 1
            while length < links:
                here = whence[length]
                atom = member[here, _below(random, count[here])]
                if node[_RIM_SEAT, atom] < 0:
                    break
                near = beside[start[atom] + _below(random, start[atom + 1] - start[atom])]
                # The place that the first atom leaves still counts as the giver's.
                taker = node[_PART, near]
                if taker == here or taker == whence[1] or not open_[taker]:
                    break
                who[length], whence[length + 1] = atom, taker
                length += 1
                if taker == giver:
                    break
            closed = whence[length] == giver
            if length < links and not closed:
                continue
            # What it would change.
            more_cost = 0.0
            for at in range(length):
                atom = who[at]
                if whence[at] == home[atom]:
                    more_cost += price[atom]
                elif whence[at + 1] == home[atom]:
                    more_cost -= price[atom]
            if border > 0.0:
                for at in range(length):
                    atom = who[at]
                    for edge in range(start[atom], start[atom + 1]):
                        own = node[_PART, beside[edge]]
                        if own == whence[at]:
                            more_cost += border * metres[edge]
                        elif own == whence[at + 1]:
                            more_cost -= border * metres[edge]
                    node[_PART, atom] = whence[at + 1]
                for at in range(length):
                    node[_PART, who[at]] = whence[at]
            more_beyond = 0.0
            full = False
            for at in range(length if closed else length + 1):
                own = whence[at]
                gain = 0.0
                if at > 0:
                    gain += load[who[at - 1]]
                elif closed:
                    gain += load[who[length - 1]]
                if at < length:
                    gain -= load[who[at]]
                full = full or count[own] == room
                more_beyond += _beyond(total[own] + gain, low[own], high[own])
                more_beyond -= _beyond(total[own], low[own], high[own])
            worse = weight * more_beyond + more_cost
            if full or (worse > 0.0 and _share(random) >= math.exp(-worse / heat)):
                continue
            if _breaks(start, beside, node, tally, who, whence, length):
                for at in range(length):
                    node[_PART, who[at]] = whence[at]
                continue
            for at in range(length):
                atom = who[at]
                total[whence[at]] -= load[atom]
                total[whence[at + 1]] += load[atom]
                _seated(node, tally, member, count, atom, whence[at], whence[at + 1])
                _recount(start, beside, free, node, tally, atom)
                for edge in range(start[atom], start[atom + 1]):
                    _recount(start, beside, free, node, tally, beside[edge])
            beyond += more_beyond
            cost += more_cost
            if degree >= ramp and _better(beyond, cost, best_beyond, best_cost):
                _remember(node, tally)
                best_beyond, best_cost = beyond, cost
    return node[_BEST].copy(), best_beyond, best_cost


def anneal(ground: Ground, part: Ints, cooling: Cooling, seed: int) -> Outcome:
    """Anneal a division.

    Parameters
    ----------
    ground
        What is divided.
    part
        Part of each atom to begin with, shape (n,); it is not changed.
    cooling
        How long, and how hot.
    seed
        The same seed gives the same outcome.

    Returns
    -------
    Outcome
        The best division met after the weight was full, or the one begun with.
    """
    return Outcome(*_search(*ground, part, cooling, seed))
