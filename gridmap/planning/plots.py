"""Plots: some parts and all of their atoms, taken out of an instance to be searched alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from gridmap.planning.cooling import Cooling
from gridmap.planning.graph import within
from gridmap.planning.instance import Instance, beyond, grouped, totals

__all__ = ["Ground", "Plot", "missed", "no_worse", "outside", "windows", "worth", "zones"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_SLACK: Final = 1e-6

_ROOM: Final = 0.15
"""Share of its bounds that a window keeps free on both sides: load comes in lumps."""

_WIDEST: Final = 8
"""How many times as wide a window may grow in search of room."""


class Ground(NamedTuple):
    """What is divided; all arrays by atom but the last three, which are by part.

    Attributes
    ----------
    start, beside, metres
        Neighbours, as in :class:`gridmap.planning.graph.Graph`.
    load
        What is to be balanced.
    price
        Households that change hands when the atom is moved away from home.
    home
        Its part today; -1 where it has none.
    free
        Whether it may be handed over.
    low, high
        Bounds of each part's load.
    open
        Whether the part takes anybody in.
    """

    start: Ints
    beside: Ints
    metres: Floats
    load: Floats
    price: Floats
    home: Ints
    free: Flags
    low: Floats
    high: Floats
    open: Flags


@dataclass(frozen=True, slots=True)
class Plot:
    """Some parts and all of their atoms.

    Attributes
    ----------
    atoms, parts
        Their numbers in the instance, ascending.
    ground
        The same by themselves, numbered from 0.
    """

    atoms: Ints
    parts: Ints
    ground: Ground

    def inside(self, part: Ints) -> Ints:
        """Take the plot's own share of a division of the whole instance."""
        return np.searchsorted(self.parts, part[self.atoms])


def _plot(instance: Instance, atoms: Ints, parts: Ints) -> Plot:
    graph = within(instance.graph, atoms)
    home = instance.home[atoms]
    place = np.minimum(np.searchsorted(parts, home), len(parts) - 1)
    return Plot(
        atoms,
        parts,
        Ground(
            graph.start,
            graph.beside,
            graph.metres,
            instance.load[atoms],
            instance.price[atoms],
            np.where(parts[place] == home, place, -1),
            instance.free[atoms],
            instance.low[parts],
            instance.high[parts],
            instance.open[parts],
        ),
    )


def zones(instance: Instance) -> list[Plot]:
    """Take every zone that has anything to divide."""
    atoms = grouped(instance.zone)
    parts = grouped(instance.part_zone)
    return [
        _plot(instance, atoms[zone], parts[zone])
        for zone in sorted(atoms.keys() & parts.keys())
        if len(parts[zone]) > 1
    ]


def missed(plot: Plot, part: Ints) -> bool:
    """Tell whether a part of the plot is out of bounds."""
    return bool(outside(plot, part).any())


def outside(plot: Plot, part: Ints) -> Flags:
    """Mark the parts of the plot that are out of bounds."""
    return _over(plot, plot.inside(part)) > _SLACK


def no_worse(plot: Plot, part: Ints, before: Ints) -> bool:
    """Tell whether a division of the plot leaves no more out of bounds than another one."""
    now, then = (_over(plot, plot.inside(each)) for each in (part, before))
    return bool((now > _SLACK).sum() <= (then > _SLACK).sum() and now.sum() <= then.sum() + _SLACK)


def worth(plot: Plot, part: Ints, cooling: Cooling) -> float:
    """Tell what a division of the plot costs, with what it may cost to bring the rest into bounds.

    The less the better.
    """
    ground, part = plot.ground, plot.inside(part)
    over = _over(plot, part)
    cost = cooling.outside * float((over > _SLACK).sum()) + cooling.beyond * float(over.sum())
    cost += float(ground.price[(ground.home >= 0) & (part != ground.home)].sum())
    if cooling.border > 0.0:
        owner = np.repeat(part, np.diff(ground.start))
        cost += cooling.border / 2 * float(ground.metres[owner != part[ground.beside]].sum())
    return cost


def _over(plot: Plot, part: Ints) -> Floats:
    """Tell how far each part of the plot is out of bounds."""
    ground = plot.ground
    return beyond(totals(part, ground.load, len(plot.parts)), ground.low, ground.high)


def windows(
    instance: Instance, plots: Sequence[Plot], part: Ints, *, size: int, missed: bool = False
) -> Iterator[list[Plot]]:
    """Lay windows over plots, round after round, so that those of one round have no part in common.

    Every part is once the middle of a window; or, if what was missed is asked for, every one out of
    bounds is in one that is, where possible, so wide that there is room for its load. No window
    reaches from one plot into another.
    """
    parts = len(instance.low)
    plot_of = np.full(parts, -1)
    for at, plot in enumerate(plots):
        plot_of[plot.parts] = at
    owner = np.repeat(part, np.diff(instance.graph.start))
    near = part[instance.graph.beside]
    apart = (owner != near) & (plot_of[owner] == plot_of[near])
    beside = sparse.csr_array(
        (np.ones(int(apart.sum())), (owner[apart], near[apart])), shape=(parts, parts)
    )
    total = totals(part, instance.load, parts)
    over = beyond(total, instance.low, instance.high)
    mine = np.concatenate([plot.parts for plot in plots]) if plots else np.empty(0, np.int64)
    spare = _ROOM * (instance.high - instance.low)
    room = np.stack([total - instance.low - spare, instance.high - spare - total])
    middles = mine[over[mine] > _SLACK] if missed else mine
    waiting = middles[np.argsort(-over[middles], kind="stable")].tolist()
    while waiting:
        taken: set[int] = set()
        chosen, later = [], []
        for middle in waiting:
            around = _around(beside, middle, size, room if missed else None)
            if taken.isdisjoint(around):
                taken.update(around)
                chosen.append(np.array(sorted(around)))
            else:
                later.append(middle)
        atoms = grouped(part)
        yield [
            _plot(instance, np.sort(np.concatenate([atoms[p] for p in some.tolist()])), some)
            for some in chosen
        ]
        waiting = [middle for middle in later if not (missed and middle in taken)]


def _around(
    beside: sparse.csr_array, middle: int, size: int, room: Floats | None = None
) -> list[int]:
    """List a part and the parts nearest to it by number of borders between.

    They are ``size``, or more until ``room``, the load that each can spare and the load that each
    can take, is not negative for all of them together, but not more than ``_WIDEST`` times as many.
    """
    found = [middle]
    left = np.zeros(2) if room is None else room[:, middle].copy()
    for here in found:
        for near in beside.indices[beside.indptr[here] : beside.indptr[here + 1]].tolist():
            if near in found:
                continue
            found.append(near)
            if room is not None:
                left += room[:, near]
            if len(found) >= size and ((left >= 0.0).all() or len(found) >= _WIDEST * size):
                return found
    return found
