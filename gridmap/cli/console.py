"""The two consoles, and how long work and findings show on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from gridmap.errors import Finding
from gridmap.words import say

__all__ = ["data", "show_findings", "talk", "working"]

data = Console(highlight=False, soft_wrap=True)
talk = Console(stderr=True, highlight=False, soft_wrap=True)

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


def show_findings(findings: Iterable[Finding]) -> None:
    """Tell what was found, a few of each kind."""
    shown: Counter[str] = Counter()
    styles: dict[str, str] = {}
    for found in findings:
        shown[found.code] += 1
        styles[found.code] = _STYLES[found.severity]
        if shown[found.code] <= _SHOWN:
            sentence = found.sentence()
            if found.row is not None:
                sentence = say("cli-row", row=found.row, sentence=sentence)
            kind = say(f"cli-{found.severity}")
            talk.print(f"[{_STYLES[found.severity]}]{kind}[/] {escape(sentence)}")
    for code, count in shown.items():
        if count > _SHOWN:
            talk.print(f"[{styles[code]}]·[/] {escape(say('cli-more', count=count - _SHOWN))}")
