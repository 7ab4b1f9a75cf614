"""Households: where each door stands on a day, and who answers for it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    bindparam,
    false,
    func,
    literal,
    select,
    update,
)

from gridmap.store.among import among
from gridmap.store.bulk import NULL, append, fetch, fetch_frame
from gridmap.store.steps import BEGINNING, all_that_hold, holds, is_open, looked_up
from gridmap.store.tables.fieldwork import visit
from gridmap.store.tables.ground import building, membership, part
from gridmap.store.tables.households import (
    household,
    household_external_id,
    household_status,
    placement,
)

__all__ = [
    "add_households",
    "buildings_of",
    "by_external_id",
    "close_households",
    "doors",
    "every",
    "name_doors",
    "of_building",
    "of_buildings",
    "one",
    "parts",
    "rows_of",
    "standing",
    "uids_in",
    "visited",
]


# Putting the statement together takes longer than running it for one door.
@lru_cache(maxsize=4)
def _standing(at: date) -> Select[Any]:
    return (
        select(
            household.c.id.label("household"),
            household.c.building,
            household.c.estimated,
            placement.c.part,
            func.coalesce(membership.c.leaf_area, -1).label("leaf_area"),
            func.coalesce(household_status.c.occupancy, literal("occupied")).label("occupancy"),
            func.coalesce(household_status.c.do_not_visit, false()).label("do_not_visit"),
        )
        .select_from(household)
        .join(placement, holds(placement, household.c.id, at, "household"), isouter=True)
        .join(membership, holds(membership, placement.c.part, at, "part"), isouter=True)
        .join(
            household_status,
            holds(household_status, household.c.id, at, "household"),
            isouter=True,
        )
        .where(is_open(household, at))
    )


def standing(
    conn: Connection,
    at: date,
    *,
    households: Collection[int] | None = None,
    buildings: Collection[int] | None = None,
) -> dict[str, NDArray[Any]]:
    """Read how households stand on day ``at``: all, those named, or those in buildings named.

    Columns ``household``, ``building``, ``estimated``, ``part``, ``leaf_area`` (-1 for orphans),
    ``occupancy`` and ``do_not_visit``.
    """
    if households is None and buildings is None:
        return _all_standing(conn, at)
    query = _standing(at)
    if households is not None:
        query = query.where(among(conn, household.c.id, households))
    if buildings is not None:
        query = query.where(among(conn, household.c.building, buildings))
    return fetch(conn, query.order_by(household.c.id))


def _all_standing(conn: Connection, at: date) -> dict[str, NDArray[Any]]:
    """Read all at once what :func:`_standing` asks for one by one: a city takes a third as long."""
    doors = fetch(
        conn,
        select(household.c.id.label("household"), household.c.building, household.c.estimated)
        .where(is_open(household, at))
        .order_by(household.c.id),
    )
    part_of = func.coalesce(placement.c.part, NULL).label("part")
    placed = all_that_hold(conn, placement, at, "household", part_of)
    leaf_of = func.coalesce(membership.c.leaf_area, -1).label("leaf_area")
    answering = all_that_hold(conn, membership, at, "part", leaf_of)
    lived_in = all_that_hold(
        conn,
        household_status,
        at,
        "household",
        household_status.c.occupancy,
        household_status.c.do_not_visit,
    )
    parts = looked_up(doors["household"], placed["household"], placed["part"], NULL)
    said = doors["household"], lived_in["household"]
    return {
        **doors,
        "part": parts,
        "leaf_area": looked_up(parts, answering["part"], answering["leaf_area"], -1),
        "occupancy": looked_up(*said, lived_in["occupancy"], "occupied"),
        "do_not_visit": looked_up(*said, lived_in["do_not_visit"], missing=False),
    }


def add_households(
    conn: Connection,
    buildings: NDArray[np.int64],
    parts: NDArray[np.int64],
    *,
    unit: NDArray[np.object_] | None = None,
    floor: NDArray[np.object_] | None = None,
    door: NDArray[np.object_] | None = None,
    estimated: bool = False,
    opened_on: list[date | None] | None = None,
) -> NDArray[np.int64]:
    """Enter households and place each in its part since the beginning; their ids in order.

    They have been there always, unless ``opened_on`` says since when.
    """
    ids = append(
        conn,
        household,
        {
            "building": buildings,
            "unit": unit,
            "floor": floor,
            "door": door,
            "estimated": estimated,
            "opened_on": opened_on,
        },
    )
    append(
        conn,
        placement,
        {"household": ids, "valid_from": BEGINNING, "part": parts},
    )
    return ids


def close_households(conn: Connection, ids: Collection[int], on: date) -> None:
    """End the life of households on day ``on``; their visits stay."""
    listed = list(ids)
    for start in range(0, len(listed), 500):
        conn.execute(
            update(household)
            .where(household.c.id.in_(listed[start : start + 500]))
            .values(closed_on=on)
        )


def of_building(conn: Connection, key: int, at: date) -> list[RowMapping]:
    """Read the doors of one building with how they stand, bottom to top."""
    return of_buildings(conn, [key], at).get(key, [])


def of_buildings(conn: Connection, keys: Collection[int], at: date) -> dict[int, list[RowMapping]]:
    """Read the doors of a page of buildings with how they stand, bottom to top, by row id."""
    standing_here = _standing(at).where(household.c.building.in_(keys)).subquery()
    query = (
        select(
            household.c.uid,
            household.c.unit,
            household.c.floor,
            household.c.door,
            standing_here,
        )
        .join(standing_here, standing_here.c.household == household.c.id)
        .order_by(household.c.unit, household.c.floor, household.c.id)
    )
    found: dict[int, list[RowMapping]] = {}
    for row in conn.execute(query).mappings():
        found.setdefault(row["building"], []).append(row)
    return found


def one(conn: Connection, uid: str, at: date) -> RowMapping | None:
    """Read one household with how it stands on day ``at``, as :func:`standing` has it."""
    return conn.execute(_standing(at).where(household.c.uid == uid)).mappings().one_or_none()


def uids_in(
    conn: Connection, households: NDArray[np.int64], buildings: NDArray[np.int64]
) -> dict[int, tuple[str, ...]]:
    """Name households by the row id of their building.

    Parameters
    ----------
    households, buildings
        Row ids, shape ``(n,)``: a household and the building it is in.
    """
    asked = households.tolist()
    query = select(household.c.id, household.c.uid).where(among(conn, household.c.id, asked))
    columns = fetch(conn, query)
    uids = dict(zip(columns["id"].tolist(), columns["uid"].tolist(), strict=True))
    found: dict[int, list[str]] = {}
    for key, place in zip(asked, buildings.tolist(), strict=True):
        found.setdefault(place, []).append(uids[key])
    return {place: tuple(names) for place, names in found.items()}


def rows_of(conn: Connection, uids: Collection[str]) -> dict[str, int]:
    """Find the row ids of households by their public ids."""
    asked = sorted(uids)
    found: dict[str, int] = {}
    for start in range(0, len(asked), 5_000):
        some = household.c.uid.in_(asked[start : start + 5_000])
        query = select(household.c.uid, household.c.id).where(some)
        found.update((row.uid, row.id) for row in conn.execute(query))
    return found


def by_external_id(conn: Connection) -> dict[str, int]:
    """Map every external id of a household, and every uid, to its row."""
    known = {row.uid: row.id for row in conn.execute(select(household.c.uid, household.c.id))}
    known.update(
        (row.value, row.household)
        for row in conn.execute(
            select(household_external_id.c.value, household_external_id.c.household)
        )
    )
    return known


def name_doors(conn: Connection, rows: list[dict[str, Any]]) -> None:
    """Name the doors that stood as estimates: ``door_id``, ``unit``, ``floor``, ``door``."""
    if rows:
        conn.execute(
            update(household)
            .where(household.c.id == bindparam("door_id"))
            .values(
                {name: bindparam(name) for name in ("unit", "floor", "door")} | {"estimated": False}
            ),
            rows,
        )


def doors(conn: Connection, at: date) -> pd.DataFrame:
    """Read every door with its building's reference, to find a household by where it is."""
    return fetch_frame(
        conn,
        select(
            household.c.id.label("household"),
            household.c.building,
            building.c.source_ref,
            household.c.unit,
            household.c.floor,
            household.c.door,
            household.c.estimated,
        )
        .select_from(household)
        .join(building, building.c.id == household.c.building)
        .where(is_open(household, at))
        .order_by(household.c.id),
    )


def parts(conn: Connection, at: date) -> pd.DataFrame:
    """Read every part with the units and floors it spans."""
    return fetch_frame(
        conn,
        select(part.c.id, part.c.building, part.c.unit, part.c.floor_lo, part.c.floor_hi)
        .where(is_open(part, at))
        .order_by(part.c.id),
    )


def every(conn: Connection) -> NDArray[np.int64]:
    """Read the ids of all households there have ever been, ascending."""
    return fetch(conn, select(household.c.id).order_by(household.c.id))["id"]


def visited(conn: Connection) -> set[int]:
    """Find the households that have at least one visit on record."""
    return set(conn.scalars(select(visit.c.household).distinct()))


def buildings_of(conn: Connection) -> pd.Series[int]:
    """Map every household there has ever been to its building."""
    columns = fetch(conn, select(household.c.id, household.c.building))
    return pd.Series(columns["building"], index=columns["id"])
