"""Plans of a new division: drafts, compared, submitted, approved by somebody else for a day."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from gridmap.api.books import XLSX, workbook
from gridmap.api.deps import AtStudio, InWorkspace, Limit
from gridmap.api.divisions import (
    PlanArea,
    PlanAsked,
    PlanAtoms,
    PlanFeatures,
    PlanFigures,
    PlanFlow,
    PlanHindered,
    PlanLevel,
    PlanLocks,
    PlanNotice,
    PlanParts,
    PlanPlace,
    division_of,
    level_of,
)
from gridmap.api.errors import spoken
from gridmap.api.requests import routes_of
from gridmap.render.tables import plan_changes_xlsx
from gridmap.territory.codes import Level
from gridmap.usecases.assignments import Assignment
from gridmap.usecases.plan_changes import plan_changes
from gridmap.usecases.plan_drawing import plan_map
from gridmap.usecases.plan_views import PlanView, State
from gridmap.usecases.plans import (
    approve_plan,
    discard_plan,
    plan,
    plans,
    submit_plan,
    withdraw_plan,
)
from gridmap.words import Language, say

__all__ = ["router"]

router = routes_of("plans")

_Code = Annotated[str, Field(max_length=64)]


class MayPlan(BaseModel):
    """What one may do with a plan as it stands."""

    change: bool
    submit: bool
    approve: bool
    withdraw: bool
    discard: bool


class PlanHead(BaseModel):
    """A plan in a list."""

    name: str
    title: str | None
    area: PlanPlace | None = Field(description="None once it has ended")
    level: PlanLevel
    state: State
    version: int = Field(description="Counts changes of the draft")
    applies_on: date | None
    created_at: datetime
    changed_at: datetime
    mine: bool = Field(description="Whether you changed it last")
    may: MayPlan
    asked: PlanAsked
    then: PlanFigures
    today: PlanFigures | None


class Plan(PlanHead):
    """A plan in full."""

    areas: list[PlanArea]
    infeasible: list[PlanHindered]
    findings: list[PlanNotice]
    moves: list[PlanFlow]


class DraftOrder(PlanAsked):
    """A division to be kept as a draft."""

    area: _Code
    level: PlanLevel
    base: _Code = Field(description="Of the ground it was made over")
    labels: list[_Code] = Field(max_length=20_000)
    part: PlanParts = Field(description="Position in `labels`, by atom")
    by_hand: PlanAtoms = Field(default=[])
    locked: PlanLocks = Field(default=[])
    title: str | None = Field(default=None, max_length=80)


class DraftChange(DraftOrder):
    """A division in place of a draft's."""

    version: int = Field(ge=0, le=2**31, description="Of the draft that was changed")


class PlanDraft(BaseModel):
    """What is gone on with, over the ground as it is now."""

    plan: PlanHead
    base: str
    labels: list[str]
    part: list[int]
    by_hand: list[int]
    locked: list[str]
    astray: int = Field(description="Atoms that the plan does not know: they are as today")


class PlanMap(BaseModel):
    """A plan as it is drawn."""

    before: PlanFeatures = Field(description="Outlines: `label`, `name`")
    after: PlanFeatures = Field(
        description="Outlines: `label`, `name`, `households`, `polsby_popper`"
    )
    moves: PlanFeatures = Field(
        description="A point a building: `i` in the tiles, `from` (null for none), `to`, "
        "`households`"
    )


class SeenPlan(BaseModel):
    """The version of a draft that somebody looked at."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=0, le=2**31)


class PlanApproval(SeenPlan):
    """From which day on a plan is to hold."""

    on: date


@router.get("")
def get_plans(
    workspace: InWorkspace,
    area: Annotated[
        str | None, Query(description="Code: its plans, and those below", max_length=64)
    ] = None,
    limit: Limit = 200,
) -> list[PlanHead]:
    """List plans, the newest first."""
    return [PlanHead(**_head(one)) for one in plans(workspace, within=area, most=limit)]


@router.post("", status_code=201)
def post_plans(desk: AtStudio, request: Request, order: DraftOrder) -> Plan:
    """Keep a division as a draft; its outlines are drawn, which may take some seconds."""
    kept = desk.keep(order.area, Level(order.level), _given(order), order.facts(), **_told(order))
    return _plan(kept, spoken(request))


@router.get("/{name}")
def get_plan(workspace: InWorkspace, request: Request, name: str) -> Plan:
    """Look at a plan."""
    return _plan(plan(workspace, name), spoken(request))


@router.put("/{name}")
def put_plan(desk: AtStudio, request: Request, name: str, order: DraftChange) -> Plan:
    """Put another division in place of a draft's; 409 where somebody else did meanwhile."""
    kept = desk.change(
        name,
        order.version,
        order.area,
        Level(order.level),
        _given(order),
        order.facts(),
        **_told(order),
    )
    return _plan(kept, spoken(request))


@router.get("/{name}/draft")
def get_plan_draft(desk: AtStudio, name: str) -> PlanDraft:
    """Lay a plan over the ground as it is now, to go on with it."""
    found = desk.draft(name)
    given = found.given
    return PlanDraft(
        plan=PlanHead(**_head(found.plan)),
        base=given.base,
        labels=list(given.labels),
        part=list(given.part),
        by_hand=list(given.by_hand),
        locked=list(found.locked),
        astray=found.astray,
    )


@router.get("/{name}/map", response_class=Response, responses={200: {"model": PlanMap}})
def get_plan_map(workspace: InWorkspace, name: str) -> Response:
    """Draw a plan: outlines before and after, and what changes hands."""
    body = json.dumps(plan_map(workspace, name), ensure_ascii=False)
    return Response(body, media_type="application/json")


@router.get("/{name}/changes", response_class=Response, responses={200: {"content": {XLSX: {}}}})
def get_plan_changes(workspace: InWorkspace, request: Request, name: str) -> Response:
    """Write whose leader changes, and a row a letter to them, as a workbook; names no resident."""
    lang = spoken(request)
    told = plan_changes(workspace, name)
    file = f"{name}-{say('plan-changes-file', lang=lang)}.xlsx"
    return workbook(plan_changes_xlsx(told.parts, told.letters, lang), file)


@router.post("/{name}/submit")
def submit(workspace: InWorkspace, request: Request, name: str, seen: SeenPlan) -> Plan:
    """Hand a draft on to be approved by somebody else."""
    return _plan(submit_plan(workspace, name, version=seen.version), spoken(request))


@router.post("/{name}/withdraw")
def withdraw(workspace: InWorkspace, request: Request, name: str) -> Plan:
    """Make what was submitted a draft again."""
    return _plan(withdraw_plan(workspace, name), spoken(request))


@router.post("/{name}/approve")
def approve(workspace: InWorkspace, request: Request, name: str, approval: PlanApproval) -> Plan:
    """Let what somebody else has submitted hold from a day on."""
    kept = approve_plan(workspace, name, approval.on, version=approval.version)
    return _plan(kept, spoken(request))


@router.delete("/{name}")
def discard(workspace: InWorkspace, request: Request, name: str) -> Plan:
    """Discard a plan; of one approved for a day to come, all that it wrote is taken back."""
    return _plan(discard_plan(workspace, name), spoken(request))


def _given(order: DraftOrder) -> Assignment:
    return Assignment(order.base, order.labels, order.part, order.by_hand)


def _told(order: DraftOrder) -> dict[str, Any]:
    return {"locked": order.locked, "title": order.title}


def _head(one: PlanView) -> dict[str, Any]:
    area, account = one.area, one.account
    return {
        "name": one.name,
        "title": one.title,
        "area": None if area is None else PlanPlace(code=area.code, name=area.name),
        "level": level_of(one.level),
        "state": one.state,
        "version": one.version,
        "applies_on": one.applies_on,
        "created_at": one.created_at,
        "changed_at": one.changed_at,
        "mine": one.mine,
        "may": {name: getattr(one.may, name) for name in MayPlan.model_fields},
        "asked": account["asked"],
        "then": account["then"],
        "today": account["today"],
    }


def _plan(one: PlanView, lang: Language) -> Plan:
    told = division_of(one.account, lang)
    more = {name: getattr(told, name) for name in ("areas", "infeasible", "findings", "moves")}
    return Plan(**_head(one), **more)
