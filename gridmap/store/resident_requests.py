"""What residents asked for without signing in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from gridmap.store.bulk import new_uids
from gridmap.store.tables.access import resident_request

__all__ = ["add", "answer", "by_uid", "count_open", "open_in", "since"]


def add(conn: Connection, facts: Mapping[str, Any]) -> str:
    """Write a request down; give its uid."""
    uid = new_uids(1)[0]
    conn.execute(insert(resident_request).values(uid=uid, **facts))
    return uid


def by_uid(conn: Connection, uid: str) -> RowMapping | None:
    """Find a request."""
    query = select(resident_request).where(resident_request.c.uid == uid)
    return conn.execute(query).mappings().one_or_none()


def open_in(conn: Connection, areas: Collection[int] | None, most: int) -> list[RowMapping]:
    """Read the requests that wait for an answer in these areas (row ids), the oldest first."""
    query = select(resident_request).where(resident_request.c.answered_at.is_(None))
    if areas is not None:
        query = query.where(resident_request.c.area.in_(sorted(areas)))
    return list(conn.execute(query.order_by(resident_request.c.id).limit(most)).mappings())


def count_open(conn: Connection, areas: Collection[int] | None) -> int:
    """Count the requests that wait for an answer in these areas (row ids)."""
    query = select(func.count()).where(resident_request.c.answered_at.is_(None))
    if areas is not None:
        query = query.where(resident_request.c.area.in_(sorted(areas)))
    return conn.scalar(query) or 0


def since(conn: Connection, instant: datetime, area: int) -> int:
    """Count the requests in an area (row id) since an instant."""
    query = select(func.count()).where(
        resident_request.c.area == area, resident_request.c.asked_at >= instant
    )
    return conn.scalar(query) or 0


def answer(conn: Connection, key: int, facts: Mapping[str, Any]) -> None:
    """Write what became of a request (row id), and let go of what it said."""
    conn.execute(update(resident_request).where(resident_request.c.id == key).values(**facts))
