"""What drawing areas by hand asks of the tables, and takes back from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, delete, func, select, update

from gridmap.store.bulk import fetch
from gridmap.store.sheets import drop_sheets
from gridmap.store.steps import holds, is_open
from gridmap.store.tables.access import look, resident_request
from gridmap.store.tables.fieldwork import case_file, tally
from gridmap.store.tables.ground import area, area_version, building, membership, part
from gridmap.store.tables.households import ledger_row
from gridmap.store.tables.people import (
    alias,
    assignment,
    level_title,
    partner_body,
    party_level,
    party_unit,
    team,
)

__all__ = [
    "codes",
    "count_buildings",
    "derived",
    "first_day",
    "hand_back",
    "has_offices",
    "members_of",
    "note_split",
    "outline_before",
    "remove_area",
    "split_from",
    "step_back",
]

# What an area's version says beside where the area lies.
_BESIDE_OUTLINE: Final = ("code", "name", "kind", "parent", "closed")


def codes(conn: Connection) -> set[str]:
    """Read every code that an area has, or ever had."""
    return set(conn.scalars(select(area_version.c.code).distinct()))


def derived(conn: Connection, at: date) -> set[int]:
    """Find the areas whose outline follows from those of the areas below."""
    return set(
        conn.scalars(
            select(area_version.c.area).where(
                holds(area_version, area_version.c.area, at, "area"),
                area_version.c.outline_source == "children",
                area_version.c.closed.is_(False),
            )
        )
    )


def first_day(conn: Connection, key: int) -> date | None:
    """Tell since when an area stands."""
    day: date | None = conn.scalar(
        select(func.min(area_version.c.valid_from)).where(area_version.c.area == key)
    )
    return day


def note_split(conn: Connection, key: int, origin: int) -> None:
    """Remember the area that another was split from."""
    conn.execute(update(area).where(area.c.id == key).values(split_from=origin))


def split_from(conn: Connection, key: int) -> int | None:
    """Tell the area that another was split from."""
    origin: int | None = conn.scalar(select(area.c.split_from).where(area.c.id == key))
    return origin


def outline_before(conn: Connection, key: int, day: date) -> BaseGeometry | None:
    """Read the outline that an area last had before ``day``."""
    outline: BaseGeometry | None = conn.scalar(
        select(area_version.c.outline)
        .where(area_version.c.area == key, area_version.c.valid_from < day)
        .order_by(area_version.c.valid_from.desc())
        .limit(1)
    )
    return outline


def step_back(conn: Connection, key: int, day: date) -> bool:
    """Forget that an area was drawn on ``day``, if nothing else of it became different then."""
    steps = (
        conn.execute(
            select(area_version)
            .where(area_version.c.area == key, area_version.c.valid_from <= day)
            .order_by(area_version.c.valid_from.desc())
            .limit(2)
        )
        .mappings()
        .all()
    )
    if len(steps) < 2 or steps[0]["valid_from"] != day:
        return False
    if any(steps[0][name] != steps[1][name] for name in _BESIDE_OUTLINE):
        return False
    conn.execute(delete(area_version).where(area_version.c.id == steps[0]["id"]))
    return True


def members_of(conn: Connection, at: date, key: int) -> dict[str, NDArray[Any]]:
    """Read the parts that an area answers for: ``part`` and the ``geom`` of its building."""
    return fetch(
        conn,
        select(part.c.id.label("part"), building.c.geom)
        .select_from(part)
        .join(building, building.c.id == part.c.building)
        .join(membership, holds(membership, part.c.id, at, "part"))
        .where(is_open(part, at), membership.c.leaf_area == key)
        .order_by(part.c.id),
    )


def count_buildings(conn: Connection, at: date, areas: Sequence[int]) -> int:
    """Count the buildings that have a part for which one of ``areas`` answers."""
    # A building shared between two of them is one.
    seen: set[int] = set()
    for start in range(0, len(areas), 500):
        seen.update(
            conn.scalars(
                select(part.c.building)
                .select_from(part)
                .join(membership, holds(membership, part.c.id, at, "part"))
                .where(is_open(part, at), membership.c.leaf_area.in_(areas[start : start + 500]))
            )
        )
    return len(seen)


def has_offices(conn: Connection, key: int) -> bool:
    """Tell whether somebody, or some body, belongs to an area."""
    return any(
        conn.execute(select(table.c.id).where(column == key).limit(1)).first()
        for table, column in (
            (assignment, assignment.c.area),
            (partner_body, partner_body.c.community),
            (party_unit, party_unit.c.community),
            (party_unit, party_unit.c.area),
            (party_level, party_level.c.community),
            (level_title, level_title.c.community),
            (alias, alias.c.area),
            (team, team.c.area),
        )
    )


def hand_back(conn: Connection, key: int, origin: int | None, today: date) -> None:
    """Give the members that an area of ``today`` has back to the one it was split from.

    Where it was not, or they were that one's before, they are whose they were before today.
    """
    mine = membership.c.leaf_area == key
    if origin is not None:
        earlier = membership.alias()
        last = (
            select(earlier.c.leaf_area)
            .where(earlier.c.part == membership.c.part, earlier.c.valid_from < today)
            .order_by(earlier.c.valid_from.desc())
            .limit(1)
            .scalar_subquery()
        )
        conn.execute(delete(membership).where(mine, last == origin))
        conn.execute(update(membership).where(mine).values(leaf_area=origin, source="polygon"))
    conn.execute(delete(membership).where(mine))


def remove_area(conn: Connection, key: int, *, origin: int | None, heir: int | None) -> None:
    """Remove an area of one day as if it had never been.

    What was split from it counts as split from its ``origin``; cases reported in it, requests, and
    rows of ledgers that wait are the ``heir``'s. One of which something was written down for good,
    as that its sheets were printed, ends instead: those sheets may come back.
    """
    for table in (case_file, resident_request, ledger_row):
        conn.execute(update(table).where(table.c.area == key).values(area=heir))
    conn.execute(update(area).where(area.c.split_from == key).values(split_from=origin))
    conn.execute(delete(tally).where(tally.c.leaf_area == key))
    mine = area_version.c.area == key
    if conn.scalar(select(look.c.id).where(look.c.area == key).limit(1)) is not None:
        conn.execute(update(area_version).where(mine).values(closed=True))
        return
    drop_sheets(conn, key)
    conn.execute(delete(area_version).where(mine))
    conn.execute(delete(area).where(area.c.id == key))
