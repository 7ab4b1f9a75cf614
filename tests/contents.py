"""What a database holds, kept and put into another of its kind: quicker than acting it again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from psycopg import Cursor
from sqlalchemy import Connection

from gridmap.store import sqlite
from gridmap.store.database import FILE_NAME, Database
from gridmap.store.tables import metadata

__all__ = ["empty", "keep", "put"]

_GO_ON = (
    "SELECT setval(pg_get_serial_sequence('\"{0}\"', 'id'), "
    '(SELECT coalesce(max(id), 0) + 1 FROM "{0}"), false)'
)


def keep(database: Database, folder: Path) -> None:
    """Write all that a database holds into a folder."""
    if database.is_sqlite:
        sqlite.copy(database.home / FILE_NAME, folder / FILE_NAME)
        return
    with database.read() as conn, _cursor(conn) as cursor:
        for table in metadata.sorted_tables:
            with cursor.copy(f'COPY "{table.name}" TO STDOUT (FORMAT binary)'.encode()) as rows:
                (folder / table.name).write_bytes(b"".join(rows))


def put(folder: Path, database: Database) -> None:
    """Let a database hold what is kept in a folder, and nothing else."""
    if database.is_sqlite:
        with (
            closing(sqlite3.connect(folder / FILE_NAME)) as kept,
            closing(sqlite3.connect(database.home / FILE_NAME)) as live,
        ):
            live.execute("PRAGMA synchronous = OFF")
            kept.backup(live)
        return
    with database.write() as conn, _cursor(conn) as cursor:
        empty(conn)
        for table in metadata.sorted_tables:
            with cursor.copy(f'COPY "{table.name}" FROM STDIN (FORMAT binary)'.encode()) as rows:
                rows.write((folder / table.name).read_bytes())
        # Ids go on from there: the database that the rows were kept from counted by itself.
        cursor.execute("; ".join(_GO_ON.format(table.name) for table in metadata.sorted_tables))


def empty(conn: Connection) -> None:
    """Take all rows out of a database on PostgreSQL, for the rest of the transaction unchecked."""
    # Without triggers and the checks of foreign keys, so that the order does not matter.
    conn.exec_driver_sql("SET LOCAL session_replication_role = replica")
    conn.exec_driver_sql("; ".join(str(table.delete()) for table in metadata.sorted_tables))


def _cursor(conn: Connection) -> Cursor:
    cursor = conn.connection.cursor()
    assert isinstance(cursor, Cursor)
    return cursor
