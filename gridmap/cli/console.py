"""The two consoles, and how long work and findings show on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)

from gridmap.errors import Finding
from gridmap.words import say

__all__ = ["data", "getting_on", "placed", "show_findings", "talk", "working"]

# Colons are no pictures: the fingerprint 3F:AB:12 has to come out as it is.
data = Console(highlight=False, soft_wrap=True, emoji=False)
talk = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)

# Of each kind of finding this many are shown; the rest are counted.
_SHOWN = 5
_STYLES = {"error": "bold red", "warning": "yellow", "note": "dim"}


@contextmanager
def working(words: str) -> Iterator[None]:
    """Show that something goes on, and for how long already."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    quiet = not talk.is_terminal
    with Progress(*columns, console=talk, transient=True, disable=quiet) as progress:
        progress.add_task(escape(words), total=None)
        yield


@contextmanager
def getting_on(words: str) -> Iterator[Callable[[int], None]]:
    """Show how many per cent of something are done; gives what to tell them to."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    quiet = not talk.is_terminal
    with Progress(
        *columns, TimeElapsedColumn(), console=talk, transient=True, disable=quiet
    ) as progress:
        task = progress.add_task(escape(words), total=100)
        yield lambda percent: progress.update(task, completed=percent)


def show_findings(findings: Iterable[Finding], *, on: Console = talk, rest: str) -> None:
    """Tell what was found kind by kind, a few of each.

    Parameters
    ----------
    on
        Where to tell it.
    rest
        Option that gives all of them, named where some are only counted.
    """
    kinds: dict[str, list[Finding]] = {}
    for found in findings:
        kinds.setdefault(found.code, []).append(found)
    for several in kinds.values():
        for found in several[:_SHOWN]:
            style, kind = _STYLES[found.severity], say(f"severity-{found.severity}")
            on.print(f"[{style}]{kind}[/] {escape(placed(found))}")
        if len(several) > _SHOWN:
            more = say("cli-more", count=len(several) - _SHOWN, option=rest)
            on.print(f"[{_STYLES[several[0].severity]}]·[/] {escape(more)}")


def placed(found: Finding) -> str:
    """Say a finding with the record it is about in front."""
    sentence = found.sentence()
    if found.ref is not None:
        return say("cli-record", ref=found.ref, sentence=sentence)
    return sentence if found.row is None else say("cli-row", row=found.row, sentence=sentence)
