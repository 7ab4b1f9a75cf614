"""Who looked at personal data, exported it or changed rights: written once, never changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, or_, select

from gridmap.store.tables.access import look

__all__ = ["add", "last_of", "latest", "looks"]


def add(conn: Connection, facts: Mapping[str, Any]) -> None:
    """Write a look down; ``facts`` are the table's columns."""
    conn.execute(insert(look).values(**facts))


def latest(conn: Connection, person: int | None, act: str, subject: str) -> datetime | None:
    """Tell when somebody (row id; ``None`` for the command line) last looked so at this."""
    mine = look.c.person.is_not_distinct_from(person)
    found = select(func.max(look.c.at)).where(mine, look.c.act == act, look.c.subject == subject)
    at: datetime | None = conn.scalar(found)
    return at


def last_of(conn: Connection, act: str) -> RowMapping | None:
    """Read the last look of this kind, whoever's it was."""
    query = select(look).where(look.c.act == act).order_by(look.c.id.desc()).limit(1)
    return conn.execute(query).mappings().one_or_none()


def looks(
    conn: Connection,
    *,
    persons: Collection[int] | None,
    areas: Collection[int] | None = None,
    before: int | None = None,
    most: int,
) -> list[RowMapping]:
    """Read looks, the latest first.

    Parameters
    ----------
    persons
        Row ids of who looked; ``None`` for everybody, the command line too.
    areas
        Also all looks at something in these areas (row ids), whoever looked.
    before
        Only those before this row.
    """
    query = select(look).order_by(look.c.id.desc()).limit(most)
    if persons is not None:
        mine = look.c.person.in_(sorted(persons))
        query = query.where(mine if areas is None else or_(mine, look.c.area.in_(sorted(areas))))
    if before is not None:
        query = query.where(look.c.id < before)
    return list(conn.execute(query).mappings())
