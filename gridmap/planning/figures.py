"""What a division is like, in figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridmap.planning.graph import pieces
from gridmap.planning.instance import Instance, beyond, totals

__all__ = ["Figures", "figures"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one division. Rates are left to the reader: each has its denominator beside it.

    Attributes
    ----------
    grids
        Parts there are.
    outside
        Parts of these whose load is out of its bounds.
    beyond
        Load out of bounds, summed over all parts, in the unit of the load.
    lowest, highest
        Lightest and heaviest part, as load over the middle of its bounds, 1.0 being in the middle.
    pieces
        Connected pieces beyond one a part: 0 where every part is whole.
    households
        Households there are; without such a column, the load instead.
    moved
        Households of these whose part is another one than today; those that had none are not
        counted.
    buildings
        Atoms there are.
    buildings_moved
        Atoms of these whose part is another one than today.
    border_m
        Metres of border between neighbours in different parts, inside zones.
    walk_m
        Mean distance of a household from the middle of the households of its part, in metres.
    """

    grids: int
    outside: int
    beyond: float
    lowest: float
    highest: float
    pieces: int
    households: float
    moved: float
    buildings: int
    buildings_moved: int
    border_m: float
    walk_m: float


def figures(
    instance: Instance, part: Ints, *, households: Floats, moved: NDArray[np.bool_], at: Floats
) -> Figures:
    """Take the figures of a division.

    Parameters
    ----------
    instance
        What is divided.
    part
        Part of each atom, shape (n,); -1 where it has none.
    households
        Households of each atom, shape (n,).
    moved
        Whether its part is another one than today, shape (n,).
    at
        Where each atom is, shape (n, 2), in metres.
    """
    graph, count = instance.graph, len(instance.low)
    held = part >= 0
    total = totals(part[held], instance.load[held], count)
    over = beyond(total, instance.low, instance.high)
    middle = (instance.low + instance.high) / 2
    # Where there is to be no load there is none too much either.
    ratio = np.divide(total, middle, out=np.ones(count), where=middle > 0)
    owner = np.repeat(part, np.diff(graph.start))
    whole = pieces(graph, np.where(held, part, count + np.arange(len(part))))
    weight = np.where(held, households, 0.0)
    mass = np.maximum(np.bincount(part[held], weight[held], count), 1e-9)
    centre = np.stack(
        [np.bincount(part[held], (weight * axis)[held], count) / mass for axis in at.T], axis=1
    )
    far = np.hypot(*(at[held] - centre[part[held]]).T)
    return Figures(
        grids=count,
        outside=int((over > 1e-6).sum()),
        beyond=round(float(over.sum()), 6),
        lowest=float(ratio.min()),
        highest=float(ratio.max()),
        pieces=len(np.unique(whole[held])) - len(np.unique(part[held])),
        households=float(households.sum()),
        moved=float(households[moved].sum()),
        buildings=len(part),
        buildings_moved=int(moved.sum()),
        border_m=float(graph.metres[owner != part[graph.beside]].sum() / 2),
        walk_m=float(np.average(far, weights=weight[held])) if weight.any() else 0.0,
    )
