"""The office's ledger (台账): bring it in, and know what to ask a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from gridmap import intake
from gridmap.errors import Finding
from gridmap.intake import Intake
from gridmap.intake.ledgers import COUNTS, called_by_line, line_of, united
from gridmap.intake.result import LedgerSheet
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import households as household_store
from gridmap.store import ledgers as ledger_store
from gridmap.store import membership as membership_store
from gridmap.store.sequence import ground_changed
from gridmap.territory.identity import without_id_numbers, without_split_numbers
from gridmap.territory.phones import without_phones
from gridmap.territory.policy import Act, Data
from gridmap.usecases.changes import ChangeSet
from gridmap.usecases.doorsteps import doors_changed
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.households import settle_households
from gridmap.usecases.ledger_doors import UNTOLD
from gridmap.usecases.ledger_history import written_down
from gridmap.usecases.ledger_places import PlaceFinder
from gridmap.usecases.ledger_waiting import decided_before, put_on_review
from gridmap.usecases.looks import LookAct, note_look
from gridmap.usecases.managers import note_managers
from gridmap.usecases.premises import EnteredPremises, enter_premises
from gridmap.usecases.residences import note_residences
from gridmap.usecases.workspace import Workspace

__all__ = ["enter_ledger_rows", "import_ledger", "left_out"]


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
    premises that it no longer has are named as vanished, and nothing happens to them. Rows that
    were left out and come back mended only add and update: no other door is missing from them.

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
    called = without_phones(without_id_numbers(name or Path(path).name, "…"))
    with workspace.writing(dry_run=dry_run) as conn:
        changes = _enter(workspace, conn, taken, called, dry_run=dry_run)
        if columns:
            said = {**columns, **taken.columns}
            for sheet in taken.sheets:
                ledger_store.remember(conn, sheet.mark, said, workspace.clock())
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
    """The rows of a ledger, by what becomes of them.

    ``decided`` has the rows that somebody left out before, by that decision.
    """

    clear: pd.DataFrame
    waiting: pd.DataFrame
    decided: Mapping[int, int]
    findings: list[Finding] = field(default_factory=list)


def _enter(
    workspace: Workspace, conn: Connection, taken: Intake, called: str, *, dry_run: bool
) -> ChangeSet:
    today = workspace.today()
    found = PlaceFinder(conn, today).find(taken.rows)
    rows = _sorted(workspace, conn, found)
    if taken.members:
        rows.clear = _one_a_door(rows.clear)
    key = ledger_store.add_ledger(
        conn, called, workspace.clock(), workspace.actor.person, taken.read
    )
    buildings = rows.clear["building_id"].astype(int).unique().tolist()
    with nullcontext() if dry_run else written_down(workspace, conn, key, buildings):
        changes, _ = enter_ledger_rows(workspace, conn, rows.clear)
    put_on_review(workspace, conn, key, rows.waiting, taken.sheets)
    ledger_store.carry_on(
        conn, key, {decision: line_of(row, taken.sheets) for decision, row in rows.decided.items()}
    )
    note_look(
        workspace,
        conn,
        LookAct.LEDGER_IN,
        area=_over_all(workspace, conn, rows.clear["building_id"]),
        count=taken.read,
    )
    ground_changed(conn)  # buildings where people dwell are numbered
    rebuild_tallies(workspace, conn)
    if taken.handed_back:
        here = tuple(some for some in changes.places if some.change != "vanished")
        changes = replace(changes, vanished=(), places=here)
        changes = changes.having(findings=(Finding("ledger-handed-back", "note"),))
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
    # Several rows of one building without a door each would all be the same door, and one beside
    # doors that have numbers is none of them.
    doorless = here & found["door"].isna() & found["premises_name"].isna()
    doorless &= found["external_id"].isna()
    doors_here = found["building_id"].map(found["building_id"].value_counts())
    numbered = household_store.doors(conn, today).query("~estimated").dropna(subset="door")
    pointless = doorless & ((doors_here > 1) | found["building_id"].isin(numbered["building"]))
    findings += [
        Finding("ledger-door-missing", "error", int(row)) for row in found["row"][pointless]
    ]
    untold = here & found["doubt"].eq(UNTOLD)
    findings += [Finding("ledger-unit-untold", "warning", int(row)) for row in found["row"][untold]]
    waiting = found[~here]
    decided = decided_before(workspace, conn, waiting)
    rows_decided = {key: int(waiting["row"][at]) for at, key in decided.items()}
    findings += [
        Finding("ledger-row-decided", "note", int(row)) for row in waiting["row"][list(decided)]
    ]
    waiting = waiting.drop(index=list(decided))
    findings += [
        Finding(f"ledger-address-{reason}", "warning", int(row), {"what": what or "–"})
        for row, reason, what in zip(
            waiting["row"], waiting["reason"], waiting["said"], strict=True
        )
    ]
    return _Sorted(found[here & ~outside & ~pointless], waiting, rows_decided, findings)


def _one_a_door(rows: pd.DataFrame) -> pd.DataFrame:
    """Count the people behind a door together whom a ledger of people writes differently.

    Its rows are not told twice: 8栋3单元304 and 8#-3-304 are two families of one door.
    """
    place = rows[["building_id", "unit", "door"]].astype(object)
    together = rows["door"].notna() & rows["premises_name"].isna() & rows["external_id"].isna()
    door = place.where(place.notna(), "").astype(str).agg("\x1f".join, axis=1)
    door = door.where(together, rows["row"].astype(str))
    by = rows.groupby(door, sort=False)
    counts = {name: by[name].transform("sum", min_count=1) for name in COUNTS}
    groups = door.map(by["key_groups"].agg(united))
    unwelcome = by["do_not_visit"].transform("any")
    summed = rows.assign(**counts, key_groups=groups, do_not_visit=unwelcome)
    return summed[~door.duplicated()]


def _within_reach(workspace: Workspace, conn: Connection, buildings: pd.Series) -> pd.Series:
    """Mark the rows whose building lies where the actor may change the register."""
    tree = area_store.tree(conn, workspace.today())
    reach = workspace.actor.demand(tree, Act.CHANGE, Data.REGISTER)
    if reach.everywhere:
        return pd.Series(data=True, index=buildings.index)
    members = membership_store.members(conn, workspace.today())
    leaves = members["leaf_area"].fillna(-1).to_numpy(np.int64)
    mine = set(members.loc[reach.within(leaves), "building"])
    return buildings.isin(mine)


def _over_all(workspace: Workspace, conn: Connection, buildings: pd.Series) -> int | None:
    """Find the lowest area that has all buildings of a ledger (row id), to write the look down."""
    tree = area_store.tree(conn, workspace.today())
    members = membership_store.members(conn, workspace.today()).dropna(subset="leaf_area")
    leaves = members.loc[members["building"].isin(buildings), "leaf_area"].unique()
    over = tree.over_all(tree.areas[int(leaf)] for leaf in leaves)
    return None if over is None else over.id


def _called(row: int, sheets: Sequence[LedgerSheet]) -> str:
    sheet, line = line_of(row, sheets)
    return f"{sheet}!{line}" if sheet else f"#{line}"


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
            without_split_numbers([column[at] for column in columns]),
        )
        for at, number in enumerate(numbers)
    ]
