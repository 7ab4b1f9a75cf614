"""Whose the ground of a footprint is that several sets have in common, as the parts of a tower."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.geo.contiguity import contiguity
from gridmap.geo.crs import Geometries

__all__ = ["holders"]

Ints = NDArray[np.int64]


def holders(footprints: Geometries, label: Ints, zone: Ints, ground: Geometries | None) -> Ints:
    """Choose one of the footprints that are the same: the others of its set hang together by it.

    A set that would fall in pieces without the ground comes before one that would have none, and
    this before the others; among these it is the first one's.

    Parameters
    ----------
    footprints, label, zone, ground
        As for :func:`gridmap.geo.outlines.outlines`, with a zone each.

    Returns
    -------
    numpy.ndarray
        Positions of the footprints that count, one of each kind, ascending.
    """
    _, first, kind = np.unique(
        np.array(shapely.to_wkb(footprints)), return_index=True, return_inverse=True
    )
    chosen = first.copy()
    alike = np.unique(np.stack([kind.ravel(), label], axis=1), axis=0)
    kinds, sharers = np.unique(alike[:, 0], return_counts=True)
    several = kinds[sharers > 1]
    if len(several):
        beside: dict[int, set[int]] = defaultdict(set)
        found = contiguity(footprints[first], zone=zone[first], ground=ground)
        for one, other in found.pairs[~found.linked].tolist():
            beside[one].add(other)
            beside[other].add(one)
        of: dict[int, set[int]] = defaultdict(set)
        for each, owner in alike.tolist():
            of[owner].add(each)
        members: dict[int, list[int]] = defaultdict(list)
        for at in np.flatnonzero(np.isin(kind.ravel(), several)).tolist():
            members[int(kind.ravel()[at])].append(at)
        # In the order that they are given in, whatever they look like.
        for each in sorted(members, key=lambda one: int(first[one])):
            takers = {int(label[at]): at for at in reversed(members[each])}
            harm = {owner: _harm(of[owner], each, beside) for owner in takers}
            winner = max(takers, key=lambda owner: (harm[owner], -takers[owner]))
            chosen[each] = takers[winner]
            for owner in takers.keys() - {winner}:
                of[owner].discard(each)
    return np.sort(chosen)


def _harm(own: set[int], lost: int, beside: Mapping[int, set[int]]) -> tuple[int, bool]:
    """Tell into how many more pieces a set falls without a footprint, and whether it had others."""
    rest = own - {lost}
    return max(_pieces(rest, beside) - _pieces(own, beside), 0), not rest


def _pieces(own: Iterable[int], beside: Mapping[int, set[int]]) -> int:
    """Count the pieces of a set."""
    left, count = set(own), 0
    while left:
        count += 1
        waiting = [left.pop()]
        while waiting:
            near = beside.get(waiting.pop(), set()) & left
            left -= near
            waiting.extend(near)
    return count
