"""The state of each door, reckoned from the facts.

The rules, in the order they are applied:

1. A corrected visit is void and its correction counts, with its own time, household and mode.
   Of several corrections of one visit the last one in order counts; one without an outcome takes
   the visit back. Corrections are knowledge, not work: they hold whatever the period.
2. Only visits at the door count, and only those within the period.
3. A door where somebody was met is met. Otherwise the latest visit says how it stands, by time,
   then by order.
4. A door is settled when somebody was met, when somebody ever refused (a refusal is respected even
   if another visit followed), or when it was tried on three different half-days, morning and
   afternoon parting at noon local time.

The same function reckons a whole city and, inside a transaction, one household.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.fieldwork.outcomes import MODES, OUTCOMES, UNTRIED, WITHDRAWN, Mode, Outcome
from gridmap.fieldwork.period import half_days

__all__ = [
    "DoorState",
    "DoorStates",
    "Facts",
    "door_state",
    "door_states",
    "link",
    "standing",
    "tries",
]

_MET: Final = OUTCOMES.index(Outcome.MET)
_REFUSED: Final = OUTCOMES.index(Outcome.REFUSED)
_DOOR: Final = MODES.index(Mode.DOOR)
_ENOUGH_TRIES: Final = 3
_NOTHING: Final = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True)
class Facts:
    """Visits as they were recorded, column by column, all of shape ``(n,)``.

    Attributes
    ----------
    household
        Position of the household, -1 for one that is not asked about.
    outcome
        Number in :data:`~gridmap.fieldwork.outcomes.OUTCOMES`, or ``WITHDRAWN``.
    mode
        Number in :data:`~gridmap.fieldwork.outcomes.MODES`.
    occurred_at
        When it took place, in microseconds since 1970, UTC.
    order
        In which order the facts came in (the server's sequence); no two alike.
    corrects
        Position of the fact this one corrects, -1 for none (:func:`link` finds it).
    """

    household: NDArray[np.intp]
    outcome: NDArray[np.int8]
    mode: NDArray[np.int8]
    occurred_at: NDArray[np.int64]
    order: NDArray[np.int64]
    corrects: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.household)


@dataclass(frozen=True, slots=True)
class DoorStates:
    """How every door stands, by position of the household.

    Attributes
    ----------
    outcome
        Number in :data:`~gridmap.fieldwork.outcomes.OUTCOMES`, or ``UNTRIED``.
    settled
        Whether nobody need go there again.
    fact
        Position of the fact that decided it, -1 where there is none.
    """

    outcome: NDArray[np.int8]
    settled: NDArray[np.bool_]
    fact: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class DoorState:
    """How one door stands; ``outcome`` and ``fact`` are ``None`` while nobody has been there."""

    outcome: Outcome | None = None
    settled: bool = False
    fact: int | None = None


def link(ids: NDArray[np.int64], corrects: NDArray[np.int64]) -> NDArray[np.intp]:
    """Find the position of the fact that each fact corrects.

    Parameters
    ----------
    ids
        Ids of the facts, no two alike.
    corrects
        Id of the corrected fact, or any number that is no id.

    Returns
    -------
    numpy.ndarray
        Positions in ``ids``, -1 where there is no such fact: then the correction stands alone.
    """
    if not len(ids):
        return np.empty(0, dtype=np.intp)
    by_id = np.argsort(ids, kind="stable")
    place = np.minimum(np.searchsorted(ids, corrects, sorter=by_id), len(ids) - 1)
    position = by_id[place]
    return np.where(ids[position] == corrects, position, -1)


def standing(order: NDArray[np.int64], corrects: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell which facts stand after all corrections; the others are void.

    Parameters
    ----------
    order, corrects
        As in :class:`Facts`; a visit must come together with everything that corrects it, also
        by way of other corrections.

    Returns
    -------
    numpy.ndarray
        Shape ``(n,)``. Of a visit and all its corrections exactly one stands; facts that correct
        one another in a circle are all void.
    """
    stands = np.ones(len(order), dtype=bool)
    correcting = np.flatnonzero(corrects >= 0)
    if not len(correcting):
        return stands
    stands[corrects[correcting]] = False
    last_words = correcting[stands[correcting]]
    root = np.where(corrects < 0, np.arange(len(corrects)), corrects)
    for _ in range(len(correcting).bit_length()):
        root = root[root]
    visit = root[last_words]
    latest = np.full(len(order), _NOTHING)
    np.maximum.at(latest, visit, order[last_words])
    stands[last_words] = order[last_words] == latest[visit]
    return stands


def door_states(
    facts: Facts, households: int, *, bounds: tuple[int, int], tz: tzinfo
) -> DoorStates:
    """Reckon the state of every door from the facts.

    Parameters
    ----------
    facts
        All visits that may matter, whole histories of correction included.
    households
        Number of households, ``n``.
    bounds
        The period, as :meth:`gridmap.fieldwork.period.Period.bounds` gives it.
    tz
        Time zone in which morning and afternoon part.

    Returns
    -------
    DoorStates
        Arrays of shape ``(n,)``.
    """
    tries = np.flatnonzero(_counting(facts, bounds))
    door, outcome = facts.household[tries], facts.outcome[tries]

    deciding = _latest(
        door,
        (outcome == _MET).astype(np.int64),
        facts.occurred_at[tries],
        facts.order[tries],
        households=households,
    )
    tried = deciding >= 0
    fact = np.full(households, -1, dtype=np.intp)
    fact[tried] = tries[deciding[tried]]
    state = np.full(households, UNTRIED, dtype=np.int8)
    state[tried] = outcome[deciding[tried]]

    settled = state == _MET
    settled[door[outcome == _REFUSED]] = True
    # Half-days are dear to find, so only for doors that hang on them.
    often = np.bincount(door, minlength=households) >= _ENOUGH_TRIES
    open_tries = (often & ~settled)[door]
    half = half_days(facts.occurred_at[tries[open_tries]], tz)
    settled |= _distinct(door[open_tries], half, households) >= _ENOUGH_TRIES
    return DoorStates(state, settled, fact)


def tries(facts: Facts, households: int, *, bounds: tuple[int, int]) -> NDArray[np.intp]:
    """Count how often each door was knocked at, as :func:`door_states` counts visits.

    Returns
    -------
    numpy.ndarray
        Shape ``(households,)``.
    """
    return np.bincount(facts.household[_counting(facts, bounds)], minlength=households)


def door_state(facts: Facts, *, bounds: tuple[int, int], tz: tzinfo) -> DoorState:
    """Reckon the state of one door from its facts, as :func:`door_states` does for many.

    ``facts.household`` is 0 for the visits of this household and -1 for those of others, which
    come along where they share a history of correction with it.
    """
    states = door_states(facts, 1, bounds=bounds, tz=tz)
    if (fact := int(states.fact[0])) < 0:
        return DoorState()
    return DoorState(OUTCOMES[states.outcome[0]], bool(states.settled[0]), fact)


def _counting(facts: Facts, bounds: tuple[int, int]) -> NDArray[np.bool_]:
    """Mark the visits that stand, took place at a door asked about, and fall in the period."""
    first, stop = bounds
    counts = standing(facts.order, facts.corrects)
    counts &= (facts.household >= 0) & (facts.outcome != WITHDRAWN) & (facts.mode == _DOOR)
    counts &= (facts.occurred_at >= first) & (facts.occurred_at < stop)
    return counts


def _latest(door: NDArray[np.intp], *keys: NDArray[np.int64], households: int) -> NDArray[np.intp]:
    """Position of each door's greatest fact by ``keys``, the first key first; -1 for none."""
    left = np.arange(len(door))
    for key in keys:
        top = np.full(households, _NOTHING)
        np.maximum.at(top, door[left], key[left])
        left = left[key[left] == top[door[left]]]
    greatest = np.full(households, -1, dtype=np.intp)
    greatest[door[left]] = left
    return greatest


def _distinct(
    door: NDArray[np.intp], value: NDArray[np.int64], households: int
) -> NDArray[np.intp]:
    """Count the different values of each door."""
    order = np.lexsort((value, door))
    door, value = door[order], value[order]
    fresh = np.ones(len(door), dtype=bool)
    fresh[1:] = (door[1:] != door[:-1]) | (value[1:] != value[:-1])
    return np.bincount(door[fresh], minlength=households)
