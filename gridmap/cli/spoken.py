"""Typer in the reader's language: help pages, and what is said about a misused command."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, TypeVar

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from gridmap.words import say

__all__ = ["CommandTree", "misuse_sentence"]

rich_utils.ARGUMENTS_PANEL_TITLE = say("cli-arguments")
rich_utils.OPTIONS_PANEL_TITLE = say("cli-options")
rich_utils.COMMANDS_PANEL_TITLE = say("cli-commands")
rich_utils.ERRORS_PANEL_TITLE = say("severity-error")
rich_utils.REQUIRED_LONG_STRING = say("cli-required")
rich_utils.DEFAULT_STRING = say("cli-default", value="{}")
rich_utils.ENVVAR_STRING = say("cli-environment", name="{}")
rich_utils.RANGE_STRING = ""  # ports are known well enough


_F = TypeVar("_F", bound=Callable[..., Any])


class _Spoken:
    """What commands and groups of commands have in common."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  (typer's private types)
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), say("cli-usage"))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        try:
            return super().parse_args(ctx, args)  # type: ignore[misc,no-any-return]
        except TyperException as misuse:
            # The parser leaves out at which command it was.
            misuse.ctx = getattr(misuse, "ctx", None) or ctx  # type: ignore[attr-defined]
            raise

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401
        option = super().get_help_option(ctx)  # type: ignore[misc]
        option.help = say("cli-help")
        option.metavar = ""
        return option


class _Command(_Spoken, TyperCommand):
    pass


class _Group(_Spoken, TyperGroup):
    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            known = ", ".join(self.list_commands(ctx))
            ctx.fail(say("misuse-command", given=args[0], known=known))
        return super().resolve_command(ctx, args)


class CommandTree(typer.Typer):
    """Commands whose help is in the reader's language throughout."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  (as typer takes them)
        super().__init__(
            cls=_Group,
            no_args_is_help=True,
            options_metavar=say("cli-some-options"),
            subcommand_metavar=say("cli-a-command"),
            **settings,
        )

    def command(self, name: str | None = None, **settings: Any) -> Callable[[_F], _F]:  # noqa: ANN401
        """Add a command, as :meth:`typer.Typer.command` does."""
        return super().command(
            name, cls=_Command, options_metavar=say("cli-some-options"), **settings
        )


# By name: typer keeps these classes to itself.
_MISUSES: Final = {
    "MissingParameter": "misuse-missing",
    "BadParameter": "misuse-value",
    "NoSuchOption": "misuse-option",
}


# What typer and pydantic say in English alone.
_REASONS: Final = tuple(
    (re.compile(said), key)
    for said, key in (
        (r"should be a valid integer", "misuse-whole"),
        (r"should be a (valid|finite) number", "misuse-number"),
        (r"greater than or equal to (?P<least>\S+)", "misuse-least"),
        (r"less than or equal to (?P<most>\S+)", "misuse-most"),
        (r"(?P<given>'.*') is not one of (?P<known>.*)\.", "misuse-choice"),
        (r"(?P<given>'.*') does not match the formats", "misuse-day"),
        (r"(?P<given>'.*') does not exist", "misuse-absent"),
        (r"(?P<given>'.*') is a directory", "misuse-folder"),
        (r"(?P<given>'.*') is a file", "misuse-file"),
        (r"Option (?P<name>'.*') requires an argument", "misuse-bare"),
        (r"Option (?P<name>'.*') does not take a value", "misuse-laden"),
        (r"unexpected extra argument\(s\) \((?P<given>.*)\)", "misuse-extra"),
    )
)


def misuse_sentence(misuse: TyperException) -> str:
    """Say what is wrong with a command line."""
    key = _MISUSES.get(type(misuse).__name__)
    if key is None:
        return _reason(misuse.format_message())
    param = getattr(misuse, "param", None)
    name = getattr(misuse, "option_name", None) or (param.get_error_hint() if param else "")
    return say(key, name=name, reason=_reason(misuse.message.removeprefix("Value error, ")))


def _reason(message: str) -> str:
    """Say why a value cannot be; what typer says seldom stays as it is."""
    for said, key in _REASONS:
        if found := said.search(message):
            facts: dict[str, Any] = found.groupdict()
            return say(key, **facts)
    return message
