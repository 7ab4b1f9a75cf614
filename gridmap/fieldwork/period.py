"""Local time: periods between dates, days and half-days.

Instants are microseconds since 1970 in UTC (int64); days are days since 1970 on the local calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["ALWAYS", "Period", "half_day_starts", "half_days", "local_days"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_QUARTER: Final = 15 * 60 * 1_000_000  # standard time changes on the quarter hour, everywhere
_HALF_DAY: Final = 12 * 3600 * 1_000_000
_DAY: Final = 2 * _HALF_DAY
_FOREVER: Final = np.iinfo(np.int64)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of local time, ``start`` included, ``end`` not; ``None`` leaves it open.

    A date means its first moment; a time without a zone is local.
    """

    start: date | datetime | None = None
    end: date | datetime | None = None

    def bounds(self, tz: tzinfo, as_of: date | datetime | None = None) -> tuple[int, int]:
        """Find the first instant that belongs to the period and the first after it.

        Parameters
        ----------
        tz
            Time zone of the workspace.
        as_of
            Leave out what came later: a date counts with its whole day, a time with its
            microsecond.

        Returns
        -------
        int, int
            Microseconds since 1970 in UTC, half-open.
        """
        first = _FOREVER.min if self.start is None else _instant(self.start, tz)
        stop = _FOREVER.max if self.end is None else _instant(self.end, tz)
        if isinstance(as_of, datetime):
            stop = min(stop, _instant(as_of, tz) + 1)
        elif as_of is not None and as_of < date.max:
            stop = min(stop, _instant(as_of + timedelta(days=1), tz))
        return int(first), int(stop)


ALWAYS: Final = Period()
"""All of time."""


def local_days(instants: NDArray[np.int64], tz: tzinfo) -> NDArray[np.int64]:
    """Number the local calendar day of each instant, 0 being 1 January 1970."""
    return _local(instants, tz) // _DAY


def half_days(instants: NDArray[np.int64], tz: tzinfo) -> NDArray[np.int64]:
    """Number the local half-day of each instant: before and after noon are two."""
    return _local(instants, tz) // _HALF_DAY


def half_day_starts(instants: NDArray[np.int64], tz: tzinfo) -> NDArray[np.int64]:
    """Find the instant at which the local half-day of each instant began."""
    return instants - _local(instants, tz) % _HALF_DAY


def _instant(moment: date | datetime, tz: tzinfo) -> int:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time.min)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=tz)
    return (moment - _EPOCH) // _MICROSECOND


def _local(instants: NDArray[np.int64], tz: tzinfo) -> NDArray[np.int64]:
    """Read the local clock, as microseconds since 1970 on that clock."""
    quarters, which = np.unique(instants // _QUARTER, return_inverse=True)
    offsets = [_offset(_EPOCH + timedelta(microseconds=int(q) * _QUARTER), tz) for q in quarters]
    return instants + np.array(offsets, dtype=np.int64)[which]


def _offset(moment: datetime, tz: tzinfo) -> int:
    return (moment.astimezone(tz).replace(tzinfo=UTC) - moment) // _MICROSECOND
