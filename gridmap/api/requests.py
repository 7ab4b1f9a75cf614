"""What a request has to be before any route sees it, and what every answer carries."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn

from fastapi import APIRouter, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gridmap.api.errors import problem
from gridmap.api.listening import Listening
from gridmap.errors import InputError
from gridmap.usecases.unforeseen import places_of

__all__ = [
    "MOST_BODY_BYTES",
    "HeadAsGet",
    "LastDoor",
    "ReadablePath",
    "SafeHeaders",
    "SameOrigin",
    "SpokenLimit",
    "Squeezed",
    "StrictRoute",
    "entered",
    "routes_of",
]

_log = logging.getLogger(__name__)

MOST_BODY_BYTES = 4 * 1024 * 1024
# Parameters that every route takes.
_EVERYWHERE = {"lang"}
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_TOO_LARGE = 413
_MISDIRECTED = 421
# Whoever sends more than this against all limits is cut off after all.
_LET_IN_BYTES = 1024**3


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        twice = next(key for key in keys if keys.count(key) > 1)
        raise json.JSONDecodeError(f"duplicate key {twice!r}", "", 0)
    return dict(pairs)


def _no_constant(name: str) -> NoReturn:
    raise json.JSONDecodeError(f"{name} is not JSON", "", 0)


class _StrictRequest(Request):
    """A request whose JSON says each thing once, and only what JSON can say."""

    async def json(self) -> Any:  # noqa: ANN401  (whatever JSON can say)
        body = await self.body()
        if rb"\u0000" in body:
            raise json.JSONDecodeError("a character that no text has", "", 0)
        try:
            return json.loads(body, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
        except json.JSONDecodeError:
            raise
        except (RecursionError, ValueError) as odd:  # too deep, a number too long, no text at all
            raise json.JSONDecodeError("not readable as JSON", "", 0) from odd


def _parameters(dependant: Dependant) -> set[str]:
    """Name the query parameters of a route and of all it depends on."""
    names = {field.alias for field in dependant.query_params}
    return names.union(*(_parameters(part) for part in dependant.dependencies))


class StrictRoute(APIRoute):
    """A route that reads :class:`_StrictRequest` and passes over no parameter it does not know."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the handler so that it gets the strict request."""
        handle = super().get_route_handler()
        known = _parameters(self.dependant) | _EVERYWHERE

        async def strictly(request: Request) -> Response:
            if strange := request.query_params.keys() - known:
                raise InputError(
                    "request-parameter-unknown",
                    names=", ".join(sorted(strange)),
                    known=", ".join(sorted(known)),
                )
            return await handle(_StrictRequest(request.scope, request.receive))

        return strictly


def routes_of(thing: str) -> APIRouter:
    """Make the router of one thing; a router hands its kind of route on to nobody."""
    return APIRouter(prefix=f"/{thing}", tags=[thing], route_class=StrictRoute)


class SameOrigin:
    """Refuse writes that a page of another site sends from the user's own browser.

    Browsers tell the origin of a write. Where that is missing beside a cookie, a header of ours is
    asked for, which no foreign page can send.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403."""
        if scope["type"] == "http" and scope["method"] not in _SAFE_METHODS:
            headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
            origin = headers.get(b"origin")
            if origin is None:
                ours = b"cookie" not in headers or b"x-gridmap" in headers
            else:
                scheme, _, host = origin.partition("://")
                # A plain page of our own name is whoever's sits on the line.
                weaker = scheme == "http" and scope["scheme"] == "https"
                ours = host == headers.get(b"host") and not weaker
            if not ours:
                facts = {"origin": origin or "–"}
                refusal = problem(Request(scope), 403, "http-foreign-page", facts)
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)


class ReadablePath:
    """Refuse addresses with a NUL, which no text has and not every database can even look for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 404."""
        if scope["type"] == "http" and ("\0" in scope["path"] or b"%00" in scope["query_string"]):
            refusal = problem(Request(scope), 404, "http-not-found", {"path": scope["path"]})
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)


class HeadAsGet:
    """Answer HEAD as GET, without the body; the framework's routes take each method by name."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as GET, and of the answer only what comes before the body."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return
        told = False

        async def without_body(message: Message) -> None:
            nonlocal told
            if message["type"] == "http.response.start":
                await send(message)
            elif not told:
                told = True
                await send({"type": "http.response.body", "body": b""})

        async def hear() -> Message:
            # A stream that never ends has nobody listening once its headers are out.
            return {"type": "http.disconnect"} if told else await receive()

        await self.app({**scope, "method": "GET"}, hear, without_body)


class SpokenLimit:
    """Say that a body is too large as any other problem is said; the framework has no words.

    What is still on its way is let in first, to nowhere: a browser that is cut off while it sends
    never reads why.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the answer on, or put ours in place of a bare 413."""
        ours = False
        whole = False

        async def hear() -> Message:
            nonlocal whole
            message = await receive()
            whole = message["type"] != "http.request" or not message.get("more_body", False)
            return message

        async def speaking(message: Message) -> None:
            nonlocal ours
            if message["type"] == "http.response.start" and message["status"] == _TOO_LARGE:
                ours = True
                let_in = 0
                while not whole and let_in < _LET_IN_BYTES:
                    let_in += len((await hear()).get("body", b""))
                refusal = problem(Request(scope), _TOO_LARGE, "http-too-large", {})
                await refusal(scope, receive, send)
            elif not ours:
                await send(message)

        await self.app(scope, hear, speaking)


class Squeezed(GZipMiddleware):
    """Send answers compressed, but for what is compressed already and read in ranges."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compress the answer, or pass it on as it is."""
        app = self.app if "/map/tiles/" in scope.get("path", "") else super().__call__
        await app(scope, receive, send)


class SafeHeaders:
    """Tell browsers not to guess types, not to pass addresses on, and what our pages may load.

    Everything comes from here; pictures also from the one host whose base map a setting asks for.
    A route whose page carries its own script says so in a policy of its own. No cache keeps what
    the interface answers: after somebody signs out, the next one at that desk finds nothing of it.
    """

    def __init__(self, app: ASGIApp, pictures_from: str | None = None) -> None:
        self.app = app
        policy = (
            "default-src 'self'",
            f"img-src 'self' data: blob: {pictures_from or ''}".rstrip(),
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
        self._headers = {
            b"x-content-type-options": b"nosniff",
            b"referrer-policy": b"no-referrer",
            b"cross-origin-resource-policy": b"same-origin",
            b"content-security-policy": "; ".join(policy).encode(),
        }
        # From now on a browser asks for nothing of this name on an open line.
        self._headers_safe = {
            **self._headers,
            b"strict-transport-security": b"max-age=31536000",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to the answer."""
        headers = self._headers_safe if scope.get("scheme") == "https" else self._headers
        told_anew = "/api/" in scope.get("path", "")

        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = message.get("headers", [])
                names = {name for name, _ in said}
                wanted = headers | ({b"cache-control": b"no-store"} if told_anew else {})
                added = (pair for pair in wanted.items() if pair[0] not in names)
                message["headers"] = [*said, *added]
            await send(message)

        await self.app(scope, receive, safely)


class OwnNames:
    """Answer to our own names only: a foreign page could make any other one point here."""

    def __init__(self, app: ASGIApp, names: list[str]) -> None:
        self.app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 421 in our own words; the framework's are bare."""
        known = scope["type"] != "http"

        async def let_in(scope: Scope, receive: Receive, send: Send) -> None:
            nonlocal known
            known = True
            await self.app(scope, receive, send)

        async def unless_bare(message: Message) -> None:
            if known:
                await send(message)

        gate = TrustedHostMiddleware(let_in, allowed_hosts=self._names, www_redirect=False)
        await gate(scope, receive, unless_bare)
        if not known:
            await problem(Request(scope), _MISDIRECTED, "http-host", {})(scope, receive, send)


class PrivateLine:
    """Refuse what comes on an open line: cookies and passwords would be read on the way."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403."""
        if scope["type"] == "http" and scope["scheme"] != "https":
            refusal = problem(Request(scope), 403, "http-open-line", {})
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)


class LastDoor:
    """Log what nobody foresaw, and let nothing of it further up.

    Places in the code and kinds of error only: what an error says may be somebody's name, and
    whoever calls us would write all of it down.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; an answer has been given already, as far as one was possible."""
        try:
            await self.app(scope, receive, send)
        except Exception as unforeseen:
            if scope["type"] != "http":
                raise
            _log.error("unforeseen error\n%s", places_of(unforeseen))


def entered(app: ASGIApp, listening: Listening, pictures_from: str | None = None) -> ASGIApp:
    """Put before an application what every request meets first.

    It answers to its own names only, for a foreign page could make any other point here; behind a
    proxy, to private lines only.
    """
    known: ASGIApp = OwnNames(app, listening.hosts)
    private = known if listening.proxy is None else PrivateLine(known)
    return SafeHeaders(private, pictures_from)
