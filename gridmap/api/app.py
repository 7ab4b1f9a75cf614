"""The application: API, pages and what protects them."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp

from gridmap.api.access import Gate
from gridmap.api.deps import InWorkspace
from gridmap.api.errors import answer_with_problems, spoken
from gridmap.api.listening import Listening
from gridmap.api.map_desk import MapDesk
from gridmap.api.requests import (
    MOST_BODY_BYTES,
    HeadAsGet,
    LastDoor,
    ReadablePath,
    SameOrigin,
    SpokenLimit,
    Squeezed,
    entered,
)
from gridmap.api.routes import router
from gridmap.api.routes.events import Pulse
from gridmap.usecases.acting import Actor
from gridmap.usecases.import_desk import ImportDesk
from gridmap.usecases.kept_audit import KeptAudit
from gridmap.usecases.maps import one_file_map
from gridmap.usecases.print_desk import PrintDesk
from gridmap.usecases.provider import Provider
from gridmap.usecases.retention_keeper import RetentionKeeper
from gridmap.usecases.studio_desk import StudioDesk
from gridmap.usecases.workspace import Workspace
from gridmap.words import Language

__all__ = ["create_app"]


class _Application(FastAPI):
    """Wraps the framework's own refusals too: even those are spoken and safe to show."""

    def build_middleware_stack(self) -> ASGIApp:
        pictures_from = self.state.workspace.settings.basemap_host
        inner = SpokenLimit(LastDoor(super().build_middleware_stack()))
        return entered(inner, self.state.listening, pictures_from)

    def openapi(self) -> dict[str, Any]:
        return _described()


# The one-file map carries its script and styles itself, and nothing else may join them. It is a
# page of no origin at all: even a script that stole in could ask nothing here.
_ONE_FILE = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; "
    "sandbox allow-scripts allow-modals"
)


_HERE = Listening()

_ABOUT: dict[str, Any] = {
    "title": "gridmap",
    "version": version("gridmap"),
    "description": "Grids, buildings, households and visit coverage of one workspace.",
    "license_info": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
}

# What each route asks and answers takes the framework a third of a second to work out: once for all
# workspaces that a process serves, not for each of them.
_ROUTES = APIRouter()
_ROUTES.include_router(router, max_body_size=MOST_BODY_BYTES)


@cache
def _described() -> dict[str, Any]:
    """Describe the API: that takes two seconds, and all workspaces have the same."""
    return get_openapi(**_ABOUT, routes=_ROUTES.routes)


def create_app(workspace: Workspace, *, listening: Listening = _HERE, street: str = "") -> FastAPI:
    """Make the application that serves ``workspace``.

    Parameters
    ----------
    listening
        How browsers reach it: from this machine only, if nothing else is said.
    street
        Path below which it is one of several.
    """
    desk = ImportDesk(workspace)
    gate = Gate(workspace, street)
    studio = StudioDesk(workspace)
    prints = PrintDesk(workspace)

    @asynccontextmanager
    async def _open(_app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(desk.open)
        yield
        await run_in_threadpool(desk.close)
        await run_in_threadpool(studio.searches.close)
        await run_in_threadpool(prints.close)
        await run_in_threadpool(gate.rolling.close)

    app = _Application(
        **_ABOUT,
        docs_url=None,
        redoc_url=None,
        max_body_size=MOST_BODY_BYTES,
        lifespan=_open,
    )
    app.state.workspace = workspace
    app.state.listening = listening
    app.state.closing = threading.Event()
    app.state.streams = []
    app.state.desk = desk
    app.state.gate = gate
    app.state.provider = Provider(workspace)
    app.state.audit = KeptAudit(workspace)
    app.state.retention = RetentionKeeper(workspace)
    app.state.map = MapDesk(workspace)
    app.state.studio = studio
    app.state.prints = prints
    app.state.pulse = Pulse(workspace, app.state.map.tiles)
    answer_with_problems(app)
    app.router.routes.extend(_ROUTES.routes)
    # The hardest squeeze takes seconds on a city's statuses, and saves a seventh of their size.
    app.add_middleware(Squeezed, minimum_size=1024, compresslevel=4)
    app.add_middleware(SameOrigin)
    app.add_middleware(HeadAsGet)
    app.add_middleware(ReadablePath)

    # Drawing takes a second or more: once for all who look at the same thing.
    drawing = threading.Lock()

    @lru_cache(maxsize=4)
    def drawn(_seq: int, _hour: datetime, actor: Actor, area: str | None, lang: Language) -> str:
        theirs = workspace.acting_as(actor)
        page: str = one_file_map(theirs, area=area, lang=lang).get_root().render()
        return page

    @app.get("/map", include_in_schema=False)
    def _map(request: Request, theirs: InWorkspace, area: str | None = None) -> HTMLResponse:
        seq = workspace.about().last_seq
        # Days begin and hazards pass their limit without any change.
        hour = workspace.clock().replace(minute=0, second=0, microsecond=0)
        with drawing:
            page = drawn(seq, hour, theirs.actor, area, spoken(request))
        return HTMLResponse(
            page, headers={"Content-Security-Policy": _ONE_FILE, "Cache-Control": "no-store"}
        )

    app.mount("/", StaticFiles(directory=str(files("gridmap") / "static"), html=True))
    return app
