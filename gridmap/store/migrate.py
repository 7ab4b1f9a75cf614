"""Bring a database to the present shape: Alembic's revisions, then what a GeoPackage needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import inspect, text

from gridmap.errors import StoreError
from gridmap.store.columns import Geometry, Instant, Real
from gridmap.store.geopackage import restore_geopackage
from gridmap.store.layers import drop_layers, restore_layers
from gridmap.store.migrations import LATEST
from gridmap.store.tables import metadata

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from alembic.config import Config
    from sqlalchemy import Column, Connection
    from sqlalchemy.types import TypeEngine

__all__ = [
    "VERSIONS",
    "Seal",
    "as_code",
    "is_known",
    "is_ours",
    "lacking",
    "revision",
    "same_type",
    "settings",
    "upgrade",
]

Seal = Callable[[str], bytes]
"""Hides a text."""

# Folders of revisions, as Alembic writes them.
VERSIONS: tuple[str, ...] = ("gridmap.store:migrations/versions",)


def is_ours(
    name: str | None,
    kind: str,
    parents: MutableMapping[Any, str | None],  # noqa: ARG001
) -> bool:
    """Tell the model's own tables and indexes from those of GeoPackage and PostGIS."""
    foreign = ("gpkg_", "rtree_", "gist_", "spatial_ref_sys", "sqlite_stat")
    return kind not in {"table", "index"} or name is None or not name.startswith(foreign)


def same_type(
    context: object,  # noqa: ARG001
    found_column: Column[Any],  # noqa: ARG001
    column: Column[Any],  # noqa: ARG001
    found: TypeEngine[Any],  # noqa: ARG001
    wanted: TypeEngine[Any],
) -> bool | None:
    """Answer Alembic's "is it another type" for our own types, which no dialect reads back."""
    return False if isinstance(wanted, Geometry | Instant) else None


def as_code(kind: str, item: object, context: object) -> str | Literal[False]:  # noqa: ARG001
    """Write our own types into a new revision; the rest is Alembic's."""
    if kind == "type" and isinstance(item, Geometry | Instant):
        return f'Geometry("{item.kind}")' if isinstance(item, Geometry) else "Instant()"
    return "Real" if item is Real else False


def settings(conn: Connection | None = None, seal: Seal | None = None) -> Config:
    """Make Alembic's settings for work on ``conn``; revisions may ``seal`` what lay open before."""
    from alembic.config import Config  # noqa: PLC0415  (slow to load, seldom needed)

    made = Config(attributes={"connection": conn, "seal": seal})
    made.set_main_option("script_location", "gridmap.store:migrations")
    made.set_main_option("path_separator", "newline")
    made.set_main_option("version_locations", "\n".join(VERSIONS))
    return made


def revision(conn: Connection) -> str | None:
    """Tell the revision of a database, ``None`` where it has no tables of ours.

    An empty database counts as without.
    """
    if not inspect(conn).has_table("alembic_version"):
        return None
    found = conn.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def is_known(found: str) -> bool:
    """Tell whether this gridmap has the revision, so that it knows the way on from there."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    scripts = ScriptDirectory.from_config(settings())
    return any(script.revision == found for script in scripts.walk_revisions())


# Each column there is, by its table.
_COLUMNS = {
    "sqlite": (
        "SELECT sqlite_master.name, pragma_table_info.name"
        " FROM sqlite_master JOIN pragma_table_info(sqlite_master.name)"
        " WHERE sqlite_master.type = 'table'"
    ),
    "postgresql": (
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema()"
    ),
}


def lacking(conn: Connection) -> str | None:
    """Name a column that the database lacks, ``None`` where it has all; as ``table.column``.

    A gridmap between two releases may have made a revision before it was finished.
    """
    there = {tuple(row) for row in conn.execute(text(_COLUMNS[conn.dialect.name]))}
    wanted = ((table, column) for table in metadata.tables.values() for column in table.columns)
    return next(
        (
            f"{table.name}.{column.name}"
            for table, column in wanted
            if (table.name, column.name) not in there
        ),
        None,
    )


def upgrade(conn: Connection, seal: Seal | None = None) -> None:
    """Take the database through every revision it has not seen, in the caller's transaction.

    Parameters
    ----------
    conn
        Connection inside a write transaction; on SQLite with foreign keys off, as rebuilding a
        table demands.
    seal
        Hides a text; needed where an older database says what is sealed today.

    Raises
    ------
    StoreError
        ``migration-fault`` if rows are left that refer to nothing.
    """
    from alembic import command  # noqa: PLC0415

    sqlite = conn.dialect.name == "sqlite"
    drop_layers(conn)
    command.upgrade(settings(conn, seal), "heads")
    if sqlite:
        restore_geopackage(conn)
    restore_layers(conn)
    if sqlite and (dangling := conn.exec_driver_sql("PRAGMA foreign_key_check").first()):
        raise StoreError("migration-fault", table=dangling[0], row=dangling[1], latest=LATEST)
