"""The party tree of a community, and other names of areas."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from gridmap.api.deps import InWorkspace
from gridmap.api.requests import routes_of
from gridmap.api.routes.people import Name, Uid
from gridmap.territory.codes import Level
from gridmap.usecases import party

__all__ = ["router"]

router = routes_of("party")

_Names = Annotated[list[Name], Field(max_length=20)]


class UnitIn(BaseModel):
    """A party unit; of a whole tree with those below it."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    level: Name | None = Field(
        default=None, description="Name of its level; by default the one below its parent's"
    )
    area: Uid | None = Field(default=None, description="Code of the 片区 whose branch it is")
    aliases: _Names = []

    def draft(self) -> party.UnitDraft:
        """Give it to a use case."""
        return party.UnitDraft(self.name, self.level, self.area, tuple(self.aliases))


class TreeUnitIn(UnitIn):
    """A unit of a whole tree."""

    units: list[TreeUnitIn] = Field(default=[], max_length=500)

    def draft(self) -> party.UnitDraft:
        """Give it to a use case."""
        below = tuple(one.draft() for one in self.units)
        return party.UnitDraft(self.name, self.level, self.area, tuple(self.aliases), below)


class OneUnitIn(UnitIn):
    """A unit by itself."""

    parent: Uid | None = Field(default=None, description="uid of the unit above")


class TreeIn(BaseModel):
    """The whole party tree of a community."""

    model_config = ConfigDict(extra="forbid")

    levels: list[Name] = Field(
        max_length=10, examples=[["街道党工委", "社区党总支", "小区党支部", "楼栋党小组"]]
    )
    titles: dict[Level, Name] = Field(default={}, examples=[{"grid": "片区"}])
    units: list[TreeUnitIn] = Field(default=[], max_length=500)


class Unit(BaseModel):
    """A party unit."""

    uid: str
    name: str
    level: str
    parent: str | None = Field(description="uid of the unit above")
    area: str | None = Field(description="Code of the 片区, group or patch whose branch it is")
    area_name: str | None
    aliases: list[str]


class Tree(BaseModel):
    """The party tree of a community: units with parents first."""

    community: str
    name: str | None
    levels: list[str]
    titles: dict[Level, str] = Field(description="What the community calls its areas")
    units: list[Unit]


class Aliases(BaseModel):
    """All other names of an area."""

    model_config = ConfigDict(extra="forbid")

    names: _Names


def _unit(view: party.UnitView) -> Unit:
    return Unit(
        uid=view.uid,
        name=view.name,
        level=view.level,
        parent=view.parent,
        area=None if view.area is None else view.area.code,
        area_name=None if view.area is None else view.area.name,
        aliases=list(view.aliases),
    )


def _tree(tree: party.PartyTree) -> Tree:
    return Tree(
        community=tree.community.code,
        name=tree.community.name,
        levels=list(tree.levels),
        titles=dict(tree.titles),
        units=[_unit(one) for one in tree.units],
    )


@router.get("/{community}")
def get_party_tree(workspace: InWorkspace, community: str) -> Tree:
    """Read the party tree of a community (code)."""
    return _tree(party.party_tree(workspace, community))


@router.put("/{community}")
def put_party_tree(workspace: InWorkspace, community: str, told: TreeIn) -> Tree:
    """Write the whole party tree of a community; units it has no more are closed from today."""
    return _tree(
        party.enter_tree(
            workspace,
            community,
            levels=told.levels,
            titles=told.titles,
            units=[one.draft() for one in told.units],
        )
    )


@router.post("/{community}/units", status_code=201)
def post_party_unit(workspace: InWorkspace, community: str, told: OneUnitIn) -> Unit:
    """Enter a party unit."""
    return _unit(party.put_unit(workspace, community, told.draft(), parent=told.parent))


@router.put("/{community}/units/{uid}")
def put_party_unit(workspace: InWorkspace, community: str, uid: str, told: OneUnitIn) -> Unit:
    """Write a party unit anew."""
    return _unit(party.put_unit(workspace, community, told.draft(), parent=told.parent, uid=uid))


@router.delete("/{community}/units/{uid}", status_code=204)
def delete_party_unit(workspace: InWorkspace, community: str, uid: str) -> None:
    """Close a party unit from today; those below it first."""
    party.close_unit(workspace, community, uid)


@router.get("/areas/{code}/aliases")
def get_area_aliases(workspace: InWorkspace, code: str) -> list[str]:
    """Read the other names of an area."""
    return list(party.area_aliases(workspace, code))


@router.put("/areas/{code}/aliases")
def put_area_aliases(workspace: InWorkspace, code: str, told: Aliases) -> list[str]:
    """Write all other names of an area."""
    return list(party.put_area_aliases(workspace, code, told.names))
