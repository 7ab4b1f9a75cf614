"""Receiving patches: which leader takes what a new division of grids hands over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridmap.planning.graph import Graph

__all__ = ["Receiving", "received"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Receiving:
    """Who takes whom.

    Attributes
    ----------
    patch
        Patch of each atom after the change, shape (n,); numbers from the count of today's patches
        on are new and vacant.
    grid
        Grid of each patch after it, new ones included; -1 of one that had no atom.
    """

    patch: Ints
    grid: Ints


def received(
    graph: Graph, households: Floats, patch: Ints, before: Ints, after: Ints, most: float
) -> Receiving:
    """Name a patch for every atom whose grid is not its patch's any more.

    A patch goes with the grid that most of its households are in, its leader with it; whatever of
    it is in another grid goes to the patch beside it there with the longest border that has room,
    or to a new one.

    Parameters
    ----------
    graph
        Who is beside whom.
    households
        Of each atom, shape (n,).
    patch
        Patch of each atom today, shape (n,); -1 where it has none.
    before, after
        Grid of each atom, shape (n,), today (-1 for none) and then.
    most
        Households that a patch is to have at most.
    """
    count = int(patch.max(initial=-1)) + 1
    grid = _followed(households, patch, before, after, count)
    heir = np.where((patch >= 0) & (np.append(grid, -1)[patch] == after), patch, -1)
    total = np.bincount(heir[heir >= 0], households[heir >= 0], count).tolist()
    grids = grid.tolist()
    lone = np.flatnonzero(heir < 0)
    waiting = lone[np.argsort(-households[lone], kind="stable")].tolist()
    while waiting:
        left = []
        for atom in waiting:
            beside = _beside(graph, heir, after, grids, atom)
            room = {
                one: far for one, far in beside.items() if total[one] + households[atom] <= most
            }
            if not room:
                left.append(atom)
                continue
            heir[atom] = max(room, key=lambda one: (room[one], -total[one], -one))
            total[heir[atom]] += households[atom]
        if len(left) == len(waiting):
            # Nobody beside has room: in every grid a new patch begins, with the largest.
            for atom in {after[one]: one for one in reversed(waiting)}.values():
                heir[atom] = len(grids)
                grids.append(int(after[atom]))
                total.append(float(households[atom]))
            left = [atom for atom in waiting if heir[atom] < 0]
        waiting = left
    return Receiving(heir, np.array(grids, dtype=np.int64))


def _followed(households: Floats, patch: Ints, before: Ints, after: Ints, count: int) -> Ints:
    """Tell which grid each patch goes with: most of its households; today's where they are even."""
    grid = np.full(count, -1)
    held = np.flatnonzero(patch >= 0)
    key = np.stack([patch[held], after[held]], axis=1)
    pairs, of = np.unique(key, axis=0, return_inverse=True)
    weight = np.bincount(of.ravel(), households[held] + 1e-6)
    stays = np.bincount(of.ravel(), before[held] == after[held]) > 0
    order = np.lexsort((stays, weight.round(3), pairs[:, 0]))
    # The heaviest comes last, and stays.
    grid[pairs[order, 0]] = pairs[order, 1]
    return grid


def _beside(graph: Graph, heir: Ints, after: Ints, grids: list[int], atom: int) -> dict[int, float]:
    """Measure the border with each patch of the same grid beside an atom."""
    metres: dict[int, float] = {}
    at = slice(graph.start[atom], graph.start[atom + 1])
    for beside, length in zip(graph.beside[at].tolist(), graph.metres[at].tolist(), strict=True):
        taker = int(heir[beside])
        if taker >= 0 and grids[taker] == after[atom]:
            metres[taker] = metres.get(taker, 0.0) + length
    return metres
