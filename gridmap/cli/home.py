"""Which workspace a command works on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gridmap.words import say

if TYPE_CHECKING:
    from gridmap.usecases.workspace import Workspace

__all__ = ["HERE", "Home", "home_of", "home_option", "homes_of", "opened", "remember_home"]

HERE = Path("gridmap-home")


def home_option(default: Path) -> Any:  # noqa: ANN401  (typer's)
    """Declare the option that names the workspace's folder."""
    return typer.Option(
        "--home",
        envvar="GRIDMAP_HOME",
        metavar=say("cli-a-folder"),
        help=say("cli-home", default=default),
        show_default=False,
        file_okay=False,
    )


Home = Annotated[Path | None, home_option(HERE)]


def remember_home(context: typer.Context, home: Path | None) -> None:
    """Keep what ``gridmap --home DIR …`` said before the subcommand."""
    # The environment is spoken to every subcommand; what was typed further ahead counts more.
    if home is not None and (context.obj is None or _typed(context)):
        context.obj = home


def home_of(context: typer.Context, home: Path | None) -> Path:
    """Settle the folder: said after the subcommand, before it, by environment, or the default."""
    if home is not None and _typed(context):
        return home
    return context.obj or home or HERE


def homes_of(context: typer.Context, homes: list[Path] | None) -> list[Path]:
    """Settle the folders of a command that takes several, as :func:`home_of` settles one."""
    if homes and (_typed(context) or len(homes) > 1):
        return homes
    return [home_of(context, homes[0] if homes else None)]


def _typed(context: typer.Context) -> bool:
    source = context.get_parameter_source("home")
    return source is not None and source.name == "COMMANDLINE"


@contextmanager
def opened(context: typer.Context, home: Path | None) -> Iterator[Workspace]:
    """Open the workspace for one command."""
    from gridmap.usecases.workspace import open_workspace

    workspace = open_workspace(home_of(context, home))
    try:
        yield workspace
    finally:
        workspace.close()
