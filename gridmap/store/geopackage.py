"""What makes the SQLite file a GeoPackage 1.4: its own tables, the R*Tree indexes, their triggers.

:func:`restore_geopackage` brings all of it to the state it must have, whatever a migration did to
the tables: dropping or rebuilding a table drops its triggers without a word, and then new rows
would be missing from every search by place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridmap.store.columns import SRID, Geometry
from gridmap.store.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

__all__ = [
    "APPLICATION_ID",
    "geometry_columns",
    "register",
    "restore_geopackage",
    "rtree",
    "triggers",
]

APPLICATION_ID = 0x47504B47  # "GPKG"
_VERSION = 10400

# Clause 1.1 and 2.1 of the standard, and the tables of extensions (2.3).
_TABLES = (
    """
    CREATE TABLE IF NOT EXISTS gpkg_spatial_ref_sys (
        srs_name TEXT NOT NULL,
        srs_id INTEGER PRIMARY KEY,
        organization TEXT NOT NULL,
        organization_coordsys_id INTEGER NOT NULL,
        definition TEXT NOT NULL,
        description TEXT
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS gpkg_contents (
        table_name TEXT NOT NULL PRIMARY KEY,
        data_type TEXT NOT NULL,
        identifier TEXT UNIQUE,
        description TEXT DEFAULT '',
        last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
        min_x DOUBLE,
        min_y DOUBLE,
        max_x DOUBLE,
        max_y DOUBLE,
        srs_id INTEGER REFERENCES gpkg_spatial_ref_sys (srs_id)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS gpkg_geometry_columns (
        table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents (table_name),
        column_name TEXT NOT NULL,
        geometry_type_name TEXT NOT NULL,
        srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys (srs_id),
        z TINYINT NOT NULL,
        m TINYINT NOT NULL,
        PRIMARY KEY (table_name, column_name)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS gpkg_extensions (
        table_name TEXT,
        column_name TEXT,
        extension_name TEXT NOT NULL,
        definition TEXT NOT NULL,
        scope TEXT NOT NULL,
        UNIQUE (table_name, column_name, extension_name)
    )
    """,
)

_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
_CGCS2000 = (
    'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",'
    '6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],'
    'PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],'
    'AUTHORITY["EPSG","4490"]]'
)
_SYSTEMS = (
    ("Undefined Cartesian", -1, "NONE", -1, "undefined"),
    ("Undefined geographic", 0, "NONE", 0, "undefined"),
    ("WGS 84 geodetic", SRID, "EPSG", SRID, _WGS84),
    ("CGCS2000 geodetic", 4490, "EPSG", 4490, _CGCS2000),
)

_RTREE_EXTENSION = (
    "gpkg_rtree_index",
    "http://www.geopackage.org/spec140/#extension_rtree",
    "write-only",
)
# Says that tables without an entry in gpkg_contents are nobody's layers. Without it GDAL lists
# each of them, persons and visits included.
_UNLISTED_TABLES = (
    "gdal_aspatial",
    "http://gdal.org/geopackage_aspatial.html",
    "read-write",
)


def geometry_columns() -> Iterator[tuple[str, str]]:
    """List table and name of every geometry column."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Geometry):
                yield table.name, column.name


def rtree(table: str, column: str) -> str:
    """Name the R*Tree of a geometry column."""
    return f"rtree_{table}_{column}"


def triggers(table: str, column: str) -> dict[str, str]:
    """Write the triggers that keep an R*Tree true to its table, by name.

    These are the seven of version 1.4 (Annex F.3); unlike the older ones they also hold when a
    row is written by ``INSERT ... ON CONFLICT DO UPDATE``.
    """
    tree = rtree(table, column)
    old_filled = f'OLD."{column}" NOTNULL AND NOT ST_IsEmpty(OLD."{column}")'
    new_filled = f'NEW."{column}" NOTNULL AND NOT ST_IsEmpty(NEW."{column}")'
    old_void = f'OLD."{column}" ISNULL OR ST_IsEmpty(OLD."{column}")'
    new_void = f'NEW."{column}" ISNULL OR ST_IsEmpty(NEW."{column}")'
    bounds = ", ".join(
        f'{bound}(NEW."{column}")' for bound in ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY")
    )
    put = f'INSERT OR REPLACE INTO "{tree}" VALUES (NEW.id, {bounds})'  # noqa: S608
    drop = f'DELETE FROM "{tree}" WHERE id = OLD.id'  # noqa: S608
    drop_both = f'DELETE FROM "{tree}" WHERE id IN (OLD.id, NEW.id)'  # noqa: S608
    move = f'UPDATE "{tree}" SET (minx, maxx, miny, maxy) = ({bounds}) WHERE id = NEW.id'  # noqa: S608
    of_column = f'AFTER UPDATE OF "{column}" ON "{table}" WHEN OLD.id = NEW.id'
    of_row = f'AFTER UPDATE ON "{table}" WHEN OLD.id != NEW.id'
    bodies = {
        "insert": f'AFTER INSERT ON "{table}" WHEN ({new_filled}) BEGIN {put};',
        "update2": f"{of_column} AND ({new_void}) BEGIN {drop};",
        "update4": f"{of_row} AND ({new_void}) BEGIN {drop_both};",
        "update5": f"{of_row} AND ({new_filled}) BEGIN {drop}; {put};",
        "update6": f"{of_column} AND ({new_filled}) AND ({old_filled}) BEGIN {move};",
        "update7": f"{of_column} AND ({new_filled}) AND ({old_void}) BEGIN {put};",
        "delete": f'AFTER DELETE ON "{table}" WHEN OLD."{column}" NOT NULL BEGIN {drop};',
    }
    return {
        f"{tree}_{name}": f'CREATE TRIGGER "{tree}_{name}" {body} END'
        for name, body in bodies.items()
    }


def restore_geopackage(conn: Connection) -> None:
    """Make the SQLite file behind ``conn`` a GeoPackage again, in the caller's transaction.

    Creates what is missing, replaces triggers and refills every R*Tree from the rows. Layers are
    registered apart, by :func:`gridmap.store.layers.restore_layers`.
    """
    execute = conn.exec_driver_sql
    execute(f"PRAGMA application_id = {APPLICATION_ID}")
    execute(f"PRAGMA user_version = {_VERSION}")
    for statement in _TABLES:
        execute(statement)
    for system in _SYSTEMS:
        execute("INSERT OR REPLACE INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)", system)
    for table, column in geometry_columns():
        tree = rtree(table, column)
        execute(
            f'CREATE VIRTUAL TABLE IF NOT EXISTS "{tree}" USING rtree(id, minx, maxx, miny, maxy)'
        )
        for name, statement in triggers(table, column).items():
            execute(f'DROP TRIGGER IF EXISTS "{name}"')
            execute(statement)
        execute(f'DELETE FROM "{tree}"')  # noqa: S608
        execute(
            f'INSERT INTO "{tree}" SELECT id, ST_MinX("{column}"), ST_MaxX("{column}"), '  # noqa: S608
            f'ST_MinY("{column}"), ST_MaxY("{column}") FROM "{table}" '
            f'WHERE "{column}" NOTNULL AND NOT ST_IsEmpty("{column}")'
        )


def register(conn: Connection, layers: dict[str, tuple[str, str]]) -> None:
    """List exactly these views as the layers of the file.

    Parameters
    ----------
    conn
        Connection inside a write transaction.
    layers
        By the view's name: kind of geometry, and the R*Tree whose ids are the view's ``id``. The
        geometry column of every view is ``geom``.
    """
    execute = conn.exec_driver_sql
    for table in ("gpkg_geometry_columns", "gpkg_contents", "gpkg_extensions"):
        execute(f"DELETE FROM {table}")  # noqa: S608
    extension = "INSERT INTO gpkg_extensions VALUES (?, ?, ?, ?, ?)"
    execute(extension, (None, None, *_UNLISTED_TABLES))
    for name, (kind, tree) in layers.items():
        execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
            "VALUES (?, 'features', ?, ?)",
            (name, name, SRID),
        )
        execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", (name, kind, SRID)
        )
        # GDAL finds the index of a view by this name.
        index = rtree(name, "geom")
        execute(f'DROP VIEW IF EXISTS "{index}"')
        execute(f'CREATE VIEW "{index}" AS SELECT * FROM "{tree}"')  # noqa: S608
        execute(extension, (name, "geom", *_RTREE_EXTENSION))
