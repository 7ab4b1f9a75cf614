"""Teams (专班): people put together for one task, whatever their offices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping
from sqlalchemy.exc import IntegrityError

from gridmap.errors import Conflict, InputError, NotFound
from gridmap.store import areas as area_store
from gridmap.store import people as person_store
from gridmap.store import teams as team_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.policy import Act, Data
from gridmap.usecases.gazetteer import named
from gridmap.usecases.offices import found_person
from gridmap.usecases.people import name_of
from gridmap.usecases.workspace import Workspace

__all__ = [
    "Member",
    "Team",
    "add_team",
    "close_team",
    "end_member",
    "put_member",
    "rename_team",
    "teams",
]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a team, and what they do there."""

    person: str
    name: str | None
    role: str | None
    since: date


@dataclass(frozen=True, slots=True)
class Team:
    """A team of an area."""

    uid: str
    name: str
    area: Area
    members: tuple[Member, ...]


def teams(workspace: Workspace, *, within: str | None = None) -> list[Team]:
    """List the teams of today with their members, by name.

    Raises
    ------
    NotFound
        If the area ``within`` is unknown.
    NotPermitted
        If the one who asks may not see who serves there.
    """
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
        top = None if within is None else named(tree, within)
        reach = workspace.actor.demand(tree, Act.SEE, Data.PEOPLE, *([top] if top else []))
        inside = tree.areas.keys() if top is None else {area.id for area in tree.subtree(top)}
        rows = [
            row
            for row in team_store.listing(conn, workspace.today())
            if row["area"] in inside and row["area"] in reach
        ]
        return [_team(workspace, conn, tree, row) for row in rows]


def add_team(workspace: Workspace, area: str, name: str) -> Team:
    """Put a team together for an area (code); it has nobody yet.

    One of that name that was closed is opened again.

    Raises
    ------
    NotFound
        If the area is unknown.
    InputError
        ``name-blank``.
    Conflict
        ``team-known`` if the area has a team of that name.
    NotPermitted
        If people there are not theirs to change.
    """
    with workspace.writing() as conn:
        tree = area_store.tree(conn, workspace.today())
        known = named(tree, area)
        workspace.actor.demand(tree, Act.CHANGE, Data.PEOPLE, known)
        called = _plain(name)
        closed = team_store.by_name(conn, known.id, called)
        if closed is not None and closed["closed_on"] is not None:
            team_store.open_again(conn, closed["id"])
            return _team(workspace, conn, tree, _found(conn, closed["uid"]))
        try:
            with conn.begin_nested():
                row = team_store.add(conn, known.id, called, workspace.today())
        except IntegrityError as taken:
            raise Conflict("team-known", name=called) from taken
        return _team(workspace, conn, tree, row)


def rename_team(workspace: Workspace, uid: str, name: str) -> Team:
    """Give a team another name.

    Raises
    ------
    NotFound
        ``team-unknown``.
    InputError, Conflict, NotPermitted
        As :func:`add_team`.
    """
    with workspace.writing() as conn:
        tree, row = _mine(workspace, conn, uid)
        called = _plain(name)
        try:
            with conn.begin_nested():
                team_store.rename(conn, row["id"], called)
        except IntegrityError as taken:
            raise Conflict("team-known", name=called) from taken
        return _team(workspace, conn, tree, _found(conn, uid))


def close_team(workspace: Workspace, uid: str) -> None:
    """Close a team from today.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`rename_team`.
    """
    with workspace.writing() as conn:
        _, row = _mine(workspace, conn, uid)
        team_store.close(conn, row["id"], workspace.today())


def put_member(
    workspace: Workspace,
    uid: str,
    person: str,
    *,
    role: str | None = None,
    since: date | None = None,
) -> Team:
    """Put somebody into a team, or write what else they do there, from a day on.

    Raises
    ------
    NotFound
        ``team-unknown``, ``person-unknown``.
    NotPermitted
        As :func:`rename_team`.
    """
    day = since or workspace.today()
    with workspace.writing() as conn:
        tree, row = _mine(workspace, conn, uid)
        who = found_person(conn, person)
        team_store.end_member(conn, row["id"], who["id"], day)
        team_store.add_member(conn, row["id"], who["id"], role, day)
        return _team(workspace, conn, tree, row)


def end_member(workspace: Workspace, uid: str, person: str, *, on: date | None = None) -> Team:
    """Let somebody leave a team on a day.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`put_member`.
    """
    with workspace.writing() as conn:
        tree, row = _mine(workspace, conn, uid)
        who = found_person(conn, person)
        team_store.end_member(conn, row["id"], who["id"], on or workspace.today())
        return _team(workspace, conn, tree, row)


def _mine(workspace: Workspace, conn: Connection, uid: str) -> tuple[AreaTree, RowMapping]:
    tree = area_store.tree(conn, workspace.today())
    row = _found(conn, uid)
    area = tree.areas.get(row["area"])
    workspace.actor.demand(tree, Act.CHANGE, Data.PEOPLE, *([area] if area else []))
    return tree, row


def _found(conn: Connection, uid: str) -> RowMapping:
    row = team_store.by_uid(conn, uid)
    if row is None or row["closed_on"] is not None:
        raise NotFound("team-unknown", team=uid)
    return row


def _team(workspace: Workspace, conn: Connection, tree: AreaTree, row: RowMapping) -> Team:
    rows = [one for one in team_store.members(conn, workspace.today()) if one["team"] == row["id"]]
    people = person_store.rows_of(conn, {one["person"] for one in rows})
    return Team(
        uid=row["uid"],
        name=row["name"],
        area=tree.areas[row["area"]],
        members=tuple(
            Member(
                one["person_uid"],
                name_of(workspace, people[one["person"]]),
                one["role"],
                one["valid_from"],
            )
            for one in rows
        ),
    )


def _plain(name: str) -> str:
    plain = " ".join(name.split())
    if not plain:
        raise InputError("name-blank")
    return plain
