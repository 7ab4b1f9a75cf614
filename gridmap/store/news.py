"""What has come in since a number of the server sequence."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from gridmap.store.tables.fieldwork import case_event, visit
from gridmap.store.tables.households import household

__all__ = ["buildings_visited_since", "last_record", "numbers_of_records_since"]


def numbers_of_records_since(conn: Connection, since: int) -> int:
    """Count the numbers after ``since`` that visits and steps of cases have taken.

    Any other number stands for a change of another kind.
    """
    return sum(
        conn.scalar(select(func.count()).select_from(table).where(table.c.seq > since)) or 0
        for table in (visit, case_event)
    )


def last_record(conn: Connection, until: int) -> str | None:
    """Name the last visit (uid) up to number ``until`` of the sequence."""
    uid: str | None = conn.scalar(
        select(visit.c.uid).where(visit.c.seq <= until).order_by(visit.c.seq.desc()).limit(1)
    )
    return uid


def buildings_visited_since(conn: Connection, since: int, *, most: int) -> list[int]:
    """Find at most ``most`` buildings whose doors have visits or corrections after ``since``."""
    corrected = visit.alias()
    new = visit.c.seq > since
    doors = select(visit.c.household).where(new)
    doors_before = (
        select(corrected.c.household).join(visit, visit.c.corrects == corrected.c.id).where(new)
    )
    query = (
        select(household.c.building)
        .where(household.c.id.in_(doors.union(doors_before)))
        .distinct()
        .order_by(household.c.building)
        .limit(most)
    )
    return list(conn.scalars(query))
