"""Cases; for now hazards and their two states."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from sqlalchemy import RowMapping

from gridmap.api.deps import AfterRow, Bbox, Geometry, InWorkspace, Limit, Moment, geojson
from gridmap.api.requests import routes_of
from gridmap.fieldwork.cases import CaseKind, CaseState, HazardCategory, Severity
from gridmap.usecases.cases import CaseDraft, case, cases, handle_case, report_case

__all__ = ["router"]

router = routes_of("cases")

Lon = Annotated[float, Field(ge=-180, le=180)]
Lat = Annotated[float, Field(ge=-90, le=90)]


class CaseIn(BaseModel):
    """A case as somebody reports it, with an id made there: sending it twice opens one."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    kind: CaseKind = CaseKind.HAZARD
    category: HazardCategory | None = None
    severity: Severity | None = None
    place: tuple[Lon, Lat] | None = Field(default=None, examples=[[113.147, 27.852]])
    building: str | None = Field(default=None, max_length=64, description="uid of the building")
    note: str | None = Field(default=None, max_length=2000)
    opened_at: Moment | None = None


class Case(BaseModel):
    """A case."""

    uid: str
    kind: CaseKind
    category: HazardCategory | None
    severity: Severity | None
    state: CaseState
    place: Geometry | None
    building: str | None = Field(description="uid of the building")
    address: str | None
    area: str | None = Field(description="uid of the leaf area")
    opened_at: AwareDatetime
    due_at: AwareDatetime | None
    seq: int = Field(description="Server sequence of its last step")


class CaseTold(Case):
    """A case and the words of whoever reported it."""

    note: str | None = Field(description="What was written when it was opened")


class CasePage(BaseModel):
    """Cases; ask again with ``after=next`` while there is a ``next``."""

    items: list[Case]
    next: int | None


class StateIn(BaseModel):
    """The state that a case is in now."""

    model_config = ConfigDict(extra="forbid")

    state: CaseState
    base_seq: int = Field(description="`seq` of the case as you saw it")
    note: str | None = Field(default=None, max_length=2000)


def _case(row: RowMapping) -> Case:
    return Case(
        uid=row["uid"],
        kind=row["kind"],
        category=row["category"],
        severity=row["severity"],
        state=row["state"],
        place=geojson(row["place"]),
        building=row["building_uid"],
        address=row["address"],
        area=row["area_uid"],
        opened_at=row["opened_at"],
        due_at=row["due_at"],
        seq=row["seq"],
    )


@router.get("")
def list_cases(
    workspace: InWorkspace,
    bbox: Bbox,
    *,
    kind: CaseKind | None = None,
    state: CaseState | None = None,
    area: Annotated[str | None, Query(max_length=64)] = None,
    building: Annotated[str | None, Query(description="uid of the building", max_length=64)] = None,
    after: AfterRow = 0,
    limit: Limit = 200,
) -> CasePage:
    """List cases of a kind, state, area (code), building or extent."""
    found = cases(
        workspace,
        kind=kind,
        state=state,
        area=area,
        building=building,
        bbox=bbox,
        after=after,
        most=limit + 1,
    )
    page = found[:limit]
    return CasePage(
        items=[_case(row) for row in page],
        next=page[-1]["id"] if len(found) > limit else None,
    )


@router.get("/{uid}")
def get_case(workspace: InWorkspace, uid: str) -> CaseTold:
    """Look at one case, with what was written when it was opened."""
    told = case(workspace, uid)
    return CaseTold(**_case(told.case).model_dump(), note=told.note)


@router.post("", status_code=201, responses={200: {"model": Case}})
def post_case(workspace: InWorkspace, draft: CaseIn, response: Response) -> Case:
    """Report a case; a case that is here already is acknowledged with 200."""
    reported = report_case(
        workspace,
        CaseDraft(
            id=str(draft.id),
            kind=draft.kind,
            category=draft.category,
            severity=draft.severity,
            place=draft.place,
            building=draft.building,
            note=draft.note,
            opened_at=draft.opened_at,
        ),
    )
    if reported.status == "duplicate":
        response.status_code = 200
    return _case(reported.case)


@router.put("/{uid}/state")
def put_case_state(workspace: InWorkspace, uid: str, moved: StateIn) -> Case:
    """Say that a case is handled, or open again; 409 if somebody moved it meanwhile."""
    return _case(
        handle_case(workspace, uid, state=moved.state, base_seq=moved.base_seq, note=moved.note)
    )
