"""One process at a time: a lock that ends with whoever holds it, however that comes about."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

__all__ = ["turn"]


@contextmanager
def turn(file: Path) -> Iterator[bool]:
    """Try to take a turn at what ``file`` stands for; tell whether it is ours.

    Notes
    -----
    The lock is an open transaction of a small SQLite file of its own: the same on every system,
    and the system itself lets go of it when a process dies.
    """
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            yield False
            return
        yield True
