"""Areas."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request
from pydantic import BaseModel, ConfigDict, Field

from gridmap.api.deps import Bbox, Geometry, InWorkspace, Limit, drawn, geojson
from gridmap.api.errors import spoken
from gridmap.api.requests import routes_of
from gridmap.territory.codes import Level
from gridmap.usecases import area_edits, drawing
from gridmap.usecases.gazetteer import AreaView, area, areas
from gridmap.usecases.splitting import split_area
from gridmap.words import say

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


class EditedArea(BaseModel):
    """An area after it was drawn by hand."""

    code: str = Field(examples=["430202002001004"])
    name: str | None
    level: Level
    outline: Geometry | None
    buildings: int = Field(description="Buildings that it answers for, in whole or in part")
    households: int


class AreaEdit(BaseModel):
    """What drawing did, or would do."""

    areas: list[EditedArea] = Field(description="All that changed, the one edited first")
    trimmed_m2: float = Field(
        description="Ground that was drawn and cut away: another's, or beyond the area above"
    )
    message: str
    dry_run: bool


class AreaDrawing(BaseModel):
    """A new area."""

    model_config = ConfigDict(extra="forbid")

    level: Level
    parent: str | None = Field(max_length=64, description="Code of the area above")
    name: str | None = Field(default=None, max_length=100)
    code: str | None = Field(
        default=None, max_length=64, description="By default the next number below the parent"
    )
    outline: Geometry


class OutlineDrawing(BaseModel):
    """Another outline for an area."""

    model_config = ConfigDict(extra="forbid")

    outline: Geometry
    share: bool = Field(
        default=False,
        description="Whether neighbours follow: they give what is drawn over and take what is left",
    )


class Split(BaseModel):
    """Where to split an area."""

    model_config = ConfigDict(extra="forbid")

    line: Geometry = Field(
        examples=[{"type": "LineString", "coordinates": [[113.14, 27.84], [113.15, 27.85]]}]
    )
    names: list[Annotated[str, Field(max_length=100)] | None] = Field(
        default=[], max_length=20, description="Names of the pieces that get codes of their own"
    )


DryRun = Annotated[bool, Query(description="Tell what would change, and keep nothing")]


def _edit(request: Request, edit: area_edits.AreaEdit) -> AreaEdit:
    facts = {"count": len(edit.areas), "m2": round(edit.trimmed_m2)}
    first = edit.areas[0] if edit.areas else None
    return AreaEdit(
        areas=[
            EditedArea(
                code=one.code,
                name=one.name,
                level=one.level,
                outline=geojson(one.outline),
                buildings=one.buildings,
                households=one.households,
            )
            for one in edit.areas
        ],
        trimmed_m2=round(edit.trimmed_m2, 1),
        message=say(
            f"area-{edit.edit}",
            lang=spoken(request),
            code=first.code if first else "",
            buildings=first.buildings if first else 0,
            households=first.households if first else 0,
            **facts,
        ),
        dry_run=edit.dry_run,
    )


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
    bbox: Bbox,
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
        workspace,
        level=level,
        within=within,
        outlines=outlines,
        bbox=bbox,
        after=after,
        most=limit + 1,
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


@router.post("", status_code=201)
def post_area(
    request: Request, workspace: InWorkspace, drawn_area: AreaDrawing, *, dry_run: DryRun = False
) -> AreaEdit:
    """Draw an area by hand; it stands from today, and what its siblings have stays theirs."""
    edit = drawing.draw_area(
        workspace,
        drawn(drawn_area.outline),
        level=drawn_area.level,
        parent=drawn_area.parent,
        name=drawn_area.name,
        code=drawn_area.code,
        dry_run=dry_run,
    )
    return _edit(request, edit)


@router.put("/{code}/outline")
def put_outline(
    request: Request,
    workspace: InWorkspace,
    code: str,
    drawn_outline: OutlineDrawing,
    *,
    dry_run: DryRun = False,
) -> AreaEdit:
    """Give an area another outline from today."""
    edit = drawing.redraw_area(
        workspace,
        code,
        drawn(drawn_outline.outline),
        share=drawn_outline.share,
        dry_run=dry_run,
    )
    return _edit(request, edit)


@router.post("/{code}/split")
def post_split(
    request: Request, workspace: InWorkspace, code: str, split: Split, *, dry_run: DryRun = False
) -> AreaEdit:
    """Split an area along a line; the piece with most households keeps its code."""
    edit = split_area(workspace, code, drawn(split.line), names=split.names, dry_run=dry_run)
    return _edit(request, edit)


@router.delete("/{code}")
def delete_area(request: Request, workspace: InWorkspace, code: str) -> AreaEdit:
    """Take back an area that was drawn, or split off, today."""
    return _edit(request, drawing.undo_area(workspace, code))
