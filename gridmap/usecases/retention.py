"""Keep personal data no longer than the settings allow."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection

from gridmap.fieldwork.period import half_day_starts
from gridmap.store import looks as look_store
from gridmap.store import retention as retention_store
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.looks import LookAct, note_look
from gridmap.usecases.workspace import Workspace

__all__ = ["Retained", "enforce_retention", "last_retention"]

# Sessions, links and tokens that have ended say for a while when somebody was signed in.
_ACCESS_DAYS: Final = 90
_SECOND: Final = 1_000_000  # microseconds
# So long may a visit be on its way into the database.
_ON_THE_WAY: Final = timedelta(days=1)
# Up to so many doors their visits are looked up rather than all.
_FEW_DOORS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Retained:
    """What was let go.

    Attributes
    ----------
    flags
        Key groups that lapsed.
    notes
        Notes of cases that were blanked.
    visits
        Visits whose times are half-days now.
    unclear
        Rows of ledgers that waited for somebody, or were dealt with.
    requests
        Answered requests of residents.
    access
        Sessions, invitations and tokens that have ended.
    """

    flags: int
    notes: int
    visits: int
    unclear: int
    requests: int
    access: int


def enforce_retention(workspace: Workspace, *, dry_run: bool = False) -> Retained:
    """Let go of what the settings keep no longer, in one transaction, and write down that it was.

    Parameters
    ----------
    dry_run
        Tell what would go, and keep everything.
    """
    settings, today = workspace.settings, workspace.today()
    exact_since = today - timedelta(days=settings.keep_exact_days)
    with workspace.writing(dry_run=dry_run) as conn:
        let_go = Retained(
            flags=retention_store.lapse_flags(
                conn, today, _months_before(today, settings.keep_flags_months)
            ),
            notes=retention_store.drop_notes(
                conn, _start_of(workspace, _months_before(today, settings.keep_notes_months))
            ),
            visits=_blur(workspace, conn, exact_since),
            unclear=retention_store.drop_unclear(
                conn, _start_of(workspace, today - timedelta(days=settings.keep_unclear_days))
            ),
            requests=retention_store.drop_requests(
                conn, _start_of(workspace, _months_before(today, settings.keep_requests_months))
            ),
            access=retention_store.drop_access(
                conn, _start_of(workspace, today - timedelta(days=_ACCESS_DAYS))
            ),
        )
        if let_go.flags:
            rebuild_tallies(workspace, conn)
        note_look(
            workspace,
            conn,
            LookAct.RETENTION,
            subject=exact_since.isoformat(),  # where the next time goes on
            count=sum((let_go.flags, let_go.notes, let_go.unclear, let_go.requests)),
        )
    if not dry_run:
        workspace.database.empty_journal()
    return let_go


def last_retention(workspace: Workspace) -> datetime | None:
    """Tell when it was last enforced."""
    with workspace.database.read() as conn:
        return _last(conn)[0]


def _last(conn: Connection) -> tuple[datetime | None, date | None]:
    """Tell when it was last enforced, and before which day visits are coarse since."""
    found = look_store.last_of(conn, LookAct.RETENTION.value)
    if found is None or found["subject"] is None:
        return (None if found is None else found["at"]), None
    return found["at"], date.fromisoformat(found["subject"])


def _blur(workspace: Workspace, conn: Connection, day: date) -> int:
    """Leave the half-day of visits before a day, in the order in which they took place."""
    before = _start_of(workspace, day)
    doors: list[int] | None = None
    at, since = _last(conn)
    if at is not None and since is not None:
        doors = retention_store.doors_visited_exactly(
            conn, before, coarse_before=_start_of(workspace, since), coarse_at=at - _ON_THE_WAY
        )
        if len(doors) > _FEW_DOORS:
            doors = None
    known = retention_store.visits_before(conn, before, doors)
    if not len(known["id"]):
        return 0
    coarse = _coarse(known, workspace)
    exact = {name: _microseconds(known[name]) for name in coarse}
    changed = np.any([coarse[name] != exact[name] for name in coarse], axis=0)
    times = {name: _instants(values[changed]) for name, values in coarse.items()}
    return retention_store.blur_visits(
        conn,
        [
            {"row": row, **dict(zip(times, moments, strict=True))}
            for row, *moments in zip(known["id"][changed].tolist(), *times.values(), strict=True)
        ],
    )


def _coarse(
    known: Mapping[str, NDArray[Any]], workspace: Workspace
) -> dict[str, NDArray[np.int64]]:
    zone = workspace.settings.zone
    exact = {
        name: _microseconds(known[name]) for name in ("occurred_at", "recorded_at", "received_at")
    }
    coarse = {name: half_day_starts(values, zone) for name, values in exact.items()}
    # A second apart, so that the latest visit of a half-day stays the latest.
    order = pd.DataFrame(
        {
            "door": known["household"],
            "half": coarse["occurred_at"],
            "at": exact["occurred_at"],
            "seq": known["seq"],
        }
    ).sort_values(["door", "half", "at", "seq"])
    rank = order.groupby(["door", "half"]).cumcount().sort_index().to_numpy(np.int64)
    coarse["occurred_at"] = coarse["occurred_at"] + rank * _SECOND
    return coarse


def _microseconds(instants: NDArray[Any]) -> NDArray[np.int64]:
    return instants.astype("datetime64[us]").astype(np.int64)


def _instants(microseconds: NDArray[np.int64]) -> list[datetime]:
    moments = microseconds.astype("datetime64[us]").tolist()
    return [moment.replace(tzinfo=UTC) for moment in moments]


def _start_of(workspace: Workspace, day: date) -> datetime:
    return datetime.combine(day, time.min, workspace.settings.zone)


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
