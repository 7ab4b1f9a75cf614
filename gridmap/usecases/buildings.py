"""Buildings: bring them in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection, select, update

from gridmap import intake
from gridmap.errors import Finding
from gridmap.geo.crs import area_m2, metric_crs_of
from gridmap.store import buildings as building_store
from gridmap.store.bulk import append, new_uids
from gridmap.store.sequence import ground_changed
from gridmap.store.tables import ground
from gridmap.territory.estimates import estimate_households
from gridmap.territory.policy import Act, Data
from gridmap.usecases.audit import place_finding
from gridmap.usecases.changes import ChangedPlaces, ChangeSet
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.placeholders import settle_placeholders
from gridmap.usecases.responsibility import demand_ground, refresh_membership
from gridmap.usecases.survey import SurveyMatch, match_survey, returning
from gridmap.usecases.workspace import Workspace

__all__ = ["enter_buildings", "import_buildings", "survey_name"]

# Facts a survey brings, as the table names them.
_FACTS = ("name", "address", "kind", "levels", "flats")
# Coordinates nearer than this (about 1 cm) are the same survey.
_SAME_DEGREES = 1e-7


def import_buildings(
    workspace: Workspace,
    path: str | Path,
    *,
    source: str | None = None,
    crs: str | None = None,
    datum: str | None = None,
    columns: Mapping[str, str] | None = None,
    close_vanished: bool = False,
    dry_run: bool = False,
) -> ChangeSet:
    """Bring in building footprints or points; known buildings are updated.

    Parameters
    ----------
    source
        Name of the survey that the file's ids belong to, by default the file's stem: importing the
        same survey again updates what it brought.
    crs, datum, columns
        As in :func:`gridmap.intake.read_buildings`.
    close_vanished
        Close, from today, the buildings of this source within the file's extent that the file no
        longer has. Without it they are only listed.
    dry_run
        Tell what would change, and keep nothing.
    """
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    taken = intake.read_buildings(path, crs=crs, datum=datum, columns=columns)
    with workspace.writing(dry_run=dry_run) as conn:
        changes = enter_buildings(
            workspace,
            conn,
            taken.rows,
            source=source or survey_name(Path(path).name),
            rejected=taken.rejected_refs,
            close_vanished=close_vanished,
        )
        place = place_finding(conn, workspace.today(), taken.rows.geometry.to_numpy())
        rebuild_tallies(workspace, conn)
        ground_changed(conn)
    return changes.accounted(taken, place, dry_run=dry_run)


def survey_name(file_name: str) -> str:
    """Name the survey that a file is, unless somebody says otherwise: its name up to a dot."""
    return file_name.partition(".")[0].lower()


def enter_buildings(
    workspace: Workspace,
    conn: Connection,
    rows: gpd.GeoDataFrame,
    *,
    source: str,
    rejected: Collection[str] = (),
    close_vanished: bool = False,
    data: Data = Data.SETTING_UP,
) -> ChangeSet:
    """Enter buildings (standard columns of :mod:`gridmap.intake`), matched to known ones first.

    Those whose rows were ``rejected`` (references) have not vanished: the survey has them. A column
    ``households``, where there is one, is the estimate of whoever knows better. ``data`` is what
    the actor must be allowed to change for it.

    Raises
    ------
    NotPermitted
        If a building that changes is not on the actor's ground.
    """
    today = workspace.today()
    rows = rows.reset_index(drop=True)
    rows["footprint_m2"] = area_m2(rows.geometry.to_numpy())
    known = building_store.known_buildings(conn, today)
    external = building_store.external_ids(conn)
    ended = building_store.ended_buildings(conn, today)
    back = returning(rows, known, ended, source, external)
    if back:
        # They were there all along, and a survey had missed them.
        days = ended.set_index("id")["closed_on"].dt.date
        building_store.reopen_buildings(conn, days[back].to_dict())
        known = building_store.known_buildings(conn, today)
    match = match_survey(rows, known, source, external)

    fresh = rows[match.known.isna() & ~match.ambiguous].copy()
    fresh["id"] = _add(conn, fresh, source)
    matched = rows[match.known.notna()].copy()
    matched["id"] = match.known.dropna().astype(np.int64)
    altered = _alter(conn, matched, known.set_index("id"), back)
    _note_external_ids(conn, source, pd.concat([fresh, matched]), known, external)
    _note_metric_crs(conn, rows)

    gone = _vanished(rows, known, match, source, rejected)
    if close_vanished:
        demand_ground(workspace, conn, data, gone["id"].tolist())
        building_store.close_buildings(conn, gone["id"].tolist(), today)
    touched = pd.concat([fresh, altered])
    told = "households" in rows
    households = settle_placeholders(
        conn,
        touched["id"].to_numpy(np.int64),
        estimate_households(
            touched["kind"].to_numpy(object),
            *(
                touched[name].astype("Float64").to_numpy(float, na_value=np.nan)
                for name in ("levels", "footprint_m2", "households" if told else "flats")
            ),
        ),
        known=np.arange(len(touched)) >= len(fresh),
        today=today,
    )
    refresh_membership(conn, today)
    demand_ground(workspace, conn, data, touched["id"].tolist())
    unclear = rows[match.ambiguous]
    return ChangeSet(
        "buildings",
        read=len(rows),
        added=_named(fresh),
        altered=_named(altered),
        unchanged=len(matched) - len(altered),
        vanished=tuple(gone["source_ref"]),
        ambiguous=_named(unclear),
        counts=(("placeholders", households),),
        findings=tuple(
            Finding("building-ambiguous", "error", row=int(row)) for row in unclear["row"]
        ),
        places=(
            ChangedPlaces.of("ambiguous", _named(unclear), _shapes(unclear), rows=unclear["row"]),
            ChangedPlaces.of("vanished", gone["source_ref"], gone["geom"].to_numpy(object)),
            ChangedPlaces.of("altered", _named(altered), _shapes(altered)),
            ChangedPlaces.of("added", _named(fresh), _shapes(fresh)),
        ),
    )


def _named(rows: pd.DataFrame) -> tuple[str, ...]:
    """Name buildings for a person: by id, else address, else the row they came in."""
    names = rows["source_ref"].fillna(rows["address"]).fillna("#" + rows["row"].astype(str))
    return tuple(names)


def _shapes(rows: gpd.GeoDataFrame) -> NDArray[np.object_]:
    return np.asarray(rows.geometry, dtype=np.object_)


def _add(conn: Connection, rows: pd.DataFrame, source: str) -> NDArray[np.int64]:
    """Enter new buildings, each with one part that is all of it."""
    uids = np.array(new_uids(len(rows)), dtype=object)
    ids = append(
        conn,
        ground.building,
        {
            "uid": uids,
            "source": source,
            # A survey without ids of its own is told apart by what we call its buildings.
            "source_ref": rows["source_ref"].fillna(pd.Series(uids, index=rows.index)).to_numpy(),
            "geom": rows.geometry.to_numpy(),
            "estate": _estates(conn, source, rows["estate"]),
            **{name: rows[name].to_numpy() for name in (*_FACTS, "footprint_m2")},
        },
    )
    append(conn, ground.part, {"building": ids})
    return ids


def _estates(conn: Connection, source: str, names: pd.Series) -> list[int | None]:
    """Find or enter the estates that buildings say they stand in."""
    known = {
        row.source_ref: row.id
        for row in conn.execute(
            select(ground.estate.c.source_ref, ground.estate.c.id).where(
                ground.estate.c.source == source
            )
        )
    }
    new = sorted(set(names.dropna()) - known.keys())
    ids = append(
        conn,
        ground.estate,
        {
            "source": source,
            "source_ref": new,
            "name": new,
        },
    )
    known.update(zip(new, map(int, ids), strict=True))
    return [known.get(name) for name in names]


def _alter(
    conn: Connection, rows: gpd.GeoDataFrame, known: pd.DataFrame, back: list[int]
) -> gpd.GeoDataFrame:
    """Write what the survey says anew of known buildings; return the rows that said something.

    Silence takes nothing away, and a point does not replace a footprint. That a building is
    ``back`` is something new in any case.
    """
    before = known.loc[rows["id"]]
    after = rows[["id", *_FACTS]].copy()
    geom = rows.geometry.to_numpy()
    kept = before["geom"].to_numpy()
    point = shapely.get_dimensions(geom) < shapely.get_dimensions(kept)
    moved = ~point & ~shapely.equals_exact(
        shapely.normalize(geom), shapely.normalize(kept), _SAME_DEGREES
    )
    changed = moved | rows["id"].isin(back).to_numpy()
    for name in _FACTS:
        old = before[name].to_numpy(object)
        new = rows[name].to_numpy(object)
        says = ~pd.isna(new)
        both = says & ~pd.isna(old)
        says[both] = new[both] != old[both]
        after[name] = np.where(says, new, old)
        changed |= says
    altered = rows[changed].copy()
    altered["footprint_m2"] = np.where(
        moved[changed], altered["footprint_m2"], before["footprint_m2"].to_numpy()[changed]
    )
    for name in _FACTS:
        altered[name] = after.loc[changed, name].to_numpy()
    building_store.change_buildings(
        conn,
        [
            {
                "building": int(row.id),
                "geom": shape,
                "footprint_m2": float(row.footprint_m2),
                **{name: _plain(getattr(row, name)) for name in _FACTS},
            }
            for row, shape in zip(
                altered.itertuples(), np.where(moved, geom, kept)[changed], strict=True
            )
        ],
    )
    return altered


def _plain(value: Any) -> Any:  # noqa: ANN401  (a cell of a frame)
    """Unwrap a number of numpy or pandas, or what stands for nothing."""
    if pd.isna(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def _note_external_ids(
    conn: Connection,
    source: str,
    rows: pd.DataFrame,
    known: pd.DataFrame,
    noted: Mapping[tuple[str, str], int],
) -> None:
    """Remember the ids by which other systems, this survey among them, name the buildings."""
    own = dict(
        zip(known["id"], zip(known["source"], known["source_ref"], strict=True), strict=True)
    )
    pairs: dict[tuple[str, str], int] = {}
    for key, ref, ids in zip(rows["id"], rows["source_ref"], rows["external_ids"], strict=True):
        for pair in ids.items():
            pairs[pair] = key
        if pd.notna(ref) and key in own and own[key] != (source, ref):
            pairs[source, ref] = key
    new = {pair: key for pair, key in pairs.items() if pair not in noted}
    append(
        conn,
        ground.building_external_id,
        {
            "building": list(new.values()),
            "system": [system for system, _ in new],
            "value": [value for _, value in new],
        },
    )


def _note_metric_crs(conn: Connection, rows: gpd.GeoDataFrame) -> None:
    """Record the workspace's metric system when its first buildings tell where it lies."""
    if len(rows):
        crs = metric_crs_of(rows.geometry.to_numpy())
        conn.execute(
            update(ground.workspace)
            .where(ground.workspace.c.metric_crs.is_(None))
            .values(metric_crs=crs.to_string())
        )


def _vanished(
    rows: gpd.GeoDataFrame,
    known: pd.DataFrame,
    match: SurveyMatch,
    source: str,
    rejected: Collection[str],
) -> pd.DataFrame:
    """List known buildings of this source within the rows' extent that no row is, or may be."""
    found = [*match.known.dropna(), *match.contested]
    mine = known[
        (known["source"] == source)
        & ~known["id"].isin(found)
        & ~known["source_ref"].isin(list(rejected))
    ]
    if mine.empty or rows.empty:
        return mine.iloc[:0]
    extent = shapely.box(*rows.total_bounds)
    points = shapely.point_on_surface(mine["geom"].to_numpy())
    return mine[shapely.intersects(points, extent)]
