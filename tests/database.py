"""A fresh, empty workspace database for a test, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gridmap.store import sqlite
from gridmap.store.database import FILE_NAME, Database
from tests.contents import empty
from tests.once import Once

ON_SQLITE = pytest.mark.databases("sqlite")
ON_BOTH = pytest.mark.databases("sqlite", "postgres")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "databases(*kinds): what a workspace of its own lies in")


@pytest.fixture(scope="session", autouse=True)
def files_as_kept() -> Iterator[Callable[[Path], sqlite3.Connection]]:
    """How files are kept, which waits for the disk at every commit; meanwhile nothing does.

    Nothing here has to survive a power cut, and half of the time of a test that writes was waiting.
    """
    careful = sqlite.connect

    def careless(path: Path) -> sqlite3.Connection:
        conn = careful(path)
        conn.execute("PRAGMA synchronous = OFF")
        return conn

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sqlite, "connect", careless)
        patched.setattr(os, "fsync", lambda _: None)
        yield careful


@pytest.fixture(scope="session")
def _sqlite_template(once: Once) -> Path:
    return once("empty-workspace", lambda home: Database.create(home).close()) / FILE_NAME


@pytest.fixture
def sqlite_database(_sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """Workspace database in a SQLite file, this test's own."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(_sqlite_template, home / FILE_NAME)
    with Database.open(home) as database:
        yield database


@pytest.fixture
def postgres_database(postgres_url: str, tmp_path: Path) -> Iterator[Database]:
    """Workspace database on PostgreSQL, emptied for this test.

    Emptying takes milliseconds, copying a database a second. A test that alters tables takes
    ``fresh_postgres_url``.
    """
    with Database.open(tmp_path / "home", postgres_url) as database:
        with database.write() as conn:
            empty(conn)
        yield database


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        mark = metafunc.definition.get_closest_marker("databases") or ON_BOTH.mark
        metafunc.parametrize("database", mark.args, indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Database:
    """Workspace database of either kind: a test that asks for it runs on both unless it is marked.

    Every statement has to run on both somewhere. A test is ``ON_BOTH`` if it brings one along that
    no other test runs, or hangs on how a database locks and sorts; the rest shows on one.
    """
    made = request.getfixturevalue(f"{request.param}_database")
    assert isinstance(made, Database)
    return made
