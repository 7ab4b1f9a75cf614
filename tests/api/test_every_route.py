"""Every route, asked as every role, about what is theirs and what is not.

One row of ``ROUTES`` a route: who may, and whether rights end at the border of one's own areas. A
route without a row fails.
"""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx
import pytest
import shapely
from fastapi.testclient import TestClient
from sqlalchemy import delete, select, update
from starlette.routing import BaseRoute

from gridmap.api.app import create_app
from gridmap.settings import Settings
from gridmap.store import accounts as account_store
from gridmap.store import areas as area_store
from gridmap.store import ledgers as ledger_store
from gridmap.store.bulk import append, new_uids
from gridmap.store.database import Database
from gridmap.store.steps import BEGINNING
from gridmap.store.tables.access import session as session_table
from gridmap.store.tables.fieldwork import case_file
from gridmap.store.tables.people import assignment, department
from gridmap.store.tables.people import person as person_table
from gridmap.territory.people import Office
from gridmap.usecases.areas import enter_areas
from gridmap.usecases.buildings import enter_buildings
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.listed import import_list
from gridmap.usecases.responsibility import refresh_membership
from gridmap.usecases.sessions import open_session
from gridmap.usecases.workspace import Workspace
from tests.api.conftest import a_visit, browser
from tests.api.test_backdrops import png
from tests.sheet_codes import code_on
from tests.usecases.worlds import (
    COMMUNITIES,
    GRIDS,
    Clock,
    area_rows,
    building_rows,
    settle,
    square,
    workspace_on,
)

SUBDISTRICT, FAR_COMMUNITY = COMMUNITIES[0][:9], "430202003001"
FAR_GRIDS = (f"{FAR_COMMUNITY}001", f"{FAR_COMMUNITY}002")
COOKIE = "gridmap"
GOOD = "a long password"
# A version of tiles that looks drawn.
TILES = "1-abc-1"

SIGNED = frozenset({"leader", "worker", "cadre", "planner", "department", "admin", "nobody"})
GROUND = SIGNED - {"nobody"}
FIGURES = GROUND - {"department"}
DOORSTEP = frozenset({"leader", "worker", "cadre"})
CASES = DOORSTEP | {"department"}
CASES_SEEN = CASES | {"planner"}
REGISTER = frozenset({"cadre", "planner"})
PEOPLE = frozenset({"worker", "cadre", "planner", "admin"})
OFFICE = PEOPLE - {"worker"}
SETTING_UP = frozenset({"planner", "admin"})
ADMIN = frozenset({"admin"})

REFUSALS = {
    "beyond-yours",
    "not-your-role",
    "not-yours",
    "person-elsewhere",
    "review-not-yours",
    "this-machine-only",
    "token-not-yours",
    "visit-not-yours",
}
"""How rights refuse."""

ROLES = ("anonymous", *sorted(SIGNED))
WIDE = "admin"  # the whole workspace is theirs

Call = dict[str, Any]


@dataclass
class Side:
    """Things on one side of the border."""

    area: str
    community: str
    column: int
    heir: str  # the area beside
    piece: str  # an area of today, once the first is split
    building: str = ""
    door: str = ""
    case: str = ""
    case_seq: int = 0
    person: str = ""
    cadre: str = ""
    listed: str = ""
    unit: str = ""
    team: str = ""
    # What belongs to no area.
    request: str = ""
    backdrop: str = ""
    plan: str = ""
    sheet: str = ""
    department: str = ""
    row: str = ""  # of a ledger, which waits
    upload: str = "x"

    @property
    def point(self) -> list[float]:
        return list(square(self.column, size=0.1, at=0.45).centroid.coords[0])

    def shape(self, size: float = 0.4) -> dict[str, Any]:
        ring = square(self.column, size=size).exterior.coords
        return {"type": "Polygon", "coordinates": [list(ring)]}


@dataclass(frozen=True)
class Route:
    """What is expected of a route.

    Attributes
    ----------
    who
        Roles that may ask it of what is theirs; ``None`` for everybody, signed in or not.
    bordered
        Whether it is refused beyond their areas.
    ok
        Status for those who may.
    """

    who: frozenset[str] | None
    ask: Callable[[Side], Call] = field(default=lambda _: {})
    ok: int = 200
    bordered: bool = False


def _json(**body: object) -> Call:
    return {"json": body}


def _path(name: str, value: str, **more: Any) -> Call:
    return {"path": {name: value}, **more}


def _division(at: Side, base: str = "other ground") -> dict[str, Any]:
    return {"area": at.community, "level": "grid", "base": base, "labels": [at.area], "part": [0]}


def _office(at: Side, office: str = "grid_worker_part") -> dict[str, Any]:
    return {"office": office, "area": at.area}


# What only looks comes before what changes, and what takes away comes last.
ROUTES: dict[str, Route] = {
    # Open to all
    "GET /health": Route(None),
    "GET /door": Route(None),
    "POST /join/look": Route(None, lambda _: {"json": {"token": "x"}}, 401),
    "POST /join": Route(None, lambda _: {"json": {"token": "x"}}, 401),
    "POST /oidc": Route(None, lambda _: {"json": {}}, 404),
    "GET /oidc/back": Route(None, lambda _: {"params": {"state": "x", "code": "x"}}, 401),
    "GET /oidc/leave": Route(None),
    "POST /session": Route(None, lambda _: {"json": {"login": "x", "password": "x"}}, 401),
    "POST /first-admin": Route(None, lambda _: {"json": {"login": "x", "password": GOOD}}, 403),
    "GET /badge/{code}": Route(None, lambda _: _path("code", "x"), 404),
    "POST /residents/requests": Route(
        None,
        lambda at: _json(kind="see", address="1栋101", community=at.community),
        201,
    ),
    # The ground
    "GET /areas": Route(GROUND, lambda at: {"params": {"within": at.area, "outlines": True}}),
    "GET /areas/{code}": Route(GROUND, lambda at: _path("code", at.area)),
    "GET /buildings": Route(GROUND, lambda at: {"params": {"area": at.area}}),
    "GET /buildings/{uid}": Route(GROUND, lambda at: _path("uid", at.building)),
    "GET /search": Route(GROUND, lambda at: {"params": {"q": at.area}}),
    "GET /streets": Route(GROUND, lambda _: {"params": {"bbox": "113.1,27.8,113.2,27.9"}}),
    "GET /map": Route(GROUND),
    "GET /map/areas": Route(GROUND, lambda at: {"params": {"level": "grid", "within": at.area}}),
    "GET /map/at": Route(GROUND, lambda at: {"params": {"lon": at.point[0], "lat": at.point[1]}}),
    "GET /map/area/{code}": Route(GROUND, lambda at: _path("code", at.area)),
    "GET /map/tiles/{version}": Route(GROUND, lambda _: _path("version", TILES)),
    "GET /areas/{code}/sheets/preview": Route(
        FIGURES, lambda at: _path("code", at.area, params={"width": 200}), bordered=True
    ),
    "GET /prints": Route(FIGURES),
    "GET /prints/{uid}": Route(FIGURES, lambda _: _path("uid", "x"), 404),
    "GET /prints/{uid}/file": Route(FIGURES, lambda _: _path("uid", "x"), 404),
    "DELETE /prints/{uid}": Route(FIGURES, lambda _: _path("uid", "x"), 404),
    "POST /prints": Route(FIGURES, lambda at: _json(area=at.area, alone=True), 202, bordered=True),
    "GET /vocabulary": Route(SIGNED),
    "GET /events": Route(SIGNED),
    # Figures
    "GET /coverage": Route(
        FIGURES, lambda at: {"params": {"level": "grid", "within": at.area}}, bordered=True
    ),
    "POST /coverage": Route(FIGURES - {"admin"}, lambda at: _json(polygon=at.shape())),
    "GET /coverage/groups": Route(
        FIGURES, lambda at: {"params": {"within": at.area}}, bordered=True
    ),
    "GET /coverage/credit": Route(FIGURES),
    "GET /map/status": Route(FIGURES),
    "GET /map/status/changes": Route(FIGURES, lambda _: {"params": {"since": 0}}),
    # Doors, and who lives there
    "GET /buildings/{uid}/matrix": Route(GROUND, lambda at: _path("uid", at.building)),
    "GET /households/{uid}/groups": Route(
        DOORSTEP, lambda at: _path("uid", at.door, params={"reason": "visit"}), bordered=True
    ),
    "GET /households/{uid}/register": Route(
        REGISTER | {"worker"}, lambda at: _path("uid", at.door), bordered=True
    ),
    "GET /households/{uid}/landlord": Route(
        REGISTER | {"worker"},
        lambda at: _path("uid", at.door, params={"reason": "call"}),
        bordered=True,
    ),
    "PUT /households/{uid}/confirmed": Route(
        REGISTER, lambda at: _path("uid", at.door), bordered=True
    ),
    "GET /buildings/{uid}/premises": Route(
        REGISTER | {"worker"}, lambda at: _path("uid", at.building), bordered=True
    ),
    "GET /ledgers": Route(REGISTER),
    "DELETE /ledgers/{ledger}": Route(REGISTER, lambda _: _path("ledger", "x"), 404),
    "GET /ledgers/left-out": Route(REGISTER),
    "DELETE /ledgers/left-out/{row}": Route(REGISTER, lambda _: _path("row", "x"), 404),
    "GET /ledgers/template": Route(SIGNED),
    "GET /ledgers/export": Route(
        REGISTER | {"worker"}, lambda at: {"params": {"within": at.area}}, bordered=True
    ),
    "GET /ledgers/review": Route(REGISTER),
    "PUT /ledgers/review/{row}/building": Route(
        REGISTER, lambda at: _path("row", "x", **_json(building=at.building)), 404
    ),
    "DELETE /ledgers/review/{row}": Route(
        REGISTER, lambda at: _path("row", at.row), 204, bordered=True
    ),
    "GET /residents/requests": Route(REGISTER),
    "GET /residents/requests/waiting": Route(REGISTER),
    "PUT /residents/requests/{uid}": Route(
        REGISTER, lambda at: _path("uid", at.request, **_json(answer="refused")), 204, bordered=True
    ),
    "GET /looks": Route(OFFICE),
    "GET /looks/mine": Route(SIGNED),
    # Cases and visits
    "GET /cases": Route(CASES_SEEN, lambda at: {"params": {"area": at.area}}),
    "GET /cases/{uid}": Route(CASES_SEEN, lambda at: _path("uid", at.case), bordered=True),
    "POST /cases": Route(
        CASES,
        lambda at: _json(id=new_uids(1)[0], kind="hazard", category="fire", place=at.point),
        201,
    ),
    "PUT /cases/{uid}/state": Route(
        CASES,
        lambda at: _path("uid", at.case, **_json(state="handled", base_seq=at.case_seq)),
        bordered=True,
    ),
    "POST /visits": Route(DOORSTEP, lambda at: {"json": a_visit(at.door)}, 201, bordered=True),
    "GET /sheets/{code}": Route(DOORSTEP, lambda at: _path("code", at.sheet), bordered=True),
    "POST /sheets/scan": Route(DOORSTEP, lambda _: {"content": png()}),
    "POST /sheets/{code}/marks": Route(
        DOORSTEP,
        lambda at: _path(
            "code",
            at.sheet,
            **_json(keying=str(UUID(int=7)), text="1", day="2026-03-04", half="morning"),
        ),
        bordered=True,
    ),
    "DELETE /sheets/{code}/marks/{keying}": Route(
        DOORSTEP,
        lambda at: {"path": {"code": at.sheet, "keying": str(UUID(int=7))}},
        bordered=True,
    ),
    # Plans
    "GET /studio/ground": Route(
        SETTING_UP,
        lambda at: {"params": {"area": at.community, "level": "grid"}},
        bordered=True,
    ),
    "GET /studio/cells": Route(
        SETTING_UP,
        lambda at: {"params": {"area": at.community, "level": "grid"}},
        bordered=True,
    ),
    "POST /studio/figures": Route(
        SETTING_UP, lambda at: _json(**_division(at)), 409, bordered=True
    ),
    "GET /studio/searches": Route(SETTING_UP),
    "GET /studio/searches/{uid}": Route(SETTING_UP, lambda _: _path("uid", "x"), 404),
    "POST /studio/searches/{uid}/stop": Route(SETTING_UP, lambda _: _path("uid", "x"), 404),
    "DELETE /studio/searches/{uid}": Route(SETTING_UP, lambda _: _path("uid", "x"), 404),
    "POST /studio/searches": Route(
        SETTING_UP, lambda at: _json(area=at.community, level="grid"), 202, bordered=True
    ),
    "GET /plans": Route(SETTING_UP, lambda at: {"params": {"area": at.community}}, bordered=True),
    "GET /plans/{name}": Route(SETTING_UP, lambda at: _path("name", at.plan), bordered=True),
    "GET /plans/{name}/draft": Route(SETTING_UP, lambda at: _path("name", at.plan), bordered=True),
    "GET /plans/{name}/map": Route(SETTING_UP, lambda at: _path("name", at.plan), bordered=True),
    "GET /plans/{name}/changes": Route(
        SETTING_UP, lambda at: _path("name", at.plan), bordered=True
    ),
    "GET /plans/letter-text": Route(SETTING_UP),
    "PUT /plans/letter-text": Route(SETTING_UP, lambda _: _json(text="{home}")),
    "DELETE /plans/letter-text": Route(SETTING_UP),
    "GET /plans/{name}/letters": Route(
        SETTING_UP, lambda at: _path("name", at.plan), 422, bordered=True
    ),
    "GET /plans/{name}/sheets": Route(
        SETTING_UP, lambda at: _path("name", at.plan), 422, bordered=True
    ),
    "POST /plans": Route(SETTING_UP, lambda at: _json(**_division(at)), 409, bordered=True),
    "PUT /plans/{name}": Route(
        SETTING_UP,
        lambda at: _path("name", at.plan, **_json(**_division(at), version=1)),
        409,
        bordered=True,
    ),
    "POST /plans/{name}/submit": Route(
        SETTING_UP, lambda at: _path("name", at.plan, **_json(version=1)), bordered=True
    ),
    "POST /plans/{name}/approve": Route(
        SETTING_UP,
        lambda at: _path("name", at.plan, **_json(version=1, on="2026-04-01")),
        409,
        bordered=True,
    ),
    "POST /plans/{name}/withdraw": Route(
        SETTING_UP, lambda at: _path("name", at.plan), bordered=True
    ),
    "DELETE /plans/{name}": Route(SETTING_UP, lambda at: _path("name", at.plan), bordered=True),
    # People
    "GET /people": Route(PEOPLE, lambda at: {"params": {"area": at.area}}, bordered=True),
    "GET /people/{uid}": Route(PEOPLE, lambda at: _path("uid", at.person), bordered=True),
    "GET /people/{uid}/offices": Route(PEOPLE, lambda at: _path("uid", at.person), bordered=True),
    "GET /people/{uid}/contacts": Route(
        PEOPLE, lambda at: _path("uid", at.person), 404, bordered=True
    ),
    "GET /offices": Route(PEOPLE, lambda at: {"params": {"area": at.area}}, bordered=True),
    "GET /offices/vacant": Route(PEOPLE, lambda at: {"params": {"area": at.area}}, bordered=True),
    "GET /links": Route(PEOPLE, lambda at: {"params": {"area": at.area}}, bordered=True),
    "GET /links/suggested": Route(OFFICE, lambda at: {"params": {"area": at.area}}, bordered=True),
    "GET /links/mine": Route(SIGNED),
    "GET /links/mine/phones": Route(SIGNED),
    "GET /span": Route(PEOPLE, lambda at: {"params": {"area": at.area}}, bordered=True),
    "GET /orphans": Route(PEOPLE, lambda at: {"params": {"area": at.area}}, bordered=True),
    "GET /teams": Route(PEOPLE, lambda at: {"params": {"area": at.area}}, bordered=True),
    "GET /departments": Route(CASES | SETTING_UP),
    # A worker's grid is not their community.
    "GET /party/{community}": Route(
        OFFICE, lambda at: _path("community", at.community), bordered=True
    ),
    "GET /party/areas/{code}/aliases": Route(GROUND, lambda at: _path("code", at.area)),
    "GET /people/template": Route(SIGNED),
    "POST /people": Route(
        OFFICE, lambda at: _json(name="新", offices=[_office(at)]), 201, bordered=True
    ),
    "PUT /people/{uid}": Route(
        OFFICE, lambda at: _path("uid", at.person, **_json(name="丁")), bordered=True
    ),
    "POST /people/{uid}/offices": Route(
        OFFICE, lambda at: _path("uid", at.person, json=_office(at)), 201, bordered=True
    ),
    "POST /people/{uid}/offices/end": Route(
        OFFICE, lambda at: _path("uid", at.person, json=_office(at)), 204, bordered=True
    ),
    "PUT /people/{uid}/contacts": Route(
        OFFICE, lambda at: _path("uid", at.person, **_json(households=[])), 404, bordered=True
    ),
    "POST /people/{uid}/invitation": Route(
        OFFICE, lambda at: _path("uid", at.person), 201, bordered=True
    ),
    "DELETE /people/{uid}/invitation": Route(
        OFFICE, lambda at: _path("uid", at.person), 204, bordered=True
    ),
    "GET /people/{uid}/subject": Route(ADMIN, lambda at: _path("uid", at.person)),
    "PUT /people/{uid}/subject": Route(
        ADMIN, lambda at: _path("uid", at.person, **_json(subject="x")), 404
    ),
    "DELETE /people/{uid}/subject": Route(ADMIN, lambda at: _path("uid", at.person), 204),
    "POST /people/{uid}/badge": Route(
        OFFICE, lambda at: _path("uid", at.person), 201, bordered=True
    ),
    "DELETE /people/{uid}/badge": Route(
        OFFICE, lambda at: _path("uid", at.person), 204, bordered=True
    ),
    "DELETE /people/{uid}/sessions": Route(
        OFFICE, lambda at: _path("uid", at.person), 204, bordered=True
    ),
    "POST /offices/handover": Route(
        OFFICE,
        lambda at: _json(**_office(at, "grid_worker_full"), to=at.cadre, giver=at.person),
        201,
        bordered=True,
    ),
    "PUT /links": Route(
        OFFICE,
        # Nobody leads a patch here; whose leaders they are is looked at where they are found.
        lambda at: _json(links=[{"leader": at.person, "cadre": at.cadre}]),
        422,
    ),
    "PUT /party/{community}": Route(
        OFFICE,
        lambda at: _path(
            "community", at.community, **_json(levels=["党总支"], units=[{"name": "党总支"}])
        ),
        bordered=True,
    ),
    "PUT /party/{community}/units/{uid}": Route(
        OFFICE,
        lambda at: {
            "path": {"community": at.community, "uid": at.unit},
            **_json(name="总支", level="党总支"),
        },
        bordered=True,
    ),
    "POST /party/{community}/units": Route(
        OFFICE,
        lambda at: _path("community", at.community, **_json(name="二支", level="党总支")),
        201,
        bordered=True,
    ),
    "DELETE /party/{community}/units/{uid}": Route(
        OFFICE, lambda at: {"path": {"community": at.community, "uid": at.unit}}, 204, bordered=True
    ),
    "PUT /party/areas/{code}/aliases": Route(
        OFFICE, lambda at: _path("code", at.area, **_json(names=["东片"])), bordered=True
    ),
    "POST /teams": Route(OFFICE, lambda at: _json(area=at.area, name="二班"), 201, bordered=True),
    "PUT /teams/{uid}": Route(
        OFFICE, lambda at: _path("uid", at.team, **_json(name="三班")), bordered=True
    ),
    "PUT /teams/{uid}/members/{person}": Route(
        OFFICE,
        lambda at: {"path": {"uid": at.team, "person": at.person}, **_json(role="员")},
        bordered=True,
    ),
    "DELETE /teams/{uid}/members/{person}": Route(
        OFFICE, lambda at: {"path": {"uid": at.team, "person": at.person}}, bordered=True
    ),
    "DELETE /teams/{uid}": Route(OFFICE, lambda at: _path("uid", at.team), 204, bordered=True),
    "POST /departments": Route(ADMIN, lambda at: _json(name=f"新{at.area}"), 201),
    "PUT /departments/{uid}": Route(
        ADMIN, lambda at: _path("uid", at.department, **_json(name=f"改{at.area}"))
    ),
    "DELETE /departments/{uid}": Route(ADMIN, lambda at: _path("uid", at.department), 204),
    "POST /buildings/{uid}/split": Route(
        OFFICE,
        lambda at: _path("uid", at.building, params={"dry_run": True}, **_json(area=at.heir)),
        bordered=True,
    ),
    "DELETE /buildings/{uid}/split": Route(OFFICE, lambda at: _path("uid", at.building), 409),
    # Placing, and setting up
    "GET /listed": Route(PEOPLE),
    "GET /backdrops": Route(PEOPLE),
    "GET /backdrops/{uid}": Route(PEOPLE, lambda at: _path("uid", at.backdrop)),
    "GET /backdrops/{uid}/picture": Route(PEOPLE, lambda at: _path("uid", at.backdrop)),
    "GET /check": Route(SETTING_UP),
    "POST /map/tiles": Route(SETTING_UP, ok=202),
    "PUT /listed/{uid}/place": Route(
        PEOPLE, lambda at: _path("uid", at.listed, **_json(point=at.point)), bordered=True
    ),
    "DELETE /listed/{uid}/place": Route(PEOPLE, lambda at: _path("uid", at.listed), bordered=True),
    "POST /backdrops": Route(
        SETTING_UP, lambda _: {"params": {"name": "plan"}, "content": png()}, 201
    ),
    "PUT /backdrops/{uid}": Route(
        SETTING_UP, lambda at: _path("uid", at.backdrop, **_json(name="plan 2"))
    ),
    "DELETE /backdrops/{uid}": Route(SETTING_UP, lambda at: _path("uid", at.backdrop), 204),
    "PUT /areas/{code}/outline": Route(
        SETTING_UP, lambda at: _path("code", at.area, **_json(outline=at.shape(1))), bordered=True
    ),
    "POST /areas/{code}/split": Route(
        SETTING_UP, lambda at: _path("code", at.area, **_json(line=_line(at))), bordered=True
    ),
    "DELETE /areas/{code}": Route(SETTING_UP, lambda at: _path("code", at.piece), bordered=True),
    "POST /areas": Route(
        SETTING_UP,
        lambda at: _json(level="patch", parent=at.area, outline=at.shape()),
        201,
        bordered=True,
    ),
    "POST /uploads": Route(
        OFFICE, lambda _: {"params": {"name": "a.csv"}, "content": b"code\n1\n"}, 201
    ),
    "POST /ledgers/appended": Route(REGISTER, lambda at: _json(upload=at.upload), 422),
    "POST /imports": Route(SETTING_UP, lambda at: _json(kind="areas", upload=at.upload), 202),
    "GET /imports/{job}": Route(SIGNED, lambda _: _path("job", "x"), 404),
    "GET /imports/{job}/rejected": Route(SIGNED, lambda _: _path("job", "x"), 404),
    "GET /imports/{job}/map": Route(SIGNED, lambda _: _path("job", "x"), 404),
    "GET /imports/{job}/report": Route(SIGNED, lambda _: _path("job", "x"), 404),
    "POST /imports/{job}/apply": Route(SIGNED, lambda _: _path("job", "x"), 404),
    "DELETE /imports/{job}": Route(SIGNED, lambda _: _path("job", "x"), 404),
    "DELETE /uploads/{upload}": Route(OFFICE, lambda _: _path("upload", "x"), 404),
    # One's own
    "GET /me": Route(SIGNED),
    "GET /me/sessions": Route(SIGNED),
    "GET /tokens": Route(SIGNED),
    "POST /tokens": Route(
        OFFICE | {"department"}, lambda _: _json(name="t", scopes=["see ground"]), 201
    ),
    "DELETE /tokens/{uid}": Route(SIGNED, lambda _: _path("uid", "x"), 404),
    "POST /me/second-factor": Route(SIGNED),
    "PUT /me/second-factor": Route(SIGNED, lambda _: _json(setup="x", code="123456"), 422),
    "DELETE /me/second-factor": Route(SIGNED, lambda _: {"params": {"code": "123456"}}, 204),
    "PUT /me/password": Route(SIGNED, lambda _: {"json": {"password": GOOD}}, 204),
    "DELETE /session": Route(SIGNED, ok=204),
}
"""What is expected of every route of the schema."""

TAKING_A_FILE = {"POST /imports", "POST /ledgers/appended"}
"""Routes that want a file which was handed in."""

PAGES: dict[str, frozenset[str] | None] = {"/": None, "/openapi.json": None, "/map": GROUND}
"""What is not in the schema, and who may have it."""


def _line(at: Side) -> dict[str, Any]:
    west, south, east, north = square(at.column).bounds
    middle = (west + east) / 2
    return {"type": "LineString", "coordinates": [[middle, south], [middle, north]]}


# The world: two communities of one subdistrict, and one of another


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workspace, and beside it what is in it."""
    home = tmp_path_factory.mktemp("rights") / "home"
    with Database.create(home) as database:
        workspace = workspace_on(database)
        settle(workspace)
        _add_far_community(workspace)
        (home / "houses.csv").write_text("地址,户数\n荷叶街20号,1\n荷叶街21号,2\n", "utf-8")
        import_list(workspace, home / "houses.csv")
        (home / "tiles").mkdir(exist_ok=True)
        (home / "tiles" / f"{TILES}.pmtiles").write_bytes(b"PMTiles")
        with browser(workspace) as client:
            mine = _fill(
                client, Side(GRIDS[0], COMMUNITIES[0], 0, GRIDS[1], f"{COMMUNITIES[0]}003"), "b0", 0
            )
            theirs = _fill(
                client, Side(FAR_GRIDS[0], FAR_COMMUNITY, 8, FAR_GRIDS[1], FAR_GRIDS[0]), "c0", 1
            )
        _put_on_review(workspace, mine, theirs)
        secrets = _sign_everybody_in(workspace, mine)
    told = {"mine": vars(mine), "theirs": vars(theirs), "secrets": secrets}
    (home / "told.json").write_text(json.dumps(told), "utf-8")
    return home


def _add_far_community(workspace: Workspace) -> None:
    with workspace.writing() as conn:
        both = shapely.union_all([square(8), square(9)])
        rows = area_rows([FAR_COMMUNITY, *FAR_GRIDS], [both, square(8), square(9)])
        enter_areas(workspace, conn, rows)
        refresh_membership(conn, workspace.today())
        footprint = square(8, size=0.2, at=0.1)
        rows = building_rows(["c0"], [footprint], kind=["apartments"], flats=[2])
        enter_buildings(workspace, conn, rows, source="survey")
        rebuild_tallies(workspace, conn)


def _fill(client: TestClient, at: Side, building: str, nth: int) -> Side:
    """Put things on one side of the border, as whoever sits at this machine."""

    def ask(method: str, path: str, **more: Any) -> Any:
        answer = client.request(method, f"/api/v1{path}", **more)
        assert answer.is_success, (method, path, answer.text)
        return answer.json()

    listed = ask("GET", f"/buildings?area={at.area}")["items"]
    at.building = next(one["uid"] for one in listed if one["source_ref"] == building)
    at.door = ask("GET", f"/buildings/{at.building}")["doors"][0]["uid"]
    hazard = {"id": new_uids(1)[0], "kind": "hazard", "category": "fire", "place": at.point}
    case = ask("POST", "/cases", json=hazard)
    at.case, at.case_seq = case["uid"], case["seq"]
    at.person = ask(
        "POST", "/people", json={"name": "甲", "offices": [_office(at, "grid_worker_full")]}
    )["uid"]
    seat = {"office": "cadre", "area": at.community}
    at.cadre = ask("POST", "/people", json={"name": "乙", "offices": [seat]})["uid"]
    at.listed = ask("GET", "/listed?limit=9")["items"][nth]["uid"]
    if nth:
        ask("PUT", f"/listed/{at.listed}/place", json={"point": at.point})
    tree = {"levels": ["党总支"], "units": [{"name": "党总支"}]}
    at.unit = ask("PUT", f"/party/{at.community}", json=tree)["units"][0]["uid"]
    at.team = ask("POST", "/teams", json={"area": at.area, "name": "专班"})["uid"]
    wish = {"kind": "no_visits", "address": "1栋101", "community": at.community}
    ask("POST", "/residents/requests", json=wish)
    at.request = ask("GET", "/residents/requests")[nth]["uid"]
    at.department = ask("POST", "/departments", json={"name": f"部门{nth}"})["uid"]
    at.backdrop = ask("POST", f"/backdrops?name={nth}", content=png())["uid"]
    ground = ask("GET", f"/studio/ground?area={at.community}&level=grid")
    codes = [one["code"] for one in ground["areas"]]
    draft = {**_division(at, ground["base"]), "labels": codes, "part": ground["atoms"]["area"]}
    at.plan = ask("POST", "/plans", json=draft)["name"]
    printing = ask("POST", "/prints", json={"area": at.area, "alone": True})["id"]
    while ask("GET", f"/prints/{printing}")["state"] != "done":
        time.sleep(0.01)
    at.sheet = code_on(client.get(f"/api/v1/prints/{printing}/file").content)
    return at


def _put_on_review(workspace: Workspace, *sides: Side) -> None:
    """Let a row of a ledger wait on either side."""
    with workspace.writing() as conn:
        by_code = area_store.tree(conn, workspace.today()).by_code
        ledger = ledger_store.add_ledger(conn, "台账", workspace.clock(), None, len(sides))
        rows = [
            {
                "sheet": "",
                "line": line,
                "said_sealed": workspace.seals.seal("{}"),
                "reason": "unknown",
                "score": 0.0,
                "candidates": [],
                "area": by_code[at.area].id,
            }
            for line, at in enumerate(sides)
        ]
        ledger_store.add_waiting(conn, ledger, rows)
        for at, row in zip(sides, ledger_store.waiting(conn, areas=None), strict=True):
            at.row = row["uid"]


def _sign_everybody_in(workspace: Workspace, mine: Side) -> dict[str, str]:
    """Give somebody each role on this side of the border; their sessions' secrets."""
    offices = {
        "leader": (Office.PATCH_LEADER, GRIDS[0]),
        "worker": (Office.GRID_WORKER_FULL, GRIDS[0]),
        "cadre": (Office.CADRE, COMMUNITIES[0]),
        "planner": (Office.PLANNER, SUBDISTRICT),
        "department": (Office.DEPARTMENT_OFFICER, None),
        "admin": (Office.ADMIN, None),
    }
    secrets = {}
    with workspace.writing() as conn:
        by_code = area_store.tree(conn, workspace.today()).by_code
        [sent] = conn.scalars(select(department.c.id).where(department.c.uid == mine.department))
        conn.execute(update(case_file).where(case_file.c.uid == mine.case).values(department=sent))
        for role in sorted(SIGNED):
            [who] = append(conn, person_table, {"uid": new_uids(1)}).tolist()
            if role in offices:
                office, code = offices[role]
                held = {
                    "person": [who],
                    "office": [office.value],
                    "area": [code and by_code[code].id],
                    "department": [sent if role == "department" else None],
                    "valid_from": BEGINNING,
                }
                append(conn, assignment, held)
            account = account_store.add(
                conn, {"person": who, "login": role, "made_at": workspace.clock()}
            )
            secrets[role] = open_session(
                workspace, conn, account, device=None, second_factor=True
            ).secret
    return secrets


@contextmanager
def _as(role: str, world: Path, folder: Path) -> Iterator[tuple[TestClient, Side, Side]]:
    """A browser of somebody with a role, and the things on either side."""
    home = copytree(world, folder / "home")
    told = json.loads((home / "told.json").read_text("utf-8"))
    with Database.open(home) as database:
        workspace = Workspace(home, database, Settings(), Clock())
        with browser(workspace) as client:
            client.headers["origin"] = str(client.base_url)
            client.app.state.closing.set()  # streams of events end at once
            if role in told["secrets"]:
                client.cookies.set(COOKIE, told["secrets"][role])
            yield client, Side(**told["mine"]), Side(**told["theirs"])


def _send(
    client: TestClient, route: str, at: Side, *, without: Collection[str] = ()
) -> httpx.Response:
    """Ask a route about one side, and ``without`` some of what is asked for by name."""
    if route in TAKING_A_FILE:
        given = client.post("/api/v1/uploads?name=a.csv", content=b"code\n1\n")
        at.upload = given.json()["id"] if given.is_success else "x"
    method, path = route.split(" ")
    call = ROUTES[route].ask(at)
    path = path.format_map({name: quote(value) for name, value in call.pop("path", {}).items()})
    if "params" in call:
        call["params"] = {key: one for key, one in call["params"].items() if key not in without}
    answer: httpx.Response = client.request(method, f"/api/v1{path}", **call)
    return answer


def _code(answer: httpx.Response) -> str | None:
    """Tell what a refusal is called."""
    spoken = answer.headers.get("content-type", "").startswith("application/json")
    return answer.json()["code"] if answer.is_error and spoken else None


def _expected(route: str, role: str, *, beyond: bool) -> int:
    """Tell the status that a role gets; 403 stands for every refusal by rights."""
    row = ROUTES[route]
    if row.who is None:
        return row.ok
    if role == "anonymous":
        return 401
    if role not in row.who or (beyond and row.bordered and role != WIDE):
        return 403
    return row.ok


def test_every_route_has_an_expectation(world: Path) -> None:
    """Those of the schema, and those that it leaves out."""
    with Database.open(world) as database:
        app = create_app(Workspace(world, database, Settings(), Clock()))
        paths = app.openapi()["paths"]
    told = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in paths.items()
        for method in methods
    }
    assert told == ROUTES.keys()
    assert {path or "/" for path in _paths(app.routes) - paths.keys()} == PAGES.keys()


def _paths(routes: Iterable[BaseRoute], above: str = "") -> set[str]:
    """Name the paths of all routes, those of routers within routers too."""
    found: set[str] = set()
    for route in routes:
        below = getattr(route, "original_router", None)
        if below is None:
            found.add(f"{above}{getattr(route, 'path', '')}")
        else:
            found |= _paths(below.routes, f"{above}{route.include_context.prefix}")
    return found


@pytest.mark.parametrize("role", ROLES)
def test_every_route_answers_each_role_as_expected(role: str, world: Path, tmp_path: Path) -> None:
    wrong = []
    with _as(role, world, tmp_path) as (client, mine, theirs):
        for route, row in ROUTES.items():
            # What is refused changes nothing, so that what is allowed comes after it.
            for beyond, at in ((True, theirs), (False, mine)):
                # Whom a route refuses what is theirs, it refuses everything.
                there = row.bordered and role != WIDE and (row.who is None or role in row.who)
                if beyond and not there:
                    continue
                answer = _send(client, route, at)
                status, code = answer.status_code, _code(answer)
                expected = _expected(route, role, beyond=beyond)
                if status != expected or (status == 403 and code not in REFUSALS):
                    wrong.append(f"{route}, {'beyond' if beyond else 'own'}: {status} {code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_pages_beside_the_schema(role: str, world: Path, tmp_path: Path) -> None:
    with _as(role, world, tmp_path) as (client, *_):
        for page, who in PAGES.items():
            expected = 200 if who is None or role in who else 401 if role == "anonymous" else 403
            assert client.get(page).status_code == expected, page


def _mine(client: TestClient, path: str) -> Any:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("role", sorted(FIGURES))
def test_what_is_told_ends_at_the_border(role: str, world: Path, tmp_path: Path) -> None:
    with _as(role, world, tmp_path) as (client, mine, theirs):
        wide = role == WIDE
        table = _mine(client, "/coverage?level=grid")
        # These grids are so small that whoever may know no household by itself hears no figure.
        assert bool(table["few"]) == wide
        by_code = {*(row["code"] for row in table["areas"]), *table["few"]}
        assert mine.area in by_code
        assert (theirs.area in by_code) == wide
        seen = {one["uid"]: one for one in _mine(client, "/buildings?limit=500")["items"]}
        numbers = client.get("/api/v1/map/status").content
        for at, ours in ((mine, True), (theirs, wide)):
            assert (seen[at.building]["target"] is not None) == (ours and not wide)
            assert seen[at.building]["few"] == wide
            assert (numbers[seen[at.building]["i"]] != 0) == ours
            doors = _mine(client, f"/buildings/{at.building}")["doors"]
            assert bool(doors) == (ours and role in DOORSTEP)
        if role in CASES_SEEN:
            assert [one["uid"] for one in _mine(client, "/cases")["items"]] == [mine.case]


@pytest.mark.parametrize("role", sorted(SIGNED - {WIDE}))
def test_no_answer_names_what_is_beyond(role: str, world: Path, tmp_path: Path) -> None:
    """No list, map or export without a filter, of any route that only looks."""
    private = ("door", "case", "person", "cadre", "unit", "team", "request", "row")
    with _as(role, world, tmp_path) as (client, mine, theirs):
        beyond = {name: getattr(theirs, name).encode() for name in private}
        told = []
        for route, row in ROUTES.items():
            if not route.startswith("GET ") or row.ok != 200:
                continue
            answer = _send(client, route, mine, without=("area", "within"))
            content = _unpacked(answer.content)
            told += [f"{route}: {name}" for name, uid in beyond.items() if uid in content]
    assert not told, "\n".join(told)


def _unpacked(content: bytes) -> bytes:
    """Give what is in a workbook; anything else as it is."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return b"\n".join(book.read(name) for name in book.namelist())


def test_rights_that_are_taken_away_are_gone_within_a_second(world: Path, tmp_path: Path) -> None:
    """A session that ends, an office that ends: the next request knows, and streams end."""
    with _as("worker", world, tmp_path) as (client, mine, _):
        workspace: Workspace = client.app.state.workspace
        question = f"/api/v1/coverage?level=grid&within={mine.area}"
        assert client.get(question).status_code == 200
        client.app.state.closing.clear()
        listening = ThreadPoolExecutor(1).submit(client.get, "/api/v1/events")
        while not client.app.state.streams:
            assert not listening.done(), listening.result().text
            time.sleep(0.01)
        with workspace.writing() as conn:
            theirs = assignment.c.office == Office.GRID_WORKER_FULL.value
            conn.execute(update(assignment).where(theirs).values(valid_to=workspace.today()))
        answer = client.get(question)
        assert (answer.status_code, answer.json()["code"]) == (403, "not-your-role")
        with workspace.writing() as conn:
            conn.execute(delete(session_table))
        answer = client.get(question)
        assert (answer.status_code, answer.json()["code"]) == (401, "sign-in-needed")
        # It looks once in nine tenths of a second.
        assert listening.result(timeout=5).status_code == 200


def test_nobody_finds_the_files_and_imports_of_somebody_else(world: Path, tmp_path: Path) -> None:
    with _as("planner", world, tmp_path) as (client, *_):
        told = json.loads((world / "told.json").read_text("utf-8"))
        upload = client.post("/api/v1/uploads?name=a.csv", content=b"code\n1\n").json()["id"]
        order = {"kind": "areas", "upload": upload}
        job = client.post("/api/v1/imports", json=order).json()["id"]
        assert client.get(f"/api/v1/imports/{job}").status_code == 200
        client.cookies.set(COOKIE, told["secrets"]["admin"])
        assert client.post("/api/v1/imports", json=order).json()["code"] == "upload-unknown"
        assert client.delete(f"/api/v1/uploads/{upload}").json()["code"] == "upload-unknown"
        for method, path in (("GET", ""), ("GET", "/report"), ("POST", "/apply"), ("DELETE", "")):
            answer = client.request(method, f"/api/v1/imports/{job}{path}")
            assert answer.json()["code"] == "import-unknown"
