"""Counts so small that they would tell of somebody in particular.

Nothing under five is told, and nothing from which it follows. Where exactly one area beside its
siblings is too small to be told, the smallest of the others keeps silent with it, or the area above
would give the difference away; and of the areas below one that is silent so, the smallest is silent
too, or together they would tell what it keeps to itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from gridmap.territory.areas import Area, AreaTree

__all__ = ["quiet_areas", "silent", "too_few"]

_FEWEST: Final = 5


def too_few(count: int) -> bool:
    """Tell whether so many households are so few that somebody might know them."""
    return 0 < count < _FEWEST


def silent(targets: Mapping[str, int], *, above: bool = False) -> set[str]:
    """Name the areas of one parent that keep silent about a group, by code.

    ``above`` tells whether that parent keeps silent itself.
    """
    few = {code for code, target in targets.items() if too_few(target)}
    if len(few) == 1 or (above and not few):
        told = sorted((target, code) for code, target in targets.items() if target >= _FEWEST)
        few.update(code for _, code in told[:1])
    return few


def quiet_areas(tree: AreaTree, targets: Mapping[int, int]) -> frozenset[int]:
    """Find the areas that keep silent about a group, looking from the top down.

    Parameters
    ----------
    targets
        Households of the group by leaf area (row ids); leaves without any may be missing.

    Returns
    -------
    frozenset of int
        Row ids of areas of every level.
    """
    sums = Counter[int]()
    for leaf, target in targets.items():
        if leaf in tree.areas:
            sums.update({area.id: target for area in tree.path(tree.areas[leaf])})
    quiet = {top.id for top in tree.children.get(None, ()) if too_few(sums[top.id])}

    def look_below(area: Area) -> None:
        below = tree.children.get(area.id, ())
        counted = {one.code: sums[one.id] for one in below}
        names = silent(counted, above=area.id in quiet)
        quiet.update(one.id for one in below if one.code in names)
        for one in below:
            look_below(one)

    for top in tree.children.get(None, ()):
        look_below(top)
    return frozenset(quiet)
