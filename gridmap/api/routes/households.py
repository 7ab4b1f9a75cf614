"""Single doors, for those who serve them."""

from __future__ import annotations

from pydantic import BaseModel, Field

from gridmap.api.deps import InWorkspace
from gridmap.api.requests import routes_of
from gridmap.usecases.door_groups import groups_at_door

__all__ = ["router"]

router = routes_of("households")


class DoorGroups(BaseModel):
    """Key groups of one door that you serve."""

    groups: list[str] = Field(examples=[["独居老人"]])


@router.get("/{uid}/groups")
def get_groups(workspace: InWorkspace, uid: str) -> DoorGroups:
    """Tell in which key groups of those you serve a door is."""
    return DoorGroups(groups=list(groups_at_door(workspace, uid)))
