"""A division to begin with: every atom in a part of its zone, every part whole and not empty."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from gridmap.planning.graph import Graph, pieces, within
from gridmap.planning.instance import Instance, grouped

__all__ = ["begun", "halved", "stranded"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def begun(instance: Instance) -> Ints:
    """Make a division from today's.

    Pieces that lie apart from the heaviest one of their part go to a part beside them, and so do
    atoms without a part. Parts without atoms get theirs from the heaviest parts of their zone,
    each cut in two where it makes the most even halves. What is locked stays.

    Parameters
    ----------
    instance
        Every zone must have at least as many atoms as parts, and hang together, for every part to
        be whole and not empty.

    Returns
    -------
    numpy.ndarray
        Part of each atom, shape (n,).
    """
    part = _gathered(instance)
    empty = np.flatnonzero(np.bincount(part, minlength=len(instance.low)) == 0)
    if len(empty):
        atoms = grouped(instance.zone)
        for zone, bare in grouped(instance.part_zone[empty]).items():
            _cut_out(instance, part, atoms[zone], empty[bare])
    return part


def stranded(instance: Instance) -> Flags:
    """Mark atoms without a part that nobody takes in: all parts beside them are closed.

    A new part of their zone may begin there, but in one place only.

    Returns
    -------
    numpy.ndarray
        Shape (n,).
    """
    graph, home = instance.graph, instance.home
    bare = home < 0
    piece = pieces(graph, np.where(bare, -1, np.arange(len(home))))
    owner = np.repeat(np.arange(len(graph)), np.diff(graph.start))
    rim = bare[owner] & ~bare[graph.beside]
    opened = instance.open[home[graph.beside[rim]]]
    beside, welcome = (np.zeros(len(home), np.bool_) for _ in range(2))
    beside[piece[owner[rim]]] = True
    welcome[piece[owner[rim][opened]]] = True
    shut = bare & (beside & ~welcome)[piece]
    new = np.bincount(home[~bare], minlength=len(instance.low)) == 0
    for zone in np.unique(instance.part_zone[new & instance.open]).tolist():
        here = shut & (instance.zone == zone)
        if len(np.unique(piece[here])) == 1:
            shut &= ~here
    return shut


def _gathered(instance: Instance) -> Ints:
    """Leave each part its heaviest piece, and hand the rest over to what is beside it."""
    part = instance.home.copy()
    piece = pieces(instance.graph, part)
    weight = np.bincount(piece, instance.price + 1e-3)
    first = np.unique(piece, return_index=True)[1]
    owner = part[first]
    order = np.lexsort((-weight, owner))
    leading = np.zeros(len(first), np.bool_)
    leading[order[np.unique(owner[order], return_index=True)[1]]] = True
    leading[owner < 0] = False
    loose = ~leading[piece] & (instance.free | (part < 0))
    part[loose] = -1
    _spread(instance, part)
    return part


def _spread(instance: Instance, part: Ints) -> None:
    """Give atoms without a part to the lightest part beside them, layer by layer."""
    graph = instance.graph
    owner = np.repeat(np.arange(len(graph)), np.diff(graph.start))
    total = np.bincount(part[part >= 0], instance.load[part >= 0], len(instance.low))
    while True:
        taker = np.where(part < 0, -1, part)[graph.beside]
        able = (part[owner] < 0) & (taker >= 0)
        able[able] = instance.open[taker[able]]
        if not able.any():
            break
        giver, taker = owner[able], taker[able]
        order = np.lexsort((taker, total[taker], giver))
        atoms, at = np.unique(giver[order], return_index=True)
        part[atoms] = taker[order][at]
        np.add.at(total, part[atoms], instance.load[atoms])
    # What nothing open is beside stays where it is.
    part[part < 0] = instance.home[part < 0]
    # A zone, or a corner of one, where nobody has a part yet: it gets one of its own.
    bare = part < 0
    used = np.bincount(part[~bare], minlength=len(instance.low))
    choice = np.lexsort((used, ~instance.open, instance.part_zone))
    zone, first = np.unique(instance.part_zone[choice], return_index=True)
    part[bare] = choice[first[np.searchsorted(zone, instance.zone[bare])]]


def _cut_out(instance: Instance, part: Ints, atoms: Ints, empty: Ints) -> None:
    """Give each empty part of a zone half of the heaviest part of it that can be cut."""
    cuttable = [
        (-float(instance.load[atoms[mine]].sum()), owner, atoms[mine])
        for owner, mine in grouped(part[atoms]).items()
    ]
    heapify(cuttable)
    for each in empty.tolist():
        while cuttable:
            _, owner, mine = heappop(cuttable)
            if len(mine) < 2:
                continue
            half = halved(within(instance.graph, mine), instance.load[mine], instance.free[mine])
            if half.any():
                part[mine[half]] = each
                for new, some in ((owner, mine[~half]), (each, mine[half])):
                    heappush(cuttable, (-float(instance.load[some].sum()), new, some))
                break


def halved(graph: Graph, load: Floats, free: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Choose connected atoms, none of them locked, with about half of the load of a whole part.

    They hang below one link of a tree that spans the part, so both halves are connected.
    """
    near = np.ones(len(graph.beside), np.int8)
    links = sparse.csr_array((near, graph.beside, graph.start), shape=(len(graph), len(graph)))
    root = int(np.flatnonzero(~free)[0]) if not free.all() else 0
    order, parent = sparse.csgraph.breadth_first_order(links, root, directed=False)
    below = load.astype(np.float64)
    held = (~free).astype(np.int64)
    size = np.ones(len(graph), np.int64)
    for atom in order[:0:-1].tolist():
        below[parent[atom]] += below[atom]
        held[parent[atom]] += held[atom]
        size[parent[atom]] += size[atom]
    able = [atom for atom in order[1:].tolist() if not held[atom]]
    chosen = np.zeros(len(graph), np.bool_)
    if not able:
        return chosen
    aim = load.sum() / 2
    top = min(able, key=lambda atom: (abs(below[atom] - aim), abs(size[atom] - len(graph) / 2)))
    chosen[top] = True
    for atom in order[1:].tolist():
        if chosen[parent[atom]]:
            chosen[atom] = True
    return chosen
