"""OpenStreetMap: buildings, and the streets, gates, water and green around them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from gridmap import intake
from gridmap.store import landscape
from gridmap.store.sequence import ground_changed
from gridmap.territory.policy import Act, Data
from gridmap.usecases.audit import place_finding
from gridmap.usecases.buildings import enter_buildings
from gridmap.usecases.changes import ChangeSet
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.workspace import Workspace

__all__ = ["enter_osm", "import_osm"]


def import_osm(
    workspace: Workspace,
    path: str | Path | None = None,
    *,
    place: str | None = None,
    bbox: tuple[float, float, float, float] | None = None,
    close_vanished: bool = False,
    dry_run: bool = False,
) -> ChangeSet:
    """Bring in OpenStreetMap buildings, streets, gates, water and green.

    Parameters
    ----------
    path
        An ``.osm.pbf`` or ``.osm`` file; or else
    place, bbox
        what to ask the Overpass API for: a place name, or west, south, east, north in degrees.
    """
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    if path is not None:
        extract = intake.read_osm(path)
    else:
        extract = intake.fetch_osm(
            place=place, bbox=bbox, overpass_url=workspace.settings.overpass_url
        )
    return enter_osm(workspace, extract, close_vanished=close_vanished, dry_run=dry_run)


def enter_osm(
    workspace: Workspace,
    extract: intake.OsmExtract,
    *,
    close_vanished: bool = False,
    dry_run: bool = False,
) -> ChangeSet:
    """Enter what was read or fetched of OpenStreetMap, as :func:`import_osm` does."""
    with workspace.writing(dry_run=dry_run) as conn:
        changes = enter_buildings(
            workspace,
            conn,
            extract.buildings.rows,
            source="osm",
            rejected=extract.buildings.rejected_refs,
            close_vanished=close_vanished,
        )
        places = extract.buildings.rows.geometry.to_numpy()
        place = place_finding(conn, workspace.today(), places)
        landscape.put_streets(conn, "osm", _drawn(extract.streets))
        landscape.put_gates(conn, "osm", _drawn(extract.gates))
        landscape.put_landcover(conn, "osm", _drawn(extract.landcover))
        rebuild_tallies(workspace, conn)
        ground_changed(conn)
    drawn = (
        ("streets", extract.streets),
        ("gates", extract.gates),
        ("landcover", extract.landcover),
    )
    changes = replace(
        changes,
        counts=(*changes.counts, *((name, len(taken.rows)) for name, taken in drawn)),
    )
    return changes.accounted(
        extract.buildings,
        place,
        *extract.streets.findings,
        *extract.gates.findings,
        *extract.landcover.findings,
        dry_run=dry_run,
    )


def _drawn(taken: intake.Intake) -> dict[str, NDArray[Any]]:
    rows = taken.rows
    return {
        "source_ref": rows["source_ref"].to_numpy(),
        "name": rows["name"].to_numpy(),
        "kind": rows["kind"].to_numpy(),
        "geom": rows.geometry.to_numpy(),
    }
