"""Dividing neighbouring pieces of land into connected areas of about equal weight."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components, dijkstra

__all__ = ["grow", "nearest_by_road", "shares"]

Pairs = NDArray[np.int64]


def grow(
    weights: NDArray[np.float64], at: NDArray[np.float64], pairs: Pairs, count: int
) -> NDArray[np.int64]:
    """Divide pieces into ``count`` connected areas of about equal weight.

    Areas start from pieces far from one another; the lightest area always takes the nearest free
    piece at its border. Balance is left a little rough on purpose: a town never is balanced.

    Parameters
    ----------
    weights, at
        Weight and middle (x, y) of each piece.
    pairs
        (m, 2) pieces that adjoin.
    count
        Areas wanted; more come back where the pieces don't hang together, fewer where there are
        fewer pieces.

    Returns
    -------
    numpy.ndarray
        Area of each piece, from 0.
    """
    size = len(weights)
    neighbours: list[list[int]] = [[] for _ in range(size)]
    for one, other in pairs.tolist():
        neighbours[one].append(other)
        neighbours[other].append(one)
    label = np.full(size, -1)
    loads: list[float] = []
    hearts: list[NDArray[np.float64]] = []
    for seed in _seeds(weights, at, pairs, min(count, size)):
        label[seed] = len(loads)
        loads.append(float(weights[seed]))
        hearts.append(at[seed])
    frontiers: list[set[int]] = [
        {n for n in neighbours[int(np.flatnonzero(label == area)[0])] if label[n] < 0}
        for area in range(len(loads))
    ]
    while True:
        for frontier in frontiers:
            frontier.difference_update([piece for piece in frontier if label[piece] >= 0])
        growing = [area for area, frontier in enumerate(frontiers) if frontier]
        if not growing:
            return label
        area = min(growing, key=lambda each: loads[each])
        choice = sorted(frontiers[area])
        taken = choice[int(np.argmin(np.hypot(*(at[choice] - hearts[area]).T)))]
        label[taken] = area
        loads[area] += float(weights[taken])
        frontiers[area].update(n for n in neighbours[taken] if label[n] < 0)


def _seeds(
    weights: NDArray[np.float64], at: NDArray[np.float64], pairs: Pairs, count: int
) -> list[int]:
    """Choose starting pieces: one in each connected part, the rest far from those chosen."""
    size = len(weights)
    graph = sparse.coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), (size, size))
    _, part = connected_components(graph, directed=False)
    far = np.hypot(*(at - np.average(at, axis=0)).T)
    # A park or a pond is nobody's heart.
    worth = np.where(weights > 0.05 * weights.max(), 3.0, 1.0)
    seeds = [
        int(members[np.argmax((far * worth)[members])])
        for members in (np.flatnonzero(part == each) for each in np.unique(part))
    ]
    while len(seeds) < count:
        gap = np.hypot(*(at[:, None] - at[seeds]).transpose(2, 0, 1)).min(axis=1) * worth
        gap[seeds] = -1.0
        seeds.append(int(np.argmax(gap)))
    return seeds


def nearest_by_road(
    starts: NDArray[np.int64], pairs: Pairs, costs: NDArray[np.float64], size: int
) -> NDArray[np.int64]:
    """Give every piece to the start it is nearest to along adjoining pieces."""
    graph = sparse.coo_array((costs, (pairs[:, 0], pairs[:, 1])), (size, size)).tocsr()
    reach: NDArray[np.float64] = dijkstra(graph, directed=False, indices=starts)
    nearest: NDArray[np.int64] = reach.argmin(axis=0)
    return nearest


def shares(weights: NDArray[np.float64], total: int, least: int) -> NDArray[np.int64]:
    """Share out ``total`` seats by weight (largest remainders), ``least`` to everyone first."""
    spare = total - least * len(weights)
    exact = weights / weights.sum() * spare
    seats = np.floor(exact).astype(np.int64)
    short = spare - int(seats.sum())
    seats[np.argsort(-(exact - seats), kind="stable")[:short]] += 1
    total_seats: NDArray[np.int64] = seats + least
    return total_seats
