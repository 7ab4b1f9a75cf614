"""The API's routes, one module per thing."""

from __future__ import annotations

from fastapi import APIRouter

from gridmap.api.errors import Problem
from gridmap.api.routes.areas import router as areas
from gridmap.api.routes.backdrops import router as backdrops
from gridmap.api.routes.buildings import router as buildings
from gridmap.api.routes.cases import router as cases
from gridmap.api.routes.check import router as check
from gridmap.api.routes.coverage import router as coverage
from gridmap.api.routes.events import router as events
from gridmap.api.routes.health import router as health
from gridmap.api.routes.imports import router as imports
from gridmap.api.routes.listed import router as listed
from gridmap.api.routes.map import router as map_
from gridmap.api.routes.search import router as search
from gridmap.api.routes.streets import router as streets
from gridmap.api.routes.uploads import router as uploads
from gridmap.api.routes.visits import router as visits
from gridmap.api.routes.vocabulary import router as vocabulary

__all__ = ["router"]

router = APIRouter(
    prefix="/api/v1",
    responses={
        404: {"model": Problem, "description": "There is no such thing"},
        409: {"model": Problem, "description": "Somebody else was there first"},
        422: {"model": Problem, "description": "The request cannot be used as it is"},
    },
)
for part in (
    areas,
    buildings,
    coverage,
    visits,
    cases,
    search,
    events,
    health,
    uploads,
    imports,
    check,
    vocabulary,
    listed,
    streets,
    backdrops,
    map_,
):
    router.include_router(part)
