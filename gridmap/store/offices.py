"""Offices: who holds which, where, from which day to which."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from gridmap.store.steps import in_force
from gridmap.store.tables.people import (
    assignment,
    contact_household,
    department,
    party_unit,
    person,
)

__all__ = [
    "add",
    "areas_of",
    "end",
    "held",
    "last_ends",
    "of_person",
    "overlapping",
]

_PLACES = ("area", "party_unit", "department")


def held(
    conn: Connection,
    at: date,
    *,
    offices: Collection[str] | None = None,
    persons: Collection[int] | None = None,
) -> list[RowMapping]:
    """Read the offices held on day ``at``: all, of those kinds, or of a page of people.

    Columns ``id``, ``person``, ``person_uid``, ``office``, ``area``, ``party_unit``,
    ``party_unit_uid``, ``party_unit_name``, ``department``, ``department_uid``,
    ``department_name``, ``valid_from``, ``valid_to``.
    """
    query = _held().where(in_force(assignment, at))
    if offices is not None:
        query = query.where(assignment.c.office.in_(offices))
    if persons is not None:
        query = query.where(assignment.c.person.in_(persons))
    return list(conn.execute(query.order_by(assignment.c.id)).mappings())


def of_person(conn: Connection, key: int) -> list[RowMapping]:
    """Read all offices that somebody holds, held or will hold, by their first day.

    Columns as in :func:`held`.
    """
    query = _held().where(assignment.c.person == key)
    return list(conn.execute(query.order_by(assignment.c.valid_from, assignment.c.id)).mappings())


def _held() -> Select[Any]:
    return (
        select(
            assignment,
            person.c.uid.label("person_uid"),
            party_unit.c.uid.label("party_unit_uid"),
            party_unit.c.name.label("party_unit_name"),
            department.c.uid.label("department_uid"),
            department.c.name.label("department_name"),
        )
        .select_from(assignment)
        .join(person, person.c.id == assignment.c.person)
        .join(party_unit, party_unit.c.id == assignment.c.party_unit, isouter=True)
        .join(department, department.c.id == assignment.c.department, isouter=True)
    )


def overlapping(
    conn: Connection, seat: Mapping[str, Any], since: date, until: date | None
) -> list[RowMapping]:
    """Read who holds a seat on any day from ``since`` until before ``until``.

    ``seat`` names ``office``, ``area``, ``party_unit`` and ``department``; columns as in
    :func:`held`.
    """
    query = _held().where(
        assignment.c.office == seat["office"],
        *(assignment.c[place].is_not_distinct_from(seat[place]) for place in _PLACES),
        or_(assignment.c.valid_to.is_(None), assignment.c.valid_to > since),
    )
    if until is not None:
        query = query.where(assignment.c.valid_from < until)
    return list(conn.execute(query.order_by(assignment.c.valid_from)).mappings())


def add(
    conn: Connection, key: int, seat: Mapping[str, Any], since: date, until: date | None
) -> int:
    """Give person ``key`` an office; tell its row.

    Raises
    ------
    sqlalchemy.exc.IntegrityError
        If it is an open one that leads an area which has such a lead.
    """
    row: int = conn.execute(
        insert(assignment)
        .values(
            person=key,
            office=seat["office"],
            **{place: seat[place] for place in _PLACES},
            valid_from=since,
            valid_to=until,
        )
        .returning(assignment.c.id)
    ).scalar_one()
    return row


def end(conn: Connection, key: int, on: date) -> None:
    """End an office on day ``on``; one that would not have held for a day never was.

    The households that a 党员中心户 stays in touch with end with it.
    """
    theirs = contact_household.c.assignment == key
    conn.execute(delete(contact_household).where(theirs, contact_household.c.valid_from >= on))
    conn.execute(
        update(contact_household)
        .where(
            theirs,
            or_(contact_household.c.valid_to.is_(None), contact_household.c.valid_to > on),
        )
        .values(valid_to=on)
    )
    mine = assignment.c.id == key
    conn.execute(delete(assignment).where(mine, assignment.c.valid_from >= on))
    conn.execute(update(assignment).where(mine).values(valid_to=on))


def last_ends(conn: Connection, at: date) -> dict[tuple[str, int], date]:
    """Read when offices by area were last held before day ``at``, by office and area."""
    rows = conn.execute(
        select(assignment.c.office, assignment.c.area, func.max(assignment.c.valid_to))
        .where(assignment.c.valid_to <= at, assignment.c.area.is_not(None))
        .group_by(assignment.c.office, assignment.c.area)
    )
    return {(office, area): day for office, area, day in rows}


def areas_of(conn: Connection, key: int, at: date) -> set[int | None]:
    """Tell the areas that somebody's offices of day ``at`` are held in.

    Of somebody without an office on that day, those of all other days. An office without an area
    counts as ``None``; whoever never had an office has none of either.
    """
    rows = of_person(conn, key)
    now = {
        row["area"]
        for row in rows
        if row["valid_from"] <= at and (row["valid_to"] is None or row["valid_to"] > at)
    }
    return now or {row["area"] for row in rows}
