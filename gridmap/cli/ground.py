"""Commands about the workspace itself."""

from __future__ import annotations

import json
import platform
from enum import StrEnum
from typing import Annotated

import typer

from gridmap.cli.console import data, show_findings, talk, working
from gridmap.cli.home import Home, home_of, opened
from gridmap.words import say

__all__ = ["backup", "check", "doctor", "init", "rebuild"]


class CheckFormat(StrEnum):
    """How findings are written."""

    TABLE = "table"
    JSON = "json"
    GEOJSON = "geojson"


def init(context: typer.Context, home: Home = None) -> None:
    """Make a workspace."""
    from gridmap.usecases.workspace import create_workspace

    workspace = create_workspace(home_of(context, home))
    workspace.close()
    talk.print(say("cli-made", home=workspace.home), markup=False)


def check(
    context: typer.Context,
    *,
    form: Annotated[
        CheckFormat,
        typer.Option("--format", metavar=say("cli-a-format"), help=say("cli-check-format")),
    ] = CheckFormat.TABLE,
    home: Home = None,
) -> None:
    """Audit the workspace."""
    import shapely

    from gridmap.usecases.audit import check as audit

    with opened(context, home) as workspace, working(say("cli-checking")):
        found = audit(workspace)
    if form is CheckFormat.TABLE:
        show_findings((one.finding for one in found), on=data, rest="--format json")
        data.print(say("cli-checked", count=len(found)))
        return
    records = [
        {
            "code": one.finding.code,
            "severity": one.finding.severity,
            "subject": one.subject,
            "area_m2": one.area_m2,
            "message": one.finding.sentence(),
        }
        for one in found
    ]
    if form is CheckFormat.JSON:
        answer: object = records
    else:
        answer = {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": record,
                    "geometry": None
                    if one.place is None
                    else json.loads(shapely.to_geojson(one.place)),
                }
                for record, one in zip(records, found, strict=True)
            ],
        }
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def rebuild(context: typer.Context, home: Home = None) -> None:
    """Derive states and tallies anew."""
    from gridmap.usecases.figures import rebuild_tallies

    with (
        opened(context, home) as workspace,
        working(say("cli-rebuilding")),
        workspace.writing() as conn,
    ):
        doors = rebuild_tallies(workspace, conn)
    talk.print(say("cli-rebuilt", count=doors))


def backup(context: typer.Context, home: Home = None) -> None:
    """Copy the database while it is used."""
    with opened(context, home) as workspace:
        made = workspace.database.backup()
        talk.print(say("cli-backup-made", file=made, keys=workspace.keys_file), markup=False)


def doctor(context: typer.Context, home: Home = None) -> None:
    """Tell what this installation and workspace are like."""
    from importlib.metadata import version

    import geopandas
    import pyproj
    import shapely
    from pyogrio import __gdal_version_string__

    from gridmap.usecases.audit import examine

    data.print(
        f"gridmap {version('gridmap')} · Python {platform.python_version()} · "
        f"{platform.system()} {platform.release()}"
    )
    data.print(
        f"geopandas {geopandas.__version__} · shapely {shapely.__version__} "
        f"(GEOS {shapely.geos_version_string}) · pyproj {pyproj.__version__} "
        f"(PROJ {pyproj.proj_version_str}) · GDAL {__gdal_version_string__}"
    )
    with opened(context, home) as workspace:
        for name, fact in examine(workspace):
            data.print(f"{say(f'doctor-{name}')}: {fact}", markup=False)
