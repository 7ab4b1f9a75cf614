"""The search for a division: zone by zone, then windows of neighbouring parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain, count, zip_longest
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gridmap.planning.anew import cut_anew, named_as_today, unsettled
from gridmap.planning.annealing import anneal
from gridmap.planning.cooling import Cooling, fresh, hot, insistent, stern, warm
from gridmap.planning.instance import Instance
from gridmap.planning.plots import Plot, missed, no_worse, outside, windows, worth, zones

__all__ = ["Stop", "search"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

Stop = Callable[[float, Ints], bool]
"""Told after every round the share of the work that is done, 0 to 1, and the best division so far;
true ends the search with it."""

_STEPS: Final = 1000
"""Steps for each atom in one cooling, where there is time for it."""

_LARGE: Final = 24
"""Parts in a zone above which trying it again as a whole gains little: windows do then."""

_LONG: Final = 6
"""How much longer a large zone is cooled as a whole: that is done only once."""

_WINDOW: Final = 10
"""Parts in a window."""

_SWEEPS: Final = 2
"""Times that every part is the middle of a window before what is out of bounds is insisted on."""

_MANY: Final = 0.1
"""Share of a zone's parts out of bounds above which today's may stand in the way."""

_INSISTING: Final = 2
"""Times that what is out of bounds is insisted on, in windows at least twice as wide each time."""

_TRYING: Final = 8
"""Hot coolings for something to come into bounds, shared among the times it is insisted on."""

_CHEAPENING: Final = (2.0, 1.0)
"""How hot it is then cooled, in windows over it, for that to cost less."""

_INSISTED: Final = 0.8
"""Share of the work after which insisting begins."""


@dataclass(frozen=True, slots=True)
class _Try:
    """A plot, the division it begins with, where what is better is kept, and how it cools."""

    plot: Plot
    begun: Ints
    best: Ints
    cooling: Cooling


_Round = list[_Try]
"""Tries that have nothing in common, but where they begin."""


def search(
    instance: Instance,
    begun: Ints,
    *,
    border: float = 0.0,
    seed: int = 0,
    workers: int = 1,
    longer: bool = False,
    stop: Stop = lambda _share, _part: False,
    dear: Flags | None = None,
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
        Asked after every round, and told when all is done.
    dear
        By part, shape (k,): those are marked that could be brought into bounds, but at too high a
        price.

    Returns
    -------
    numpy.ndarray
        Part of each atom. Against ``begun`` no part is in more pieces, no zone has more parts out
        of bounds or more load beyond them, and where both are the same it costs no more. A part
        stays out of bounds where bringing it in costs more than :class:`Cooling` says.
    """
    part = begun.copy()
    with ThreadPoolExecutor(workers) as pool:
        course = _course(instance, begun, part, border, dear)
        for number, (share, tries) in enumerate(course.rounds(longer=longer)):
            seeds = np.random.SeedSequence([seed, number]).generate_state(len(tries))
            for each, found in zip(tries, pool.map(_annealed, tries, seeds.tolist()), strict=True):
                each.best[each.plot.atoms] = each.plot.parts[found]
            if stop(share, part):
                break
        else:
            stop(1.0, part)
    return part


def _round(plots: Sequence[Plot], begun: Ints, best: Ints, cooling: Cooling) -> _Round:
    return [_Try(plot, begun, best, cooling) for plot in plots]


def _annealed(this: _Try, seed: int) -> Ints:
    # Others of the round may be done already: of what they keep this reads nothing.
    plot = this.plot
    return anneal(plot.ground, plot.inside(this.begun), plot.inside(this.best), this.cooling, seed)


class _Effort(NamedTuple):
    """How often zones are tried.

    Attributes
    ----------
    steps
        For each atom of a small zone in one cooling.
    fresh, again
        From the beginning, and from the best so far.
    patience
        Tries in a row without any gain after which a zone is left as it is.
    ways
        Ways into bounds that are compared.
    """

    steps: int
    fresh: int
    again: int
    patience: int
    ways: int


@dataclass(frozen=True, slots=True)
class _Course:
    """The rounds of a search, in order; they look at how ``part`` stands meanwhile.

    Attributes
    ----------
    begun, part
        The division begun with, and the best so far.
    small, large
        Zones that are tried as a whole, and those that windows are laid over.
    brief, cooling
        How small zones and large ones cool from the beginning; from the best so far they do it
        :func:`warm`.
    effort
        How often.
    dear
        Parts whose way into bounds costs too much.
    """

    instance: Instance
    begun: Ints
    part: Ints
    small: Sequence[Plot]
    large: Sequence[Plot]
    brief: Cooling
    cooling: Cooling
    effort: _Effort
    dear: Flags

    def rounds(self, *, longer: bool) -> Iterator[tuple[float, _Round]]:
        """List all rounds, each after the share of the work that is done with it."""
        tries = (self.effort.fresh + self.effort.again) * bool(self.small) + bool(self.large)
        steps = (tries + _SWEEPS * bool(self.large)) / _INSISTED
        for done, round_ in enumerate(chain(self._fresh(), self._again())):
            yield (done + 1) / steps, round_
        for sweep in range(_SWEEPS):
            for round_ in self._everywhere():
                yield (tries + sweep + 0.5) / steps, round_
        hard = [zone for zone in self.small if missed(zone, self.part)]
        for round_ in chain(self._bring_in(hard, _TRYING, self.brief), self._anew()):
            yield _INSISTED, round_
        last = _INSISTING + 1
        for more in range(_INSISTING):
            for round_ in self._insist(_WINDOW * 2**more):
                yield _INSISTED + (1 - _INSISTED) * more / last, round_
        # What came into bounds may now be had for less.
        for round_ in self._everywhere():
            yield _INSISTED + (1 - _INSISTED) * _INSISTING / last, round_
        for more in count() if longer and (self.small or self.large) else ():
            for round_ in self._longer(more):
                yield 1.0, round_

    def tries(self) -> Iterator[_Round]:
        """List those that change what costs least."""
        yield from chain(self._fresh(), self._again())
        for _ in range(_SWEEPS):
            yield from self._everywhere()

    def _fresh(self) -> Iterator[_Round]:
        """Begin anew every time: what the hot phase decides differs."""
        if self.large:
            slow = self.cooling._replace(steps=_LONG * _STEPS)
            yield _round(self.large, self.begun, self.part, slow)
        yield from self._patiently(self.begun, self.effort.fresh, self.brief)

    def _again(self) -> Iterator[_Round]:
        """Go on from the best so far."""
        yield from self._patiently(self.part, self.effort.again, warm(self.brief))

    def _patiently(self, begun: Ints, tries: int, cooling: Cooling) -> Iterator[_Round]:
        """Try the small zones, but not those where that has gained nothing for long."""
        idle = [0] * len(self.small)
        for done in range(tries if self.small else 0):
            trying = [at for at, vain in enumerate(idle) if vain < self.effort.patience]
            before = self.part.copy()
            plots = [self.small[at] for at in trying]
            yield _round(plots, begun, self.part, stern(cooling, done % 2))
            changed = before != self.part
            for at in trying:
                idle[at] = 0 if changed[self.small[at].atoms].any() else idle[at] + 1

    def _everywhere(self) -> Iterator[_Round]:
        """Lay windows over all of the large zones."""
        for plots in windows(self.instance, self.large, self.part, size=_WINDOW):
            yield _round(plots, self.part, self.part, warm(self.cooling))

    def _anew(self) -> Iterator[_Round]:
        """Where today's parts stand in the way, begin with others, and come back to what can be."""
        small, large = (
            [zone for zone in several if outside(zone, self.part).mean() > _MANY]
            for several in (self.small, self.large)
        )
        plots = [*small, *large]
        if not plots:
            return
        start = self.part.copy()
        for plot in plots:
            start[plot.atoms] = cut_anew(plot, self.part)
        bare = [unsettled(plot) for plot in plots]
        yield _round(bare, start, start, insistent(self.cooling))
        for plot in plots:
            start[plot.atoms] = named_as_today(plot, start)
        other = replace(self, begun=start, part=start.copy(), small=small, large=large)
        yield from other.tries()
        self._take([plot for plot in plots if no_worse(plot, other.part, self.part)], other.part)

    def _insist(self, size: int) -> Iterator[_Round]:
        """Bring what is out of bounds into them, and take that where it is not too dear."""
        for plots in windows(self.instance, self.large, self.part, size=size, missed=True):
            yield from self._bring_in(plots, _TRYING // _INSISTING, self.cooling)

    def _bring_in(self, plots: Sequence[Plot], tries: int, cooling: Cooling) -> Iterator[_Round]:
        """Get plots into bounds, several ways at once, and take the cheapest if it is worth it."""
        trials = [self.part.copy() for _ in range(self.effort.ways if plots else 0)]
        ways = (self._way(plots, trial, tries, insistent(cooling)) for trial in trials)
        for rounds in zip_longest(*ways):
            yield [each for round_ in rounds if round_ for each in round_]
        for trial in trials:
            self._take(plots, trial)

    def _take(self, plots: Sequence[Plot], trial: Ints) -> None:
        """Take a trial plot by plot where it is worth its price."""
        for plot in plots:
            if worth(plot, trial, self.cooling) < worth(plot, self.part, self.cooling):
                self.part[plot.atoms] = trial[plot.atoms]
            else:
                could = outside(plot, self.part) & ~outside(plot, trial)
                self.dear[plot.parts[could]] = True

    def _way(
        self, plots: Sequence[Plot], trial: Ints, tries: int, cooling: Cooling
    ) -> Iterator[_Round]:
        """Get plots into bounds at any cost, then see how cheap that becomes."""
        again = warm(cooling)
        today = trial.copy()
        for _ in range(tries):
            out = [plot for plot in plots if missed(plot, trial)]
            yield _round(out, today, trial, hot(cooling))
        changed = [plot for plot in plots if (today != trial)[plot.atoms].any()]
        for heat in _CHEAPENING:
            cooler = again._replace(hot=again.hot * heat)
            for some in windows(self.instance, changed, trial, size=_WINDOW):
                yield _round(some, trial, trial, cooler)

    def _longer(self, more: int) -> Iterator[_Round]:
        """Go on with wider windows each time."""
        slow = self.cooling._replace(steps=4 * _STEPS)
        yield _round(self.small, self.begun, self.part, slow)
        yield from self._again()
        yield from self._everywhere()
        yield from self._insist(_WINDOW * (2 + more))


def _course(
    instance: Instance, begun: Ints, part: Ints, border: float, dear: Flags | None
) -> _Course:
    """Lay out the rounds of a search; whoever carries them out keeps ``part`` up to date."""
    plots = zones(instance)
    effort = _effort(len(begun))
    return _Course(
        instance,
        begun,
        part,
        [plot for plot in plots if len(plot.parts) <= _LARGE],
        [plot for plot in plots if len(plot.parts) > _LARGE],
        fresh(instance, border, effort.steps),
        fresh(instance, border, _STEPS),
        effort,
        np.zeros(len(instance.low), np.bool_) if dear is None else dear,
    )


def _effort(atoms: int) -> _Effort:
    """Choose how often: the more zones there are, the less one of them matters."""
    for most, effort in (
        (500, _Effort(steps=_STEPS, fresh=10, again=40, patience=20, ways=5)),
        (10_000, _Effort(steps=_STEPS, fresh=8, again=24, patience=12, ways=2)),
        # Of many short tries what each found best is put together: that is quicker than few long
        # ones, but where there are few zones it leaves more for the last of them to chance.
        (100_000, _Effort(steps=270, fresh=36, again=24, patience=12, ways=2)),
    ):
        if atoms <= most:
            return effort
    return _Effort(steps=270, fresh=12, again=8, patience=4, ways=1)
