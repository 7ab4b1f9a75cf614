"""GeoPackage: rows are read out of plain tables; views and triggers of the file never run."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from gridmap.errors import InputError
from gridmap.intake.formats.gdal import read_layer

if TYPE_CHECKING:
    from pathlib import Path

    from gridmap.intake.source import Source

__all__ = ["read"]

_LAYERS = """
    SELECT c.table_name, m.type, g.geometry_type_name
    FROM gpkg_contents AS c
    JOIN gpkg_geometry_columns AS g USING (table_name)
    LEFT JOIN sqlite_schema AS m ON m.name = c.table_name
    WHERE c.data_type = 'features'
    ORDER BY c.rowid
"""


def read(file: Path, *, called: str, flat: bool) -> Source:
    """Read the one layer that fits.

    Parameters
    ----------
    file, called
        The private copy, and what people call the file.
    flat
        Whether areas are looked for: then layers of points and lines don't count.

    Raises
    ------
    InputError
        ``geopackage-views``, ``layer-none``, ``layer-several`` or ``file-truncated``.
    """
    _check_size(file, called)
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as db:
            db.execute("PRAGMA trusted_schema = OFF")
            views = db.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'view' AND "
                "(name LIKE 'gpkg_%' OR name LIKE 'rtree_%' OR name LIKE 'sqlite_%')"
            ).fetchall()
            if views:
                raise InputError("geopackage-views", file=called, views=views[0][0])
            known = db.execute(
                "SELECT count(*) FROM sqlite_schema WHERE name = 'gpkg_contents'"
            ).fetchone()[0]
            if not known:
                raise InputError("file-type-unknown", file=called)
            layers = db.execute(_LAYERS).fetchall()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as no:
        raise InputError("file-unreadable", file=called, detail=str(no)) from no
    tables = [(name, kind.upper()) for name, made, kind in layers if made == "table"]
    if flat:
        tables = [
            (name, kind) for name, kind in tables if "POINT" not in kind and "LINE" not in kind
        ]
    if not tables:
        raise InputError("layer-none", file=called)
    if len(tables) > 1:
        names = ", ".join(name for name, _ in tables[:8])
        raise InputError("layer-several", file=called, layers=names)
    return read_layer(file, called=called, layer=tables[0][0])


def _check_size(file: Path, called: str) -> None:
    """Compare the file's length with the number of pages its header speaks of."""
    with file.open("rb") as stream:
        head = stream.read(32)
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    if file.stat().st_size < page * int.from_bytes(head[28:32], "big"):
        raise InputError("file-truncated", file=called)
