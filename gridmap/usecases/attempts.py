"""How often somebody may try: after a few failures each further one costs a longer wait."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Final

from gridmap.errors import TooOften

__all__ = ["Attempts", "count_on", "refuse_until", "wait_after"]

_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(minutes=15)
_FREE: Final = 5
# What nobody tried for so long is forgotten.
_MEMORY: Final = timedelta(hours=1)
_MOST: Final = 20_000


def wait_after(failures: int, free: int = _FREE, longest: timedelta = _LONGEST_WAIT) -> timedelta:
    """Tell how long to wait after so many failures in a row, the first ``free`` of them free."""
    if failures < free:
        return timedelta(0)
    doubled = 1 << min(failures - free, 10)
    return min(_FIRST_WAIT * doubled, longest)


def count_on(count: int, last: datetime | None, now: datetime) -> int:
    """Count one more failure; what was long ago is forgotten."""
    return count + 1 if last is not None and now - last < _MEMORY else 1


class Attempts:
    """Failures by whatever they are counted by, kept in memory; as :func:`wait_after` does."""

    def __init__(self, free: int = _FREE, longest: timedelta = _LONGEST_WAIT) -> None:
        self._free, self._longest = free, longest
        self._failed: OrderedDict[str, tuple[int, datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def demand(self, key: str, now: datetime) -> None:
        """Insist that the wait is over.

        Raises
        ------
        TooOften
            ``tried-too-often``.
        """
        with self._lock:
            count, last = self._failed.get(key, (0, now))
        refuse_until(last + wait_after(count, self._free, self._longest), now)

    def failed(self, key: str, now: datetime) -> None:
        """Count a failure."""
        with self._lock:
            count, last = self._failed.pop(key, (0, now))
            self._failed[key] = (count_on(count, last, now), now)
            if len(self._failed) > _MOST:
                self._failed.popitem(last=False)


def refuse_until(until: datetime | None, now: datetime) -> None:
    """Refuse what is tried before ``until``.

    Raises
    ------
    TooOften
        ``tried-too-often``.
    """
    if until is not None and until > now:
        raise TooOften("tried-too-often", seconds=int((until - now).total_seconds()) + 1)
