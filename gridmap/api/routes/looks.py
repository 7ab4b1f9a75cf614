"""Who looked at personal data."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from gridmap.api.deps import InWorkspace, Limit
from gridmap.api.requests import routes_of
from gridmap.usecases.looks import LookAct, LookView, looks, my_looks

__all__ = ["router"]

router = routes_of("looks")


class Look(BaseModel):
    """A look at personal data, an export, or a change of rights."""

    id: int
    at: datetime
    who: str | None = Field(description="Who looked; none for the command line")
    person: str | None
    act: LookAct
    subject: str | None = Field(description="`uid` of the door, the person or the table")
    area: str | None
    area_name: str | None
    reason: str | None
    count: int | None


class LookPage(BaseModel):
    """Looks, the latest first; ask again with ``before=next`` while there is a ``next``."""

    items: list[Look]
    next: int | None


Before = Annotated[
    int | None, Query(ge=1, le=2**63 - 1, description="Where to go on: `next` of the page before")
]


def _page(views: list[LookView]) -> LookPage:
    return LookPage(
        items=[Look.model_validate(view, from_attributes=True) for view in views],
        next=views[-1].id if views else None,
    )


@router.get("")
def list_looks(workspace: InWorkspace, before: Before = None, limit: Limit = 200) -> LookPage:
    """List the looks of those who serve in the areas that one answers for."""
    return _page(looks(workspace, before=before, most=limit))


@router.get("/mine")
def list_my_looks(workspace: InWorkspace, before: Before = None, limit: Limit = 200) -> LookPage:
    """List one's own looks."""
    return _page(my_looks(workspace, before=before, most=limit))
