"""Key groups: which households are in which, and since when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, bindparam, delete, select

from gridmap.store.among import among
from gridmap.store.bulk import append, fetch_frame
from gridmap.store.steps import holds
from gridmap.store.tables.households import household, key_group

__all__ = ["end_members", "members", "names", "put_members", "steps"]


def members(
    conn: Connection, at: date, households: Collection[int] | None = None
) -> set[tuple[int, str]]:
    """Read which households (row ids; all, or a page of them) are in which groups on ``at``."""
    known = steps(conn, at, households)
    active = known[known["active"]]
    return set(zip(active["household"].tolist(), active["name"], strict=True))


def steps(conn: Connection, at: date, households: Collection[int] | None = None) -> pd.DataFrame:
    """Read which households are, or were, in which key groups as of day ``at``.

    Of all households or of those named. Columns ``household``, ``name``, ``valid_from``,
    ``active``.
    """
    query = (
        select(key_group.c.household, key_group.c.name, key_group.c.valid_from, key_group.c.active)
        .select_from(household)
        .join(key_group, holds(key_group, household.c.id, at, "household", "name"))
    )
    if households is not None:
        query = query.where(among(conn, household.c.id, households))
    return fetch_frame(conn, query)


def names(conn: Connection) -> list[str]:
    """Name the key groups that any household is or was in."""
    return list(conn.scalars(select(key_group.c.name).distinct().order_by(key_group.c.name)))


def put_members(conn: Connection, rows: list[dict[str, Any]], *, confirmed_on: date) -> None:
    """Say that a ``door`` is in a ``group`` since a ``day``, and that it was confirmed."""
    _put(conn, rows, active=True, confirmed_on=confirmed_on)


def end_members(conn: Connection, rows: list[dict[str, Any]]) -> None:
    """Say that a ``door`` is in a ``group`` no more from a ``day`` on."""
    _put(conn, rows, active=False, confirmed_on=None)


def _put(
    conn: Connection, rows: list[dict[str, Any]], *, active: bool, confirmed_on: date | None
) -> None:
    if rows:
        conn.execute(
            delete(key_group).where(
                key_group.c.household == bindparam("door"),
                key_group.c.name == bindparam("group"),
                key_group.c.valid_from == bindparam("day"),
            ),
            rows,
        )
        append(
            conn,
            key_group,
            {
                "household": [row["door"] for row in rows],
                "name": [row["group"] for row in rows],
                "valid_from": [row["day"] for row in rows],
                "active": active,
                "confirmed_on": confirmed_on,
            },
        )
