"""The search for a division: zone by zone, then windows of neighbouring parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from gridmap.planning.annealing import Cooling, Ground, Outcome, anneal
from gridmap.planning.graph import Graph, within
from gridmap.planning.instance import Instance, beyond, totals

__all__ = ["Stop", "search"]

Ints = NDArray[np.int64]

Stop = Callable[[float, Ints], bool]
"""Told after every round the share of the work that is done, 0 to 1, and the best division so far;
true ends the search with it."""

_STEPS: Final = 1000
"""Steps for each atom in one cooling."""

_LARGE: Final = 24
"""Parts in a zone above which trying it again as a whole gains little: windows do then."""

_LONG: Final = 8
"""How much longer a large zone is cooled as a whole: that is done only once."""

_WINDOW: Final = 10
"""Parts in a window."""

_SWEEPS: Final = 2
"""Times that every part is the middle of a window."""

_INSISTING: Final = 3
"""More coolings for what is out of bounds, each twice as long as the last."""

_TRYING: Final = 6
"""Hot coolings of what is out of bounds each time, and warm ones then for it to cost less."""

_SLACK: Final = 1e-6


@dataclass(frozen=True, slots=True)
class _Plot:
    """Some parts and all of their atoms, annealed by themselves."""

    atoms: Ints
    parts: Ints
    ground: Ground


@dataclass(frozen=True, slots=True)
class _Round:
    """Plots that have nothing in common, what they begin with, and how they cool."""

    plots: Sequence[_Plot]
    begun: Ints
    cooling: Cooling
    share: float = 0.0


def search(
    instance: Instance,
    begun: Ints,
    *,
    border: float = 0.0,
    seed: int = 0,
    workers: int = 1,
    longer: bool = False,
    stop: Stop = lambda _share, _part: False,
) -> Ints:
    """Look for a better division.

    Parameters
    ----------
    instance
        What is divided.
    begun
        A division to begin with, shape (n,), its parts whole and not empty.
    border
        Households that a metre of border between two parts is worth.
    seed
        The same seed gives the same division, however many threads work.
    workers
        Threads.
    longer
        Go on with new rounds until ``stop``.
    stop
        Asked after every round.

    Returns
    -------
    numpy.ndarray
        Part of each atom. Against ``begun`` no part is in more pieces, no zone has more parts out
        of bounds or more load beyond them, and where both are the same it costs no more.
    """
    part = begun.copy()
    with ThreadPoolExecutor(workers) as pool:
        course = _course(instance, begun, part, border)
        for number, round_ in enumerate(course.rounds(longer=longer)):
            seeds = np.random.SeedSequence([seed, number]).generate_state(len(round_.plots))
            jobs = [
                (plot, np.searchsorted(plot.parts, round_.begun[plot.atoms]), round_.cooling, each)
                for plot, each in zip(round_.plots, seeds.tolist(), strict=True)
            ]
            for plot, outcome in zip(round_.plots, pool.map(_annealed, jobs), strict=True):
                _take(plot, part, outcome, border)
            if stop(round_.share, part):
                break
    return part


def _annealed(job: tuple[_Plot, Ints, Cooling, int]) -> Outcome:
    plot, begun, cooling, seed = job
    steps = cooling.steps * len(plot.atoms)
    return anneal(plot.ground, begun, cooling._replace(steps=steps), seed)


def _take(plot: _Plot, part: Ints, outcome: Outcome, border: float) -> None:
    """Take over what was found, where it is better."""
    now = _worth(plot, np.searchsorted(plot.parts, part[plot.atoms]), border)
    new = _worth(plot, outcome.part, border)
    if new[0] <= now[0] and new[1] <= now[1] + _SLACK and new < now:
        part[plot.atoms] = plot.parts[outcome.part]


def _worth(plot: _Plot, part: Ints, border: float) -> tuple[int, float, float]:
    """Tell parts out of bounds, load beyond them, and cost; the less the better."""
    ground = plot.ground
    over = beyond(totals(part, ground.load, len(plot.parts)), ground.low, ground.high)
    cost = float(ground.price[(ground.home >= 0) & (part != ground.home)].sum())
    if border > 0.0:
        owner = np.repeat(np.arange(len(part)), np.diff(ground.start))
        cost += border / 2 * float(ground.metres[part[owner] != part[ground.beside]].sum())
    return int((over > _SLACK).sum()), round(float(over.sum()), 6), round(cost, 6)


@dataclass(frozen=True, slots=True)
class _Course:
    """The rounds of a search, in order; they look at how ``part`` stands meanwhile.

    Attributes
    ----------
    begun, part
        The division begun with, and the best so far.
    small, large
        Zones that are tried as a whole, and those that windows are laid over.
    cooling
        How zones cool from the beginning; from the best so far they do it ``warm``.
    """

    instance: Instance
    begun: Ints
    part: Ints
    small: Sequence[_Plot]
    large: Sequence[_Plot]
    cooling: Cooling
    warm: Cooling

    def rounds(self, *, longer: bool) -> Iterator[_Round]:
        """List all rounds."""
        work = [*self._fresh(), *self._again()]
        steps = len(work) + _SWEEPS * bool(self.large) + _INSISTING
        for done, round_ in enumerate(work):
            yield replace(round_, share=(done + 1) / steps)
        for done in range(_SWEEPS if self.large else 0):
            yield from self._everywhere((len(work) + done + 0.5) / steps)
        for more in range(1, _INSISTING + 1):
            yield from self._insist(more, (steps - _INSISTING + more) / steps)
        for _ in count() if longer else ():
            yield _Round(self.small, self.begun, self.cooling._replace(steps=4 * _STEPS), 1.0)
            yield from self._again()
            yield from self._everywhere(1.0)

    def _fresh(self) -> Iterator[_Round]:
        """Begin anew every time: what the hot phase decides differs."""
        if self.large:
            long = self.cooling._replace(steps=_LONG * _STEPS)
            yield _Round(self.large, self.begun, _stern(long, 1))
        for done in range(_tries(len(self.begun))[0] if self.small else 0):
            yield _Round(self.small, self.begun, _stern(self.cooling, done % 2))

    def _again(self) -> Iterator[_Round]:
        """Go on from the best so far."""
        for done in range(_tries(len(self.begun))[1] if self.small else 0):
            yield _Round(self.small, self.part, _stern(self.warm, done % 2))

    def _everywhere(self, share: float) -> Iterator[_Round]:
        """Lay windows over all of the large zones."""
        for windows in _windows(self.instance, self.large, self.part, size=_WINDOW):
            yield _Round(windows, self.part, self.warm, share)

    def _insist(self, more: int, share: float) -> Iterator[_Round]:
        """Try longer, hotter, and in a wider circle, where something is out of bounds."""
        warm = _stern(self.warm, more)._replace(steps=self.warm.steps * 2**more)
        missed = [zone for zone in self.small if _missed(zone, self.part)]
        for _ in range(_TRYING):
            yield _Round(missed, self.begun, _hot(self.cooling, 2**more), share)
        for _ in range(_TRYING):
            yield _Round(missed, self.part, warm, share)
        size = _WINDOW * 2**more
        for windows in _windows(self.instance, self.large, self.part, size=size, missed=True):
            yield _Round(windows, self.part, warm, share)


def _course(instance: Instance, begun: Ints, part: Ints, border: float) -> _Course:
    """Lay out the rounds of a search; whoever carries them out keeps ``part`` up to date."""
    zones = _zones(instance)
    cooling = _cooling(instance, border)
    return _Course(
        instance,
        begun,
        part,
        [zone for zone in zones if len(zone.parts) <= _LARGE],
        [zone for zone in zones if len(zone.parts) > _LARGE],
        cooling,
        _warm(cooling),
    )


def _tries(atoms: int) -> tuple[int, int]:
    """Tell how often zones are tried from the beginning, and from the best so far.

    The more zones there are, the less one of them matters.
    """
    for most, tries in ((500, (10, 40)), (10_000, (6, 20)), (100_000, (4, 24))):
        if atoms <= most:
            return tries
    return 2, 4


def _stern(cooling: Cooling, degree: int) -> Cooling:
    """Bear less load out of bounds at the end."""
    return cooling._replace(heavy=cooling.heavy * 6**degree)


def _cooling(instance: Instance, border: float) -> Cooling:
    """Choose how to cool; steps are for each atom.

    The figures were found on towns whose buildings have 20 households on the average, and are
    stretched to what a building has here.
    """
    price = float(instance.price.mean())
    if price == 0.0:
        price = border * float(instance.graph.metres.sum()) / max(1, len(instance.graph.metres))
    price = price or 1.0
    weight = price / (float(instance.load.mean()) or 1.0)
    return Cooling(
        steps=_STEPS,
        hot=1.2 * price,
        cold=0.025 * price,
        light=0.4 * weight,
        heavy=40.0 * weight,
        ramp=0.6,
        border=border,
        single=0.25,
        double=0.6,
    )


def _warm(cooling: Cooling) -> Cooling:
    """Choose how to cool a division that is good already."""
    return cooling._replace(
        steps=cooling.steps // 2, hot=cooling.hot * 0.8, light=cooling.light * 2.5, ramp=0.3
    )


def _hot(cooling: Cooling, longer: int) -> Cooling:
    """Let the heaviest buildings move too, whatever that costs: in bounds comes first."""
    return cooling._replace(
        steps=cooling.steps * longer,
        hot=cooling.hot * 4,
        light=cooling.light * 10,
        heavy=cooling.heavy * 6,
    )


def _plot(instance: Instance, atoms: Ints, parts: Ints) -> _Plot:
    """Take parts, and all of their atoms, out of an instance; both ascending."""
    graph: Graph = within(instance.graph, atoms)
    place = np.full(len(instance.low) + 1, -1)
    place[parts] = np.arange(len(parts))
    return _Plot(
        atoms,
        parts,
        Ground(
            graph.start,
            graph.beside,
            graph.metres,
            instance.load[atoms],
            instance.price[atoms],
            place[instance.home[atoms]],
            instance.free[atoms],
            instance.low[parts],
            instance.high[parts],
            instance.open[parts],
        ),
    )


def _zones(instance: Instance) -> list[_Plot]:
    """Take every zone that has anything to divide."""
    atoms = _grouped(instance.zone)
    parts = _grouped(instance.part_zone)
    return [
        _plot(instance, atoms[zone], parts[zone])
        for zone in sorted(atoms.keys() & parts.keys())
        if len(parts[zone]) > 1
    ]


def _grouped(key: Ints) -> dict[int, Ints]:
    """List the positions of every value, ascending."""
    order = np.argsort(key, kind="stable")
    values, first = np.unique(key[order], return_index=True)
    return dict(zip(values.tolist(), np.split(order, first[1:]), strict=True))


def _missed(plot: _Plot, part: Ints) -> bool:
    """Tell whether a part of the plot is out of bounds."""
    local = np.searchsorted(plot.parts, part[plot.atoms])
    total = totals(local, plot.ground.load, len(plot.parts))
    return bool((beyond(total, plot.ground.low, plot.ground.high) > _SLACK).any())


def _windows(
    instance: Instance, zones: Sequence[_Plot], part: Ints, *, size: int, missed: bool = False
) -> Iterator[list[_Plot]]:
    """Lay windows over zones, round after round, so that those of one round have no part in common.

    Every part is once the middle of a window, or every one out of bounds.
    """
    parts = len(instance.low)
    owner = np.repeat(part, np.diff(instance.graph.start))
    near = part[instance.graph.beside]
    apart = owner != near
    beside = sparse.csr_array(
        (np.ones(int(apart.sum())), (owner[apart], near[apart])), shape=(parts, parts)
    )
    total = totals(part, instance.load, parts)
    over = beyond(total, instance.low, instance.high)
    mine = np.concatenate([zone.parts for zone in zones]) if zones else np.empty(0, np.int64)
    middles = mine[over[mine] > _SLACK] if missed else mine
    waiting = middles[np.argsort(-over[middles], kind="stable")].tolist()
    while waiting:
        taken: set[int] = set()
        chosen, later = [], []
        for middle in waiting:
            around = _around(beside, middle, size)
            if taken.isdisjoint(around):
                taken.update(around)
                chosen.append(np.array(sorted(around)))
            else:
                later.append(middle)
        atoms = _grouped(part)
        yield [
            _plot(instance, np.sort(np.concatenate([atoms[p] for p in some.tolist()])), some)
            for some in chosen
        ]
        waiting = later


def _around(beside: sparse.csr_array, middle: int, size: int) -> list[int]:
    """List a part and the parts nearest to it by number of borders between."""
    found = [middle]
    for here in found:
        for near in beside.indices[beside.indptr[here] : beside.indptr[here + 1]].tolist():
            if near not in found:
                found.append(near)
                if len(found) == size:
                    return found
    return found
