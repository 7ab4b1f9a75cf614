"""``gridmap keys …``."""

from __future__ import annotations

import typer

from gridmap.cli.console import talk, working
from gridmap.cli.home import Home, opened, remember_home
from gridmap.cli.spoken import CommandTree
from gridmap.words import say

__all__ = ["app"]

app = CommandTree()


@app.callback()
def _begin(context: typer.Context, home: Home = None) -> None:
    remember_home(context, home)


@app.command(help=say("cli-keys-rotate"))
def rotate(context: typer.Context, *, home: Home = None) -> None:
    """Seal everything with a new key."""
    from gridmap.usecases.keys import rotate_keys

    with opened(context, home) as workspace, working(say("cli-keys-rotating")):
        count = rotate_keys(workspace)
    talk.print(say("cli-keys-rotated", count=count, file=workspace.keys_file), markup=False)
