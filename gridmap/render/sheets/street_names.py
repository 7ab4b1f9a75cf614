"""Where the name of a street stands: along it, on a stretch straight enough to be read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import affinity
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from gridmap.geo.crs import Geometries
from gridmap.render.sheets.letters import POINT, width_of
from gridmap.render.sheets.room import Room

__all__ = ["NAMES", "StreetName", "name_streets"]

NAMES: Final = 8.0
"""Size in points in which streets and landmarks are named."""

# How far the middle line may leave the straight line through a name, in millimetres.
_BEND: Final = 1.0
# The same name again after so many millimetres.
_AGAIN: Final = 90.0
_STEP: Final = 4.0
# Steeper than this, in degrees, Chinese is stacked upright instead of turned.
_STACKED: Final = 60.0
_LEAST: Final = 0.5


@dataclass(frozen=True, slots=True)
class StreetName:
    """A name on the map: its middle in millimetres, its turn in degrees clockwise.

    Attributes
    ----------
    stacked
        Whether its characters stand upright one above another.
    """

    text: str
    x: float
    y: float
    turn: float
    stacked: bool
    points: float


def name_streets(
    lines: Geometries,
    names: tuple[str | None, ...],
    widths: NDArray[np.float64],
    room: Room,
    keep_off: BaseGeometry,
    *,
    points: float = NAMES,
    clear: float = 0.0,
) -> list[StreetName]:
    """Name streets where there is room, the widest first, of those the longest.

    Parameters
    ----------
    lines
        Centre lines in millimetres of the frame, cut to it, shape ``(n,)``; may be empty.
    names
        One for each; ``None`` where there is none.
    widths
        Of each on the ground.
    keep_off
        What no name may stand on: the border of the area.
    points
        Size of the type.
    clear
        Millimetres that each keeps from all else.
    """
    pieces: dict[str, list[BaseGeometry]] = {}
    widest: dict[str, float] = {}
    for line, name, width in zip(lines, names, widths.tolist(), strict=True):
        if name and not shapely.is_empty(line):
            pieces.setdefault(name, []).append(line)
            widest[name] = max(widest.get(name, 0.0), width)
    joined = {
        name: shapely.get_parts(shapely.line_merge(shapely.union_all(found)))
        for name, found in pieces.items()
    }
    placed: list[StreetName] = []
    for name, parts in sorted(
        joined.items(),
        key=lambda one: (-widest[one[0]], -shapely.length(one[1]).max(initial=0), one[0]),
    ):
        placed += _named(name, parts, room, keep_off, points, clear)
    return placed


def _named(
    name: str, parts: Geometries, room: Room, keep_off: BaseGeometry, points: float, clear: float
) -> Iterator[StreetName]:
    seen: list[tuple[float, float]] = []
    for line in sorted(parts, key=shapely.length, reverse=True):
        if not isinstance(line, LineString):
            continue
        for found, shape in _stretches(name, line, points):
            if any(np.hypot(found.x - x, found.y - y) < _AGAIN for x, y in seen):
                continue
            if shapely.distance(shape, keep_off) < _LEAST or not room.place_name(shape, clear):
                continue
            seen.append((found.x, found.y))
            yield found


def _stretches(
    name: str, line: LineString, points: float
) -> Iterator[tuple[StreetName, BaseGeometry]]:
    """Find the straight stretches of a line, from its middle outwards."""
    wide, high = width_of(name, points), points * POINT
    stacks = all(unicodedata.east_asian_width(letter) in "WF" for letter in name)
    length = line.length
    if length < wide:
        return
    starts = np.arange(0.0, length - wide + 1e-9, _STEP)
    for start in sorted(starts.tolist(), key=lambda at: abs(at + wide / 2 - length / 2)):
        stretch = substring(line, start, start + wide)
        (x0, y0), (x1, y1) = stretch.coords[0], stretch.coords[-1]
        chord = LineString([(x0, y0), (x1, y1)])
        if chord.length < wide * 0.95 or stretch.hausdorff_distance(chord) > _BEND:
            continue
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        turn = float(np.degrees(np.arctan2(y1 - y0, x1 - x0)))
        turn = (turn + 90) % 180 - 90  # never upside down
        stacked = stacks and abs(turn) > _STACKED
        if stacked:
            tall = high * len(name) * 1.05
            lean = abs(x1 - x0) / wide * tall / 2
            if lean > high:
                continue
            shape = box(x - high / 2, y - tall / 2, x + high / 2, y + tall / 2)
        else:
            flat = box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            shape = affinity.rotate(flat, turn, origin=(x, y))
        yield StreetName(name, x, y, 0.0 if stacked else turn, stacked, points), shape
