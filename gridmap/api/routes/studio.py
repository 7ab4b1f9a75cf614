"""The planner's studio: the ground that a division is made over, searches, figures of hand work."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Header, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from gridmap.api.deps import AtStudio
from gridmap.api.divisions import (
    PlanAsked,
    PlanAtoms,
    PlanDivision,
    PlanFeatures,
    PlanLevel,
    PlanLocks,
    PlanParts,
    PlanPlace,
    division_of,
    level_of,
)
from gridmap.api.errors import Problem, spoken, told_of
from gridmap.api.requests import routes_of
from gridmap.render.geometry import pack
from gridmap.territory.codes import Level
from gridmap.usecases.assignments import Assignment
from gridmap.usecases.jobs import JobState
from gridmap.usecases.plan_drawing import outlines_of
from gridmap.usecases.plan_finding import Wanted
from gridmap.usecases.plan_searches import Outcome, PlanSearch, outcome_of
from gridmap.usecases.planning import figured
from gridmap.usecases.studio_ground import studio_ground
from gridmap.words import Language

__all__ = ["router"]

router = routes_of("studio")

_Code = Annotated[str, Field(max_length=64)]
_Count = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
_Area = Annotated[str, Query(description="Code of the area", max_length=64)]
_Etag = Annotated[str | None, Header(alias="if-none-match", max_length=200)]


class StudioShapes(BaseModel):
    """Shapes as whole numbers; drawn with the even-odd rule."""

    xy: list[int] = Field(
        description="dx, dy … in millionths of a degree, the first pair from 0, 0: every vertex is "
        "a step from the one before it"
    )
    vertices: list[int] = Field(description="Vertices of each ring, without its closing one")
    pieces: list[int] = Field(description="Rings of each shape")


class StudioArea(PlanPlace):
    """An area that is divided, or a patch of one."""

    id: int = Field(description="`a` in the tiles")
    zone: int = Field(description="Position of its zone")
    leader: bool = Field(description="Whether somebody leads it today")
    patches: int = Field(description="Patches below it")


class StudioPatch(PlanPlace):
    """A patch of a grid."""

    area: int = Field(description="Position of its grid; -1 where that is none of these")
    leader: bool


class StudioBuildings(BaseModel):
    """Columns, an entry a building."""

    id: list[int] = Field(description="`i` in the tiles")
    uid: list[str]
    address: list[str | None]
    shape: StudioShapes


class StudioAtoms(BaseModel):
    """Columns, an entry an atom: a part of a building; for patches, a floor of a unit of one.

    ``part``, ``unit`` and ``low`` name an atom for good.
    """

    building: list[int] = Field(description="Position")
    part: list[int]
    unit: list[str | None]
    low: list[int | None]
    high: list[int | None]
    x: list[int] = Field(description="Longitude of a place inside, in millionths of a degree")
    y: list[int] = Field(description="Latitude, likewise")
    households: list[int]
    load: list[float]
    walk_up: list[int] = Field(description="Doors above the third floor without lift")
    hazards: list[float] = Field(description="Open ones of the building, shared by its atoms")
    area: list[int] = Field(description="Position of its area today; -1 for none")
    patch: list[int] = Field(description="Position of its patch today; -1 for none")
    zone: list[int] = Field(description="Position")


class StudioEdges(BaseModel):
    """Columns, an entry a pair of neighbours."""

    a: list[int] = Field(description="Position of an atom")
    b: list[int]
    m: list[float] = Field(description="Metres of border in common")
    linked: list[int] = Field(
        description="Positions of edges that only link what lies apart to the nearest atom"
    )


class StudioGround(BaseModel):
    """What strokes are reckoned from."""

    base: str = Field(description="Names the atoms and whose they are; sent back with what is made")
    seq: int
    today: date
    area: PlanPlace
    level: PlanLevel
    zone_level: Literal["community", "grid"]
    load: str
    size: tuple[float, float] | None = Field(
        description="Bounds of the settings; none: `tolerance` around an even share of the zone"
    )
    tolerance: float
    patch_size: tuple[int, int] = Field(description="Households that a receiving patch may have")
    zones: list[PlanPlace]
    areas: list[StudioArea]
    patches: list[StudioPatch]
    buildings: StudioBuildings
    atoms: StudioAtoms
    edges: StudioEdges


class StudioCells(BaseModel):
    """The ground of each building, in the order of the ground's buildings."""

    base: str
    cells: StudioShapes


class StudioStart(BaseModel):
    """A division by hand that the rest is to be mended around."""

    model_config = ConfigDict(extra="forbid")

    base: _Code
    labels: list[_Code] = Field(max_length=20_000)
    part: PlanParts
    by_hand: PlanAtoms = Field(description="Positions of atoms decided by hand: these stay")


class SearchOrder(PlanAsked):
    """What is to be looked for."""

    area: _Code
    level: PlanLevel
    locked: PlanLocks = Field(default=[])
    add: dict[_Code, _Count] = Field(default={}, description="New areas, by the code of the zone")
    remove: list[_Code] = Field(default=[], max_length=2_000)
    merge: list[list[_Code]] = Field(default=[], max_length=2_000)
    front: bool = Field(
        default=False, description="A few, from the lowest price to the most compact, not one"
    )
    seed: int = Field(default=0, ge=0, le=2**31)
    seconds: float | None = Field(default=None, gt=0, le=600, description="Search about as long")
    start: StudioStart | None = None


class FiguresOrder(PlanAsked):
    """A division by hand, to be reckoned as a plan would be."""

    area: _Code
    level: PlanLevel
    base: _Code
    labels: list[_Code] = Field(max_length=20_000)
    part: PlanParts = Field(description="-1 where it is nobody's yet")
    outlines: bool = Field(default=False, description="Draw outlines, too: some seconds")


class StudioNumbered(BaseModel):
    """Which of ``labels`` each atom has; -1 for none."""

    labels: list[str]
    part: list[int]


class SearchOutcome(PlanDivision):
    """A division over the atoms of a ground, and what it comes to."""

    base: str
    labels: list[str]
    part: list[int]
    patches: StudioNumbered | None = Field(
        description="Receiving patch of each atom, where grids have patches"
    )


class StudioFigured(SearchOutcome):
    """The same, with outlines where these were asked for."""

    outlines: PlanFeatures | None


class StudioSearch(BaseModel):
    """A search as it stands; ask again while it is waiting or running."""

    id: str
    area: PlanPlace
    level: PlanLevel
    state: JobState
    ahead: int = Field(description="Searches that come before it, while it waits")
    progress: float = Field(description="Share of the work that is done")
    outside: int | None = Field(description="Areas out of bounds in the best so far")
    moved: float | None = Field(description="Households that change hands in it")
    seconds: float
    stopped: bool = Field(description="Whether it ended with the best so far")
    problem: Problem | None
    outcomes: list[SearchOutcome] = Field(
        description="Several only of a front: from the lowest price on"
    )


@router.get("/ground", response_class=Response, responses={200: {"model": StudioGround}})
def get_studio_ground(
    desk: AtStudio,
    area: _Area,
    level: PlanLevel,
    load: Annotated[str, Query(max_length=500)] = "households",
    etag: _Etag = None,
) -> Response:
    """Tell all that strokes are reckoned from; with `If-None-Match`, only what is new."""
    here = desk.ground(area, Level(level))
    return _kept(studio_ground(desk.workspace, here, load), etag)


@router.get("/cells", response_class=Response, responses={200: {"model": StudioCells}})
def get_studio_cells(desk: AtStudio, area: _Area, level: PlanLevel, etag: _Etag = None) -> Response:
    """Draw the ground nearest to each building: some seconds for thousands of them."""
    here = desk.ground(area, Level(level))
    return _kept({"base": here.base, "cells": pack(desk.cells(here))}, etag)


@router.post("/figures")
def post_studio_figures(desk: AtStudio, request: Request, order: FiguresOrder) -> StudioFigured:
    """Reckon a division that was made by hand; nothing is kept."""
    bounds = order.bounds()
    here = desk.ground(order.area, Level(order.level))
    given = Assignment(order.base, order.labels, order.part)
    division = figured(desk.workspace, here, given, **bounds)
    told = _outcome(
        outcome_of(here, division, order.facts(), drawn=order.outlines), spoken(request)
    )
    outlines = outlines_of(here, division) if order.outlines else None
    return StudioFigured.model_validate({**told.model_dump(), "outlines": outlines})


@router.post("/searches", status_code=202)
def post_studio_searches(desk: AtStudio, request: Request, order: SearchOrder) -> StudioSearch:
    """Have divisions looked for; nothing of them is kept until a plan is made of one."""
    given = order.start
    start = None
    if given is not None:
        start = Assignment(given.base, given.labels, given.part, given.by_hand)
    wanted = Wanted(
        level=Level(order.level),
        locked=tuple(order.locked),
        add=order.add,
        remove=tuple(order.remove),
        merge=order.merge,
        front=order.front,
        seed=order.seed,
        seconds=order.seconds,
        start=start,
        **order.facts(),
    )
    return _search(desk.search(order.area, wanted), spoken(request))


@router.get("/searches")
def get_studio_searches(desk: AtStudio, request: Request) -> list[StudioSearch]:
    """List one's own searches, the newest first, without what they found."""
    lang = spoken(request)
    return [_search(one, lang, whole=False) for one in desk.searches.mine()]


@router.get("/searches/{uid}")
def get_studio_search(desk: AtStudio, request: Request, uid: str) -> StudioSearch:
    """Tell how a search stands; who no longer asks has it end with the best so far."""
    return _search(desk.searches.look(uid), spoken(request))


@router.post("/searches/{uid}/stop", status_code=202)
def stop_studio_search(desk: AtStudio, request: Request, uid: str) -> StudioSearch:
    """End a search with the best so far."""
    return _search(desk.searches.stop(uid), spoken(request))


@router.delete("/searches/{uid}", status_code=204)
def delete_studio_search(desk: AtStudio, uid: str) -> None:
    """End a search, and keep nothing of it."""
    desk.searches.drop(uid)


def _kept(answer: dict[str, Any], etag: str | None) -> Response:
    """Answer with what a browser may keep as long as it asks whether it still holds."""
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    mark = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"etag": mark, "cache-control": "private, no-cache"}
    if etag is not None and mark in etag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def _search(one: PlanSearch, lang: Language, *, whole: bool = True) -> StudioSearch:
    area = one.here.ground.area
    return StudioSearch(
        id=one.id,
        area=PlanPlace(code=area.code, name=area.name),
        level=level_of(one.here.level),
        state=one.state,
        ahead=one.ahead,
        progress=one.share,
        outside=one.outside,
        moved=one.moved,
        seconds=round(one.seconds, 1),
        stopped=one.stopped,
        problem=one.problem and told_of(one.problem, lang),
        outcomes=[_outcome(each, lang) for each in one.outcomes] if whole else [],
    )


def _outcome(one: Outcome, lang: Language) -> SearchOutcome:
    patches = one.patches
    return SearchOutcome(
        base=one.base,
        labels=list(one.labels),
        part=list(one.part),
        patches=patches and StudioNumbered(labels=[*patches[0]], part=[*patches[1]]),
        **division_of(one.account, lang).model_dump(),
    )
