"""How people are housed, by the kinds of estate that a southern Chinese town is made of.

Every layout works on land straightened so that its rows run east-west, and returns footprints in
that straightened frame; slabs look south, as nearly all do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gridmap.demo.footprints import Footprint, apart, boxes, fitting, runs, shaped

__all__ = ["COMPOUND", "ESTATE", "SlabStyle", "courtyards", "houses", "slabs", "towers"]


@dataclass(frozen=True, slots=True)
class SlabStyle:
    """What the slabs of an estate have in common.

    Attributes
    ----------
    levels
        Numbers of storeys to choose from.
    units
        Lowest and highest number of units side by side.
    width, depth
        Metres of one unit along and across the row, lowest and highest.
    sun
        Lowest and highest free space between rows, in heights of the building before.
    """

    levels: tuple[int, ...]
    units: tuple[int, int]
    width: tuple[float, float]
    depth: tuple[float, float]
    sun: tuple[float, float]


ESTATE: Final = SlabStyle((6, 6, 7), (1, 4), (19.0, 25.0), (11.5, 14.0), (1.15, 1.55))
COMPOUND: Final = SlabStyle((3, 3, 3, 5), (1, 4), (16.0, 20.0), (8.5, 10.5), (1.3, 1.8))

_STOREY: Final = 3.0


@dataclass(frozen=True, slots=True)
class _Row:
    """What the rows of one estate have in common: metres, storeys, units in a usual slab."""

    width: float
    depth: float
    step: float
    gap: float
    shift: float
    levels: int
    usual: int


def slabs(land: BaseGeometry, style: SlabStyle, rng: np.random.Generator) -> list[Footprint]:
    """Fill land with rows of slabs, from where most of them fit."""
    width = rng.uniform(*style.width)
    usual = int(rng.integers(*style.units, endpoint=True))
    row = _Row(
        width=width,
        depth=rng.uniform(*style.depth),
        step=rng.choice([0.0, 0.0, 0.0, 2.4, 3.2]),
        gap=rng.uniform(9.0, 16.0),
        shift=rng.choice([0.0, 0.0, 0.5]) * usual * width,
        levels=int(rng.choice(style.levels)),
        usual=usual,
    )
    _, south, _, north = land.bounds
    pitch = row.depth + row.step + row.levels * _STOREY * rng.uniform(*style.sun)
    layouts = [
        _rows(land, np.arange(start, north, pitch), row, style, rng)
        for start in south + pitch * np.array([0.0, 0.2, 0.4, 0.6, 0.8])
    ]
    return max(layouts, key=lambda found: sum(slab.dwellings for slab in found))


def _rows(
    land: BaseGeometry,
    ys: NDArray[np.float64],
    row: _Row,
    style: SlabStyle,
    rng: np.random.Generator,
) -> list[Footprint]:
    found: list[Footprint] = []
    for nth, y in enumerate(ys.tolist()):
        # A row is at times lower, to let the sun in behind it.
        levels = max(2, row.levels - int(rng.random() < 0.2))
        for west, east in runs(land, y - 0.3, y + row.depth + row.step + 0.3):
            start = west + (row.shift if nth % 2 else 0.0)
            found += _row((start, east, y), row, levels, style.units, rng)
    return fitting(land, found)


def _row(
    place: tuple[float, float, float],
    row: _Row,
    levels: int,
    units: tuple[int, int],
    rng: np.random.Generator,
) -> list[Footprint]:
    west, east, y = place
    counts: list[int] = []
    left = east - west
    while left >= units[0] * row.width:
        wanted = row.usual if rng.random() < 0.7 else int(rng.integers(*units, endpoint=True))
        count = min(wanted, int(left // row.width))
        counts.append(count)
        left -= count * row.width + row.gap
    # What is left over widens the gaps, so that rows end flush with the estate's edge.
    spare = min(14.0, max(0.0, left + row.gap) / max(1, len(counts) - 1))
    found = []
    x = west
    for count in counts:
        if rng.random() > 0.06:  # now and then a slab was never built: a lawn, a shed, a garden
            found.append(_slab((x, y + rng.normal(0.0, 0.5)), row, count, levels))
        x += count * row.width + row.gap + spare
    return found


def _slab(corner: tuple[float, float], row: _Row, count: int, levels: int) -> Footprint:
    x, y = corner
    nth = np.arange(count)
    stagger = row.step * (nth % 2)
    units = boxes(x + (nth + 0.5) * row.width, y + row.depth / 2 + stagger, row.width, row.depth)
    return Footprint("apartments", shaped(units), levels, tuple(units), 2, (1, levels))


_TOWER_PLANS: Final = (
    # Butterfly, cross, and a slab with a core: half outlines in metres around the middle.
    ((-13, -7), (-5, -9), (-5, -6), (5, -6), (5, -9), (13, -7), (13, 4), (9, 4), (9, 8), (3, 8),
     (3, 6), (-3, 6), (-3, 8), (-9, 8), (-9, 4), (-13, 4)),
    ((-4, -12), (4, -12), (4, -5), (12, -5), (12, 4), (5, 4), (5, 11), (-5, 11), (-5, 4),
     (-12, 4), (-12, -5), (-4, -5)),
    ((-16, -6), (-6, -7.5), (-6, -6), (6, -6), (6, -7.5), (16, -6), (16, 5), (3, 5), (3, 8),
     (-3, 8), (-3, 5), (-16, 5)),
)  # fmt: skip


def towers(land: BaseGeometry, rng: np.random.Generator) -> list[Footprint]:
    """Stand a few towers on land, each row shifted against the one before."""
    plan = np.array(_TOWER_PLANS[int(rng.integers(len(_TOWER_PLANS)))], dtype=np.float64)
    plan *= rng.uniform(0.92, 1.08)
    levels = int(rng.choice([11, 18, 18, 24, 28]))
    pair = rng.random() < 0.35
    doors = 2 if pair else int(rng.choice([2, 4]))
    across, along = rng.uniform(44, 54), rng.uniform(48, 60)
    stands = max(
        (_stands(land, across, along, rng) for _ in range(6)),
        key=lambda at: len(_fitting_at(land, plan, at)),
    )
    found = []
    for middle in _fitting_at(land, plan, stands):
        halves = (-0.5, 0.5) if pair else (0.0,)
        wings = np.array(
            [shapely.Polygon(plan + middle + (half * np.ptp(plan[:, 0]), 0.0)) for half in halves]
        )
        storeys = max(11, levels - int(rng.choice([0, 0, 0, 1, 2, 7])))
        tower = Footprint("apartments", shaped(wings), storeys, tuple(wings), doors, (1, storeys))
        found.append(tower)
    return apart(fitting(land, found), 14.0)


def _stands(
    land: BaseGeometry, across: float, along: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Set out a staggered pattern of places for towers, somewhere."""
    west, south, east, north = land.bounds
    x, y = np.meshgrid(np.arange(west, east, across), np.arange(south, north, along))
    x[1::2] += across / 2
    at = np.stack([x.ravel(), y.ravel()], axis=1) + rng.uniform(0, (across, along))
    return at + rng.normal(0.0, 1.5, at.shape)


def _fitting_at(
    land: BaseGeometry, plan: NDArray[np.float64], at: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Keep the places where a ground plan fits on land."""
    shapely.prepare(land)
    return at[shapely.contains_properly(land, shapely.polygons(plan + at[:, None]))]


def courtyards(land: BaseGeometry, rng: np.random.Generator) -> list[Footprint]:
    """Put blocks of flats around yards: U and L shapes of five or six storeys, shops below."""
    west, south, east, north = land.bounds
    deep = rng.uniform(11.0, 13.0)
    found = []
    y = south + 1.0
    while y < north - 38:
        height = rng.uniform(40, 58)
        x = west + rng.uniform(0.0, 6.0)
        while x < east - 40:
            length = rng.uniform(44, 66)
            found.append(_yard((x, y, length, height), deep, rng))
            x += length + rng.uniform(9, 16)
        y += height + rng.uniform(10, 16)
    return fitting(land, found)


def _yard(
    place: tuple[float, float, float, float], deep: float, rng: np.random.Generator
) -> Footprint:
    x, y, length, height = place
    unit = length / max(2, round(length / 17))
    back = [
        (x + unit * (nth + 0.5), y + height - deep / 2, unit, deep)
        for nth in range(round(length / unit))
    ]
    rise = height - deep
    wing = rise / max(1, round(rise / 19))
    left = [(x + deep / 2, y + wing * (nth + 0.5), deep, wing) for nth in range(round(rise / wing))]
    right = [(x + length - deep / 2, cy, w, d) for _, cy, w, d in left]
    wings = {"U": [*left, *back, *right], "L": [*left, *back], "J": [*back, *right]}
    shape = wings[str(rng.choice(["U", "U", "L", "J"]))]
    units = boxes(*np.array(shape).T)
    levels = int(rng.integers(5, 7))
    return Footprint("apartments", shaped(units), levels, tuple(units), 2, (2, levels))


def houses(land: BaseGeometry, rng: np.random.Generator) -> list[Footprint]:
    """Line lanes with low houses that follow the land's edge, ring within ring."""
    found: list[Footprint] = []
    inset = 0.5
    while inset < 60:
        ring_land = land.buffer(-inset - 5.5, join_style="mitre")
        if ring_land.is_empty:
            break
        for ring in shapely.get_parts(ring_land):
            found += _along(shapely.simplify(ring, 1.5).exterior, rng)
        inset += rng.uniform(14.0, 17.5)
    return apart(fitting(land, found), 0.7)


def _along(line: shapely.LinearRing, rng: np.random.Generator) -> list[Footprint]:
    at: NDArray[np.float64] = np.arange(4.0, line.length - 4.0, 11.2)
    if len(at) == 0:
        return []
    at = at + rng.uniform(-1.0, 1.0, len(at))
    here = shapely.get_coordinates(shapely.line_interpolate_point(line, at))
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(line, at + 0.5))
    angle = np.arctan2(*(ahead - here).T[::-1]) + rng.normal(0.0, 0.035, len(at))
    drift = rng.normal(0.0, 0.6, (len(at), 2))
    sizes = rng.uniform((7.5, 8.5), (10.6, 11.6), (len(at), 2))
    x, y = (here + drift).T
    outlines = boxes(x, y, sizes[:, 0], sizes[:, 1], angle)
    levels = rng.choice([1, 2, 2, 3, 3, 4], len(at))
    doors = np.where(levels >= 3, rng.choice([1, 1, 1, 1, 2], len(at)), 1)
    kept = rng.random(len(at)) > 0.1
    return [
        Footprint("house", outline, int(level), (outline,), 1, (1, int(door)))
        for outline, level, door, keep in zip(outlines, levels, doors, kept, strict=True)
        if keep
    ]
