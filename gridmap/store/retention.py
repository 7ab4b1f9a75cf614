"""Let go of what is kept no longer. Each function tells how many rows that were."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, delete, exists, or_, select, update

from gridmap.store import key_groups as key_group_store
from gridmap.store.bulk import fetch
from gridmap.store.steps import holds
from gridmap.store.tables.access import api_token, invitation, resident_request, session
from gridmap.store.tables.fieldwork import case_event, case_file, visit
from gridmap.store.tables.households import household, key_group, ledger, ledger_row

__all__ = [
    "blur_visits",
    "doors_visited_exactly",
    "drop_access",
    "drop_notes",
    "drop_requests",
    "drop_unclear",
    "lapse_flags",
    "visits_before",
]

_AT_ONCE: Final = 20_000


def lapse_flags(conn: Connection, today: date, confirmed_by: date) -> int:
    """End key groups that nobody confirmed since ``confirmed_by``."""
    stale = conn.execute(
        select(key_group.c.household, key_group.c.name)
        .select_from(household)
        .join(key_group, holds(key_group, household.c.id, today, "household", "name"))
        .where(
            key_group.c.active,
            or_(key_group.c.confirmed_on.is_(None), key_group.c.confirmed_on < confirmed_by),
        )
    ).all()
    key_group_store.end_members(
        conn, [{"door": door, "group": name, "day": today} for door, name in stale]
    )
    return len(stale)


def drop_notes(conn: Connection, closed_before: datetime) -> int:
    """Blank the notes of cases that were handled before an instant."""
    last = case_event.alias()
    open_since = exists().where(last.c.case_file == case_file.c.id, last.c.at >= closed_before)
    closed = select(case_file.c.id).where(case_file.c.state == "handled", ~open_since)
    return conn.execute(
        update(case_event)
        .where(case_event.c.note_sealed.is_not(None), case_event.c.case_file.in_(closed))
        .values(note_sealed=None)
    ).rowcount


def doors_visited_exactly(
    conn: Connection, before: datetime, *, coarse_before: datetime, coarse_at: datetime
) -> list[int]:
    """Find the doors (row ids) with visits before an instant whose times may be exact still.

    Parameters
    ----------
    coarse_before, coarse_at
        All earlier visits were made coarse then, but for those that came in afterwards.
    """
    exact = or_(visit.c.occurred_at >= coarse_before, visit.c.received_at >= coarse_at)
    found = select(visit.c.household).where(visit.c.occurred_at < before, exact)
    return list(conn.scalars(found.distinct().order_by(visit.c.household)))


def visits_before(
    conn: Connection, instant: datetime, doors: list[int] | None
) -> dict[str, NDArray[np.int64]]:
    """Read visits that took place before an instant: row id, door, sequence and the three times.

    Of these doors only (row ids), if any are named. Times are microseconds since 1970 in UTC.
    """
    columns = (
        visit.c.id,
        visit.c.household,
        visit.c.seq,
        visit.c.occurred_at,
        visit.c.recorded_at,
        visit.c.received_at,
    )
    query = select(*columns).where(visit.c.occurred_at < instant).order_by(visit.c.id)
    if doors is not None:
        query = query.where(visit.c.household.in_(doors))
    return fetch(conn, query)


def blur_visits(conn: Connection, rows: list[dict[str, object]]) -> int:
    """Write coarser times of visits: ``row`` and the three times, aware."""
    change = (
        update(visit)
        .where(visit.c.id == bindparam("row"))
        .values({name: bindparam(name) for name in ("occurred_at", "recorded_at", "received_at")})
    )
    for start in range(0, len(rows), _AT_ONCE):
        conn.execute(change, rows[start : start + _AT_ONCE])
    return len(rows)


def drop_unclear(conn: Connection, entered_before: datetime) -> int:
    """Let go of ledgers' rows that waited too long, and of those that were dealt with.

    So too of what was left out and no later ledger said again, and of what old ledgers changed.
    """
    old = select(ledger.c.id).where(ledger.c.entered_at < entered_before)
    conn.execute(
        update(ledger).where(ledger.c.entered_at < entered_before).values(changes_sealed=None)
    )
    kept = ledger_row.c.state.in_(("open", "dropped"))
    return conn.execute(delete(ledger_row).where(or_(ledger_row.c.ledger.in_(old), ~kept))).rowcount


def drop_requests(conn: Connection, answered_before: datetime) -> int:
    """Let go of residents' requests that were answered before an instant."""
    return conn.execute(
        delete(resident_request).where(resident_request.c.answered_at < answered_before)
    ).rowcount


def drop_access(conn: Connection, ended_before: datetime) -> int:
    """Let go of sessions, invitations and tokens that ended before an instant."""
    return sum(
        conn.execute(delete(table).where(table.c.ends_at < ended_before)).rowcount
        for table in (session, invitation, api_token)
    )
