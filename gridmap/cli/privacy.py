"""``gridmap retention``, ``gridmap person …``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from gridmap.cli.console import data, talk
from gridmap.cli.home import Home, opened, remember_home
from gridmap.cli.spoken import CommandTree
from gridmap.words import say

__all__ = ["app", "retention"]

app = CommandTree()

_LET_GO = {
    "flags": "cli-retention-flags",
    "notes": "cli-retention-notes",
    "visits": "cli-retention-visits",
    "unclear": "cli-retention-unclear",
    "requests": "cli-retention-requests",
    "access": "cli-retention-access",
}

Uid = Annotated[str, typer.Argument(metavar=say("cli-a-uid"), help=say("cli-person-uid"))]


@app.callback()
def _begin(context: typer.Context, home: Home = None) -> None:
    remember_home(context, home)


def retention(
    context: typer.Context,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", metavar="", help=say("cli-retention-dry-run"))
    ] = False,
    home: Home = None,
) -> None:
    """Let go of what is kept no longer."""
    from dataclasses import asdict

    from gridmap.usecases.retention import enforce_retention, last_retention

    with opened(context, home) as workspace:
        last = last_retention(workspace)
        let_go = enforce_retention(workspace, dry_run=dry_run)
        zone = workspace.settings.zone
    if last is not None:
        talk.print(say("cli-retention-last", at=f"{last.astimezone(zone):%Y-%m-%d %H:%M}"))
    for name, count in asdict(let_go).items():
        data.print(say(_LET_GO[name], count=count))
    talk.print(say("cli-retention-dry" if dry_run else "cli-retention-done"))


@app.command(help=say("cli-person-export"))
def export(
    context: typer.Context,
    uid: Uid,
    *,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar=say("cli-a-file"), help=say("cli-person-output")),
    ] = None,
    home: Home = None,
) -> None:
    """Tell all that is kept about a person or a door."""
    from gridmap.usecases.subjects import export_subject

    with opened(context, home) as workspace:
        kept = json.dumps(export_subject(workspace, uid), ensure_ascii=False, indent=2)
    if output is None:
        typer.echo(kept)
    else:
        output.touch(mode=0o600)
        output.write_text(kept + "\n", encoding="utf-8")


@app.command(help=say("cli-person-erase"))
def erase(context: typer.Context, uid: Uid, *, home: Home = None) -> None:
    """Let go of what is kept about a person or a door."""
    from gridmap.usecases.subjects import erase_subject

    with opened(context, home) as workspace:
        erase_subject(workspace, uid)
    talk.print(say("cli-person-erased", uid=uid), markup=False)
