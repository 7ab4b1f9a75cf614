"""The command tree, and how it ends when something goes wrong."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated, Any

import typer
from rich.markup import escape
from typer.exceptions import TyperException

from gridmap.cli import (
    account,
    dividing,
    ground,
    imports,
    keys,
    ledger,
    people,
    plan,
    printing,
    privacy,
    reports,
    serving,
    token,
)
from gridmap.cli.console import data, talk
from gridmap.cli.exits import exit_code
from gridmap.cli.home import Home, remember_home
from gridmap.cli.spoken import CommandTree, misuse_sentence
from gridmap.errors import GridmapError
from gridmap.usecases.unforeseen import places_of
from gridmap.words import say

__all__ = ["app", "main"]

app = CommandTree(
    name="gridmap",
    help=say("cli-gridmap"),
    epilog=say("cli-first-steps"),
    add_completion=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _tell_version(wanted: bool) -> None:  # noqa: FBT001  (as typer calls it)
    if wanted:
        data.print(f"gridmap {version('gridmap')}")
        raise typer.Exit


@app.callback()
def _begin(
    context: typer.Context,
    *,
    home: Home = None,
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            metavar="",
            help=say("cli-version"),
            callback=_tell_version,
            is_eager=True,
        ),
    ] = False,
) -> None:
    remember_home(context, home)


_COMMANDS: dict[str, Callable[..., None]] = {
    "demo": serving.demo,
    "init": ground.init,
    "check": ground.check,
    "coverage": reports.coverage,
    "map": reports.draw,
    "atlas": printing.atlas,
    "rebalance": dividing.rebalance,
    "divide": dividing.divide,
    "rebuild": ground.rebuild,
    "tiles": serving.tiles,
    "serve": serving.serve,
    "doctor": ground.doctor,
    "backup": ground.backup,
    "retention": privacy.retention,
    "span": people.span,
    "orphans": people.orphans,
}
for name, command in _COMMANDS.items():
    app.command(name, help=say(f"cli-{name}"))(command)
app.add_typer(imports.app, name="import", help=say("cli-import"))
app.add_typer(ledger.app, name="ledger", help=say("cli-ledger"))
app.add_typer(account.app, name="account", help=say("cli-account"))
app.add_typer(token.app, name="token", help=say("cli-token"))
app.add_typer(people.app, name="people", help=say("cli-people"))
app.add_typer(plan.app, name="plan", help=say("cli-plan"))
app.add_typer(privacy.app, name="person", help=say("cli-person"))
app.add_typer(keys.app, name="keys", help=say("cli-keys"))


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code (see :mod:`gridmap.cli.exits`)."""
    # What is imported stays: to look through it for garbage, while it comes and again at the end,
    # was a third of a short command's time.
    gc.set_threshold(50_000, 20, 50)
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot write Chinese shows a mark instead of failing.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        outcome: Any = app(args=arguments, prog_name="gridmap", standalone_mode=False)
    except TyperException as misuse:
        # A group named without a command has shown its help and has nothing to add.
        if sentence := misuse_sentence(misuse):
            context = getattr(misuse, "ctx", None)
            command = context.command_path if context else "gridmap"
            talk.print(f"[bold red]{say('severity-error')}[/]  {escape(sentence)}")
            talk.print(escape(say("cli-see-help", command=f"{command} --help")))
        sys.exit(misuse.exit_code)
    except GridmapError as error:
        talk.print(f"[bold red]{say('severity-error')}[/]  {escape(error.sentence())}")
        sys.exit(exit_code(error))
    except (typer.Abort, KeyboardInterrupt):
        talk.print(say("cli-stopped"))
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as unforeseen:  # noqa: BLE001  (the last door: a person learns what to do)
        # They hand the lines on, or a log keeps them: places in the code, and nobody's data.
        typer.echo(places_of(unforeseen), err=True)
        talk.print(f"[bold red]{say('severity-error')}[/]  {escape(say('cli-unforeseen'))}")
        sys.exit(1)
    sys.exit(outcome if isinstance(outcome, int) else 0)
