"""Key groups of an area in figures that tell of nobody in particular.

Nothing under five is told, and nothing from which it follows: a part of a figure stays untold when
it or the rest of the figure is under five. Where exactly one area beside its siblings is too small
to be told, the smallest of the others keeps silent with it, or the area above would give the
difference away; and of the areas below one that is silent so, the smallest is silent too, or
together they would tell what it keeps to itself.
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
from gridmap.store import key_groups as key_group_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.usecases.coverage import check_period
from gridmap.usecases.figures import reckon, stand
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
        members: dict[str, list[int]] = {name: [] for name in key_group_store.names(conn)}
        for household, name in key_group_store.members(conn, today):
            members[name].append(household)
        standing = stand(conn, today)
        standing = standing.where(np.isin(standing.household, list(set().union(*members.values()))))
        situations = reckon(workspace, conn, standing, period=period).situations
    figures = []
    for name, households in members.items():
        inside = np.isin(standing.household, households)
        counts = _by_leaf(standing.leaf_area[inside], situations[inside])
        quiet = _is_silent(tree, area, counts)
        figures.append(_told(name, _summed(tree, area, counts), quiet=quiet))
    return figures


def _by_leaf(
    leaves: NDArray[np.int64], situations: NDArray[np.intp]
) -> dict[int, NDArray[np.int64]]:
    ids, group = np.unique(leaves, return_inverse=True)
    return dict(zip(ids.tolist(), tally(situations, group, len(ids)), strict=True))


def _summed(tree: AreaTree, area: Area, counts: Mapping[int, NDArray[np.int64]]) -> CoverageFigure:
    below = [counts[leaf.id] for leaf in tree.subtree(area) if leaf.id in counts]
    return CoverageFigure.of(np.sum([np.zeros(len(TALLY), dtype=np.int64), *below], axis=0))


def _is_silent(tree: AreaTree, area: Area, counts: Mapping[int, NDArray[np.int64]]) -> bool:
    """Tell whether an area keeps silent about a group, looking at all above it, coarse to fine."""
    quiet = False
    for one in reversed([*tree.path(area)]):
        if one.parent in tree.areas:
            siblings = tree.children[one.parent]
            targets = {each.code: _summed(tree, each, counts).target for each in siblings}
            quiet = one.code in silent(targets, above=quiet)
    return quiet


def silent(targets: Mapping[str, int], *, above: bool = False) -> set[str]:
    """Name the areas of one parent that keep silent about a group, by code.

    ``above`` tells whether that parent keeps silent itself.
    """
    few = {code for code, target in targets.items() if too_few(target)}
    if len(few) == 1 or (above and not few):
        told = sorted((target, code) for code, target in targets.items() if target >= _FEWEST)
        few.update(code for _, code in told[:1])
    return few


def _told(name: str, figure: CoverageFigure, *, quiet: bool) -> GroupFigure:
    if quiet or too_few(figure.target):
        return GroupFigure(name, None, None, None, few=True)

    def part(count: int, *beside: int) -> int | None:
        return None if any(map(too_few, (count, figure.target - count, *beside))) else count

    reached = part(figure.reached)
    # Who was tried and not met is a few as well.
    missed = [] if reached is None else [figure.attempted - figure.reached]
    attempted = part(figure.attempted, *missed)
    return GroupFigure(name, figure.target, attempted, reached, few=False)
