"""The PostgreSQL side: how the server is reached, a transaction begun, a dump taken."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from gridmap.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["BUSY_SECONDS", "dump", "engine", "read_url", "shown"]

BUSY_SECONDS = 60

# One writer at a time, as on SQLite: what a transaction has looked up still holds when it writes,
# and the server sequence comes in commit order. A visit takes less than a millisecond of it.
_WRITER = 0x67726964


def read_url(text: str) -> URL:
    """Read ``GRIDMAP_DB``; the driver is always psycopg.

    Raises
    ------
    StoreError
        ``database-url`` if it is not the address of a PostgreSQL database.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as fault:
        raise StoreError("database-url", url=re.sub("//.*@", "//***@", text)) from fault
    if url.get_backend_name() != "postgresql" or not url.database:
        raise StoreError("database-url", url=shown(url))
    return url.set(drivername="postgresql+psycopg")


def shown(url: URL) -> str:
    """Write an address for people: without its password."""
    return url.render_as_string(hide_password=True)


def engine(url: URL) -> Engine:
    """Make the engine of a database; ``write`` among the execution options tells writers."""
    made = create_engine(
        url,
        pool_size=5,
        max_overflow=60,
        hide_parameters=True,  # an error in a log shows nobody's data
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": 10,
            "options": f"-c timezone=UTC -c lock_timeout={round(BUSY_SECONDS * 1000)}",
        },
    )

    @event.listens_for(made, "begin")
    def _begin(conn: Connection) -> None:
        if conn.get_execution_options().get("write", False):
            conn.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (_WRITER,))

    return made


def dump(url: URL, target: Path) -> None:
    """Copy the database as of one moment with ``pg_dump``.

    Raises
    ------
    StoreError
        ``backup-failed`` with the reason; nothing is left behind.
    """
    program = shutil.which("pg_dump")
    if program is None:
        raise StoreError("backup-failed", place=shown(url), reason="absent")
    part = target.with_name(target.name + ".part")
    plain = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    secret = {} if url.password is None else {"PGPASSWORD": url.password}
    try:
        done = subprocess.run(  # noqa: S603  (no shell, a fixed program)
            [program, "--format=custom", f"--file={part}", f"--dbname={plain}"],
            env={**os.environ, **secret},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["?"])[-1]
            raise StoreError("backup-failed", place=shown(url), reason=reason)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
