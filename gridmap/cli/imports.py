"""``gridmap import …``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gridmap.cli.console import data, show_findings, talk, working
from gridmap.cli.home import Home, opened, remember_home
from gridmap.cli.output import write_output
from gridmap.cli.spoken import CommandTree
from gridmap.errors import Finding, InputError
from gridmap.territory.codes import Level
from gridmap.words import say

if TYPE_CHECKING:
    from gridmap.usecases.changes import ChangeSet

__all__ = ["app", "chosen_columns", "hand_back", "tell_changes"]

app = CommandTree()

File = Annotated[Path, typer.Argument(metavar=say("cli-a-file"), help=say("cli-file"))]
Crs = Annotated[str | None, typer.Option(metavar=say("cli-a-crs"), help=say("cli-crs"))]
Datum = Annotated[str | None, typer.Option(metavar=say("cli-a-datum"), help=say("cli-datum"))]
Columns = Annotated[
    list[str] | None, typer.Option("--column", metavar=say("cli-a-column"), help=say("cli-column"))
]
DryRun = Annotated[bool, typer.Option("--dry-run", metavar="", help=say("cli-dry-run"))]
Report = Annotated[
    Path | None,
    typer.Option("--report", metavar=say("cli-a-file"), help=say("cli-report"), dir_okay=False),
]
Rejected = Annotated[
    Path | None,
    typer.Option("--rejected", metavar=say("cli-a-file"), help=say("cli-rejected"), dir_okay=False),
]
CloseVanished = Annotated[
    bool, typer.Option("--close-vanished", metavar="", help=say("cli-close-vanished"))
]

_NAMED = 10


@app.callback()
def _begin(context: typer.Context, home: Home = None) -> None:
    remember_home(context, home)


@app.command(help=say("cli-import-areas"))
def areas(
    context: typer.Context,
    file: File,
    *,
    level: Annotated[
        Level | None, typer.Option(metavar=say("cli-a-level"), help=say("cli-level"))
    ] = None,
    crs: Crs = None,
    datum: Datum = None,
    column: Columns = None,
    close_vanished: Annotated[
        bool, typer.Option("--close-vanished", metavar="", help=say("cli-close-vanished-areas"))
    ] = False,
    dry_run: DryRun = False,
    report: Report = None,
    home: Home = None,
) -> None:
    """Bring in areas."""
    from gridmap.usecases.areas import import_areas

    with opened(context, home) as workspace, working(say("cli-importing", file=file.name)):
        changes = import_areas(
            workspace,
            file,
            level=level,
            crs=crs,
            datum=datum,
            columns=chosen_columns(column),
            close_vanished=close_vanished,
            dry_run=dry_run,
        )
    tell_changes(changes, report)


@app.command(help=say("cli-import-buildings"))
def buildings(
    context: typer.Context,
    file: File,
    *,
    source: Annotated[
        str | None, typer.Option(metavar=say("cli-a-name"), help=say("cli-source"))
    ] = None,
    crs: Crs = None,
    datum: Datum = None,
    column: Columns = None,
    close_vanished: CloseVanished = False,
    dry_run: DryRun = False,
    report: Report = None,
    home: Home = None,
) -> None:
    """Bring in buildings."""
    from gridmap.usecases.buildings import import_buildings

    with opened(context, home) as workspace, working(say("cli-importing", file=file.name)):
        changes = import_buildings(
            workspace,
            file,
            source=source,
            crs=crs,
            datum=datum,
            columns=chosen_columns(column),
            close_vanished=close_vanished,
            dry_run=dry_run,
        )
    tell_changes(changes, report)


@app.command("list", help=say("cli-import-list"))
def listed(
    context: typer.Context,
    file: File,
    *,
    source: Annotated[
        str | None, typer.Option(metavar=say("cli-a-name"), help=say("cli-source"))
    ] = None,
    column: Columns = None,
    dry_run: DryRun = False,
    report: Report = None,
    home: Home = None,
) -> None:
    """Bring in a list of buildings to place."""
    from gridmap.usecases.listed import import_list

    with opened(context, home) as workspace, working(say("cli-importing", file=file.name)):
        changes = import_list(
            workspace, file, source=source, columns=chosen_columns(column), dry_run=dry_run
        )
    tell_changes(changes, report)


@app.command(help=say("cli-import-osm"))
def osm(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar=say("cli-a-file"), help=say("cli-osm-file"))
    ] = None,
    *,
    place: Annotated[
        str | None, typer.Option(metavar=say("cli-a-name"), help=say("cli-place"))
    ] = None,
    bbox: Annotated[
        str | None, typer.Option(metavar=say("cli-a-bbox"), help=say("cli-bbox"))
    ] = None,
    close_vanished: CloseVanished = False,
    dry_run: DryRun = False,
    report: Report = None,
    home: Home = None,
) -> None:
    """Bring in OpenStreetMap data."""
    from gridmap.usecases.osm import import_osm

    if sum(given is not None for given in (file, place, bbox)) != 1:
        raise InputError("osm-one-source")
    sides = None if bbox is None else _sides(bbox)
    name = file.name if file else place or bbox or ""
    with opened(context, home) as workspace, working(say("cli-importing", file=name)):
        changes = import_osm(
            workspace,
            file,
            place=place,
            bbox=sides,
            close_vanished=close_vanished,
            dry_run=dry_run,
        )
    tell_changes(changes, report)


@app.command(help=say("cli-import-households"))
def households(
    context: typer.Context,
    file: File,
    *,
    crs: Crs = None,
    datum: Datum = None,
    column: Columns = None,
    dry_run: DryRun = False,
    report: Report = None,
    home: Home = None,
) -> None:
    """Bring in households."""
    from gridmap.usecases.households import import_households

    with opened(context, home) as workspace, working(say("cli-importing", file=file.name)):
        changes = import_households(
            workspace, file, crs=crs, datum=datum, columns=chosen_columns(column), dry_run=dry_run
        )
    tell_changes(changes, report)


@app.command(help=say("cli-import-ledger"))
def ledger(
    context: typer.Context,
    file: File,
    *,
    column: Columns = None,
    dry_run: DryRun = False,
    report: Report = None,
    rejected: Rejected = None,
    home: Home = None,
) -> None:
    """Bring in the office's ledger."""
    from gridmap.usecases.ledgers import import_ledger

    with opened(context, home) as workspace, working(say("cli-importing", file=file.name)):
        changes = import_ledger(workspace, file, columns=chosen_columns(column), dry_run=dry_run)
    hand_back(changes, rejected)
    tell_changes(changes, report)
    if dry_run:
        _tell_columns(changes)


@app.command(help=say("cli-import-visits"))
def visits(
    context: typer.Context,
    file: File,
    *,
    column: Columns = None,
    dry_run: DryRun = False,
    report: Report = None,
    home: Home = None,
) -> None:
    """Bring in visits."""
    from gridmap.usecases.visit_tables import import_visits

    with opened(context, home) as workspace, working(say("cli-importing", file=file.name)):
        changes = import_visits(workspace, file, columns=chosen_columns(column), dry_run=dry_run)
    tell_changes(changes, report)


def chosen_columns(pairs: list[str] | None) -> dict[str, str] | None:
    """Read the pairs of ``--column``.

    Raises
    ------
    InputError
        ``column-unreadable``.
    """
    if not pairs:
        return None
    columns = dict(pair.partition("=")[::2] for pair in pairs)
    if not all("=" in pair and name for pair, name in zip(pairs, columns, strict=False)):
        raise InputError("column-unreadable", given=" ".join(pairs))
    return columns


def _sides(bbox: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(side) for side in bbox.split(","))
    except ValueError:
        raise InputError("bbox-unreadable", bbox=bbox) from None
    return west, south, east, north


def hand_back(changes: ChangeSet, rejected: Path | None) -> None:
    """Write the rows that were left out, as the office wrote them, where they are wanted."""
    from gridmap.render.tables import rejected_xlsx
    from gridmap.usecases.ledgers import left_out

    if rejected is not None:
        write_output(rejected_xlsx(*left_out(changes, Finding.sentence)), rejected)


def _tell_columns(changes: ChangeSet) -> None:
    """Show what each column of a ledger was taken for, with what stands in it, to be confirmed."""
    data.print(say("ledger-columns-are"))
    for name, header in changes.columns.items():
        cells = say("cli-between").join(changes.samples.get(header, ()))
        data.print(f"  {name}={header}  {cells}", markup=False, soft_wrap=True)
    talk.print(say("cli-ledger-columns"), markup=False)


def tell_changes(changes: ChangeSet, report: Path | None) -> None:
    """Show the account of an import; write all its findings where a report is wanted."""
    if report is not None:
        from gridmap.render.tables import findings_csv

        write_output(findings_csv(changes.findings, Finding.sentence).encode(), report)
    show_findings(changes.findings, rest="--report")
    data.print(say(f"changes-{changes.kind}", read=changes.read))
    for name, things in (("added", changes.added), ("altered", changes.altered)):
        data.print(f"  {say(f'changes-{name}', count=len(things))}")
    data.print(f"  {say('changes-unchanged', count=changes.unchanged)}")
    for name, things in (("vanished", changes.vanished), ("ambiguous", changes.ambiguous)):
        if things:
            some = say("cli-between").join(things[:_NAMED]) + (" …" if len(things) > _NAMED else "")
            unclear = (changes.kind, name) == ("ledger", "ambiguous")
            said = "changes-unclear" if unclear else f"changes-{name}"
            data.print(f"  {say(said, count=len(things), some=some)}", markup=False)
    if changes.rejected:
        data.print(f"  {say('changes-rejected', count=changes.rejected)}")
    for name, count in changes.counts:
        if count:
            data.print(f"  {say('changes-' + name.replace('_', '-'), count=count)}")
    if changes.dry_run:
        talk.print(say("changes-dry-run"))
