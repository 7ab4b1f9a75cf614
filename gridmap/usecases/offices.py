"""Offices: given, ended, handed over; who holds which on a day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping
from sqlalchemy.exc import IntegrityError

from gridmap.errors import Conflict, InputError, NotFound, NotPermitted
from gridmap.store import areas as area_store
from gridmap.store import departments as department_store
from gridmap.store import links as link_store
from gridmap.store import offices as office_store
from gridmap.store import party as party_store
from gridmap.store import people as person_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.offices import FOR_ALL, GRANTED, LEADS, SEATS
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data
from gridmap.usecases.gazetteer import named
from gridmap.usecases.workspace import Workspace

__all__ = [
    "OfficeView",
    "Seat",
    "assign_office",
    "demand_over",
    "demand_seat",
    "end_office",
    "found_person",
    "hand_over",
    "offices",
    "placed",
    "take_seat",
    "view_of",
]


@dataclass(frozen=True, slots=True)
class Seat:
    """An office somewhere.

    Attributes
    ----------
    area
        Code; ``None`` for officers of a department, and for offices of the whole workspace.
    party_unit, department
        Their uids; a 党员中心户 may belong to a party unit.
    """

    office: Office
    area: str | None = None
    party_unit: str | None = None
    department: str | None = None


@dataclass(frozen=True, slots=True)
class OfficeView:
    """An office as it is shown.

    Attributes
    ----------
    person
        uid of whoever holds it.
    area, area_name, level
        Where, by code; ``None`` where it has no area.
    party_unit, department
        ``(uid, name)``.
    since, until
        First day, and first day no more; ``until`` is ``None`` while no end is known.
    """

    person: str
    office: Office
    area: str | None
    area_name: str | None
    level: Level | None
    party_unit: tuple[str, str | None] | None
    department: tuple[str, str] | None
    since: date
    until: date | None


def offices(
    workspace: Workspace,
    *,
    within: str | None = None,
    office: Collection[Office] | None = None,
    day: date | None = None,
) -> list[OfficeView]:
    """List the offices in force on a day, by area and office.

    Parameters
    ----------
    within
        Code of the area to stay within.
    office
        Only these.
    day
        Local day; today by default.

    Raises
    ------
    NotFound
        If ``within`` is unknown.
    NotPermitted
        If the one who asks may not see who serves there.
    """
    at = day or workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
        top = None if within is None else named(tree, within)
        reach = workspace.actor.demand(tree, Act.SEE, Data.PEOPLE, *([top] if top else []))
        inside = None if top is None else {area.id for area in tree.subtree(top)}
        rows = [
            row
            for row in office_store.held(conn, at, offices=office)
            if (row["area"] in reach or reach.everywhere)
            and (inside is None or row["area"] in inside)
        ]
    views = [view_of(tree, row) for row in rows]
    return sorted(views, key=lambda view: (view.area or "", view.office, view.person))


def assign_office(
    workspace: Workspace,
    person: str,
    seat: Seat,
    *,
    since: date | None = None,
    until: date | None = None,
    dry_run: bool = False,
) -> OfficeView:
    """Give somebody an office, from today or another day.

    Parameters
    ----------
    person
        Their uid.
    since, until
        First day, and first day no more; open by default.

    Raises
    ------
    NotFound
        If person, area, party unit or department is unknown.
    InputError
        ``office-place`` if the office is not held there, ``office-dates``.
    Conflict
        ``office-taken`` if the area has such a lead, ``office-held`` if they hold it already.
    NotPermitted
        If it is not theirs to give, or their own.
    """
    start = since or workspace.today()
    with workspace.writing(dry_run=dry_run) as conn:
        tree = area_store.tree(conn, workspace.today())
        known = found_person(conn, person)
        demand_seat(workspace, tree, seat, known["id"])
        place = placed(conn, tree, seat)
        take_seat(conn, tree, known["id"], place, start, until)
        [row] = [
            row
            for row in office_store.overlapping(conn, place, start, until)
            if row["person"] == known["id"]
        ]
        return view_of(tree, row)


def end_office(workspace: Workspace, person: str, seat: Seat, *, on: date | None = None) -> None:
    """End somebody's office: ``on`` (today by default) is the first day they hold it no more.

    One that had not begun by then is taken back as if it had never been given.

    Raises
    ------
    NotFound
        ``office-unknown`` if they do not hold it then or later.
    NotPermitted
        As :func:`assign_office`.
    """
    day = on or workspace.today()
    with workspace.writing() as conn:
        tree = area_store.tree(conn, workspace.today())
        known = found_person(conn, person)
        demand_seat(workspace, tree, seat, known["id"])
        place = placed(conn, tree, seat)
        office_store.end(conn, _held_by(conn, known["id"], place, day, seat), day)


def hand_over(
    workspace: Workspace,
    seat: Seat,
    to: str,
    *,
    giver: str | None = None,
    on: date | None = None,
) -> OfficeView:
    """Hand an office over on a day; it is the first of whoever takes it.

    The cadre who stays in touch with a leader stays in touch with the one who follows.

    Parameters
    ----------
    to, giver
        uids of people; a lead's office has one holder, who need not be named.

    Raises
    ------
    NotFound
        As :func:`assign_office`; ``office-unknown`` if nobody, or not the one named, holds it.
    InputError
        ``office-giver`` if several hold such an office there and none is named.
    Conflict
        ``office-held`` if it would be handed to whoever holds it.
    NotPermitted
        As :func:`assign_office`.
    """
    day = on or workspace.today()
    with workspace.writing() as conn:
        tree = area_store.tree(conn, workspace.today())
        taker = found_person(conn, to)
        place = placed(conn, tree, seat)
        leaving = (
            _holder(conn, place, day, seat) if giver is None else found_person(conn, giver)["id"]
        )
        for key in (leaving, taker["id"]):
            demand_seat(workspace, tree, seat, key)
        if leaving == taker["id"]:
            raise Conflict("office-held", **_said(seat))
        office_store.end(conn, _held_by(conn, leaving, place, day, seat), day)
        take_seat(conn, tree, taker["id"], place, day, None)
        if seat.office is Office.PATCH_LEADER:
            link_store.follow(conn, leaving, taker["id"], day)
        [row] = [
            row
            for row in office_store.overlapping(conn, place, day, None)
            if row["person"] == taker["id"]
        ]
        return view_of(tree, row)


def take_seat(
    conn: Connection,
    tree: AreaTree,
    person: int,
    place: Mapping[str, Any],
    since: date,
    until: date | None,
) -> None:
    """Write that a person (row id) holds an office at a ``place`` as :func:`placed` gives it.

    Raises
    ------
    InputError, Conflict
        As :func:`assign_office`.
    """
    if until is not None and until <= since:
        raise InputError("office-dates", since=since, until=until)
    facts = _facts(tree, place)
    there = office_store.overlapping(conn, place, since, until)
    if any(row["person"] == person for row in there):
        raise Conflict("office-held", **facts)
    # An open lead is refused by the index; one whose end is known is not in it.
    if place["office"] in LEADS and there:
        raise Conflict("office-taken", **facts)
    try:
        with conn.begin_nested():
            office_store.add(conn, person, place, since, until)
    except IntegrityError as taken:
        raise Conflict("office-taken", **facts) from taken


def placed(conn: Connection, tree: AreaTree, seat: Seat) -> dict[str, Any]:
    """Find the rows that a seat names.

    Raises
    ------
    NotFound
        If one of them is unknown.
    InputError
        ``office-place`` if the office is not held there.
    """
    area = None if seat.area is None else named(tree, seat.area)
    fits = (
        area.level in SEATS[seat.office]
        if area is not None
        else seat.office in FOR_ALL or not SEATS[seat.office]
    )
    needs_department = seat.office is Office.DEPARTMENT_OFFICER
    if not fits or needs_department is (seat.department is None):
        raise InputError("office-place", **_said(seat))
    unit = None
    if seat.party_unit is not None:
        unit = party_store.by_uid(conn, seat.party_unit)
        if unit is None:
            raise NotFound("party-unit-unknown", unit=seat.party_unit)
        community = None if area is None else tree.standing_for(area, Level.COMMUNITY)
        if community is None or community.id != unit["community"]:
            raise InputError("office-place", **_said(seat))
    department = None
    if seat.department is not None:
        department = department_store.by_uid(conn, seat.department)
        if department is None:
            raise NotFound("department-unknown", department=seat.department)
    return {
        "office": seat.office.value,
        "area": None if area is None else area.id,
        "party_unit": None if unit is None else unit["id"],
        "department": None if department is None else department["id"],
    }


def demand_seat(workspace: Workspace, tree: AreaTree, seat: Seat, person: int) -> None:
    """Insist that whoever acts may give, and take, this office.

    Raises
    ------
    NotPermitted
        If the area is not theirs, the office is the accounts' to give, or it is about themselves.
    """
    actor = workspace.actor
    data = Data.ACCOUNTS if seat.office in GRANTED else Data.PEOPLE
    area = None if seat.area is None else named(tree, seat.area)
    actor.demand(tree, Act.CHANGE, data, area)
    if actor.person == person and not actor.may(Act.CHANGE, Data.ACCOUNTS):
        raise NotPermitted("office-own")


def demand_over(
    workspace: Workspace, conn: Connection, tree: AreaTree, act: Act, person: int
) -> None:
    """Insist that whoever acts may see a person (somewhere they serve) or change them (everywhere).

    Everybody may see themselves; whoever never held an office is anybody's who may do so at all.

    Raises
    ------
    NotPermitted
        ``person-elsewhere``, ``not-your-role``.
    """
    if workspace.actor.person == person and act is Act.SEE:
        return
    reach = workspace.actor.demand(tree, act, Data.PEOPLE)
    areas = office_store.areas_of(conn, person, workspace.today())
    enough = any if act is Act.SEE else all
    if areas and not reach.everywhere and not enough(area in reach for area in areas):
        raise NotPermitted("person-elsewhere")


def found_person(conn: Connection, uid: str) -> RowMapping:
    """Find somebody by uid.

    Raises
    ------
    NotFound
        ``person-unknown``.
    """
    known = person_store.by_uid(conn, uid)
    if known is None:
        raise NotFound("person-unknown", person=uid)
    return known


def view_of(tree: AreaTree, row: RowMapping) -> OfficeView:
    """Show an office row of :mod:`gridmap.store.offices`; an area that is no more is left out."""
    area = tree.areas.get(row["area"]) if row["area"] is not None else None
    return OfficeView(
        person=row["person_uid"],
        office=Office(row["office"]),
        area=None if area is None else area.code,
        area_name=None if area is None else area.name,
        level=None if area is None else area.level,
        party_unit=None
        if row["party_unit"] is None
        else (row["party_unit_uid"], row["party_unit_name"]),
        department=None
        if row["department"] is None
        else (row["department_uid"], row["department_name"]),
        since=row["valid_from"],
        until=row["valid_to"],
    )


def _holder(conn: Connection, place: Mapping[str, Any], day: date, seat: Seat) -> int:
    """Find the one person who holds a seat on a day or later."""
    holders = {row["person"] for row in office_store.overlapping(conn, place, day, None)}
    if not holders:
        raise NotFound("office-unknown", **_said(seat))
    if len(holders) > 1:
        raise InputError("office-giver", **_said(seat))
    [key] = holders
    return int(key)


def _held_by(conn: Connection, person: int, place: Mapping[str, Any], day: date, seat: Seat) -> int:
    """Find the office that ends: the one of that day, else the next to come."""
    rows = office_store.overlapping(conn, place, day, None)
    keys = [int(row["id"]) for row in rows if row["person"] == person]
    if not keys:
        raise NotFound("office-unknown", **_said(seat))
    return keys[0]


def _said(seat: Seat) -> dict[str, str]:
    return {"office": seat.office.value, "area": seat.area or "–"}


def _facts(tree: AreaTree, place: Mapping[str, Any]) -> dict[str, str]:
    area: Area | None = None if place["area"] is None else tree.areas[place["area"]]
    return {"office": place["office"], "area": "–" if area is None else area.code}
