"""Search by place through the spatial index of either database."""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Dialect, Select, and_, column, func, select
from sqlalchemy import table as named_table

from gridmap.store.columns import SRID
from gridmap.store.geopackage import rtree

if TYPE_CHECKING:
    from sqlalchemy import Column, ColumnElement

__all__ = ["in_bbox"]


def in_bbox(
    conn: Connection | Dialect,
    geometry: Column[Any],
    bbox: tuple[float, float, float, float],
    *,
    least: float = 0.0,
) -> ColumnElement[bool]:
    """Say that the bounds of a geometry touch a box; the exact test is the caller's.

    Parameters
    ----------
    conn
        The connection, or its dialect.
    geometry
        A geometry column of the tables or of an alias of one.
    bbox
        West, south, east, north in degrees.
    least
        Metres that both sides of its bounds must have, on whatever plane; those of some that are a
        little smaller come through, too.

    Notes
    -----
    SQLite's R*Tree keeps bounds in single precision, rounded outwards: up to a metre more comes
    through, never less.
    """
    dialect = conn if isinstance(conn, Dialect) else conn.dialect
    west, south, east, north = bbox
    if dialect.name != "sqlite":
        near: ColumnElement[bool] = geometry.op("&&", is_comparison=True)(
            func.ST_MakeEnvelope(west, south, east, north, SRID)
        )
        wide = func.ST_XMax(geometry) - func.ST_XMin(geometry)
        high = func.ST_YMax(geometry) - func.ST_YMin(geometry)
        return and_(near, *_as_large(wide, high, bbox, least))
    source = geometry.table
    base = getattr(source, "element", source)
    tree = named_table(
        rtree(base.name, geometry.name), *(column(name) for name in ("id", *_BOUNDS))
    ).alias()
    found: Select[Any] = select(tree.c.id).where(
        and_(
            *(tree.c.maxx >= west, tree.c.minx <= east, tree.c.maxy >= south, tree.c.miny <= north),
            *_as_large(tree.c.maxx - tree.c.minx, tree.c.maxy - tree.c.miny, bbox, least),
        )
    )
    return source.c.id.in_(found)


def _as_large(
    wide: ColumnElement[Any],
    high: ColumnElement[Any],
    bbox: tuple[float, float, float, float],
    least: float,
) -> tuple[ColumnElement[bool], ...]:
    """Say that something so wide and high, in degrees, may have sides of ``least`` metres."""
    if not least:
        return ()
    _, south, _, north = bbox
    nearest = 0.0 if south < 0 < north else min(abs(south), abs(north))
    across, up = wide * _MOST_PER_DEGREE * cos(radians(nearest)), high * _MOST_PER_DEGREE
    return across + _TURNED * up >= least, up + _TURNED * across >= least


# No degree is longer, not even on a UTM plane, and none of those is turned by more: sine of 3.5°.
_MOST_PER_DEGREE: Final = 111_900.0
_TURNED: Final = 0.06

_BOUNDS = ("minx", "maxx", "miny", "maxy")
