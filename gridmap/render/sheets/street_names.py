"""Where the name of a street stands: along it, on a stretch straight enough to be read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import rotate, translate
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

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
# Height of a character that stands above another, of its width.
_LETTER: Final = 1.05
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
    over
        Whether it stands on houses, since its street has no room beside them.
    """

    text: str
    x: float
    y: float
    turn: float
    stacked: bool
    points: float
    over: bool = False

    @property
    def room(self) -> BaseGeometry:
        """What it takes of the map, in millimetres of the frame."""
        wide, high = width_of(self.text, self.points), self.points * POINT
        if self.stacked:
            wide, high = high, high * len(self.text) * _LETTER
        level = shapely.box(-wide / 2, -high / 2, wide / 2, high / 2)
        return translate(rotate(level, self.turn, origin=(0, 0)), self.x, self.y)


def name_streets(
    lines: Geometries,
    names: tuple[str | None, ...],
    widths: NDArray[np.float64],
    room: Room,
    keep_off: BaseGeometry,
    houses: Geometries,
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
    houses
        What each stands on as little as can be, in millimetres, shape ``(k,)``.
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
    shapely.prepare(keep_off)
    standing = shapely.STRtree(houses)
    placed: list[StreetName] = []
    for name, parts in sorted(
        joined.items(),
        key=lambda one: (-widest[one[0]], -shapely.length(one[1]).max(initial=0), one[0]),
    ):
        placed += _named(name, parts, room, keep_off, standing, points, clear)
    return placed


def _named(
    name: str,
    parts: Geometries,
    room: Room,
    keep_off: BaseGeometry,
    houses: shapely.STRtree,
    points: float,
    clear: float,
) -> Iterator[StreetName]:
    wide = width_of(name, points)
    seen: list[tuple[float, float]] = []
    for line in sorted(parts, key=shapely.length, reverse=True):
        if not isinstance(line, LineString) or line.length < wide:
            continue
        starts, ends = _chords(line, wide)
        ends = ends[_bends(line, starts, wide, ends) <= _BEND]
        written, shapes = _written(name, ends, points)
        covered = np.round(_covered(shapes, houses), 1)
        order = np.argsort(covered, kind="stable")
        for at in order[~shapely.dwithin(keep_off, shapes[order], _LEAST)].tolist():
            one = replace(written[at], over=bool(covered[at]))
            if any(np.hypot(one.x - x, one.y - y) < _AGAIN for x, y in seen):
                continue
            if (not one.stacked or _is_upright(one, ends[at])) and room.place_name(
                shapes[at], clear
            ):
                seen.append((one.x, one.y))
                yield one


def _covered(shapes: Geometries, houses: shapely.STRtree) -> NDArray[np.float64]:
    """Tell how much each shape covers of houses."""
    one, house = houses.query(shapes, "intersects")
    areas = shapely.area(shapely.intersection(shapes[one], houses.geometries[house]))
    return np.bincount(one, areas, minlength=len(shapes)).astype(np.float64)


def _chords(line: LineString, wide: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Find stretches as long as a name whose ends are nearly as far apart, from the middle on.

    Returns
    -------
    tuple
        Where each starts along the line, and both its ends, shape ``(n, 2, 2)``.
    """
    starts = np.arange(0.0, line.length - wide + 1e-9, _STEP)
    starts = starts[np.argsort(np.abs(starts + wide / 2 - line.length / 2), kind="stable")]
    reached = shapely.line_interpolate_point(line, np.stack([starts, starts + wide], axis=1))
    ends = shapely.get_coordinates(reached).reshape(-1, 2, 2)
    straight = np.hypot(*(ends[:, 1] - ends[:, 0]).T) >= wide * _STRAIGHT
    return starts[straight], ends[straight]


def _bends(
    line: LineString, starts: NDArray[np.float64], wide: float, ends: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Tell how far each stretch leaves the straight line between its ends, shape ``(n,)``."""
    bends = np.zeros(len(starts))
    corners = shapely.get_coordinates(line)
    reached = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))])
    first = np.searchsorted(reached, starts, "right")
    last = np.searchsorted(reached, starts + wide, "left")
    count = np.maximum(last - first, 0)
    if not count.any():
        return bends
    of = np.repeat(np.arange(len(starts)), count)
    corner = corners[np.arange(len(of)) + np.repeat(first - np.cumsum(count) + count, count)]
    from_start = corner - ends[of, 0]
    along = (ends[:, 1] - ends[:, 0])[of]
    share = np.clip((from_start * along).sum(axis=1) / (along**2).sum(axis=1), 0, 1)
    aside = np.hypot(*(from_start - share[:, None] * along).T)
    np.maximum.at(bends, of, aside)
    return bends


def _written(
    name: str, ends: NDArray[np.float64], points: float
) -> tuple[list[StreetName], Geometries]:
    """Write a name along each stretch, or stack it where that is steep; tell the room of each."""
    wide, high = width_of(name, points), points * POINT
    tall = high * len(name) * _LETTER
    along = ends[:, 1] - ends[:, 0]
    turns = np.degrees(np.arctan2(along[:, 1], along[:, 0]))
    turns = (turns + 90) % 180 - 90  # never upside down
    stacks = all(unicodedata.east_asian_width(letter) in "WF" for letter in name)
    stacked = np.abs(turns) > (_STACKED if stacks else np.inf)
    turns[stacked] = 0.0
    middles = ends.mean(axis=1)
    across = np.stack([np.cos(np.radians(turns)), np.sin(np.radians(turns))], axis=1)
    down = np.stack([-across[:, 1], across[:, 0]], axis=1)
    across *= np.where(stacked, high, wide)[:, None] / 2
    down *= np.where(stacked, tall, high)[:, None] / 2
    corners = [-across - down, across - down, across + down, down - across]
    shapes = shapely.polygons(middles[:, None] + np.stack(corners, axis=1))
    places = zip(middles.tolist(), turns.tolist(), stacked.tolist(), strict=True)
    return [
        StreetName(name, x, y, turn, upright, points) for (x, y), turn, upright in places
    ], shapes


def _is_upright(name: StreetName, ends: NDArray[np.float64]) -> bool:
    """Tell whether a stacked name stays on its street, which leans."""
    wide, high = width_of(name.text, name.points), name.points * POINT
    tall = high * len(name.text) * _LETTER
    return bool(abs(ends[1, 0] - ends[0, 0]) / wide * tall / 2 <= high)
