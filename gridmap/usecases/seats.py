"""Seats: where an office is held, who may give it; taken and left, each time written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping
from sqlalchemy.exc import IntegrityError

from gridmap.errors import Conflict, InputError, NotFound, NotPermitted
from gridmap.store import accounts as account_store
from gridmap.store import departments as department_store
from gridmap.store import invitations as invitation_store
from gridmap.store import offices as office_store
from gridmap.store import party as party_store
from gridmap.store import people as person_store
from gridmap.store import sessions as session_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.offices import FOR_ALL, GRANTED, LEADS, SEATS
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data, role_of
from gridmap.usecases.gazetteer import named
from gridmap.usecases.looks import LookAct, note_look
from gridmap.usecases.signed_in import OFFICE_ROLES
from gridmap.usecases.workspace import Workspace

__all__ = [
    "Seat",
    "demand_seat",
    "leave_seat",
    "placed",
    "said_of",
    "sits_at_a_desk",
    "take_seat",
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


def placed(conn: Connection, tree: AreaTree, seat: Seat) -> dict[str, Any]:
    """Find the rows that a seat names.

    Raises
    ------
    NotFound
        If one of them is unknown.
    InputError
        ``office-area`` without the area that it is held in, ``office-place`` if it is not held
        there.
    """
    area = None if seat.area is None else named(tree, seat.area)
    if area is None and SEATS[seat.office] and seat.office not in FOR_ALL:
        raise InputError("office-area", office=seat.office.value)
    fits = (
        area.level in SEATS[seat.office]
        if area is not None
        else seat.office in FOR_ALL or not SEATS[seat.office]
    )
    needs_department = seat.office is Office.DEPARTMENT_OFFICER
    if not fits or needs_department is (seat.department is None):
        raise InputError("office-place", **said_of(seat))
    unit = None
    if seat.party_unit is not None:
        unit = party_store.by_uid(conn, seat.party_unit)
        if unit is None:
            raise NotFound("party-unit-unknown", unit=seat.party_unit)
        community = None if area is None else tree.standing_for(area, Level.COMMUNITY)
        if community is None or community.id != unit["community"]:
            raise InputError("office-place", **said_of(seat))
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


def take_seat(
    workspace: Workspace,
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
    if not sits_at_a_desk(conn, person, workspace.today()):
        _enter_anew(workspace, conn, person, Office(place["office"]))
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
    _noted(workspace, conn, person, place["area"])


def demand_begun(workspace: Workspace, tree: AreaTree, office: RowMapping, on: date) -> None:
    """Insist that an office that is handed over on a day does not begin after it.

    Somebody has served in it since then, and that is not to be forgotten; what is only planned may
    give way.

    Raises
    ------
    Conflict
        ``office-begun-later``.
    """
    since = office["valid_from"]
    if on < since <= workspace.today():
        place = {"office": office["office"], "area": office["area"]}
        raise Conflict("office-begun-later", **_facts(tree, place), since=since)


def leave_seat(workspace: Workspace, conn: Connection, office: RowMapping, on: date) -> None:
    """End an office, a row of :mod:`gridmap.store.offices`, on a day."""
    office_store.end(conn, office["id"], on)
    _noted(workspace, conn, office["person"], office["area"])


def sits_at_a_desk(conn: Connection, person: int, today: date) -> bool:
    """Tell whether somebody (row id) holds an office at a desk today, or will."""
    return any(
        role_of(Office(row["office"])) in OFFICE_ROLES
        for row in office_store.of_person(conn, person)
        if row["valid_to"] is None or row["valid_to"] > today
    )


def _enter_anew(workspace: Workspace, conn: Connection, person: int, office: Office) -> None:
    """Have whoever takes their first office at a desk sign in again.

    Until now others could let them in, and so come in as them; a desk is not theirs to give.
    """
    account = account_store.by_person(conn, person)
    if account is not None and role_of(office) in OFFICE_ROLES:
        session_store.end_all(conn, account["id"])
        invitation_store.revoke_all(conn, account["id"], workspace.clock())


def said_of(seat: Seat) -> dict[str, str]:
    """Name a seat in a sentence."""
    return {"office": seat.office.value, "area": seat.area or "–"}


def _noted(workspace: Workspace, conn: Connection, person: int, area: int | None) -> None:
    """Write down whose rights change, for those who answer for the area."""
    uid = person_store.rows_of(conn, [person])[person]["uid"]
    note_look(workspace, conn, LookAct.RIGHTS, subject=uid, area=area)


def _facts(tree: AreaTree, place: Mapping[str, Any]) -> dict[str, str]:
    area: Area | None = None if place["area"] is None else tree.areas[place["area"]]
    return {"office": place["office"], "area": "–" if area is None else area.code}
