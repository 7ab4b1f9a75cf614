"""Nobody's data in places where nobody looks for it: logs, the database file, exports, caches.

Canaries are planted wherever a person or a program can put something, and then looked for.
"""

from __future__ import annotations

import io
import logging
import os
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from gridmap.api.app import create_app
from gridmap.store.bulk import new_uids
from gridmap.territory.people import Office
from gridmap.usecases.accounts import add_account, first_admin
from gridmap.usecases.retention import enforce_retention
from gridmap.usecases.seats import Seat
from gridmap.usecases.tiles import make_tiles
from tests.api.test_leaving_loopback import free_port
from tests.usecases.conftest import clock, sqlite_workspace, workspace
from tests.usecases.staff import ask_no_second_factor
from tests.usecases.worlds import COMMUNITIES, GRIDS, square

__all__ = ["clock", "sqlite_workspace", "workspace"]

PASSWORD = "kestrel over five barns"  # noqa: S105  (of invented people)
NAME = "欧阳金丝雀"
RESIDENT = "尉迟金丝雀"
PHONE = "13912349876"
IDENTITY = "11010519491231002X"
TOKEN = "canary-token-2f9c1e7a"  # noqa: S105
ADDRESS = "金丝雀巷7号楼3单元501"

CANARIES = (NAME, RESIDENT, PHONE, IDENTITY, TOKEN, ADDRESS, PASSWORD)


def heard(text: str | bytes) -> list[str]:
    """Name the canaries in a text, in any way that a log or a file writes them."""
    told = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
    return [
        one
        for one in CANARIES
        if one.encode() in told
        or one.encode("utf-16-le") in told
        or httpx.QueryParams({"q": one}).__str__()[2:].encode() in told
        or repr(one.encode()).encode()[2:-1] in told
        or one.encode("unicode_escape") in told
    ]


def test_the_canaries_are_heard():
    for one in CANARIES:
        assert heard(f"GET /?q={one}") == [one]
        assert heard(str(httpx.URL("http://a/", params={"q": one}))) == [one]
        assert heard(repr({"q": one})) == [one]
        assert heard(repr(one.encode())) == [one]


def plant(client: httpx.Client) -> None:
    """Put the canaries wherever a request has room, in good requests and in bad ones."""
    everything = " ".join(CANARIES)
    for path in ("/search", "/coverage", "/people", "/join", "/badge/x", "/map/at", "/nothing"):
        for name in ("q", "token", "area", "code", "strange", NAME):
            client.get(f"/api/v1{path}", params={name: everything})
    for path in (NAME, PHONE, IDENTITY, TOKEN, f"people/{NAME}", f"badge/{TOKEN}"):
        client.get(f"/api/v1/{path}")
    said = {"user-agent": TOKEN, "referer": f"http://a/{TOKEN}", "x-forwarded-for": PHONE}
    client.get("/api/v1/me", headers=said)
    client.get("/api/v1/me", headers={"authorization": f"Bearer {TOKEN}"})
    client.get("/api/v1/me", headers={"cookie": f"gridmap={TOKEN}; {PHONE}={IDENTITY}"})
    bodies = (
        {"login": PHONE, "password": PASSWORD + "!", "code": TOKEN},
        {"token": TOKEN},
        {"name": NAME, "phone": PHONE, "note": IDENTITY, "address": ADDRESS},
        [everything],
    )
    routes = ("/session", "/join", "/join/look", "/people", "/cases", "/visits", "/oidc", "/areas")
    for path in (*routes, "/residents/requests", "/ledgers/appended"):
        for body in bodies:
            client.post(f"/api/v1{path}", json=body)
        client.post(f"/api/v1{path}", content=f'{{"{NAME}": "{PHONE}", "'.encode())
        client.post(f"/api/v1{path}", content=everything.encode("utf-16"))
    # A file that was handed in lies there until it is brought in or thrown away.
    name = {"name": f"{NAME}.xlsx"}
    taken = client.post("/api/v1/uploads", params=name, content=everything.encode())
    if taken.is_success:
        client.delete(f"/api/v1/uploads/{taken.json()['id']}").raise_for_status()


def fill(client: TestClient) -> None:
    """Enter people and requests as offices and residents do."""

    def send(method: str, path: str, **more: object) -> httpx.Response:
        answer = client.request(method, f"/api/v1{path}", **more)
        assert answer.is_success, answer.text
        return answer

    send("POST", "/session", json={"login": "admin", "password": PASSWORD})
    office = {"office": "grid_worker_full", "area": GRIDS[0]}
    person = {"name": NAME, "phone": PHONE, "offices": [office]}
    uid = send("POST", "/people", json=person).json()["uid"]
    assert send("GET", f"/people/{uid}").json()["phone"] == PHONE
    send("POST", f"/people/{uid}/invitation")
    request = {
        "kind": "see",
        "address": f"{ADDRESS} {RESIDENT}",
        "contact": f"{PHONE} {IDENTITY}",
        "community": COMMUNITIES[0],
    }
    send("POST", "/residents/requests", json=request)
    send("POST", "/session", json={"login": "cadre", "password": PASSWORD})
    hazard = {"id": new_uids(1)[0], "kind": "hazard", "category": "fire"}
    place = list(square(0).centroid.coords[0])
    note = f"{NAME} {PHONE} {IDENTITY} {ADDRESS}"
    noted = send("POST", "/cases", json={**hazard, "place": place, "note": note}).json()
    assert heard(send("GET", f"/cases/{noted['uid']}").json()["note"]) == [NAME, PHONE, ADDRESS]
    send("POST", "/session", json={"login": "admin", "password": PASSWORD})


@pytest.fixture
def told(sqlite_workspace):
    """The small world with an administrator and a cadre."""
    first_admin(sqlite_workspace, "admin", PASSWORD, name=NAME)
    cadre = Seat(Office.CADRE, COMMUNITIES[0])
    add_account(sqlite_workspace, "cadre", PASSWORD, cadre, name=NAME)
    ask_no_second_factor(sqlite_workspace.home, "admin", "cadre")
    return sqlite_workspace


@pytest.fixture
def page(told):
    with TestClient(
        create_app(told),
        "http://127.0.0.1:8000",
        raise_server_exceptions=False,
        client=("127.0.0.1", 50000),
    ) as client:
        client.headers["origin"] = "http://127.0.0.1:8000"
        yield client


def test_logs_and_error_pages_tell_of_nobody(page, told, caplog, capfd, monkeypatch):
    caplog.set_level(logging.DEBUG)
    fill(page)
    plant(page)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"{IDENTITY} {TOKEN} {PASSWORD}") from KeyError(NAME, PHONE)

    for module, name in (("people", "people"), ("session", "sign_in"), ("residents", "ask")):
        routes = sys.modules[f"gridmap.api.routes.{module}"]
        found = name if hasattr(routes, name) else next(n for n in dir(routes) if name in n)
        monkeypatch.setattr(routes, found, broken)
    pages = [
        page.post("/api/v1/session", json={"login": PHONE, "password": PASSWORD}),
        page.post(
            "/api/v1/residents/requests",
            json={"kind": "see", "address": ADDRESS, "community": COMMUNITIES[0]},
        ),
    ]
    monkeypatch.setattr("gridmap.usecases.import_desk.carry_out", broken)
    upload = page.post("/api/v1/uploads?name=a.csv", content=b"code\n1\n").json()["id"]
    order = {"kind": "areas", "upload": upload}
    job = page.post("/api/v1/imports", json=order).json()["id"]
    while (imported := page.get(f"/api/v1/imports/{job}")).json()["state"] != "failed":
        time.sleep(0.01)
    assert heard(imported.text) == []
    assert [one.status_code for one in pages] == [500, 500]
    assert [heard(one.text) for one in pages] == [[], []]
    # The test's own browser writes its own log.
    ours = [one for one in caplog.records if not one.name.startswith(("httpx", "httpcore"))]
    said = "\n".join(logging.Formatter().format(one) for one in ours)
    assert said.count("RuntimeError") == 3
    assert "KeyError" in said
    assert heard(said) == []
    assert heard("".join(capfd.readouterr())) == []


def test_a_served_workspace_writes_nothing_of_anybody(told):
    told.close()
    port = free_port()
    command = [sys.executable, "-m", "gridmap", "serve", "--port", str(port), "--home", told.home]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ.copy()
    ) as process:
        first = process.stderr.readline()
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            client.headers["origin"] = str(client.base_url)
            plant(client)
            given = {"login": "admin", "password": PASSWORD}
            assert client.post("/api/v1/session", json=given).status_code == 200
            plant(client)
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(f"GARBLED {NAME} {PHONE}\r\nx{TOKEN}\r\n\r\n".encode())
            line.settimeout(5)
            assert heard(line.recv(4096)) == []
        process.terminate()
        out, err = process.communicate(timeout=30)
    assert heard(first + out + err) == []


def test_no_file_tells_of_anybody(page, told, tmp_path):
    fill(page)
    plant(page)
    make_tiles(told)
    enforce_retention(told)
    page.get("/map")
    token = {"name": "gis", "scopes": ["see figures"], "days": 5}
    secret = page.post("/api/v1/tokens", json=token).json()["secret"]
    cookies = list(page.cookies.values())
    copy = shutil.copytree(told.home, tmp_path / "backup")
    looked = 0
    for file in (one for one in copy.rglob("*") if one.is_file()):
        content = file.read_bytes()
        looked += 1
        assert heard(content) == [], file.relative_to(copy)
        for opens in (secret, *cookies):
            assert opens.encode() not in content, file.relative_to(copy)
    assert looked > 3
    assert any(file.suffix == ".gpkg" for file in copy.iterdir())


def test_no_export_tells_of_anybody_who_was_not_asked_for(page):
    fill(page)
    for path in (
        *("/map", "/api/v1/coverage?by=grid", "/api/v1/map/status", "/api/v1/map/areas?level=grid"),
        *("/api/v1/ledgers/export", "/api/v1/ledgers/template", "/api/v1/people/template"),
        *("/api/v1/span", "/api/v1/orphans", "/api/v1/offices/vacant"),
        *("/openapi.json", "/api/v1/health", "/api/v1/check"),
    ):
        answer = page.get(path)
        assert heard(unpacked(answer.content)) == [], path


def unpacked(content: bytes) -> bytes:
    """Give what is in a workbook; anything else as it is."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return b"\n".join(book.read(name) for name in book.namelist())


def test_workbooks_are_looked_into(tmp_path: Path):
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("a", NAME)
    assert heard(file.read_bytes()) == []
    assert heard(unpacked(file.read_bytes())) == [NAME]
