"""One server for many streets: each below its own path, and none reachable from another."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys

import httpx
import pytest
from fastapi.testclient import TestClient

from gridmap.api.app import create_app
from gridmap.api.listening import Listening
from gridmap.api.openapi import describe
from gridmap.api.several import SeveralStreets, Street
from gridmap.errors import InputError
from gridmap.store.database import Database
from gridmap.usecases.accounts import first_admin
from gridmap.usecases.streets_served import hosts_of, several_homes, street_name, streets_in
from gridmap.usecases.workspace import create_workspace, open_workspace
from tests.api.test_leaving_loopback import NAME, PASSWORD, free_port, refused
from tests.usecases.staff import ask_no_second_factor

NORTH = {"login": "admin", "password": PASSWORD}
SOUTH = {"login": "admin", "password": "nine boats under moon"}


@pytest.fixture
def homes(sqlite_workspace, tmp_path):
    """Two streets; the second one is a copy with an administrator of its own."""
    sqlite_workspace.close()
    named = {}
    for path, told in (("north", NORTH), ("south", SOUTH)):
        named[path] = shutil.copytree(sqlite_workspace.home, tmp_path / "county" / path)
        (named[path] / "settings.toml").write_text(f'name = "街道 <{path}>"\n', encoding="utf-8")
        workspace = open_workspace(named[path])
        first_admin(workspace, told["login"], told["password"], name="李主任")
        ask_no_second_factor(workspace.home, told["login"])
        workspace.close()
    return named


@pytest.fixture
def county(homes):
    """Open a browser before both."""
    listening = Listening(proxy="10.0.0.1", names=(NAME,))
    opened = [open_workspace(home) for home in homes.values()]
    streets = [
        Street(path, one.settings.name, create_app(one, listening=listening, street=path))
        for path, one in zip(homes, opened, strict=True)
    ]
    app = SeveralStreets([*streets, Street("shut", "关着的", None)], listening).guarded()
    with TestClient(app, f"https://{NAME}", raise_server_exceptions=False) as browser:
        browser.headers.update({"accept-language": "en", "origin": f"https://{NAME}"})
        yield browser
    for one in opened:
        one.close()


def test_a_street_without_a_name_goes_by_its_path(homes, tmp_path):
    assert street_name("north", homes["north"]) == "街道 <north>"
    create_workspace(tmp_path / "new").close()
    assert street_name("new", tmp_path / "new") == "new"


def test_the_list_of_streets(county):
    page = county.get("/")
    assert '<a href="./north/">街道 &lt;north&gt;</a>' in page.text
    assert "Choose your street" in page.text
    assert "选你的街道" in county.get("/", headers={"accept-language": "zh"}).text
    assert 'href="shut/"' not in page.text
    assert "关着的" in page.text
    assert county.get("/shut/api/v1/door").json()["code"] == "streets-closed"
    # Who opens it in a browser is told in words, and led on.
    opened = county.get("/shut/map/tiles", headers={"accept": "text/html,*/*;q=0.8"})
    assert opened.status_code == 503
    assert "This street cannot be opened" in opened.text
    assert '<a href="../../">Choose your street</a>' in opened.text
    assert county.get("/north", follow_redirects=False).headers["location"].endswith("/north/")
    assert county.get("/west/").json()["code"] == "http-not-found"
    lost = county.get("/west/", headers={"accept": "text/html"})
    assert (lost.status_code, 'href="../north/"' in lost.text) == (404, True)
    inside = county.get("/north/no/where", headers={"accept": "text/html"})
    assert (inside.status_code, '<a href="../">' in inside.text) == (404, True)
    assert county.get("/", headers={"host": "elsewhere.example"}).status_code == 421


def test_each_street_has_its_own_people_and_links(county):
    assert county.post("/north/api/v1/session", json=SOUTH).status_code == 401
    signed = county.post("/north/api/v1/session", json=NORTH)
    assert signed.headers["set-cookie"].startswith("__Host-gridmap-north=")
    assert "Path=/;" in signed.headers["set-cookie"]
    assert county.get("/north/api/v1/me").status_code == 200
    assert county.get("/north/api/v1/door").json()["name"] == "街道 <north>"
    people = county.get("/north/api/v1/people").json()["items"]
    link = county.post(f"/north/api/v1/people/{people[0]['uid']}/invitation").json()
    assert link.get("link", "").startswith(f"https://{NAME}/north/#/join/"), link


def test_a_session_of_one_street_opens_nothing_of_another(county):
    secret = county.post("/north/api/v1/session", json=NORTH).cookies["__Host-gridmap-north"]
    made = county.post(
        "/north/api/v1/tokens", json={"name": "gis", "scopes": ["see figures"], "days": 5}
    ).json()["secret"]
    tried = [
        {},
        {"cookie": f"__Host-gridmap-south={secret}"},
        {"cookie": f"__Host-gridmap={secret}"},
        {"authorization": f"Bearer {made}"},
    ]
    asked = 0
    for path, methods in describe()["paths"].items():
        if "get" not in methods or "{" in path or path.endswith(("/health", "/door")):
            continue
        for headers in tried:
            answer = county.get(f"/south{path}", headers=headers)
            if path.endswith("/oidc/leave"):  # where the provider ends its own session: anybody's
                assert answer.json() == {"url": None}
                continue
            assert answer.status_code == 401, (path, headers, answer.text)
            asked += 1
    assert asked > 60
    assert county.get("/north/api/v1/coverage", headers=tried[3]).status_code == 200


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_a_broken_street_stops_no_other_and_all_end_clean(homes, tmp_path):
    (homes["south"] / "keys").write_text("nothing\n")
    file = tmp_path / "streets.toml"
    lines = [f'{path} = "{home.as_posix()}"' for path, home in homes.items()]
    file.write_text("\n".join(["[streets]", *lines, 'west = "nowhere"']), encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "gridmap", "serve", "--port", str(port), "--streets", file]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=os.environ | {"GRIDMAP_LANG": "en"}
    ) as process:
        said = ""
        while "(Ctrl+C ends it)" not in said:
            said += process.stderr.readline()
        assert "south is left out" in said
        assert "west is left out" in said
        url = f"http://127.0.0.1:{port}"
        assert httpx.get(f"{url}/north/api/v1/health").status_code == 200
        assert httpx.get(f"{url}/south/api/v1/health").status_code == 503
        with httpx.Client() as browser:
            browser.headers["origin"] = url
            assert browser.post(f"{url}/north/api/v1/session", json=NORTH).status_code == 200
            with browser.stream("GET", f"{url}/north/api/v1/events", timeout=20) as events:
                lines = events.iter_lines()
                assert next(lines).startswith("event: changed")
                process.send_signal(signal.SIGINT)
                list(lines)
        assert process.wait(timeout=20) in {0, 130, -signal.SIGINT}
        assert "Traceback" not in process.stderr.read()
    with Database.open(homes["north"]) as database, database.read():
        pass


def test_how_streets_are_named(tmp_path, monkeypatch):
    assert several_homes([tmp_path / "a", tmp_path / "b-2"]).keys() == {"a", "b-2"}
    for homes, code in (
        ([tmp_path / "a", tmp_path / "x" / "a"], "streets-twice"),
        ([tmp_path / "和平"], "streets-path"),
        ([tmp_path / "api"], "streets-path"),
    ):
        with refused(InputError, code):
            several_homes(homes)
    file = tmp_path / "streets.toml"
    for text in ("", "[streets]", "streets = 3", "[streets]\na = 1", "[["):
        file.write_text(text)
        with refused(InputError, "streets-unreadable"):
            streets_in(file)
    file.write_text('[streets]\na = "sub/a"')
    assert streets_in(file) == {"a": tmp_path / "sub" / "a"}
    monkeypatch.setenv("GRIDMAP_DB", "postgresql://x")
    with refused(InputError, "streets-environment"):
        streets_in(file)


def test_a_street_of_broken_settings_leaves_the_names_of_the_others(tmp_path):
    for street, told in (("a", "case_days = 'x'"), ("b", 'hosts = ["b.example.cn"]')):
        (tmp_path / street).mkdir()
        (tmp_path / street / "settings.toml").write_text(told, encoding="utf-8")
    assert hosts_of([tmp_path / "a", tmp_path / "b"]) == ["b.example.cn"]
