"""Departments (部门): whom cases are sent to."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, RowMapping, insert, select, update

from gridmap.store.bulk import new_uids
from gridmap.store.steps import is_open
from gridmap.store.tables.people import department

__all__ = ["add", "by_name", "by_uid", "close", "listing", "rename"]


def listing(conn: Connection, at: date) -> list[RowMapping]:
    """Read the departments of day ``at``, by name."""
    query = select(department).where(is_open(department, at)).order_by(department.c.name)
    return list(conn.execute(query).mappings())


def by_uid(conn: Connection, uid: str) -> RowMapping | None:
    """Find a department, open or closed."""
    query = select(department).where(department.c.uid == uid)
    return conn.execute(query).mappings().one_or_none()


def by_name(conn: Connection, name: str) -> RowMapping | None:
    """Find a department by its name, open or closed."""
    query = select(department).where(department.c.name == name)
    return conn.execute(query).mappings().one_or_none()


def add(conn: Connection, name: str, since: date) -> RowMapping:
    """Enter a department.

    Raises
    ------
    sqlalchemy.exc.IntegrityError
        If there is, or was, one of that name.
    """
    return (
        conn.execute(
            insert(department)
            .values(uid=new_uids(1)[0], name=name, opened_on=since)
            .returning(department)
        )
        .mappings()
        .one()
    )


def rename(conn: Connection, key: int, name: str) -> None:
    """Give a department another name; raises as :func:`add` does."""
    conn.execute(update(department).where(department.c.id == key).values(name=name))


def close(conn: Connection, key: int, on: date | None) -> None:
    """Close a department on day ``on``; ``None`` opens it again."""
    conn.execute(update(department).where(department.c.id == key).values(closed_on=on))
