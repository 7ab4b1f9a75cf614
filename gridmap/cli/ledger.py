"""``gridmap ledger …``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gridmap.cli.console import data, talk, working
from gridmap.cli.home import Home, opened, remember_home
from gridmap.cli.imports import Columns, chosen_columns
from gridmap.cli.output import write_output
from gridmap.cli.spoken import CommandTree
from gridmap.words import say

if TYPE_CHECKING:
    from gridmap.usecases.ledger_left_out import LeftOut
    from gridmap.usecases.ledger_review import ReviewRow

__all__ = ["app"]

app = CommandTree()

_OUTPUT = typer.Option("--output", "-o", metavar=say("cli-a-file"), help=say("cli-ledger-output"))
Output = Annotated[Path, _OUTPUT]


@app.callback()
def _begin(context: typer.Context, home: Home = None) -> None:
    remember_home(context, home)


@app.command(help=say("cli-ledger-template"))
def template(output: Output = Path("ledger-template.xlsx")) -> None:
    """Write an empty ledger."""
    from gridmap.render.tables import ledger_template

    write_output(ledger_template(), output)
    talk.print(say("cli-ledger-written", file=output), markup=False)


@app.command(help=say("cli-ledger-export"))
def export(
    context: typer.Context,
    *,
    output: Output = Path("register.xlsx"),
    within: Annotated[
        str | None, typer.Option(metavar=say("cli-a-code"), help=say("cli-ledger-within"))
    ] = None,
    personal: Annotated[
        bool, typer.Option("--personal", metavar="", help=say("cli-ledger-personal"))
    ] = False,
    home: Home = None,
) -> None:
    """Write the register as a workbook."""
    from gridmap.render.tables import ledger_xlsx
    from gridmap.usecases.ledger_export import export_ledger
    from gridmap.usecases.looks import Reason

    with opened(context, home) as workspace, working(say("cli-ledger-exporting")):
        told = export_ledger(workspace, within=within, personal=Reason.CHECK if personal else None)
    content = ledger_xlsx(told.dwellings, told.premises)
    write_output(content, output)
    talk.print(say("cli-ledger-written", file=output), markup=False)


@app.command(help=say("cli-ledger-append"))
def append(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar=say("cli-a-file"), help=say("cli-file"))],
    *,
    output: Annotated[Path | None, _OUTPUT] = None,
    column: Columns = None,
    home: Home = None,
) -> None:
    """Write the office's own workbook with grid, leader and state appended."""
    from gridmap.usecases.ledger_append import append_to_ledger

    with opened(context, home) as workspace, working(say("cli-importing", file=file.name)):
        content = append_to_ledger(workspace, file, columns=chosen_columns(column))
    # Never over the office's own.
    output = output or Path(f"{file.stem}-{say('ledger-appended-file')}.xlsx")
    write_output(content, output)
    talk.print(say("cli-ledger-written", file=output), markup=False)


@app.command("list", help=say("cli-ledger-list"))
def listing(context: typer.Context, *, home: Home = None) -> None:
    """List the ledgers that came in."""
    from gridmap.usecases.ledger_history import ledgers

    with opened(context, home) as workspace:
        zone = workspace.settings.zone
        found = ledgers(workspace)
    for one in found:
        if one.taken_back_at:
            state = "cli-ledger-is-back"
        else:
            state = "cli-ledger-is-kept" if one.changes_kept else "cli-ledger-is-old"
        day = f"{one.entered_at.astimezone(zone):%Y-%m-%d %H:%M}"
        told = say(state, rows=one.rows)
        data.print(f"{one.uid}  {day}  {one.name}  {told}", markup=False, soft_wrap=True)


@app.command(help=say("cli-ledger-undo"))
def undo(
    context: typer.Context,
    ledger: Annotated[
        str, typer.Argument(metavar=say("cli-a-ledger"), help=say("cli-ledger-which"))
    ],
    *,
    home: Home = None,
) -> None:
    """Take a ledger back that came in."""
    from gridmap.usecases.ledger_history import take_ledger_back

    with opened(context, home) as workspace, working(say("cli-ledger-undoing")):
        done = take_ledger_back(workspace, ledger)
    data.print(say("cli-ledger-undone", ledger=done.name, count=done.restored), markup=False)
    if done.kept:
        data.print(say("cli-ledger-undone-kept", count=done.kept), markup=False)
    if done.later:
        data.print(say("cli-ledger-undone-later", count=done.later), markup=False)


@app.command(help=say("cli-ledger-review"))
def review(
    context: typer.Context,
    *,
    row: Annotated[
        str | None, typer.Option(metavar=say("cli-a-row"), help=say("cli-ledger-row"))
    ] = None,
    building: Annotated[
        str | None, typer.Option(metavar=say("cli-a-building"), help=say("cli-ledger-building"))
    ] = None,
    door: Annotated[
        str | None, typer.Option(metavar=say("cli-a-door"), help=say("cli-ledger-door"))
    ] = None,
    drop: Annotated[bool, typer.Option("--drop", metavar="", help=say("cli-ledger-drop"))] = False,
    left_out: Annotated[
        bool, typer.Option("--left-out", metavar="", help=say("cli-ledger-left-out"))
    ] = False,
    home: Home = None,
) -> None:
    """List the rows that wait, or settle one of them."""
    from gridmap.errors import InputError
    from gridmap.usecases.ledger_left_out import ask_again, left_out_rows
    from gridmap.usecases.ledger_review import drop_row, place_row, review_list

    wanted = (building is not None, drop, left_out and row is not None)
    if sum(wanted) != (row is not None):
        raise InputError("review-incomplete")
    with opened(context, home) as workspace:
        if left_out:
            if row is not None:
                ask_again(workspace, row)
                talk.print(say("cli-ledger-asked-again"))
                return
            for gone in left_out_rows(workspace):
                _tell(gone)
            return
        if row is not None and building is not None:
            settled = place_row(workspace, row, building, door=door)
            talk.print(say("cli-ledger-placed", count=settled.rows))
            if settled.asked:
                talk.print(say("cli-ledger-asks-door", count=settled.asked))
            return
        if row is not None:
            drop_row(workspace, row)
            talk.print(say("cli-ledger-dropped"))
            return
        waiting = review_list(workspace)
    for one in waiting:
        _tell(one)
        for known in one.doors:
            called = "-".join(part for part in (known.unit, known.door) if part)
            offered = say("review-door", door=called)
            data.print(f"    {known.household}  {offered}", markup=False)
    talk.print(say("cli-ledger-waiting", count=len(waiting)))


def _tell(row: ReviewRow | LeftOut) -> None:
    """Show where a row stands, what it says of its place, and the buildings that it may mean."""
    place = " ".join(row.said.values())
    line = f"{row.sheet}!{row.line}" if row.sheet else f"{row.line}"
    data.print(f"{row.uid}  {row.ledger} {line}  {place}", markup=False, soft_wrap=True)
    for offer in row.offers:
        share = round(offer.score * 100)
        offered = say("review-candidate", building=offer.name, score=share)
        data.print(f"    {offer.building}  {offered}", markup=False)
