"""Live counts of leaf areas, kept beside the facts they follow from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, func, select, update

from gridmap.fieldwork.coverage import TALLY
from gridmap.store.bulk import append, fetch
from gridmap.store.tables.fieldwork import tally

__all__ = ["NOBODY", "add_to_tally", "keep_tallies", "tallies"]


NOBODY = -1
"""In place of a leaf area's id: the orphans, for whom no area answers."""


def tallies(conn: Connection, campaign: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Read the tallies of a campaign: leaf area ids ``(k,)`` and counts ``(k, len(TALLY))``."""
    leaf = func.coalesce(tally.c.leaf_area, NOBODY).label("leaf_area")
    counts = [tally.c[name] for name in TALLY]
    columns = fetch(conn, select(leaf, *counts).where(tally.c.campaign == campaign).order_by(leaf))
    return columns["leaf_area"], np.column_stack([columns[name] for name in TALLY])


def keep_tallies(
    conn: Connection, campaign: int, leaves: NDArray[np.int64], counts: NDArray[np.int64]
) -> None:
    """Replace all tallies of a campaign."""
    conn.execute(delete(tally).where(tally.c.campaign == campaign))
    append(
        conn,
        tally,
        {
            "campaign": campaign,
            "leaf_area": [None if leaf == NOBODY else leaf for leaf in leaves.tolist()],
            **{name: counts[:, column] for column, name in enumerate(TALLY)},
        },
    )


def add_to_tally(
    conn: Connection, campaign: int, leaf_area: int, change: NDArray[np.int64]
) -> None:
    """Change the tally of a leaf area by ``change``, shape ``(len(TALLY),)``.

    Households of an area that is no leaf any more, or of none, are orphans.
    """
    if not change.any():
        return
    sums = {
        name: tally.c[name] + count
        for name, count in zip(TALLY, change.tolist(), strict=True)
        if count
    }
    row = update(tally).where(tally.c.campaign == campaign).values(sums)
    if not conn.execute(row.where(tally.c.leaf_area == leaf_area)).rowcount:
        conn.execute(row.where(tally.c.leaf_area.is_(None)))
