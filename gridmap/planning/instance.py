"""What is to be divided: atoms, who is beside whom, the parts there are to be, and their bounds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridmap.planning.graph import Graph, pieces

__all__ = ["Instance", "Standing", "beyond", "grouped", "most_in", "standing", "totals"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Instance:
    """A division to be made or changed.

    Attributes
    ----------
    graph
        Who is beside whom; nothing is beside an atom of another zone.
    load
        What is to be balanced, shape (n,).
    price
        What it costs to move an atom away from home, shape (n,): its households.
    home
        Part of each atom today, shape (n,); -1 where it has none.
    free
        Whether an atom may be handed over, shape (n,).
    zone
        Zone of each atom, shape (n,).
    part_zone
        Zone of each part, shape (k,).
    low, high
        Bounds of each part's load, shape (k,).
    open
        Whether a part takes anybody in, shape (k,).
    """

    graph: Graph
    load: Floats
    price: Floats
    home: Ints
    free: Flags
    zone: Ints
    part_zone: Ints
    low: Floats
    high: Floats
    open: Flags


@dataclass(frozen=True, order=True, slots=True)
class Standing:
    """How good a division is: the less the better, the first that differs deciding.

    Attributes
    ----------
    pieces
        Pieces beyond one a part.
    outside
        Parts whose load is out of bounds.
    beyond
        Load out of bounds, summed over the parts.
    cost
        Price of what is away from home.
    """

    pieces: int
    outside: int
    beyond: float
    cost: float


def most_in(instance: Instance) -> Floats:
    """Tell the most that any part may be, by zone."""
    most = np.zeros(instance.zone.max() + 1)
    np.maximum.at(most, instance.part_zone, instance.high)
    return most


def totals(part: Ints, load: Floats, count: int) -> Floats:
    """Sum loads by part; ``count`` parts."""
    return np.bincount(part, load, count).astype(np.float64)


def beyond(total: Floats, low: Floats, high: Floats) -> Floats:
    """Tell how far each load is out of bounds; 0 within."""
    return np.maximum(total - high, 0.0) + np.maximum(low - total, 0.0)


def standing(instance: Instance, part: Ints) -> Standing:
    """Judge a division of a whole instance."""
    count = len(instance.low)
    total = totals(part, instance.load, count)
    over = beyond(total, instance.low, instance.high)
    away = (instance.home >= 0) & (part != instance.home)
    return Standing(
        pieces=int(pieces(instance.graph, part).max(initial=-1)) + 1 - len(np.unique(part)),
        outside=int((over > 1e-6).sum()),
        beyond=round(float(over.sum()), 6),
        cost=round(float(instance.price[away].sum()), 6),
    )


def grouped(key: Ints) -> dict[int, Ints]:
    """List the positions of every value, ascending."""
    order = np.argsort(key, kind="stable")
    values, first = np.unique(key[order], return_index=True)
    return dict(zip(values.tolist(), np.split(order, first[1:]), strict=True))
