"""What hangs on nothing: rows of ledgers that wait for a building; buildings, to lead there."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
from sqlalchemy import Connection, RowMapping, select

from gridmap.store.bulk import fetch_frame
from gridmap.store.tables.ground import building
from gridmap.store.tables.households import ledger, ledger_row

__all__ = ["waiting_rows", "ways_to"]


def waiting_rows(conn: Connection) -> list[RowMapping]:
    """Read the rows of ledgers that nobody has placed.

    Columns ``uid``, ``name`` (the ledger's), ``sheet``, ``line``, ``area``; what a row says stays
    sealed.
    """
    return list(
        conn.execute(
            select(
                ledger_row.c.uid,
                ledger.c.name,
                ledger_row.c.sheet,
                ledger_row.c.line,
                ledger_row.c.area,
            )
            .join(ledger, ledger.c.id == ledger_row.c.ledger)
            .where(ledger_row.c.state == "open")
            .order_by(ledger_row.c.id)
        ).mappings()
    )


def ways_to(conn: Connection, buildings: Collection[int]) -> pd.DataFrame:
    """Read ``uid``, ``source_ref``, ``name``, ``address`` and ``geom`` of buildings, by row id."""
    listed = sorted(buildings)
    query = select(
        building.c.id,
        building.c.uid,
        building.c.source_ref,
        building.c.name,
        building.c.address,
        building.c.geom,
    )
    pages = [
        fetch_frame(conn, query.where(building.c.id.in_(listed[start : start + 5_000])))
        for start in range(0, max(len(listed), 1), 5_000)
    ]
    return pd.concat(pages).set_index("id").sort_index()
