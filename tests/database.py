"""A fresh, empty workspace database for a test, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from gridmap.store.database import FILE_NAME, Database


def _command(url: str, statement: str) -> None:
    # From a neighbouring database: nobody may be connected to one that is copied or dropped.
    plain = make_url(url).set(drivername="postgresql", database="postgres")
    with psycopg.connect(plain.render_as_string(), autocommit=True) as connection:
        connection.execute(statement.encode())


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
    """Workspace database on PostgreSQL, this test's own."""
    name = f"t_{uuid.uuid4().hex}"
    template = make_url(_postgres_template)
    _command(_postgres_template, f'CREATE DATABASE "{name}" TEMPLATE "{template.database}"')
    url = template.set(database=name).render_as_string(hide_password=False)
    with Database.open(tmp_path / "home", url) as database:
        yield database
    _command(_postgres_template, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """Workspace database of either kind: a test that asks for it runs on both."""
    made = request.getfixturevalue(f"{request.param}_database")
    assert isinstance(made, Database)
    return made
