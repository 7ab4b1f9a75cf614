"""The register of printed sheets: versions of what stood on them, and each print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, func, select, update

from gridmap.errors import NotFound
from gridmap.store.bulk import append
from gridmap.store.tables.ground import workspace
from gridmap.store.tables.sheets import sheet_print, sheet_version

__all__ = [
    "add_prints",
    "add_versions",
    "known_versions",
    "last_versions",
    "printed",
    "take_numbers",
]

# SQLite takes no more than 32,766 names in a statement.
_AT_ONCE: Final = 5_000


def take_numbers(conn: Connection, n: int) -> int:
    """Take the numbers of ``n`` prints inside the caller's write transaction; tell the first.

    Raises
    ------
    NotFound
        ``workspace-empty`` if the workspace row has not been written yet.
    """
    more = update(workspace).values(last_sheet=workspace.c.last_sheet + n)
    last = conn.scalar(more.returning(workspace.c.last_sheet))
    if last is None:
        raise NotFound("workspace-empty")
    return int(last) - n + 1


def known_versions(
    conn: Connection, digests: Sequence[str]
) -> dict[tuple[int, str, str], tuple[int, int]]:
    """Find versions by area, kind and digest: their row ids and numbers."""
    columns = sheet_version.c
    found = {}
    for start in range(0, len(digests), _AT_ONCE):
        some = columns.digest.in_(digests[start : start + _AT_ONCE])
        query = select(columns.id, columns.area, columns.kind, columns.digest, columns.number)
        for row in conn.execute(query.where(some)):
            found[row.area, row.kind, row.digest] = (row.id, row.number)
    return found


def last_versions(conn: Connection, kind: str) -> dict[int, int]:
    """Tell the number of the latest version of each area that has any, by area."""
    columns = sheet_version.c
    query = select(columns.area, func.max(columns.number).label("last"))
    of_kind = query.where(columns.kind == kind).group_by(columns.area)
    return {row.area: row.last for row in conn.execute(of_kind)}


def add_versions(conn: Connection, columns: Mapping[str, Any]) -> list[int]:
    """Enter versions, given as columns; their row ids in order."""
    return [int(key) for key in append(conn, sheet_version, columns)]


def add_prints(conn: Connection, columns: Mapping[str, Any]) -> None:
    """Enter prints, given as columns."""
    append(conn, sheet_print, columns)


def printed(conn: Connection, numbers: Sequence[int]) -> list[RowMapping]:
    """Read prints by their numbers, with the area, the kind and the number of their versions."""
    versions = sheet_version.c
    query = select(
        sheet_print, versions.area, versions.kind, versions.number.label("version_number")
    )
    joined = query.join(sheet_version, versions.id == sheet_print.c.version)
    return list(conn.execute(joined.where(sheet_print.c.number.in_(numbers))).mappings())
