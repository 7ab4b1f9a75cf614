"""Party trees of communities: their named levels and units; what a community calls its areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from gridmap.store.bulk import append, new_uids
from gridmap.store.steps import is_open
from gridmap.store.tables.people import alias, level_title, party_level, party_unit

__all__ = [
    "add_unit",
    "aliases",
    "by_uid",
    "change_unit",
    "close_unit",
    "levels",
    "put_aliases",
    "put_levels",
    "put_titles",
    "titles",
    "units",
]

Named = Literal["area", "party_unit"]


def levels(conn: Connection, community: int) -> list[str]:
    """Read the names of a community's party levels, from the top down."""
    query = select(party_level.c.name).where(party_level.c.community == community)
    return list(conn.scalars(query.order_by(party_level.c.depth)))


def put_levels(conn: Connection, community: int, names: Sequence[str]) -> None:
    """Name a community's party levels, from the top down."""
    conn.execute(delete(party_level).where(party_level.c.community == community))
    append(
        conn,
        party_level,
        {"community": community, "depth": list(range(len(names))), "name": list(names)},
    )


def titles(conn: Connection, community: int) -> dict[str, str]:
    """Read what a community calls its areas, by level."""
    query = select(level_title.c.level, level_title.c.title)
    rows = conn.execute(query.where(level_title.c.community == community))
    return {row.level: row.title for row in rows}


def put_titles(conn: Connection, community: int, names: Mapping[str, str]) -> None:
    """Write what a community calls its areas, by level; levels not named have no own title."""
    conn.execute(delete(level_title).where(level_title.c.community == community))
    append(
        conn,
        level_title,
        {"community": community, "level": list(names), "title": list(names.values())},
    )


def units(conn: Connection, community: int, at: date) -> list[RowMapping]:
    """Read the party units of a community on day ``at``, parents first."""
    query = select(party_unit).where(party_unit.c.community == community, is_open(party_unit, at))
    return list(conn.execute(query.order_by(party_unit.c.depth, party_unit.c.id)).mappings())


def by_uid(conn: Connection, uid: str) -> RowMapping | None:
    """Find a party unit, open or closed."""
    query = select(party_unit).where(party_unit.c.uid == uid)
    return conn.execute(query).mappings().one_or_none()


def add_unit(conn: Connection, facts: Mapping[str, Any]) -> RowMapping:
    """Enter a party unit with what its columns are to hold."""
    return (
        conn.execute(insert(party_unit).values(uid=new_uids(1)[0], **facts).returning(party_unit))
        .mappings()
        .one()
    )


def change_unit(conn: Connection, key: int, facts: Mapping[str, Any]) -> None:
    """Write new facts of a party unit."""
    conn.execute(update(party_unit).where(party_unit.c.id == key).values(**facts))


def close_unit(conn: Connection, key: int, on: date) -> None:
    """Close a party unit on day ``on``; offices held in it keep their history."""
    change_unit(conn, key, {"closed_on": on})


def aliases(conn: Connection, of: Named) -> dict[int, list[str]]:
    """Read the other names of areas, or of party units, by row id."""
    column = alias.c[of]
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = conn.execute(
        select(column, alias.c.name).where(column.is_not(None)).order_by(alias.c.id)
    )
    for key, name in rows:
        found[key].append(name)
    return dict(found)


def put_aliases(conn: Connection, of: Named, key: int, names: Sequence[str]) -> None:
    """Write all other names of one area or party unit."""
    conn.execute(delete(alias).where(alias.c[of] == key))
    append(conn, alias, {of: key, "name": list(names)})
