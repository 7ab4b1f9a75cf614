"""Signing in and out, and the first administrator."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import AfterValidator, BaseModel, Field

from gridmap.api.access import (
    Gate,
    demand_this_machine,
    device_of,
    drop_cookie,
    give_cookie,
    guarded,
    known_on,
)
from gridmap.api.deps import AtOwnAccount, InSession, OpenWorkspace
from gridmap.api.requests import routes_of
from gridmap.api.routes.me import Code, Me, Password, readable, tell_me
from gridmap.usecases.accounts import first_admin
from gridmap.usecases.acting import OPERATOR
from gridmap.usecases.me import me
from gridmap.usecases.print_desk import PrintDesk
from gridmap.usecases.sessions import Credentials, sign_in, sign_out

__all__ = ["first_admins", "router"]

router = routes_of("session")
first_admins = routes_of("first-admin")

Login = Annotated[str, Field(max_length=200), AfterValidator(readable)]


class SignIn(BaseModel):
    """What one signs in with."""

    login: Login = Field(examples=["zhang.san"])
    password: Password
    code: Code | None = Field(None, description="Of the second factor, or a recovery code")


class FirstAdmin(BaseModel):
    """The first account: whoever sets the workspace up."""

    login: Login
    password: Password
    name: Annotated[str, Field(min_length=1, max_length=80), AfterValidator(readable)] | None = None


@router.post("")
def post_session(
    request: Request, response: Response, workspace: OpenWorkspace, given: SignIn
) -> Me:
    """Sign in: answers who one is, and gives the browser its cookie."""
    logins = Gate.of(request.app).logins
    credentials = Credentials(given.login, given.password, given.code)
    with guarded(request):
        opened = sign_in(
            workspace,
            credentials,
            device=device_of(request),
            logins=logins,
            known_on=known_on(request),
        )
    give_cookie(request, response, opened)
    return tell_me(me(workspace.acting_as(opened.who.actor), opened.who))


@router.delete("", status_code=204)
def delete_session(
    request: Request,
    response: Response,
    workspace: AtOwnAccount,
    who: InSession,
    *,
    everywhere: Annotated[bool, Query(description="On all browsers, not on this one only")] = False,
) -> None:
    """Sign out; a print that waits here goes."""
    sign_out(workspace, who, everywhere=everywhere)
    prints: PrintDesk = request.app.state.prints
    prints.acting_as(who.actor).drop_own()
    drop_cookie(request, response)


@first_admins.post("", status_code=201)
def post_first_admin(
    request: Request, response: Response, workspace: OpenWorkspace, given: FirstAdmin
) -> Me:
    """Make the first account, from this machine and while nobody has one; and sign it in."""
    demand_this_machine(request)
    here = workspace.acting_as(OPERATOR)
    first_admin(here, given.login, given.password, name=given.name)
    credentials = Credentials(given.login, given.password)
    logins = Gate.of(request.app).logins
    opened = sign_in(workspace, credentials, device=device_of(request), logins=logins)
    give_cookie(request, response, opened)
    return tell_me(me(workspace.acting_as(opened.who.actor), opened.who))
