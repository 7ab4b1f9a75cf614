"""Accounts: who can sign in, and with what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from gridmap.store.bulk import new_uids
from gridmap.store.tables.access import account
from gridmap.store.tables.people import person

__all__ = ["add", "any_there", "by_login", "by_person", "by_row", "by_subject", "change", "listed"]


def any_there(conn: Connection) -> bool:
    """Tell whether anybody has an account, so that everybody has to sign in."""
    return conn.scalar(select(account.c.id).limit(1)) is not None


def by_row(conn: Connection, key: int) -> RowMapping:
    """Read an account by row id."""
    return conn.execute(select(account).where(account.c.id == key)).mappings().one()


def by_login(conn: Connection, login: str) -> RowMapping | None:
    """Find an account by the name it signs in with."""
    return conn.execute(select(account).where(account.c.login == login)).mappings().one_or_none()


def by_subject(conn: Connection, subject: str) -> RowMapping | None:
    """Find an account by whom the office's sign-in provider vouches for."""
    query = select(account).where(account.c.oidc_subject == subject)
    return conn.execute(query).mappings().one_or_none()


def by_person(conn: Connection, key: int) -> RowMapping | None:
    """Find the account of a person (row id)."""
    return conn.execute(select(account).where(account.c.person == key)).mappings().one_or_none()


def listed(conn: Connection) -> list[RowMapping]:
    """Read all accounts in the order they were made, each with its person's ``name_sealed``."""
    query = select(account, person.c.name_sealed).join(person, person.c.id == account.c.person)
    return list(conn.execute(query.order_by(account.c.id)).mappings())


def add(conn: Connection, facts: Mapping[str, Any]) -> RowMapping:
    """Make an account.

    Raises
    ------
    sqlalchemy.exc.IntegrityError
        If the person has one, or the login is taken.
    """
    made = insert(account).values(uid=new_uids(1)[0], failures=0, **facts).returning(account)
    return conn.execute(made).mappings().one()


def change(conn: Connection, key: int, facts: Mapping[str, Any]) -> None:
    """Write new facts of an account; raises as :func:`add` does."""
    conn.execute(update(account).where(account.c.id == key).values(**facts))
