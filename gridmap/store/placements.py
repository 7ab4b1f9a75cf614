"""Where households stand and how they are lived in, from day to day: written and read as steps."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection, Table, bindparam, delete, func, select

from gridmap.store.bulk import append, fetch, fetch_frame
from gridmap.store.steps import holds
from gridmap.store.tables.ground import membership
from gridmap.store.tables.households import household, household_status, placement

__all__ = ["placements", "put_placements", "put_status", "steps"]

_StepTable = tuple[NDArray[np.intp], NDArray[np.int64], NDArray[np.int64]]


def placements(conn: Connection, at: date) -> pd.DataFrame:
    """Read which part each household is placed in on day ``at``, and since when.

    Columns ``household``, ``part``, ``valid_from``.
    """
    return fetch_frame(
        conn,
        select(placement.c.household, placement.c.part, placement.c.valid_from)
        .select_from(household)
        .join(placement, holds(placement, household.c.id, at, "household")),
    )


def put_placements(
    conn: Connection,
    households: NDArray[np.int64],
    parts: NDArray[np.int64],
    *,
    since: list[date],
) -> None:
    """Place households in parts from a day on, each its own."""
    _clear(conn, placement, households, since)
    append(conn, placement, {"household": households, "valid_from": since, "part": parts})


def _clear(conn: Connection, table: Table, households: NDArray[np.int64], days: list[date]) -> None:
    """Make room for what is to hold from those days on."""
    if days:
        conn.execute(
            delete(table).where(
                table.c.household == bindparam("door"), table.c.valid_from == bindparam("day")
            ),
            [{"door": key, "day": day} for key, day in zip(households.tolist(), days, strict=True)],
        )


def put_status(
    conn: Connection,
    households: NDArray[np.int64],
    occupancy: NDArray[np.object_],
    do_not_visit: NDArray[np.bool_],
    *,
    since: list[date],
) -> None:
    """Write how doors are lived in from a day on, each its own."""
    _clear(conn, household_status, households, since)
    append(
        conn,
        household_status,
        {
            "household": households,
            "valid_from": since,
            "occupancy": occupancy,
            "do_not_visit": do_not_visit,
        },
    )


def steps(conn: Connection, households: NDArray[np.int64]) -> tuple[_StepTable, _StepTable]:
    """Read where households have been placed, and which leaf areas answered for their parts.

    Parameters
    ----------
    households
        ``(n,)`` ascending ids; their positions stand for them.

    Returns
    -------
    placement, membership
        Each thing, first day (days since 1970), value: household position to part position, and
        part position to leaf area id. Nothing is -1.
    """
    placed = _read(conn, placement, "household", "part")
    answering = _read(conn, membership, "part", "leaf_area")
    parts = np.unique(answering["part"])
    known = np.isin(placed["household"], households)
    placed = {name: column[known] for name, column in placed.items()}
    in_force = np.isin(placed["part"], parts)
    return (
        (
            np.searchsorted(households, placed["household"]),
            _days(placed["valid_from"]),
            np.where(in_force, np.searchsorted(parts, placed["part"]), -1),
        ),
        (
            np.searchsorted(parts, answering["part"]),
            _days(answering["valid_from"]),
            answering["leaf_area"],
        ),
    )


def _read(conn: Connection, table: Table, thing: str, value: str) -> dict[str, NDArray[Any]]:
    """Read all steps of a table; nothing is -1."""
    said = func.coalesce(table.c[value], -1).label(value)
    return fetch(conn, select(table.c[thing], table.c.valid_from, said))


def _days(dates: NDArray[np.datetime64]) -> NDArray[np.int64]:
    return dates.astype("datetime64[D]").astype(np.int64)
