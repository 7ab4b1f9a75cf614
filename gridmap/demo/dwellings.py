"""Doors: units of buildings, their floors, and the households behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.demo.footprints import Footprint
from gridmap.geo.crs import Geometries

__all__ = ["TALL", "Units", "units_of"]

TALL: Final = 9
"""Storeys above which a building is divided between leaders by floors, not by staircases."""


@dataclass(frozen=True)
class Units:
    """Staircases (单元) where people live; arrays of one length.

    Attributes
    ----------
    building, number
        Building, and 1, 2 … within it from the west.
    first, last, doors
        First and last storey with dwellings, and dwellings a storey.
    homes
        Dwellings in all.
    block
        Block the building stands on.
    tall
        Whether the building is higher than :data:`TALL` storeys.
    ground
        Footprint of the unit.
    """

    building: NDArray[np.int64]
    number: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    doors: NDArray[np.int64]
    homes: NDArray[np.int64]
    block: NDArray[np.int64]
    tall: NDArray[np.bool_]
    ground: Geometries


def units_of(footprints: list[Footprint], block: NDArray[np.int64]) -> Units:
    """List the units of all buildings."""
    rows = [
        (building, number, *each.storeys, each.doors, each.levels > TALL)
        for building, each in enumerate(footprints)
        for number in range(1, len(each.units) + 1)
    ]
    building, number, first, last, doors, tall = np.array(rows, dtype=np.int64).T
    ground = np.array([unit for each in footprints for unit in each.units], dtype=object)
    shapely.prepare(ground)
    return Units(
        building=building,
        number=number,
        first=first,
        last=last,
        doors=doors,
        homes=doors * (last - first + 1),
        block=block[building],
        tall=tall.astype(bool),
        ground=ground,
    )
