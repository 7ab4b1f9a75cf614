"""API tokens: by which programs act for somebody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from gridmap.store.bulk import new_uids
from gridmap.store.tables.access import account, api_token

__all__ = ["add", "by_mark", "by_uid", "listed", "note_use", "revoke"]


def by_mark(conn: Connection, mark: str) -> RowMapping | None:
    """Find a token with ``person`` and ``disabled_at`` of its account."""
    query = select(api_token, account.c.person, account.c.disabled_at)
    found = query.join(account, account.c.id == api_token.c.account)
    return conn.execute(found.where(api_token.c.mark == mark)).mappings().one_or_none()


def by_uid(conn: Connection, uid: str) -> RowMapping | None:
    """Find a token by its public id."""
    return conn.execute(select(api_token).where(api_token.c.uid == uid)).mappings().one_or_none()


def listed(conn: Connection, account_key: int | None = None) -> list[RowMapping]:
    """Read the tokens of an account, or of all, each with the ``login``."""
    query = select(api_token, account.c.login).join(account, account.c.id == api_token.c.account)
    if account_key is not None:
        query = query.where(api_token.c.account == account_key)
    return list(conn.execute(query.order_by(api_token.c.id)).mappings())


def add(conn: Connection, facts: Mapping[str, Any]) -> RowMapping:
    """Write a token down."""
    made = insert(api_token).values(uid=new_uids(1)[0], **facts).returning(api_token)
    return conn.execute(made).mappings().one()


def note_use(conn: Connection, key: int, now: datetime) -> None:
    """Note when a token was last used."""
    conn.execute(update(api_token).where(api_token.c.id == key).values(used_at=now))


def revoke(conn: Connection, key: int, now: datetime) -> None:
    """Let a token count no more."""
    conn.execute(update(api_token).where(api_token.c.id == key).values(revoked_at=now))
