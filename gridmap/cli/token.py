"""``gridmap token …``."""

from __future__ import annotations

from typing import Annotated

import typer

from gridmap.cli.account import Login
from gridmap.cli.console import data, talk
from gridmap.cli.home import Home, opened, remember_home
from gridmap.cli.spoken import CommandTree
from gridmap.words import say

__all__ = ["app"]

app = CommandTree()


@app.callback()
def _begin(context: typer.Context, home: Home = None) -> None:
    remember_home(context, home)


@app.command(help=say("cli-token-add"))
def add(
    context: typer.Context,
    login: Login,
    *,
    name: Annotated[str, typer.Option(metavar=say("cli-a-name"), help=say("cli-token-name"))],
    scope: Annotated[
        list[str], typer.Option(metavar=say("cli-a-scope"), help=say("cli-token-scope"))
    ],
    days: Annotated[
        int, typer.Option(metavar=say("cli-a-number"), help=say("cli-token-days"))
    ] = 90,
    home: Home = None,
) -> None:
    """Make a token that acts for an account."""
    from gridmap.usecases.tokens import add_token_for, read_scope

    with opened(context, home) as workspace:
        scopes = {read_scope(one) for one in scope}
        made = add_token_for(workspace, login, name, scopes, days=days)
    talk.print(say("cli-token-made"), markup=False)
    data.print(made.secret, markup=False)


@app.command("list", help=say("cli-token-list"))
def list_tokens(context: typer.Context, *, home: Home = None) -> None:
    """List the tokens."""
    from gridmap.usecases.signed_in import AT_THIS_MACHINE
    from gridmap.usecases.tokens import tokens

    with opened(context, home) as workspace:
        for token in tokens(workspace, AT_THIS_MACHINE):
            facts = [
                token.uid,
                token.name,
                token.login or "–",
                ", ".join(f"{act} {about}" for act, about in token.scopes),
                say(
                    "cli-token-until", day=token.ends_at.astimezone(workspace.settings.zone).date()
                ),
                *([say("cli-token-revoked")] if token.revoked else []),
            ]
            typer.echo("\t".join(facts))


@app.command(help=say("cli-token-revoke"))
def revoke(
    context: typer.Context,
    uid: Annotated[str, typer.Argument(metavar=say("cli-a-uid"), help=say("cli-token-uid"))],
    *,
    home: Home = None,
) -> None:
    """Let a token count no more."""
    from gridmap.usecases.signed_in import AT_THIS_MACHINE
    from gridmap.usecases.tokens import revoke_token

    with opened(context, home) as workspace:
        revoke_token(workspace, AT_THIS_MACHINE, uid)
    talk.print(say("cli-token-is-revoked"), markup=False)
