"""How often one sender may ask for something that is free to all."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta
from typing import Final

from gridmap.errors import TooOften

__all__ = ["Pace"]

# Of whoever asked longest ago the least is known.
_MOST_SENDERS: Final = 20_000


class Pace:
    """So many times within a span for each sender, kept in memory.

    Parameters
    ----------
    most
        How many times.
    code
        What is said to whoever asks more often.
    """

    def __init__(self, most: int, within: timedelta, code: str) -> None:
        self._most, self._within, self._code = most, within, code
        self._asked: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, sender: str, now: datetime) -> None:
        """Count one more time.

        Raises
        ------
        TooOften
            With this pace's code, until the first of those that count is long enough ago.
        """
        with self._lock:
            times = self._asked.pop(sender, None) or deque(maxlen=self._most)
            self._asked[sender] = times
            if len(self._asked) > _MOST_SENDERS:
                self._asked.popitem(last=False)
            over = times[0] + self._within if len(times) == self._most else now
            if over <= now:
                times.append(now)
        if over > now:
            raise TooOften(self._code, seconds=int((over - now).total_seconds()) + 1)
