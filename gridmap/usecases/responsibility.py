"""Which leaf area answers for which building part, where polygons are what tells it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from gridmap.geo.locate import locate
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import drawn
from gridmap.store import membership as membership_store
from gridmap.store.tallies import NOBODY
from gridmap.territory.areas import AreaTree
from gridmap.territory.policy import Act, Data
from gridmap.usecases.workspace import Workspace

__all__ = ["answering_leaves", "demand_ground", "refresh_membership"]

_FEW: Final = 1000


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

    A finer division of the area that a part belongs to, whoever placed it there, is better
    knowledge of the same state: it holds as long as the division and the membership do. So is a
    first placement, which holds since the leaf area stands. A move between areas, or back out of
    none, holds from today. What was done by hand or plan is left alone otherwise, until its area
    ends; and what no leaf area below a divided area holds stays with that area, for a person to
    hand on.
    """
    tree = area_store.tree(conn, today)
    # Those that are no more as well: figures of their days place them still.
    known = building_store.footprints(conn)
    leaves = pd.Series(
        answering_leaves(known["geom"], tree, area_store.outlines(conn, today)), index=known["id"]
    )
    refined = _refine(conn, tree, leaves)

    members = membership_store.members(conn, today)
    ended = members["leaf_area"].notna() & ~members["leaf_area"].isin(list(tree.areas))
    divided = members["leaf_area"].isin(list(tree.children))
    loose = members["source"].isna() | (members["source"] == "polygon") | ended
    members = members[loose]
    new = members["building"].map(leaves).fillna(NOBODY).astype(np.int64)
    old = members["leaf_area"].fillna(NOBODY)

    first = members["source"].isna() & (new != NOBODY)
    days = area_store.first_days(conn)
    for leaf, parts in members.loc[first, "part"].groupby(new[first]):
        membership_store.add(
            conn,
            parts.to_numpy(np.int64),
            np.full(len(parts), leaf),
            source="polygon",
            since=days[leaf],
        )
    kept = (new == NOBODY) & divided[members.index]
    moved = members[~members["source"].isna() & (new != old) & ~kept]
    moves = {
        part: None if leaf == NOBODY else leaf
        for part, leaf in zip(moved["part"].tolist(), new[moved.index].tolist(), strict=True)
    }
    membership_store.move(conn, moves, source="polygon", since=today)
    return refined + int(first.sum()) + len(moved)


def demand_ground(
    workspace: Workspace, conn: Connection, data: Data, buildings: Collection[int]
) -> None:
    """Insist that the actor may change the ground that buildings stand on; nobody's is everybody's.

    Raises
    ------
    NotPermitted
        As :meth:`gridmap.usecases.acting.Actor.demand`.
    """
    today = workspace.today()
    tree = area_store.tree(conn, today)
    reach = workspace.actor.demand(tree, Act.CHANGE, data)
    if reach.everywhere:
        return
    # A few are asked for by name; of a whole survey it is quicker to read all there are.
    few = sorted(buildings) if len(buildings) <= _FEW else None
    pairs = drawn.leaves_of_buildings(conn, today, buildings=few)
    here = np.isin(pairs["building"], list(buildings))
    own = np.unique(pairs["building"][here & reach.within(pairs["leaf_area"])])
    others = pairs["leaf_area"][here & ~np.isin(pairs["building"], own)]
    for leaf in others.tolist():
        workspace.actor.demand(tree, Act.CHANGE, data, tree.areas.get(leaf))


def _refine(conn: Connection, tree: AreaTree, leaves: pd.Series) -> int:
    """Hand members of divided areas, at whatever time, to the leaf areas below them.

    Parameters
    ----------
    leaves
        The leaf area that answers for the ground of each building, by building id.
    """
    steps = membership_store.steps(conn)
    day = steps["valid_from"].dt.date
    steps["until"] = day.groupby(steps["part"]).shift(-1, fill_value=date.max)
    steps["answering"] = steps["building"].map(leaves).fillna(NOBODY).astype(np.int64)
    steps = steps[steps["leaf_area"].isin(list(tree.children)) & (steps["answering"] != NOBODY)]
    below = area_store.days_below_parent(conn)
    better: dict[int, int] = {}
    later: list[tuple[int, int, date]] = []
    for step, start, until, divided, leaf in zip(
        steps["id"].tolist(),
        day[steps.index],
        steps["until"],
        steps["leaf_area"].tolist(),
        steps["answering"].tolist(),
        strict=True,
    ):
        path = [above.id for above in tree.path(tree.areas[leaf])]
        if divided not in path:
            continue
        since = start
        days: dict[date, int] = {}
        for area in reversed(path[: path.index(divided)]):
            since = max(since, below[area])
            days[since] = area
        for since, area in days.items():
            if since == start:
                better[step] = area
            elif since < until:
                later.append((step, area, since))
    membership_store.refine(conn, better, later)
    return len(better.keys() | {step for step, _, _ in later})
