"""The register of printed sheets: versions of what stood on them, and each print."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, delete, func, select, update

from gridmap.errors import NotFound
from gridmap.store.bulk import append
from gridmap.store.tables.fieldwork import visit
from gridmap.store.tables.ground import workspace
from gridmap.store.tables.households import household
from gridmap.store.tables.sheets import sheet_mark, sheet_print, sheet_version
from gridmap.territory.page_marks import origin_of

__all__ = [
    "add_marks",
    "add_prints",
    "add_versions",
    "boxes_of",
    "drop_prints",
    "drop_sheets",
    "keyings_of",
    "known_versions",
    "last_printed",
    "last_versions",
    "lines_of",
    "marks_of_keying",
    "origin",
    "printed",
    "standing_marks",
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


def origin(conn: Connection) -> int:
    """Tell which workspace this is, as its sheets carry it."""
    return origin_of(conn.execute(select(workspace.c.uid)).scalar_one())


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


def last_printed(conn: Connection, area: int, kind: str) -> int:
    """Tell which version (row id) was printed last of those of an area (row id) that has any."""
    versions = sheet_version.c
    query = (
        select(versions.id)
        .join(sheet_print, sheet_print.c.version == versions.id)
        .where(versions.area == area, versions.kind == kind)
        .order_by(sheet_print.c.number.desc())
        .limit(1)
    )
    return int(conn.execute(query).scalar_one())


def add_versions(conn: Connection, columns: Mapping[str, Any]) -> list[int]:
    """Enter versions, given as columns; their row ids in order."""
    return [int(key) for key in append(conn, sheet_version, columns)]


def add_prints(conn: Connection, columns: Mapping[str, Any]) -> None:
    """Enter prints, given as columns."""
    append(conn, sheet_print, columns)


def printed(conn: Connection, numbers: Iterable[int]) -> list[RowMapping]:
    """Read prints by their numbers, with the area, the kind and the number of their versions."""
    versions = sheet_version.c
    query = select(
        sheet_print, versions.area, versions.kind, versions.number.label("version_number")
    )
    joined = query.join(sheet_version, versions.id == sheet_print.c.version)
    return list(conn.execute(joined.where(sheet_print.c.number.in_([*numbers]))).mappings())


def lines_of(conn: Connection, version: int) -> str:
    """Read what the numbers of a version (row id) mean, as it was written."""
    text: str = conn.execute(
        select(sheet_version.c.lines).where(sheet_version.c.id == version)
    ).scalar_one()
    return text


def boxes_of(conn: Connection, version: int) -> str:
    """Read where the pages of a version (row id) have boxes to tick, as it was written."""
    text: str = conn.execute(
        select(sheet_version.c.boxes).where(sheet_version.c.id == version)
    ).scalar_one()
    return text


def add_marks(conn: Connection, columns: Mapping[str, Any]) -> None:
    """Enter which visits (row ids) came from a print; given as columns."""
    append(conn, sheet_mark, columns)


def standing_marks(conn: Connection, print_key: int) -> list[RowMapping]:
    """Read the visits of a print that nobody took back or corrected, in their order.

    Columns ``id``, ``uid``, ``household``, ``household_uid``, ``outcome``, ``occurred_at``,
    ``recorded_at``, ``recorded_by``, ``corrects`` and ``keying``.
    """
    return _standing(conn, sheet_mark.c.print == print_key)


def marks_of_keying(conn: Connection, print_key: int, keying: str) -> list[RowMapping]:
    """Read what one sitting recorded of a print, and nobody took back since; as standing_marks."""
    return _standing(conn, and_(sheet_mark.c.print == print_key, sheet_mark.c.keying == keying))


def keyings_of(conn: Connection, visits: Collection[int]) -> dict[int, str]:
    """Tell in which sitting visits (row ids) were keyed, where they came from paper."""
    query = select(sheet_mark.c.visit, sheet_mark.c.keying)
    return {
        row.visit: row.keying for row in conn.execute(query.where(sheet_mark.c.visit.in_(visits)))
    }


def _standing(conn: Connection, which: ColumnElement[bool]) -> list[RowMapping]:
    later = visit.alias()
    corrected = select(later.c.id).where(later.c.corrects == visit.c.id).exists()
    query = (
        select(visit, sheet_mark.c.keying, household.c.uid.label("household_uid"))
        .join(sheet_mark, sheet_mark.c.visit == visit.c.id)
        .join(household, household.c.id == visit.c.household)
        .where(which, ~corrected, visit.c.void.is_(False))
    )
    return list(conn.execute(query.order_by(visit.c.seq)).mappings())


def drop_prints(conn: Connection, first: int, n: int) -> None:
    """Let go of ``n`` prints from a number on, and of versions that were of these alone."""
    numbers = sheet_print.c.number.between(first, first + n - 1)
    versions = [*conn.scalars(select(sheet_print.c.version).where(numbers))]
    conn.execute(delete(sheet_print).where(numbers))
    still = select(sheet_print.c.id).where(sheet_print.c.version == sheet_version.c.id).exists()
    for start in range(0, len(versions), _AT_ONCE):
        some = sheet_version.c.id.in_(versions[start : start + _AT_ONCE])
        conn.execute(delete(sheet_version).where(some, ~still))


def drop_sheets(conn: Connection, area: int) -> None:
    """Let go of all that was printed of an area (row id), as if it had never been; visits stay."""
    versions = select(sheet_version.c.id).where(sheet_version.c.area == area)
    prints = select(sheet_print.c.id).where(sheet_print.c.version.in_(versions))
    conn.execute(delete(sheet_mark).where(sheet_mark.c.print.in_(prints)))
    conn.execute(delete(sheet_print).where(sheet_print.c.version.in_(versions)))
    conn.execute(delete(sheet_version).where(sheet_version.c.area == area))
