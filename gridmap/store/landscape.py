"""Streets, gates, water and green: what maps are drawn on and walks are planned along."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray
from sqlalchemy import Connection, Table, bindparam, delete, select

from gridmap.store.bulk import append, fetch
from gridmap.store.spatial import in_bbox
from gridmap.store.tables.ground import gate, landcover, street

__all__ = ["gates", "landcovers", "put_gates", "put_landcover", "put_streets", "streets"]

_Bbox = tuple[float, float, float, float]


def put_streets(conn: Connection, source: str, columns: dict[str, NDArray[Any]]) -> None:
    """Enter streets of ``source``; those known by their ``source_ref`` are replaced."""
    _put(conn, street, source, columns)


def put_gates(conn: Connection, source: str, columns: dict[str, NDArray[Any]]) -> None:
    """Enter gates of ``source``; those known by their ``source_ref`` are replaced."""
    _put(conn, gate, source, columns)


def put_landcover(conn: Connection, source: str, columns: dict[str, NDArray[Any]]) -> None:
    """Enter water and green of ``source``; those known by their ``source_ref`` are replaced."""
    _put(conn, landcover, source, columns)


def streets(conn: Connection, bbox: _Bbox | None = None) -> dict[str, NDArray[Any]]:
    """Read streets, all or those near ``bbox`` (west, south, east, north)."""
    return _read(conn, street, bbox)


def gates(conn: Connection, bbox: _Bbox | None = None) -> dict[str, NDArray[Any]]:
    """Read gates, all or those near ``bbox``."""
    return _read(conn, gate, bbox)


def landcovers(conn: Connection, bbox: _Bbox | None = None) -> dict[str, NDArray[Any]]:
    """Read water and green, all or those near ``bbox``."""
    return _read(conn, landcover, bbox)


def _put(conn: Connection, table: Table, source: str, columns: dict[str, NDArray[Any]]) -> None:
    refs = columns["source_ref"]
    known = set(conn.scalars(select(table.c.source_ref).where(table.c.source == source)))
    if again := [{"again": ref} for ref in refs if ref in known]:
        conn.execute(
            delete(table).where(table.c.source == source, table.c.source_ref == bindparam("again")),
            again,
        )
    append(conn, table, {"source": source, **columns})


def _read(conn: Connection, table: Table, bbox: _Bbox | None) -> dict[str, NDArray[Any]]:
    query = select(table.c.name, table.c.kind, table.c.source, table.c.geom)
    if bbox is not None:
        query = query.where(in_bbox(conn, table.c.geom, bbox))
    return fetch(conn, query)
