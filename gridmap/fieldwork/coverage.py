"""Coverage: how many of the households that should be visited have been, by any group.

Every door is in one of a few situations, and each situation adds a fixed row of counts. The table
of a whole city sums these rows, and a live tally changes by the difference of two of them: both
come from the one matrix below and cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gridmap.fieldwork.outcomes import OUTCOMES, UNTRIED, Outcome
from gridmap.fieldwork.period import ALWAYS, Period

__all__ = [
    "EXCLUSIONS",
    "NOT_EXCLUDED",
    "REASONS",
    "STATUSES",
    "TALLY",
    "BuildingStatus",
    "CoverageFigure",
    "Exclusion",
    "building_statuses",
    "situation",
    "status_numbers",
    "tally",
    "tally_change",
]


class Exclusion(StrEnum):
    """Why a household is not in the target; shown apart, never counted as done or undone."""

    VACANT = "vacant"  # 空置（台账状态）
    DO_NOT_VISIT = "do_not_visit"  # 谢绝上门


class BuildingStatus(StrEnum):
    """How far a building is."""

    NONE = "none"  # 无应访户
    UNTOUCHED = "untouched"  # 未走访
    PARTLY = "partly"  # 部分走访
    DONE = "done"  # 全部办结


STATUSES: Final = tuple(BuildingStatus)
"""Statuses of buildings by their number in arrays."""
EXCLUSIONS: Final = tuple(Exclusion)
"""Exclusions by their number in arrays."""
NOT_EXCLUDED: Final = -1

REASONS: Final = (*(str(o) for o in Outcome if o is not Outcome.MET), "untried")
"""Why a household of the target was not reached."""

TALLY: Final = (
    "target",
    "target_estimated",
    "reached",
    "settled",
    *REASONS,
    *(f"excluded_{exclusion}" for exclusion in Exclusion),
)
"""Columns of a tally, all in households (户)."""

_EXCLUSION_CODES: Final = len(EXCLUSIONS) + 1
_OUTCOME_CODES: Final = len(OUTCOMES) + 1


def situation(
    outcome: ArrayLike, settled: ArrayLike, *, exclusion: ArrayLike, estimated: ArrayLike
) -> NDArray[np.intp]:
    """Number the situation of each door, for :func:`tally` and :func:`tally_change`.

    Parameters
    ----------
    outcome, settled
        From :class:`~gridmap.fieldwork.doors.DoorStates`.
    exclusion
        Number in :data:`EXCLUSIONS`, or ``NOT_EXCLUDED``.
    estimated
        Whether the household is a placeholder from an estimate.
    """
    code = np.asarray(outcome, dtype=np.intp) - UNTRIED
    code = code * 2 + np.asarray(settled, dtype=np.bool_)
    code = code * 2 + np.asarray(estimated, dtype=np.bool_)
    return code * _EXCLUSION_CODES + (np.asarray(exclusion, dtype=np.intp) - NOT_EXCLUDED)


def _counts_of_situations() -> NDArray[np.int64]:
    counts = np.zeros((_OUTCOME_CODES * 2 * 2 * _EXCLUSION_CODES, len(TALLY)), dtype=np.int64)
    for outcome in range(UNTRIED, len(OUTCOMES)):
        word = "untried" if outcome == UNTRIED else str(OUTCOMES[outcome])
        for settled in (False, True):
            for estimated in (False, True):
                for exclusion in range(NOT_EXCLUDED, len(EXCLUSIONS)):
                    if exclusion == NOT_EXCLUDED:
                        adds = ["target", "reached" if word == Outcome.MET else word]
                        adds += ["settled"] * settled + ["target_estimated"] * estimated
                    else:
                        adds = [f"excluded_{EXCLUSIONS[exclusion]}"]
                    row = situation(outcome, settled, exclusion=exclusion, estimated=estimated)
                    counts[row, [TALLY.index(name) for name in adds]] = 1
    return counts


_COUNTS: Final = _counts_of_situations()


def tally(situations: NDArray[np.intp], group: NDArray[np.intp], groups: int) -> NDArray[np.int64]:
    """Count households by group.

    Parameters
    ----------
    situations
        Shape ``(n,)``, from :func:`situation`.
    group
        Position of each household's group, shape ``(n,)``; -1 leaves it out.
    groups
        Number of groups, ``g``; those without a household keep their row of zeros.

    Returns
    -------
    numpy.ndarray
        Households, shape ``(g, len(TALLY))``. Sums of rows are tallies again.
    """
    placed = group >= 0
    where, counts = group[placed], _COUNTS.T[:, situations[placed]]
    columns = [np.bincount(where, weights=column, minlength=groups) for column in counts]
    return np.column_stack(columns).astype(np.int64)


def tally_change(before: int | None, after: int | None) -> NDArray[np.int64]:
    """Tell what to add to a tally when one household passes from a situation to another.

    ``None`` stands for a household that was not, or no longer is, in the group. Shape
    ``(len(TALLY),)``.
    """
    change = np.zeros(len(TALLY), dtype=np.int64)
    if after is not None:
        change += _COUNTS[after]
    if before is not None:
        change -= _COUNTS[before]
    return change


def building_statuses(tallies: NDArray[np.int64]) -> list[BuildingStatus]:
    """Tell how far each building is from its tally, shape ``(b, len(TALLY))``."""
    return [STATUSES[number] for number in status_numbers(tallies)]


def status_numbers(tallies: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Tell how far each building is, as numbers in :data:`STATUSES`, shape ``(b,)``."""
    target, settled, untried = (
        tallies[:, TALLY.index(name)] for name in ("target", "settled", "untried")
    )
    picked = np.select([target == 0, settled == target, untried == target], [0, 3, 1], 2)
    return picked.astype(np.uint8)


@dataclass(frozen=True, slots=True)
class CoverageFigure:
    """The coverage of one group of households; a rate never travels without its figures.

    Attributes
    ----------
    target
        Households to visit (应访户数), without the excluded ones.
    attempted
        Of these, households somebody went to (已上门).
    reached
        Of these, households where somebody was met (见面).
    settled
        Of the target, households where nobody need go again (已办结).
    target_estimated
        Of the target, placeholders from an estimate.
    reasons
        Households of the target not reached, by :data:`REASONS`: with ``reached`` they make up
        the target.
    excluded
        Households not in the target, by :class:`Exclusion`.
    period, as_of
        What time the figure is about.
    """

    target: int
    attempted: int
    reached: int
    settled: int
    target_estimated: int
    reasons: Mapping[str, int] = field(repr=False)
    excluded: Mapping[str, int] = field(repr=False)
    period: Period = ALWAYS
    as_of: date | None = None

    @classmethod
    def of(
        cls, tally: ArrayLike, *, period: Period = ALWAYS, as_of: date | None = None
    ) -> CoverageFigure:
        """Read one tally, shape ``(len(TALLY),)``."""
        count = dict(zip(TALLY, np.asarray(tally).tolist(), strict=True))
        return cls(
            target=count["target"],
            attempted=count["target"] - count["untried"],
            reached=count["reached"],
            settled=count["settled"],
            target_estimated=count["target_estimated"],
            reasons={name: count[name] for name in REASONS},
            excluded={str(name): count[f"excluded_{name}"] for name in Exclusion},
            period=period,
            as_of=as_of,
        )

    @property
    def households(self) -> int:
        """All households, those outside the target among them."""
        return self.target + sum(self.excluded.values())

    @property
    def rate(self) -> float | None:
        """Reached / target (见面率); ``None`` where there is nobody to visit."""
        return self.reached / self.target if self.target else None

    @property
    def attempted_rate(self) -> float | None:
        """Attempted / target (上门率); ``None`` where there is nobody to visit."""
        return self.attempted / self.target if self.target else None

    def row(self) -> dict[str, int | float | None]:
        """Lay the figure out flat, as tables and the API show it; rates are not rounded."""
        exclusions = {f"excluded_{name}": count for name, count in self.excluded.items()}
        return {
            "target": self.target,
            "target_estimated": self.target_estimated,
            "attempted": self.attempted,
            "reached": self.reached,
            "settled": self.settled,
            "rate": self.rate,
            "attempted_rate": self.attempted_rate,
            **self.reasons,
            **exclusions,
            "excluded": sum(exclusions.values()),
        }
