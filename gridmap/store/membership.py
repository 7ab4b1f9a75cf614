"""Which leaf area answers for each part of a building, from which day on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    and_,
    bindparam,
    delete,
    insert,
    literal,
    select,
    update,
)

from gridmap.store.among import among
from gridmap.store.bulk import append, fetch_frame
from gridmap.store.steps import BEGINNING, holds, is_open
from gridmap.store.tables.ground import membership, part

__all__ = ["add", "members", "move", "parts_of", "refine", "select_members", "steps"]


def members(conn: Connection, at: date, buildings: list[int] | None = None) -> pd.DataFrame:
    """Read the parts that exist on day ``at`` with the leaf area that answers for each.

    Of all buildings or of those named. Columns ``part``, ``building``, ``leaf_area``
    (missing for orphans), ``source``, ``valid_from``.
    """
    query = select_members(at)
    if buildings is not None:
        query = query.where(among(conn, part.c.building, buildings))
    return fetch_frame(conn, query)


def select_members(at: date) -> Select[Any]:
    """Ask for what :func:`members` reads."""
    return (
        select(
            part.c.id.label("part"),
            part.c.building,
            membership.c.leaf_area,
            membership.c.source,
            membership.c.valid_from,
        )
        .select_from(part)
        .join(membership, holds(membership, part.c.id, at, "part"), isouter=True)
        .where(is_open(part, at))
        .order_by(part.c.id)
    )


def add(
    conn: Connection,
    parts: NDArray[np.int64],
    leaf_areas: NDArray[np.int64] | list[int | None],
    *,
    source: str,
    since: date = BEGINNING,
    plan: int | None = None,
) -> None:
    """Enter which leaf area answers for each part from day ``since`` on, by a ``plan`` or not."""
    append(
        conn,
        membership,
        {
            "part": parts,
            "valid_from": since,
            "leaf_area": leaf_areas,
            "source": source,
            "plan": plan,
        },
    )


def move(
    conn: Connection,
    moves: Mapping[int, int | None],
    *,
    source: str,
    since: date,
    plan: int | None = None,
) -> None:
    """Hand parts (keys) to leaf areas (values) from day ``since`` on."""
    if not moves:
        return
    keys = list(moves)
    conn.execute(
        delete(membership).where(
            and_(membership.c.part == bindparam("moved"), membership.c.valid_from == since)
        ),
        [{"moved": key} for key in keys],
    )
    leaves = [moves[key] for key in keys]
    add(conn, np.asarray(keys), leaves, source=source, since=since, plan=plan)


def steps(conn: Connection) -> pd.DataFrame:
    """Read every step of the membership of parts, past, present and planned, by part and day.

    Columns ``id``, ``part``, ``building``, ``valid_from``, ``leaf_area`` (missing for orphans).
    """
    return fetch_frame(
        conn,
        select(
            membership.c.id,
            membership.c.part,
            part.c.building,
            membership.c.valid_from,
            membership.c.leaf_area,
        )
        .join(part, part.c.id == membership.c.part)
        .order_by(membership.c.part, membership.c.valid_from),
    )


def refine(
    conn: Connection, better: Mapping[int, int], later: Iterable[tuple[int, int, date]]
) -> None:
    """Let areas below a member's area answer for it; who placed it there stays.

    Parameters
    ----------
    better
        Leaf area (value) of membership rows (keys), for as long as each holds.
    later
        Membership row, leaf area, and the day within that row's time from which the area answers.
    """
    if better:
        conn.execute(
            update(membership)
            .where(membership.c.id == bindparam("step"))
            .values(leaf_area=bindparam("area")),
            [{"step": step, "area": area} for step, area in better.items()],
        )
    for step, area, since in later:
        step_row = select(
            membership.c.part,
            literal(since),
            literal(area),
            membership.c.source,
            membership.c.plan,
        ).where(membership.c.id == step)
        columns = ["part", "valid_from", "leaf_area", "source", "plan"]
        conn.execute(insert(membership).from_select(columns, step_row))


def parts_of(conn: Connection, key: int, at: date) -> list[RowMapping]:
    """Read the parts of one building, by unit and floor, with the leaf area of each."""
    return list(
        conn.execute(
            select_members(at)
            .add_columns(part.c.unit, part.c.floor_lo, part.c.floor_hi)
            .where(part.c.building == key)
            .order_by(None)
            .order_by(part.c.unit, part.c.floor_lo)
        ).mappings()
    )
