"""Visits."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field

from gridmap.api.deps import InWorkspace, Moment
from gridmap.api.requests import routes_of
from gridmap.fieldwork.outcomes import Mode, Outcome, Source
from gridmap.usecases.visits import Handout, VisitDraft, record_visit

__all__ = ["router"]

router = routes_of("visits")


class HandoutIn(BaseModel):
    """Something left at the door."""

    model_config = ConfigDict(extra="forbid")

    item: Literal["leaflet", "card", "gift"]
    count: Annotated[int, Field(ge=1, le=100)] = 1


class VisitIn(BaseModel):
    """A visit as it was written down, with an id made there: sending it twice counts once."""

    model_config = ConfigDict(extra="forbid")

    id: UUID = Field(examples=["01938f5e-7c1a-7e6b-8d3f-2b1c0a9f8e7d"])
    household: str = Field(max_length=64, examples=["01938f5e-7c1a-7e6b-8d3f-000000000001"])
    outcome: Outcome | None = Field(
        default=None, description="None only in a correction: the visit never took place"
    )
    mode: Mode = Mode.DOOR
    source: Source = Source.ON_THE_SPOT
    occurred_at: Moment = Field(examples=["2026-11-21T10:20:00+08:00"])
    recorded_at: Moment | None = None
    corrects: UUID | None = Field(default=None, description="Visit that this one corrects")
    handouts: list[HandoutIn] = Field(default=[], max_length=3)


class ReceiptOut(BaseModel):
    """What became of a visit; drop it from the outbox when it is here."""

    id: UUID
    seq: int
    status: Literal["applied", "duplicate"]


@router.post("", status_code=201, responses={200: {"model": ReceiptOut}})
def post_visit(workspace: InWorkspace, visit: VisitIn, response: Response) -> ReceiptOut:
    """Record one visit; a visit that is here already is acknowledged with 200."""
    receipt = record_visit(
        workspace,
        VisitDraft(
            id=str(visit.id),
            household=visit.household,
            outcome=visit.outcome,
            occurred_at=visit.occurred_at,
            mode=visit.mode,
            source=visit.source,
            recorded_at=visit.recorded_at,
            corrects=None if visit.corrects is None else str(visit.corrects),
            handouts=tuple(Handout(given.item, given.count) for given in visit.handouts),
        ),
    )
    if receipt.status == "duplicate":
        response.status_code = 200
    return ReceiptOut(id=visit.id, seq=receipt.seq, status=receipt.status)
