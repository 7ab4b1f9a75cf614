"""``gridmap rebalance`` and ``gridmap divide``: propose a plan."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gridmap.cli.console import getting_on, show_findings, talk
from gridmap.cli.home import Home, opened
from gridmap.cli.output import checked_output, write_output
from gridmap.cli.plan import show_plan
from gridmap.errors import InputError
from gridmap.territory.codes import Level
from gridmap.words import say

if TYPE_CHECKING:
    from gridmap.frames.seeking import Progress
    from gridmap.usecases.plan_finding import Wanted
    from gridmap.usecases.planning import Proposal

__all__ = ["divide", "rebalance"]


class PlanLevel(StrEnum):
    """Levels that are divided."""

    GRID = "grid"
    PATCH = "patch"


Area = Annotated[str, typer.Argument(metavar=say("cli-a-code"), help=say("cli-plan-area"))]
AtLevel = Annotated[
    PlanLevel, typer.Option("--level", metavar=say("cli-a-level"), help=say("cli-plan-level"))
]
Size = Annotated[str | None, typer.Option(metavar=say("cli-a-size"), help=say("cli-plan-size"))]
Tolerance = Annotated[
    float | None, typer.Option(metavar=say("cli-a-number"), help=say("cli-plan-tolerance"))
]
Load = Annotated[str, typer.Option(metavar=say("cli-a-formula"), help=say("cli-plan-load"))]
Seed = Annotated[int, typer.Option(metavar=say("cli-a-number"), help=say("cli-plan-seed"))]
Seconds = Annotated[
    float | None, typer.Option(metavar=say("cli-a-number"), help=say("cli-plan-seconds"), min=0)
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar=say("cli-a-file"), help=say("cli-plan-output"), dir_okay=False
    ),
]


def rebalance(
    context: typer.Context,
    area: Area,
    *,
    level: AtLevel = PlanLevel.GRID,
    size: Size = None,
    tolerance: Tolerance = None,
    load: Load = "households",
    lock: Annotated[
        list[str] | None, typer.Option(metavar=say("cli-a-code"), help=say("cli-plan-lock"))
    ] = None,
    add: Annotated[
        list[str] | None, typer.Option(metavar=say("cli-a-code-count"), help=say("cli-plan-add"))
    ] = None,
    remove: Annotated[
        list[str] | None, typer.Option(metavar=say("cli-a-code"), help=say("cli-plan-remove"))
    ] = None,
    merge: Annotated[
        list[str] | None, typer.Option(metavar=say("cli-some-codes"), help=say("cli-plan-merge"))
    ] = None,
    compactness: Annotated[
        float, typer.Option(metavar=say("cli-a-number"), help=say("cli-plan-compactness"), min=0)
    ] = 0.0,
    seed: Seed = 0,
    seconds: Seconds = None,
    output: Output = None,
    home: Home = None,
) -> None:
    """Propose to rebalance an area."""
    from gridmap.usecases.plan_finding import Wanted
    from gridmap.usecases.planning import propose

    wanted = Wanted(
        level=Level(level),
        size=_size(size),
        tolerance=tolerance,
        load=load,
        locked=lock or (),
        add=_counts(add or [], area),
        remove=remove or (),
        merge=[one.split(",") for one in merge or ()],
        compactness=compactness,
        seed=seed,
        seconds=seconds,
    )
    _propose(context, home, area, wanted, propose, output)


def divide(
    context: typer.Context,
    area: Area,
    *,
    level: AtLevel = PlanLevel.GRID,
    size: Size = None,
    tolerance: Tolerance = None,
    parts: Annotated[
        int | None, typer.Option(metavar=say("cli-a-number"), help=say("cli-plan-parts"))
    ] = None,
    load: Load = "households",
    seed: Seed = 0,
    seconds: Seconds = None,
    output: Output = None,
    home: Home = None,
) -> None:
    """Propose to divide an area anew."""
    from gridmap.usecases.plan_finding import Wanted
    from gridmap.usecases.planning import propose_anew

    wanted = Wanted(
        level=Level(level),
        size=_size(size),
        tolerance=tolerance,
        parts=parts,
        load=load,
        seed=seed,
        seconds=seconds,
    )
    _propose(context, home, area, wanted, propose_anew, output)


def _propose(
    context: typer.Context,
    home: Path | None,
    area: str,
    wanted: Wanted,
    act: Callable[..., Proposal],
    output: Path | None,
) -> None:
    from gridmap.usecases.plan_account import findings_in

    checked_output(output)
    with opened(context, home) as workspace:
        with getting_on(say("cli-plan-looking")) as tell, _stoppable() as stopped:

            def progress(now: Progress) -> bool:
                tell(round(100 * now.share))
                return stopped()

            proposal = act(workspace, area, wanted, progress=progress)
            if stopped():
                talk.print(say("cli-plan-stopped"))
        # The draft is kept by now, and told of whether or not the file can be written.
        show_findings(
            findings_in(proposal.plan.account), rest=f"plan show {proposal.plan.name} --json"
        )
        show_plan(proposal.plan)
        if output is not None:
            write_output(proposal.drawn().to_json(drop_id=True).encode(), output)


@contextmanager
def _stoppable() -> Iterator[Callable[[], bool]]:
    """Let the first Ctrl+C ask for the best so far; a second one ends the command."""
    asked = False

    def stop(_number: int, _frame: object) -> None:
        nonlocal asked
        asked = True
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)


def _size(text: str | None) -> tuple[float, float] | None:
    """Read bounds such as 300-500."""
    if text is None:
        return None
    low, _, high = text.replace("–", "-").partition("-")
    try:
        return float(low), float(high)
    except ValueError:
        raise InputError("plan-size-unreadable", given=text) from None


def _counts(given: list[str], area: str) -> dict[str, int]:
    """Read how many new areas there are to be, by the code of what they lie in."""
    counts = {}
    for text in given:
        code, _, number = text.rpartition("=")
        if not number.isdecimal():
            raise InputError("plan-count-unreadable", given=text)
        counts[code or area] = int(number)
    return counts
