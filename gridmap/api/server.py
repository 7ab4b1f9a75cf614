"""The server process: loopback only, and a clean end for open streams."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn

from gridmap.api.access import LOOPBACK
from gridmap.api.app import create_app
from gridmap.errors import NotPermitted, StoreError
from gridmap.usecases.workspace import Workspace

__all__ = ["serve_workspace"]

_GRACE_SECONDS = 5


class _Server(uvicorn.Server):
    """Tells event streams to end before it waits for connections to close."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.config.app.state.closing.set()  # type: ignore[union-attr]
        super().handle_exit(sig, frame)


def serve_workspace(
    workspace: Workspace,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    ready: Callable[[str], None],
) -> None:
    """Serve ``workspace`` until the process is told to end.

    Parameters
    ----------
    ready
        Called with the address once it can be opened.

    Raises
    ------
    NotPermitted
        ``serve-loopback-only`` for any host but this machine: nobody can sign in yet.
    StoreError
        ``port-taken`` if something else listens there.
    """
    if host not in LOOPBACK:
        raise NotPermitted("serve-loopback-only", host=host)
    app = create_app(workspace)
    config = uvicorn.Config(
        app,
        log_level="warning",
        timeout_graceful_shutdown=_GRACE_SECONDS,
        server_header=False,
        access_log=False,
    )
    try:
        listening = socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        )
    except OSError as fault:
        why = os.strerror(fault.errno) if fault.errno else fault
        raise StoreError("port-taken", port=str(port), reason=why) from fault
    with listening:
        shown = f"[{host}]" if ":" in host else host
        ready(f"http://{shown}:{port}/")
        app.state.map.tiles.start()
        try:
            _Server(config).run(sockets=[listening])
        finally:
            app.state.map.tiles.stop()
