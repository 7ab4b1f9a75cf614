"""Badges: given to those who serve, checked by anybody at the door."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Path, Request
from pydantic import BaseModel, Field

from gridmap.api.deps import InWorkspace, OpenWorkspace
from gridmap.api.qr import qr_svg
from gridmap.api.requests import routes_of
from gridmap.territory.people import Office
from gridmap.usecases.badges import check_badge, give_badge, revoke_badges

__all__ = ["badges", "router"]

router = routes_of("badge")
badges = routes_of("people")


class Genuine(BaseModel):
    """A visitor is genuine today."""

    on: date = Field(description="The day for which it holds")
    community: str | None
    community_code: str | None
    offices: list[Office]


class Badge(BaseModel):
    """A badge to print and to wear."""

    code: str
    link: str
    qr: str = Field(description="The link as a QR code, SVG")
    ends_on: date


@router.get("/{code}")
def get_badge(
    workspace: OpenWorkspace, code: Annotated[str, Path(max_length=40, examples=["7KQX4MNP2RTA"])]
) -> Genuine:
    """Tell whether whoever shows a badge is genuine today; 404 if not. Anybody may ask."""
    return Genuine.model_validate(check_badge(workspace, code), from_attributes=True)


@badges.post("/{uid}/badge", status_code=201)
def post_badge(request: Request, workspace: InWorkspace, uid: str) -> Badge:
    """Make a badge for somebody; those they had count no more."""
    made = give_badge(workspace, uid)
    link = f"{request.base_url}#/badge/{made.code}"
    return Badge(code=made.code, link=link, qr=qr_svg(link), ends_on=made.ends_on)


@badges.delete("/{uid}/badge", status_code=204)
def delete_badge(workspace: InWorkspace, uid: str) -> None:
    """Let no badge of somebody count any more."""
    revoke_badges(workspace, uid)
