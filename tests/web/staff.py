"""Somebody of each role in the quarter, and their sessions for a browser."""

from __future__ import annotations

import json
from typing import Any, Final

import httpx

from gridmap.territory.people import Office
from gridmap.usecases.accounts import add_account
from gridmap.usecases.departments import add_department
from gridmap.usecases.seats import Seat
from gridmap.usecases.workspace import Workspace
from tests.web.serving import Served
from tests.web.town import GRIDS, LEFT, PATCHES, SUBDISTRICT

__all__ = ["PASSWORD", "ROLES", "enrol", "session"]

PASSWORD: Final = "lotus pond at dusk"  # noqa: S105  (of invented people)
ROLES: Final = ("leader", "worker", "cadre", "planner", "department", "admin")


def enrol(workspace: Workspace) -> None:
    """Give one of each role an office and an account, called after the role."""
    department = add_department(workspace, "城管办").uid
    seats = {
        "admin": Seat(Office.ADMIN, SUBDISTRICT),
        "planner": Seat(Office.PLANNER, SUBDISTRICT),
        "cadre": Seat(Office.CADRE, LEFT),
        "worker": Seat(Office.GRID_WORKER_FULL, GRIDS[0]),
        "leader": Seat(Office.PATCH_LEADER, PATCHES[0]),
        "department": Seat(Office.DEPARTMENT_OFFICER, department=department),
    }
    for login, seat in seats.items():
        add_account(workspace, login, PASSWORD, seat, name="荷望云")
    # As of a demo, no second factor is asked of them.
    told = [{"role": login, "login": login, "password": PASSWORD} for login in seats]
    (workspace.home / "demo-sign-ins.json").write_text(json.dumps(told), encoding="utf-8")


def session(served: Served, login: str) -> dict[str, Any]:
    """Sign in; what a browser keeps of it."""
    given = {"login": login, "password": PASSWORD}
    with httpx.Client(base_url=served.http.base_url) as http:
        http.post("session", json=given).raise_for_status()
        cookies = [
            {"name": one.name, "value": one.value, "domain": "127.0.0.1", "path": "/"}
            for one in http.cookies.jar
        ]
    return {"cookies": cookies, "origins": []}
