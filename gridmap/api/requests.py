"""What a request has to be before any route sees it."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["MOST_BODY_BYTES", "SameOrigin", "StrictRoute"]

MOST_BODY_BYTES = 4 * 1024 * 1024
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


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
        try:
            return json.loads(body, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
        except RecursionError as deep:
            raise json.JSONDecodeError("nested too deeply", "", 0) from deep


class StrictRoute(APIRoute):
    """A route that reads :class:`_StrictRequest`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the handler so that it gets the strict request."""
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            return await handle(_StrictRequest(request.scope, request.receive))

        return strictly


class SameOrigin:
    """Refuse writes that a page of another site sends from the user's own browser."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403."""
        if scope["type"] == "http" and scope["method"] not in _SAFE_METHODS:
            headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
            origin = headers.get(b"origin")
            if origin is not None and origin.partition("://")[2] != headers.get(b"host"):
                raise HTTPException(403)
        await self.app(scope, receive, send)
