"""Buildings, their parts, and which leaf area answers for each part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    bindparam,
    func,
    or_,
    select,
    true,
    update,
)

from gridmap.geo.locate import locate
from gridmap.store.among import among
from gridmap.store.bulk import NULL, fetch, fetch_frame
from gridmap.store.membership import select_members
from gridmap.store.spatial import in_bbox
from gridmap.store.steps import is_open
from gridmap.store.tables.ground import (
    building,
    building_external_id,
    estate,
    membership,
    part,
)
from gridmap.store.tables.households import household

__all__ = [
    "called",
    "change_buildings",
    "close_buildings",
    "ended_buildings",
    "estates_of",
    "external_ids",
    "footprints",
    "known_buildings",
    "last_id",
    "listing",
    "named",
    "near",
    "offered",
    "on_paper",
    "one",
    "places",
    "put_managers",
    "reopen_buildings",
    "standing_near",
    "uid_of",
    "within",
]

# Beyond so many it is quicker to read all of them; SQLite takes no more than 32,766 names.
_NAMED_AT_ONCE: Final = 5_000


def known_buildings(conn: Connection, at: date) -> pd.DataFrame:
    """Read every building that exists on day ``at``."""
    return fetch_frame(conn, select(building).where(is_open(building, at)).order_by(building.c.id))


def footprints(conn: Connection) -> dict[str, NDArray[Any]]:
    """Read ``id`` and ``geom`` of every building there has ever been."""
    return fetch(conn, select(building.c.id, building.c.geom).order_by(building.c.id))


def last_id(conn: Connection) -> int:
    """Tell the highest id that a building has; 0 where there is none."""
    return conn.scalar(select(func.max(building.c.id))) or 0


def places(conn: Connection, ids: Collection[int]) -> pd.DataFrame:
    """Read ``id``, ``uid``, ``source_ref``, ``address`` and ``geom`` of buildings, by id."""
    columns = ("id", "uid", "source_ref", "address", "geom")
    query = select(*(building.c[name] for name in columns))
    if len(ids) <= _NAMED_AT_ONCE:
        return fetch_frame(conn, query.where(building.c.id.in_(ids)).order_by(building.c.id))
    every = fetch_frame(conn, query.order_by(building.c.id))
    return every[every["id"].isin(list(ids))]


def change_buildings(conn: Connection, rows: list[dict[str, Any]]) -> None:
    """Write new facts of known buildings; rows name their ``building`` id and columns alike."""
    if rows:
        columns = [name for name in rows[0] if name != "building"]
        conn.execute(
            update(building)
            .where(building.c.id == bindparam("building"))
            .values({name: bindparam(name) for name in columns}),
            rows,
        )


def external_ids(conn: Connection) -> dict[tuple[str, str], int]:
    """Map every id by which another system names a building, as (system, value), to its row."""
    rows = conn.execute(
        select(
            building_external_id.c.system,
            building_external_id.c.value,
            building_external_id.c.building,
        )
    )
    return {(row.system, row.value): row.building for row in rows}


def offered(conn: Connection, ids: list[int]) -> list[dict[str, Any]]:
    """Read what buildings are called, and a point on each (EPSG:4326)."""
    columns = (building.c.id, building.c.uid, building.c.address, building.c.name)
    rows: list[dict[str, Any]] = []
    for start in range(0, len(ids), _NAMED_AT_ONCE):
        some = ids[start : start + _NAMED_AT_ONCE]
        query = select(*columns, building.c.source_ref, building.c.geom)
        for row in conn.execute(query.where(building.c.id.in_(some))).mappings():
            point = row["geom"].representative_point()
            rows.append({**{name: row[name] for name in row if name != "geom"}, "point": point})
    return rows


def estates_of(conn: Connection) -> dict[int, int]:
    """Map the buildings that belong to an estate to it."""
    rows = conn.execute(
        select(building.c.id, building.c.estate).where(building.c.estate.is_not(None))
    )
    return {row.id: row.estate for row in rows}


def put_managers(conn: Connection, rows: list[dict[str, Any]]) -> None:
    """Write the managing ``company`` and whether it is ``managed`` at all of estates (``key``)."""
    if rows:
        conn.execute(
            update(estate)
            .where(estate.c.id == bindparam("key"))
            .values(manager=bindparam("company"), managed=bindparam("managed")),
            rows,
        )


def close_buildings(conn: Connection, ids: list[int], on: date) -> None:
    """End the life of buildings, their parts and doors on day ``on``; their history stays."""
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        conn.execute(update(building).where(building.c.id.in_(some)).values(closed_on=on))
        for table in (part, household):
            conn.execute(
                update(table)
                .where(table.c.building.in_(some), table.c.closed_on.is_(None))
                .values(closed_on=on)
            )


def ended_buildings(conn: Connection, at: date) -> pd.DataFrame:
    """Read the buildings that ended by day ``at``.

    Columns ``id``, ``source``, ``source_ref``, ``closed_on``.
    """
    columns = (building.c.id, building.c.source, building.c.source_ref, building.c.closed_on)
    return fetch_frame(conn, select(*columns).where(building.c.closed_on <= at))


def reopen_buildings(conn: Connection, ends: Mapping[int, date]) -> None:
    """Take back the end of buildings (keys, with the day of each): what ended with them is back.

    An estimate beside counted doors ended by that count, even if it was on the same day.
    """
    if not ends:
        return
    told = [{"key": key, "day": day} for key, day in ends.items()]
    counted = household.alias()
    beside_counted = select(counted.c.id).where(
        counted.c.building == household.c.building, counted.c.estimated.is_(False)
    )
    for table, closed_with_it in (
        (part, true()),
        (household, or_(household.c.estimated.is_(False), ~beside_counted.exists())),
    ):
        conn.execute(
            update(table)
            .where(
                table.c.building == bindparam("key"),
                table.c.closed_on == bindparam("day"),
                closed_with_it,
            )
            .values(closed_on=None),
            told,
        )
    conn.execute(
        update(building)
        .where(building.c.id == bindparam("key"), building.c.closed_on == bindparam("day"))
        .values(closed_on=None),
        told,
    )


def listing(
    conn: Connection,
    at: date,
    *,
    leaf_areas: list[int] | None,
    bbox: tuple[float, float, float, float] | None,
    after: int,
    most: int,
) -> list[RowMapping]:
    """Read at most ``most`` buildings after row ``after``, of leaf areas or of an extent."""
    query = _listed(conn, select(building), at, leaf_areas, bbox)
    query = query.where(building.c.id > after).order_by(building.c.id).limit(most)
    return list(conn.execute(query).mappings())


def standing_near(
    conn: Connection,
    at: date,
    *,
    leaf_areas: list[int] | None,
    bbox: tuple[float, float, float, float] | None,
) -> dict[str, NDArray[Any]]:
    """Read ``id`` and ``geom`` of the buildings of leaf areas or of an extent, by id."""
    query = _listed(conn, select(building.c.id, building.c.geom), at, leaf_areas, bbox)
    return fetch(conn, query.order_by(building.c.id))


def _listed(
    conn: Connection,
    query: Select[Any],
    at: date,
    leaf_areas: list[int] | None,
    bbox: tuple[float, float, float, float] | None,
) -> Select[Any]:
    query = query.where(is_open(building, at))
    if leaf_areas is not None:
        inside = (
            select_members(at)
            .order_by(None)
            .where(membership.c.leaf_area.in_(leaf_areas))
            .subquery()
        )
        query = query.where(building.c.id.in_(select(inside.c.building)))
    if bbox is not None:
        query = query.where(in_bbox(conn, building.c.geom, bbox))
    return query


def named(conn: Connection, ids: list[int]) -> list[RowMapping]:
    """Read a page of buildings by their row ids, in that order."""
    rows = conn.execute(select(building).where(among(conn, building.c.id, ids))).mappings()
    by_id = {row["id"]: row for row in rows}
    return [by_id[key] for key in ids]


def on_paper(conn: Connection, ids: Iterable[int]) -> dict[str, NDArray[Any]]:
    """Read ``id``, ``uid``, ``name``, ``address``, ``units`` and ``geom`` of buildings, by id.

    Of those named, however many; ``units`` is ``None`` where nobody knows.
    """
    names = ("id", "uid", "name", "address", "units", "geom")
    query = select(*(building.c[name] for name in names)).where(among(conn, building.c.id, ids))
    found = fetch(conn, query.order_by(building.c.id))
    units = found["units"].astype(object)
    units[units == NULL] = None
    return found | {"units": units}


def called(conn: Connection, uids: Collection[str]) -> dict[str, RowMapping]:
    """Read buildings by their public ids, those that ended too."""
    rows = conn.execute(select(building).where(building.c.uid.in_(uids))).mappings()
    return {row["uid"]: row for row in rows}


def one(conn: Connection, uid: str) -> RowMapping | None:
    """Read one building by its public id, or by its row id written as ``i:123``."""
    number = uid.removeprefix("i:")
    by_number = number != uid and number.isascii() and number.isdecimal() and len(number) < 19
    named = building.c.id == int(number) if by_number else building.c.uid == uid
    return conn.execute(select(building).where(named)).mappings().one_or_none()


def uid_of(conn: Connection, key: int) -> str:
    """Tell the public id of a building."""
    uid: str = conn.execute(select(building.c.uid).where(building.c.id == key)).scalar_one()
    return uid


def near(conn: Connection, place: BaseGeometry, at: date) -> dict[str, NDArray[Any]]:
    """Read ``uid`` and ``geom`` of the buildings whose bounds touch those of a place."""
    return fetch(
        conn,
        select(building.c.uid, building.c.geom)
        .where(is_open(building, at), in_bbox(conn, building.c.geom, place.bounds))
        .order_by(building.c.id),
    )


def within(conn: Connection, polygon: BaseGeometry, at: date) -> list[int]:
    """Find the buildings whose representative point lies in ``polygon`` (EPSG:4326) or on it."""
    near = fetch(
        conn,
        select(building.c.id, building.c.geom).where(
            is_open(building, at), in_bbox(conn, building.c.geom, polygon.bounds)
        ),
    )
    inside = locate(shapely.point_on_surface(near["geom"]), np.array([polygon], dtype=object)) == 0
    ids: list[int] = near["id"][inside].tolist()
    return ids
