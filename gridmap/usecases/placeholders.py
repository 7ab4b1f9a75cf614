"""Placeholder households: an estimate standing in until the ledger names the doors."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection

from gridmap.store import households as household_store

__all__ = ["settle_placeholders"]


def settle_placeholders(
    conn: Connection,
    buildings: NDArray[np.int64],
    estimates: NDArray[np.int64],
    *,
    known: NDArray[np.bool_],
    today: date,
) -> int:
    """Bring the placeholder households of buildings to the number estimated.

    A building whose doors are known from a ledger is left alone. Missing placeholders are added,
    surplus ones are closed from ``today``, those nobody has visited first.

    Parameters
    ----------
    buildings, estimates
        ``(n,)`` building ids and how many households each is estimated to have.
    known
        ``(n,)`` whether a building was known before: then what is added to it is there from today,
        and no figure of the past changes. The households of a new one have been there always.

    Returns
    -------
    int
        Number of placeholders added.
    """
    doors = household_store.doors(conn, today)
    parts = household_store.parts(conn, today)
    target = pd.Series(estimates, index=buildings)
    real = doors.loc[~doors["estimated"], "building"].unique()
    target = target[~target.index.isin(real)]
    standing = doors[doors["building"].isin(target.index)]
    have = standing.groupby("building").size().reindex(target.index, fill_value=0)

    missing = (target - have).clip(lower=0)
    first_part = parts.sort_values("id").drop_duplicates("building").set_index("building")["id"]
    homes = np.repeat(missing.index.to_numpy(np.int64), missing.to_numpy())
    more = missing.to_numpy()
    nth = np.arange(len(homes)) - np.repeat(np.cumsum(more) - more, more)
    highest = (
        pd.to_numeric(standing["door"], errors="coerce")
        .groupby(standing["building"])
        .max()
        .reindex(target.index)
        .fillna(0)
        .astype(np.int64)
    )
    numbers = np.repeat(highest.to_numpy(), more) + nth + 1
    since = pd.Series([today if one else None for one in known], index=buildings, dtype=object)
    household_store.add_households(
        conn,
        homes,
        first_part.reindex(homes).to_numpy(np.int64),
        door=numbers.astype(str).astype(object),
        estimated=True,
        opened_on=list(since.reindex(homes)),
    )

    surplus = have[have > target]
    if len(surplus):
        visited = household_store.visited(conn)
        crowded = standing[standing["building"].isin(surplus.index)].assign(
            visited=lambda doors: doors["household"].isin(visited)
        )
        crowded = crowded.sort_values(
            ["building", "visited", "household"], ascending=[True, False, True]
        )
        rank = crowded.groupby("building").cumcount()
        gone = crowded.loc[rank >= crowded["building"].map(target), "household"]
        household_store.close_households(conn, [int(key) for key in gone], today)
    return len(homes)
