"""Towers in a search for patches: their parts stay whole but where there is no other way."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, NamedTuple

import geopandas as gpd
import pandas as pd

from gridmap.frames.division import Division
from gridmap.frames.seeking import Progress, Watch
from gridmap.planning.bounds import Hindrance
from gridmap.usecases.plan_prepared import Prepared
from gridmap.usecases.plan_steps import called, labels_of

__all__ = ["Eased", "Once", "eased", "partly"]

_SHARES: Final = ((0.0, 0.8), (0.8, 0.87), (0.87, 0.94), (0.94, 1.0))
"""Of the work, until the end of each search: few go on after the first."""

_HELPED: Final = (Hindrance.NOT_FOUND.value, Hindrance.TOO_DEAR.value)
"""What may be otherwise once parts of towers fall into floors."""


_SLACK: Final = 1e-6


Once = Callable[..., Division]
"""A search: given the atoms, the division it is to go on from, if any, which of them are settled in
that one, if any, and by name ``seconds`` and ``progress``."""


class Eased(NamedTuple):
    """The best of several searches.

    Attributes
    ----------
    atoms
        With what was still not parted for it.
    stopped
        Whether somebody had enough: nothing else is to be looked for.
    """

    division: Division
    atoms: gpd.GeoDataFrame
    stopped: bool


def eased(
    here: Prepared,
    atoms: gpd.GeoDataFrame,
    once: Once,
    *,
    border: float,
    seconds: float | None,
    progress: Watch | None,
) -> Eased:
    """Search with parts whole, and again with floors where patches stay out of bounds by that.

    Floors are first had from these patches and those beside them, then from all of their grids.
    Each search goes on from the best before it, and what it comes to is taken only if it is better.

    Parameters
    ----------
    atoms
        With a column ``together`` for what is not parted.
    border
        Households that a metre of border is worth.
    seconds
        For all searches.
    progress
        Told of the best of all searches so far.
    """
    until = None if seconds is None else time.monotonic() + seconds
    best: Eased | None = None
    stopped = False

    def tell(now: Progress) -> bool:
        nonlocal stopped
        if best is not None:
            figures = best.division.metrics
            outside, moved = min((figures.outside, figures.moved), (now.outside, now.moved))
            now = replace(now, outside=outside, moved=moved)
        stopped = stopped or (progress is not None and bool(progress(now)))
        return stopped

    def search(at: int, share: float, settled: pd.Series[bool] | None) -> Eased:
        left = None if until is None else share * max(until - time.monotonic(), 0.0)
        before = None if best is None else best.division
        watch = progress and partly(tell, *_SHARES[at])
        new = Eased(once(atoms, before, settled, seconds=left, progress=watch), atoms, stopped)
        if best is None or _worth(new.division, border) < _worth(best.division, border):
            return new
        return best._replace(stopped=stopped)

    best = search(0, 0.5, None)
    for at, reach in enumerate((_near, _stuck), start=1):
        falls = reach(here, best.division) & atoms.duplicated("together", keep=False)
        if stopped or not falls.any():
            break
        atoms = atoms.assign(together=atoms["together"].mask(falls))
        best = search(at, 0.5, ~_stuck(here, best.division))
    if until is not None and not stopped:
        best = search(-1, 1.0, None)
    if progress is not None and not stopped:
        tell(Progress(1.0, best.division.metrics.outside, best.division.metrics.moved))
    return best


def partly(progress: Callable[[Progress], Any], begin: float, end: float) -> Watch:
    """Tell of a search that is from ``begin`` to ``end`` of the work."""
    return lambda now: progress(replace(now, share=begin + (end - begin) * now.share))


def _worth(division: Division, border: float) -> tuple[float, ...]:
    """Tell what is the better, the less it is: bounds before the price, as each search has it."""
    figures = division.metrics
    return figures.outside, figures.beyond, figures.moved + border * figures.border_m


def _stuck(here: Prepared, division: Division) -> pd.Series[bool]:
    """Mark the atoms of grids that floors may help into bounds."""
    told = division.infeasible
    stuck: pd.Series[bool] = here.atoms[here.zone].isin(
        told.loc[told["reason"].isin(_HELPED), "zone"]
    )
    return stuck


def _near(here: Prepared, division: Division) -> pd.Series[bool]:
    """Mark, of these, the atoms of patches out of bounds, and of those beside them."""
    loads = division.loads
    inside = loads["load"].between(loads["low"] - _SLACK, loads["high"] + _SLACK)
    patch = labels_of(division)
    held = patch.isin([called(label) for label in loads.index[~inside]])
    one, other = (here.edges[end].to_numpy() for end in ("a", "b"))
    beside = {*patch.iloc[other[held.to_numpy()[one]]], *patch.iloc[one[held.to_numpy()[other]]]}
    return _stuck(here, division) & (held | patch.isin(beside))
