"""Coming in by an invitation, and making one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Request, Response
from pydantic import AfterValidator, BaseModel, Field

from gridmap.api.access import Gate, device_of, give_cookie
from gridmap.api.deps import InSession, InWorkspace, OpenWorkspace
from gridmap.api.qr import qr_svg
from gridmap.api.requests import routes_of
from gridmap.api.routes.me import Code, HeldOffice, Me, held_office, readable, tell_me
from gridmap.usecases.invitations import (
    invite,
    join,
    revoke_invitations,
    shut_out,
    welcome,
)
from gridmap.usecases.me import me

__all__ = ["invitations", "router"]

router = routes_of("join")
invitations = routes_of("people")

Secret = Annotated[str, Field(max_length=100), AfterValidator(readable)]


class Welcome(BaseModel):
    """For whom an invitation is."""

    workspace: str = Field(description="Name of the workspace")
    name: str | None = Field(description="Masked but for its first character", examples=["王**"])
    offices: list[HeldOffice]
    ends_at: datetime
    tz: str = Field(description="Time zone of its days", examples=["Asia/Shanghai"])


class Link(BaseModel):
    """The secret of the link, in the body: addresses are written into logs on the way."""

    token: Secret


class Join(Link):
    """The secret of the link; a code too where a second factor is set."""

    code: Code | None = None


class Invitation(BaseModel):
    """A link to hand over or to print, told only now."""

    link: str
    qr: str = Field(description="The link as a QR code, SVG")
    ends_at: datetime


@router.post("/look")
def post_join_look(workspace: OpenWorkspace, given: Link) -> Welcome:
    """Tell for whom an invitation is; this spends nothing."""
    view = welcome(workspace, given.token)
    return Welcome(
        workspace=workspace.settings.name,
        name=view.name,
        offices=[held_office(office) for office in view.offices],
        ends_at=view.ends_at,
        tz=workspace.settings.tz,
    )


@router.post("")
def post_join(request: Request, response: Response, workspace: OpenWorkspace, given: Join) -> Me:
    """Come in: the link is spent, and for a day more good for the same person's other browsers.

    Whoever had a password sets another one.
    """
    logins = Gate.of(request.app).logins
    opened = join(workspace, given.token, code=given.code, device=device_of(request), logins=logins)
    give_cookie(request, response, opened)
    return tell_me(me(workspace.acting_as(opened.who.actor), opened.who))


@invitations.post("/{uid}/invitation", status_code=201)
def post_invitation(
    request: Request, workspace: InWorkspace, who: InSession, uid: str
) -> Invitation:
    """Make an invitation for somebody; those made before count no more."""
    made = invite(workspace, uid, who)
    # Behind the number sign: browsers keep it to themselves, so no log on the way has it.
    link = f"{request.base_url}#/join/{made.secret}"
    return Invitation(link=link, qr=qr_svg(link), ends_at=made.ends_at)


@invitations.delete("/{uid}/invitation", status_code=204)
def delete_invitation(workspace: InWorkspace, uid: str) -> None:
    """Let no invitation of somebody count any more."""
    revoke_invitations(workspace, uid)


@invitations.delete("/{uid}/sessions", status_code=204)
def delete_sessions(workspace: InWorkspace, uid: str) -> None:
    """Sign somebody out everywhere, and drop invitations and second factor: a phone is lost."""
    shut_out(workspace, uid)
