"""What ledgers tell of dwellings besides their status: counts of people, never their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd
from sqlalchemy import Connection, RowMapping, bindparam, delete, select

from gridmap.store.bulk import append, fetch_frame
from gridmap.store.steps import holds
from gridmap.store.tables.households import household, residence

__all__ = ["FACTS", "of_household", "put_residences", "residences"]

FACTS: Final = (
    "people",
    "registered",
    "migrant",
    "registration",
    "landlord_phone_sealed",
    "confirmed_on",
)
"""The columns, in their order."""


def residences(conn: Connection, at: date) -> pd.DataFrame:
    """Read what holds of each household on day ``at``: ``household``, ``valid_from``, facts."""
    columns = (residence.c[name] for name in ("household", "valid_from", *FACTS))
    return fetch_frame(
        conn,
        select(*columns)
        .select_from(household)
        .join(residence, holds(residence, household.c.id, at, "household")),
    )


def of_household(conn: Connection, key: int, at: date) -> RowMapping | None:
    """Read what holds of one household on day ``at``, as :func:`residences` has it."""
    columns = (residence.c[name] for name in ("household", "valid_from", *FACTS))
    return (
        conn.execute(
            select(*columns)
            .select_from(household)
            .join(residence, holds(residence, household.c.id, at, "household"))
            .where(household.c.id == key)
        )
        .mappings()
        .first()
    )


def put_residences(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write what holds of a ``household`` from a day (``valid_from``) on, in place of what did."""
    if not rows:
        return
    conn.execute(
        delete(residence).where(
            residence.c.household == bindparam("door"), residence.c.valid_from == bindparam("day")
        ),
        [{"door": row["household"], "day": row["valid_from"]} for row in rows],
    )
    append(conn, residence, {name: [row[name] for row in rows] for name in rows[0]})
