"""How many buildings areas answer for."""

from __future__ import annotations

from datetime import date

import numpy as np
from sqlalchemy import Connection

from gridmap.store import drawn
from gridmap.territory.areas import AreaTree
from gridmap.territory.codes import Level

__all__ = ["buildings_of_areas"]


def buildings_of_areas(conn: Connection, today: date, tree: AreaTree) -> dict[int, int]:
    """Count the buildings of every area of every level, by area id; a shared one counts in each."""
    pairs = drawn.leaves_of_buildings(conn, today)
    leaves, place = np.unique(pairs["leaf_area"], return_inverse=True)
    counted = dict.fromkeys(tree.areas, 0)
    for level in Level:
        above = {
            leaf: next((one.id for one in tree.path(tree.areas[leaf]) if one.level is level), -1)
            for leaf in leaves.tolist()
            if leaf in tree.areas
        }
        areas = np.array([above.get(leaf, -1) for leaf in leaves.tolist()], dtype=np.int64)[place]
        known = areas >= 0
        # Pairs come by building: one that an area shares with itself stands beside its like.
        order = np.lexsort((areas[known], pairs["building"][known]))
        both = np.column_stack([pairs["building"][known], areas[known]])[order]
        first = np.ones(len(both), dtype=bool)
        first[1:] = (both[1:] != both[:-1]).any(axis=1)
        found, counts = np.unique(both[first, 1], return_counts=True)
        counted.update(zip(found.tolist(), counts.tolist(), strict=True))
    return counted
