"""Backdrops: scanned plans and how they are pinned to the ground."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from gridmap.store.tables.ground import backdrop

__all__ = ["add_backdrop", "backdrops", "change_backdrop", "one", "remove_backdrop", "shows"]


def backdrops(conn: Connection) -> Sequence[Row[Any]]:
    """Read all backdrops, the newest first."""
    return conn.execute(select(backdrop).order_by(backdrop.c.id.desc())).all()


def one(conn: Connection, uid: str) -> Row[Any] | None:
    """Read one backdrop."""
    return conn.execute(select(backdrop).where(backdrop.c.uid == uid)).one_or_none()


def add_backdrop(conn: Connection, facts: Mapping[str, Any], *, at: datetime) -> None:
    """Enter a backdrop that is not pinned yet."""
    conn.execute(insert(backdrop).values(**facts, pins="[]", created_at=at))


def change_backdrop(conn: Connection, uid: str, name: str, pins: Sequence[Sequence[float]]) -> None:
    """Give a backdrop another name and other pins."""
    conn.execute(
        update(backdrop).where(backdrop.c.uid == uid).values(name=name, pins=json.dumps(pins))
    )


def remove_backdrop(conn: Connection, uid: str) -> None:
    """Forget a backdrop."""
    conn.execute(delete(backdrop).where(backdrop.c.uid == uid))


def shows(conn: Connection, picture: str) -> bool:
    """Tell whether some backdrop shows this picture."""
    query = select(backdrop.c.id).where(backdrop.c.picture == picture).limit(1)
    return conn.execute(query).first() is not None
