"""Teams (专班)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from gridmap.api.deps import InWorkspace
from gridmap.api.requests import routes_of
from gridmap.api.routes.people import Name, Uid
from gridmap.usecases import teams

__all__ = ["router"]

router = routes_of("teams")


class TeamName(BaseModel):
    """What a team is called."""

    model_config = ConfigDict(extra="forbid")

    name: Name


class TeamIn(TeamName):
    """A new team."""

    area: Uid = Field(description="Code of the area it works for")


class MemberIn(BaseModel):
    """Somebody who joins a team."""

    model_config = ConfigDict(extra="forbid")

    role: Name | None = Field(default=None, description="What they do there")
    since: date | None = Field(default=None, description="First day; today by default")


class Member(BaseModel):
    """Somebody in a team."""

    person: str = Field(description="uid")
    name: str | None
    role: str | None
    since: date


class Team(BaseModel):
    """A team."""

    uid: str
    name: str
    area: str = Field(description="Code")
    area_name: str | None
    members: list[Member]


def _team(team: teams.Team) -> Team:
    return Team(
        uid=team.uid,
        name=team.name,
        area=team.area.code,
        area_name=team.area.name,
        members=[
            Member(person=one.person, name=one.name, role=one.role, since=one.since)
            for one in team.members
        ],
    )


@router.get("")
def list_teams(
    workspace: InWorkspace,
    *,
    area: Annotated[
        str | None, Query(description="Code of the area to stay within", max_length=64)
    ] = None,
) -> list[Team]:
    """List the teams of today with their members."""
    return [_team(one) for one in teams.teams(workspace, within=area)]


@router.post("", status_code=201)
def post_team(workspace: InWorkspace, told: TeamIn) -> Team:
    """Put a team together."""
    return _team(teams.add_team(workspace, told.area, told.name))


@router.put("/{uid}")
def put_team(workspace: InWorkspace, uid: str, told: TeamName) -> Team:
    """Give a team another name."""
    return _team(teams.rename_team(workspace, uid, told.name))


@router.delete("/{uid}", status_code=204)
def delete_team(workspace: InWorkspace, uid: str) -> None:
    """Close a team from today."""
    teams.close_team(workspace, uid)


@router.put("/{uid}/members/{person}")
def put_team_member(workspace: InWorkspace, uid: str, person: str, told: MemberIn) -> Team:
    """Put somebody into a team, or write what else they do there."""
    return _team(teams.put_member(workspace, uid, person, role=told.role, since=told.since))


@router.delete("/{uid}/members/{person}")
def delete_team_member(workspace: InWorkspace, uid: str, person: str) -> Team:
    """Let somebody leave a team today."""
    return _team(teams.end_member(workspace, uid, person))
