"""On whose printed sheet a building stands, with which patch, and with which number."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from gridmap.store import drawn
from gridmap.store.tallies import NOBODY
from gridmap.territory.areas import AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.walk import sheet_numbers

__all__ = ["OnSheet", "numbers_of", "on_sheets", "sheets"]

# Up to so many buildings are looked up one by one; beyond, it is quicker to read all of them.
_FEW: Final = 5_000


class OnSheet(NamedTuple):
    """The number of a building, and the ids of the areas with whose buildings it is numbered."""

    number: int
    sheet: int
    patch: int


def sheets(
    conn: Connection, today: date, tree: AreaTree, ids: NDArray[np.int64]
) -> dict[str, NDArray[np.int64]]:
    """Find the area on whose sheet each building is numbered, and with which patch of it.

    The sheet is that of its grid, or of the nearest area above where there are no grids; a building
    that several grids share is on the sheet of the lowest code. Of the patches of that grid which
    share it, it is numbered with the one that has most of the buildings asked for, since where
    there are many the order matters most: ask for whole grids. Buildings where nobody dwells are on
    no sheet.

    Parameters
    ----------
    ids
        Building ids, shape ``(n,)``, ascending.

    Returns
    -------
    dict of str to numpy.ndarray
        Area ids: ``sheet``, and the leaf area as ``patch``; shape ``(n,)``, ``NOBODY`` (-1) for
        none.
    """
    found = {name: np.full(len(ids), NOBODY, dtype=np.int64) for name in ("sheet", "patch")}
    named = _named(ids)
    pairs = drawn.leaves_of_buildings(conn, today, buildings=named)
    lived_in = np.intersect1d(ids, drawn.inhabited(conn, today, named))
    shown = np.isin(pairs["building"], lived_in) & np.isin(
        pairs["leaf_area"], [leaf.id for leaf in tree.leaves]
    )
    place = np.searchsorted(ids, pairs["building"][shown])
    leaves, leaf, have = np.unique(
        pairs["leaf_area"][shown], return_inverse=True, return_counts=True
    )
    patches = [tree.areas[key] for key in leaves.tolist()]
    grids = [tree.standing_for(patch, Level.GRID) for patch in patches]
    by_rank = sorted(
        range(len(leaves)), key=lambda at: (grids[at].code, -have[at], patches[at].code)
    )
    rank = np.empty(len(leaves), dtype=np.int64)
    rank[by_rank] = np.arange(len(leaves))
    first = np.full(len(ids), len(leaves), dtype=np.int64)
    np.minimum.at(first, place, rank[leaf])
    held = first < len(leaves)
    chosen = np.array(by_rank, dtype=np.int64)[first[held]]
    found["sheet"][held] = np.array([grid.id for grid in grids], dtype=np.int64)[chosen]
    found["patch"][held] = leaves[chosen]
    return found


def numbers_of(
    conn: Connection, today: date, tree: AreaTree, buildings: list[int]
) -> dict[int, int]:
    """Number a page of buildings as their sheets do, by building id; those on none are left out."""
    return {key: one.number for key, one in on_sheets(conn, today, tree, buildings).items()}


def on_sheets(
    conn: Connection, today: date, tree: AreaTree, buildings: list[int], whole: int | None = None
) -> dict[int, OnSheet]:
    """Number a page of buildings, and tell on which sheets they are, with which patches.

    Parameters
    ----------
    whole
        The id of an area, where it is known that these are all the buildings it answers for.
    """
    ids = np.unique(np.array(buildings, dtype=np.int64))
    own = sheets(conn, today, tree, ids)
    wanted = np.setdiff1d(own["sheet"], [NOBODY]).tolist()
    if not wanted:
        return {}
    beside = ids
    if wanted != [whole]:
        below = [area.id for key in wanted for area in tree.subtree(tree.areas[key])]
        beside = np.unique(drawn.leaves_of_buildings(conn, today, leaves=below)["building"])
    of = own if np.array_equal(beside, ids) else sheets(conn, today, tree, beside)
    shown = beside[np.isin(of["sheet"], wanted)]
    footprints = drawn.footprints(conn, today, buildings=_named(shown))
    standing = np.isin(footprints["id"], shown)
    keys = footprints["id"][standing]
    place = np.searchsorted(beside, keys)
    sheet, patch = of["sheet"][place], of["patch"][place]
    numbers = sheet_numbers(footprints["geom"][standing], sheet, patch)
    counted = zip(keys.tolist(), numbers.tolist(), sheet.tolist(), patch.tolist(), strict=True)
    asked = set(ids.tolist())
    return {key: OnSheet(*told) for key, *told in counted if key in asked and told[0]}


def _named(ids: NDArray[np.int64]) -> list[int] | None:
    """Name buildings to look up; ``None`` for all where that is quicker."""
    return ids.tolist() if len(ids) <= _FEW else None
