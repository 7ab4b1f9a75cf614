"""Buildings known by address only, and their places."""

from __future__ import annotations

from typing import Annotated, Literal

import shapely
from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, model_validator
from shapely.geometry.base import BaseGeometry

from gridmap.api.deps import AfterRow, Geometry, InWorkspace, Limit, drawn
from gridmap.api.requests import routes_of
from gridmap.usecases.listed import ListedView, listed_buildings
from gridmap.usecases.listed_places import place_listed, take_back_placing

__all__ = ["router"]

router = routes_of("listed")

Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]


class Listed(BaseModel):
    """A building as its list has it."""

    uid: str
    source: str = Field(description="Name of the list", examples=["houses"])
    source_ref: str = Field(examples=["B-017"])
    name: str | None = Field(examples=["3栋"])
    address: str | None = Field(examples=["荷叶街12号"])
    estate: str | None = Field(examples=["桃园小区"])
    kind: str | None
    levels: int | None
    units: int | None
    flats: int | None
    building: str | None = Field(description="Uid of the building on the map that it is")


class ListedPage(BaseModel):
    """Listed buildings; ask again with ``after=next`` while there is a ``next``."""

    items: list[Listed]
    next: int | None
    left: int = Field(description="How many of all lists are still to be placed")
    placed: int


class Footprint(Geometry):
    """A GeoJSON polygon, EPSG:4326."""

    type: Literal["Polygon"]


class Place(BaseModel):
    """Where a listed building stands: exactly one of the three."""

    model_config = ConfigDict(extra="forbid")

    point: tuple[Longitude, Latitude] | None = Field(default=None, examples=[[113.14, 27.84]])
    footprint: Footprint | None = None
    building: str | None = Field(default=None, max_length=64, description="It is this known one")

    @model_validator(mode="after")
    def _one_place(self) -> Place:
        if sum(way is not None for way in (self.point, self.footprint, self.building)) != 1:
            raise ValueError("wanted-one-place")
        return self


class Placed(BaseModel):
    """A listed building on the map."""

    listed: Listed
    building: str
    area: str | None = Field(description="Code of the leaf area that answers; none for an orphan")


def _listed(view: ListedView) -> Listed:
    return Listed.model_validate({name: getattr(view, name) for name in Listed.model_fields})


@router.get("")
def list_listed(
    workspace: InWorkspace,
    *,
    q: Annotated[
        str, Query(description="Words of address, name, estate or reference", max_length=200)
    ] = "",
    placed: Annotated[bool, Query(description="Those that are placed instead")] = False,
    after: AfterRow = 0,
    limit: Limit = 200,
) -> ListedPage:
    """List the buildings of lists that are to be placed, and how far the work is."""
    found = listed_buildings(workspace, words=q, placed=placed, after=after, most=limit + 1)
    page = found.items[:limit]
    return ListedPage(
        items=[_listed(view) for view in page],
        next=page[-1].id if len(found.items) > limit else None,
        left=found.left,
        placed=found.placed,
    )


@router.put("/{uid}/place")
def put_place(workspace: InWorkspace, uid: str, place: Place) -> Placed:
    """Place a listed building; 409 names the building that stands there already."""
    ground: BaseGeometry | None = None
    if place.point is not None:
        ground = shapely.Point(place.point)
    elif place.footprint is not None:
        ground = drawn(place.footprint)
    done = place_listed(workspace, uid, place=ground, building=place.building)
    return Placed.model_validate(
        {"listed": _listed(done.listed), "building": done.building, "area": done.area}
    )


@router.delete("/{uid}/place")
def delete_place(workspace: InWorkspace, uid: str) -> Listed:
    """Take a placing back."""
    return _listed(take_back_placing(workspace, uid))
