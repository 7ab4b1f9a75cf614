"""The office's ledger (台账): bring it in, and know what to ask a person."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from gridmap import intake
from gridmap.errors import Finding
from gridmap.intake import Intake
from gridmap.intake.ledgers import called_by_line, line_of
from gridmap.intake.result import LedgerSheet
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import ledgers as ledger_store
from gridmap.store.sequence import ground_changed
from gridmap.territory.identity import without_id_numbers
from gridmap.territory.policy import Act, Data
from gridmap.usecases.changes import ChangeSet
from gridmap.usecases.doorsteps import doors_changed
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.households import settle_households
from gridmap.usecases.ledger_places import PlaceFinder
from gridmap.usecases.looks import LookAct, note_look
from gridmap.usecases.managers import note_managers
from gridmap.usecases.premises import EnteredPremises, enter_premises
from gridmap.usecases.residences import note_residences
from gridmap.usecases.workspace import Workspace

__all__ = ["SAID", "enter_ledger_rows", "import_ledger", "left_out"]

SAID: Final = (
    "external_id",
    "building_ref",
    "address",
    "estate",
    "building",
    "unit",
    "floor",
    "door",
    "occupancy",
    "people",
    "registered",
    "migrant",
    "registration",
    "landlord_phone",
    "key_groups",
    "do_not_visit",
    "manager",
    "confirmed_on",
    "premises_name",
    "premises_kind",
    "premises_phone",
)
"""What is kept of a row that waits: the standard columns, sealed."""


def import_ledger(
    workspace: Workspace,
    path: str | Path,
    *,
    name: str | None = None,
    columns: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> ChangeSet:
    """Bring in a ledger of dwellings and premises.

    Each row is placed by external id, else by its address. Rows whose building is not clear wait
    on the review list; those that cannot come in go back with their reason
    (:attr:`~gridmap.usecases.changes.ChangeSet.returned`). A second ledger updates: doors and
    premises that it no longer has are named as vanished, and nothing happens to them.

    Parameters
    ----------
    name
        What to call it; the file's name by default.
    columns
        As in :func:`gridmap.intake.read_ledger`; they are remembered for tables with the same
        headers.
    dry_run
        Tell what would change, and keep nothing.

    Raises
    ------
    NotPermitted
        ``not-your-role`` unless the actor may change the register somewhere.
    InputError
        As :func:`gridmap.intake.read_ledger`.
    """
    workspace.actor.insist(Act.CHANGE, Data.REGISTER)
    with workspace.database.read() as conn:
        remembered = ledger_store.mappings(conn)
    taken = intake.read_ledger(
        path, zone=workspace.settings.zone, columns=columns, remembered=remembered
    )
    called = without_id_numbers(name or Path(path).name, "…")
    with workspace.writing(dry_run=dry_run) as conn:
        changes = _enter(workspace, conn, taken, called)
        if columns:
            for sheet in taken.sheets:
                ledger_store.remember(conn, sheet.mark, taken.columns, workspace.clock())
    told = changes.accounted(taken, dry_run=dry_run).returning(taken).showing(taken)
    findings = tuple(called_by_line(told.findings, taken.sheets))
    return replace(told, kind="ledger", findings=findings)


def enter_ledger_rows(
    workspace: Workspace, conn: Connection, rows: pd.DataFrame
) -> tuple[ChangeSet, EnteredPremises]:
    """Enter rows of a ledger whose places are found (:class:`PlaceFinder`)."""
    today = workspace.today()
    seals = workspace.seals
    is_premises = rows["premises_name"].notna()
    dwellings, others = rows[~is_premises], rows[is_premises]
    keys: list[int] = []
    before: list[pd.DataFrame] = []

    def note(entered: pd.DataFrame, doors: pd.DataFrame) -> set[int]:
        keys.extend(entered["key"].tolist())
        before.append(doors)
        return note_residences(conn, seals, today, entered)

    changes = settle_households(workspace, conn, dwellings.assign(geometry=None), note=note)
    note_managers(conn, rows)
    entered = enter_premises(conn, seals, today, others)
    gone = _gone(before[0], dwellings, keys)
    return changes.having(
        vanished=(*_doors_named(conn, gone), *entered.gone),
        places=(doors_changed(conn, "vanished", gone["building"]),),
        added=entered.added,
        altered=entered.altered,
        unchanged=entered.unchanged,
        findings=tuple(Finding("premises-twice", "error", row) for row in entered.twice),
        counts=(("premises", len(others)),),
    ), entered


@dataclass(slots=True)
class _Sorted:
    """The rows of a ledger, by what becomes of them."""

    clear: pd.DataFrame
    waiting: pd.DataFrame
    findings: list[Finding] = field(default_factory=list)


def _enter(workspace: Workspace, conn: Connection, taken: Intake, called: str) -> ChangeSet:
    today = workspace.today()
    found = PlaceFinder(conn, today).find(taken.rows)
    rows = _sorted(workspace, conn, found)
    changes, _ = enter_ledger_rows(workspace, conn, rows.clear)
    key = ledger_store.add_ledger(
        conn, called, workspace.clock(), workspace.actor.person, taken.read
    )
    _put_on_review(workspace, conn, key, rows.waiting, taken.sheets)
    note_look(
        workspace,
        conn,
        LookAct.LEDGER_IN,
        area=_over_all(workspace, conn, rows.clear["building_id"]),
        count=taken.read,
    )
    ground_changed(conn)  # buildings where people dwell are numbered
    rebuild_tallies(workspace, conn)
    best = rows.waiting["candidates"].map(lambda some: some[0][0] if some else pd.NA)
    waiting = best.astype("Int64").dropna()
    return changes.having(
        ambiguous=tuple(_called(row, taken.sheets) for row in rows.waiting["row"]),
        places=(doors_changed(conn, "ambiguous", waiting, rows.waiting["row"]),),
        findings=tuple(rows.findings),
    )


def _sorted(workspace: Workspace, conn: Connection, found: pd.DataFrame) -> _Sorted:
    """Tell rows whose place is clear from those that wait and those that cannot come in."""
    today = workspace.today()
    findings: list[Finding] = []
    future = found["confirmed_on"].map(lambda day: day is not None and day > today).astype(bool)
    findings += [Finding("day-in-future", "warning", int(row)) for row in found["row"][future]]
    found = found.assign(confirmed_on=found["confirmed_on"].where(~future, None))
    here = found["building_id"].notna()
    outside = here & ~_within_reach(workspace, conn, found["building_id"])
    findings += [
        Finding("ledger-row-not-yours", "error", int(row)) for row in found["row"][outside]
    ]
    # Several rows of one building without a door each would all be the same door.
    doorless = here & found["door"].isna() & found["premises_name"].isna()
    doorless &= found["external_id"].isna()
    doors_here = found["building_id"].map(found["building_id"].value_counts())
    pointless = doorless & (doors_here > 1)
    findings += [
        Finding("ledger-door-missing", "error", int(row)) for row in found["row"][pointless]
    ]
    waiting = found[~here]
    findings += [
        Finding(f"ledger-address-{reason}", "warning", int(row), {"what": what or "–"})
        for row, reason, what in zip(
            waiting["row"], waiting["reason"], waiting["said"], strict=True
        )
    ]
    return _Sorted(found[here & ~outside & ~pointless], waiting, findings)


def _within_reach(workspace: Workspace, conn: Connection, buildings: pd.Series) -> pd.Series:
    """Mark the rows whose building lies where the actor may change the register."""
    tree = area_store.tree(conn, workspace.today())
    reach = workspace.actor.demand(tree, Act.CHANGE, Data.REGISTER)
    if reach.everywhere:
        return pd.Series(data=True, index=buildings.index)
    members = building_store.members(conn, workspace.today())
    leaves = members["leaf_area"].fillna(-1).to_numpy(np.int64)
    mine = set(members.loc[reach.within(leaves), "building"])
    return buildings.isin(mine)


def _over_all(workspace: Workspace, conn: Connection, buildings: pd.Series) -> int | None:
    """Find the lowest area that has all buildings of a ledger (row id), to write the look down."""
    tree = area_store.tree(conn, workspace.today())
    members = building_store.members(conn, workspace.today()).dropna(subset="leaf_area")
    leaves = members.loc[members["building"].isin(buildings), "leaf_area"].unique()
    over = tree.over_all(tree.areas[int(leaf)] for leaf in leaves)
    return None if over is None else over.id


def _put_on_review(
    workspace: Workspace,
    conn: Connection,
    key: int,
    waiting: pd.DataFrame,
    sheets: Sequence[LedgerSheet],
) -> None:
    """Put rows on the review list, in the place of those that an earlier ledger said the same."""
    if waiting.empty:
        return
    seals = workspace.seals
    members = building_store.members(conn, workspace.today()).dropna(subset="leaf_area")
    area_of = dict(zip(members["building"], members["leaf_area"], strict=True))
    cells = waiting.astype(object).where(waiting.notna(), None)
    rows = []
    marks = set()
    for row in cells.to_dict("records"):
        said = {name: _plain(row[name]) for name in SAID}
        marks.add(_mark(said))
        best = row["candidates"][0][0] if row["candidates"] else None
        sheet, line = line_of(int(row["row"]), sheets)
        rows.append(
            {
                "sheet": sheet,
                "line": line,
                "said_sealed": seals.seal(json.dumps(said, ensure_ascii=False)),
                "reason": row["reason"],
                "score": float(row["score"]),
                "candidates": row["candidates"],
                "area": area_of.get(best),
            }
        )
    earlier = ledger_store.waiting(conn, areas=None)
    same = [
        row["id"] for row in earlier if _mark(json.loads(seals.opened(row["said_sealed"]))) in marks
    ]
    ledger_store.close_waiting(conn, same, "dropped")
    ledger_store.add_waiting(conn, key, rows)


def _called(row: int, sheets: Sequence[LedgerSheet]) -> str:
    sheet, line = line_of(row, sheets)
    return f"{sheet}!{line}" if sheet else f"#{line}"


def _mark(said: Mapping[str, Any]) -> tuple[Any, ...]:
    """Tell whether two rows are about the same place."""
    place = ("external_id", "address", "estate", "building", "unit", "door", "premises_name")
    return tuple(said.get(name) for name in place)


def _plain(value: Any) -> Any:  # noqa: ANN401  (a cell of a frame)
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, np.generic):
        return value.item()
    return value.isoformat() if isinstance(value, date) else value


def _gone(doors: pd.DataFrame, rows: pd.DataFrame, keys: list[int]) -> pd.DataFrame:
    """Find the counted doors that stand in the ledger's buildings and are not in it."""
    buildings = set(rows["building_id"].dropna())
    return doors[
        ~doors["estimated"] & doors["building"].isin(buildings) & ~doors["household"].isin(keys)
    ]


def _doors_named(conn: Connection, doors: pd.DataFrame) -> tuple[str, ...]:
    places = building_store.places(conn, doors["building"].unique().tolist()).set_index("id")
    called = places["address"].fillna(places["source_ref"])
    cells = doors[["unit", "door"]].astype(object)
    return tuple(
        "/".join([called[building], *(str(part) for part in door if not pd.isna(part))])
        for building, door in zip(doors["building"], cells.to_numpy(), strict=True)
    )


def left_out(
    changes: ChangeSet, sentence: Callable[[Finding], str]
) -> tuple[list[str], list[tuple[str, str, list[str | None]]]]:
    """Gather the office's own rows of those that were left out, each with its reason.

    Returns
    -------
    headers, rows
        The office's columns without those of ID numbers; of each row what to call it, the reason
        and its cells.
    """
    own = changes.returned
    if own is None:
        return [], []
    reasons: dict[int, list[Finding]] = {}
    for found in changes.findings:
        if found.severity == "error" and found.row is not None:
            reasons.setdefault(found.row, []).append(found)
    numbers = own["row"].to_pylist()
    headers = [name for name in own.column_names if name != "row"]
    columns = [own[name].to_pylist() for name in headers]
    return headers, [
        (
            reasons[number][0].ref or str(number),
            " ".join(map(sentence, reasons[number])),
            [column[at] for column in columns],
        )
        for at, number in enumerate(numbers)
    ]
