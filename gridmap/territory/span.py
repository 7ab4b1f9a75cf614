"""Span of control: how many one person answers for, and how many that should be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

__all__ = ["Fit", "Span", "SpanRule", "span"]


class Fit(StrEnum):
    """Where a count stands beside its rule."""

    UNDER = "under"
    WITHIN = "within"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class SpanRule:
    """From how many to how many one person should answer for, both included."""

    least: int
    most: int

    def fit(self, count: int) -> Fit:
        """Tell where a count stands."""
        if count < self.least:
            return Fit.UNDER
        return Fit.OVER if count > self.most else Fit.WITHIN


@dataclass(frozen=True, slots=True)
class Span:
    """How many those of one area answer for, summed up so that it tells of nobody.

    Attributes
    ----------
    under, within, over
        How many of them answer for fewer, as many, or more than the rule says.
    total
        How many they answer for together.
    least, most
        Smallest and largest count; ``None`` where there is nobody.
    """

    under: int
    within: int
    over: int
    total: int
    least: int | None
    most: int | None

    @property
    def n(self) -> int:
        """How many they are."""
        return self.under + self.within + self.over

    @property
    def mean(self) -> float | None:
        """Count of each on average; ``None`` where there is nobody."""
        return self.total / self.n if self.n else None


def span(counts: NDArray[np.int64], rule: SpanRule) -> Span:
    """Sum counts ``(n,)`` up.

    Examples
    --------
    >>> told = span(np.array([4, 9, 30]), SpanRule(5, 15))
    >>> told.under, told.within, told.over, told.mean
    (1, 1, 1, 14.333333333333334)
    """
    under, over = int((counts < rule.least).sum()), int((counts > rule.most).sum())
    return Span(
        under=under,
        within=counts.size - under - over,
        over=over,
        total=int(counts.sum()),
        least=int(counts.min()) if counts.size else None,
        most=int(counts.max()) if counts.size else None,
    )
