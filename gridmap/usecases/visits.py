"""Visits: record one at the door."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, Literal

from sqlalchemy import Connection, RowMapping, select

from gridmap.errors import Conflict, InputError, NotFound, NotPermitted
from gridmap.fieldwork.outcomes import Mode, Outcome, Source
from gridmap.store import areas as area_store
from gridmap.store import households as household_store
from gridmap.store import offices as office_store
from gridmap.store import visits as visit_store
from gridmap.store.bulk import append
from gridmap.store.sequence import take
from gridmap.store.tables import fieldwork
from gridmap.store.tables.households import household as household_table
from gridmap.store.tallies import NOBODY
from gridmap.territory.areas import AreaTree
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import holdings
from gridmap.usecases.figures import update_doors
from gridmap.usecases.workspace import Workspace

__all__ = ["CLOCK_SKEW", "Handout", "Receipt", "VisitDraft", "put_visit", "record_visit"]

# Phones' clocks are a little off; beyond this a visit lies in the future.
CLOCK_SKEW: Final = timedelta(minutes=5)
# What people write down of their own visits.
_OWN: Final = {Source.ON_THE_SPOT, Source.LATER}


@dataclass(frozen=True, slots=True)
class Handout:
    """Something left at the door."""

    item: Literal["leaflet", "card", "gift"]
    count: int = 1


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """A visit as it was written down.

    Attributes
    ----------
    id
        UUID made where it was written down: sending it twice counts once.
    household
        Public id of the door.
    outcome
        How it ended; ``None`` only in a correction: the corrected visit never took place.
    occurred_at, recorded_at
        When it took place and when it was written down, both aware.
    corrects
        Id of the visit this one corrects; it may name another door.
    visited_by
        Row id of who was there, where somebody else writes it down for them.
    """

    id: str
    household: str
    outcome: Outcome | None
    occurred_at: datetime
    mode: Mode = Mode.DOOR
    source: Source = Source.ON_THE_SPOT
    recorded_at: datetime | None = None
    corrects: str | None = None
    handouts: tuple[Handout, ...] = ()
    visited_by: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a visit that was sent in."""

    id: str
    seq: int
    status: Literal["applied", "duplicate"]


def record_visit(workspace: Workspace, draft: VisitDraft) -> Receipt:
    """Record one visit; its door, its leaf area and all above show it at once.

    Raises
    ------
    InputError
        If it lies in the future, or has neither an outcome nor a visit to correct.
    NotFound
        If the door or the corrected visit is unknown.
    Conflict
        If another visit has this id, or the visit was corrected already.
    NotPermitted
        ``visit-not-yours`` unless the door is the actor's, or was when the visit took place: nobody
        loses what they did because their areas were changed since.
    """
    with workspace.writing() as conn:
        return put_visit(workspace, conn, draft, area_store.tree(conn, workspace.today()))


def put_visit(workspace: Workspace, conn: Connection, draft: VisitDraft, tree: AreaTree) -> Receipt:
    """Record one visit in a transaction with others; raises as :func:`record_visit`.

    Parameters
    ----------
    tree
        The areas of today, read once for all of them.
    """
    now = workspace.clock()
    if draft.occurred_at > now + CLOCK_SKEW:
        local = draft.occurred_at.astimezone(workspace.settings.zone)
        raise InputError("visit-in-future", at=f"{local:%Y-%m-%d %H:%M}")
    if draft.outcome is None and draft.corrects is None:
        raise InputError("visit-without-outcome")
    household = conn.execute(
        select(household_table.c.id).where(household_table.c.uid == draft.household)
    ).scalar()
    if household is None:
        raise NotFound("household-unknown", household=draft.household)
    if known := visit_store.one(conn, draft.id):
        return _again(known, draft, household)
    _demand(workspace, conn, tree, household, draft.occurred_at)
    corrected = _corrected(conn, draft)
    if corrected:
        _demand(workspace, conn, tree, corrected["household"], corrected["occurred_at"])
    seq = take(conn)
    [visit] = append(
        conn,
        fieldwork.visit,
        {
            "uid": [draft.id],
            "seq": [seq],
            "household": [household],
            "campaign": visit_store.open_campaign(conn),
            "outcome": [draft.outcome and draft.outcome.value],
            "mode": draft.mode.value,
            "occurred_at": [draft.occurred_at],
            "recorded_at": [draft.recorded_at or now],
            "received_at": [now],
            "visited_by": [workspace.actor.person if draft.source in _OWN else draft.visited_by],
            "recorded_by": [workspace.actor.person],
            "source": draft.source.value,
            "corrects": [corrected and corrected["id"]],
            "void": [draft.outcome is None],
        },
    ).tolist()
    given = Counter[str]()
    for handout in draft.handouts:
        given[handout.item] += handout.count
    append(
        conn,
        fieldwork.handout,
        {
            "visit": [visit] * len(given),
            "item": list(given),
            "count": list(given.values()),
        },
    )
    update_doors(workspace, conn, {household, *([corrected["household"]] if corrected else [])})
    return Receipt(draft.id, seq, "applied")


def _demand(
    workspace: Workspace, conn: Connection, tree: AreaTree, household: int, at: datetime
) -> None:
    """Insist that a door is the actor's now, or was at the time."""
    actor, today = workspace.actor, workspace.today()
    leaf = _leaf(conn, household, today)
    if leaf in actor.reach(tree, Act.CHANGE, Data.VISITS):
        return
    day = at.astimezone(workspace.settings.zone).date()
    tree = area_store.tree(conn, day)
    leaf = _leaf(conn, household, day)
    if actor.person is not None:
        offices = office_store.held(conn, day, persons=[actor.person])
        then = replace(actor, held=holdings(offices))
        if leaf in then.reach(tree, Act.CHANGE, Data.VISITS):
            return
    actor.insist(Act.CHANGE, Data.VISITS)
    area = tree.areas.get(leaf or NOBODY)
    raise NotPermitted("visit-not-yours", area=area and (area.name or area.code), day=day)


def _leaf(conn: Connection, household: int, day: date) -> int | None:
    """Find the leaf area that answers for a door on a day."""
    leaves = household_store.standing(conn, day, households=[household])["leaf_area"].tolist()
    return next((leaf for leaf in leaves if leaf != NOBODY), None)


def _corrected(conn: Connection, draft: VisitDraft) -> RowMapping | None:
    if draft.corrects is None:
        return None
    corrected = visit_store.one(conn, draft.corrects)
    if corrected is None:
        raise NotFound("visit-unknown", visit=draft.corrects)
    if by := visit_store.correction_of(conn, corrected["id"]):
        raise Conflict("visit-corrected-already", visit=draft.corrects, by=by)
    return corrected


def _again(known: RowMapping, draft: VisitDraft, household: int) -> Receipt:
    """Acknowledge a visit that is here already, if it is the same one."""
    same = (
        known["household"] == household
        and known["outcome"] == (draft.outcome and draft.outcome.value)
        and abs(known["occurred_at"] - draft.occurred_at) < timedelta(milliseconds=1)
    )
    if not same:
        raise Conflict("visit-id-taken", visit=draft.id)
    return Receipt(draft.id, known["seq"], "duplicate")
