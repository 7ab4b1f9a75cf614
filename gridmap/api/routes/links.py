"""Link one of 双联: which cadre stays in touch with which leaders."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from gridmap.api.deps import InWorkspace
from gridmap.api.requests import routes_of
from gridmap.api.routes.people import Uid
from gridmap.usecases import contacts, links

__all__ = ["router"]

router = routes_of("links")

_Area = Annotated[str | None, Query(description="Code of the area to stay within", max_length=64)]


class Leader(BaseModel):
    """A leader and the cadre who stays in touch with them."""

    uid: str
    name: str | None
    area: str = Field(description="Code of the patch")
    area_name: str | None
    community: str = Field(description="Code")
    cadre: str | None = Field(description="uid")
    since: date | None
    before: str | None = Field(description="In a suggestion: uid of the cadre of today")


class LinkedCadre(BaseModel):
    """A cadre, and how many leaders they stay in touch with."""

    uid: str
    name: str | None
    area: str = Field(description="Code")
    area_name: str | None
    leaders: int


class Links(BaseModel):
    """Leaders by code of their patch, and the cadres they may be linked to."""

    leaders: list[Leader]
    cadres: list[LinkedCadre]
    changes: int = Field(description="In a suggestion: how many leaders get another cadre")


class LinkIn(BaseModel):
    """Who stays in touch with a leader from now on."""

    model_config = ConfigDict(extra="forbid")

    leader: Uid = Field(description="uid")
    cadre: Uid | None = Field(description="uid; null for nobody")


class LinksIn(BaseModel):
    """Links that are to hold from a day on; all others stay."""

    model_config = ConfigDict(extra="forbid")

    links: list[LinkIn] = Field(max_length=5000)
    since: date | None = Field(default=None, description="First day; today by default")


class Changed(BaseModel):
    """How many links that changed."""

    changed: int


class MyContact(BaseModel):
    """Somebody whom a leader may know by name."""

    link: str = Field(description="`cadre`, or the office by which they lead")
    name: str | None


class MyCall(MyContact):
    """Somebody whom a leader may call."""

    phone: str | None


def _links(board: links.LinkBoard, *, suggested: bool = False) -> Links:
    return Links(
        leaders=[
            Leader(
                uid=one.leader,
                name=one.name,
                area=one.area.code,
                area_name=one.area.name,
                community=one.community,
                cadre=one.cadre,
                since=one.since,
                before=one.before,
            )
            for one in board.leaders
        ],
        cadres=[
            LinkedCadre(
                uid=one.uid,
                name=one.name,
                area=one.area.code,
                area_name=one.area.name,
                leaders=one.leaders,
            )
            for one in board.cadres
        ],
        changes=sum(one.cadre != one.before for one in board.leaders) if suggested else 0,
    )


@router.get("")
def get_links(
    workspace: InWorkspace,
    *,
    area: _Area = None,
    day: Annotated[date | None, Query(description="Today by default")] = None,
) -> Links:
    """Tell who stays in touch with whom on a day."""
    return _links(links.links(workspace, within=area, day=day))


@router.get("/suggested")
def get_suggested_links(workspace: InWorkspace, *, area: _Area = None) -> Links:
    """Suggest links in balance: few changes, counts one apart at most, near one another."""
    return _links(links.suggested_links(workspace, within=area), suggested=True)


@router.put("")
def put_links(workspace: InWorkspace, told: LinksIn) -> Changed:
    """Write links from a day on."""
    pairs = {one.leader: one.cadre for one in told.links}
    return Changed(changed=links.put_links(workspace, pairs, since=told.since))


@router.get("/mine")
def get_my_links(workspace: InWorkspace) -> list[MyContact]:
    """Tell whoever asks the names of their cadre and of those who lead their group and grid."""
    return [MyContact(link=one.link, name=one.name) for one in contacts.my_contacts(workspace)]


@router.get("/mine/phones")
def get_my_links_phones(workspace: InWorkspace) -> list[MyCall]:
    """Tell their phones too; each look is written down."""
    told = contacts.my_contacts(workspace, phones=True)
    return [MyCall(link=one.link, name=one.name, phone=one.phone) for one in told]
