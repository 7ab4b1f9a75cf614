"""The ledgers that came in, and taking one back: it was the wrong file, or that of last year."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from gridmap.errors import Conflict, NotFound
from gridmap.store import ledgers as ledger_store
from gridmap.store import reversal
from gridmap.store.sequence import ground_changed
from gridmap.territory.policy import Act, Data
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.looks import LookAct, note_look
from gridmap.usecases.responsibility import demand_ground
from gridmap.usecases.workspace import Workspace

__all__ = ["LedgerView", "TakenBack", "forget_door", "ledgers", "take_ledger_back", "written_down"]


@dataclass(frozen=True, slots=True)
class LedgerView:
    """A ledger that came in.

    Attributes
    ----------
    taken_back_at
        When it was taken back, if it was.
    changes_kept
        Whether it can be taken back: what it changed is kept for a while.
    """

    uid: str
    name: str
    entered_at: datetime
    rows: int
    taken_back_at: datetime | None
    changes_kept: bool


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What came of taking a ledger back.

    Attributes
    ----------
    name
        The ledger's.
    restored
        Rows of the register that are as they were before.
    kept
        Rows that stay: somebody changed them since, or recorded a visit there.
    later
        Number of ledgers that came in later and still stand.
    """

    name: str
    restored: int
    kept: int
    later: int = 0


def ledgers(workspace: Workspace, *, most: int = 200) -> list[LedgerView]:
    """List the ledgers that came in, the newest first, of the latest ``most``.

    Raises
    ------
    NotPermitted
        ``not-your-role``.
    """
    workspace.actor.insist(Act.CHANGE, Data.REGISTER)
    actor = workspace.actor
    with workspace.database.read() as conn:
        return [
            LedgerView(
                row["uid"],
                row["name"],
                row["entered_at"],
                row["row_count"],
                row["taken_back_at"],
                bool(row["changes_kept"]),
            )
            for row in ledger_store.listing(conn, most)
            if actor.is_operator or row["entered_by"] == actor.person
        ]


@contextmanager
def written_down(
    workspace: Workspace, conn: Connection, ledger: int, buildings: Collection[int]
) -> Iterator[None]:
    """Write down, sealed, what the block changes in the register of buildings (row ids).

    It is kept with the ledger (row id) until the next retention after ``keep_unclear_days``.
    """
    before = reversal.register_of(conn, buildings)
    yield
    done = reversal.changes(before, reversal.register_of(conn, buildings), workspace.seals)
    _keep(workspace, conn, ledger, {"buildings": sorted(buildings), "changes": done})


def forget_door(workspace: Workspace, conn: Connection, household: int) -> None:
    """Let go of what ledgers changed behind a door (row id): none that is taken back says it."""
    for ledger, sealed in ledger_store.kept_changes(conn):
        told = _opened(workspace, sealed)
        left = [one for one in told["changes"] if not reversal.is_about(one, household)]
        if len(left) < len(told["changes"]):
            _keep(workspace, conn, ledger, told | {"changes": left})


def _keep(workspace: Workspace, conn: Connection, ledger: int, told: dict[str, Any]) -> None:
    text = json.dumps(told, ensure_ascii=False)
    packed = base64.b64encode(zlib.compress(text.encode(), level=1)).decode()
    ledger_store.keep_changes(conn, ledger, workspace.seals.seal(packed))


def _opened(workspace: Workspace, sealed: bytes) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(
        zlib.decompress(base64.b64decode(workspace.seals.opened(sealed)))
    )
    return told


def take_ledger_back(workspace: Workspace, uid: str) -> TakenBack:
    """Put the register back as it was before a ledger came in.

    Visits stay. What somebody changed since stays as it is now, and so does a door at which
    somebody has recorded something; rows of the ledger that still wait for a person go. Of several
    ledgers the last is to be taken back first.

    Raises
    ------
    NotFound
        ``ledger-unknown``: it never came in, or was another person's.
    Conflict
        ``ledger-taken-back`` if it was already, ``ledger-too-old`` once what it changed is no
        longer kept.
    NotPermitted
        ``not-yours`` where one of its buildings is not the actor's.
    """
    workspace.actor.insist(Act.CHANGE, Data.REGISTER)
    with workspace.writing() as conn:
        actor = workspace.actor
        row = ledger_store.one(conn, uid)
        if row is None or not (actor.is_operator or row["entered_by"] == actor.person):
            raise NotFound("ledger-unknown", ledger=uid)
        if row["taken_back_at"] is not None:
            raise Conflict("ledger-taken-back", ledger=row["name"])
        if not row["changes_sealed"]:
            raise Conflict("ledger-too-old", ledger=row["name"])
        told = _opened(workspace, row["changes_sealed"])
        demand_ground(workspace, conn, Data.REGISTER, told["buildings"])
        now = reversal.register_of(conn, told["buildings"])
        done = [(table, key, was, became) for table, key, was, became in told["changes"]]
        restored, kept = reversal.take_back(conn, done, now, workspace.seals)
        ledger_store.note_taken_back(conn, row["id"], workspace.clock())
        note_look(workspace, conn, LookAct.LEDGER_BACK, subject=uid, count=restored)
        ground_changed(conn)
        rebuild_tallies(workspace, conn)
        later = ledger_store.standing_after(conn, row["id"])
        return TakenBack(row["name"], restored, kept, later)
