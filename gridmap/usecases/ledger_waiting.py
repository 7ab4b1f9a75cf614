"""Rows of ledgers that wait for a person, and those that somebody said are not theirs.

What is left out once is not asked about again: the next ledger that says the same place finds the
decision, and takes it along, until somebody wants to be asked again. Kept of it is the place alone,
sealed; once no ledger says it any more, retention lets go of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import Connection, RowMapping

from gridmap.intake.ledgers import line_of
from gridmap.intake.result import LedgerSheet
from gridmap.store import areas as area_store
from gridmap.store import ledgers as ledger_store
from gridmap.store import membership as membership_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.policy import Act, Data
from gridmap.usecases.workspace import Workspace

__all__ = [
    "OF_PLACE",
    "SAID",
    "decided_before",
    "leave_out",
    "place_of",
    "put_on_review",
]

OF_PLACE: Final = (
    "address",
    "estate",
    "building",
    "unit",
    "floor",
    "door",
    "premises_name",
)
"""What a row says of its place, without anything about people."""

SAID: Final = (
    "external_id",
    "building_ref",
    *OF_PLACE,
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
    "premises_kind",
    "premises_phone",
)
"""What is kept of a row that waits: the standard columns, sealed."""

_MARK: Final = ("external_id", *(name for name in OF_PLACE if name != "floor"))


def put_on_review(
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
    members = membership_store.members(conn, workspace.today()).dropna(subset="leaf_area")
    area_of = dict(zip(members["building"], members["leaf_area"], strict=True))
    rows = []
    marks = set()
    told = _said(waiting)
    candidates = waiting["candidates"].tolist()
    for at, said in enumerate(told):
        marks.add(_mark(said))
        best = candidates[at][0][0] if candidates[at] else None
        sheet, line = line_of(int(waiting["row"].iloc[at]), sheets)
        rows.append(
            {
                "sheet": sheet,
                "line": line,
                "said_sealed": seals.seal(json.dumps(said, ensure_ascii=False)),
                "reason": waiting["reason"].iloc[at],
                "score": float(waiting["score"].iloc[at]),
                "candidates": candidates[at],
                "area": area_of.get(best),
            }
        )
    earlier = ledger_store.waiting(conn, areas=None)
    same = [
        row["id"] for row in earlier if _mark(json.loads(seals.opened(row["said_sealed"]))) in marks
    ]
    ledger_store.close_waiting(conn, same, "replaced")
    ledger_store.add_waiting(conn, key, rows)


def decided_before(workspace: Workspace, conn: Connection, waiting: pd.DataFrame) -> dict[int, int]:
    """Find the rows that somebody left out before, for whoever brings them in now.

    A decision counts for those whose areas lie within the areas of who took it: that a place is
    not in this community says nothing of the next one.

    Returns
    -------
    dict
        By the row's label in the frame, the decision (row id).
    """
    if waiting.empty:
        return {}
    tree, top = _top(workspace, conn)
    over = set() if top is None else {area.id for area in tree.path(top)}
    known = {
        _mark(place_of(workspace, row)): int(row["id"])
        for row in ledger_store.left_out(conn)
        if row["area"] is None or row["area"] in over
    }
    if not known:
        return {}
    marks = zip(waiting.index, map(_mark, _said(waiting)), strict=True)
    return {at: known[mark] for at, mark in marks if mark in known}


def leave_out(workspace: Workspace, conn: Connection, row: RowMapping) -> None:
    """Take a row off the list, and remember that its place is not theirs."""
    tree, top = _top(workspace, conn)
    if top is None and tree.areas and not _reaches_everywhere(workspace, tree):
        ledger_store.close_waiting(conn, [row["id"]], "replaced")
        return
    said = json.loads(workspace.seals.opened(row["said_sealed"]))
    place = {name: said[name] for name in (*_MARK, "floor") if said.get(name) is not None}
    sealed = workspace.seals.seal(json.dumps(place, ensure_ascii=False))
    ledger_store.leave_out(conn, row["id"], sealed, None if top is None else top.id)


def _top(workspace: Workspace, conn: Connection) -> tuple[AreaTree, Area | None]:
    """Find the lowest area over all of the actor's; ``None`` for the whole workspace."""
    tree = area_store.tree(conn, workspace.today())
    reach = workspace.actor.demand(tree, Act.CHANGE, Data.REGISTER)
    if reach.everywhere:
        return tree, None
    return tree, tree.over_all(tree.areas[key] for key in sorted(reach.areas) if key in tree.areas)


def _reaches_everywhere(workspace: Workspace, tree: AreaTree) -> bool:
    return workspace.actor.demand(tree, Act.CHANGE, Data.REGISTER).everywhere


def place_of(workspace: Workspace, row: RowMapping) -> dict[str, Any]:
    """Read what a row that was left out says of its place."""
    place: dict[str, Any] = json.loads(workspace.seals.opened(row["said_sealed"]))
    return place


def _said(waiting: pd.DataFrame) -> list[dict[str, Any]]:
    cells = waiting.astype(object).where(waiting.notna(), None)
    return [{name: _plain(row[name]) for name in SAID} for row in cells.to_dict("records")]


def _mark(said: Mapping[str, Any]) -> tuple[Any, ...]:
    """Tell whether two rows are about the same place."""
    return tuple(said.get(name) for name in _MARK)


def _plain(value: Any) -> Any:  # noqa: ANN401  (a cell of a frame)
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, np.generic):
        return value.item()
    return value.isoformat() if isinstance(value, date) else value
