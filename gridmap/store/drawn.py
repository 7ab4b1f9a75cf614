"""What maps are drawn from: the ground of a day, whole or around a place, and its version."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column, Connection, Select, Table, column, func, or_, select
from sqlalchemy import table as named_table

from gridmap.geo.distance import Extent
from gridmap.store.among import among
from gridmap.store.bulk import fetch
from gridmap.store.geopackage import rtree
from gridmap.store.spatial import in_bbox
from gridmap.store.steps import all_that_hold, began_later, holds, is_open, looked_up
from gridmap.store.tables.ground import (
    area_version,
    building,
    landcover,
    listed_building,
    membership,
    part,
    street,
)
from gridmap.store.tables.households import household, placement

__all__ = [
    "counts",
    "extent",
    "footprints",
    "homes",
    "inhabited",
    "last_day",
    "leaves_of_buildings",
    "sources",
]


_NOBODY: Final = -1


def last_day(conn: Connection, today: date) -> date | None:
    """Find the last day up to ``today`` on which something that is drawn began or ended."""
    queries = [
        *(
            select(func.max(table.c.valid_from)).where(
                began_later(table), table.c.valid_from <= today
            )
            for table in (area_version, membership)
        ),
        *(
            select(func.max(table.c[name])).where(table.c[name] <= today)
            for table in (building, part)
            for name in ("opened_on", "closed_on")
        ),
    ]
    days = [conn.scalar(query) for query in queries]
    return max((day for day in days if day is not None), default=None)


def extent(conn: Connection) -> Extent | None:
    """Find the box around all buildings, else streets, else water and green; else ``None``.

    Streets and woods of an extract run on far beyond what it was cut out for.
    """
    boxes = (_extent(conn, table.c.geom) for table in (building, street, landcover))
    return next((box for box in boxes if box is not None), None)


def _extent(conn: Connection, geometry: Column[Any]) -> Extent | None:
    """Ask the spatial index; on SQLite it rounds outwards by up to a metre."""
    query: Select[Any]
    if conn.dialect.name == "sqlite":
        sides = ("minx", "miny", "maxx", "maxy")
        tree = named_table(rtree(geometry.table.name, geometry.name), *map(column, sides))
        query = select(
            func.min(tree.c.minx),
            func.min(tree.c.miny),
            func.max(tree.c.maxx),
            func.max(tree.c.maxy),
        )
    else:
        around = func.ST_Extent(geometry)
        query = select(
            func.ST_XMin(around), func.ST_YMin(around), func.ST_XMax(around), func.ST_YMax(around)
        )
    found: Any = conn.execute(query).one()
    return None if found[0] is None else (found[0], found[1], found[2], found[3])


def counts(conn: Connection, at: date) -> dict[str, int]:
    """Count the ``buildings`` and ``households`` of a day, and the ``listed`` not placed yet."""
    return {
        "buildings": _count(conn, building, at),
        "households": _count(conn, household, at),
        "listed": conn.scalar(
            select(func.count())
            .select_from(listed_building)
            .where(listed_building.c.building.is_(None))
        )
        or 0,
    }


def _count(conn: Connection, table: Table, at: date) -> int:
    """Count all, and take off the few that are not there: indexes know both without the rows."""
    gone = or_(table.c.opened_on > at, table.c.closed_on <= at)
    counts = [
        conn.scalar(query) or 0
        for query in (
            select(func.count()).select_from(table),
            select(func.count()).select_from(table).where(gone),
        )
    ]
    return counts[0] - counts[1]


def homes(conn: Connection, at: date, leaves: list[int]) -> int:
    """Count the households of a day that leaf areas answer for."""
    query = (
        select(func.count())
        .select_from(household)
        .join(placement, holds(placement, household.c.id, at, "household"))
        .join(membership, holds(membership, placement.c.part, at, "part"))
        .where(is_open(household, at), membership.c.leaf_area.in_(leaves))
    )
    return conn.scalar(query) or 0


def sources(conn: Connection) -> set[str]:
    """Name the surveys that buildings, streets, water and green come from."""
    found: set[str] = set()
    for table in (building, street, landcover):
        # From name to name in the index: neither database leaps over what is the same by itself.
        source: str | None = ""
        while source is not None:
            source = conn.scalar(select(func.min(table.c.source)).where(table.c.source > source))
            found.update([] if source is None else [source])
    return found


def footprints(
    conn: Connection,
    at: date,
    *,
    bbox: Extent | None = None,
    least: float = 0.0,
    buildings: list[int] | None = None,
) -> dict[str, NDArray[Any]]:
    """Read ``id``, ``name``, ``address`` and ``geom`` of the buildings of a day, by id.

    All, those near ``bbox`` of which no side is less than ``least`` metres, or a page of those
    named.
    """
    query = select(building.c.id, building.c.name, building.c.address, building.c.geom).where(
        is_open(building, at)
    )
    if bbox is not None:
        query = query.where(in_bbox(conn, building.c.geom, bbox, least=least))
    if buildings is not None:
        query = query.where(among(conn, building.c.id, buildings))
    return fetch(conn, query.order_by(building.c.id))


def inhabited(conn: Connection, at: date, buildings: list[int] | None = None) -> NDArray[Any]:
    """Read the ids of the buildings with at least one dwelling door on day ``at``, ascending.

    Among all buildings, or a page of those named.
    """
    doors = select(household.c.building).where(is_open(household, at)).distinct()
    if buildings is not None:
        doors = doors.where(among(conn, household.c.building, buildings))
    return fetch(conn, doors.order_by(household.c.building))["building"]


def leaves_of_buildings(
    conn: Connection,
    at: date,
    *,
    leaves: list[int] | None = None,
    buildings: list[int] | None = None,
) -> dict[str, NDArray[Any]]:
    """Read which leaf areas answer for which buildings, as pairs ``building``, ``leaf_area``.

    Of all, or only pairs with the leaf areas or buildings named; orphans are left out.
    """
    if leaves is None and buildings is None:
        return _all_leaves_of_buildings(conn, at)
    query = (
        select(part.c.building, membership.c.leaf_area)
        .select_from(part)
        .join(membership, holds(membership, part.c.id, at, "part"))
        .where(is_open(part, at), membership.c.leaf_area.is_not(None))
        .distinct()
        .order_by(part.c.building)
    )
    if leaves is not None:
        query = query.where(membership.c.leaf_area.in_(leaves))
    if buildings is not None:
        query = query.where(among(conn, part.c.building, buildings))
    return fetch(conn, query)


def _all_leaves_of_buildings(conn: Connection, at: date) -> dict[str, NDArray[Any]]:
    parts = fetch(conn, select(part.c.id, part.c.building).where(is_open(part, at)))
    leaf = func.coalesce(membership.c.leaf_area, _NOBODY).label("leaf_area")
    held = all_that_hold(conn, membership, at, "part", leaf)
    leaves = looked_up(parts["id"], held["part"], held["leaf_area"], _NOBODY)
    pairs = np.column_stack([parts["building"], leaves])[leaves != _NOBODY]
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    pairs = pairs[order]
    first = np.ones(len(pairs), dtype=bool)
    first[1:] = (pairs[1:] != pairs[:-1]).any(axis=1)
    return {"building": pairs[first, 0], "leaf_area": pairs[first, 1]}
