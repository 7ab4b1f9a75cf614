from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, suppress
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError

from gridmap.errors import NotFound, StoreError
from gridmap.store import sqlite
from gridmap.store.bulk import append, new_uids
from gridmap.store.database import Database
from gridmap.store.sequence import take
from gridmap.store.tables.ground import area, workspace


class _ChangedMyMind(Exception):
    pass


def _workspace(database: Database) -> None:
    with database.write() as conn:
        append(
            conn,
            workspace,
            {
                "tz": "Asia/Shanghai",
                "epoch": new_uids(1),
                "created_at": datetime.now(UTC),
            },
        )


def _areas(database: Database) -> int:
    with database.read() as conn:
        return conn.scalar(select(func.count()).select_from(area))


def test_a_home_holds_database_photos_tiles_and_backups(tmp_path):
    home = tmp_path / "家"
    assert not Database.exists(home)
    Database.create(home).close()
    assert Database.exists(home)
    assert {entry.name for entry in home.iterdir()} == {
        "gridmap.gpkg",
        "photos",
        "tiles",
        "backups",
    }
    # A register is in it.
    assert home.stat().st_mode & 0o777 == 0o700


def test_what_was_written_is_there_after_reopening(tmp_path):
    with Database.create(tmp_path) as database:
        _workspace(database)
    with Database.open(tmp_path) as database, database.read() as conn:
        assert conn.scalar(select(workspace.c.tz)) == "Asia/Shanghai"


def test_postgres_is_created_and_reopened(fresh_postgres_url, tmp_path):
    assert not Database.exists(tmp_path, fresh_postgres_url)
    with Database.create(tmp_path, fresh_postgres_url) as database:
        assert not database.is_sqlite
        _workspace(database)
    assert Database.exists(tmp_path, fresh_postgres_url)
    with Database.open(tmp_path, fresh_postgres_url) as database, database.read() as conn:
        assert conn.scalar(select(workspace.c.tz)) == "Asia/Shanghai"
    with pytest.raises(StoreError) as caught:
        Database.create(tmp_path, fresh_postgres_url)
    assert caught.value.code == "database-exists"


def test_sqlite_is_as_safe_as_promised(files_as_kept, sqlite_database, monkeypatch):
    monkeypatch.setattr(sqlite, "connect", files_as_kept)
    with Database.open(sqlite_database.home) as database, database.write() as conn:
        settings = {
            name: conn.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 60_000,
    }


def test_a_block_that_raises_leaves_nothing(database):
    with suppress(_ChangedMyMind), database.write() as conn:
        append(conn, area, {"level": ["grid"] * 500})
        raise _ChangedMyMind
    assert _areas(database) == 0


def test_a_reader_cannot_write(database):
    with pytest.raises((StoreError, DBAPIError)), database.read() as conn:
        conn.execute(insert(area).values(uid="x", level="grid"))
    assert _areas(database) == 0
    with database.write() as conn:  # the same pooled connection writes again
        append(conn, area, {"level": "grid"})


def test_a_reader_sees_one_moment(database):
    with database.read() as conn:
        before = conn.scalar(select(func.count()).select_from(area))
        with database.write() as writer:
            append(writer, area, {"level": "grid"})
        assert conn.scalar(select(func.count()).select_from(area)) == before
    assert _areas(database) == before + 1


def test_a_write_inside_a_write_is_refused_at_once(database):
    with database.write(), pytest.raises(RuntimeError), database.write():
        pass


def test_writers_come_one_after_another(database):
    _workspace(database)
    taken: list[int] = []

    def work() -> None:
        for _ in range(10):
            with database.write() as conn:
                before = conn.scalar(select(func.count()).select_from(area))
                first = take(conn, 2)
                append(conn, area, {"level": ["grid"] * 2})
                after = conn.scalar(select(func.count()).select_from(area))
                assert after == before + 2
                taken.extend((first, first + 1))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken == list(range(1, 81))


def test_an_undone_transaction_gives_its_numbers_back(database):
    _workspace(database)
    with suppress(_ChangedMyMind), database.write() as conn:
        take(conn, 5)
        raise _ChangedMyMind
    with database.write() as conn:
        assert take(conn) == 1


def test_no_sequence_without_a_workspace(database):
    with pytest.raises(NotFound) as caught, database.write() as conn:
        take(conn)
    assert caught.value.code == "workspace-empty"


def test_a_backup_holds_what_was_committed(sqlite_database):
    _workspace(sqlite_database)
    copy = sqlite_database.backup()
    assert copy.parent == sqlite_database.home / "backups"
    with closing(sqlite3.connect(copy)) as conn:
        assert conn.execute("SELECT tz FROM workspace").fetchone() == ("Asia/Shanghai",)
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        # Put back, it is another one for phones: they send again what it lacks.
        [epoch] = conn.execute("SELECT epoch FROM workspace").fetchone()
    with sqlite_database.read() as conn:
        assert conn.scalar(text("SELECT epoch FROM workspace")) != epoch
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in copy.parent.iterdir()] == [copy.name]


def test_a_dump_of_postgres_can_be_listed(postgres_database):
    copy = postgres_database.backup()
    assert copy.read_bytes()[:5] == b"PGDMP"


def test_sessions_on_postgres_speak_utc(postgres_database):
    with postgres_database.read() as conn:
        assert conn.scalar(text("SHOW timezone")) == "UTC"
