"""What goes wrong below SQL, told as :class:`~gridmap.errors.StoreError`."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy.exc import DBAPIError

from gridmap.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["told"]

# Primary result codes; SQLite's extended codes carry them in the low byte.
_SQLITE = {
    sqlite3.SQLITE_BUSY: "database-busy",
    sqlite3.SQLITE_LOCKED: "database-busy",
    sqlite3.SQLITE_READONLY: "database-read-only",
    sqlite3.SQLITE_PERM: "database-read-only",
    sqlite3.SQLITE_CANTOPEN: "database-read-only",
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_IOERR: "disk-fault",
    sqlite3.SQLITE_CORRUPT: "database-corrupt",
    sqlite3.SQLITE_NOTADB: "database-foreign",
}

# By SQLSTATE, the longest prefix first.
_POSTGRES = {
    "53100": "disk-full",
    "55P03": "database-busy",
    "25006": "database-read-only",
    "42501": "database-read-only",
    "57P": "database-unreachable",
    "53": "database-unreachable",
    "58": "disk-fault",
    "XX": "database-corrupt",
    "08": "database-unreachable",
    "28": "database-unreachable",
    "3D": "database-unreachable",
}


def _code(fault: BaseException | None) -> str | None:
    if isinstance(fault, sqlite3.Error):
        result = getattr(fault, "sqlite_errorcode", None)
        return None if result is None else _SQLITE.get(result & 0xFF)
    if isinstance(fault, psycopg.Error):
        state = fault.sqlstate
        if state is None:  # the server was never reached, or it hung up
            lost = isinstance(fault, psycopg.OperationalError)
            return "database-unreachable" if lost else None
        return next((code for prefix, code in _POSTGRES.items() if state.startswith(prefix)), None)
    return None


@contextmanager
def told(place: str) -> Iterator[None]:
    """Tell faults of the disk, the file or the server as ``StoreError``.

    Whatever says something about the data itself (a constraint that failed) passes unchanged.

    Parameters
    ----------
    place
        The file or the server, as a person knows it; passwords left out.

    Raises
    ------
    StoreError
        ``database-busy``, ``database-read-only``, ``disk-full``, ``disk-fault``,
        ``database-corrupt``, ``database-foreign``, ``database-unreachable``; the transaction is
        undone.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error, psycopg.Error) as fault:
        below = fault.orig if isinstance(fault, DBAPIError) else fault
        code = _code(below)
        if code is None:
            raise
        # SQLite's few faults are said above already: its name for one is enough to look it up.
        reason = getattr(below, "sqlite_errorname", None) or str(below).strip().partition("\n")[0]
        raise StoreError(code, place=place, reason=reason or code) from fault
