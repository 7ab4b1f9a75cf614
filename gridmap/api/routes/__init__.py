"""The API's routes, one module per thing."""

from __future__ import annotations

from fastapi import APIRouter

from gridmap.api.errors import Problem
from gridmap.api.requests import StrictRoute
from gridmap.api.routes import areas, buildings, cases, coverage, events, health, search, visits

__all__ = ["router"]

router = APIRouter(
    prefix="/api/v1",
    route_class=StrictRoute,
    responses={
        404: {"model": Problem, "description": "There is no such thing"},
        409: {"model": Problem, "description": "Somebody else was there first"},
        422: {"model": Problem, "description": "The request cannot be used as it is"},
    },
)
for part in (areas, buildings, coverage, visits, cases, search, events, health):
    router.include_router(part.router)
