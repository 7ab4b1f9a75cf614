"""Search by place through the spatial index of either database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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

    Notes
    -----
    SQLite's R*Tree keeps bounds in single precision, rounded outwards: up to a metre more comes
    through, never less.
    """
    dialect = conn if isinstance(conn, Dialect) else conn.dialect
    west, south, east, north = bbox
    if dialect.name != "sqlite":
        return geometry.op("&&", is_comparison=True)(
            func.ST_MakeEnvelope(west, south, east, north, SRID)
        )
    source = geometry.table
    base = getattr(source, "element", source)
    tree = named_table(
        rtree(base.name, geometry.name), *(column(name) for name in ("id", *_BOUNDS))
    ).alias()
    found: Select[Any] = select(tree.c.id).where(
        and_(tree.c.maxx >= west, tree.c.minx <= east, tree.c.maxy >= south, tree.c.miny <= north)
    )
    return source.c.id.in_(found)


_BOUNDS = ("minx", "maxx", "miny", "maxy")
