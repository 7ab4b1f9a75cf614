"""Key groups of an area in figures that tell of nobody in particular.

Nothing under five is told, and nothing from which it follows: a part of a figure stays untold when
it or the rest of the figure is under five, and where exactly one area beside its siblings is too
small to be told, the smallest of the others keeps silent with it, or the area above would give the
difference away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.fieldwork.coverage import TALLY, CoverageFigure, tally
from gridmap.fieldwork.period import ALWAYS, Period
from gridmap.store import areas as area_store
from gridmap.store import households as household_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.usecases.coverage import check_period
from gridmap.usecases.figures import Standing, reckon, stand
from gridmap.usecases.gazetteer import named
from gridmap.usecases.workspace import Workspace

__all__ = ["GroupFigure", "key_group_figures", "silent", "too_few"]

_FEWEST: Final = 5


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """How far a key group of an area is.

    Attributes
    ----------
    target, attempted, reached
        Households; ``None`` where they are too few to be told.
    few
        Whether the group itself is too small here.
    """

    name: str
    target: int | None
    attempted: int | None
    reached: int | None
    few: bool


def too_few(count: int) -> bool:
    """Tell whether so many households are so few that somebody might know them."""
    return 0 < count < _FEWEST


def key_group_figures(
    workspace: Workspace, *, within: str, period: Period = ALWAYS
) -> list[GroupFigure]:
    """Tell how far each key group of an area is, by name; groups without anybody there too.

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
    """
    check_period(period)
    today = workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        area = named(tree, within)
        above = tree.areas.get(area.parent) if area.parent is not None else None
        siblings = tree.children[area.parent]
        standing = _below(stand(conn, today), tree, area if above is None else above)
        situations = reckon(workspace, conn, standing, period=period).situations
        members: dict[str, list[int]] = {
            name: [] for name in household_store.known_key_groups(conn)
        }
        for household, name in household_store.in_key_groups(conn, today):
            members[name].append(household)
    figures = []
    for name, households in members.items():
        inside = np.isin(standing.household, households)
        counts = _by_leaf(standing.leaf_area[inside], situations[inside])
        figure = _summed(tree, area, counts)
        beside = {}
        if above is not None:
            beside = {one.code: _summed(tree, one, counts).target for one in siblings}
        figures.append(_told(name, figure, quiet=within in silent(beside)))
    return figures


def _by_leaf(
    leaves: NDArray[np.int64], situations: NDArray[np.intp]
) -> dict[int, NDArray[np.int64]]:
    ids, group = np.unique(leaves, return_inverse=True)
    return dict(zip(ids.tolist(), tally(situations, group, len(ids)), strict=True))


def _summed(tree: AreaTree, area: Area, counts: Mapping[int, NDArray[np.int64]]) -> CoverageFigure:
    below = [counts[leaf.id] for leaf in tree.subtree(area) if leaf.id in counts]
    return CoverageFigure.of(np.sum([np.zeros(len(TALLY), dtype=np.int64), *below], axis=0))


def silent(targets: Mapping[str, int]) -> set[str]:
    """Name the areas of one parent that keep silent about a group, by code."""
    few = {code for code, target in targets.items() if too_few(target)}
    if len(few) == 1:
        told = sorted((target, code) for code, target in targets.items() if target >= _FEWEST)
        few.update(code for _, code in told[:1])
    return few


def _told(name: str, figure: CoverageFigure, *, quiet: bool) -> GroupFigure:
    if quiet or too_few(figure.target):
        return GroupFigure(name, None, None, None, few=True)

    def part(count: int) -> int | None:
        return None if too_few(count) or too_few(figure.target - count) else count

    return GroupFigure(name, figure.target, part(figure.attempted), part(figure.reached), few=False)


def _below(standing: Standing, tree: AreaTree, area: Area) -> Standing:
    leaves = [below.id for below in tree.subtree(area)]
    return standing.where(np.isin(standing.leaf_area, leaves))
