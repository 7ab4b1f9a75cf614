"""Receiving patches of a new division of grids, by their labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gridmap.frames.columns import distinct, labelled, plain
from gridmap.frames.grids import Grids, another
from gridmap.frames.town import Town, checked_size
from gridmap.planning.receiving import received

__all__ = ["Handed", "handed_on"]


@dataclass(frozen=True, slots=True)
class Handed:
    """Patches before and after.

    Attributes
    ----------
    before, patch
        Patch of each building today, and then, on the index of the buildings.
    changes
        Whether the leader of a building changes, shape (n,).
    price
        Households whose leader changes.
    """

    before: pd.Series[Any]
    patch: pd.Series[Any]
    changes: NDArray[np.bool_]
    price: float


def handed_on(
    buildings: gpd.GeoDataFrame,
    patch: str,
    town: Town,
    grids: Grids,
    part: NDArray[np.int64],
    size: tuple[float, float],
) -> Handed:
    """Name a receiving patch for everything that leaves the grid of its own."""
    checked_size(size)
    today = plain(distinct(buildings, patch, "buildings"))
    codes, labels = pd.factorize(today, sort=False)
    heir = received(
        town.graph, town.households, codes.astype(np.int64), grids.before, part, size[1]
    ).patch
    names = list(labels)
    while len(names) <= heir.max():
        names.append(another(names))
    called: NDArray[Any] = np.empty(len(names), dtype=object)
    called[:] = names
    changes = (codes >= 0) & (heir != codes)
    return Handed(
        today.set_axis(buildings.index),
        labelled(called[heir], buildings.index, today.dtype, patch),
        changes,
        float(town.households[changes].sum()),
    )
