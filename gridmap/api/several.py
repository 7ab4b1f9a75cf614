"""Many workspaces behind one address: each below a path of its own, and a page that lists them."""

from __future__ import annotations

import html
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Final

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from gridmap.api.errors import problem, spoken
from gridmap.api.listening import Listening
from gridmap.api.plain import from_a_person, plain_page
from gridmap.api.requests import entered
from gridmap.words import say

__all__ = ["SeveralStreets", "Street"]

_log = logging.getLogger(__name__)

_NOT_FOUND: Final = 404


@dataclass(frozen=True, slots=True)
class Street:
    """A workspace below a path; without an application it cannot be served now."""

    path: str
    name: str
    app: FastAPI | None


class SeveralStreets:
    """One application of many: each keeps its own database, cookie, streams and limits.

    Parameters
    ----------
    streets
        In the order they are listed.
    listening
        How browsers reach them.
    """

    def __init__(self, streets: Sequence[Street], listening: Listening) -> None:
        self._streets = list(streets)
        self._listening = listening
        self._ended: set[str] = set()

    def guarded(self) -> ASGIApp:
        """Give the application, as safe before the list as each street is by itself."""
        below = [Mount(f"/{one.path}", app=self._below(one)) for one in self._streets]
        app = Starlette(
            routes=[Route("/", self._list), *below],
            exception_handlers={_NOT_FOUND: self._lost},
            lifespan=self._open,
        )
        return entered(app, self._listening)

    def _below(self, street: Street) -> ASGIApp:
        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            app: ASGIApp
            if street.app is None or street.path in self._ended:
                app = self._closed(Request(scope), street)
            else:
                app = street.app
            # The framework makes addresses from the outermost path; this one is all a street knows.
            await app({**scope, "app_root_path": scope["root_path"]}, receive, send)

        return answer

    @asynccontextmanager
    async def _open(self, _app: Starlette) -> AsyncIterator[None]:
        """Open each street; one that fails is listed as closed, and the others go on."""
        async with AsyncExitStack() as opened:
            for street in self._streets:
                if street.app is not None:
                    try:
                        opening = street.app.router.lifespan_context(street.app)
                        await opened.enter_async_context(opening)
                    except Exception as broken:  # noqa: BLE001  (whatever it is, it is theirs alone)
                        _log.error("%s does not open: %s", street.path, type(broken).__name__)
                        self._ended.add(street.path)
            yield

    async def _list(self, request: Request) -> HTMLResponse:
        return self._listed(request, 200)

    async def _lost(self, request: Request, _: Exception) -> Response:
        """Below no street there is nothing: a person chooses one."""
        if not from_a_person(request):
            return problem(request, _NOT_FOUND, "http-not-found", {"path": request.url.path})
        return self._listed(request, _NOT_FOUND)

    def _closed(self, request: Request, street: Street) -> Response:
        if not from_a_person(request):
            return problem(request, 503, "streets-closed", {})
        lang = spoken(request)
        said, all_said = (
            html.escape(say(code, lang=lang)) for code in ("streets-closed-to-all", "streets-title")
        )
        inside = f'<p>{said}</p>\n<p><a href="{_up(request)}">{all_said}</a></p>'
        return plain_page(lang, street.name, inside, 503)

    def _listed(self, request: Request, status: int) -> HTMLResponse:
        lang, up = spoken(request), _up(request)
        rows = []
        for street in self._streets:
            name = html.escape(street.name)
            if street.app is None or street.path in self._ended:
                closed = html.escape(say("streets-closed", lang=lang))
                rows.append(f"<li><span>{name}<small>{closed}</small></span>")
            else:
                rows.append(f'<li><a href="{up}{street.path}/">{name}</a>')
        inside = "\n".join(["<ul>", *rows, "</ul>"])
        return plain_page(lang, say("streets-title", lang=lang), inside, status)


def _up(request: Request) -> str:
    """Lead from a page to the list, whatever path a proxy puts before all of it."""
    return "../" * (request.url.path.count("/") - 1) or "./"
