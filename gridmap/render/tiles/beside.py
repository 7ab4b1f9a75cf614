"""What is known of a file of tiles, in files beside it: the same as it shows, ready to look up."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.render.geometry import room_for_label
from gridmap.render.tiles.ground import Columns

__all__ = [
    "AREAS",
    "NUMBERS",
    "TILES",
    "AreaOnTiles",
    "put_areas",
    "put_numbers",
    "take_areas",
    "take_numbers",
]

TILES: Final = ".pmtiles"
AREAS: Final = ".json"
"""Where the label of each area fits, and how many buildings it has."""
NUMBERS: Final = ".npy"
"""The number of each building on its sheet."""


@dataclass(frozen=True, slots=True)
class AreaOnTiles:
    """What is known of an area beside its outline.

    Attributes
    ----------
    middle
        Where its label fits: longitude, latitude.
    buildings
        How many it answers for.
    """

    middle: tuple[float, float] | None
    buildings: int


def put_numbers(file: Path, ids: NDArray[np.int64], numbers: NDArray[np.int64]) -> None:
    """Write the numbers of buildings so that their ids are the positions; 0 is none."""
    laid = np.zeros(int(ids.max(initial=-1)) + 1, dtype=np.int32)
    laid[ids] = numbers
    np.save(file, laid)


def take_numbers(file: Path) -> NDArray[np.int32]:
    """Open what :func:`put_numbers` wrote; it stays on the disk until it is looked at."""
    laid: NDArray[np.int32] = np.load(file, mmap_mode="r", allow_pickle=False)
    return laid


def put_areas(file: Path, areas: Columns) -> None:
    """Find where the labels of areas fit, and write that with the number of their buildings."""
    known = zip(room_for_label(areas["geom"]), areas["buildings"].tolist(), strict=True)
    file.write_text(
        json.dumps(dict(zip(areas["id"].tolist(), known, strict=True))), encoding="utf-8"
    )


def take_areas(file: Path) -> dict[int, AreaOnTiles]:
    """Read what :func:`put_areas` wrote, by area id."""
    return {
        int(key): AreaOnTiles(None if middle is None else (middle[0], middle[1]), buildings)
        for key, (middle, buildings) in json.loads(file.read_text("utf-8")).items()
    }
