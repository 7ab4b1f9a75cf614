"""The API's routes, one module per thing."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from gridmap.api.deps import signed_in
from gridmap.api.errors import Problem
from gridmap.api.routes.areas import router as areas
from gridmap.api.routes.backdrops import router as backdrops
from gridmap.api.routes.badges import badges
from gridmap.api.routes.badges import router as badge
from gridmap.api.routes.buildings import router as buildings
from gridmap.api.routes.cases import router as cases
from gridmap.api.routes.check import router as check
from gridmap.api.routes.coverage import router as coverage
from gridmap.api.routes.departments import router as departments
from gridmap.api.routes.door import router as door
from gridmap.api.routes.events import router as events
from gridmap.api.routes.health import router as health
from gridmap.api.routes.households import router as households
from gridmap.api.routes.imports import router as imports
from gridmap.api.routes.join import invitations
from gridmap.api.routes.join import router as join
from gridmap.api.routes.ledgers import router as ledgers
from gridmap.api.routes.links import router as links
from gridmap.api.routes.listed import router as listed
from gridmap.api.routes.looks import router as looks
from gridmap.api.routes.map import router as map_
from gridmap.api.routes.matrix import router as matrix
from gridmap.api.routes.me import router as me
from gridmap.api.routes.offices import router as offices
from gridmap.api.routes.oidc import back, subjects
from gridmap.api.routes.oidc import router as oidc
from gridmap.api.routes.orphans import router as orphans
from gridmap.api.routes.party import router as party
from gridmap.api.routes.people import router as people
from gridmap.api.routes.plan_prints import router as plan_prints
from gridmap.api.routes.plans import router as plans
from gridmap.api.routes.prints import router as prints
from gridmap.api.routes.residents import residents
from gridmap.api.routes.residents import router as at_home
from gridmap.api.routes.returned import router as returned
from gridmap.api.routes.scans import router as scans
from gridmap.api.routes.search import router as search
from gridmap.api.routes.session import first_admins
from gridmap.api.routes.session import router as session
from gridmap.api.routes.sheets import router as sheets
from gridmap.api.routes.span import router as span
from gridmap.api.routes.streets import router as streets
from gridmap.api.routes.studio import router as studio
from gridmap.api.routes.teams import router as teams
from gridmap.api.routes.tokens import router as tokens
from gridmap.api.routes.uploads import router as uploads
from gridmap.api.routes.visits import router as visits
from gridmap.api.routes.vocabulary import router as vocabulary

__all__ = ["router"]

router = APIRouter(
    prefix="/api/v1",
    responses={
        401: {"model": Problem, "description": "Sign in first"},
        403: {"model": Problem, "description": "Not with these offices"},
        404: {"model": Problem, "description": "There is no such thing"},
        409: {"model": Problem, "description": "Somebody else was there first"},
        422: {"model": Problem, "description": "The request cannot be used as it is"},
    },
)
# What anybody may ask; everything else wants to know who asks.
for part in (health, door, session, first_admins, join, oidc, back, badge, at_home):
    router.include_router(part)
for part in (
    me,
    tokens,
    invitations,
    subjects,
    areas,
    scans,  # ahead of returned, whose codes would take its path
    returned,
    sheets,
    prints,
    buildings,
    matrix,
    households,
    coverage,
    visits,
    cases,
    search,
    events,
    uploads,
    imports,
    check,
    vocabulary,
    listed,
    ledgers,
    streets,
    backdrops,
    map_,
    people,
    offices,
    links,
    party,
    teams,
    departments,
    span,
    orphans,
    badges,
    residents,
    looks,
    studio,
    plan_prints,  # ahead of plans, whose names would take its paths
    plans,
):
    router.include_router(part, dependencies=[Depends(signed_in)])
