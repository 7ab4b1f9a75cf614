"""Atoms that are not to be parted, made one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gridmap.planning.graph import graph_of
from gridmap.planning.instance import Instance, totals

__all__ = ["contracted"]


def contracted(instance: Instance, group: NDArray[np.int64]) -> Instance:
    """Make each group of atoms one.

    Parameters
    ----------
    group
        Group of each atom, shape (n,), from 0 without a gap; atoms of one group are of one zone,
        and of one part today.

    Returns
    -------
    Instance
        One atom a group, free where all of its atoms are.
    """
    graph, count = instance.graph, int(group.max()) + 1
    owner = np.repeat(np.arange(len(graph)), np.diff(graph.start))
    once = owner < graph.beside
    pairs = np.stack([group[owner[once]], group[graph.beside[once]]], axis=1)
    first = np.unique(group, return_index=True)[1]
    return Instance(
        graph_of(pairs, graph.metres[once], count),
        totals(group, instance.load, count),
        totals(group, instance.price, count),
        instance.home[first],
        np.bincount(group, ~instance.free) == 0,
        instance.zone[first],
        instance.part_zone,
        instance.low,
        instance.high,
        instance.open,
    )
