"""Tables of visits brought in, row by row as far as they count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID, uuid5

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from gridmap import intake
from gridmap.errors import Finding
from gridmap.fieldwork.outcomes import Mode, Source
from gridmap.store import areas as area_store
from gridmap.store import households as household_store
from gridmap.store import visits as visit_store
from gridmap.store.bulk import append
from gridmap.store.sequence import take
from gridmap.store.tables import fieldwork
from gridmap.territory.policy import Act, Data
from gridmap.usecases.changes import ChangeSet
from gridmap.usecases.doors import find_doors
from gridmap.usecases.doorsteps import doors_changed
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.visits import CLOCK_SKEW
from gridmap.usecases.workspace import Workspace

__all__ = ["enter_visits", "import_visits"]

_VISITS: Final = UUID("6f0c9b0e-5d0f-5f43-9f0b-0d8f7a0f6d11")


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
