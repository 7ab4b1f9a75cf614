"""Credit: where work was done, counted in visits (户次), never in households.

A visit stays with the area that was responsible on its day, wherever the border runs today; it
tells who did the work and has no part in any coverage rate.
"""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.fieldwork.doors import Facts, standing
from gridmap.fieldwork.outcomes import MODES, OUTCOMES, WITHDRAWN, Outcome
from gridmap.fieldwork.period import local_days

__all__ = ["CREDIT", "Steps", "credit"]

CREDIT: Final = ("visits", "met", *(str(mode) for mode in MODES))
"""Columns of a credit table, all in visits (户次); the modes add up to ``visits``."""


class Steps:
    """What holds for a thing on a day, from a step table keyed (thing, valid_from).

    Parameters
    ----------
    thing
        Position of the thing, shape ``(k,)``.
    valid_from
        First local day (days since 1970) on which the value holds, shape ``(k,)``; no day twice
        for one thing.
    value
        Position of what holds from then on, -1 for nothing, shape ``(k,)``.
    """

    def __init__(
        self, thing: NDArray[np.intp], valid_from: NDArray[np.int64], value: NDArray[np.intp]
    ) -> None:
        order = np.lexsort((valid_from, thing))
        self._things, thing_of_step = np.unique(thing[order], return_inverse=True)
        # Days that occur, so that (thing, day) packs into one sortable number.
        self._days = np.unique(valid_from)
        self._key = thing_of_step * (len(self._days) + 1) + self._rank(valid_from[order])
        self._thing, self._value = thing[order], value[order]

    def at(self, thing: NDArray[np.intp], day: NDArray[np.int64]) -> NDArray[np.intp]:
        """Look up what holds for each ``thing`` on each ``day``; -1 before its first step."""
        if not len(self._key):
            return np.full(len(thing), -1, dtype=np.intp)
        row = np.searchsorted(self._things, thing)
        key = row * (len(self._days) + 1) + self._rank(day)
        step = np.searchsorted(self._key, key, side="right") - 1
        found = (step >= 0) & (self._thing[step] == thing)
        return np.where(found, self._value[step], -1)

    def _rank(self, day: NDArray[np.int64]) -> NDArray[np.intp]:
        return np.searchsorted(self._days, day, side="right")


def credit(
    facts: Facts,
    placement: Steps,
    membership: Steps,
    areas: int,
    *,
    bounds: tuple[int, int],
    tz: tzinfo,
) -> NDArray[np.int64]:
    """Count visits by the leaf area that was responsible when they took place.

    Parameters
    ----------
    facts
        All visits that may matter, whole histories of correction included.
    placement
        Household to building part, by day.
    membership
        Building part to leaf area, by day.
    areas
        Number of leaf areas, ``a``.
    bounds
        The period, as :meth:`gridmap.fieldwork.period.Period.bounds` gives it.
    tz
        Time zone of the local days.

    Returns
    -------
    numpy.ndarray
        Visits, shape ``(a + 1, len(CREDIT))``; the last row has the visits that no area was
        responsible for. Every mode counts, corrected and withdrawn visits don't.
    """
    first, stop = bounds
    counts = standing(facts.order, facts.corrects) & (facts.outcome != WITHDRAWN)
    counts &= (facts.occurred_at >= first) & (facts.occurred_at < stop)
    day = local_days(facts.occurred_at[counts], tz)
    part = placement.at(facts.household[counts], day)
    area = np.where(part >= 0, membership.at(part, day), -1)
    row = np.where(area >= 0, area, areas)

    outcome, mode = facts.outcome[counts], facts.mode[counts]
    columns = [
        np.ones(len(row), dtype=bool),
        outcome == OUTCOMES.index(Outcome.MET),
        *(mode == number for number in range(len(MODES))),
    ]
    return np.column_stack([np.bincount(row[which], minlength=areas + 1) for which in columns])
