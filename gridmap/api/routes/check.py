"""The audit, finding by finding."""

from __future__ import annotations

from typing import Literal

import shapely
from fastapi import Request
from pydantic import BaseModel, Field
from shapely.geometry.base import BaseGeometry

from gridmap.api.deps import AfterRow, Geometry, InAudit, Limit, geojson
from gridmap.api.errors import sentence, spoken
from gridmap.api.requests import routes_of
from gridmap.errors import Severity
from gridmap.usecases.audit import Audited
from gridmap.words import Language

__all__ = ["router"]

router = routes_of("check")


class Found(BaseModel):
    """One finding, with the way to its place."""

    code: str = Field(examples=["tiling-overlap"])
    severity: Severity
    message: str
    subject: str = Field(description="Code of the area or reference of the building; may be empty")
    thing: Literal["area", "building", "workspace"]
    uid: str | None
    point: tuple[float, float] | None = Field(description="Longitude, latitude within the place")
    extent: tuple[float, float, float, float] | None
    outline: Geometry | None
    area_m2: float | None = Field(description="Ground affected, for findings about outlines")


class Check(BaseModel):
    """Findings, the worst first; ask again with ``after=next`` while there is a ``next``."""

    seq: int = Field(description="Server sequence the audit was reckoned at")
    total: int
    items: list[Found]
    next: int | None


@router.get("")
def get_check(
    request: Request, audit: InAudit, *, after: AfterRow = 0, limit: Limit = 200
) -> Check:
    """Audit the ground: tiling, codes, parents, and who answers for what."""
    at = audit.now()
    page = at.found[after : after + limit]
    end = after + len(page)
    return Check(
        seq=at.seq,
        total=len(at.found),
        items=[_found(one, spoken(request)) for one in page],
        next=end if end < len(at.found) else None,
    )


def _found(one: Audited, lang: Language) -> Found:
    place = one.place if isinstance(one.place, BaseGeometry) and not one.place.is_empty else None
    point = None if place is None else shapely.point_on_surface(place)
    return Found(
        code=one.finding.code,
        severity=one.finding.severity,
        message=sentence(one.finding, lang),
        subject=one.subject,
        thing=one.thing,
        uid=one.uid,
        point=None if point is None else (point.x, point.y),
        extent=None if place is None else place.bounds,
        outline=geojson(place),
        area_m2=one.area_m2,
    )
