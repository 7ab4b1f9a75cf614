"""Buildings, their parts and doors."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Depends, Path, Query
from pydantic import BaseModel, Field

from gridmap.api.deps import (
    AfterRow,
    Bbox,
    Geometry,
    InMap,
    InQuestion,
    InWorkspace,
    Limit,
    Near,
    geojson,
)
from gridmap.api.requests import routes_of
from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.fieldwork.outcomes import Outcome
from gridmap.usecases.building_premises import building_premises
from gridmap.usecases.building_views import BuildingView
from gridmap.usecases.inventory import Wanted, building, buildings

__all__ = ["router"]

router = routes_of("buildings")


class Building(BaseModel):
    """A building and how far it is."""

    uid: str
    i: int = Field(description="Its id in the tiles and its place in `/map/status`")
    n: int | None = Field(description="Its number on the printed sheet of its grid", examples=[7])
    source: str = Field(examples=["osm"])
    source_ref: str = Field(examples=["way/123"])
    name: str | None
    address: str | None = Field(examples=["荷叶街12号"])
    kind: str | None = Field(examples=["apartments"])
    levels: int | None
    units: int | None = Field(description="Stairwells")
    status: BuildingStatus
    few: bool = Field(description="Whether its households are too few for the figure to be told")
    target: int | None = Field(
        description="Households to visit; the four counts are none where they are too few, or "
        "beyond your reach"
    )
    attempted: int | None
    reached: int | None
    settled: int | None
    areas: list[str] = Field(description="Codes of the leaf areas that answer for it")
    point: tuple[float, float] = Field(description="A place inside it: longitude, latitude")
    distance_m: int | None = Field(description="Metres from `near`; 0 inside")
    footprint: Geometry | None


class BuildingPage(BaseModel):
    """Buildings; ask again with ``after=next`` while there is a ``next``."""

    items: list[Building]
    next: int | None


class Part(BaseModel):
    """Part of a building for which one leaf area answers."""

    unit: str | None
    floor_lo: int | None
    floor_hi: int | None
    area: str | None = Field(description="Code of the leaf area; none for an orphan")


class Door(BaseModel):
    """A dwelling door within reach and how it stands; nothing about who lives there."""

    uid: str
    unit: str | None
    floor: int | None
    door: str | None
    estimated: bool = Field(description="Whether it is a placeholder from an estimate")
    excluded: bool = Field(description="Whether it is no target: register status or do-not-visit")
    outcome: Outcome | None = Field(description="Latest state; none while untried")
    settled: bool


class BuildingWithDoors(Building):
    """A building with its parts and doors."""

    parts: list[Part]
    doors: list[Door]


def _facts(view: BuildingView, *, footprints: bool = True) -> dict[str, object]:
    counts = ("target", "attempted", "reached", "settled")
    return {
        "uid": view.uid,
        "i": view.id,
        "n": view.number,
        "source": view.source,
        "source_ref": view.source_ref,
        "name": view.name,
        "address": view.address,
        "kind": view.kind,
        "levels": view.levels,
        "units": view.units,
        "status": view.status,
        "few": view.few,
        **{name: getattr(view.figure, name, None) for name in counts},
        "areas": view.areas,
        "point": view.point,
        "distance_m": view.distance_m,
        "footprint": geojson(view.footprint) if footprints else None,
    }


def _wanted(
    bbox: Bbox,
    near: Near,
    area: Annotated[
        str | None, Query(description="Code of the area to stay within", max_length=64)
    ] = None,
    status: Annotated[BuildingStatus | None, Query(description="Only those so far")] = None,
) -> Wanted:
    return Wanted(area, bbox, status, near)


@router.get("")
def list_buildings(
    workspace: InWorkspace,
    desk: InMap,
    wanted: Annotated[Wanted, Depends(_wanted)],
    question: InQuestion,
    *,
    footprints: Annotated[bool, Query(description="Whether to send footprints")] = True,
    after: AfterRow = 0,
    limit: Limit = 200,
) -> BuildingPage:
    """List buildings of an area or extent, with their status, by id or the nearest first."""
    page = buildings(
        workspace,
        wanted,
        question=question,
        numbers=desk.tiles.numbers(),
        after=after,
        most=limit,
    )
    return BuildingPage(
        items=[Building.model_validate(_facts(view, footprints=footprints)) for view in page.items],
        next=page.next,
    )


class PremisesHere(BaseModel):
    """A shop or body (实有单位) in a building."""

    uid: str
    name: str | None
    kind: str | None = Field(examples=["商铺"])
    unit: str | None
    floor: int | None
    door: str | None
    confirmed_on: date | None


@router.get("/{uid}/premises")
def get_premises(workspace: InWorkspace, uid: str) -> list[PremisesHere]:
    """List the premises of a building, for those who may see the register."""
    return [
        PremisesHere.model_validate(one, from_attributes=True)
        for one in building_premises(workspace, uid)
    ]


@router.get("/{uid}")
def get_building(
    workspace: InWorkspace,
    desk: InMap,
    question: InQuestion,
    uid: Annotated[
        str,
        Path(description="Its `uid`, or `i:` with its id in the tiles", examples=["i:123"]),
    ],
) -> BuildingWithDoors:
    """Look into one building: its parts and the state of its doors."""
    inside = building(workspace, uid, question=question, numbers=desk.tiles.numbers())
    return BuildingWithDoors.model_validate(
        {
            **_facts(inside.building),
            "parts": [
                {
                    "unit": part.unit,
                    "floor_lo": part.floor_lo,
                    "floor_hi": part.floor_hi,
                    "area": part.area,
                }
                for part in inside.parts
            ],
            "doors": [
                {
                    "uid": door.uid,
                    "unit": door.unit,
                    "floor": door.floor,
                    "door": door.door,
                    "estimated": door.estimated,
                    "excluded": door.excluded,
                    "outcome": door.state.outcome,
                    "settled": door.state.settled,
                }
                for door in inside.doors
            ],
        }
    )
