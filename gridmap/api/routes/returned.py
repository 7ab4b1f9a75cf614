"""Sheets that come back from paper."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path, Request
from pydantic import BaseModel, ConfigDict, Field

from gridmap.api.deps import InWorkspace
from gridmap.api.errors import spoken
from gridmap.api.requests import routes_of
from gridmap.fieldwork.outcomes import Outcome
from gridmap.territory.people import Office
from gridmap.usecases.keying import Differing, KeyedIn, SheetMarks, Told, key_in, take_back
from gridmap.usecases.returned_sheets import (
    Closed,
    Half,
    KeyedMark,
    LineOnSheet,
    SheetBack,
    returned_sheet,
)
from gridmap.words import Language, say

__all__ = ["router"]

router = routes_of("sheets")

Code = Annotated[
    str, Path(description="At the head of the sheet, behind the slash", examples=["217-L"])
]


class MarkKeyed(BaseModel):
    """What was keyed of a door from this print, and stands."""

    outcome: Outcome
    day: date
    half: Half
    by: str | None = Field(description="Name of who keyed it in")
    at: datetime


class ReturnedDoor(BaseModel):
    """A door of a line."""

    uid: str
    unit: str | None
    floor: int | None
    label: str = Field(description="Empty where it has no name of its own")
    to_go: bool = Field(description="Whether paper says that somebody is to go there")
    closed: Closed | None = Field(description="Why nothing is recorded there")
    keyed: list[MarkKeyed]


class ReturnedLine(BaseModel):
    """A number of the sheet."""

    number: int
    address: str
    by_door: bool = Field(description="Whether each of its doors has boxes of its own")
    doors: list[ReturnedDoor]


class SheetWalker(BaseModel):
    """Somebody who may have walked with the sheet."""

    uid: str
    name: str | None
    office: Office
    area: str


class SheetKeying(BaseModel):
    """One sitting in which marks were keyed in."""

    id: UUID
    by: str | None
    at: datetime
    marks: int = Field(description="How many of them stand")


class ReturnedSheet(BaseModel):
    """A print of a sheet, with what each number on it means."""

    code: str = Field(examples=["217-L"])
    area: str | None = Field(description="Code of its area; none once that has ended")
    area_name: str | None
    kind: str = Field(examples=["area"])
    version: int
    newer: bool = Field(
        description="Whether a number means something else, or nothing, on what was printed last"
    )
    printed_at: datetime
    printed_by: str | None
    lines: list[ReturnedLine]
    walkers: list[SheetWalker] = Field(description="The likeliest first")
    keyings: list[SheetKeying]


class MarksIn(BaseModel):
    """What was ticked, as it is typed; with an id of the sitting: sent twice it counts once."""

    model_config = ConfigDict(extra="forbid")

    keying: UUID = Field(examples=["01938f5e-7c1a-7e6b-8d3f-2b1c0a9f8e7d"])
    text: str = Field(max_length=20_000, examples=["1 3 7n 12r; 4: 301 302n"])
    day: date = Field(description="On which somebody walked")
    half: Half
    walked_by: str | None = Field(default=None, max_length=64, description="`uid` of a walker")
    differing: Differing = Field(
        default=Differing.ASK,
        description="What becomes of marks that were keyed otherwise from this print before",
    )


class WordNotTaken(BaseModel):
    """A word that could not be taken, and where it stands in the text."""

    code: str
    message: str
    start: int
    end: int


class KeyedBefore(BaseModel):
    """A mark beside what was keyed of that door before."""

    number: int
    door: str
    outcome: Outcome
    before: MarkKeyed


class MarksKeyed(BaseModel):
    """What became of the marks of a sheet."""

    recorded: int = Field(description="Visits that were written down")
    already: list[KeyedBefore]
    differing: list[KeyedBefore] = Field(description="Not recorded until somebody says which")
    faults: list[WordNotTaken]
    left: str = Field(description="The words that were not taken, as they are keyed in again")
    sheet: ReturnedSheet


@router.get("/{code}")
def get_returned_sheet(workspace: InWorkspace, code: Code) -> ReturnedSheet:
    """Show a print that came back: what its numbers mean, and what was keyed of it before."""
    return _sheet(returned_sheet(workspace, code))


@router.post("/{code}/marks")
def post_marks(request: Request, workspace: InWorkspace, code: Code, marks: MarksIn) -> MarksKeyed:
    """Record the visits a ticked sheet tells of; what cannot be taken is told word by word."""
    asked = SheetMarks(**marks.model_dump())
    return _keyed(key_in(workspace, code, asked), spoken(request))


@router.delete("/{code}/marks/{keying}")
def delete_marks(workspace: InWorkspace, code: Code, keying: UUID) -> ReturnedSheet:
    """Take back what one sitting recorded."""
    return _sheet(take_back(workspace, code, keying))


def _sheet(view: SheetBack) -> ReturnedSheet:
    return ReturnedSheet(
        code=view.code,
        area=None if view.area is None else view.area.code,
        area_name=None if view.area is None else view.area.name,
        kind=view.kind,
        version=view.version,
        newer=view.newer,
        printed_at=view.printed_at,
        printed_by=view.printed_by,
        lines=[_line(line) for line in view.lines],
        walkers=[
            SheetWalker(uid=one.person, name=one.name, office=one.office, area=one.area)
            for one in view.walkers
        ],
        keyings=[
            SheetKeying(id=UUID(one.id), by=one.by, at=one.at, marks=one.marks)
            for one in view.keyings
        ],
    )


def _line(view: LineOnSheet) -> ReturnedLine:
    return ReturnedLine(
        number=view.line.number,
        address=view.address,
        by_door=view.line.by_door,
        doors=[
            ReturnedDoor(
                uid=one.door.household,
                unit=one.door.unit,
                floor=one.door.floor,
                label=one.door.label,
                to_go=one.door.to_go,
                closed=one.closed,
                keyed=[_mark(mark) for mark in one.keyed],
            )
            for one in view.doors
        ],
    )


def _mark(mark: KeyedMark) -> MarkKeyed:
    return MarkKeyed(outcome=mark.outcome, day=mark.day, half=mark.half, by=mark.by, at=mark.at)


def _keyed(account: KeyedIn, lang: Language) -> MarksKeyed:
    def told(one: Told) -> KeyedBefore:
        return KeyedBefore(
            number=one.number, door=one.door, outcome=one.outcome, before=_mark(one.before)
        )

    return MarksKeyed(
        recorded=account.recorded,
        already=[told(one) for one in account.already],
        differing=[told(one) for one in account.differing],
        faults=[
            WordNotTaken(
                code=fault.code,
                message=say(fault.code, lang=lang, **fault.facts),
                start=fault.start,
                end=fault.end,
            )
            for fault in account.faults
        ],
        left=account.left,
        sheet=_sheet(account.sheet),
    )
