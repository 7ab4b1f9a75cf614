"""Commands that report: coverage tables and the one-file map."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gridmap.cli.console import data, talk, working
from gridmap.cli.home import Home, opened
from gridmap.cli.output import write_output
from gridmap.territory.codes import Level
from gridmap.words import say

__all__ = ["coverage", "draw"]


class Format(StrEnum):
    """How a coverage table is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    GEOJSON = "geojson"
    XLSX = "xlsx"


def coverage(
    context: typer.Context,
    *,
    by: Annotated[Level, typer.Option(metavar=say("cli-a-level"), help=say("cli-by"))],
    start: Annotated[
        datetime | None,
        typer.Option(
            "--from", formats=["%Y-%m-%d"], metavar=say("cli-a-day"), help=say("cli-from")
        ),
    ] = None,
    end: Annotated[
        datetime | None,
        typer.Option("--to", formats=["%Y-%m-%d"], metavar=say("cli-a-day"), help=say("cli-to")),
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of", formats=["%Y-%m-%d"], metavar=say("cli-a-day"), help=say("cli-as-of")
        ),
    ] = None,
    target: Annotated[
        str | None, typer.Option(metavar=say("cli-a-group"), help=say("cli-target"))
    ] = None,
    form: Annotated[
        Format,
        typer.Option("--format", metavar=say("cli-a-format"), help=say("cli-format")),
    ] = Format.TABLE,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar=say("cli-a-file"), help=say("cli-output"), dir_okay=False
        ),
    ] = None,
    home: Home = None,
) -> None:
    """Tell the coverage of every area of a level."""
    from gridmap.fieldwork.period import Period
    from gridmap.render import tables
    from gridmap.usecases.coverage import coverage as reckon

    period = Period(_day(start), _day(end))
    with opened(context, home) as workspace, working(say("cli-reckoning")):
        table = reckon(
            workspace,
            by=by,
            period=period,
            as_of=_day(as_of),
            target=target,
            outlines=form is Format.GEOJSON,
        )
    rows = table.rows
    if table.orphans.target or sum(table.orphans.excluded.values()):
        orphans = table.orphans.target + sum(table.orphans.excluded.values())
        talk.print(say("cli-coverage-orphans", count=orphans))
    if form is Format.TABLE and output is None and data.is_terminal:
        data.print(
            tables.to_table(rows, period=period, as_of=table.as_of, width=data.width),
            soft_wrap=False,
        )
        return
    if form is Format.XLSX:
        write_output(tables.to_xlsx(rows, period=period, as_of=table.as_of), output)
        _say_written(output)
        return
    if form is Format.TABLE:
        text = tables.to_text(tables.to_table(rows, period=period, as_of=table.as_of))
    else:
        write = {
            Format.CSV: tables.to_csv,
            Format.JSON: tables.to_json,
            Format.GEOJSON: tables.to_geojson,
        }[form]
        text = write(rows)
    write_output(text.encode(), output)
    _say_written(output)


def draw(
    context: typer.Context,
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar=say("cli-a-file"), help=say("cli-map-output"), dir_okay=False
        ),
    ],
    area: Annotated[
        str | None, typer.Option(metavar=say("cli-a-code"), help=say("cli-area"))
    ] = None,
    home: Home = None,
) -> None:
    """Draw the one-file map."""
    from gridmap.usecases.maps import one_file_map

    with opened(context, home) as workspace, working(say("cli-drawing")):
        page = one_file_map(workspace, area=area).get_root().render().encode()
    write_output(page, output)
    talk.print(say("cli-drawn", file=output), markup=False)


def _say_written(output: Path | None) -> None:
    if output is not None:
        talk.print(say("cli-written", file=output), markup=False)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
