"""Offices: given, ended, handed over; who holds which on a day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping

from gridmap.errors import Conflict, InputError, NotFound, NotPermitted
from gridmap.store import areas as area_store
from gridmap.store import links as link_store
from gridmap.store import offices as office_store
from gridmap.store import people as person_store
from gridmap.territory.areas import AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data
from gridmap.usecases.gazetteer import named
from gridmap.usecases.seats import (
    Seat,
    demand_begun,
    demand_seat,
    leave_seat,
    placed,
    said_of,
    take_seat,
)
from gridmap.usecases.workspace import Workspace

__all__ = [
    "OfficeView",
    "assign_office",
    "demand_over",
    "end_office",
    "found_person",
    "hand_over",
    "offices",
    "view_of",
]


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
        take_seat(workspace, conn, tree, known["id"], place, start, until)
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
        leave_seat(workspace, conn, _held_by(conn, known["id"], place, day, seat), day)


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
        ``office-held`` if it would be handed to whoever holds it, ``office-begun-later`` if
        whoever holds it has done so only since a later day.
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
            raise Conflict("office-held", **said_of(seat))
        left = _held_by(conn, leaving, place, day, seat)
        demand_begun(workspace, tree, left, day)
        leave_seat(workspace, conn, left, day)
        take_seat(workspace, conn, tree, taker["id"], place, day, None)
        if seat.office is Office.PATCH_LEADER:
            link_store.follow(conn, leaving, taker["id"], day)
        [row] = [
            row
            for row in office_store.overlapping(conn, place, day, None)
            if row["person"] == taker["id"]
        ]
        return view_of(tree, row)


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
    """Find the one person who holds a seat on a day, else later."""
    rows = office_store.overlapping(conn, place, day, None)
    now = [row for row in rows if row["valid_from"] <= day]
    holders = {row["person"] for row in now or rows}
    if not holders:
        raise NotFound("office-unknown", **said_of(seat))
    if len(holders) > 1:
        raise InputError("office-giver", **said_of(seat))
    [key] = holders
    return int(key)


def _held_by(
    conn: Connection, person: int, place: Mapping[str, Any], day: date, seat: Seat
) -> RowMapping:
    """Find the office that ends: the one of that day, else the next to come."""
    rows = office_store.overlapping(conn, place, day, None)
    theirs = [row for row in rows if row["person"] == person]
    if not theirs:
        raise NotFound("office-unknown", **said_of(seat))
    return theirs[0]
