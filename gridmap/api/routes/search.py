"""Search."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel

from gridmap.api.deps import InWorkspace
from gridmap.api.requests import routes_of
from gridmap.territory.codes import Level
from gridmap.usecases.search import search

__all__ = ["router"]

router = routes_of("search")


class Find(BaseModel):
    """An area or a building that fits the words."""

    kind: Literal["area", "building"]
    uid: str
    code: str
    name: str | None
    level: Level | None
    address: str | None
    lon: float | None
    lat: float | None


@router.get("")
def get_search(
    workspace: InWorkspace,
    q: Annotated[str, Query(max_length=100, description="Words of a code, name or address")],
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> list[Find]:
    """Find areas by code or name, buildings by address, name or reference."""
    return [Find.model_validate(dict(row)) for row in search(workspace, q, most=limit)]
