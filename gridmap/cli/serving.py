"""Commands that serve a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gridmap.cli.console import getting_on, talk, working
from gridmap.cli.home import HERE, Home, home_of, home_option, homes_of, opened
from gridmap.errors import GridmapError, InputError
from gridmap.words import say

if TYPE_CHECKING:
    from gridmap.store.certificates import Certificate

__all__ = ["demo", "serve", "tiles"]

Port = Annotated[
    int, typer.Option(min=1, max=65535, metavar=say("cli-a-number"), help=say("cli-port"))
]

_DEMO_HOME = Path("demo-home")


def _file(words: str) -> Any:  # noqa: ANN401  (typer's)
    return typer.Option(metavar=say("cli-a-file"), help=say(words), dir_okay=False)


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
    from gridmap.usecases.demo import make_demo
    from gridmap.usecases.demo_ledgers import demo_ledger
    from gridmap.usecases.demo_sign_ins import offer_demo_sign_ins

    folder = home_of(context, home or _DEMO_HOME)
    with working(say("cli-demo-building")):
        workspace = make_demo(folder)
    try:
        talk.print(say("cli-demo-built", home=folder), markup=False)
        for told in offer_demo_sign_ins(workspace):
            said = say("cli-demo-sign-in", role=told.role, login=told.login, password=told.password)
            talk.print(said, markup=False)
        if book := demo_ledger(workspace):
            talk.print(say("cli-demo-ledger", file=book), markup=False)
        if not no_serve:
            from gridmap.api.listening import Listening
            from gridmap.api.server import serve_workspace

            serve_workspace(workspace, listening=Listening(port=port), ready=_ready)
    finally:
        workspace.close()


def serve(
    context: typer.Context,
    *,
    host: Annotated[
        str, typer.Option(metavar=say("cli-an-address"), help=say("cli-host"))
    ] = "127.0.0.1",
    port: Port = 8000,
    name: Annotated[
        list[str] | None, typer.Option(metavar=say("cli-a-host"), help=say("cli-host-name"))
    ] = None,
    certificate: Annotated[Path | None, _file("cli-certificate")] = None,
    key: Annotated[Path | None, _file("cli-certificate-key")] = None,
    make_certificate: Annotated[
        bool, typer.Option("--make-certificate", metavar="", help=say("cli-make-certificate"))
    ] = False,
    behind_proxy: Annotated[
        str | None, typer.Option(metavar=say("cli-an-address"), help=say("cli-behind-proxy"))
    ] = None,
    streets: Annotated[Path | None, _file("cli-streets")] = None,
    home: Annotated[list[Path] | None, home_option(HERE)] = None,
) -> None:
    """Serve one workspace, or several."""
    from gridmap.api.listening import Listening
    from gridmap.api.server import certified, serve_streets, serve_workspace
    from gridmap.usecases.streets_served import hosts_of, several_homes, streets_in
    from gridmap.usecases.workspace import open_workspace

    if make_certificate and (certificate or behind_proxy):
        raise InputError("certificate-or-proxy")
    homes = homes_of(context, home)
    if streets is not None:
        served, folder = streets_in(streets), streets.parent
    else:
        served, folder = several_homes(homes) if len(homes) > 1 else {}, homes[0]
    names = tuple(dict.fromkeys((*(name or ()), *hosts_of(served.values() or homes))))
    listening = Listening(host, port, names, certificate, key, behind_proxy)
    if make_certificate:
        listening, made = certified(listening, folder)
        _tell_certificate(made)
    if served:
        serve_streets(served, listening=listening, ready=_ready, left_out=_left_out)
        return
    workspace = open_workspace(folder)
    try:
        serve_workspace(workspace, listening=listening, ready=_ready)
    finally:
        workspace.close()


def tiles(context: typer.Context, *, home: Home = None) -> None:
    """Draw the tiles of a workspace ahead."""
    from gridmap.usecases.tiles import make_tiles

    with opened(context, home) as workspace, getting_on(say("cli-tiles-drawing")) as percent:
        made = make_tiles(workspace, progress=percent)
    talk.print(say(_TILES[made]))


def _ready(address: str) -> None:
    talk.print(say("cli-serving", address=address), markup=False)


def _tell_certificate(made: Certificate) -> None:
    said = say(
        "cli-certificate-new" if made.new_authority else "cli-certificate-there",
        day=made.ends_at.date(),
        file=made.authority,
        fingerprint=made.fingerprint,
    )
    talk.print(said, markup=False)


def _left_out(street: str, reason: GridmapError) -> None:
    talk.print(say("cli-street-left-out", street=street, reason=reason.sentence()), markup=False)
