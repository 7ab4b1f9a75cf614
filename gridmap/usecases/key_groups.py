"""Key groups of an area in figures that tell of nobody in particular.

A part of a figure stays untold when it or the rest of the figure is too small to be told; when an
area keeps silent altogether, see :mod:`gridmap.fieldwork.small_counts`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridmap.fieldwork.coverage import TALLY, CoverageFigure, tally
from gridmap.fieldwork.period import ALWAYS, Period
from gridmap.fieldwork.small_counts import quiet_areas, too_few
from gridmap.store import areas as area_store
from gridmap.store import key_groups as key_group_store
from gridmap.territory.policy import Act, Data
from gridmap.usecases.coverage import check_period
from gridmap.usecases.figures import reckon, stand
from gridmap.usecases.gazetteer import named
from gridmap.usecases.workspace import Workspace

__all__ = ["GroupFigure", "key_group_figures"]


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """How far a key group of an area is.

    Attributes
    ----------
    target, attempted, reached
        Households; ``None`` where they are too few to be told.
    few
        Whether the group itself is too small here.
    unserved
        Whether only the days that were asked for keep it silent: they are for those who serve it.
    """

    name: str
    target: int | None
    attempted: int | None
    reached: int | None
    few: bool
    unserved: bool = False


def key_group_figures(
    workspace: Workspace, *, within: str, period: Period = ALWAYS
) -> list[GroupFigure]:
    """Tell how far each key group of an area is, by name; groups without anybody there too.

    Those that the actor may not see counted are left out. How far a group is within some days is
    for those who serve it: two periods that differ by the day of one visit tell whose it was.

    Parameters
    ----------
    within
        Code of the area.
    period
        Which visits count.

    Raises
    ------
    NotFound
        If the area is unknown.
    InputError
        If the period ends before it starts.
    NotPermitted
        If the area is not the actor's.
    """
    check_period(period)
    actor, today = workspace.actor, workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        area = named(tree, within)
        actor.demand(tree, Act.SEE, Data.FIGURES, area)
        members: dict[str, list[int]] = {
            name: []
            for name in key_group_store.names(conn)
            if area.id in actor.counted_reach(tree, name)
        }
        if not members:
            return []
        for household, name in key_group_store.members(conn, today):
            if name in members:
                members[name].append(household)
        standing = stand(conn, today)
        standing = standing.where(np.isin(standing.household, list(set().union(*members.values()))))
        situations = reckon(workspace, conn, standing, period=period).situations
        served = {name for name in members if area.id in actor.group_reach(tree, name)}
    below = [leaf.id for leaf in tree.subtree(area)]
    figures = []
    for name, households in members.items():
        inside = np.isin(standing.household, households)
        leaves, group = np.unique(standing.leaf_area[inside], return_inverse=True)
        counts = tally(situations[inside], group, len(leaves))
        targets = counts[:, TALLY.index("target")].tolist()
        quiet = quiet_areas(tree, dict(zip(leaves.tolist(), targets, strict=True)))
        figure = CoverageFigure.of(counts[np.isin(leaves, below)].sum(axis=0))
        days = name not in served and period != ALWAYS
        figures.append(_told(name, figure, quiet=area.id in quiet, days=days))
    return figures


def _told(name: str, figure: CoverageFigure, *, quiet: bool, days: bool) -> GroupFigure:
    if quiet or too_few(figure.target):
        return GroupFigure(name, None, None, None, few=True)
    if days:
        return GroupFigure(name, figure.target, None, None, few=False, unserved=True)

    def part(count: int, *beside: int) -> int | None:
        return None if any(map(too_few, (count, figure.target - count, *beside))) else count

    reached = part(figure.reached)
    # Who was tried and not met is a few as well.
    missed = [] if reached is None else [figure.attempted - figure.reached]
    attempted = part(figure.attempted, *missed)
    return GroupFigure(name, figure.target, attempted, reached, few=False)
