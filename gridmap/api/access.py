"""Who calls: by cookie, by token, or as whoever sits at this machine."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from fastapi import FastAPI, Request, Response

from gridmap.api.listening import LOOPBACK, Listening
from gridmap.errors import NotPermitted, NotSignedIn, StoreError
from gridmap.store import accounts as account_store
from gridmap.usecases.attempts import Attempts
from gridmap.usecases.pace import Pace
from gridmap.usecases.sessions import Opened, Rolling, end_session, who_has
from gridmap.usecases.signed_in import AT_THIS_MACHINE, SignedIn, is_at_a_desk
from gridmap.usecases.tokens import holder_of
from gridmap.usecases.workspace import Workspace

__all__ = [
    "Gate",
    "address_of",
    "demand_this_machine",
    "device_of",
    "drop_cookie",
    "give_cookie",
    "guarded",
    "is_safe",
    "known_on",
    "who_calls",
]

# Offices share an address: more failures are free than to one login, and waits stay short.
_FREE_FROM_AN_ADDRESS: Final = 30
_LONGEST_FROM_AN_ADDRESS: Final = timedelta(minutes=1)
# A household asks once or twice; a whole house, or many phones, may share one address.
_REQUESTS_FROM_AN_ADDRESS: Final = 30
# The server decides how long a session lasts; the browser may keep the cookie as long as any does.
_COOKIE_SECONDS: Final = 400 * 24 * 3600

_BROWSERS: Final = {
    "MicroMessenger": "WeChat",
    "DingTalk": "DingTalk",
    "Edg": "Edge",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS: Final = {
    "HarmonyOS": "HarmonyOS",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


class Gate:
    """What signing in to one workspace is counted by while the server runs.

    Parameters
    ----------
    street
        Ending of the cookie's name, where one server has several workspaces.
    """

    def __init__(self, workspace: Workspace, street: str = "") -> None:
        self.logins = Attempts()
        self.addresses = Attempts(_FREE_FROM_AN_ADDRESS, _LONGEST_FROM_AN_ADDRESS)
        self.requests = Pace(_REQUESTS_FROM_AN_ADDRESS, timedelta(hours=1), "requests-from-one")
        self.rolling = Rolling(workspace)
        self.cookie = f"gridmap-{street}" if street else "gridmap"

    @classmethod
    def of(cls, app: FastAPI) -> Gate:
        """Give the gate of an application."""
        gate: Gate = app.state.gate
        return gate


def who_calls(request: Request) -> SignedIn:
    """Tell who a request comes from, as their rights stand at this moment.

    Raises
    ------
    NotSignedIn
        ``sign-in-needed``; ``token-unknown`` if it has a token that does not count.
    """
    workspace: Workspace = request.app.state.workspace
    rolling = Gate.of(request.app).rolling
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        holder = holder_of(workspace, token.strip(), rolling)
        if holder is None:
            raise NotSignedIn("token-unknown")
        return holder
    secret = request.cookies.get(_cookie_name(request))
    if secret is not None and (who := who_has(workspace, secret, rolling)) is not None:
        return who
    with workspace.database.read() as conn:
        if account_store.any_there(conn) or _listening(request).outside:
            raise NotSignedIn("sign-in-needed")
    return AT_THIS_MACHINE


@contextmanager
def guarded(request: Request, who: SignedIn | None = None) -> Iterator[None]:
    """Let somebody try a secret that can be guessed; whoever fails too often waits.

    Failures are counted for the account of whoever is signed in, else for the browser if somebody
    has signed in on it before, else for the address: whole offices, and the phones of a whole
    town, come from one.

    Raises
    ------
    TooOften
        ``tried-too-often``.
    """
    gate, now = Gate.of(request.app), request.app.state.workspace.clock()
    if who is not None:
        key, attempts = f"account {who.account}", gate.logins
    elif (known := known_on(request)) is not None:
        key, attempts = f"browser of {known}", gate.logins
    else:
        key, attempts = address_of(request), gate.addresses
    attempts.demand(key, now)
    try:
        yield
    except NotSignedIn as refused:
        if refused.code != "code-needed":
            attempts.failed(key, now)
        raise


def known_on(request: Request) -> str | None:
    """Tell whose account (uid) was signed in to last on a browser; nothing follows but patience."""
    kept = request.cookies.get(_known_name(request))
    try:
        return None if kept is None else request.app.state.workspace.seals.opened(kept.encode())
    except StoreError:
        return None


def give_cookie(request: Request, response: Response, opened: Opened) -> None:
    """Let the browser keep a session; at a shared desk only until it is closed.

    The one that it had until now ends. Beside it stays a word that somebody has signed in here.
    """
    workspace: Workspace = request.app.state.workspace
    if (former := request.cookies.get(_cookie_name(request))) is not None:
        end_session(workspace, former)
    at_a_desk = is_at_a_desk(opened.who.actor)
    _set(request, response, _cookie_name(request), opened.secret, lasts=not at_a_desk)
    with workspace.database.read() as conn:
        uid = account_store.by_row(conn, opened.who.demand_account())["uid"]
    _set(request, response, _known_name(request), workspace.seals.seal(uid).decode(), lasts=True)


def _set(request: Request, response: Response, name: str, value: str, *, lasts: bool) -> None:
    response.set_cookie(
        name,
        value,
        max_age=_COOKIE_SECONDS if lasts else None,
        path="/",
        secure=is_safe(request),
        httponly=True,
        samesite="lax",
    )


def drop_cookie(request: Request, response: Response) -> None:
    """Let the browser forget its session."""
    response.delete_cookie(
        _cookie_name(request), path="/", secure=is_safe(request), httponly=True, samesite="lax"
    )


def address_of(request: Request) -> str:
    """Tell where a request comes from, as it is counted: of IPv6 the network."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 4:
        return host
    return str(ipaddress.ip_network((int(address), 64), strict=False))


def demand_this_machine(request: Request) -> None:
    """Insist that a request comes from this machine and was not passed on.

    Raises
    ------
    NotPermitted
        ``this-machine-only``.
    """
    passed_on = {"forwarded", "x-forwarded-for", "x-real-ip"} & set(request.headers.keys())
    if _listening(request).proxy is not None:
        passed_on.add("proxy")
    if passed_on or request.client is None or request.client.host not in LOOPBACK:
        raise NotPermitted("this-machine-only")


def device_of(request: Request) -> str | None:
    """Tell browser and system in two words, so that people know their own again."""
    agent = request.headers.get("user-agent", "")
    words = (
        next((name for sign, name in signs.items() if sign in agent), None)
        for signs in (_BROWSERS, _SYSTEMS)
    )
    return " · ".join(word for word in words if word) or None


def _listening(request: Request) -> Listening:
    listening: Listening = request.app.state.listening
    return listening


def is_safe(request: Request) -> bool:
    """Tell whether a request came on a private line."""
    return request.url.scheme == "https"


def _cookie_name(request: Request) -> str:
    # Browsers take this prefix as a promise that no other host and no plain page has set it.
    name = Gate.of(request.app).cookie
    return f"__Host-{name}" if is_safe(request) else name


def _known_name(request: Request) -> str:
    # No street has a dot in its name, so that none has another one's cookie.
    return f"{_cookie_name(request)}.known"
