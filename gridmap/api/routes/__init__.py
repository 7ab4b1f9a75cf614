"""The API's routes, one module per thing."""

from __future__ import annotations

from fastapi import APIRouter

from gridmap.api.errors import Problem
from gridmap.api.routes.areas import router as areas
from gridmap.api.routes.buildings import router as buildings
from gridmap.api.routes.cases import router as cases
from gridmap.api.routes.coverage import router as coverage
from gridmap.api.routes.events import router as events
from gridmap.api.routes.health import router as health
from gridmap.api.routes.search import router as search
from gridmap.api.routes.visits import router as visits

__all__ = ["router"]

router = APIRouter(
    prefix="/api/v1",
    responses={
        404: {"model": Problem, "description": "There is no such thing"},
        409: {"model": Problem, "description": "Somebody else was there first"},
        422: {"model": Problem, "description": "The request cannot be used as it is"},
    },
)
for part in (areas, buildings, coverage, visits, cases, search, events, health):
    router.include_router(part)
