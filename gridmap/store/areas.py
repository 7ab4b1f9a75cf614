"""Areas and their versions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, and_, delete, insert, select, update

from gridmap.store.bulk import new_uids
from gridmap.store.steps import BEGINNING, holds
from gridmap.store.tables.ground import area, area_version
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level

__all__ = ["add_area", "change_area", "outlines", "tree"]


def tree(conn: Connection, at: date) -> AreaTree:
    """Read all areas that stand on day ``at``, without their outlines."""
    rows = conn.execute(
        select(
            area.c.id,
            area.c.uid,
            area.c.level,
            area_version.c.code,
            area_version.c.name,
            area_version.c.kind,
            area_version.c.parent,
        )
        .select_from(area)
        .join(area_version, holds(area_version, area.c.id, at, "area"))
        .where(area_version.c.closed.is_(False))
    )
    return AreaTree.of(
        Area(row.id, row.uid, Level(row.level), row.code, row.name, row.kind, row.parent)
        for row in rows
    )


def outlines(
    conn: Connection, at: date, areas: Collection[int] | None = None
) -> Mapping[int, BaseGeometry]:
    """Read the outlines (EPSG:4326) that areas have on day ``at``, by area id.

    Areas without an outline, such as patches that share a tower, are left out.
    """
    query = select(area_version.c.area, area_version.c.outline).where(
        holds(area_version, area_version.c.area, at, "area"),
        area_version.c.closed.is_(False),
        area_version.c.outline.is_not(None),
    )
    if areas is not None and len(areas) < 500:
        query = query.where(area_version.c.area.in_(areas))
    return {
        row.area: row.outline for row in conn.execute(query) if areas is None or row.area in areas
    }


def add_area(conn: Connection, level: Level, facts: Mapping[str, Any]) -> int:
    """Enter an area that was not known; it has stood since the beginning, as far as is known."""
    key: int = conn.execute(
        insert(area).values(uid=new_uids(1)[0], level=level.value).returning(area.c.id)
    ).scalar_one()
    conn.execute(insert(area_version).values(area=key, valid_from=BEGINNING, **facts))
    return key


def change_area(
    conn: Connection, known: int, facts: Mapping[str, Any], *, at: date, since: date | None
) -> None:
    """Give area ``known`` new ``facts`` and keep those that are not named.

    They hold from day ``since`` on; with ``None`` they complete the version that stands on day
    ``at``, being better knowledge of the same state.
    """
    current = (
        conn.execute(
            select(area_version).where(
                and_(
                    area_version.c.area == known,
                    holds(area_version, area_version.c.area, at, "area"),
                )
            )
        )
        .mappings()
        .one()
    )
    if since in (None, current["valid_from"]):
        conn.execute(update(area_version).where(area_version.c.id == current["id"]).values(**facts))
        return
    conn.execute(
        delete(area_version).where(area_version.c.area == known, area_version.c.valid_from == since)
    )
    kept = {name: value for name, value in current.items() if name != "id"}
    conn.execute(insert(area_version).values({**kept, **facts, "valid_from": since}))
