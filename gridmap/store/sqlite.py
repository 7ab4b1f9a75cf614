"""The SQLite side: how the GeoPackage file is opened, begun and copied."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from random import uniform
from threading import Lock
from time import monotonic, sleep
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from gridmap.errors import StoreError
from gridmap.store.bulk import new_uids
from gridmap.store.columns import blob_bounds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["BUSY_SECONDS", "connect", "copy", "engine", "has_table", "make", "writer_lock"]

BUSY_SECONDS = 60

_JOURNAL_BYTES = 64 * 2**20

# One writer per file and process: SQLite's own waiting is a poll without order, so that under load
# some writer would starve.
_writer_locks: dict[Path, Lock] = {}
_registry = Lock()


def writer_lock(path: Path) -> Lock:
    """Give the lock that every writer of this file in this process takes."""
    with _registry:
        return _writer_locks.setdefault(path.resolve(), Lock())


def _bound(place: int) -> Callable[[bytes | None], float | None]:
    def read(blob: bytes | None) -> float | None:
        bounds = blob_bounds(blob)
        return None if bounds is None else bounds[place]

    return read


def _is_empty(blob: bytes | None) -> bool | None:
    return None if blob is None else blob_bounds(blob) is None


def connect(path: Path) -> sqlite3.Connection:
    """Open an existing file the way every connection here is set up.

    The functions are those that the triggers of a GeoPackage R*Tree call.
    """
    conn = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = FULL")
        # Commits checkpoint by themselves, hence under the writer's lock; after a bulk load the
        # journal shrinks again.
        conn.execute(f"PRAGMA journal_size_limit = {_JOURNAL_BYTES}")
        conn.execute("PRAGMA cache_size = -65536")
        # What is let go of is overwritten: free pages go along with every copy of the file.
        conn.execute("PRAGMA secure_delete = ON")
        for name, place in (("ST_MinX", 0), ("ST_MaxX", 1), ("ST_MinY", 2), ("ST_MaxY", 3)):
            conn.create_function(name, 1, _bound(place), deterministic=True)
        conn.create_function("ST_IsEmpty", 1, _is_empty, deterministic=True)
    except BaseException:
        conn.close()
        raise
    return conn


def has_table(path: Path, name: str) -> bool:
    """Look into a file that may be anybody's, without leaving a trace in it."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as conn:
        found = conn.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (name,))
        return found.fetchone() is not None


def engine(path: Path) -> Engine:
    """Make the engine of a file.

    The execution option ``write`` tells writers; ``foreign_keys=False`` is for migrations.
    """
    made = create_engine(
        "sqlite://",
        creator=lambda: connect(path),
        poolclass=QueuePool,
        pool_size=5,
        max_overflow=60,
        hide_parameters=True,  # an error in a log shows nobody's data
    )

    @event.listens_for(made, "begin")
    def _begin(conn: Connection) -> None:
        options = conn.get_execution_options()
        write, checked = options.get("write", False), options.get("foreign_keys", True)
        file = cast("sqlite3.Connection", conn.connection.driver_connection)
        file.execute(f"PRAGMA query_only = {'OFF' if write else 'ON'}")
        file.execute(f"PRAGMA foreign_keys = {'ON' if checked else 'OFF'}")
        if write:
            _begin_writing(file)
        else:
            file.execute("BEGIN")

    return made


def _begin_writing(conn: sqlite3.Connection) -> None:
    """Become the writer, or fail as busy after :data:`BUSY_SECONDS`.

    SQLite's own waiting sleeps ever longer, so that a process that writes without pause would keep
    every other one out. Asking every millisecond or two finds the gaps between its transactions.
    """
    patience = monotonic() + BUSY_SECONDS
    conn.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                conn.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as fault:
                if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > patience:
                    raise
                sleep(uniform(0.0005, 0.002))  # noqa: S311  (so that two do not ask in step)
            else:
                return
    finally:
        conn.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")


def make(target: Path, fill: Callable[[Connection], None]) -> None:
    """Make a new file, filled in one transaction; it appears under its name only when whole.

    Raises
    ------
    StoreError
        ``database-exists``.
    """
    # Whoever makes one at the same moment has a name of their own.
    part = target.with_name(f"{target.name}.{uuid4().hex}.part")
    try:
        part.touch()
        made = engine(part)
        try:
            with made.connect() as conn:
                conn.execution_options(write=True, foreign_keys=False)
                with conn.begin():
                    fill(conn)
        finally:
            made.dispose()
        _publish(part, target)
    finally:
        for leftover in part.parent.glob(part.name + "*"):
            leftover.unlink()


def _publish(part: Path, target: Path) -> None:
    """Give a whole file its name, unless somebody else has taken it."""
    try:
        os.link(part, target)
    except FileExistsError as fault:
        raise StoreError("database-exists", place=str(target)) from fault
    except OSError:  # a file system without links
        if target.exists():
            raise StoreError("database-exists", place=str(target)) from None
        part.rename(target)


def copy(source: Path, target: Path) -> None:
    """Copy a live file as of one moment; a copy that fails leaves nothing behind.

    The copy is for this account only, and has an epoch of its own: once it is put back, phones send
    again what it lacks.
    """
    part = target.with_name(target.name + ".part")
    try:
        part.touch(mode=0o600)
        with closing(connect(source)) as live, closing(sqlite3.connect(part)) as written:
            live.backup(written)
            written.execute("UPDATE workspace SET epoch = ?", new_uids(1))
            written.commit()
            written.execute("PRAGMA journal_mode = DELETE")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
