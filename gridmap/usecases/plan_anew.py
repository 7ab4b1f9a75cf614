"""Dividing an area from nothing: all of it, or the grids that have no patches yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gridmap.errors import Conflict
from gridmap.frames.by_hand import by_hand
from gridmap.frames.divide import divide
from gridmap.frames.division import Division
from gridmap.frames.seeking import Watch
from gridmap.planning.bounds import parts_for
from gridmap.territory.codes import Level
from gridmap.usecases.plan_easing import eased
from gridmap.usecases.plan_prepared import Prepared
from gridmap.usecases.plan_steps import labels_of

__all__ = ["anew", "counts_of", "usual_share"]

_BORDER: Final = 1.0
"""Any price of a metre will do where nothing else has one."""


def anew(
    here: Prepared,
    load: str,
    bounds: Mapping[str, Any],
    *,
    parts: int | Mapping[str, int] | None,
    seed: int,
    seconds: float | None,
    progress: Watch | None,
) -> Division:
    """Divide an area from nothing, and tell what that costs those who have a leader today.

    Parameters
    ----------
    bounds
        Either ``size`` or ``tolerance``, with ``parts`` then.
    load, parts, seed, seconds, progress
        As for :func:`gridmap.divide`.

    Raises
    ------
    Conflict
        ``plan-patches-below`` where grids have patches.
    InputError
        As for :func:`gridmap.divide`.
    """
    if here.patched:
        area = here.ground.area
        raise Conflict("plan-patches-below", area=area.name or area.code)
    asked: dict[str, Any] = {
        "load": load,
        **bounds,
        "zone": here.zone,
        "barriers": here.barriers,
        "streets": here.streets,
        "within": here.within,
        "edges": here.neighbours,
    }

    def once(
        atoms: gpd.GeoDataFrame,
        _before: Division | None,
        _settled: pd.Series[bool] | None,
        **how: Any,  # noqa: ANN401 - handed on
    ) -> Division:
        return divide(atoms, together="together", parts=parts, seed=seed, **how, **asked)

    atoms = here.atoms.assign(together=here.atoms[here.unparted])
    how: dict[str, Any] = {"seconds": seconds, "progress": progress}
    if here.level is Level.PATCH:
        made = eased(here, atoms, once, border=_BORDER, **how).division
    else:
        made = once(atoms, None, None, **how)
    if not here.atoms[here.current].notna().any():
        return made
    # Today's areas end by it, and whoever answers for them: that is its price.
    atoms = here.atoms.assign(given=labels_of(made))
    beside = by_hand(atoms, "given", current=here.current, **asked)
    return replace(beside, infeasible=made.infeasible, findings=made.findings)


def counts_of(
    here: Prepared,
    areas: pd.Series[Any],
    loads: NDArray[np.float64],
    size: tuple[float, float],
) -> dict[str, int]:
    """Tell how many areas each zone has, and one that has none yet needs.

    Parameters
    ----------
    areas
        Of each atom, missing where it has none.
    size
        Bounds of what each of those is to have that are still to come.
    """
    low, high = size
    zone, lump = here.atoms[here.zone], here.atoms[here.unparted]
    # What is not parted without need is no more than it takes areas to hold it, and no more than
    # it has atoms.
    by = pd.Series(loads, here.atoms.index).groupby([zone, lump])
    lumps = pd.DataFrame(
        {"load": by.sum(), "most": np.minimum(by.count(), np.ceil(by.sum() / high))}
    )
    count = areas.groupby(zone).nunique().to_dict()
    several = lumps.groupby(level=0).sum()
    needed = {
        code: parts_for(float(load), low, high, int(most))
        for code, load, most in several.itertuples()
    }
    return {str(code): int(count[code]) or number for code, number in needed.items()}


def usual_share(
    here: Prepared, areas: pd.Series[Any], loads: NDArray[np.float64]
) -> tuple[float, float] | None:
    """Tell what an area has where there are some, as bounds; ``None`` where there is none."""
    zone = here.atoms[here.zone]
    divided = areas.notna().groupby(zone).transform("any").to_numpy()
    count = areas[divided].groupby(zone[divided]).nunique().sum()
    share = float(loads[divided].sum()) / count if count else 0.0
    return (share, share) if share > 0 else None
