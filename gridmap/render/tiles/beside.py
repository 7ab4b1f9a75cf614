"""What is known of a file of tiles, in files beside it: the same as it shows, ready to look up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries
from gridmap.render.geometry import room_for_label

__all__ = [
    "MIDDLES",
    "NUMBERS",
    "TILES",
    "put_middles",
    "put_numbers",
    "take_middles",
    "take_numbers",
]

TILES: Final = ".pmtiles"
MIDDLES: Final = ".json"
"""Where the label of each area fits."""
NUMBERS: Final = ".npy"
"""The number of each building on its sheet."""


def put_numbers(file: Path, ids: NDArray[np.int64], numbers: NDArray[np.int64]) -> None:
    """Write the numbers of buildings so that their ids are the positions; 0 is none."""
    laid = np.zeros(int(ids.max(initial=-1)) + 1, dtype=np.int32)
    laid[ids] = numbers
    np.save(file, laid)


def take_numbers(file: Path) -> NDArray[np.int32]:
    """Open what :func:`put_numbers` wrote; it stays on the disk until it is looked at."""
    laid: NDArray[np.int32] = np.load(file, mmap_mode="r", allow_pickle=False)
    return laid


def put_middles(file: Path, ids: NDArray[np.int64], outlines: Geometries) -> None:
    """Find and write where the labels of areas fit."""
    middles: dict[int, Any] = dict(zip(ids.tolist(), room_for_label(outlines), strict=True))
    file.write_text(json.dumps(middles), encoding="utf-8")


def take_middles(file: Path) -> dict[int, list[float] | None]:
    """Read the places of labels, ``[lon, lat]`` by area id."""
    return {int(key): place for key, place in json.loads(file.read_text("utf-8")).items()}
