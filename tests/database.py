"""A fresh, empty workspace database for a test, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from gridmap.store.database import FILE_NAME, Database
from gridmap.store.tables import metadata


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("template")
    Database.create(home).close()
    return home / FILE_NAME


@pytest.fixture(scope="session")
def _postgres_template(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    Database.create(tmp_path_factory.mktemp("template"), postgres_url).close()
    return postgres_url


@pytest.fixture
def sqlite_database(_sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """Workspace database in a SQLite file, this test's own."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(_sqlite_template, home / FILE_NAME)
    with Database.open(home) as database:
        yield database


@pytest.fixture
def postgres_database(_postgres_template: str, tmp_path: Path) -> Iterator[Database]:
    """Workspace database on PostgreSQL, emptied for this test.

    Emptying takes milliseconds, copying a database a second. A test that alters tables takes
    ``fresh_postgres_url``.
    """
    with Database.open(tmp_path / "home", _postgres_template) as database:
        with database.write() as conn:
            # Without the checks of foreign keys, so that the order does not matter.
            conn.execute(text("SET LOCAL session_replication_role = replica"))
            for table in metadata.sorted_tables:
                conn.execute(table.delete())
        yield database


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """Workspace database of either kind: a test that asks for it runs on both."""
    made = request.getfixturevalue(f"{request.param}_database")
    assert isinstance(made, Database)
    return made
