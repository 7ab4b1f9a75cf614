"""Divisions of a plot that owe nothing to today's: there may be no way from that into bounds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scipy.optimize
from numpy.typing import NDArray

from gridmap.planning.graph import Graph, pieces
from gridmap.planning.instance import Instance
from gridmap.planning.mending import begun
from gridmap.planning.plots import Plot

__all__ = ["cut_anew", "named_as_today", "unsettled"]

Ints = NDArray[np.int64]


def unsettled(plot: Plot) -> Plot:
    """Take a plot as if nobody had a home yet."""
    return replace(plot, ground=plot.ground._replace(home=np.full(len(plot.atoms), -1)))


def cut_anew(plot: Plot, part: Ints) -> Ints:
    """Cut a plot into as many parts as it has, half by half, whatever lies in which today.

    Parameters
    ----------
    part
        Division of the whole instance; what is locked stays in its part of it.

    Returns
    -------
    numpy.ndarray
        Part of each atom of the plot, as the instance numbers them; as it is where what is locked
        leaves no whole parts.
    """
    ground, count = plot.ground, len(plot.atoms)
    alone = Instance(
        Graph(ground.start, ground.beside, ground.metres),
        ground.load,
        ground.load,
        np.where(ground.free, -1, plot.inside(part)),
        ground.free,
        np.zeros(count, np.int64),
        np.zeros(len(plot.parts), np.int64),
        ground.low,
        ground.high,
        ground.open,
    )
    cut = begun(alone)
    whole = pieces(alone.graph, cut).max() + 1 == len(np.unique(cut)) == len(plot.parts)
    return plot.parts[cut if whole else plot.inside(part)]


def named_as_today(plot: Plot, part: Ints) -> Ints:
    """Give each part of a division the name under which most of it is at home.

    Parts keep theirs where anything in them is locked, and take only those of the same bounds.

    Parameters
    ----------
    part
        Division of the whole instance.

    Returns
    -------
    numpy.ndarray
        As :func:`cut_anew`.
    """
    ground, mine, count = plot.ground, plot.inside(part), len(plot.parts)
    stays = np.zeros((count, count))
    home = ground.home >= 0
    np.add.at(stays, (mine[home], ground.home[home]), ground.price[home])
    bounds = np.stack([ground.low, ground.high], axis=1)
    stays[(bounds[:, None] != bounds[None]).any(axis=2)] = -np.inf
    fixed = ~ground.open
    fixed[mine[~ground.free]] = True
    stays[(fixed[:, None] | fixed[None]) & ~np.eye(count, dtype=np.bool_)] = -np.inf
    name = scipy.optimize.linear_sum_assignment(stays, maximize=True)[1]
    return plot.parts[name[mine]]
