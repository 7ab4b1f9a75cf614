"""Visits: record one at the door, or bring in a file of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, Literal
from uuid import UUID, uuid5

import numpy as np
import pandas as pd
from sqlalchemy import Connection, RowMapping, select

from gridmap import intake
from gridmap.errors import Conflict, Finding, InputError, NotFound, NotPermitted
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
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import holdings
from gridmap.usecases.changes import ChangeSet
from gridmap.usecases.doors import find_doors
from gridmap.usecases.doorsteps import doors_changed
from gridmap.usecases.figures import rebuild_tallies, update_doors
from gridmap.usecases.workspace import Workspace

__all__ = ["CLOCK_SKEW", "Handout", "Receipt", "VisitDraft", "import_visits", "record_visit"]

# Phones' clocks are a little off; beyond this a visit lies in the future.
CLOCK_SKEW: Final = timedelta(minutes=5)
# What people write down of their own visits.
_OWN: Final = {Source.ON_THE_SPOT, Source.LATER}
_VISITS: Final = UUID("6f0c9b0e-5d0f-5f43-9f0b-0d8f7a0f6d11")


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
    now = workspace.clock()
    if draft.occurred_at > now + CLOCK_SKEW:
        local = draft.occurred_at.astimezone(workspace.settings.zone)
        raise InputError("visit-in-future", at=f"{local:%Y-%m-%d %H:%M}")
    if draft.outcome is None and draft.corrects is None:
        raise InputError("visit-without-outcome")
    with workspace.writing() as conn:
        household = conn.execute(
            select(household_table.c.id).where(household_table.c.uid == draft.household)
        ).scalar()
        if household is None:
            raise NotFound("household-unknown", household=draft.household)
        if known := visit_store.one(conn, draft.id):
            return _again(known, draft, household)
        _demand(workspace, conn, household, draft.occurred_at)
        corrected = _corrected(conn, draft)
        if corrected:
            _demand(workspace, conn, corrected["household"], corrected["occurred_at"])
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
                "visited_by": [workspace.actor.person if draft.source in _OWN else None],
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


def _demand(workspace: Workspace, conn: Connection, household: int, at: datetime) -> None:
    """Insist that a door is the actor's now, or was at the time."""
    actor, today = workspace.actor, workspace.today()
    leaf = _leaf(conn, household, today)
    if leaf in actor.reach(area_store.tree(conn, today), Act.CHANGE, Data.VISITS):
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


def import_visits(
    workspace: Workspace,
    path: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> ChangeSet:
    """Bring in a table of visits; those known by their id are passed over.

    A visit names its household by public or external id, or by building, unit and door.

    Parameters
    ----------
    columns
        As in :func:`gridmap.intake.read_visits`.
    dry_run
        Tell what would change, and keep nothing.

    Raises
    ------
    NotPermitted
        If the actor may not record visits; rows of doors beyond their reach are left out.
    """
    workspace.actor.insist(Act.CHANGE, Data.VISITS)
    taken = intake.read_visits(path, columns=columns, tz=workspace.settings.tz)
    with workspace.writing(dry_run=dry_run) as conn:
        changes = enter_visits(workspace, conn, taken.rows)
        rebuild_tallies(workspace, conn)
    return changes.accounted(taken, dry_run=dry_run)


def enter_visits(workspace: Workspace, conn: Connection, rows: pd.DataFrame) -> ChangeSet:
    """Enter visits (standard columns of :mod:`gridmap.intake`); a row that cannot count is told."""
    now = workspace.clock()
    rows = rows.reset_index(drop=True)
    target = rows["corrects"]
    targets = visit_store.recorded(conn, target.dropna())
    rows["door_id"] = _doors(conn, workspace.today(), rows, targets["household"])
    rows["uid"] = rows["id"].fillna(_derived_ids(rows)).astype(str)
    known = visit_store.recorded(conn, [*rows["uid"], *target.dropna()])
    same = rows["uid"].map(known["fingerprint"]) == _fingerprint(rows)
    taken = rows["uid"].isin(known.index)
    corrected = set(known.index[known["corrected"]])

    findings: list[Finding] = []
    out = pd.Series(data=False, index=rows.index)
    for code, bad, fact in (
        ("visit-household-unknown", rows["door_id"].isna(), _place(rows)),
        ("visit-row-not-yours", ~_within_reach(workspace, conn, rows["door_id"]), _place(rows)),
        (
            "visit-row-in-future",
            rows["occurred_at"] > pd.Timestamp(now + CLOCK_SKEW),
            rows["occurred_at"]
            .dt.tz_convert(workspace.settings.zone)
            .dt.strftime("%Y-%m-%d %H:%M"),
        ),
        ("visit-row-id-taken", taken & ~same, rows["uid"]),
        ("visit-row-twice", rows["uid"].duplicated(), rows["uid"]),
        (
            "visit-row-corrected-already",
            target.notna() & ~taken & (target.isin(corrected) | target.duplicated()),
            target,
        ),
    ):
        findings.extend(_left_out(rows[bad & ~out], code, fact))
        out |= bad
    # A row left out may be what another row corrects, and that what a third one does.
    correcting = ~out & ~taken & target.notna()
    ends = _ends(dict(zip(rows["uid"][correcting], target[correcting], strict=True)))
    end = rows["uid"].map(ends)
    sound = set(known.index) | set(rows["uid"][~out & ~correcting])
    for code, bad in (
        ("visit-row-corrects-in-circle", correcting & end.isna()),
        ("visit-row-corrects-unknown", correcting & end.notna() & ~end.isin(sound)),
    ):
        findings.extend(_left_out(rows[bad], code, target))
        out |= bad
    fresh = rows[~out & ~taken]
    ids = append(
        conn,
        fieldwork.visit,
        {
            "uid": fresh["uid"].to_numpy(),
            "seq": take(conn, len(fresh)) + np.arange(len(fresh)) if len(fresh) else [],
            "household": fresh["door_id"].to_numpy(np.int64),
            "campaign": visit_store.open_campaign(conn),
            "outcome": fresh["outcome"].to_numpy(object),
            "mode": fresh["mode"].fillna(Mode.DOOR.value).to_numpy(object),
            "occurred_at": fresh["occurred_at"],
            "recorded_at": now,
            "received_at": now,
            "source": fresh["source"].fillna(Source.LATER.value).to_numpy(object),
            "void": fresh["outcome"].isna().to_numpy(),
        },
    )
    row_of = known["id"].to_dict() | dict(zip(fresh["uid"], ids.tolist(), strict=True))
    visit_store.point_corrections(
        conn,
        {
            row_of[uid]: row_of[corrects]
            for uid, corrects in zip(fresh["uid"], fresh["corrects"], strict=True)
            if pd.notna(corrects) and corrects in row_of
        },
    )
    stands = rows["door_id"].map(household_store.buildings_of(conn))
    return ChangeSet(
        "visits",
        read=len(rows),
        added=tuple(fresh["uid"]),
        unchanged=int((taken & same & ~out).sum()),
        findings=tuple(findings),
        places=(
            doors_changed(conn, "rejected", stands[out], rows["row"][out]),
            doors_changed(conn, "added", stands[fresh.index]),
        ),
    )


def _within_reach(workspace: Workspace, conn: Connection, doors: pd.Series) -> pd.Series:
    """Mark the doors where the actor may record visits."""
    today = workspace.today()
    reach = workspace.actor.reach(area_store.tree(conn, today), Act.CHANGE, Data.VISITS)
    if reach.everywhere:
        return pd.Series(data=True, index=doors.index)
    standing = household_store.standing(conn, today)
    return doors.isin(standing["household"][reach.within(standing["leaf_area"])])


def _left_out(rows: pd.DataFrame, code: str, facts: pd.Series) -> list[Finding]:
    return [
        Finding(code, "error", row=int(row), fields={"what": what})
        for row, what in zip(rows["row"], facts[rows.index], strict=True)
    ]


def _ends(corrects: Mapping[str, str]) -> dict[str, str | None]:
    """Follow corrections to what each corrects in the end: ``None`` where they come back."""
    ends: dict[str, str | None] = {}
    for first in corrects:
        way: dict[str, None] = {}
        at = first
        while at in corrects and at not in ends and at not in way:
            way[at] = None
            at = corrects[at]
        end = None if at in way else ends.get(at, at)
        ends.update(dict.fromkeys(way, end))
    return ends


def _doors(conn: Connection, today: date, rows: pd.DataFrame, known: pd.Series) -> pd.Series:
    """Find the door of each visit; a correction that names none is about the corrected one's."""
    found = find_doors(conn, today, rows)
    named = rows["household"].notna() | rows["building"].notna()
    here = pd.Series(found.to_numpy(), index=rows["id"])[rows["id"].notna().to_numpy()]
    doors = pd.concat([known.astype("Int64"), here[~here.index.isin(known.index)]])
    doors = doors[~doors.index.duplicated()]
    return found.where(named, rows["corrects"].map(doors).astype("Int64"))


def _derived_ids(rows: pd.DataFrame) -> pd.Series:
    """Name visits that come without an id by what they say, so that a second import knows them."""
    return pd.Series(
        [
            str(uuid5(_VISITS, f"{door}|{at}|{outcome}|{mode}|{corrects}"))
            for door, at, outcome, mode, corrects in zip(
                rows["door_id"],
                rows["occurred_at"].astype(str),
                rows["outcome"],
                rows["mode"],
                rows["corrects"],
                strict=True,
            )
        ],
        index=rows.index,
        dtype=object,
    )


def _fingerprint(rows: pd.DataFrame) -> pd.Series:
    """Write what makes two visits the same one; as :func:`gridmap.store.visits.recorded` does."""
    at = rows["occurred_at"].dt.as_unit("ms").astype(np.int64)
    fingerprint: pd.Series = (
        rows["door_id"].astype(str)
        + "|"
        + rows["outcome"].fillna("").astype(str)
        + "|"
        + at.astype(str)
    )
    return fingerprint


def _place(rows: pd.DataFrame) -> pd.Series:
    """Write which door a row means."""
    place = rows[["building", "unit", "door"]].astype(object)
    address = [
        "/".join(str(part) for part in parts if pd.notna(part)) for parts in place.to_numpy()
    ]
    named = pd.Series(address, index=rows.index, dtype=object)
    return rows["household"].astype(object).fillna(named)
