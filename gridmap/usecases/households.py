"""Households: bring in a table of doors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from sqlalchemy import Connection

from gridmap import intake
from gridmap.errors import Finding
from gridmap.geo.locate import locate
from gridmap.store import buildings as building_store
from gridmap.store import households as household_store
from gridmap.store import key_groups as key_group_store
from gridmap.store import placements as placement_store
from gridmap.store.bulk import append
from gridmap.store.sequence import ground_changed
from gridmap.store.steps import BEGINNING
from gridmap.store.tables.households import household_external_id
from gridmap.territory.policy import Act, Data
from gridmap.usecases.changes import ChangedPlaces, ChangeSet
from gridmap.usecases.doors import find_buildings
from gridmap.usecases.doorsteps import doors_changed
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.placing import BuildingParts, place_again
from gridmap.usecases.responsibility import demand_ground
from gridmap.usecases.workspace import Workspace

__all__ = ["enter_households", "import_households", "settle_households"]

# Under this name the ids of the office's own table are kept.
LEDGER: Final = "ledger"


def import_households(
    workspace: Workspace,
    path: str | Path,
    *,
    crs: str | None = None,
    datum: str | None = None,
    columns: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> ChangeSet:
    """Bring in a table of dwelling doors; each takes the place of an estimated one.

    A row names its building by reference, external id or address, or by a point inside it.
    Doors known by external id, or by building, unit and door, are updated.

    Parameters
    ----------
    crs, datum, columns
        As in :func:`gridmap.intake.read_households`.
    dry_run
        Tell what would change, and keep nothing.
    """
    workspace.actor.insist(Act.CHANGE, Data.REGISTER)
    taken = intake.read_households(path, crs=crs, datum=datum, columns=columns)
    with workspace.writing(dry_run=dry_run) as conn:
        changes = enter_households(workspace, conn, taken.rows)
        ground_changed(conn)  # buildings where people dwell are numbered
        rebuild_tallies(workspace, conn)
    return changes.accounted(taken, dry_run=dry_run)


def enter_households(workspace: Workspace, conn: Connection, rows: pd.DataFrame) -> ChangeSet:
    """Enter doors (standard columns of :mod:`gridmap.intake`)."""
    rows = rows.reset_index(drop=True)
    rows["building_id"] = _buildings(conn, workspace.today(), rows)
    return settle_households(workspace, conn, rows)


def settle_households(
    workspace: Workspace,
    conn: Connection,
    rows: pd.DataFrame,
    *,
    note: Callable[[pd.DataFrame, pd.DataFrame], set[int]] | None = None,
) -> ChangeSet:
    """Enter doors whose buildings are found: the one way in for them.

    Parameters
    ----------
    rows
        As :func:`enter_households` takes them, and ``building_id`` (``Int64``).
    note
        Writes what else the rows tell, once each has its door in ``key``, and gives the ids of the
        doors for which that is new. Beside the rows it is handed the doors as they were before.
    """
    today = workspace.today()
    rows = rows.reset_index(drop=True)
    doors = household_store.doors(conn, today)
    rows["key"] = _known(conn, doors, rows)
    stands = rows["key"].map(doors.set_index("household")["building"])
    touched = pd.concat([rows["building_id"], stands]).dropna().astype(np.int64).unique()
    demand_ground(workspace, conn, Data.REGISTER, touched.tolist())
    homeless = rows["building_id"].isna() & rows["key"].isna()
    twice = ~homeless & _named_before(rows)
    findings = [
        *_left_out(rows[homeless], "household-building-unknown", _building_said(rows[homeless])),
        *_left_out(rows[twice], "household-twice", _named(rows[twice])),
    ]
    nowhere = ChangedPlaces.of(
        "rejected",
        _building_said(rows[homeless]),
        np.asarray(rows[homeless].geometry, dtype=np.object_),
        rows=rows["row"][homeless],
    )
    repeated = doors_changed(conn, "rejected", rows["building_id"][twice], rows["row"][twice])
    rows = rows[~homeless & ~twice]
    fresh = rows[rows["key"].isna()].copy()
    claimed = _claim(conn, today, doors, fresh)
    ids = pd.concat([rows["key"].dropna(), claimed, _add(conn, today, fresh.drop(claimed.index))])
    rows["key"] = ids.astype(np.int64)

    # What the office counts door by door has no estimate left beside it.
    counted = set(rows["building_id"].dropna()) | set(
        doors.loc[doors["household"].isin(rows["key"]), "building"]
    )
    surplus = doors.loc[
        doors["estimated"]
        & doors["building"].isin(counted)
        & ~doors["household"].isin(rows["key"]),
        "household",
    ]
    # An estimate that nobody visited and no ledger knows has never stood for anybody.
    visited = surplus.isin(household_store.visited(conn))
    household_store.close_households(conn, surplus[visited].tolist(), today)
    household_store.close_households(conn, surplus[~visited].tolist(), BEGINNING)
    altered = _note_places(conn, today, doors, rows.drop(fresh.index))
    altered |= _note_register(conn, today, rows, doors)
    if note is not None:
        altered |= note(rows, doors)
    _note_key_groups(conn, today, rows)
    _note_external_ids(conn, rows)
    known = rows[rows["key"].isin(altered) & ~rows.index.isin(fresh.index)]
    stands = doors.set_index("household")["building"]
    return ChangeSet(
        "households",
        read=len(rows),
        added=_named(fresh),
        altered=_named(known),
        unchanged=len(rows) - len(fresh) - len(altered - set(ids[fresh.index])),
        counts=(("claimed", len(claimed)), ("estimates_closed", len(surplus))),
        findings=tuple(findings),
        places=(
            nowhere,
            repeated,
            doors_changed(conn, "altered", known["key"].map(stands)),
            doors_changed(conn, "added", fresh["building_id"]),
        ),
    )


def _buildings(conn: Connection, today: date, rows: pd.DataFrame) -> pd.Series:
    """Find each row's building: by what it is called, else by the footprint its point lies in."""
    found = find_buildings(conn, today, rows["building"])
    pointed = rows.index[found.isna() & rows.geometry.notna().to_numpy()]
    if len(pointed):
        known = building_store.known_buildings(conn, today)
        position = locate(
            np.array(rows.geometry.loc[pointed], dtype=object), known["geom"].to_numpy()
        )
        inside = position >= 0
        found[pointed[inside]] = known["id"].to_numpy()[position[inside]]
    return found


def _known(conn: Connection, doors: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """Find the doors that are known: by external id, else by building, unit and door."""
    by_id = rows["external_id"].map(household_store.by_external_id(conn)).astype("Int64")
    by_id = by_id.where(by_id.isin(doors["household"]))  # a door that is no more cannot be updated
    real = doors[~doors["estimated"]]
    named = pd.Series(real["household"].to_numpy(), index=_door_key(real, "building"))
    named = named[~named.index.duplicated(keep=False)]
    return by_id.fillna(_door_key(rows).map(named).astype("Int64"))


def _named_before(rows: pd.DataFrame) -> pd.Series:
    """Mark the rows whose door an earlier row names, by its id or by where it is."""
    placed = rows["building_id"].notna() & rows["door"].notna()
    return (
        (placed & _door_key(rows).where(placed).duplicated())
        | (rows["external_id"].notna() & rows["external_id"].duplicated())
        | (rows["key"].notna() & rows["key"].duplicated())
    )


def _door_key(rows: pd.DataFrame, building: str = "building_id") -> pd.Series:
    keys = rows[[building, "unit", "door"]].astype(object)
    return pd.Series(
        [tuple("" if pd.isna(part) else str(part) for part in key) for key in keys.to_numpy()],
        index=rows.index,
        dtype=object,
    )


def _left_out(rows: pd.DataFrame, code: str, names: Iterable[str]) -> list[Finding]:
    return [
        Finding(code, "error", row=int(row), fields={"what": what})
        for row, what in zip(rows["row"], names, strict=True)
    ]


def _building_said(rows: gpd.GeoDataFrame) -> Iterator[str]:
    """Say which building rows ask for: by its name, else by the point."""
    for name, point in zip(rows["building"], rows.geometry, strict=True):
        if pd.notna(name):
            yield str(name)
        else:
            yield "–" if point is None else f"{point.x:.6f}, {point.y:.6f}"


def _named(rows: pd.DataFrame) -> tuple[str, ...]:
    """Name doors for a person: by the office's id, else by where they are."""
    places = rows[["building", "unit", "door"]].astype(object)
    return tuple(
        str(known) if pd.notna(known) else "/".join(str(part) for part in place if pd.notna(part))
        for known, place in zip(rows["external_id"], places.to_numpy(), strict=True)
    )


def _claim(conn: Connection, today: date, doors: pd.DataFrame, fresh: pd.DataFrame) -> pd.Series:
    """Let new doors take over estimated ones of their building, those with visits first.

    Row, public id and visits stay; only the estimate ends.
    """
    visited = household_store.visited(conn)
    estimated = doors[doors["estimated"]].assign(
        untouched=lambda doors: ~doors["household"].isin(visited)
    )
    estimated = estimated.sort_values(["untouched", "household"])
    offers = pd.Series(
        estimated["household"].to_numpy(),
        index=pd.MultiIndex.from_arrays(
            [estimated["building"], estimated.groupby("building").cumcount()]
        ),
    )
    wanted = pd.MultiIndex.from_arrays(
        [fresh["building_id"].astype(np.int64), fresh.groupby("building_id").cumcount()]
    )
    claimed = pd.Series(offers.reindex(wanted).to_numpy(), index=fresh.index).dropna()
    claimed = claimed.astype(np.int64)
    names = fresh.loc[claimed.index, ["unit", "floor", "door"]].astype(object)
    household_store.name_doors(
        conn,
        [
            {"door_id": key, "unit": unit, "floor": floor, "door": door}
            for key, (unit, floor, door) in zip(
                claimed.tolist(), names.where(names.notna(), None).to_numpy(), strict=True
            )
        ],
    )
    told = fresh.loc[claimed.index, ["building_id", "unit", "floor"]]
    told = told.rename(columns={"building_id": "building"})
    place_again(conn, today, told.assign(household=claimed, estimated=True))
    return claimed


def _add(conn: Connection, today: date, rows: pd.DataFrame) -> pd.Series:
    """Enter doors that no estimate stood for, each in the part that spans its unit and floor."""
    known = BuildingParts(conn, today)
    doors = rows[["building_id", "unit", "floor"]].astype(object)
    parts = [known.part_for(*door) for door in doors.where(doors.notna(), None).to_numpy()]
    ids = household_store.add_households(
        conn,
        rows["building_id"].to_numpy(np.int64),
        np.array(parts, dtype=np.int64),
        unit=rows["unit"].to_numpy(object),
        floor=rows["floor"].to_numpy(object),
        door=rows["door"].to_numpy(object),
    )
    return pd.Series(ids, index=rows.index)


def _note_places(
    conn: Connection, today: date, doors: pd.DataFrame, rows: pd.DataFrame
) -> set[int]:
    """Write unit, floor and door where the table says something new; return these doors."""
    known = doors.set_index("household").loc[rows["key"]].set_axis(rows.index)
    names = ["unit", "floor", "door"]
    before = known[names].astype(object)
    told = rows[names].astype(object)
    after = told.where(told.notna(), before)
    differs = (after.astype(str) != before.astype(str)) & after.notna()
    new = differs.any(axis=1) | known["estimated"]
    after = after.where(after.notna(), None)
    keys = rows["key"][new].tolist()
    household_store.name_doors(
        conn,
        [
            {"door_id": key, "unit": unit, "floor": floor, "door": door}
            for key, (unit, floor, door) in zip(keys, after[new].to_numpy(), strict=True)
        ],
    )
    elsewhere = differs[["unit", "floor"]].any(axis=1)
    place_again(
        conn,
        today,
        after.assign(
            household=rows["key"], building=known["building"], estimated=known["estimated"]
        )[elsewhere],
    )
    return set(keys)


def _note_register(
    conn: Connection, today: date, rows: pd.DataFrame, doors: pd.DataFrame
) -> set[int]:
    """Write how doors are lived in where the table says something new; return these doors.

    A door that a table named before was lived in as that said, until today; of any other it has
    been so all along, as far as anybody knows.
    """
    standing = pd.DataFrame(household_store.standing(conn, today)).set_index("household")
    now = standing.loc[rows["key"]]
    occupancy = rows["occupancy"].fillna(pd.Series(now["occupancy"].to_numpy(), index=rows.index))
    # A table without a mark does not take back that somebody wants no visits.
    unwelcome = rows["do_not_visit"].astype(bool) | now["do_not_visit"].to_numpy()
    changed = (occupancy.to_numpy() != now["occupancy"].to_numpy()) | (
        unwelcome.to_numpy() != now["do_not_visit"].to_numpy()
    )
    new = rows[changed]
    named_before = set(doors.loc[~doors["estimated"], "household"])
    placement_store.put_status(
        conn,
        new["key"].to_numpy(np.int64),
        occupancy[new.index].to_numpy(object),
        unwelcome[new.index].to_numpy(bool),
        since=[today if key in named_before else BEGINNING for key in new["key"]],
    )
    return set(new["key"].tolist())


def _note_key_groups(conn: Connection, today: date, rows: pd.DataFrame) -> None:
    """Write the key groups the table names; none is taken away because a table is silent.

    So the first word that a door is in a group is no change: it has been in it all along, as far
    as anybody knows. One that left the group is in it again from today.
    """
    pairs = {
        (int(key), group)
        for key, groups in zip(rows["key"], rows["key_groups"], strict=True)
        for group in groups
    }
    known = {
        (door, group): since if active else today
        for door, group, since, active in key_group_store.steps(conn, today).itertuples(index=False)
    }
    key_group_store.put_members(
        conn,
        [
            {"door": door, "group": group, "day": known.get((door, group), BEGINNING)}
            for door, group in sorted(pairs)
        ],
        confirmed_on=today,
    )


def _note_external_ids(conn: Connection, rows: pd.DataFrame) -> None:
    known = household_store.by_external_id(conn)
    named = rows[rows["external_id"].notna() & ~rows["external_id"].isin(known.keys())]
    named = named.drop_duplicates("external_id")
    append(
        conn,
        household_external_id,
        {
            "household": named["key"].to_numpy(np.int64),
            "system": [LEDGER] * len(named),
            "value": named["external_id"].to_numpy(object),
        },
    )
