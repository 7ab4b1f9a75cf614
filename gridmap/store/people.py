"""People who serve: rows with sealed names and phones."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from gridmap.store.bulk import new_uids
from gridmap.store.tables.people import person

__all__ = ["add", "by_mark", "by_uid", "change", "rows_of"]


def by_uid(conn: Connection, uid: str) -> RowMapping | None:
    """Find somebody by their uid."""
    return conn.execute(select(person).where(person.c.uid == uid)).mappings().one_or_none()


def by_mark(conn: Connection, mark: str) -> RowMapping | None:
    """Find somebody by the mark of their phone."""
    return conn.execute(select(person).where(person.c.phone_mark == mark)).mappings().one_or_none()


def rows_of(conn: Connection, keys: Collection[int]) -> dict[int, RowMapping]:
    """Read people by row id."""
    listed = sorted(keys)
    found: dict[int, RowMapping] = {}
    for start in range(0, len(listed), 500):
        query = select(person).where(person.c.id.in_(listed[start : start + 500]))
        found.update((row["id"], row) for row in conn.execute(query).mappings())
    return found


def add(conn: Connection, facts: Mapping[str, Any]) -> RowMapping:
    """Enter somebody; ``facts`` are ``name_sealed``, ``phone_sealed`` and ``phone_mark``.

    Raises
    ------
    sqlalchemy.exc.IntegrityError
        If somebody else has that phone.
    """
    return (
        conn.execute(insert(person).values(uid=new_uids(1)[0], **facts).returning(person))
        .mappings()
        .one()
    )


def change(conn: Connection, key: int, facts: Mapping[str, Any]) -> None:
    """Write new facts of somebody; raises as :func:`add` does."""
    conn.execute(update(person).where(person.c.id == key).values(**facts))
