"""People who serve: found, shown to those who may, entered and changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, RowMapping
from sqlalchemy.exc import IntegrityError

from gridmap.errors import Conflict, InputError
from gridmap.store import areas as area_store
from gridmap.store import offices as office_store
from gridmap.store import people as person_store
from gridmap.store.people import add, change
from gridmap.territory.areas import AreaTree
from gridmap.territory.identity import without_id_numbers
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data
from gridmap.usecases.gazetteer import named
from gridmap.usecases.looks import LookAct, note_look
from gridmap.usecases.offices import OfficeView, demand_over, found_person, view_of
from gridmap.usecases.seats import Seat, demand_seat, placed, take_seat
from gridmap.usecases.workspace import Workspace

__all__ = [
    "PersonView",
    "add_person",
    "change_person",
    "changed",
    "entered",
    "facts_of",
    "name_of",
    "people",
    "person",
    "plain_phone",
]

_LONGEST_NAME: Final = 50
_PHONE: Final = re.compile(r"\+?[0-9]{5,20}")
_PUNCTUATION: Final = re.compile(r"[\s\-()·.]+")


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody who serves, as they are shown.

    Attributes
    ----------
    id
        Row id, to go on after.
    name, phone
        ``None`` if there is none; lists leave the phone out and only say that there is one.
    offices
        Those in force, or all there ever were where history was asked for.
    """

    id: int
    uid: str
    name: str | None
    phone: str | None
    has_phone: bool
    offices: tuple[OfficeView, ...]


def people(
    workspace: Workspace,
    *,
    within: str | None = None,
    office: Office | None = None,
    name: str | None = None,
    day: date | None = None,
    after: int = 0,
    most: int = 200,
) -> list[PersonView]:
    """List who holds an office on a day, without phones, at most ``most`` after row ``after``.

    Parameters
    ----------
    within
        Code of the area to stay within.
    office
        Only who holds this one.
    name
        Only whose name contains this.
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
        held: dict[int, list[RowMapping]] = {}
        for row in office_store.held(conn, at):
            if reach.everywhere or row["area"] in reach:
                held.setdefault(row["person"], []).append(row)
        chosen = sorted(
            key
            for key, rows in held.items()
            if key > after
            and any(
                office in (None, row["office"]) and (inside is None or row["area"] in inside)
                for row in rows
            )
        )
        views = []
        for start in range(0, len(chosen), 500):
            some = chosen[start : start + 500]
            known = person_store.rows_of(conn, some)
            for key in some:
                view = _view(workspace, tree, known[key], held[key])
                if name is None or name in (view.name or ""):
                    views.append(replace(view, phone=None))
                if len(views) == most:
                    return views
    return views


def person(workspace: Workspace, uid: str, *, history: bool = False) -> PersonView:
    """Look at one person, with their phone; the look is written down.

    Parameters
    ----------
    history
        Whether to tell the offices of all times, not only those in force.

    Raises
    ------
    NotFound
        ``person-unknown``.
    NotPermitted
        If they serve where the one who asks may not see it.
    """
    today = workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        known = found_person(conn, uid)
        demand_over(workspace, conn, tree, Act.SEE, known["id"])
        if history:
            tree = area_store.tree(conn, today, ended=True)
            rows = office_store.of_person(conn, known["id"])
        else:
            rows = office_store.held(conn, today, persons=[known["id"]])
        view = _view(workspace, tree, known, rows)
    if view.has_phone and workspace.actor.person != view.id:
        with workspace.writing() as conn:
            codes = (office.area for office in view.offices if office.area is not None)
            areas = (tree.by_code[code].id for code in codes if code in tree.by_code)
            area = next(areas, None)
            note_look(workspace, conn, LookAct.PHONE, subject=uid, area=area)
    return view


def add_person(
    workspace: Workspace,
    *,
    name: str | None,
    phone: str | None = None,
    seats: Iterable[Seat] = (),
    since: date | None = None,
) -> PersonView:
    """Enter somebody who serves, with the offices they begin with.

    Parameters
    ----------
    since
        First day of those offices; today by default.

    Raises
    ------
    InputError
        ``person-name``, ``person-phone``, and what :func:`gridmap.usecases.offices.assign_office`
        raises.
    Conflict
        ``person-phone-known`` if somebody has that phone.
    """
    start = since or workspace.today()
    with workspace.writing() as conn:
        tree = area_store.tree(conn, workspace.today())
        workspace.actor.demand(tree, Act.CHANGE, Data.PEOPLE)
        known = entered(workspace, conn, name, phone)
        for seat in seats:
            demand_seat(workspace, tree, seat, known["id"])
            place = placed(conn, tree, seat)
            take_seat(workspace, conn, tree, known["id"], place, start, None)
        rows = office_store.held(conn, start, persons=[known["id"]])
        return _view(workspace, tree, known, rows)


def change_person(
    workspace: Workspace, uid: str, *, name: str | None, phone: str | None
) -> PersonView:
    """Write the name and phone of somebody; ``None`` takes what was there away.

    Raises
    ------
    NotFound, InputError, Conflict
        As :func:`add_person`.
    NotPermitted
        If they hold an office where the one who asks may not change people.
    """
    today = workspace.today()
    with workspace.writing() as conn:
        tree = area_store.tree(conn, today)
        known = found_person(conn, uid)
        demand_over(workspace, conn, tree, Act.CHANGE, known["id"])
        changed(conn, known["id"], facts_of(workspace, name, phone))
        rows = office_store.held(conn, today, persons=[known["id"]])
        return _view(workspace, tree, found_person(conn, uid), rows)


def entered(
    workspace: Workspace, conn: Connection, name: str | None, phone: str | None
) -> RowMapping:
    """Write somebody new; raises as :func:`add_person`."""
    facts = facts_of(workspace, name, phone)
    try:
        with conn.begin_nested():
            return add(conn, facts)
    except IntegrityError as taken:
        raise Conflict("person-phone-known") from taken


def changed(conn: Connection, key: int, facts: Mapping[str, Any]) -> None:
    """Write new facts of somebody; raises as :func:`add_person`."""
    try:
        with conn.begin_nested():
            change(conn, key, facts)
    except IntegrityError as taken:
        raise Conflict("person-phone-known") from taken


def facts_of(workspace: Workspace, name: str | None, phone: str | None) -> dict[str, Any]:
    """Seal a name and a phone.

    Raises
    ------
    InputError
        ``person-name`` if it is too long or holds an ID number, ``person-phone`` if it is none.
    """
    seals = workspace.seals
    called = None if name is None else _plain_name(name)
    number = None if phone is None else plain_phone(phone)
    return {
        "name_sealed": None if called is None else seals.seal(called),
        "phone_sealed": None if number is None else seals.seal(number),
        "phone_mark": None if number is None else seals.mark(number),
    }


def name_of(workspace: Workspace, row: RowMapping) -> str | None:
    """Open somebody's name."""
    sealed = row["name_sealed"]
    return None if sealed is None else workspace.seals.opened(sealed)


def plain_phone(phone: str) -> str | None:
    """Bring a phone number to one form; ``None`` for a blank.

    Raises
    ------
    InputError
        ``person-phone`` if it is none.
    """
    plain = _PUNCTUATION.sub("", unicodedata.normalize("NFKC", phone))
    plain = re.sub(r"^(\+86|0086)", "", plain)
    if not plain:
        return None
    if not _PHONE.fullmatch(plain):
        raise InputError("person-phone")
    return plain


def _plain_name(name: str) -> str | None:
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    if len(plain) > _LONGEST_NAME or without_id_numbers(plain) != plain:
        raise InputError("person-name", most=_LONGEST_NAME)
    return plain or None


def _view(
    workspace: Workspace, tree: AreaTree, row: RowMapping, held: Iterable[RowMapping]
) -> PersonView:
    sealed = row["phone_sealed"]
    return PersonView(
        id=row["id"],
        uid=row["uid"],
        name=name_of(workspace, row),
        phone=None if sealed is None else workspace.seals.opened(sealed),
        has_phone=sealed is not None,
        offices=tuple(view_of(tree, office) for office in held),
    )
