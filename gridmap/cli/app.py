"""The command tree, and how it ends when something goes wrong."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from typing import Any

import typer
from rich.markup import escape
from typer import rich_utils
from typer.exceptions import TyperException

from gridmap.cli import ground, imports, reports, serving
from gridmap.cli.console import talk
from gridmap.cli.exits import exit_code
from gridmap.cli.home import Home, remember_home
from gridmap.errors import GridmapError
from gridmap.words import say

__all__ = ["app", "main"]

rich_utils.ARGUMENTS_PANEL_TITLE = say("cli-arguments")
rich_utils.OPTIONS_PANEL_TITLE = say("cli-options")
rich_utils.COMMANDS_PANEL_TITLE = say("cli-commands")
rich_utils.ERRORS_PANEL_TITLE = say("cli-error")

app = typer.Typer(
    name="gridmap",
    help=say("cli-gridmap"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _begin(context: typer.Context, home: Home = None) -> None:
    remember_home(context, home)


_COMMANDS: dict[str, Callable[..., None]] = {
    "demo": serving.demo,
    "init": ground.init,
    "check": ground.check,
    "coverage": reports.coverage,
    "map": reports.draw,
    "rebuild": ground.rebuild,
    "serve": serving.serve,
    "doctor": ground.doctor,
}
for name, command in _COMMANDS.items():
    app.command(name, help=say(f"cli-{name}"))(command)
app.add_typer(imports.app, name="import", help=say("cli-import"))


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code (see :mod:`gridmap.cli.exits`)."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot write Chinese shows a mark instead of failing.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        outcome: Any = app(args=arguments, standalone_mode=False)
    except TyperException as misuse:
        talk.print(f"[bold red]{say('cli-error')}[/]  {escape(misuse.format_message())}")
        talk.print(escape(say("cli-see-help", command=f"gridmap {_said(arguments)} --help")))
        sys.exit(misuse.exit_code)
    except GridmapError as error:
        talk.print(f"[bold red]{say('cli-error')}[/]  {escape(error.sentence())}")
        sys.exit(exit_code(error))
    except (typer.Abort, KeyboardInterrupt):
        talk.print(say("cli-stopped"))
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except Exception:  # noqa: BLE001  (the last door: a person learns what to do, and sees the trace)
        traceback.print_exc()
        talk.print(f"[bold red]{say('cli-error')}[/]  {escape(say('cli-unforeseen'))}")
        sys.exit(1)
    sys.exit(outcome if isinstance(outcome, int) else 0)


def _said(arguments: list[str] | None) -> str:
    """Repeat the words of the command line that name commands."""
    words = sys.argv[1:] if arguments is None else arguments
    return " ".join(word for word in words if word in {*_COMMANDS, "import"})
