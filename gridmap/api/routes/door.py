"""The door: what a page has to know before anybody has signed in."""

from __future__ import annotations

from pydantic import BaseModel, Field

from gridmap.api.deps import OpenWorkspace
from gridmap.api.requests import routes_of
from gridmap.store import accounts as account_store

__all__ = ["router"]

router = routes_of("door")


class Door(BaseModel):
    """How one gets in."""

    name: str = Field(description="What the workspace is called")
    sign_in: bool = Field(
        description="Whether one has to sign in; while nobody has an account, the first "
        "administrator can be made from this machine"
    )


@router.get("")
def get_door(workspace: OpenWorkspace) -> Door:
    """Tell whether one has to sign in, and where one is."""
    with workspace.database.read() as conn:
        return Door(name=workspace.settings.name, sign_in=account_store.any_there(conn))
