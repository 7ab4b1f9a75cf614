"""Commands that serve a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gridmap.cli.console import getting_on, talk, working
from gridmap.cli.home import Home, home_of, home_option, opened
from gridmap.words import say

__all__ = ["demo", "serve", "tiles"]

Port = Annotated[
    int, typer.Option(min=1, max=65535, metavar=say("cli-a-number"), help=say("cli-port"))
]

_DEMO_HOME = Path("demo-home")

_TILES = {
    "ready": "cli-tiles-ready",
    "nothing": "cli-tiles-nothing",
    "elsewhere": "cli-tiles-elsewhere",
}


def demo(
    context: typer.Context,
    *,
    port: Port = 8000,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", metavar="", help=say("cli-no-serve"))
    ] = False,
    home: Annotated[Path | None, home_option(_DEMO_HOME)] = None,
) -> None:
    """Build the demo workspace and serve it."""
    from gridmap.api.server import serve_workspace
    from gridmap.usecases.demo import make_demo
    from gridmap.usecases.demo_sign_ins import offer_demo_sign_ins

    folder = home_of(context, home or _DEMO_HOME)
    with working(say("cli-demo-building")):
        workspace = make_demo(folder)
    try:
        talk.print(say("cli-demo-built", home=folder), markup=False)
        for told in offer_demo_sign_ins(workspace):
            said = say("cli-demo-sign-in", role=told.role, login=told.login, password=told.password)
            talk.print(said, markup=False)
        if not no_serve:
            serve_workspace(workspace, port=port, ready=_ready)
    finally:
        workspace.close()


def serve(
    context: typer.Context,
    *,
    host: Annotated[
        str, typer.Option(metavar=say("cli-an-address"), help=say("cli-host"))
    ] = "127.0.0.1",
    port: Port = 8000,
    home: Home = None,
) -> None:
    """Serve a workspace."""
    from gridmap.api.server import serve_workspace

    with opened(context, home) as workspace:
        serve_workspace(workspace, host=host, port=port, ready=_ready)


def tiles(context: typer.Context, *, home: Home = None) -> None:
    """Draw the tiles of a workspace ahead."""
    from gridmap.usecases.tiles import make_tiles

    with opened(context, home) as workspace, getting_on(say("cli-tiles-drawing")) as percent:
        made = make_tiles(workspace, progress=percent)
    talk.print(say(_TILES[made]))


def _ready(address: str) -> None:
    talk.print(say("cli-serving", address=address), markup=False)
