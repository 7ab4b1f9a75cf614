"""A PostgreSQL of one's own to measure, as careful with its commits as one in use."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import address, find_programs, start, stop

__all__ = ["empty_database"]


@contextmanager
def empty_database() -> Iterator[str | None]:
    """Give the address of an empty database with PostGIS, ``None`` where there is no PostgreSQL."""
    programs = find_programs()
    if programs is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="gridmap-pg-", ignore_cleanup_errors=True) as folder:
        start(programs, Path(folder), careless=False)
        try:
            yield address(Path(folder), "with_postgis")
        finally:
            stop(programs, Path(folder))
