"""People to act with: offices and patches in the small world."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import shapely

from gridmap.store import areas as area_store
from gridmap.store import people as person_store
from gridmap.territory.people import Office
from gridmap.territory.policy import role_of
from gridmap.usecases.acting import Actor, Held
from gridmap.usecases.areas import enter_areas
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.people import add_person
from gridmap.usecases.responsibility import refresh_membership
from gridmap.usecases.seats import Seat
from gridmap.usecases.workspace import Workspace
from tests.usecases.worlds import GRIDS, area_rows, square


def somebody(workspace: Workspace, name: str, *seats: Seat, phone: str | None = None) -> str:
    """Enter somebody with offices from today; their uid."""
    return add_person(workspace, name=name, phone=phone, seats=seats).uid


def ask_no_second_factor(home: Path, *logins: str) -> None:
    """Let logins count as those of a demo: no second factor is asked of them."""
    told = [{"role": "admin", "login": login, "password": ""} for login in logins]
    (home / "demo-sign-ins.json").write_text(json.dumps(told), encoding="utf-8")


def as_holder(
    workspace: Workspace, office: Office, area: str | None, person: str | None = None
) -> Workspace:
    """Put the workspace into the hands of somebody who holds an office somewhere."""
    with workspace.writing() as conn:
        tree = area_store.tree(conn, workspace.today())
        row = person_store.add(conn, {}) if person is None else person_store.by_uid(conn, person)
    assert row is not None
    where = None if area is None else tree.by_code[area].id
    return replace(workspace, actor=Actor(row["id"], (Held(role_of(office), where),)))


def divided(workspace: Workspace, grid: str = GRIDS[0], n: int = 2) -> list[str]:
    """Divide a grid into patches from west to east; their codes."""
    west, south, east, north = square(GRIDS.index(grid)).bounds
    wide = (east - west) / n
    codes = [f"{grid}{number:03}" for number in range(1, n + 1)]
    shapes = [
        shapely.box(west + nth * wide, south, west + (nth + 1) * wide, north) for nth in range(n)
    ]
    with workspace.writing() as conn:
        enter_areas(workspace, conn, area_rows(codes, shapes))
        refresh_membership(conn, workspace.today())
        rebuild_tallies(workspace, conn)
    return codes
