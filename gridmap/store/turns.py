"""One process at a time: a lock that ends with whoever holds it, however that comes about."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from gridmap.errors import StoreError

__all__ = ["turn"]


@contextmanager
def turn(file: Path) -> Iterator[bool]:
    """Try to take a turn at what ``file`` stands for; tell whether it is ours.

    Raises
    ------
    StoreError
        ``home-unwritable`` if the file cannot be written.

    Notes
    -----
    The lock is an open transaction of a small SQLite file of its own: the same on every system,
    and the system itself lets go of it when a process dies.
    """
    with ExitStack() as held:
        try:
            lock = held.enter_context(
                closing(sqlite3.connect(file, timeout=0, isolation_level=None))
            )
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as no:
            if no.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise StoreError(
                    "home-unwritable", place=str(file.parent), reason=no.sqlite_errorname
                ) from no
            yield False
        else:
            yield True
