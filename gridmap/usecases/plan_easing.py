"""Towers in a search for patches: their parts stay whole but where there is no other way."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from gridmap.frames.division import Division
from gridmap.frames.seeking import Progress, Watch
from gridmap.planning.bounds import Hindrance
from gridmap.usecases.plan_prepared import Prepared
from gridmap.usecases.plan_steps import called, labels_of

__all__ = ["Once", "eased", "partly"]

_SHARES: Final = ((0.0, 0.8), (0.8, 0.87), (0.87, 0.94), (0.94, 1.0))
"""Of the work, until the end of each search: few go on after the first."""

_HELPED: Final = (Hindrance.NOT_FOUND.value, Hindrance.TOO_DEAR.value)
"""What may be otherwise once parts of towers fall into floors."""


_SLACK: Final = 1e-6


Once = Callable[..., Division]
"""A search: given the atoms, the division it is to go on from, if any, which of them are settled in
that one, if any, and by name ``seconds`` and ``progress``."""


def eased(
    here: Prepared,
    atoms: gpd.GeoDataFrame,
    once: Once,
    *,
    seconds: float | None,
    progress: Watch | None,
) -> tuple[Division, gpd.GeoDataFrame]:
    """Search with parts whole, and again with floors where patches stay out of bounds by that.

    Floors are first had from these patches and those beside them, then from all of their grids.

    Parameters
    ----------
    atoms
        With a column ``together`` for what is not parted.
    seconds
        For all searches.

    Returns
    -------
    tuple
        The division, and the atoms with what was still not parted for it.
    """
    until = None if seconds is None else time.monotonic() + seconds

    def left(share: float) -> float | None:
        return None if until is None else share * max(until - time.monotonic(), 0.0)

    def tell(at: int) -> Watch | None:
        return progress and partly(progress, *_SHARES[at])

    division = once(atoms, None, None, seconds=left(0.5), progress=tell(0))
    for at, reach in enumerate((_near, _stuck), start=1):
        falls = reach(here, division) & atoms.duplicated("together", keep=False)
        if not falls.any():
            break
        atoms = atoms.assign(together=atoms["together"].mask(falls))
        division = once(
            atoms, division, ~_stuck(here, division), seconds=left(0.5), progress=tell(at)
        )
    if until is not None:
        division = once(atoms, division, None, seconds=left(1.0), progress=tell(-1))
    return division, atoms


def partly(progress: Callable[[Progress], Any], begin: float, end: float) -> Watch:
    """Tell of a search that is from ``begin`` to ``end`` of the work."""
    return lambda now: progress(replace(now, share=begin + (end - begin) * now.share))


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
