"""Scanned plans: keep them, pin them, lay them aside."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from gridmap.api.routes.backdrops import MOST_PICTURE_BYTES
from gridmap.usecases.workspace import Workspace
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.worlds import SOUTH, STEP, WEST

pytestmark = ON_SQLITE

PICTURE = {"content-type": "application/octet-stream"}
# Three corners of a picture of 300 × 200, and of the town: y down, latitude up.
PINS = [
    [0, 0, WEST, SOUTH + STEP],
    [300, 0, WEST + 1.5 * STEP, SOUTH + STEP],
    [0, 200, WEST, SOUTH],
]


def png(colour: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(out, "PNG")
    return out.getvalue()


def kept(workspace: Workspace) -> list[Path]:
    return sorted((workspace.home / "backdrops").iterdir())


@pytest.fixture
def backdrop(ask):
    return ask("POST", "/backdrops?name=总平面图", status=201, content=png(), headers=PICTURE)


def test_a_plan_is_kept_and_served(ask, client: TestClient, workspace: Workspace, backdrop):
    assert (backdrop["name"], backdrop["width"], backdrop["height"]) == ("总平面图", 300, 200)
    assert backdrop["pins"] == []
    assert ask("GET", "/backdrops") == [backdrop]
    assert ask("GET", f"/backdrops/{backdrop['uid']}") == backdrop
    answer = client.get(f"/api/v1/backdrops/{backdrop['uid']}/picture")
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in answer.headers["cache-control"]
    with Image.open(io.BytesIO(answer.content)) as image:
        assert image.size == (300, 200)
    [file] = kept(workspace)
    assert file.suffix == ".webp"
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@ON_BOTH
def test_it_is_pinned_step_by_step(ask, backdrop):
    path = f"/backdrops/{backdrop['uid']}"
    for n in (1, 2, 3, 0, 3):
        assert ask("PUT", path, json={"pins": PINS[:n]})["pins"] == PINS[:n]
    renamed = ask("PUT", path, json={"name": "一期"})
    assert (renamed["name"], renamed["pins"]) == ("一期", PINS)


@pytest.mark.parametrize(
    ("pins", "code"),
    [
        ([*PINS, PINS[0]], "pins-many"),
        ([[301, 0, WEST, SOUTH]], "pin-outside"),
        ([[0, -1, WEST, SOUTH]], "pin-outside"),
        ([[0, 0, 181, SOUTH]], "pin-outside"),
        ([PINS[0], [5, 5, WEST + STEP, SOUTH]], "pins-near-in-picture"),
        ([PINS[0], [300, 0, WEST, SOUTH + STEP + 1e-5]], "pins-near-on-ground"),
        ([PINS[0], PINS[1], [150, 2, WEST, SOUTH]], "pins-in-line"),
        ([PINS[0], PINS[1], [0, 200, WEST + STEP, SOUTH + STEP]], "pins-in-line"),
        ([[*PINS[0][:2], *PINS[1][2:]], [*PINS[1][:2], *PINS[0][2:]], PINS[2]], "pins-mirrored"),
        ([[0, 0, WEST]], "request-unreadable"),
        ([["x", 0, WEST, SOUTH]], "request-unreadable"),
        ([PINS[0]] * 17, "request-unreadable"),
    ],
)
def test_pins_with_which_it_would_lie_wrong(ask, backdrop, pins, code):
    path = f"/backdrops/{backdrop['uid']}"
    ask("PUT", path, json={"pins": PINS})
    assert ask("PUT", path, status=422, json={"pins": pins})["code"] == code
    assert ask("GET", path)["pins"] == PINS


def test_a_number_that_is_none(ask, backdrop):
    body = '{"pins": [[1e400, 0, 113, 27]]}'
    headers = {"content-type": "application/json"}
    problem = ask("PUT", f"/backdrops/{backdrop['uid']}", status=422, content=body, headers=headers)
    assert problem["code"] in {"pin-outside", "request-unreadable"}


@ON_BOTH
def test_a_plan_goes_with_its_picture_unless_another_shows_it(
    ask, client: TestClient, workspace: Workspace, backdrop
):
    second = ask("POST", "/backdrops?name=二", status=201, content=png(), headers=PICTURE)
    ask("POST", "/backdrops?name=三", status=201, content=png("red"), headers=PICTURE)
    assert [one["name"] for one in ask("GET", "/backdrops")] == ["三", "二", "总平面图"]
    assert len(kept(workspace)) == 2
    paths = [f"/api/v1/backdrops/{one['uid']}" for one in (backdrop, second)]
    assert client.delete(paths[0]).status_code == 204
    assert client.get(f"{paths[1]}/picture").status_code == 200
    assert client.delete(paths[1]).status_code == 204
    assert len(kept(workspace)) == 1
    assert client.delete(paths[1]).status_code == 404
    assert client.get(f"{paths[1]}/picture").status_code == 404


@pytest.mark.parametrize(
    ("query", "content", "status", "code"),
    [
        ("name=x", b"%PDF-1.7", 422, "picture-is-pdf"),
        ("name=x", b"GIF89a", 422, "picture-unreadable"),
        ("name=x", b"", 422, "picture-missing"),
        ("name=", png(), 422, "request-unreadable"),
        ("name=" + "x" * 10_000, png(), 422, "request-unreadable"),
        ("", png(), 422, "request-unreadable"),
        ("name=x", bytes(MOST_PICTURE_BYTES + 1), 422, "picture-too-heavy"),
    ],
)
def test_what_is_no_plan(ask, query, content, status, code):
    problem = ask("POST", f"/backdrops?{query}", status=status, content=content, headers=PICTURE)
    assert problem["code"] == code
    assert ask("GET", "/backdrops") == []


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "application/pdf", "text/plain", None])
def test_whatever_a_browser_calls_a_picture(ask, kind):
    headers = {} if kind is None else {"content-type": kind}
    made = ask("POST", "/backdrops?name=x", status=201, content=png(), headers=headers)
    assert (made["width"], made["height"]) == (300, 200)
