"""Badges: codes by which anybody can ask whether a visitor is genuine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from gridmap.store.bulk import new_uids
from gridmap.store.tables.access import badge

__all__ = ["add", "by_code", "revoke_all"]


def by_code(conn: Connection, code: str) -> RowMapping | None:
    """Find a badge by its code."""
    return conn.execute(select(badge).where(badge.c.code == code)).mappings().one_or_none()


def add(conn: Connection, facts: Mapping[str, Any]) -> None:
    """Write a badge down."""
    conn.execute(insert(badge).values(uid=new_uids(1)[0], **facts))


def revoke_all(conn: Connection, person: int, now: datetime) -> None:
    """Let no badge of a person (row id) count any more."""
    conn.execute(
        update(badge)
        .where(badge.c.person == person, badge.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
