"""What changes, as it changes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel

from gridmap.api.deps import InWorkspace
from gridmap.errors import Conflict

__all__ = ["router"]

router = APIRouter(prefix="/events", tags=["events"])

# A browser tab holds one stream; beyond these the server would only keep connections.
MOST_STREAMS = 200
# A change shows within this time, whichever process wrote it.
_PAUSE_SECONDS = 1.0
_HEARTBEAT_SECONDS = 15.0


class Changed(BaseModel):
    """Visits or cases came in; ask again for the figures you show."""

    epoch: str
    seq: int


def _one_more(request: Request) -> None:
    """Refuse a stream too many before the answer begins, while it can still be said."""
    if len(request.app.state.streams) >= MOST_STREAMS:
        raise Conflict("streams-full", most=MOST_STREAMS)


@router.get("", response_class=EventSourceResponse, dependencies=[Depends(_one_more)])
async def get_events(
    request: Request,
    workspace: InWorkspace,
    last_event_id: Annotated[str | None, Header(max_length=64)] = None,
) -> AsyncIterable[ServerSentEvent]:
    """Stream ``changed`` events with the server sequence; the first tells where it stands."""
    streams = request.app.state.streams
    me = object()
    streams.add(me)
    told = last_event_id
    silent = 0.0
    try:
        while not request.app.state.closing.is_set():
            about = await run_in_threadpool(workspace.about)
            here = f"{about.epoch}.{about.last_seq}"
            if here != told:
                told, silent = here, 0.0
                yield ServerSentEvent(
                    data=Changed(epoch=about.epoch, seq=about.last_seq), event="changed", id=here
                )
            elif silent >= _HEARTBEAT_SECONDS:
                silent = 0.0
                yield ServerSentEvent(comment="still here")
            await asyncio.sleep(_PAUSE_SECONDS)
            silent += _PAUSE_SECONDS
    finally:
        streams.discard(me)
