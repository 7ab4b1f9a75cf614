"""``gridmap account …``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from gridmap.cli.console import talk
from gridmap.cli.home import Home, opened, remember_home
from gridmap.cli.spoken import CommandTree
from gridmap.territory.people import Office
from gridmap.words import say

__all__ = ["app"]

app = CommandTree()

Login = Annotated[str, typer.Argument(metavar=say("cli-a-login"), help=say("cli-login"))]
Name = Annotated[str | None, typer.Option(metavar=say("cli-a-name"), help=say("cli-account-name"))]


@app.callback()
def _begin(context: typer.Context, home: Home = None) -> None:
    remember_home(context, home)


@app.command(help=say("cli-account-admin"))
def admin(context: typer.Context, login: Login, *, name: Name = None, home: Home = None) -> None:
    """Make the first administrator."""
    from gridmap.usecases.accounts import first_admin

    with opened(context, home) as workspace:
        first_admin(workspace, login, _new_password(), name=name)
    talk.print(say("cli-account-made", login=login), markup=False)


@app.command(help=say("cli-account-add"))
def add(
    context: typer.Context,
    login: Login,
    *,
    office: Annotated[
        Office, typer.Option(metavar=say("cli-an-office"), help=say("cli-account-office"))
    ],
    area: Annotated[
        str | None, typer.Option(metavar=say("cli-a-code"), help=say("cli-account-area"))
    ] = None,
    name: Name = None,
    home: Home = None,
) -> None:
    """Enter somebody with an office and an account."""
    from gridmap.usecases.accounts import add_account
    from gridmap.usecases.seats import Seat

    with opened(context, home) as workspace:
        add_account(workspace, login, _new_password(), Seat(office, area), name=name)
    talk.print(say("cli-account-made", login=login), markup=False)


@app.command("list", help=say("cli-account-list"))
def list_accounts(context: typer.Context, *, home: Home = None) -> None:
    """List the accounts."""
    from gridmap.usecases.accounts import accounts

    with opened(context, home) as workspace:
        for account in accounts(workspace):
            facts = [
                account.login or say("cli-account-by-link"),
                account.name or "–",
                *(office.value for office in account.offices),
                *([say("cli-account-second-factor")] if account.second_factor else []),
                *([say("cli-account-shut")] if account.disabled else []),
            ]
            typer.echo("\t".join(facts))


@app.command(help=say("cli-account-disable"))
def disable(context: typer.Context, login: Login, *, home: Home = None) -> None:
    """Shut an account."""
    from gridmap.usecases.accounts import disable_account

    with opened(context, home) as workspace:
        disable_account(workspace, login)
    talk.print(say("cli-account-is-shut", login=login), markup=False)


@app.command(help=say("cli-account-password"))
def password(context: typer.Context, login: Login, *, home: Home = None) -> None:
    """Give an account another password."""
    from gridmap.usecases.accounts import set_password

    with opened(context, home) as workspace:
        set_password(workspace, login, _new_password())
    talk.print(say("cli-account-password-set", login=login), markup=False)


def _new_password() -> str:
    """Ask for a password twice; from a pipe take the first line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    asked: str = typer.prompt(
        say("cli-password"),
        hide_input=True,
        confirmation_prompt=say("cli-password-again"),
        err=True,
    )
    return asked
