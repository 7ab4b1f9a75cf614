"""Areas and their versions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, and_, delete, func, insert, select, update

from gridmap.store.bulk import new_uids
from gridmap.store.spatial import in_bbox
from gridmap.store.steps import holds
from gridmap.store.tables.ground import area, area_version
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level

__all__ = [
    "add_area",
    "change_area",
    "close_areas",
    "days_below_parent",
    "first_days",
    "near",
    "outlines",
    "reopen_areas",
    "tree",
]


def tree(conn: Connection, at: date, *, ended: bool = False) -> AreaTree:
    """Read all areas that stand on day ``at``, without their outlines.

    With ``ended`` also those that have ended by then, as they last stood; a code may then stand for
    more than one.
    """
    query = (
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
    )
    if not ended:
        query = query.where(area_version.c.closed.is_(False))
    return AreaTree.of(
        Area(row.id, row.uid, Level(row.level), row.code, row.name, row.kind, row.parent)
        for row in conn.execute(query)
    )


def outlines(
    conn: Connection, at: date, areas: Collection[int] | None = None, *, ended: bool = False
) -> Mapping[int, BaseGeometry]:
    """Read the outlines (EPSG:4326) that areas have on day ``at``, by area id.

    Areas without an outline, such as patches that share a tower, are left out; so are those that
    have ended by then, unless ``ended`` asks for their last ones.
    """
    query = select(area_version.c.area, area_version.c.outline).where(
        holds(area_version, area_version.c.area, at, "area"),
        area_version.c.outline.is_not(None),
    )
    if not ended:
        query = query.where(area_version.c.closed.is_(False))
    if areas is None:
        return {row.area: row.outline for row in conn.execute(query)}
    keys = [*areas]
    return {
        row.area: row.outline
        for start in range(0, len(keys), 500)
        for row in conn.execute(query.where(area_version.c.area.in_(keys[start : start + 500])))
    }


def near(conn: Connection, at: date, bbox: tuple[float, float, float, float]) -> set[int]:
    """Find the areas whose outline's bounds, on day ``at``, touch west, south, east, north."""
    return set(
        conn.scalars(
            select(area_version.c.area).where(
                holds(area_version, area_version.c.area, at, "area"),
                in_bbox(conn, area_version.c.outline, bbox),
            )
        )
    )


def first_days(conn: Connection) -> Mapping[int, date]:
    """Read the first day of every area there has ever been, by area id."""
    first = select(area_version.c.area, func.min(area_version.c.valid_from).label("day"))
    return {row.area: row.day for row in conn.execute(first.group_by(area_version.c.area))}


def days_below_parent(conn: Connection) -> Mapping[int, date]:
    """Read since when every area has been below the parent it was last below, by area id."""
    steps = conn.execute(
        select(area_version.c.area, area_version.c.parent, area_version.c.valid_from).order_by(
            area_version.c.area, area_version.c.valid_from
        )
    )
    since: dict[int, tuple[int | None, date]] = {}
    for key, parent, day in steps:
        if key not in since or since[key][0] != parent:
            since[key] = (parent, day)
    return {key: day for key, (_, day) in since.items()}


def add_area(conn: Connection, level: Level, facts: Mapping[str, Any], *, since: date) -> int:
    """Enter an area that was not known, and that has stood since day ``since``."""
    key: int = conn.execute(
        insert(area).values(uid=new_uids(1)[0], level=level.value).returning(area.c.id)
    ).scalar_one()
    conn.execute(insert(area_version).values(area=key, valid_from=since, **facts))
    return key


def close_areas(conn: Connection, areas: Collection[int], on: date) -> None:
    """End areas on day ``on``; figures of the days before keep them."""
    for known in areas:
        change_area(conn, known, {"closed": True}, at=on, since=on)


def reopen_areas(conn: Connection, codes: Collection[str], on: date) -> None:
    """Take back the end of those areas with ``codes`` that ended on day ``on`` itself.

    They have not been away for a day; areas that ended earlier stay ended, and their codes may be
    given to others.
    """
    ended = conn.execute(
        select(area_version.c.id, area_version.c.code).where(
            area_version.c.closed.is_(True), area_version.c.valid_from == on
        )
    ).all()
    back = [row.id for row in ended if row.code in codes]
    for start in range(0, len(back), 500):
        conn.execute(
            update(area_version)
            .where(area_version.c.id.in_(back[start : start + 500]))
            .values(closed=False)
        )


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
