"""Offices by area: who holds them on a day, which are vacant, handing one over."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from gridmap.api.deps import InWorkspace
from gridmap.api.requests import routes_of
from gridmap.api.routes.people import Held, SeatIn, Uid, held
from gridmap.territory.codes import Level
from gridmap.territory.people import Office
from gridmap.usecases import offices
from gridmap.usecases.vacancies import vacancies

__all__ = ["router"]

router = routes_of("offices")

_Area = Annotated[str | None, Query(description="Code of the area to stay within", max_length=64)]
_Day = Annotated[date | None, Query(description="Today by default")]


class Handover(SeatIn):
    """An office that goes from one to another."""

    to: Uid = Field(description="uid of whoever takes it")
    giver: Uid | None = Field(
        default=None, description="uid of whoever hands it over; needed only where several hold it"
    )
    on: date | None = Field(
        default=None, description="First day of whoever takes it; today by default"
    )


class Vacant(BaseModel):
    """An office that nobody holds."""

    office: Office
    area: str = Field(description="Code")
    area_uid: str
    area_name: str | None
    level: Level
    since: date | None = Field(description="First day without; null if nobody ever held it")


@router.get("")
def list_offices(
    workspace: InWorkspace,
    *,
    area: _Area = None,
    office: Annotated[list[Office] | None, Query()] = None,
    day: _Day = None,
) -> list[Held]:
    """List the offices in force on a day, by area."""
    return [held(one) for one in offices.offices(workspace, within=area, office=office, day=day)]


@router.get("/vacant")
def list_vacant_offices(
    workspace: InWorkspace, *, area: _Area = None, day: _Day = None
) -> list[Vacant]:
    """List every patch without leader, group without lead, grid without lead or worker."""
    return [
        Vacant(
            office=one.office,
            area=one.area.code,
            area_uid=one.area.uid,
            area_name=one.area.name,
            level=one.area.level,
            since=one.since,
        )
        for one in vacancies(workspace, within=area, day=day)
    ]


@router.post("/handover", status_code=201)
def post_handover(workspace: InWorkspace, handover: Handover) -> Held:
    """Hand an office over on a day; history stays, and so does the leader's cadre."""
    return held(
        offices.hand_over(
            workspace,
            handover.seat(),
            handover.to,
            giver=handover.giver,
            on=handover.on,
        )
    )
