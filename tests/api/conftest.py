"""The API of the small world, asked in this process."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from gridmap.api.app import create_app
from gridmap.store.bulk import new_uids
from gridmap.store.database import Database
from gridmap.usecases.workspace import Workspace
from tests.reading_here import reading_here
from tests.usecases.conftest import clock, sqlite_workspace, workspace
from tests.usecases.worlds import settle, workspace_on

__all__ = ["clock", "reading_here", "sqlite_workspace", "workspace"]

Ask = Callable[..., Any]


@contextmanager
def browser(workspace: Workspace) -> Iterator[TestClient]:
    """A browser on this machine that reads English."""
    app = create_app(workspace)
    with TestClient(app, "http://127.0.0.1:8000", raise_server_exceptions=False) as client:
        client.headers["accept-language"] = "en"
        yield client


@pytest.fixture
def client(workspace: Workspace) -> Iterator[TestClient]:
    """A browser before a workspace of its own, on either database."""
    with browser(workspace) as client:
        yield client


@pytest.fixture(scope="session")
def lasting_client(
    _sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """A browser before a workspace that many tests look at."""
    home = shutil.copytree(_sqlite_template.parent, tmp_path_factory.mktemp("lasting") / "home")
    with Database.open(home) as database:
        made = workspace_on(database)
        settle(made)
        with browser(made) as client:
            yield client


@pytest.fixture
def ask(client: TestClient) -> Ask:
    """Ask below ``/api/v1`` and get the JSON, if the status is the one awaited."""

    def send(method: str, path: str, *, status: int = 200, **more: Any) -> Any:
        answer: httpx.Response = client.request(method, f"/api/v1{path}", **more)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    return send


@pytest.fixture(scope="session")
def _doors_inside() -> dict[str, list[str]]:
    return {}


@pytest.fixture
def doors(ask: Ask, _doors_inside: dict[str, list[str]]) -> list[str]:
    """Public ids of all doors, by building; a building's are asked for once in all small worlds."""
    uids = [building["uid"] for building in ask("GET", "/buildings")["items"]]
    for uid in uids:
        if uid not in _doors_inside:
            inside = ask("GET", f"/buildings/{uid}")["doors"]
            _doors_inside[uid] = [door["uid"] for door in inside]
    return [door for uid in uids for door in _doors_inside[uid]]


def a_visit(household: str, **facts: object) -> dict[str, object]:
    return {
        "id": new_uids(1)[0],
        "household": household,
        "outcome": "met",
        "occurred_at": "2026-03-04T10:00:00+08:00",
        **facts,
    }
