"""The office's own workbook handed back with grid, leader and state appended, and nothing kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from gridmap import intake
from gridmap.intake import Intake, limits
from gridmap.store import areas as area_store
from gridmap.store import ledgers as ledger_store
from gridmap.store import membership as membership_store
from gridmap.territory.areas import AreaTree
from gridmap.territory.policy import Act, Data
from gridmap.usecases.ledger_export import responsible
from gridmap.usecases.ledger_places import PlaceFinder
from gridmap.usecases.looks import LookAct, note_look
from gridmap.usecases.placing import BuildingParts
from gridmap.usecases.workspace import Workspace
from gridmap.words import Language, say

__all__ = ["APPENDED", "append_to_ledger"]

APPENDED: Final = ("grid", "patch", "leader", "status")
"""What is appended, in its order."""

_NOBODYS: Final = -1
_FOREIGN: Final = -2


def append_to_ledger(
    workspace: Workspace,
    path: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    lang: Language | None = None,
) -> bytes:
    """Append grid, patch, leader and state to a ledger; its rows, order and formats stay.

    Nothing of it is stored but that it went out. Leaders are named as far as the actor may see who
    serves there.

    Parameters
    ----------
    columns
        As in :func:`gridmap.intake.read_ledger`.
    lang
        Language of the new headers and states; the reader's own by default.

    Returns
    -------
    bytes
        The workbook.

    Raises
    ------
    InputError
        As :func:`gridmap.intake.read_ledger`; ``book-not-xlsx`` for other formats, whose look
        could not be kept.
    NotPermitted
        ``not-your-role``.
    """
    workspace.actor.insist(Act.SEE, Data.REGISTER)
    today = workspace.today()
    with workspace.database.read() as conn:
        taken = intake.read_ledger(
            path,
            zone=workspace.settings.zone,
            columns=columns,
            remembered=ledger_store.mappings(conn),
        )
        tree = area_store.tree(conn, today)
        found = PlaceFinder(conn, today).find(taken.rows)
        leaves = _leaves(workspace, conn, tree, found)
        told = responsible(workspace, conn, tree, leaves)
    areas = set(leaves.tolist()) & set(tree.areas)
    over = tree.over_all(tree.areas[leaf] for leaf in areas)
    with workspace.writing() as conn:
        key = None if over is None else over.id
        note_look(workspace, conn, LookAct.LEDGER_OUT, area=key, count=taken.read)
    placed = found["building_id"].notna()
    states = np.where(placed, "placed", "waiting")
    states[placed & (leaves == _FOREIGN).to_numpy()] = "out"
    said = {
        state: say(f"ledger-status-{state}", lang=lang) for state in ("placed", "waiting", "out")
    }
    cells = told[["grid", "patch", "leader"]].assign(status=[said[state] for state in states])
    lines = dict(zip(found["row"].tolist(), cells.to_numpy().tolist(), strict=True))
    out = (one.row for one in taken.findings if one.severity == "error" and one.row is not None)
    lines |= {row: [None, None, None, said["out"]] for row in out}
    lines |= {row: lines[head] for row, head in taken.members.items() if head in lines}
    return intake.append(path, _by_sheet(taken, lines, lang))


def _leaves(
    workspace: Workspace, conn: Connection, tree: AreaTree, found: pd.DataFrame
) -> pd.Series:
    """Find the leaf area of each row's door (row id); -1 for none, -2 for what is not theirs."""
    parts = BuildingParts(conn, workspace.today())
    members = membership_store.members(conn, workspace.today())
    leaf_of = dict(zip(members["part"], members["leaf_area"].fillna(-1), strict=True))
    reach = workspace.actor.demand(tree, Act.SEE, Data.REGISTER)
    cells = found[["building_id", "unit", "floor"]].astype(object)
    leaves = []
    for building, unit, floor in cells.where(cells.notna(), None).to_numpy():
        if building is None:
            leaves.append(_NOBODYS)
            continue
        leaf = int(leaf_of.get(parts.part_for(building, unit, floor), _NOBODYS))
        leaves.append(leaf if (None if leaf == _NOBODYS else leaf) in reach else _FOREIGN)
    return pd.Series(leaves, index=found.index, dtype=np.int64)


def _by_sheet(
    taken: Intake, lines: Mapping[int, list[str | None]], lang: Language | None
) -> dict[int, dict[int, list[str | None]]]:
    titles: list[str | None] = [say(f"column-{name}", lang=lang) for name in APPENDED]
    additions: defaultdict[int, dict[int, list[str | None]]] = defaultdict(dict)
    for sheet in taken.sheets:
        additions[sheet.at][sheet.last] = titles
    for row, texts in lines.items():
        which, line = divmod(row - 1, limits.SHEET_ROWS)
        additions[taken.sheets[which].at][line + 1] = texts
    return dict(additions)
