"""Sign-ins of the demo, one for each role; no other workspace tells any."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from gridmap.store import accounts as account_store
from gridmap.store import areas as area_store
from gridmap.store import offices as office_store
from gridmap.territory.codes import Level
from gridmap.territory.people import Office
from gridmap.territory.policy import Role
from gridmap.usecases.accounts import account_of
from gridmap.usecases.passwords import hashed
from gridmap.usecases.workspace import Workspace

__all__ = ["DemoSignIn", "demo_sign_ins", "offer_demo_sign_ins"]

_FILE: Final = "demo-sign-ins.json"
_OFFICES: Final = {
    Role.PLANNER: Office.PLANNER,
    Role.CADRE: Office.CADRE,
    Role.WORKER: Office.GRID_WORKER_FULL,
    Role.LEADER: Office.PATCH_LEADER,
    Role.DEPARTMENT: Office.DEPARTMENT_OFFICER,
    Role.ADMIN: Office.ADMIN,
}


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """What anybody may sign in with, to see the demo as somebody of that role does."""

    role: Role
    login: str
    password: str


def demo_sign_ins(workspace: Workspace) -> list[DemoSignIn]:
    """Tell the sign-ins of a demo; none of any other workspace."""
    try:
        told = json.loads(_file(workspace).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [DemoSignIn(Role(one["role"]), one["login"], one["password"]) for one in told]


def offer_demo_sign_ins(workspace: Workspace) -> list[DemoSignIn]:
    """Give one person of each role an account, with a password that is made here.

    Where they are made already, or somebody made accounts of their own, nothing changes.
    """
    if known := demo_sign_ins(workspace):
        return known
    password = secrets.token_urlsafe(9)
    kept = hashed(password)
    with workspace.writing() as conn:
        if account_store.any_there(conn):
            return []
        people = _people(workspace, conn)
        if Role.ADMIN not in people:
            return []
        for role, person in people.items():
            facts = {"login": role.value, "password_hash": kept}
            account_of(conn, person, workspace.clock(), facts)
        made = [DemoSignIn(role, role.value, password) for role in people]
        # Before the accounts count: a demo that nobody could sign in to would be shut for good.
        _write(_file(workspace), made)
    return made


def _people(workspace: Workspace, conn: Connection) -> dict[Role, int]:
    """Choose somebody (row id) for each role, all of whom serve around the same community."""
    tree = area_store.tree(conn, workspace.today())
    held = office_store.held(conn, workspace.today())
    manned = [tree.areas[row["area"]] for row in held if row["office"] == Office.GRID_WORKER_FULL]
    communities = {tree.standing_for(area, Level.COMMUNITY) for area in manned}
    around = min(communities, key=lambda area: area.code, default=None)
    home = {area.id for area in tree.subtree(around)} if around else set()
    near = {Role.CADRE, Role.WORKER, Role.LEADER}
    return {
        role: min(persons)
        for role, office in _OFFICES.items()
        if (
            persons := [
                row["person"]
                for row in held
                if row["office"] == office and (role not in near or row["area"] in home)
            ]
        )
    }


def _file(workspace: Workspace) -> Path:
    return workspace.home / _FILE


def _write(path: Path, made: list[DemoSignIn]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump([asdict(one) for one in made], file)
