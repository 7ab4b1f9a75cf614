"""People who serve: their names and phones for those who may know them, and their offices."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from gridmap.api.deps import AfterRow, InWorkspace, Limit
from gridmap.api.errors import spoken
from gridmap.api.requests import routes_of
from gridmap.render.tables.roster import roster_template
from gridmap.territory.codes import Level
from gridmap.territory.people import Office
from gridmap.usecases import contacts, offices, people
from gridmap.usecases.offices import OfficeView
from gridmap.usecases.people import PersonView
from gridmap.usecases.roster import ROSTER
from gridmap.usecases.seats import Seat
from gridmap.words import say

__all__ = ["Held", "Name", "SeatIn", "Uid", "held", "router"]

router = routes_of("people")

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Uid = Annotated[str, Field(max_length=64)]
Name = Annotated[str, Field(max_length=100)]
_Phone = Annotated[str, Field(max_length=40)]


class SeatIn(BaseModel):
    """An office somewhere."""

    model_config = ConfigDict(extra="forbid")

    office: Office
    area: Uid | None = Field(default=None, description="Code", examples=["430202002002001"])
    party_unit: Uid | None = Field(default=None, description="uid, for a 党员中心户")
    department: Uid | None = Field(default=None, description="uid, for an officer of a department")

    def seat(self) -> Seat:
        """Give it to a use case."""
        return Seat(self.office, self.area, self.party_unit, self.department)


class OfficeIn(SeatIn):
    """An office that somebody is given."""

    since: date | None = Field(default=None, description="First day; today by default")
    until: date | None = Field(default=None, description="First day no more; open by default")


class OfficeEnd(SeatIn):
    """An office that ends."""

    on: date | None = Field(default=None, description="First day no more; today by default")


class Named(BaseModel):
    """A thing with a name."""

    uid: str
    name: str | None


class Held(BaseModel):
    """An office that somebody holds, held or will hold."""

    person: str = Field(description="uid")
    office: Office
    area: str | None = Field(description="Code", examples=["430202002002001"])
    area_name: str | None
    level: Level | None
    party_unit: Named | None
    department: Named | None
    since: date
    until: date | None


class PersonIn(BaseModel):
    """Name and phone; what is left out is none."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    phone: _Phone | None = None


class NewPerson(PersonIn):
    """Somebody new, with the offices they begin with."""

    offices: list[SeatIn] = Field(default=[], max_length=20)
    since: date | None = Field(default=None, description="First day of these; today by default")


class ListedPerson(BaseModel):
    """Somebody in a list: without phone."""

    uid: str
    name: str | None
    has_phone: bool
    offices: list[Held]


class Person(ListedPerson):
    """Somebody, with their phone."""

    phone: str | None


class PersonPage(BaseModel):
    """People; ask again with ``after=next`` while there is a ``next``."""

    items: list[ListedPerson]
    next: int | None


class Contact(BaseModel):
    """A household that a 党员中心户 stays in touch with."""

    household: str = Field(description="uid")
    label: str = Field(description="Its address")
    since: date


class Contacts(BaseModel):
    """All households that a 党员中心户 stays in touch with from a day on."""

    model_config = ConfigDict(extra="forbid")

    households: list[Uid] = Field(max_length=200, description="uids")
    since: date | None = Field(default=None, description="Today by default")


def held(view: OfficeView) -> Held:
    """Show an office."""
    return Held(
        person=view.person,
        office=view.office,
        area=view.area,
        area_name=view.area_name,
        level=view.level,
        party_unit=None
        if view.party_unit is None
        else Named(uid=view.party_unit[0], name=view.party_unit[1]),
        department=None
        if view.department is None
        else Named(uid=view.department[0], name=view.department[1]),
        since=view.since,
        until=view.until,
    )


def _listed(view: PersonView) -> ListedPerson:
    return ListedPerson(
        uid=view.uid,
        name=view.name,
        has_phone=view.has_phone,
        offices=[held(one) for one in view.offices],
    )


def _person(view: PersonView) -> Person:
    return Person(**_listed(view).model_dump(), phone=view.phone)


@router.get("")
def list_people(
    workspace: InWorkspace,
    *,
    area: Annotated[str | None, Query(description="Code of the area", max_length=64)] = None,
    office: Office | None = None,
    name: Annotated[str | None, Query(description="Part of the name", max_length=50)] = None,
    day: Annotated[date | None, Query(description="Today by default")] = None,
    after: AfterRow = 0,
    limit: Limit = 200,
) -> PersonPage:
    """List who holds an office on a day, in an area and all below it."""
    found = people.people(
        workspace,
        within=area,
        office=office,
        name=name,
        day=day,
        after=after,
        most=limit + 1,
    )
    page = found[:limit]
    return PersonPage(
        items=[_listed(view) for view in page],
        next=page[-1].id if len(found) > limit else None,
    )


@router.post("", status_code=201)
def post_person(workspace: InWorkspace, new: NewPerson) -> Person:
    """Enter somebody."""
    return _person(
        people.add_person(
            workspace,
            name=new.name,
            phone=new.phone,
            seats=[one.seat() for one in new.offices],
            since=new.since,
        )
    )


@router.get("/template", response_class=Response, responses={200: {"content": {_XLSX: {}}}})
def get_people_template(request: Request) -> Response:
    """Write an empty table of people to fill in and import."""
    lang = spoken(request)
    name = quote(f"{say('roster-sheet', lang=lang)}.xlsx", safe="")
    return Response(
        roster_template(ROSTER, lang),
        media_type=_XLSX,
        headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"},
    )


@router.get("/{uid}")
def get_person(workspace: InWorkspace, uid: str) -> Person:
    """Look at somebody, with their phone and the offices they hold today."""
    return _person(people.person(workspace, uid))


@router.put("/{uid}")
def put_person(workspace: InWorkspace, uid: str, facts: PersonIn) -> Person:
    """Write name and phone of somebody."""
    return _person(people.change_person(workspace, uid, name=facts.name, phone=facts.phone))


@router.get("/{uid}/offices")
def get_person_offices(workspace: InWorkspace, uid: str) -> list[Held]:
    """Tell all offices of somebody, past and to come."""
    return [held(one) for one in people.person(workspace, uid, history=True).offices]


@router.post("/{uid}/offices", status_code=201)
def post_person_office(workspace: InWorkspace, uid: str, new: OfficeIn) -> Held:
    """Give somebody an office; 409 if the area has such a lead then."""
    return held(offices.assign_office(workspace, uid, new.seat(), since=new.since, until=new.until))


@router.post("/{uid}/offices/end", status_code=204)
def post_person_office_end(workspace: InWorkspace, uid: str, end: OfficeEnd) -> None:
    """End an office of somebody; one that had not begun is taken back."""
    offices.end_office(workspace, uid, end.seat(), on=end.on)


@router.get("/{uid}/contacts")
def get_person_contacts(workspace: InWorkspace, uid: str) -> list[Contact]:
    """Tell the households that somebody stays in touch with as 党员中心户."""
    found = contacts.contact_households(workspace, uid)
    return [Contact(household=one.household, label=one.label, since=one.since) for one in found]


@router.put("/{uid}/contacts")
def put_person_contacts(workspace: InWorkspace, uid: str, told: Contacts) -> list[Contact]:
    """Write the households that somebody stays in touch with as 党员中心户."""
    found = contacts.put_contacts(workspace, uid, told.households, since=told.since)
    return [Contact(household=one.household, label=one.label, since=one.since) for one in found]
