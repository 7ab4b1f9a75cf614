"""Sessions: browsers that somebody is signed in on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from gridmap.store.bulk import new_uids
from gridmap.store.tables.access import account, session

__all__ = ["add", "by_mark", "by_row", "end", "end_all", "of_account", "roll"]


def by_mark(conn: Connection, mark: str) -> RowMapping | None:
    """Find a session with what its account says of person, sign-in and end."""
    query = select(
        session,
        account.c.person,
        account.c.login,
        account.c.disabled_at,
        account.c.password_hash,
        account.c.oidc_subject,
        account.c.totp_sealed,
    )
    found = query.join(account, account.c.id == session.c.account).where(session.c.mark == mark)
    return conn.execute(found).mappings().one_or_none()


def by_row(conn: Connection, key: int) -> RowMapping | None:
    """Read a session by row id."""
    return conn.execute(select(session).where(session.c.id == key)).mappings().one_or_none()


def of_account(conn: Connection, key: int, now: datetime) -> list[RowMapping]:
    """Read the sessions of an account that have not ended, the last seen first."""
    query = select(session).where(session.c.account == key, session.c.ends_at > now)
    return list(conn.execute(query.order_by(session.c.seen_at.desc())).mappings())


def add(conn: Connection, facts: Mapping[str, Any]) -> int:
    """Begin a session and tell its row; those that have ended are swept out with it."""
    conn.execute(delete(session).where(session.c.ends_at <= facts["made_at"]))
    begun = insert(session).values(uid=new_uids(1)[0], seen_at=facts["made_at"], **facts)
    key: int = conn.execute(begun.returning(session.c.id)).scalar_one()
    return key


def roll(conn: Connection, key: int, seen_at: datetime, ends_at: datetime) -> None:
    """Note that a session was used, and let it last until ``ends_at``."""
    conn.execute(
        update(session).where(session.c.id == key).values(seen_at=seen_at, ends_at=ends_at)
    )


def end(conn: Connection, key: int) -> None:
    """End one session."""
    conn.execute(delete(session).where(session.c.id == key))


def end_all(conn: Connection, account_key: int, *, but: int | None = None) -> None:
    """End all sessions of an account, but one."""
    theirs = delete(session).where(session.c.account == account_key)
    conn.execute(theirs if but is None else theirs.where(session.c.id != but))
