"""Atoms that are not to be parted without need, made one."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.planning.graph import graph_of
from gridmap.planning.instance import Instance, most_in, totals

__all__ = ["contracted", "lighter", "lumped"]

Ints = NDArray[np.int64]

_SLACK: Final = 1e-6


def lighter(group: Ints, falls: NDArray[np.bool_]) -> Ints:
    """Let groups fall apart.

    Parameters
    ----------
    group
        Group of each atom, shape (n,), from 0 without a gap.
    falls
        By group, shape (m,): which ones.

    Returns
    -------
    numpy.ndarray
        The groups there are then, atoms that are alone among them, from 0 without a gap.
    """
    alone = np.where(falls[group], len(falls) + np.arange(len(group)), group)
    return np.unique(alone, return_inverse=True)[1].ravel().astype(np.int64)


def lumped(instance: Instance, group: Ints) -> Ints:
    """Let groups fall apart that are more than a part may be, or fewer than their zone's parts.

    Groups are given and returned as those of :func:`lighter`; atoms of one are of one zone.
    """
    first = np.unique(group, return_index=True)[1]
    weight = totals(group, instance.load, len(first))
    heavy = weight > most_in(instance)[instance.zone[first]] + _SLACK
    group = lighter(group, heavy)
    zone = instance.zone[np.unique(group, return_index=True)[1]]
    parts = np.bincount(instance.part_zone)
    return lighter(group, (np.bincount(zone, minlength=len(parts)) < parts)[zone])


def contracted(instance: Instance, group: Ints) -> Instance:
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
