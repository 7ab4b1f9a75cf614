"""Parts of towers: what a split opens and closes, and how it is taken back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, select, update

from gridmap.store.bulk import append
from gridmap.store.steps import is_open
from gridmap.store.tables.ground import membership, part
from gridmap.store.tables.households import placement
from gridmap.territory.parts import Span

__all__ = [
    "children_of",
    "close_part",
    "handed_today",
    "join_again",
    "open_parts",
    "take_back_hand",
]


def open_parts(
    conn: Connection, building: int, parent: int, spans: Sequence[Span], on: date
) -> list[int]:
    """Open parts of a building that a part falls into on day ``on``; their ids in order."""
    keys = append(
        conn,
        part,
        {
            "building": [building] * len(spans),
            "unit": [span.unit for span in spans],
            "floor_lo": [span.low for span in spans],
            "floor_hi": [span.high for span in spans],
            "opened_on": on,
            "split_from": [parent] * len(spans),
        },
    )
    return [int(key) for key in keys]


def close_part(conn: Connection, key: int, on: date) -> None:
    """End the life of a part on day ``on``; where its doors were until then stays."""
    conn.execute(update(part).where(part.c.id == key).values(closed_on=on))


def handed_today(conn: Connection, building: int, today: date) -> RowMapping | None:
    """Find the step by which a part of a building was last handed on by hand, if it was today.

    Columns ``id`` (of the step), ``part``, ``opened_on`` and ``split_from`` (of the part).
    """
    query = (
        select(membership.c.id, membership.c.part, part.c.opened_on, part.c.split_from)
        .join(part, part.c.id == membership.c.part)
        .where(
            part.c.building == building,
            is_open(part, today),
            membership.c.valid_from == today,
            membership.c.source == "hand",
        )
        .order_by(membership.c.id.desc())
        .limit(1)
    )
    return conn.execute(query).mappings().one_or_none()


def children_of(conn: Connection, parent: int) -> list[RowMapping]:
    """Read the parts that a part fell into: ``id``, ``opened_on``, ``closed_on``, ``steps``.

    ``steps`` is the number of steps of its membership.
    """
    rows: list[Any] = [
        dict(row)
        for row in conn.execute(
            select(part.c.id, part.c.opened_on, part.c.closed_on).where(part.c.split_from == parent)
        ).mappings()
    ]
    held = list(
        conn.scalars(
            select(membership.c.part).where(membership.c.part.in_([row["id"] for row in rows]))
        )
    )
    for row in rows:
        row["steps"] = held.count(row["id"])
    return rows


def take_back_hand(conn: Connection, step: int) -> None:
    """Forget a step of membership: what held before it holds again."""
    conn.execute(delete(membership).where(membership.c.id == step))


def join_again(conn: Connection, parent: int, children: Collection[int], today: date) -> None:
    """Let a part be one again that was split today, as if it had never been."""
    here = placement.c.part.in_(children)
    homes = select(placement.c.household).where(here)
    stood = select(placement.c.household).where(
        placement.c.part == parent, placement.c.household.in_(homes)
    )
    conn.execute(
        delete(placement).where(
            here, placement.c.valid_from == today, placement.c.household.in_(stood)
        )
    )
    conn.execute(update(placement).where(here).values(part=parent))
    conn.execute(delete(membership).where(membership.c.part.in_(children)))
    conn.execute(delete(part).where(part.c.id.in_(children)))
    conn.execute(update(part).where(part.c.id == parent).values(closed_on=None))
