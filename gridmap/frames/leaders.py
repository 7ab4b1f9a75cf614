"""Looking for a division of grids that have patches: the price is whose leader changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from gridmap.frames.seeking import Progress, Watch, found
from gridmap.planning.contraction import contracted, lumped
from gridmap.planning.graph import pieces
from gridmap.planning.instance import Instance, beyond, standing, totals

__all__ = ["Led", "found_for_leaders"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_WAYS: Final = 3


@dataclass(frozen=True, slots=True)
class Led:
    """Who leads whom.

    Attributes
    ----------
    patch
        Patch of each atom today, shape (n,); -1 where it has none.
    households
        Of each atom, shape (n,).
    changes
        Tells by a division which atoms change leader.
    """

    patch: Ints
    households: Floats
    changes: Callable[[Ints], Flags]


def found_for_leaders(
    instance: Instance,
    led: Led,
    start: Ints,
    border: float,
    seed: int,
    seconds: float | None,
    progress: Watch | None,
    *,
    group: Ints | None,
) -> tuple[Ints, Flags]:
    """Search so that few households change leader, and then few their grid.

    A patch that changes its grid as a whole takes its leader along, so patches are handed over
    whole first. Where that leaves grids out of bounds or costs something, borders too, buildings
    follow from there on; where grids are still out of bounds, buildings are handed over as if there
    were no patches. Each zone takes the best of it.

    Parameters
    ----------
    instance, start, border, seed, seconds, progress, group
        As for :func:`gridmap.frames.seeking.found`.

    Returns
    -------
    tuple
        As :func:`gridmap.frames.seeking.found`.
    """
    until = None if seconds is None else time.monotonic() + seconds
    group = np.arange(len(start)) if group is None else lumped(instance, group)
    one, first = contracted(instance, group), np.unique(group, return_index=True)[1]
    home, begun = one.home, start[first]
    wholes = _wholes(instance, one, group, led, start)
    best, dear = start, np.zeros(len(instance.low), np.bool_)
    worth = [[np.inf]] * (int(instance.zone.max()) + 1)
    stopped = False

    def moved(part: Ints) -> float:
        return float(led.households[_away(instance, part[group])].sum())

    for way in range(_WAYS):

        def tell(now: Progress, done: int = way) -> bool:
            nonlocal stopped
            share = (done + now.share) / _WAYS
            stopped = progress is not None and bool(progress(replace(now, share=share)))
            return stopped

        left = None if until is None else max(until - time.monotonic(), 0.0) / (_WAYS - way)
        of_group, far = found(
            replace(one, home=home), moved, begun, border, seed, left, progress and tell,
            group=None if way else wholes,
        )  # fmt: skip
        part = of_group[group]
        then = _worth(instance, part, led.households * led.changes(part), border)
        better = np.array([new < old for new, old in zip(then, worth, strict=True)])
        worth = [min(pair) for pair in zip(then, worth, strict=True)]
        best = np.where(better[instance.zone], part, best)
        dear = np.where(better[instance.part_zone], far, dear)
        # All in bounds at no price is the best there is; then it is enough that all is in bounds.
        if stopped or not np.array(worth)[:, : 2 if way else 3].any():
            break
        if way == 0:
            # Who leaves the grid that a patch has gone to leaves its leader.
            home, begun = np.where(one.home < 0, -1, of_group), of_group
        else:
            home, begun = one.home, start[first]
    if progress is not None and not stopped:
        moves = float(led.households[_away(instance, best)].sum())
        progress(Progress(1.0, standing(instance, best).outside, moves))
    return best, dear


def _wholes(instance: Instance, one: Instance, group: Ints, led: Led, start: Ints) -> Ints:
    """Group what keeps its leader if it goes together; nobody is lost with an empty building."""
    lived = (led.patch >= 0) & (led.households > 0)
    keys = np.stack([led.patch, start, instance.home, instance.zone], axis=1)[lived]
    leader = np.unique(keys, axis=0, return_inverse=True)[1].ravel()
    count = len(one.graph)
    size = count + int(leader.max(initial=-1)) + 1
    ends = group[lived], count + leader
    links = sparse.coo_array((np.ones(len(leader), np.int8), ends), shape=(size, size))
    together = sparse.csgraph.connected_components(links, directed=False)[1][:count]
    # What hangs together by its leader alone does not go together on the ground.
    return pieces(one.graph, together.astype(np.int64))


def _away(instance: Instance, part: Ints) -> Flags:
    """Mark what is not in the grid it has today."""
    away: Flags = (instance.home >= 0) & (part != instance.home)
    return away


def _worth(instance: Instance, part: Ints, changed: Floats, border: float) -> list[list[float]]:
    """Judge a division zone by zone: the less the better, the first that differs deciding."""
    graph, zones = instance.graph, int(instance.zone.max()) + 1
    over = beyond(totals(part, instance.load, len(instance.low)), instance.low, instance.high)
    degree = np.diff(graph.start)
    cut = graph.metres * (np.repeat(part, degree) != part[graph.beside]) / 2
    metres = np.bincount(np.repeat(instance.zone, degree), cut, zones)
    columns = (
        np.bincount(instance.part_zone, over > 1e-6, zones),
        np.bincount(instance.part_zone, over, zones),
        np.bincount(instance.zone, changed, zones) + border * metres,
        np.bincount(instance.zone, instance.price * _away(instance, part), zones),
    )
    rows: list[list[float]] = np.stack(columns, axis=1).round(6).tolist()
    return rows
