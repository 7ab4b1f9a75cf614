"""The office's ledger: what waits for a person, and what goes out.

It comes in as every import does: ``POST /uploads``, then ``POST /imports`` with kind ``ledger``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final, Literal

from fastapi import Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from gridmap.api.books import XLSX, workbook
from gridmap.api.deps import AtDesk, InWorkspace, Limit
from gridmap.api.errors import spoken
from gridmap.api.requests import routes_of
from gridmap.render.tables import ledger_template, ledger_xlsx
from gridmap.usecases import ledger_review
from gridmap.usecases.ledger_append import append_to_ledger
from gridmap.usecases.ledger_export import export_ledger
from gridmap.usecases.ledger_history import ledgers, take_ledger_back
from gridmap.usecases.ledger_left_out import ask_again, left_out_rows
from gridmap.usecases.ledger_review import drop_row, place_row, review_list
from gridmap.usecases.looks import Reason
from gridmap.words import say

__all__ = ["router"]

router = routes_of("ledgers")

_BOOK: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {XLSX: {}}}}
_MOST_SHOWN = 500
_REASONS: Final[dict[str, Literal["unsure", "unknown", "door"]]] = {
    "unsure": "unsure",
    "door": "door",
}


class Ledger(BaseModel):
    """A ledger that came in."""

    uid: str
    name: str = Field(examples=["芙蓉社区台账.xlsx"])
    entered_at: datetime
    rows: int
    taken_back_at: datetime | None = Field(description="When it was taken back, if it was")
    changes_kept: bool = Field(description="Whether it can be taken back")


class TakenBack(BaseModel):
    """What came of taking a ledger back."""

    restored: int = Field(description="Rows of the register that are as they were before")
    kept: int = Field(description="Rows that stay, for somebody changed or used them since")
    later: int = Field(
        description="Ledgers that came in later and still stand: what they changed again is not as "
        "it was. Of several the last is to be taken back first"
    )


class Offer(BaseModel):
    """A building that a row may mean."""

    building: str = Field(description="Uid")
    name: str = Field(examples=["红旗路21号芙蓉小区6栋"])
    score: float = Field(ge=0, le=1)
    reasons: list[str] = Field(examples=[["name-mistyped", "building-differs"]])
    lon: float
    lat: float


class LeftOut(BaseModel):
    """A row that somebody left out; no ledger is asked about it since."""

    uid: str
    ledger: str = Field(description="The last ledger that said it")
    sheet: str = Field(description="Blank where the ledger has one only")
    line: int = Field(description="Its line in the sheet")
    said: dict[str, str] = Field(description="What it says of its place")
    reason: Literal["clear", "unsure", "unknown", "door"] = Field(
        description="Why it waited; ``clear``: it would find its building now"
    )
    offers: list[Offer] = Field(description="Buildings that it may mean, the surest first")


class DoorOffer(BaseModel):
    """A known door that a row may mean."""

    household: str = Field(description="Uid")
    unit: str | None
    door: str | None


class Waiting(BaseModel):
    """A row that waits for a person to say which building it means."""

    uid: str
    ledger: str
    sheet: str = Field(description="Blank where the ledger has one only")
    line: int = Field(description="Its line in the sheet")
    said: dict[str, str] = Field(
        description="What it says of its place: address, estate, building, unit, floor, door, "
        "premises_name",
        examples=[{"estate": "老供销社宿舍", "building": "1栋", "door": "101"}],
    )
    reason: Literal["unsure", "unknown", "door"] = Field(
        description="``door``: the building is clear, but the row names no unit where there are "
        "several, or one where the known doors have none"
    )
    offers: list[Offer] = Field(description="The surest first; none where nothing is similar")
    doors: list[DoorOffer] = Field(description="Known doors of that number, where one is asked for")


class Review(BaseModel):
    """The review list, its first 500 rows."""

    items: list[Waiting]
    left: int = Field(description="How many rows wait in all")


class ItIs(BaseModel):
    """The building that a row means."""

    model_config = ConfigDict(extra="forbid")

    building: str = Field(max_length=64, description="Uid")
    door: str | None = Field(
        default=None,
        max_length=64,
        description="Uid of the household that it means, where the door is asked for; without it "
        "the row is a door of its own",
    )


class Settled(BaseModel):
    """What came of it."""

    rows: int = Field(description="Rows that came in: all that call the building the same")
    learned: str | None = Field(description="What ledgers may call that building from now on")
    building: str = Field(description="How the building is called here")
    asked: int = Field(description="Rows that wait on, for their door")


@router.get("")
def get_ledgers(workspace: InWorkspace, limit: Limit = 200) -> list[Ledger]:
    """List the ledgers that one brought in, the newest first."""
    return [
        Ledger(
            uid=one.uid,
            name=one.name,
            entered_at=one.entered_at,
            rows=one.rows,
            taken_back_at=one.taken_back_at,
            changes_kept=one.changes_kept,
        )
        for one in ledgers(workspace, most=limit)
    ]


@router.delete("/{ledger}")
def take_back_ledger(workspace: InWorkspace, ledger: str) -> TakenBack:
    """Take a ledger back: the register is as it was before, but for what changed since."""
    done = take_ledger_back(workspace, ledger)
    return TakenBack(restored=done.restored, kept=done.kept, later=done.later)


@router.get("/template", response_class=Response, responses=_BOOK)
def get_ledger_template(request: Request) -> Response:
    """Hand out an empty ledger with lists to choose from."""
    lang = spoken(request)
    return workbook(ledger_template(lang), f"{say('ledger-template-file', lang=lang)}.xlsx")


@router.get("/export", response_class=Response, responses=_BOOK)
def get_ledger_export(
    request: Request,
    workspace: InWorkspace,
    *,
    within: Annotated[str | None, Query(max_length=64, description="Code of an area")] = None,
    personal: Annotated[
        Reason | None,
        Query(
            description="Why leaders' names, phones and key groups are asked for, as far as "
            "permitted; without it they are left out"
        ),
    ] = None,
) -> Response:
    """Hand out the register as a workbook; bringing it in again changes nothing."""
    lang = spoken(request)
    told = export_ledger(workspace, within=within, personal=personal)
    content = ledger_xlsx(told.dwellings, told.premises, lang)
    return workbook(content, f"{say('ledger-file', lang=lang)}.xlsx")


class ToAppend(BaseModel):
    """A workbook to hand back with columns appended."""

    model_config = ConfigDict(extra="forbid")

    upload: str = Field(max_length=64, description="Id of a file that was handed in")
    columns: dict[str, str] | None = Field(
        default=None, description="Header of each standard column that is named otherwise"
    )


@router.post("/appended", response_class=Response, responses=_BOOK)
def append_to_own_ledger(
    request: Request, workspace: InWorkspace, desk: AtDesk, wanted: ToAppend
) -> Response:
    """Hand one's own xlsx back with grid, patch, leader and state appended, its look as it was.

    Nothing of it is stored, and the upload is thrown away.
    """
    lang = spoken(request)
    upload = desk.uploads.find(wanted.upload)
    try:
        content = append_to_ledger(workspace, upload.path, columns=wanted.columns, lang=lang)
    finally:
        desk.drop_upload(upload.id)
    stem = upload.name.rpartition(".")[0]
    return workbook(content, f"{stem}-{say('ledger-appended-file', lang=lang)}.xlsx")


@router.get("/review")
def get_ledger_review(workspace: InWorkspace) -> Review:
    """List the rows that wait for a person, with the buildings they may mean."""
    rows = review_list(workspace)
    items = [
        Waiting(
            uid=row.uid,
            ledger=row.ledger,
            sheet=row.sheet,
            line=row.line,
            said=row.said,
            reason=_REASONS.get(row.reason, "unknown"),
            offers=[_offer(offer) for offer in row.offers],
            doors=[
                DoorOffer(household=one.household, unit=one.unit, door=one.door)
                for one in row.doors
            ],
        )
        for row in rows[:_MOST_SHOWN]
    ]
    return Review(items=items, left=len(rows))


def _offer(offer: ledger_review.Offer) -> Offer:
    return Offer(
        building=offer.building,
        name=offer.name,
        score=min(offer.score, 1.0),
        reasons=list(offer.reasons),
        lon=offer.lon,
        lat=offer.lat,
    )


@router.put("/review/{row}/building")
def place_ledger_row(workspace: InWorkspace, row: str, it_is: ItIs) -> Settled:
    """Say which building a row means; what it calls that building is learned."""
    settled = place_row(workspace, row, it_is.building, door=it_is.door)
    return Settled(
        rows=settled.rows,
        learned=settled.learned,
        building=settled.building,
        asked=settled.asked,
    )


@router.delete("/review/{row}", status_code=204)
def drop_ledger_row(workspace: InWorkspace, row: str) -> None:
    """Take a row off the list without bringing it in."""
    drop_row(workspace, row)


@router.get("/left-out")
def get_left_out_rows(workspace: InWorkspace, limit: Limit = _MOST_SHOWN) -> list[LeftOut]:
    """List the rows that were left out for good: no ledger is asked about them."""
    return [
        LeftOut(
            uid=one.uid,
            ledger=one.ledger,
            sheet=one.sheet,
            line=one.line,
            said=one.said,
            reason="clear" if one.reason == "clear" else _REASONS.get(one.reason, "unknown"),
            offers=[_offer(offer) for offer in one.offers],
        )
        for one in left_out_rows(workspace, most=limit)
    ]


@router.delete("/left-out/{row}", status_code=204)
def ask_about_row_again(workspace: InWorkspace, row: str) -> None:
    """Have the next ledger ask about a row again that was left out."""
    ask_again(workspace, row)
