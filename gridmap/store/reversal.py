"""What an act changes in the register, row by row, so that it can be taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    LargeBinary,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from gridmap.store.seals import Seals
from gridmap.store.tables.base import metadata
from gridmap.store.tables.ground import building, estate
from gridmap.store.tables.households import (
    household,
    household_external_id,
    household_status,
    key_group,
    placement,
    premises,
    residence,
)

__all__ = ["Change", "Register", "changes", "is_about", "register_of", "take_back"]

_OF_DOORS: Final = (placement, household_status, residence, key_group, household_external_id)
_TABLES: Final = (estate, household, premises, *_OF_DOORS)
_AT_ONCE: Final = 500

Register = Mapping[str, Mapping[int, tuple[Any, ...]]]
"""Rows by table and id, each in the order of its columns."""

Change = tuple[str, int, list[Any] | None, list[Any] | None]
"""Table, row id, and the row before and after as JSON has it; ``None`` where there is none."""


def register_of(conn: Connection, buildings: Collection[int]) -> Register:
    """Read all that the register says of buildings (row ids): their doors, premises, managers."""
    found: dict[str, dict[int, tuple[Any, ...]]] = {table.name: {} for table in _TABLES}
    listed = sorted(buildings)
    for start in range(0, len(listed), _AT_ONCE):
        some = listed[start : start + _AT_ONCE]
        doors = select(household.c.id).where(household.c.building.in_(some))
        estates = select(building.c.estate).where(building.c.id.in_(some))
        within = {
            estate: estate.c.id.in_(estates),
            household: household.c.building.in_(some),
            premises: premises.c.building.in_(some),
            **{table: table.c.household.in_(doors) for table in _OF_DOORS},
        }
        for table, here in within.items():
            rows = conn.execute(select(table).where(here))
            found[table.name].update((int(row[0]), tuple(row)) for row in rows)
    return found


def changes(before: Register, after: Register, seals: Seals) -> list[Change]:
    """Tell what differs between the register as it was and as it is, nothing of it sealed."""
    told: list[Change] = []
    for table in _TABLES:
        old, new = before[table.name], after[table.name]
        for key in sorted({*old, *new}):
            was, now = old.get(key), new.get(key)
            if was != now:
                told.append((table.name, key, _plain(table, was, seals), _plain(table, now, seals)))
    return told


def is_about(change: Change, household: int) -> bool:
    """Tell whether a change is one of who lives behind a door (row id)."""
    table, _, was, became = change
    columns = [column.name for column in metadata.tables[table].c]
    if "household" not in columns:
        return False
    at = columns.index("household")
    return any(row is not None and row[at] == household for row in (was, became))


def take_back(
    conn: Connection, done: Sequence[Change], now: Register, seals: Seals
) -> tuple[int, int]:
    """Put rows back as they were before; what somebody changed since, or works with, stays.

    Parameters
    ----------
    done
        What :func:`changes` told.
    now
        The same part of the register as it is.

    Returns
    -------
    int, int
        Rows put back, and rows that stay.
    """
    tables = {table.name: table for table in _TABLES}
    due = [
        (table, key, was)
        for table, key, was, became in done
        if _plain(tables[table], now[table].get(key), seals) == became
    ]
    stays = _needed(conn, due, now)
    kept = [one for one in due if not _belongs(one, now, stays)]
    for name in reversed(tables):  # what belongs to a door goes before the door
        gone = [key for table, key, was in kept if table == name and was is None]
        _run(conn, delete(tables[name]).where(tables[name].c.id == bindparam("row")), gone)
    for name, table in tables.items():
        back = [_row(table, was, seals) for one, _, was in kept if one == name and was is not None]
        there = [row for row in back if row["id"] in now[name]]
        columns: dict[str, Any] = {column.name: bindparam(f"_{column.name}") for column in table.c}
        if there:
            conn.execute(
                update(table).where(table.c.id == bindparam("_id")).values(columns),
                [{f"_{name}": value for name, value in row.items()} for row in there],
            )
        if lost := [row for row in back if row["id"] not in now[name]]:
            conn.execute(insert(table), lost)
    return len(kept), len(done) - len(kept)


def _needed(conn: Connection, due: Iterable[tuple[str, int, Any]], now: Register) -> set[int]:
    """Find the doors that would go and have something of their own by now: a visit, a contact."""
    going: defaultdict[str, set[int]] = defaultdict(set)
    for table, key, was in due:
        if was is None:
            going[table].add(key)
    doors = going[household.name]
    needed: set[int] = set()
    for telling, column in _telling_of(household):
        if telling.name in now:
            at = list(telling.c).index(column)
            rows = now[telling.name].items()
            needed |= {row[at] for key, row in rows if key not in going[telling.name]} & doors
        else:
            for some in _in_turns(sorted(doors)):
                query = select(column).where(column.in_(some)).distinct()
                needed |= set(conn.scalars(query))
    return needed


def _telling_of(table: Table) -> Iterator[tuple[Table, Any]]:
    for other in metadata.sorted_tables:
        for column in other.c:
            if any(key.column is table.c.id for key in column.foreign_keys):
                yield other, column


def _belongs(one: tuple[str, int, Any], now: Register, doors: Collection[int]) -> bool:
    """Tell whether a new row is one of these doors, or belongs to one."""
    table, key, was = one
    if was is not None:
        return False
    if table == household.name:
        return key in doors
    columns = [column.name for column in metadata.tables[table].c]
    return "household" in columns and now[table][key][columns.index("household")] in doors


def _run(conn: Connection, statement: Any, keys: Sequence[int]) -> None:  # noqa: ANN401
    if keys:
        conn.execute(statement, [{"row": key} for key in keys])


def _in_turns(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def _plain(table: Table, row: Sequence[Any] | None, seals: Seals) -> list[Any] | None:
    """Write a row as JSON can hold it."""
    if row is None:
        return None
    return [_told(value, seals) for _, value in zip(table.c, row, strict=True)]


def _told(value: Any, seals: Seals) -> Any:  # noqa: ANN401  (a cell)
    if isinstance(value, bytes):
        return seals.opened(value) if value else ""
    return value.isoformat() if isinstance(value, date) else value


def _row(table: Table, told: Sequence[Any], seals: Seals) -> dict[str, Any]:
    return {
        column.name: None if value is None else _reader(column.type, seals)(value)
        for column, value in zip(table.c, told, strict=True)
    }


def _reader(kind: Any, seals: Seals) -> Callable[[Any], Any]:  # noqa: ANN401  (a column's type)
    if isinstance(kind, LargeBinary):
        return lambda value: seals.seal(value) if value else b""
    python = kind.python_type
    if python is datetime:
        return datetime.fromisoformat
    return date.fromisoformat if python is date else lambda value: value
