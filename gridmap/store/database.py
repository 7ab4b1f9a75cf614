"""A workspace's database: create it, open it, read and write it."""

from __future__ import annotations

import threading
from contextlib import closing, contextmanager, nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from gridmap.errors import StoreError
from gridmap.store import migrate, postgres, sqlite
from gridmap.store.faults import told
from gridmap.store.migrations import LATEST
from gridmap.words.foreign import system_reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy import URL, Connection, Engine

__all__ = ["FILE_NAME", "Database"]

FILE_NAME = "gridmap.gpkg"
_FOLDERS = ("photos", "tiles", "backups")


class Database:
    """The database of one workspace.

    A workspace lives in one folder, its *home*: the database (unless it is on a PostgreSQL
    server), photos, tiles and backups. There is one writer at a time on either database, so what a
    write transaction has looked up still holds when it writes.

    Use :meth:`create` or :meth:`open`; a ``Database`` closes as a context manager does.

    Attributes
    ----------
    home
        The folder.
    place
        The file or the server, as a person knows it; without a password.
    """

    def __init__(self, home: Path, url: URL | None) -> None:
        self.home = home
        self._url = url
        self._file = home / FILE_NAME
        self.place = str(self._file) if url is None else postgres.shown(url)
        self._engine: Engine = sqlite.engine(self._file) if url is None else postgres.engine(url)
        self._writer: int | None = None

    @classmethod
    def exists(cls, home: Path, url: str | None = None) -> bool:
        """Tell whether there is a workspace already.

        Raises
        ------
        StoreError
            As :func:`gridmap.store.faults.told`.
        """
        if url is None:
            return (home / FILE_NAME).is_file()
        with cls(home, postgres.read_url(url)) as database, database.read() as conn:
            return migrate.revision(conn) is not None

    @classmethod
    def create(
        cls,
        home: Path,
        url: str | None = None,
        *,
        begin: Callable[[Connection], None] | None = None,
    ) -> Database:
        """Make a new database and open it.

        Parameters
        ----------
        home
            Folder of the workspace; made where it is missing.
        url
            Address of an empty PostgreSQL database (``postgresql://…``); by default the database
            is the SQLite file in ``home``.
        begin
            Writes the first rows, in the transaction that makes the tables.

        Raises
        ------
        StoreError
            ``database-exists`` if there is one already, and what :func:`gridmap.store.faults.told`
            tells. Nothing half-made is left behind.
        """

        def fill(conn: Connection) -> None:
            migrate.upgrade(conn)
            if begin is not None:
                begin(conn)

        server = None if url is None else postgres.read_url(url)
        _make_home(home)
        if server is None:
            target = home / FILE_NAME
            with told(str(target)):
                sqlite.make(target, fill)
            return cls(home, None)
        database = cls(home, server)
        try:
            with database._writing(foreign_keys=False) as conn:
                _want_empty(conn, database.place)
                _want_postgis(conn, database.place)
                fill(conn)
        except BaseException:
            database.close()
            raise
        return database

    @classmethod
    def open(
        cls, home: Path, url: str | None = None, *, seal: migrate.Seal | None = None
    ) -> Database:
        """Open a workspace; one from an older gridmap is backed up, then brought up to date.

        Parameters
        ----------
        home
            Folder of the workspace.
        url
            Address of its PostgreSQL database, if it has one.
        seal
            Hides a text; an older gridmap kept some open that are sealed today.

        Raises
        ------
        StoreError
            ``database-missing``, ``database-foreign`` (not made by gridmap), ``database-newer``
            (made by a newer gridmap), ``database-unfinished`` (made by one between two releases),
            ``backup-failed``, and what
            :func:`gridmap.store.faults.told` tells.
        """
        server = None if url is None else postgres.read_url(url)
        if server is None and not (home / FILE_NAME).is_file():
            raise StoreError("database-missing", place=str(home))
        database = cls(home, server)
        try:
            database._want_ours()
            database._bring_up_to_date(seal)
        except BaseException:
            database.close()
            raise
        return database

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is the file in :attr:`home`."""
        return self._url is None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees the database as of one moment and cannot change it.

        Raises
        ------
        StoreError
            As :func:`gridmap.store.faults.told`.
        """
        with told(self.place), self._engine.connect() as conn:
            if not self.is_sqlite:
                conn.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with conn.begin():
                yield conn

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection in one transaction, kept when the block ends and undone if it raises.

        Writers wait for one another, across processes too, up to a minute. A second ``write``
        inside the first would wait for itself and is a ``RuntimeError``.

        Raises
        ------
        StoreError
            As :func:`gridmap.store.faults.told`.
        """
        with self._writing() as conn:
            yield conn

    def backup(self) -> Path:
        """Copy the database as of one moment into the home's ``backups``; tell the copy.

        Raises
        ------
        StoreError
            ``backup-failed`` and what :func:`gridmap.store.faults.told` tells.
        """
        folder = self.home / "backups"
        moment = f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
        _make_home(self.home)
        if self._url is not None:
            copy = folder / f"gridmap-{moment}.dump"
            postgres.dump(self._url, copy)
        else:
            copy = folder / f"gridmap-{moment}.gpkg"
            with told(self.place):
                sqlite.copy(self._file, copy)
        return copy

    def empty_journal(self) -> None:
        """Bring the journal into the file, so that what was let go of stands in neither.

        Readers in the midst of something may keep it from that; the file is brought up to them.

        Raises
        ------
        StoreError
            As :func:`gridmap.store.faults.told`.
        """
        if self.is_sqlite:
            with told(self.place), self._lock(), closing(self._engine.raw_connection()) as conn:
                conn.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of every connection."""
        with self._lock():
            self._engine.dispose()

    def __enter__(self) -> Self:
        """Use it for a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def _lock(self) -> AbstractContextManager[object]:
        if self._url is not None:
            return nullcontext()  # the server's own lock has a queue
        return _waiting(sqlite.writer_lock(self._file), self.place)

    @contextmanager
    def _writing(self, *, foreign_keys: bool = True) -> Iterator[Connection]:
        me = threading.get_ident()
        if self._writer == me:
            raise RuntimeError("a write transaction inside another")
        with told(self.place), self._lock(), self._engine.connect() as conn:
            conn.execution_options(write=True, foreign_keys=foreign_keys)
            with conn.begin():
                self._writer = me
                try:
                    yield conn
                finally:
                    self._writer = None

    def _want_ours(self) -> None:
        if self.is_sqlite:
            with told(self.place):
                ours = sqlite.has_table(self._file, "alembic_version")
            if not ours:
                raise StoreError("database-foreign", place=self.place, reason="alembic_version")

    def _bring_up_to_date(self, seal: migrate.Seal | None) -> None:
        with self.read() as conn:
            found = migrate.revision(conn)
            lacks = migrate.lacking(conn) if found == LATEST else None
        if lacks is not None:
            raise StoreError("database-unfinished", place=self.place, column=lacks)
        if found == LATEST:
            return
        if found is None:
            raise StoreError("database-missing", place=self.place)
        if not migrate.is_known(found):
            raise StoreError("database-newer", place=self.place, found=found, latest=LATEST)
        self.backup()
        with self._writing(foreign_keys=False) as conn:
            migrate.upgrade(conn, seal)


def _make_home(home: Path) -> None:
    """Make the folders; a new home is for this account only, for a register is in it."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in _FOLDERS:
            (home / name).mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise StoreError("home-unwritable", place=str(home), reason=system_reason(fault)) from fault


@contextmanager
def _waiting(lock: threading.Lock, place: str) -> Iterator[None]:
    if not lock.acquire(timeout=sqlite.BUSY_SECONDS):
        raise StoreError("database-busy", place=place, reason="writer")
    try:
        yield
    finally:
        lock.release()


def _want_empty(conn: Connection, place: str) -> None:
    if migrate.revision(conn) is not None:
        raise StoreError("database-exists", place=place)


def _want_postgis(conn: Connection, place: str) -> None:
    try:
        conn.execute(text("CREATE EXTENSION IF NOT EXISTS postgis"))
    except DBAPIError as fault:
        raise StoreError("postgis-missing", place=place) from fault
