"""The door: what a page has to know before anybody has signed in."""

from __future__ import annotations

from fastapi import Request
from pydantic import BaseModel, Field

from gridmap.api.access import demand_this_machine, who_calls
from gridmap.api.deps import OpenWorkspace
from gridmap.api.requests import routes_of
from gridmap.api.routes.me import Me, tell_me
from gridmap.errors import NotPermitted, NotSignedIn
from gridmap.store import accounts as account_store
from gridmap.territory.policy import Role
from gridmap.usecases.demo_sign_ins import demo_sign_ins
from gridmap.usecases.me import me

__all__ = ["router"]

router = routes_of("door")


class DemoSignIn(BaseModel):
    """What anybody may sign in to the demo with."""

    role: Role
    login: str
    password: str


class FrontDoor(BaseModel):
    """How one gets in."""

    name: str = Field(description="What the workspace is called")
    sign_in: bool = Field(
        description="Whether one has to sign in; while nobody has an account, the first "
        "administrator can be made from this machine"
    )
    oidc: bool = Field(description="Whether the office's own provider signs people in")
    me: Me | None = Field(description="Who asks; null for whoever has not signed in")
    demo: list[DemoSignIn] = Field(
        description="Sign-ins of a demo, told to its own machine; none of any other workspace"
    )


@router.get("")
def get_door(request: Request, workspace: OpenWorkspace) -> FrontDoor:
    """Tell whether one has to sign in, who one is if one has, and where."""
    with workspace.database.read() as conn:
        sign_in = account_store.any_there(conn)
    try:
        who = who_calls(request)
    except NotSignedIn:
        known = None
    else:
        known = tell_me(me(workspace.acting_as(who.actor), who))
    return FrontDoor(
        name=workspace.settings.name,
        sign_in=sign_in,
        oidc=request.app.state.provider.offered,
        me=known,
        demo=_demo(request),
    )


def _demo(request: Request) -> list[DemoSignIn]:
    try:
        demand_this_machine(request)
    except NotPermitted:
        return []
    return [
        DemoSignIn.model_validate(told, from_attributes=True)
        for told in demo_sign_ins(request.app.state.workspace)
    ]
