"""``gridmap people …``, and what compares areas by who serves there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from gridmap.cli.console import data, talk, working
from gridmap.cli.home import Home, opened, remember_home
from gridmap.cli.imports import (
    Columns,
    DryRun,
    File,
    Rejected,
    Report,
    chosen_columns,
    hand_back,
    tell_changes,
)
from gridmap.cli.output import write_output
from gridmap.cli.spoken import CommandTree
from gridmap.territory.codes import Level
from gridmap.territory.people import Office
from gridmap.words import say

__all__ = ["app", "orphans", "span"]

app = CommandTree()

Area = Annotated[str | None, typer.Option(metavar=say("cli-a-code"), help=say("cli-people-area"))]


@app.callback()
def _begin(context: typer.Context, home: Home = None) -> None:
    remember_home(context, home)


@app.command("import", help=say("cli-people-import"))
def bring_in(
    context: typer.Context,
    file: File,
    *,
    column: Columns = None,
    dry_run: DryRun = False,
    report: Report = None,
    rejected: Rejected = None,
    home: Home = None,
) -> None:
    """Bring in people and their offices."""
    from gridmap.usecases.roster import import_people

    with opened(context, home) as workspace, working(say("cli-importing", file=file.name)):
        changes = import_people(workspace, file, columns=chosen_columns(column), dry_run=dry_run)
    hand_back(changes, rejected)
    tell_changes(changes, report)


@app.command("list", help=say("cli-people-list"))
def listing(
    context: typer.Context,
    *,
    area: Area = None,
    office: Annotated[
        Office | None,
        typer.Option(
            metavar=say("cli-an-office"),
            help=say("cli-people-office", offices=", ".join(Office)),
        ),
    ] = None,
    home: Home = None,
) -> None:
    """List who holds an office today."""
    from gridmap.usecases.people import people

    with opened(context, home) as workspace:
        found = people(workspace, within=area, office=office, most=1_000_000)
    for one in found:
        held = "; ".join(
            f"{say('office-called', office=held.office)} "
            f"{held.area_name or held.area or (held.department or ('', ''))[1]}".rstrip()
            for held in one.offices
        )
        data.print(f"{one.name or '–'}\t{held}", markup=False, soft_wrap=True)
    talk.print(say("cli-people-count", count=len(found)))


@app.command(help=say("cli-people-template"))
def template(
    context: typer.Context,  # noqa: ARG001  (as every command takes it)
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar=say("cli-a-file"), help=say("cli-output"), dir_okay=False
        ),
    ],
) -> None:
    """Write an empty roster to fill in."""
    from gridmap.render.tables.roster import roster_template
    from gridmap.usecases.roster import ROSTER

    write_output(roster_template(ROSTER), output)
    talk.print(say("cli-written", file=output), markup=False)


def span(
    context: typer.Context,
    *,
    by: Annotated[
        Level, typer.Option(metavar=say("cli-a-level"), help=say("cli-by"))
    ] = Level.COMMUNITY,
    area: Area = None,
    home: Home = None,
) -> None:
    """Compare areas by how many each leader, lead and cadre answers for."""
    from gridmap.usecases.span import Measure, rule_of, spans

    with opened(context, home) as workspace, working(say("cli-reckoning")):
        table = spans(workspace, by=by, within=area)
        rules = [rule_of(workspace.settings, measure) for measure in Measure]
    shown = Table(box=None, pad_edge=False)
    shown.add_column(say("cli-span-area"), no_wrap=True)
    for measure, rule in zip(Measure, rules, strict=True):
        shown.add_column(say(f"cli-span-{measure}", least=rule.least, most=rule.most))
    for row in table.rows:
        cells = [
            "–"
            if one is None or one.mean is None
            else say("cli-span-cell", mean=f"{one.mean:.1f}", under=one.under, over=one.over)
            for one in (row.households, row.leaders, row.links)
        ]
        shown.add_row(f"{row.area.code} {row.area.name or ''}".rstrip(), *cells)
    data.print(shown)


def orphans(context: typer.Context, *, area: Area = None, home: Home = None) -> None:
    """List what nobody answers for yet."""
    from gridmap.usecases.orphans import orphans as find

    with opened(context, home) as workspace, working(say("cli-checking")):
        found = find(workspace, within=area)
    for kind, listed in found.items():
        data.print(say(f"cli-orphan-{kind}", count=len(listed)))
        for one in listed:
            place = "" if one.area is None else one.area.code
            data.print(f"  {place}\t{one.label}\t{one.uid}", markup=False, soft_wrap=True)
