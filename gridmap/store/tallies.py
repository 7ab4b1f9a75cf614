"""Live counts of leaf areas, kept beside the facts they follow from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, select, update

from gridmap.fieldwork.coverage import TALLY
from gridmap.store.bulk import append, fetch
from gridmap.store.tables.fieldwork import tally

__all__ = ["add_to_tally", "keep_tallies", "tallies"]


def tallies(conn: Connection, campaign: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Read the tallies of a campaign: leaf area ids ``(k,)`` and counts ``(k, len(TALLY))``."""
    columns = fetch(
        conn,
        select(tally).where(tally.c.campaign == campaign).order_by(tally.c.leaf_area),
    )
    counts = np.column_stack([columns[name].astype(np.int64) for name in TALLY])
    return columns["leaf_area"].astype(np.int64), counts


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
            "leaf_area": leaves,
            **{name: counts[:, column] for column, name in enumerate(TALLY)},
        },
    )


def add_to_tally(
    conn: Connection, campaign: int, leaf_area: int, change: NDArray[np.int64]
) -> None:
    """Change one leaf's tally by ``change``, shape ``(len(TALLY),)``."""
    if not change.any():
        return
    added = {name: int(count) for name, count in zip(TALLY, change, strict=True)}
    conn.execute(
        update(tally)
        .where(tally.c.campaign == campaign, tally.c.leaf_area == leaf_area)
        .values({name: tally.c[name] + count for name, count in added.items() if count})
    )
