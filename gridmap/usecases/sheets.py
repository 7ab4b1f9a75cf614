"""On whose printed sheet a building stands, and with which number."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from gridmap.store import drawn
from gridmap.store.tallies import NOBODY
from gridmap.territory.areas import AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.walk import sheet_numbers

__all__ = ["numbers_of", "sheets"]

# Up to so many buildings are looked up one by one; SQLite takes no more than 32,766 names.
_FEW: Final = 5_000


def sheets(
    conn: Connection, today: date, tree: AreaTree, ids: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Find the area on whose sheet each building is numbered.

    It is its grid, or the nearest area above where there are no grids; a building that several
    grids share is on the sheet of the lowest code. Buildings where nobody dwells are on none.

    Parameters
    ----------
    ids
        Building ids, shape ``(n,)``, ascending.

    Returns
    -------
    numpy.ndarray
        Area ids, shape ``(n,)``, ``NOBODY`` (-1) for none.
    """
    named = _named(ids)
    in_order = sorted(tree.areas.values(), key=lambda area: area.code)
    rank = {area.id: at for at, area in enumerate(in_order)}
    sheet_of = {leaf.id: rank[tree.standing_for(leaf, Level.GRID).id] for leaf in tree.leaves}
    pairs = drawn.leaves_of_buildings(conn, today, buildings=named)
    ranks = np.array(
        [sheet_of.get(leaf, len(in_order)) for leaf in pairs["leaf_area"].tolist()], dtype=np.int64
    )
    lowest = np.full(len(ids), len(in_order), dtype=np.int64)
    place = np.minimum(np.searchsorted(ids, pairs["building"]), max(len(ids) - 1, 0))
    known = ids[place] == pairs["building"] if len(ids) else np.zeros(len(ranks), dtype=bool)
    np.minimum.at(lowest, place[known], ranks[known])
    lowest[~np.isin(ids, drawn.inhabited(conn, today, named))] = len(in_order)
    return np.array([*(area.id for area in in_order), NOBODY], dtype=np.int64)[lowest]


def numbers_of(
    conn: Connection, today: date, tree: AreaTree, buildings: list[int]
) -> dict[int, int]:
    """Number a page of buildings as their sheets do, by building id; those on none are left out."""
    ids = np.unique(np.array(buildings, dtype=np.int64))
    wanted = np.unique(sheets(conn, today, tree, ids))
    below = [
        area.id
        for key in wanted.tolist()
        if key != NOBODY
        for area in tree.subtree(tree.areas[key])
    ]
    beside = np.unique(drawn.leaves_of_buildings(conn, today, leaves=below)["building"])
    if not len(beside):
        return {}
    sheet = sheets(conn, today, tree, beside)
    shown = beside[np.isin(sheet, wanted)]
    footprints = drawn.footprints(conn, today, buildings=_named(shown))
    standing = np.isin(footprints["id"], shown)
    keys = footprints["id"][standing]
    numbers = sheet_numbers(footprints["geom"][standing], sheet[np.searchsorted(beside, keys)])
    counted = dict(zip(keys.tolist(), numbers.tolist(), strict=True))
    return {key: counted[key] for key in ids.tolist() if counted.get(key)}


def _named(ids: NDArray[np.int64]) -> list[int] | None:
    """Name buildings to look up; ``None`` for all where that is quicker."""
    return ids.tolist() if len(ids) <= _FEW else None
