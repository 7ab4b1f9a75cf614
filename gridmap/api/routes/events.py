"""What changes, as it changes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Depends, Header, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel
from sqlalchemy import Row

from gridmap.api.access import who_calls
from gridmap.api.deps import InSession
from gridmap.api.requests import routes_of
from gridmap.errors import Conflict, NotSignedIn
from gridmap.usecases.tile_keeper import TileKeeper, TilesNow
from gridmap.usecases.workspace import Workspace

__all__ = ["Pulse", "router"]

router = routes_of("events")

# A browser tab holds one stream; beyond these the server would only keep connections.
MOST_STREAMS = 200
MOST_STREAMS_EACH = 20
# A change shows within this time, whichever process wrote it.
_PAUSE_SECONDS = 0.9
_HEARTBEAT_SECONDS = 15.0


class Pulse:
    """Where a workspace stands, looked up at most once a second however many streams ask."""

    def __init__(self, workspace: Workspace, tiles: TileKeeper) -> None:
        self._workspace, self._tiles = workspace, tiles
        self._one_at_a_time = asyncio.Lock()
        self._seen: tuple[Row[Any], TilesNow, date] | None = None
        self._looked = 0.0

    async def now(self) -> tuple[Row[Any], TilesNow, date]:
        """Tell the workspace's row, its tiles and its day as they stood within the last second."""
        async with self._one_at_a_time:
            now = asyncio.get_running_loop().time()
            if self._seen is None or now - self._looked >= _PAUSE_SECONDS:
                about = await run_in_threadpool(self._workspace.about)
                tiles = await run_in_threadpool(self._tiles.now)
                self._seen, self._looked = (about, tiles, self._workspace.today()), now
            return self._seen


class TilesProgress(BaseModel):
    """How far the tiles of the ground are."""

    version: str | None
    state: Literal["ready", "building", "failed", "nothing"]
    progress: int | None


class Changed(BaseModel):
    """Visits, cases or an import came in, tiles got on, a day began: ask again for what shows."""

    epoch: str
    seq: int
    today: date
    tiles: TilesProgress


async def _one_more(request: Request, who: InSession) -> AsyncIterator[None]:
    """Count a stream in, or refuse it, before the answer begins and while it can still be said."""
    who.demand_complete()
    streams = request.app.state.streams
    if len(streams) >= MOST_STREAMS:
        raise Conflict("streams-full", most=MOST_STREAMS)
    if who.account is not None and streams.count(who.account) >= MOST_STREAMS_EACH:
        raise Conflict("streams-full", most=MOST_STREAMS_EACH)
    streams.append(who.account)
    try:
        yield
    finally:
        streams.remove(who.account)


async def _still_there(request: Request) -> bool:
    """Tell whether whoever listens is still signed in, as things stand at this moment."""
    try:
        await run_in_threadpool(who_calls, request)
    except NotSignedIn:
        return False
    return True


@router.get("", response_class=EventSourceResponse, dependencies=[Depends(_one_more)])
async def get_events(
    request: Request,
    last_event_id: Annotated[str | None, Header(max_length=160)] = None,
) -> AsyncIterable[ServerSentEvent]:
    """Stream ``changed`` events with the server sequence; the first tells where it stands.

    It ends when the session does.
    """
    pulse = request.app.state.pulse
    told = last_event_id
    silent = 0.0
    while not request.app.state.closing.is_set() and await _still_there(request):
        about, tiles, today = await pulse.now()
        # What was decided for a day takes effect as it begins, without any number of the sequence.
        ground = f"{tiles.version}.{tiles.state}{tiles.progress}"
        here = f"{about.epoch}.{about.last_seq}.{today}.{ground}"
        if here != told:
            told, silent = here, 0.0
            yield ServerSentEvent(
                data=Changed(
                    epoch=about.epoch,
                    seq=about.last_seq,
                    today=today,
                    tiles=TilesProgress(
                        version=tiles.version, state=tiles.state, progress=tiles.progress
                    ),
                ),
                event="changed",
                id=here,
            )
        elif silent >= _HEARTBEAT_SECONDS:
            silent = 0.0
            yield ServerSentEvent(comment="still here")
        await asyncio.sleep(_PAUSE_SECONDS)
        silent += _PAUSE_SECONDS
