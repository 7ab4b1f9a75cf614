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

__all__ = ["anew", "first_patches"]

_BORDER: Final = 1.0
"""Any price of a metre will do where nothing else has one."""


def anew(
    here: Prepared,
    load: str,
    bounds: Mapping[str, Any],
    *,
    parts: int | None,
    seed: int,
    seconds: float | None,
    progress: Watch | None,
) -> Division:
    """Divide an area from nothing, and tell what that costs those who have a leader today.

    Parameters
    ----------
    bounds
        Either ``size`` or ``tolerance``.
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


def first_patches(
    here: Prepared,
    patches: pd.Series[Any],
    loads: NDArray[np.float64],
    size: tuple[float, float],
) -> dict[str, int]:
    """Tell how many patches grids need that have none yet."""
    low, high = size
    grid = here.atoms["grid"]
    # A part is no more than it takes patches to hold it, and no more than it has floors.
    by = pd.Series(loads, here.atoms.index).groupby([grid, here.atoms["part"]])
    lumps = pd.DataFrame(
        {"load": by.sum(), "most": np.minimum(by.count(), np.ceil(by.sum() / high))}
    )
    bare = patches.isna().groupby(grid).all()
    return {
        str(code): parts_for(float(own["load"].sum()), low, high, int(own["most"].sum()))
        for code, own in lumps.groupby("grid")
        if bare[code]
    }
