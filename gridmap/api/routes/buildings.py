"""Buildings, their parts and doors."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from gridmap.api.deps import AfterRow, Bbox, Geometry, InWorkspace, Limit, geojson
from gridmap.api.requests import routes_of
from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.fieldwork.outcomes import Outcome
from gridmap.usecases.inventory import BuildingView, building, buildings

__all__ = ["router"]

router = routes_of("buildings")


class Building(BaseModel):
    """A building and how far it is."""

    uid: str
    source: str = Field(examples=["osm"])
    source_ref: str = Field(examples=["way/123"])
    name: str | None
    address: str | None = Field(examples=["荷叶街12号"])
    kind: str | None = Field(examples=["apartments"])
    levels: int | None
    status: BuildingStatus
    target: int = Field(description="Households to visit")
    attempted: int
    reached: int
    settled: int
    areas: list[str] = Field(description="Codes of the leaf areas that answer for it")
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
    """A dwelling door and how it stands; nothing about who lives there."""

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


def _facts(view: BuildingView) -> dict[str, object]:
    return {
        "uid": view.uid,
        "source": view.source,
        "source_ref": view.source_ref,
        "name": view.name,
        "address": view.address,
        "kind": view.kind,
        "levels": view.levels,
        "status": view.status,
        "target": view.figure.target,
        "attempted": view.figure.attempted,
        "reached": view.figure.reached,
        "settled": view.figure.settled,
        "areas": view.areas,
        "footprint": geojson(view.footprint),
    }


@router.get("")
def list_buildings(
    workspace: InWorkspace,
    bbox: Bbox,
    *,
    area: Annotated[
        str | None, Query(description="Code of the area to stay within", max_length=64)
    ] = None,
    after: AfterRow = 0,
    limit: Limit = 200,
) -> BuildingPage:
    """List buildings of an area or extent, with their status."""
    found = buildings(workspace, area=area, bbox=bbox, after=after, most=limit + 1)
    page = found[:limit]
    return BuildingPage(
        items=[Building.model_validate(_facts(view)) for view in page],
        next=page[-1].id if len(found) > limit else None,
    )


@router.get("/{uid}")
def get_building(workspace: InWorkspace, uid: str) -> BuildingWithDoors:
    """Look into one building: its parts and the state of its doors."""
    inside = building(workspace, uid)
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
