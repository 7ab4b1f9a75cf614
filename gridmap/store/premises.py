"""Premises (实有单位): shops and bodies, and the building each is in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, RowMapping, bindparam, select, update

from gridmap.store.bulk import append, fetch_frame
from gridmap.store.steps import is_open
from gridmap.store.tables.households import premises

__all__ = ["add_premises", "change_premises", "known_premises", "of_building"]


def known_premises(conn: Connection, at: date) -> pd.DataFrame:
    """Read the premises there are on day ``at``, in the columns of the table."""
    return fetch_frame(conn, select(premises).where(is_open(premises, at)).order_by(premises.c.id))


def of_building(conn: Connection, key: int, at: date) -> list[RowMapping]:
    """Read the premises of one building on day ``at``, from the ground up."""
    query = select(premises).where(is_open(premises, at), premises.c.building == key)
    order = (premises.c.floor, premises.c.door, premises.c.id)
    return list(conn.execute(query.order_by(*order)).mappings())


def add_premises(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Enter premises."""
    if rows:
        append(conn, premises, {name: [row[name] for row in rows] for name in rows[0]})


def change_premises(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write new facts of premises; rows name their ``premises`` id and columns alike."""
    if rows:
        columns = [name for name in rows[0] if name != "premises"]
        conn.execute(
            update(premises)
            .where(premises.c.id == bindparam("premises"))
            .values({name: bindparam(name) for name in columns}),
            list(rows),
        )
