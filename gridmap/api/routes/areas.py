"""Areas."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from gridmap.api.deps import Geometry, InWorkspace, Limit, geojson
from gridmap.api.requests import routes_of
from gridmap.territory.codes import Level
from gridmap.usecases.gazetteer import AreaView, area, areas

__all__ = ["router"]

router = routes_of("areas")


class Area(BaseModel):
    """An area as it stands today."""

    uid: str
    code: str = Field(examples=["430202002002001"])
    name: str | None = Field(examples=["第1网格"])
    level: Level
    kind: str | None
    parent: str | None = Field(description="Code of the area above", examples=["430202002002"])
    leaf: bool = Field(description="Whether nothing is below it: then building parts belong to it")
    outline: Geometry | None = None


class AreaPage(BaseModel):
    """Areas by code; ask again with ``after=next`` while there is a ``next``."""

    items: list[Area]
    next: str | None


def _area(view: AreaView) -> Area:
    return Area(
        uid=view.area.uid,
        code=view.area.code,
        name=view.area.name,
        level=view.area.level,
        kind=view.area.kind,
        parent=view.parent,
        leaf=view.leaf,
        outline=geojson(view.outline),
    )


@router.get("")
def list_areas(
    workspace: InWorkspace,
    *,
    level: Level | None = None,
    within: Annotated[
        str | None, Query(description="Code of the area to stay within", max_length=64)
    ] = None,
    outlines: Annotated[bool, Query(description="Whether to send outlines")] = False,
    after: Annotated[str, Query(description="Code to go on after", max_length=64)] = "",
    limit: Limit = 200,
) -> AreaPage:
    """List areas by code."""
    found = areas(
        workspace, level=level, within=within, outlines=outlines, after=after, most=limit + 1
    )
    page = found[:limit]
    return AreaPage(
        items=[_area(view) for view in page],
        next=page[-1].area.code if len(found) > limit else None,
    )


@router.get("/{code}")
def get_area(workspace: InWorkspace, code: str) -> Area:
    """Look at one area, by its code or uid, with its outline."""
    return _area(area(workspace, code))
