"""Plans of a new division: drafts, compared, submitted, approved by somebody else for a day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from gridmap.api.books import XLSX, workbook
from gridmap.api.deps import AtStudio, InWorkspace
from gridmap.api.errors import sentence, spoken
from gridmap.api.requests import routes_of
from gridmap.errors import Severity
from gridmap.render.tables import plan_changes_xlsx
from gridmap.territory.codes import Level
from gridmap.usecases.assignments import Assignment
from gridmap.usecases.plan_account import findings_in
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

__all__ = [
    "PlanAsked",
    "PlanAtoms",
    "PlanDivision",
    "PlanFeatures",
    "PlanLevel",
    "PlanParts",
    "PlanPlace",
    "division_of",
    "level_of",
    "router",
]

router = routes_of("plans")

PlanLevel = Literal["grid", "patch"]

_Code = Annotated[str, Field(max_length=64)]
_Bound = Annotated[float, Field(ge=-1e9, le=1e9)]

PlanParts = Annotated[list[Annotated[int, Field(ge=-1, le=20_000)]], Field(max_length=200_000)]
"""Position of its area's label, by atom; -1 for none."""

PlanAtoms = Annotated[list[Annotated[int, Field(ge=0, le=200_000)]], Field(max_length=200_000)]
"""Positions of atoms."""


class PlanAsked(BaseModel):
    """What a division is to come to."""

    model_config = ConfigDict(extra="forbid")

    load: str = Field(
        default="households",
        max_length=500,
        description="A column or a formula of households, walk_up and hazards; key_groups only "
        "for whoever may see these",
    )
    size: tuple[_Bound, _Bound] | None = Field(default=None, description="Bounds of every load")
    tolerance: _Bound | None = Field(
        default=None, description="How far, as a share, a load may be from an even share instead"
    )
    compactness: float = Field(
        default=0.0, ge=0, le=1000, description="Households that a metre of border is worth"
    )
    anew: bool = Field(default=False, description="From nothing, whatever there is today")

    def facts(self) -> dict[str, Any]:
        """Tell what was asked, and nothing else of a larger order."""
        return {name: getattr(self, name) for name in PlanAsked.model_fields}

    def bounds(self) -> dict[str, Any]:
        """Tell what loads are reckoned and judged by."""
        return {"load": self.load, "size": self.size, "tolerance": self.tolerance}


class PlanFigures(BaseModel):
    """Figures of one division; each rate's denominator is beside it."""

    grids: int
    outside: int = Field(description="Areas out of bounds")
    beyond: float = Field(description="Load out of bounds")
    lowest: float = Field(description="Lightest area, 1.0 being the middle of its bounds")
    highest: float
    pieces: int = Field(description="Connected pieces beyond one an area")
    households: float
    moved: float = Field(description="Households whose area changes")
    leaders_changed: float | None = Field(
        description="Households whose leader changes; none where there are no patches: then `moved`"
    )
    buildings: int = Field(description="Atoms")
    buildings_moved: int
    border_m: float
    walk_m: float = Field(description="Mean metres from the middle of one's area")
    polsby_popper: float | None = Field(description="Mean compactness, 1.0 for circles")


class PlanArea(BaseModel):
    """An area before and after."""

    label: str = Field(description="Its code, or `new-1` and so on")
    name: str | None
    before: float = Field(description="Households")
    after: float
    load: float | None = Field(description="Load then; none where it ends")
    low: float | None
    high: float | None
    leaves: float = Field(description="Households that it hands over")


class PlanHindered(BaseModel):
    """A zone where areas stay out of bounds."""

    zone: str | None
    zone_name: str | None
    reason: str
    message: str
    grids: int
    outside: int
    low: float
    high: float
    lightest: float
    heaviest: float


class PlanNotice(BaseModel):
    """Something worth telling."""

    severity: Severity
    code: str
    message: str


class PlanFlow(BaseModel):
    """What goes from one area to another."""

    origin: str = Field(serialization_alias="from")
    to: str
    households: float
    buildings: int = Field(description="Atoms")
    leaders: int | None = Field(description="Patches that hand something over, below grids")


class PlanDivision(BaseModel):
    """What a division comes to."""

    asked: PlanAsked
    then: PlanFigures
    today: PlanFigures | None
    areas: list[PlanArea]
    infeasible: list[PlanHindered]
    findings: list[PlanNotice]
    moves: list[PlanFlow]


class PlanPlace(BaseModel):
    """An area by its code."""

    code: str
    name: str | None


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
    by_hand: PlanAtoms = []
    locked: list[_Code] = Field(default=[], max_length=20_000)
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


class PlanFeatures(BaseModel):
    """GeoJSON features (RFC 7946), EPSG:4326."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[dict[str, Any]]


class PlanMap(BaseModel):
    """A plan as it is drawn."""

    before: PlanFeatures = Field(description="Outlines: `label`, `name`")
    after: PlanFeatures = Field(
        description="Outlines: `label`, `name`, `households`, `polsby_popper`"
    )
    moves: PlanFeatures = Field(
        description="A point a building: `i` in the tiles, `from`, `to`, `households`"
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
) -> list[PlanHead]:
    """List plans, the newest first."""
    return [PlanHead(**_head(one)) for one in plans(workspace, within=area)]


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
    """Write whose leader changes as a workbook; of residents nothing but how many live there."""
    lang = spoken(request)
    file = f"{name}-{say('plan-changes-file', lang=lang)}.xlsx"
    return workbook(plan_changes_xlsx(plan_changes(workspace, name), lang), file)


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


def level_of(level: Level) -> PlanLevel:
    """Name a level that is divided."""
    return "grid" if level is Level.GRID else "patch"


def division_of(account: Mapping[str, Any], lang: Language) -> PlanDivision:
    """Say the account of a division."""
    return PlanDivision(
        asked=account["asked"],
        then=account["then"],
        today=account["today"],
        areas=account["areas"],
        infeasible=[_hindered(row, lang) for row in account["infeasible"]],
        findings=[
            PlanNotice(severity=one.severity, code=one.code, message=sentence(one, lang))
            for one in findings_in(account)
        ],
        moves=[PlanFlow(origin=row["from"], **_but(row, "from")) for row in account["moves"]],
    )


def _hindered(row: Mapping[str, Any], lang: Language) -> PlanHindered:
    reason = say(f"plan-reason-{row['reason'].replace('_', '-')}", lang=lang)
    facts = {name: f"{row[name]:g}" for name in ("low", "high", "lightest", "heaviest")}
    zone = row["zone_name"] or row["zone"]
    outside = row["outside"]
    message = say("plan-infeasible", lang=lang, zone=zone, outside=outside, reason=reason, **facts)
    return PlanHindered(message=message, **row)


def _but(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


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
