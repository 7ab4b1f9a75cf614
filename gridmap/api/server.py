"""The server process: who may come, and a clean end for open streams."""

from __future__ import annotations

import contextlib
import gc
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp

from gridmap.api.app import create_app
from gridmap.api.listening import Listening
from gridmap.api.several import SeveralStreets, Street
from gridmap.errors import GridmapError, NotPermitted, StoreError
from gridmap.store import accounts as account_store
from gridmap.store.certificates import Certificate, own_certificate
from gridmap.usecases.readiness import get_ready
from gridmap.usecases.streets_served import street_name
from gridmap.usecases.workspace import Workspace, open_workspace
from gridmap.words.foreign import system_reason

__all__ = ["certified", "listen", "serve_streets", "serve_workspace"]

_GRACE_SECONDS = 5
_HERE = Listening()


class _Server(uvicorn.Server):
    """Tells event streams to end before it waits for connections to close."""

    def __init__(self, config: uvicorn.Config, apps: Sequence[FastAPI]) -> None:
        super().__init__(config)
        self._apps = apps

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        for app in self._apps:
            app.state.closing.set()
        super().handle_exit(sig, frame)


def certified(listening: Listening, folder: Path) -> tuple[Listening, Certificate]:
    """Give the server a certificate of its own, kept in ``folder``.

    Raises
    ------
    InputError, StoreError
        As :func:`gridmap.store.certificates.own_certificate`.
    """
    names = [name.strip("[]") for name in listening.hosts]
    made = own_certificate(folder, names, datetime.now(UTC))
    return replace(listening, certificate=made.certificate, key=made.key), made


def serve_workspace(
    workspace: Workspace, *, listening: Listening = _HERE, ready: Callable[[str], None]
) -> None:
    """Serve ``workspace`` until the process is told to end.

    Parameters
    ----------
    ready
        Called with the address once it can be opened.

    Raises
    ------
    NotPermitted
        ``serve-needs-account``, ``serve-needs-https`` for others than this machine.
    InputError
        As :meth:`Listening.demand_private`.
    StoreError
        ``port-taken`` if something else listens there; ``keys-lost`` and ``keys-foreign``.
    """
    listening.demand_private()
    _demand_complete(workspace, listening)
    app = create_app(workspace, listening=listening)
    _run(app, [app], listening, ready)


def serve_streets(
    homes: Mapping[str, Path],
    *,
    listening: Listening = _HERE,
    ready: Callable[[str], None],
    left_out: Callable[[str, GridmapError], None],
) -> None:
    """Serve many workspaces, each below a path of its own, until the process is told to end.

    Parameters
    ----------
    homes
        Folders of the workspaces by path.
    left_out
        Called with path and reason for each that cannot be served; the others are.

    Raises
    ------
    StoreError
        ``streets-none`` if not one of them can be served; else as :func:`serve_workspace`.
    """
    listening.demand_private()
    with contextlib.ExitStack() as opened:
        streets = []
        for path, home in homes.items():
            name = path
            try:
                name = street_name(path, home)
                workspace = open_workspace(home)
                opened.callback(workspace.close)
                _demand_complete(workspace, listening)
            except GridmapError as broken:
                left_out(path, broken)
                streets.append(Street(path, name, None))
            else:
                app = create_app(workspace, listening=listening, street=path)
                streets.append(Street(path, name, app))
        served = [street.app for street in streets if street.app is not None]
        if not served:
            raise StoreError("streets-none")
        _run(SeveralStreets(streets, listening).guarded(), served, listening, ready)


def _demand_complete(workspace: Workspace, listening: Listening) -> None:
    """Insist on keys that open what is stored and, where others may come, on an account."""
    _ = workspace.seals
    if listening.outside:
        with workspace.database.read() as conn:
            if not account_store.any_there(conn):
                raise NotPermitted("serve-needs-account", home=workspace.home)


def _run(
    app: ASGIApp, apps: Sequence[FastAPI], listening: Listening, ready: Callable[[str], None]
) -> None:
    config = _config(app, listening)
    with listen(listening) as here:
        ready(listening.address)
        with contextlib.ExitStack() as beside:
            for keeper in (k for one in apps for k in (one.state.map.tiles, one.state.retention)):
                keeper.start()
                beside.callback(keeper.stop)
            threading.Thread(target=_load_beforehand, daemon=True, name="first sheet").start()
            _Server(config, apps).run(sockets=[here])


def _load_beforehand() -> None:
    """Load what sheets take, so that whoever looks at one first need not wait for that.

    Whatever is loaded stays. To look through all of it for what is let go of, as is done now and
    then in the midst of somebody's answer, would take 0.2 seconds.
    """
    get_ready()
    gc.collect()
    gc.freeze()


def _config(app: ASGIApp, listening: Listening) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        timeout_graceful_shutdown=_GRACE_SECONDS,
        server_header=False,
        access_log=False,
        proxy_headers=listening.proxy is not None,
        forwarded_allow_ips=[listening.proxy] if listening.proxy is not None else [],
        ssl_certfile=listening.certificate,
        ssl_keyfile=listening.key,
    )


def listen(listening: Listening) -> socket.socket:
    """Take the port that a server is to answer at.

    Raises
    ------
    StoreError
        ``port-taken``.
    """
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    try:
        made = socket.create_server((listening.host, listening.port), family=family)
    except OSError as fault:
        raise StoreError(
            "port-taken", port=str(listening.port), reason=system_reason(fault)
        ) from fault
    # Each connection has this from here. Without it the second piece of every answer waits until
    # the first has been acknowledged, which takes the other side 40 ms; asyncio sees to that only
    # where a socket names its protocol, and those that are made so do not.
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made
