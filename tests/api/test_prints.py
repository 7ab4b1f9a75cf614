"""Prints that somebody waits for: begun, told how far, stopped, fetched, forgotten."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete, func, select

from gridmap.store.tables.access import look
from gridmap.store.tables.people import assignment
from gridmap.store.tables.sheets import sheet_print
from gridmap.usecases import print_desk
from gridmap.usecases.sheet_run import SheetRun
from gridmap.usecases.workspace import Workspace
from tests.api.conftest import Ask, browser
from tests.api.test_studio import acting, planners
from tests.usecases.worlds import COMMUNITIES, GRIDS

__all__ = ["planners"]

ORDER = {"area": COMMUNITIES[0], "kind": "area"}


@pytest.fixture
def workspace(sqlite_workspace: Workspace) -> Workspace:
    return sqlite_workspace


@pytest.fixture
def client(workspace: Workspace) -> Iterator[TestClient]:
    with browser(workspace) as client:
        client.headers["origin"] = str(client.base_url)
        yield client


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Semaphore]:
    """Let one more sheet be drawn with each release."""
    drawn, turns = SheetRun.sheet, threading.Semaphore(0)

    def waits(run: SheetRun, *what: Any) -> Any:
        assert turns.acquire(timeout=20)
        return drawn(run, *what)

    monkeypatch.setattr(SheetRun, "sheet", waits)
    yield turns
    turns.release(9)


def until(ask: Ask, uid: str, is_so: Callable[[Any], bool]) -> Any:
    limit = time.monotonic() + 20
    while not is_so(now := ask("GET", f"/prints/{uid}")):
        assert time.monotonic() < limit, now
        time.sleep(0.01)
    return now


def counted(workspace: Workspace) -> tuple[int | None, ...]:
    with workspace.database.read() as conn:
        return tuple(conn.scalar(select(func.count(table.c.id))) for table in (sheet_print, look))


def test_a_print_tells_how_far_it_is_and_is_fetched(ask, client, workspace, go_on):
    assert ask("GET", "/prints") == []
    begun = ask("POST", "/prints", status=202, json=ORDER)
    assert (begun["sheets"], begun["area"], begun["kind"]) == (3, COMMUNITIES[0], "area")
    path = f"/prints/{begun['id']}"
    # The way through is drawn, the first grid is not.
    until(ask, begun["id"], lambda now: (now["state"], now["drawn"]) == ("running", 1))
    assert ask("GET", f"{path}/file", status=409)["code"] == "print-not-ready"
    second = ask("POST", "/prints", status=409, json={**ORDER, "area": GRIDS[0]})
    assert second["message"].startswith("Another print of yours is being drawn: 1 of 3 sheets.")
    go_on.release()
    until(ask, begun["id"], lambda now: now["drawn"] == 2)
    go_on.release()
    done = until(ask, begun["id"], lambda now: now["state"] == "done")
    assert ask("GET", "/prints") == [done]
    # Whoever loses the line half way fetches it again.
    for _ in range(2):
        answer = client.get(f"/api/v1{path}/file")
        assert answer.content.startswith(b"%PDF")
        assert f"-{COMMUNITIES[0]}.pdf" in answer.headers["content-disposition"]
    assert counted(workspace) == (3, 1)
    ask("DELETE", path, status=204)
    assert ask("GET", path, status=404)["code"] == "print-unknown"


def test_a_print_that_is_stopped_or_fails_was_never_printed(ask, workspace, go_on, monkeypatch):
    begun = ask("POST", "/prints", status=202, json=ORDER)["id"]
    until(ask, begun, lambda now: now["drawn"] == 1)
    ask("DELETE", f"/prints/{begun}", status=204)
    # The next one does not wait for what is left of it.
    after = ask("POST", "/prints", status=202, json={**ORDER, "area": GRIDS[0]})["id"]
    go_on.release(2)
    until(ask, after, lambda now: now["state"] == "done")
    assert counted(workspace) == (1, 1)

    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(SheetRun, "sheet", breaks)
    third = ask("POST", "/prints", status=202, json=ORDER)["id"]
    assert ask("GET", f"/prints/{after}", status=404)["code"] == "print-unknown"
    failed = until(ask, third, lambda now: now["state"] == "failed")
    assert failed["problem"]["message"].startswith("The print broke off.")
    assert counted(workspace) == (1, 1)


def test_a_print_is_of_whoever_began_it_and_goes_when_they_do(
    ask, client, workspace, planners, go_on
):
    with acting(client, planners[1]):
        assert ask("POST", "/prints", status=403, json={**ORDER, "area": GRIDS[2]})
        ask("POST", "/prints", status=404, json={**ORDER, "area": "43"})
    with acting(client, planners[0]):
        begun = ask("POST", "/prints", status=202, json=ORDER)["id"]
    go_on.release(2)
    with acting(client, planners[1]):
        assert ask("GET", "/prints") == []
        for method, path in (("GET", ""), ("GET", "/file"), ("DELETE", "")):
            asked = ask(method, f"/prints/{begun}{path}", status=404)
            assert asked["code"] == "print-unknown"
    with acting(client, planners[0]):
        until(ask, begun, lambda now: now["state"] == "done")
        assert client.get(f"/api/v1/prints/{begun}/file").is_success
        # What was theirs when it was begun is no longer.
        with workspace.writing() as conn:
            conn.execute(delete(assignment))
        assert ask("GET", f"/prints/{begun}/file", status=403)
        ask("DELETE", "/session", status=204)
    assert client.app.state.prints._jobs.all() == []


def test_a_print_that_nobody_asks_after_ends(ask, client, go_on, monkeypatch):
    begun = ask("POST", "/prints", status=202, json=ORDER)["id"]
    until(ask, begun, lambda now: now["drawn"] == 1)
    monkeypatch.setattr(print_desk, "_PATIENCE_SECONDS", -1.0)
    go_on.release(2)
    limit = time.monotonic() + 20
    while client.app.state.prints._jobs.all():
        assert time.monotonic() < limit
        time.sleep(0.01)


def test_a_print_that_nobody_fetches_goes(ask, client, monkeypatch):
    monkeypatch.setattr(print_desk, "_KEPT_SECONDS", 0.0)
    ask("POST", "/prints", status=202, json={"area": GRIDS[0]})
    limit = time.monotonic() + 20
    while client.app.state.prints._jobs.all():
        assert time.monotonic() < limit
        time.sleep(0.01)
