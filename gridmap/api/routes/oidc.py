"""Signing in with the office's own provider (OpenID Connect)."""

from __future__ import annotations

import html
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import AfterValidator, BaseModel, Field

from gridmap.api.access import Gate, device_of, give_cookie, guarded, is_safe
from gridmap.api.deps import InWorkspace, OpenWorkspace
from gridmap.api.errors import sentence, spoken, status_of
from gridmap.api.requests import routes_of
from gridmap.api.routes.join import Secret
from gridmap.api.routes.me import readable
from gridmap.errors import GridmapError, NotSignedIn
from gridmap.usecases import outside_sign_in
from gridmap.usecases.provider import Provider
from gridmap.words import say

__all__ = ["back", "router", "subjects"]

router = routes_of("oidc")
# Providers add to their answer what they like.
back = APIRouter(prefix="/oidc", tags=["oidc"])
subjects = routes_of("people")

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_PAGE: Final = """<!doctype html>
<html lang="{lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1.125rem/1.5 system-ui, sans-serif; }}
body {{ max-width: 36rem; margin: 0 auto; padding: 1rem; }}
h1 {{ font-size: 1.5rem; font-weight: 600; }}
a {{ display: inline-block; padding: .75rem 0; }}
</style>
<h1>{title}</h1>
<p>{said}</p>
<a href="{home}">{again}</a>
</html>
"""

Answered = Annotated[str, Query(max_length=4096)]


class Begin(BaseModel):
    """How to begin: as somebody who is linked, or by an invitation that links one."""

    token: Secret | None = Field(None, description="Secret of an invitation")


class Onward(BaseModel):
    """Where the browser is to go on; null: nowhere."""

    url: str | None


class Linked(BaseModel):
    """What the provider calls somebody."""

    offered: bool = Field(description="Whether the office has a provider")
    subject: str | None = Field(description="Null for whoever is not linked")


class Subject(BaseModel):
    """What the provider calls somebody (`sub`)."""

    subject: Annotated[str, Field(min_length=1, max_length=255), AfterValidator(readable)]


def _provider(request: Request) -> Provider:
    provider: Provider = request.app.state.provider
    return provider


def _cookie(request: Request) -> str:
    name = f"{Gate.of(request.app).cookie}.oidc"
    return f"__Host-{name}" if is_safe(request) else name


@router.post("")
def post_oidc(
    request: Request, response: Response, workspace: OpenWorkspace, given: Begin
) -> Onward:
    """Begin to sign in with the office's provider: tells where the browser goes on."""
    here = f"{request.base_url}api/v1/oidc/back"
    with guarded(request):
        begun = outside_sign_in.begin(workspace, _provider(request), here, invitation=given.token)
    response.set_cookie(
        _cookie(request),
        begun.kept,
        max_age=int(outside_sign_in.LASTS.total_seconds()),
        path="/",
        secure=is_safe(request),
        httponly=True,
        samesite="lax",
    )
    return Onward(url=begun.url)


@back.get("/back", response_class=RedirectResponse, status_code=303)
def get_oidc_back(
    request: Request,
    workspace: OpenWorkspace,
    *,
    state: Answered = "",
    code: Answered = "",
    iss: Answered | None = None,
) -> Response:
    """Come back from the provider: signs in and goes on to the pages, or says why not."""
    kept = request.cookies.get(_cookie(request))
    answer: Response
    try:
        with guarded(request):
            if not code:
                raise NotSignedIn("oidc-refused")
            opened = outside_sign_in.finish(
                workspace,
                _provider(request),
                kept,
                state=state,
                code=code,
                issuer=iss,
                device=device_of(request),
            )
    except GridmapError as refused:
        answer = _said(request, refused)
    else:
        answer = RedirectResponse(str(request.base_url), status_code=303)
        give_cookie(request, answer, opened)
    answer.delete_cookie(
        _cookie(request), path="/", secure=is_safe(request), httponly=True, samesite="lax"
    )
    answer.headers["cache-control"] = "no-store"
    return answer


@router.get("/leave")
def get_oidc_leave(request: Request) -> Onward:
    """Tell where the provider's own session is ended, for a browser that others use too."""
    return Onward(url=outside_sign_in.leave(_provider(request), str(request.base_url)))


@subjects.get("/{uid}/subject")
def get_subject(request: Request, workspace: InWorkspace, uid: str) -> Linked:
    """Tell to whom somebody is linked."""
    provider = _provider(request)
    subject = outside_sign_in.linked(workspace, provider, uid)
    return Linked(offered=provider.offered, subject=subject)


@subjects.put("/{uid}/subject", status_code=204)
def put_subject(request: Request, workspace: InWorkspace, uid: str, given: Subject) -> None:
    """Link somebody to whom the office's provider vouches for; this gives no rights."""
    outside_sign_in.link(workspace, _provider(request), uid, given.subject)


@subjects.delete("/{uid}/subject", status_code=204)
def delete_subject(workspace: InWorkspace, uid: str) -> None:
    """Let nobody come in as somebody by the provider any more."""
    outside_sign_in.unlink(workspace, uid)


def _said(request: Request, refused: GridmapError) -> HTMLResponse:
    lang = spoken(request)
    page = _PAGE.format(
        lang=lang,
        title=html.escape(say("oidc-title", lang=lang)),
        said=html.escape(sentence(refused, lang)),
        home=html.escape(str(request.base_url)),
        again=html.escape(say("oidc-again", lang=lang)),
    )
    headers = {"content-security-policy": _POLICY}
    return HTMLResponse(page, status_code=status_of(refused), headers=headers)
