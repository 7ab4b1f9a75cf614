"""Which leaf area answers for which building part, where polygons are what tells it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from gridmap.geo.locate import locate
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store.tallies import NOBODY
from gridmap.territory.areas import AreaTree

__all__ = ["answering_leaves", "refresh_membership"]


def answering_leaves(
    geometries: NDArray[np.object_], tree: AreaTree, outlines: Mapping[int, BaseGeometry]
) -> NDArray[np.int64]:
    """Find the id of the leaf area whose outline holds each building, ``NOBODY`` where none does.

    Footprints count by their representative point; on a border the lowest code wins.
    """
    leaves = [leaf.id for leaf in tree.leaves if leaf.id in outlines]
    polygons = np.array([outlines[leaf] for leaf in leaves], dtype=object)
    found = locate(shapely.point_on_surface(geometries), polygons)
    return np.array([*leaves, NOBODY], dtype=np.int64)[found]


def refresh_membership(conn: Connection, today: date) -> int:
    """Place again every part that a polygon placed, or nothing did; return how many moved.

    Hand-made and planned memberships are left alone. A finer division of the ground that a part
    stood in already, or a first placement, is better knowledge of the same state and holds since
    the same day; a move between areas, or back out of none, holds from today.
    """
    members = building_store.members(conn, today)
    members = members[members["source"].isna() | (members["source"] == "polygon")]
    if members.empty:
        return 0
    tree = area_store.tree(conn, today)
    known = building_store.known_buildings(conn, today)
    leaves = answering_leaves(known["geom"].to_numpy(), tree, area_store.outlines(conn, today))
    new = members["building"].map(pd.Series(leaves, index=known["id"])).fillna(NOBODY)
    old = members["leaf_area"].fillna(NOBODY)

    first = members["source"].isna() & (new != NOBODY)
    building_store.add_members(
        conn,
        members.loc[first, "part"].to_numpy(np.int64),
        new[first].to_numpy(np.int64),
        source="polygon",
    )
    moved = members[~members["source"].isna() & (new != old)]
    steps: dict[date, dict[int, int | None]] = {}
    for part, leaf, before, valid_from in zip(
        moved["part"].tolist(),
        new[moved.index].astype(int).tolist(),
        old[moved.index].astype(int).tolist(),
        moved["valid_from"].dt.date,
        strict=True,
    ):
        learned = leaf != NOBODY and before in {above.id for above in tree.path(tree.areas[leaf])}
        since = valid_from if learned else today
        steps.setdefault(since, {})[part] = None if leaf == NOBODY else leaf
    for since, moves in steps.items():
        building_store.move_members(conn, moves, source="polygon", since=since)
    return int(first.sum()) + len(moved)
