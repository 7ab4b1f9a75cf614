"""Workspaces to act in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gridmap.settings import Settings
from gridmap.store.database import Database
from gridmap.usecases.workspace import Workspace
from tests import contents
from tests.once import Once
from tests.reading_here import reading_here
from tests.usecases.worlds import Clock, settle, workspace_on

__all__ = ["reading_here"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(database: Database, clock: Clock, once: Once) -> Workspace:
    """The small world, on either database."""
    return _small_world(database, clock, once)


@pytest.fixture
def sqlite_workspace(sqlite_database: Database, clock: Clock, once: Once) -> Workspace:
    """The small world in a file."""
    return _small_world(sqlite_database, clock, once)


def _small_world(database: Database, clock: Clock, once: Once) -> Workspace:
    def fill() -> None:
        settle(workspace_on(database, clock))

    put_once(once, "small-world", database, fill)
    database.home.mkdir(exist_ok=True)  # where the keys lie, whatever database it is
    return Workspace(database.home, database, Settings(), clock)


def put_once(once: Once, name: str, database: Database, fill: Callable[[], object]) -> None:
    """Let the database hold what ``fill`` makes of it, which only the first that asks has to do."""

    def kept(folder: Path) -> None:
        fill()
        contents.keep(database, folder)

    kind = "file" if database.is_sqlite else "server"
    contents.put(once(f"{name}-{kind}", kept), database)
