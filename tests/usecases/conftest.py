"""Workspaces to act in."""

from __future__ import annotations

import pytest

from gridmap.store.database import Database
from gridmap.usecases.workspace import Workspace
from tests.usecases.worlds import Clock, settle, workspace_on


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(database: Database, clock: Clock) -> Workspace:
    """The small world, on either database."""
    made = workspace_on(database, clock)
    settle(made)
    return made


@pytest.fixture
def sqlite_workspace(sqlite_database: Database, clock: Clock) -> Workspace:
    """The small world in a file."""
    made = workspace_on(sqlite_database, clock)
    settle(made)
    return made
