"""Rates in words and whole per cents: the same rounding on the map and in every table."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import Final

__all__ = ["BANDS", "DASH", "band", "whole_percent"]

DASH: Final = "—"
"""What stands where there is no rate, because there is no target."""

BANDS: Final = (40, 60, 80, 95)
"""Whole per cents at which the next band of the map begins; the goal is the last."""


def whole_percent(rate: float | None) -> int | None:
    """Round a rate to whole per cent, but to 0 or 100 only where it is exactly that.

    Parameters
    ----------
    rate
        A share between 0 and 1 of its own target; ``None`` or NaN where the target is 0.

    Examples
    --------
    >>> [whole_percent(rate) for rate in (0.0, 0.001, 0.6096, 0.9999, 1.0, None)]
    [0, 1, 61, 99, 100, None]
    """
    if rate is None or math.isnan(rate):
        return None
    percent = round(rate * 100)
    if rate > 0:
        percent = max(percent, 1)
    return min(percent, 99) if rate < 1 else percent


def band(percent: int | None) -> int | None:
    """Tell the band of a whole per cent, from 0, most left to do, to ``len(BANDS)``, goal reached.

    The band goes by the rounded figure, since that is what stands beside it on the map and in the
    legend.

    Examples
    --------
    >>> [band(percent) for percent in (0, 39, 40, 94, 95, None)]
    [0, 0, 1, 3, 4, None]
    """
    return None if percent is None else bisect_right(BANDS, percent)
