"""Orphans: what nobody answers for yet, each with what leads to its fix."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from gridmap.api.deps import AfterRow, InWorkspace, Limit
from gridmap.api.requests import routes_of
from gridmap.usecases.orphans import OrphanKind, OrphanTarget, orphans

__all__ = ["router"]

router = routes_of("orphans")


class Orphan(BaseModel):
    """One thing that nobody answers for."""

    kind: OrphanKind
    label: str = Field(description="An address, a part, a patch; never somebody's name")
    area: str | None = Field(description="Code of the area it is in")
    area_name: str | None
    households: int
    target: OrphanTarget = Field(description="Where it is mended")
    uid: str = Field(description="Public id of the target")


class OrphanPage(BaseModel):
    """Orphans by kind and place; ask again with ``after=next`` while there is a ``next``."""

    counts: dict[OrphanKind, int] = Field(description="All there are; kinds one may not see lack")
    items: list[Orphan]
    next: int | None


@router.get("")
def list_orphans(
    workspace: InWorkspace,
    *,
    kind: OrphanKind | None = None,
    area: Annotated[
        str | None, Query(description="Code of the area to stay within", max_length=64)
    ] = None,
    after: AfterRow = 0,
    limit: Limit = 200,
) -> OrphanPage:
    """List households, parts, patches and leaders that nobody answers for."""
    found = orphans(workspace, within=area)
    listed = [one for each, some in found.items() if kind in (None, each) for one in some]
    page = listed[after : after + limit]
    end = after + len(page)
    return OrphanPage(
        counts={each: len(some) for each, some in found.items()},
        items=[
            Orphan(
                kind=one.kind,
                label=one.label,
                area=None if one.area is None else one.area.code,
                area_name=None if one.area is None else one.area.name,
                households=one.households,
                target=one.target,
                uid=one.uid,
            )
            for one in page
        ],
        next=end if end < len(listed) else None,
    )
