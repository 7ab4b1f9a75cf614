"""Ledgers that came in, their rows that wait for a person, and what was learned from them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, insert, select, update

from gridmap.store.bulk import append, new_uids
from gridmap.store.tables.ground import building_alias
from gridmap.store.tables.households import ledger, ledger_columns, ledger_row

__all__ = [
    "add_ledger",
    "add_waiting",
    "aliases",
    "ask_for_door",
    "carry_on",
    "close_waiting",
    "keep_changes",
    "learn_alias",
    "leave_out",
    "left_out",
    "listing",
    "mappings",
    "note_taken_back",
    "one",
    "remember",
    "standing_after",
    "waiting",
    "waiting_row",
]


def mappings(conn: Connection) -> dict[str, dict[str, str]]:
    """Read what columns meant in earlier ledgers, by the mark of their headers."""
    rows = conn.execute(select(ledger_columns.c.headers, ledger_columns.c.mapping))
    return {row.headers: json.loads(row.mapping) for row in rows}


def remember(conn: Connection, mark: str, mapping: Mapping[str, str], at: datetime) -> None:
    """Keep what the columns of a table with these headers mean."""
    conn.execute(delete(ledger_columns).where(ledger_columns.c.headers == mark))
    said = json.dumps(dict(mapping), ensure_ascii=False)
    conn.execute(insert(ledger_columns).values(headers=mark, mapping=said, used_at=at))


def add_ledger(conn: Connection, name: str, at: datetime, by: int | None, rows: int) -> int:
    """Enter a ledger; tell its row id."""
    values = {"uid": new_uids(1)[0], "name": name, "entered_at": at, "entered_by": by}
    statement = insert(ledger).values(**values, row_count=rows).returning(ledger.c.id)
    return int(conn.execute(statement).scalar_one())


def listing(conn: Connection, most: int) -> list[RowMapping]:
    """Read the ledgers that came in, the newest first."""
    columns = [column for column in ledger.c if column is not ledger.c.changes_sealed]
    held = ledger.c.changes_sealed.is_not(None).label("changes_kept")
    query = select(*columns, held).order_by(ledger.c.id.desc()).limit(most)
    return list(conn.execute(query).mappings())


def one(conn: Connection, uid: str) -> RowMapping | None:
    """Read one ledger that came in, with what it changed."""
    return conn.execute(select(ledger).where(ledger.c.uid == uid)).mappings().one_or_none()


def keep_changes(conn: Connection, key: int, sealed: bytes) -> None:
    """Keep with a ledger (row id) what it changed."""
    conn.execute(update(ledger).where(ledger.c.id == key).values(changes_sealed=sealed))


def kept_changes(conn: Connection) -> list[tuple[int, bytes]]:
    """Read what ledgers changed, as far as it is kept: row id of the ledger, sealed changes."""
    query = select(ledger.c.id, ledger.c.changes_sealed)
    rows = conn.execute(query.where(ledger.c.changes_sealed.is_not(None)).order_by(ledger.c.id))
    return [(row.id, row.changes_sealed) for row in rows]


def note_taken_back(conn: Connection, key: int, at: datetime) -> None:
    """Write down that a ledger (row id) was taken back; its rows that wait go."""
    conn.execute(
        update(ledger).where(ledger.c.id == key).values(changes_sealed=None, taken_back_at=at)
    )
    open_rows = ledger_row.c.ledger == key, ledger_row.c.state == "open"
    conn.execute(delete(ledger_row).where(*open_rows))


def standing_after(conn: Connection, key: int) -> int:
    """Count the ledgers that came in after one (row id) and were not taken back."""
    later = ledger.c.id > key, ledger.c.taken_back_at.is_(None)
    return conn.scalar(select(func.count()).where(*later)) or 0


def add_waiting(conn: Connection, key: int, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put rows of a ledger on the review list.

    Each has ``sheet``, ``line``, ``said_sealed``, ``reason``, ``score``, ``candidates`` (pairs of
    building row id and score, the best first) and ``area``.
    """
    if not rows:
        return
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    columns["candidates"] = [json.dumps(pairs) for pairs in columns["candidates"]]
    append(conn, ledger_row, {**columns, "ledger": key, "state": "open"})


def waiting(
    conn: Connection, *, areas: Collection[int] | None, by: int | None = None
) -> list[RowMapping]:
    """Read the rows that wait: all, or those in some areas and of what ``by`` brought in."""
    query = (
        select(ledger_row, ledger.c.name, ledger.c.entered_by)
        .join(ledger, ledger.c.id == ledger_row.c.ledger)
        .where(ledger_row.c.state == "open")
        .order_by(ledger_row.c.id)
    )
    if areas is not None:
        within = ledger_row.c.area.in_(areas)
        query = query.where(within if by is None else within | (ledger.c.entered_by == by))
    return list(conn.execute(query).mappings())


def waiting_row(conn: Connection, uid: str) -> RowMapping | None:
    """Read one row of the review list, settled or not."""
    query = (
        select(ledger_row, ledger.c.name, ledger.c.entered_by)
        .join(ledger, ledger.c.id == ledger_row.c.ledger)
        .where(ledger_row.c.uid == uid)
    )
    return conn.execute(query).mappings().one_or_none()


def close_waiting(conn: Connection, ids: Collection[int], state: str) -> None:
    """Take rows off the review list; what they said is no longer kept."""
    if ids:
        conn.execute(
            update(ledger_row)
            .where(ledger_row.c.id == bindparam("waiting"))
            .values(state=state, said_sealed=b""),
            [{"waiting": key} for key in ids],
        )


def ask_for_door(
    conn: Connection, ids: Collection[int], building: int, doubts: Mapping[int, str]
) -> None:
    """Let rows that wait (row ids) wait for their door, now that their building is known."""
    if ids:
        conn.execute(
            update(ledger_row)
            .where(ledger_row.c.id == bindparam("waiting"))
            .values(reason="door", score=1.0, candidates=bindparam("meant")),
            [
                {"waiting": key, "meant": json.dumps([(building, 1.0, [doubts[key]])])}
                for key in ids
            ],
        )


def leave_out(conn: Connection, key: int, place_sealed: bytes, area: int | None) -> None:
    """Keep of a row that waits (row id) that it was left out: its place alone.

    ``area`` is that of who said so, ``None`` for the whole workspace.
    """
    conn.execute(
        update(ledger_row)
        .where(ledger_row.c.id == key)
        .values(state="dropped", said_sealed=place_sealed, area=area, candidates="[]")
    )


def left_out(conn: Connection) -> list[RowMapping]:
    """Read what was left out, with the name of the last ledger that said it."""
    query = (
        select(ledger_row, ledger.c.name)
        .join(ledger, ledger.c.id == ledger_row.c.ledger)
        .where(ledger_row.c.state == "dropped")
        .order_by(ledger_row.c.id.desc())
    )
    return list(conn.execute(query).mappings())


def carry_on(conn: Connection, key: int, said: Mapping[int, tuple[str, int]]) -> None:
    """Note that a ledger (row id) says again what was left out: sheet and line by row id."""
    if said:
        conn.execute(
            update(ledger_row)
            .where(ledger_row.c.id == bindparam("left_out"))
            .values(ledger=key, sheet=bindparam("on"), line=bindparam("at")),
            [{"left_out": row, "on": sheet, "at": line} for row, (sheet, line) in said.items()],
        )


def aliases(conn: Connection) -> dict[int, list[str]]:
    """Read the other names of buildings, by building."""
    known: dict[int, list[str]] = {}
    rows = conn.execute(select(building_alias).order_by(building_alias.c.id))
    for row in rows:
        known.setdefault(row.building, []).append(row.name)
    return known


def learn_alias(conn: Connection, building: int, name: str) -> None:
    """Note another name of a building; what meant another building before means this one now."""
    conn.execute(delete(building_alias).where(building_alias.c.name == name))
    conn.execute(insert(building_alias).values(building=building, name=name))
