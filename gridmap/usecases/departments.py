"""Departments (部门): whom cases are sent to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping
from sqlalchemy.exc import IntegrityError

from gridmap.errors import Conflict, InputError, NotFound
from gridmap.store import departments as department_store
from gridmap.territory.policy import Act, Data
from gridmap.usecases.workspace import Workspace

__all__ = ["Department", "add_department", "close_department", "departments", "rename_department"]


@dataclass(frozen=True, slots=True)
class Department:
    """A department."""

    uid: str
    name: str


def departments(workspace: Workspace) -> list[Department]:
    """List the departments of today, by name.

    Raises
    ------
    NotPermitted
        If the one who asks has nothing to do with cases, nor with accounts.
    """
    today = workspace.today()
    with workspace.database.read() as conn:
        if not workspace.actor.may(Act.SEE, Data.ACCOUNTS):
            workspace.actor.insist(Act.SEE, Data.CASES)
        rows = department_store.listing(conn, today)
    return [Department(row["uid"], row["name"]) for row in rows]


def add_department(workspace: Workspace, name: str) -> Department:
    """Enter a department; one of that name that was closed opens again.

    Raises
    ------
    InputError
        ``name-blank``.
    Conflict
        ``department-known``.
    NotPermitted
        If departments are not theirs to set up.
    """
    with workspace.writing() as conn:
        workspace.actor.insist(Act.CHANGE, Data.ACCOUNTS)
        called = _plain(name)
        closed = department_store.by_name(conn, called)
        if closed is not None and closed["closed_on"] is not None:
            department_store.close(conn, closed["id"], None)
            return Department(closed["uid"], closed["name"])
        try:
            with conn.begin_nested():
                row = department_store.add(conn, called, workspace.today())
        except IntegrityError as taken:
            raise Conflict("department-known", name=called) from taken
    return Department(row["uid"], row["name"])


def rename_department(workspace: Workspace, uid: str, name: str) -> Department:
    """Give a department another name.

    Raises
    ------
    NotFound
        ``department-unknown``.
    InputError, Conflict, NotPermitted
        As :func:`add_department`.
    """
    with workspace.writing() as conn:
        workspace.actor.insist(Act.CHANGE, Data.ACCOUNTS)
        called, known = _plain(name), _known(conn, uid)
        try:
            with conn.begin_nested():
                department_store.rename(conn, known["id"], called)
        except IntegrityError as taken:
            raise Conflict("department-known", name=called) from taken
    return Department(uid, called)


def close_department(workspace: Workspace, uid: str) -> None:
    """Close a department from today; what was sent to it stays on record.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`rename_department`.
    """
    with workspace.writing() as conn:
        workspace.actor.insist(Act.CHANGE, Data.ACCOUNTS)
        department_store.close(conn, _known(conn, uid)["id"], workspace.today())


def _known(conn: Connection, uid: str) -> RowMapping:
    known = department_store.by_uid(conn, uid)
    if known is None or known["closed_on"] is not None:
        raise NotFound("department-unknown", department=uid)
    return known


def _plain(name: str) -> str:
    plain = " ".join(name.split())
    if not plain:
        raise InputError("name-blank")
    return plain
