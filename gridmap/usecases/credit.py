"""Credit: where work was done, in visits; never mixed with coverage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridmap.fieldwork.credit import CREDIT, Steps, credit
from gridmap.fieldwork.period import ALWAYS, Period
from gridmap.store import areas as area_store
from gridmap.store import households as household_store
from gridmap.store import placements as placement_store
from gridmap.store import visits as visit_store
from gridmap.territory.areas import Area
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.coverage import check_period, roll_up
from gridmap.usecases.workspace import Workspace

__all__ = ["CreditTable", "coverage_credit"]


@dataclass(frozen=True, slots=True)
class CreditTable:
    """Where work was done, in visits (户次).

    Attributes
    ----------
    rows
        Area and its visits by ``CREDIT`` column, by code; areas without any are left out, those
        that have ended since are not. Only areas within the actor's reach.
    nobody
        Visits at doors that no area was responsible for; none for those whose reach is not the
        whole workspace.
    """

    rows: tuple[tuple[Area, Mapping[str, int]], ...]
    nobody: Mapping[str, int]


def coverage_credit(workspace: Workspace, *, by: Level, period: Period = ALWAYS) -> CreditTable:
    """Tell where work was done: visits by the area that was responsible when they took place.

    It is never mixed with coverage: a met door stays met when borders move, but the work stays
    with those who did it.
    """
    check_period(period)
    zone = workspace.settings.zone
    with workspace.database.read() as conn:
        # What is to be seen of areas that have ended since is as they last stood.
        tree = area_store.tree(conn, workspace.today(), ended=True)
        reach = workspace.actor.demand(tree, Act.SEE, Data.FIGURES)
        # Work at doors that are no more was work all the same.
        doors = household_store.every(conn)
        facts, _ = visit_store.facts(conn, visit_store.open_campaign(conn), doors)
        placement, membership = placement_store.steps(conn, doors)
        leaves = np.sort([area.id for area in tree.areas.values()])
        by_leaf = credit(
            facts,
            Steps(*placement),
            Steps(membership[0], membership[1], _positions(membership[2], leaves)),
            len(leaves),
            bounds=period.bounds(zone),
            tz=zone,
        )
    counted = roll_up(reach.part_of(tree), leaves, by_leaf[:-1], by)
    return CreditTable(
        tuple((area, _credited(counts)) for area, counts in counted if counts.any()),
        _credited(by_leaf[-1] if reach.everywhere else np.zeros_like(by_leaf[-1])),
    )


def _credited(counts: NDArray[np.int64]) -> Mapping[str, int]:
    return dict(zip(CREDIT, counts.tolist(), strict=True))


def _positions(ids: NDArray[np.int64], among: NDArray[np.int64]) -> NDArray[np.intp]:
    """Find the position of each id, -1 where it is not among them."""
    place = np.searchsorted(among, ids)
    place[place == len(among)] = 0
    return np.where(among[place] == ids, place, -1) if len(among) else np.full(len(ids), -1)
