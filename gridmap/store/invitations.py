"""Invitations: links by which somebody without a password gets in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from gridmap.store.bulk import new_uids
from gridmap.store.tables.access import account, invitation

__all__ = ["add", "by_mark", "revoke_all", "spend"]


def by_mark(conn: Connection, mark: str) -> RowMapping | None:
    """Find an invitation with ``person`` and ``disabled_at`` of its account."""
    query = select(invitation, account.c.person, account.c.disabled_at)
    found = query.join(account, account.c.id == invitation.c.account)
    return conn.execute(found.where(invitation.c.mark == mark)).mappings().one_or_none()


def add(conn: Connection, facts: Mapping[str, Any]) -> None:
    """Write an invitation down."""
    conn.execute(insert(invitation).values(uid=new_uids(1)[0], **facts))


def spend(conn: Connection, key: int, now: datetime) -> None:
    """Note when an invitation was first used."""
    conn.execute(update(invitation).where(invitation.c.id == key).values(spent_at=now))


def revoke_all(conn: Connection, account_key: int, now: datetime) -> None:
    """Let no invitation of an account count any more."""
    conn.execute(
        update(invitation)
        .where(invitation.c.account == account_key, invitation.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
