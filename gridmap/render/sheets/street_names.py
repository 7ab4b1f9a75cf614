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
# What its ends are apart, of its length.
_STRAIGHT: Final = 0.95
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
        for start, ends in _chords(line, width_of(name, points)):
            x, y = ends.mean(axis=0).tolist()
            if any(np.hypot(x - one, y - other) < _AGAIN for one, other in seen):
                continue
            found = _along(name, line, start, ends, points)
            if found is None:
                continue
            written, shape = found
            if shapely.distance(shape, keep_off) < _LEAST or not room.place_name(shape, clear):
                continue
            seen.append((x, y))
            yield written


def _chords(line: LineString, wide: float) -> Iterator[tuple[float, NDArray[np.float64]]]:
    """Find stretches as long as a name whose ends are nearly as far apart, from the middle on."""
    length = line.length
    starts = np.arange(0.0, length - wide + 1e-9, _STEP)
    if length < wide:
        return
    reached = shapely.line_interpolate_point(line, np.stack([starts, starts + wide], axis=1))
    ends = shapely.get_coordinates(reached).reshape(-1, 2, 2)
    straight = np.hypot(*(ends[:, 1] - ends[:, 0]).T) >= wide * _STRAIGHT
    away = np.abs(starts + wide / 2 - length / 2)
    for at in np.argsort(away, kind="stable").tolist():
        if straight[at]:
            yield float(starts[at]), ends[at]


def _along(
    name: str, line: LineString, start: float, ends: NDArray[np.float64], points: float
) -> tuple[StreetName, BaseGeometry] | None:
    """Write a name along a stretch of a line and tell its room; ``None`` where it bends."""
    wide, high = width_of(name, points), points * POINT
    (x0, y0), (x1, y1) = ends.tolist()
    chord = LineString(ends)
    if substring(line, start, start + wide).hausdorff_distance(chord) > _BEND:
        return None
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    turn = float(np.degrees(np.arctan2(y1 - y0, x1 - x0)))
    turn = (turn + 90) % 180 - 90  # never upside down
    stacks = all(unicodedata.east_asian_width(letter) in "WF" for letter in name)
    if stacks and abs(turn) > _STACKED:
        tall = high * len(name) * 1.05
        if abs(x1 - x0) / wide * tall / 2 > high:
            return None
        room = box(x - high / 2, y - tall / 2, x + high / 2, y + tall / 2)
        return StreetName(name, x, y, 0.0, stacked=True, points=points), room
    flat = box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    written = StreetName(name, x, y, turn, stacked=False, points=points)
    return written, affinity.rotate(flat, turn, origin=(x, y))
