"""Teams (专班) and who is in them, from which day to which."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, delete, insert, select, update

from gridmap.store.bulk import new_uids
from gridmap.store.steps import in_force, is_open
from gridmap.store.tables.people import person, team, team_member

__all__ = [
    "add",
    "add_member",
    "by_name",
    "by_uid",
    "close",
    "end_member",
    "listing",
    "members",
    "open_again",
    "rename",
]


def listing(conn: Connection, at: date) -> list[RowMapping]:
    """Read the teams of day ``at``, by name."""
    return list(
        conn.execute(select(team).where(is_open(team, at)).order_by(team.c.name)).mappings()
    )


def by_uid(conn: Connection, uid: str) -> RowMapping | None:
    """Find a team, open or closed."""
    return conn.execute(select(team).where(team.c.uid == uid)).mappings().one_or_none()


def by_name(conn: Connection, area: int, name: str) -> RowMapping | None:
    """Find a team of an area by its name, open or closed."""
    query = select(team).where(team.c.area == area, team.c.name == name)
    return conn.execute(query).mappings().one_or_none()


def add(conn: Connection, area: int, name: str, since: date) -> RowMapping:
    """Enter a team.

    Raises
    ------
    sqlalchemy.exc.IntegrityError
        If the area has, or had, one of that name.
    """
    return (
        conn.execute(
            insert(team)
            .values(uid=new_uids(1)[0], area=area, name=name, opened_on=since)
            .returning(team)
        )
        .mappings()
        .one()
    )


def rename(conn: Connection, key: int, name: str) -> None:
    """Give a team another name; raises as :func:`add` does."""
    conn.execute(update(team).where(team.c.id == key).values(name=name))


def close(conn: Connection, key: int, on: date) -> None:
    """Close a team on day ``on``; its members leave it."""
    conn.execute(update(team).where(team.c.id == key).values(closed_on=on))
    for row in conn.execute(_members(on).where(team_member.c.team == key)).mappings().all():
        end_member(conn, key, row["person"], on)


def open_again(conn: Connection, key: int) -> None:
    """Let a closed team be one again; nobody is in it."""
    conn.execute(update(team).where(team.c.id == key).values(closed_on=None))


def members(conn: Connection, at: date) -> list[RowMapping]:
    """Read who is in which team on day ``at``: ``team``, ``person``, ``person_uid``, ``role``."""
    return list(conn.execute(_members(at).order_by(team_member.c.id)).mappings())


def _members(at: date) -> Select[Any]:
    return (
        select(
            team_member.c.team,
            team_member.c.person,
            person.c.uid.label("person_uid"),
            team_member.c.role,
            team_member.c.valid_from,
        )
        .join(person, person.c.id == team_member.c.person)
        .where(in_force(team_member, at))
    )


def add_member(conn: Connection, key: int, who: int, role: str | None, since: date) -> None:
    """Put a person into a team from a day on."""
    conn.execute(insert(team_member).values(team=key, person=who, role=role, valid_from=since))


def end_member(conn: Connection, key: int, who: int, on: date) -> None:
    """Take a person out of a team on day ``on``; one who came that day was never in it."""
    mine = (team_member.c.team == key) & (team_member.c.person == who)
    conn.execute(delete(team_member).where(mine, team_member.c.valid_from >= on))
    conn.execute(update(team_member).where(mine, in_force(team_member, on)).values(valid_to=on))
