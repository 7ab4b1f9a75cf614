"""Simulated annealing of one division: loads into bounds, with few households changing hands.

What is to become small is ``weight`` times the load out of bounds, plus the price of what was moved
away from home, plus the borders between parts. The weight grows while the temperature falls: at
first it is cheaper to leave a load out of bounds than to move anybody, and the moves that pay come
one by one. A step hands one atom to a part beside it, or a chain of up to three atoms from part to
part, the last perhaps back to the first. No step breaks a part into more pieces.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.planning import chance
from gridmap.planning.cooling import Cooling
from gridmap.planning.plots import Ground
from gridmap.territory.compiled import compiled

__all__ = ["anneal"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Cells = NDArray[np.int64]

_CHAIN: Final = 3
_SLACK: Final = 1e-6


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
_APART: Final = 10  # how many neighbours it has in other parts
_ROWS: Final = 11

# Cells of ``tally``: how many are on the rim, searches so far, how many are stale.
_ON_RIM: Final = 0
_SEARCHES: Final = 1
_ARE_STALE: Final = 2

# Rows of ``gain``, what is better of each group now: parts out of bounds, load beyond them, cost;
# and whether it is kept.
_OUT: Final = 0
_OVER: Final = 1
_COST: Final = 2
_KEPT: Final = 3
_GAINS: Final = 4


@compiled
def _beyond(load: float, low: float, high: float) -> float:
    """Tell how far a load is out of bounds."""
    return max(load - high, 0.0) + max(low - load, 0.0)


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
def _apart(node: Cells, tally: Ints, atom: int, more: int) -> None:
    """Count more of an atom's neighbours as another part's; put it on the rim, or take it off."""
    node[_APART, atom] += more
    seat = node[_RIM_SEAT, atom]
    if node[_APART, atom] > 0 and seat < 0:
        node[_RIM, tally[_ON_RIM]] = atom
        node[_RIM_SEAT, atom] = tally[_ON_RIM]
        tally[_ON_RIM] += 1
    elif node[_APART, atom] <= 0 and seat >= 0:
        tally[_ON_RIM] -= 1
        last = node[_RIM, tally[_ON_RIM]]
        node[_RIM, seat] = last
        node[_RIM_SEAT, last] = seat
        node[_RIM_SEAT, atom] = -1


@compiled
def _handed(
    start: Ints, beside: Ints, node: Cells, tally: Ints, atom: int, giver: int, taker: int
) -> None:
    """Give an atom to another part, and tell its neighbours."""
    node[_PART, atom] = taker
    more = 0
    for edge in range(start[atom], start[atom + 1]):
        near = beside[edge]
        if node[_PART, near] == giver:
            more += 1
            _apart(node, tally, near, 1)
        elif node[_PART, near] == taker:
            more -= 1
            _apart(node, tally, near, -1)
    _apart(node, tally, atom, more)


@compiled
def _breaks(
    start: Ints, beside: Ints, node: Cells, tally: Ints, who: Ints, whence: Ints, length: int
) -> bool:
    """Tell whether it would break a part to hand the atoms of a chain over."""
    for at in range(length):
        node[_PART, who[at]] = whence[at + 1]
    broken = False
    for at in range(length):
        # In a chain the one that made room may have been the only link to the taker.
        broken = length > 1 and not _touches(start, beside, node, who[at], whence[at + 1])
        broken = broken or not _linked(start, beside, node, tally, who[at], whence[at])
        if broken:
            break
    for at in range(length):
        node[_PART, who[at]] = whence[at]
    return broken


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
    _strayed(node, tally, atom)


@compiled
def _strayed(node: Cells, tally: Ints, atom: int) -> None:
    """Note that an atom may not be where the best division has it."""
    if node[_IS_STALE, atom] == 0:
        node[_IS_STALE, atom] = 1
        node[_STALE, tally[_ARE_STALE]] = atom
        tally[_ARE_STALE] += 1


@compiled
def _leader(group: Ints, part: int) -> int:
    """Find the part that stands for a group."""
    while group[part] != part:
        group[part] = group[group[part]]
        part = group[part]
    return part


@compiled
def _keep(  # noqa: C901, PLR0912, PLR0913, PLR0917 - as below
    start: Ints,
    beside: Ints,
    metres: Floats,
    price: Floats,
    home: Ints,
    low: Floats,
    high: Floats,
    border: float,
    worth_out: float,
    worth_over: float,
    node: Cells,
    tally: Ints,
    total: Floats,
    kept: Floats,
    group: Ints,
    gain: Floats,
) -> None:
    """Keep what is better now than in the best division, group of parts by group.

    Parts that have exchanged atoms since make a group. It holds the same atoms in both divisions,
    so each group can be judged, and kept, by itself: the best of several places need not be met at
    the same time.
    """
    group[:] = np.arange(len(group))
    gain[:] = 0.0
    at = 0
    while at < tally[_ARE_STALE]:
        atom = node[_STALE, at]
        one, other = node[_PART, atom], node[_BEST, atom]
        if one == other:
            node[_IS_STALE, atom] = 0
            tally[_ARE_STALE] -= 1
            node[_STALE, at] = node[_STALE, tally[_ARE_STALE]]
            continue
        group[_leader(group, one)] = _leader(group, other)
        at += 1
    if at == 0:
        return
    for part in range(len(group)):
        whole = _leader(group, part)
        now = _beyond(total[part], low[part], high[part])
        then = _beyond(kept[part], low[part], high[part])
        gain[_OUT, whole] += int(then > _SLACK) - int(now > _SLACK)
        gain[_OVER, whole] += then - now
    for at in range(tally[_ARE_STALE]):
        atom = node[_STALE, at]
        one, other = node[_PART, atom], node[_BEST, atom]
        whole = _leader(group, one)
        if one == home[atom]:
            gain[_COST, whole] += price[atom]
        elif other == home[atom]:
            gain[_COST, whole] -= price[atom]
        if border > 0.0:
            for edge in range(start[atom], start[atom + 1]):
                near = beside[edge]
                parted = int(node[_BEST, near] != other) - int(node[_PART, near] != one)
                both = node[_PART, near] != node[_BEST, near]
                gain[_COST, whole] += parted * border * metres[edge] * (0.5 if both else 1.0)
    for part in range(len(group)):
        if group[part] == part:
            out, over, cost = gain[_OUT, part], gain[_OVER, part], gain[_COST, part]
            worth = out * worth_out + over * worth_over + cost
            gain[_KEPT, part] = int(out >= 0.0 and over > -_SLACK and worth > _SLACK)
    at = 0
    while at < tally[_ARE_STALE]:
        atom = node[_STALE, at]
        if gain[_KEPT, _leader(group, node[_PART, atom])] > 0.0:
            node[_BEST, atom] = node[_PART, atom]
            node[_IS_STALE, atom] = 0
            tally[_ARE_STALE] -= 1
            node[_STALE, at] = node[_STALE, tally[_ARE_STALE]]
        else:
            at += 1
    for part in range(len(group)):
        if gain[_KEPT, _leader(group, part)] > 0.0:
            kept[part] = total[part]


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
    best: Ints,
    cooling: Cooling,
    seed: int,
) -> Ints:
    """Anneal; see :func:`anneal`."""
    random = chance.seeded(seed)
    atoms, parts = len(load), len(low)
    node = np.zeros((_ROWS, atoms), np.int64)
    tally = np.zeros(3, np.int64)
    total, kept = np.zeros(parts, np.float64), np.zeros(parts, np.float64)
    count, group = np.zeros(parts, np.int64), np.empty(parts, np.int64)
    gain = np.empty((_GAINS, parts), np.float64)
    for atom in range(atoms):
        count[part[atom]] += 1
    room = min(atoms, 4 * count.max() + 16)
    member = np.empty((parts, room), np.int64)
    count[:] = 0
    border = cooling.border
    for atom in range(atoms):
        own = part[atom]
        node[_PART, atom], node[_BEST, atom] = own, best[atom]
        node[_RIM_SEAT, atom] = -1
        total[own] += load[atom]
        kept[best[atom]] += load[atom]
        member[own, count[own]] = atom
        node[_SEAT, atom] = count[own]
        count[own] += 1
        if own != best[atom]:
            _strayed(node, tally, atom)
    for atom in range(atoms):
        if not free[atom]:
            # So few that it never comes onto the rim.
            node[_APART, atom] = start[atom] - start[atom + 1]
        for edge in range(start[atom], start[atom + 1]):
            _apart(node, tally, atom, int(node[_PART, beside[edge]] != node[_PART, atom]))
    who, whence = np.empty(_CHAIN, np.int64), np.empty(_CHAIN + 1, np.int64)
    steps = atoms // 4 + 4
    degrees = max(1, int(cooling.steps * atoms) // steps)
    ramp = max(1, int(degrees * cooling.ramp))
    heat, weight = cooling.hot, cooling.light
    news = True
    cooler = (cooling.cold / cooling.hot) ** (1.0 / degrees)
    heavier = (cooling.heavy / cooling.light) ** (1.0 / ramp)
    for degree in range(degrees):
        heat *= cooler
        if degree < ramp:
            weight *= heavier
        for _ in range(steps):
            if tally[_ON_RIM] == 0:
                break
            # Draw a chain: who[i] goes from whence[i] to whence[i + 1].
            atom = node[_RIM, chance.below(random, tally[_ON_RIM])]
            giver = node[_PART, atom]
            if count[giver] == 1:
                continue
            near = beside[start[atom] + chance.below(random, start[atom + 1] - start[atom])]
            taker = node[_PART, near]
            if taker == giver or not open_[taker]:
                continue
            kind = chance.share(random)
            links = 1
            if kind >= cooling.single:
                links = 2 if kind < cooling.single + cooling.double else 3
            who[0], whence[0], whence[1] = atom, giver, taker
            length = 1
            while length < links:
                here = whence[length]
                atom = member[here, chance.below(random, count[here])]
                if node[_RIM_SEAT, atom] < 0:
                    break
                near = beside[start[atom] + chance.below(random, start[atom + 1] - start[atom])]
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
                more = 0.0
                if at > 0:
                    more += load[who[at - 1]]
                elif closed:
                    more += load[who[length - 1]]
                if at < length:
                    more -= load[who[at]]
                full = full or count[own] == room
                more_beyond += _beyond(total[own] + more, low[own], high[own])
                more_beyond -= _beyond(total[own], low[own], high[own])
            worse = weight * more_beyond + more_cost
            if full or (worse > 0.0 and chance.share(random) >= math.exp(-worse / heat)):
                continue
            if _breaks(start, beside, node, tally, who, whence, length):
                continue
            for at in range(length):
                atom = who[at]
                total[whence[at]] -= load[atom]
                total[whence[at + 1]] += load[atom]
                _handed(start, beside, node, tally, atom, whence[at], whence[at + 1])
                _seated(node, tally, member, count, atom, whence[at], whence[at + 1])
            news = True
        if news and degree >= ramp:
            news = False
            _keep(
                start, beside, metres, price, home, low, high, border,
                cooling.outside, cooling.beyond, node, tally, total, kept, group, gain,
            )  # fmt: skip
    found: Ints = node[_BEST].copy()
    return found


def anneal(ground: Ground, part: Ints, best: Ints, cooling: Cooling, seed: int) -> Ints:
    """Anneal a division.

    Parameters
    ----------
    ground
        What is divided.
    part
        Part of each atom to begin with, shape (n,); it is not changed.
    best
        The best division so far, shape (n,); it is not changed either.
    cooling
        How long, and how hot.
    seed
        The same seed gives the same outcome.

    Returns
    -------
    numpy.ndarray
        The best so far, bettered by what was met after the weight was full: it has no more parts
        out of bounds, no more load beyond them, and where both are the same costs no more.
    """
    # With a whole number among the figures it would be compiled once more.
    return _search(*ground, part, best, Cooling(*map(float, cooling)), seed)
