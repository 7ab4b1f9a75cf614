"""Patches (邻): who answers for which doors, and the ground between them.

A staircase of a walk-up is a patch, or two small ones together; low houses are grouped with their
neighbours; a tower is divided by floors. Where two patches meet, the line lies half way between
their walls (the edges of a Voronoi diagram of the footprints).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import Voronoi

from gridmap.demo.dwellings import Units
from gridmap.demo.growing import grow
from gridmap.demo.succession import ALONE, VACANT
from gridmap.geo.crs import Geometries

__all__ = ["PATCHES", "Patches", "divide"]

PATCHES: Final = 719 + ALONE + VACANT
"""Patches there are: 719 leaders have a cadre, as in the real subdistrict; the rest lack one."""

_USUAL: Final = 12.5
"""Households that a patch has when it can be chosen."""
_LEAST: Final = 9
"""Households from which a staircase is a patch of its own."""
_MOST: Final = 30
"""Households that even the most overloaded leader does not exceed."""


_NEIGHBOURLY: Final = 3.0
"""Metres of common border from which two staircases count as neighbours."""


@dataclass(frozen=True)
class Patches:
    """The division of all dwellings into patches.

    Attributes
    ----------
    unit, lo, hi, patch
        Arrays of one length: storeys ``lo`` to ``hi`` of ``unit`` belong to ``patch``.
    region
        For each unit the ground it stands on: its patch's number, or for a tower, whose patches
        have no ground of their own, :data:`PATCHES` + number of the building.
    borders
        Lines between regions, within blocks.
    """

    unit: NDArray[np.int64]
    lo: NDArray[np.int64]
    hi: NDArray[np.int64]
    patch: NDArray[np.int64]
    region: NDArray[np.int64]
    borders: Geometries


@dataclass(frozen=True)
class _Walls:
    """Voronoi edges between units of a block: which two they part, and where."""

    pairs: NDArray[np.int64]
    lines: Geometries
    block: NDArray[np.int64]


def divide(units: Units, blocks: Geometries, strain: NDArray[np.float64]) -> Patches:
    """Divide dwellings into exactly :data:`PATCHES` patches.

    Parameters
    ----------
    units
        All staircases.
    blocks
        Blocks, by the numbers in ``units.block``.
    strain
        For each block, how short of leaders its community is: high ones get overloaded patches.
    """
    walls = _walls(units, blocks)
    patch = _natural(units, walls)
    unit, lo, hi, tower_patch = _by_floors(units, int(patch.max()) + 1)
    surplus = int(tower_patch.max()) + 1 - PATCHES
    if surplus < 0:
        msg = f"the plan houses too few people for {PATCHES} patches: {-surplus} short"
        raise ValueError(msg)
    patch = _merged(units, walls, patch, surplus, strain)
    low = np.flatnonzero(~units.tall)
    everything = np.concatenate([patch[low], tower_patch])
    _, compact = np.unique(everything, return_inverse=True)
    region = PATCHES + units.building
    region[low] = compact[: len(low)]
    keep = region[walls.pairs[:, 0]] != region[walls.pairs[:, 1]]
    return Patches(
        unit=np.concatenate([low, unit]),
        lo=np.concatenate([units.first[low], lo]),
        hi=np.concatenate([units.last[low], hi]),
        patch=compact,
        region=region,
        borders=_smooth(walls.lines[keep], walls.block[keep], blocks),
    )


def _walls(units: Units, blocks: Geometries) -> _Walls:
    pairs, lines, where = [], [], []
    for block in np.unique(units.block).tolist():
        members = np.flatnonzero(units.block == block)
        if len(members) < 2:
            continue
        # Units of a slab touch; drawn in a little, the line between them is the party wall.
        edges = shapely.segmentize(
            shapely.boundary(shapely.buffer(units.ground[members], -1.6, join_style="mitre")), 2.0
        )
        points, owner = shapely.get_coordinates(edges, return_index=True)
        points, first = np.unique(np.round(points, 3), axis=0, return_index=True)
        owner = members[owner[first]]
        middle = points.mean(axis=0)
        around = np.linspace(0, 2 * np.pi, 9)[:-1]
        far = middle + 3_000.0 * np.stack([np.cos(around), np.sin(around)], axis=1)
        diagram = Voronoi(np.concatenate([points, far]))
        ridges, ends = diagram.ridge_points, np.asarray(diagram.ridge_vertices)
        real = (ridges < len(points)).all(axis=1) & (ends >= 0).all(axis=1)
        sides, ends = owner[ridges[real]], ends[real]
        between = sides[:, 0] != sides[:, 1]
        pairs.append(np.sort(sides[between], axis=1))
        lines.append(shapely.linestrings(diagram.vertices[ends[between]]))
        where.append(np.full(int(between.sum()), block))
    found = _Walls(np.concatenate(pairs), np.concatenate(lines), np.concatenate(where))
    crossing = shapely.intersects(found.lines, blocks[found.block])
    return _Walls(found.pairs[crossing], found.lines[crossing], found.block[crossing])


def _adjoining(walls: _Walls) -> NDArray[np.int64]:
    """List pairs of units that are neighbours."""
    pairs, which = np.unique(walls.pairs, axis=0, return_inverse=True)
    length = np.bincount(which.ravel(), shapely.length(walls.lines))
    result: NDArray[np.int64] = pairs[length > _NEIGHBOURLY]
    return result


def _natural(units: Units, walls: _Walls) -> NDArray[np.int64]:
    """Group units below :data:`TALL` as a community would at first; -1 for towers."""
    patch = np.full(len(units.homes), -1)
    large = ~units.tall & (units.homes >= _LEAST)
    patch[large] = np.arange(large.sum())
    count = int(large.sum())
    small = np.flatnonzero(~units.tall & ~large)
    pairs = _adjoining(walls)
    at = shapely.get_coordinates(shapely.centroid(units.ground))
    position = np.full(len(patch), -1)
    for block in np.unique(units.block[small]).tolist():
        members = small[units.block[small] == block]
        position[members] = np.arange(len(members))
        inside = pairs[(position[pairs] >= 0).all(axis=1) & (units.block[pairs[:, 0]] == block)]
        homes = units.homes[members].astype(np.float64)
        wanted = max(1, round(homes.sum() / _USUAL))
        patch[members] = count + grow(homes, at[members], position[inside], wanted)
        count = int(patch.max()) + 1
    return _without_crumbs(units, pairs, patch)


def _without_crumbs(
    units: Units, pairs: NDArray[np.int64], patch: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Join patches of fewer than five households to their smallest neighbour."""
    patch = patch.copy()
    while True:
        homes = np.bincount(patch[patch >= 0], units.homes[patch >= 0])
        sides = patch[pairs]
        sides = sides[(sides >= 0).all(axis=1) & (sides[:, 0] != sides[:, 1])]
        crumbs = np.flatnonzero((homes > 0) & (homes < 5))
        crumbs = crumbs[np.isin(crumbs, sides)]
        if len(crumbs) == 0:
            _, dense = np.unique(patch, return_inverse=True)
            return dense - int((patch < 0).any())
        crumb = crumbs[0]
        beside = np.unique(sides[(sides == crumb).any(axis=1)])
        beside = beside[beside != crumb]
        patch[patch == crumb] = beside[np.argmin(homes[beside])]


def _by_floors(
    units: Units, next_patch: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Divide the units of towers into ranges of floors, a patch each."""
    rows = []
    for unit in np.flatnonzero(units.tall).tolist():
        first, last = int(units.first[unit]), int(units.last[unit])
        count = max(1, round(int(units.homes[unit]) / _USUAL))
        cuts = np.round(np.linspace(first, last + 1, count + 1)).astype(int).tolist()
        for lo, following in pairwise(cuts):
            rows.append((unit, lo, following - 1, next_patch))
            next_patch += 1
    unit, lo, hi, patch = np.array(rows, dtype=np.int64).T
    return unit, lo, hi, patch


def _merged(
    units: Units,
    walls: _Walls,
    patch: NDArray[np.int64],
    surplus: int,
    strain: NDArray[np.float64],
) -> NDArray[np.int64]:
    """Let ``surplus`` leaders go, their doors to a neighbour: this is where overload comes from."""
    homes = np.bincount(patch[patch >= 0], units.homes[patch >= 0])
    pairs = _adjoining(walls)
    pairs = pairs[(patch[pairs] >= 0).all(axis=1)]
    together = units.building[pairs[:, 0]] == units.building[pairs[:, 1]]
    sides = np.sort(patch[pairs], axis=1)
    sum_of = homes[sides].sum(axis=1)
    allowed = (sides[:, 0] != sides[:, 1]) & (sum_of <= _MOST)
    price = sum_of - 6.0 * together - strain[units.block[pairs[:, 0]]]
    merged: set[int] = set()
    renamed = np.arange(len(homes))
    for row in np.argsort(price, kind="stable").tolist():
        if len(merged) == 2 * surplus:
            break
        one, other = sides[row].tolist()
        if allowed[row] and not {one, other} & merged:
            merged |= {one, other}
            renamed[other] = one
    if len(merged) < 2 * surplus:
        msg = f"{surplus} patches too many, and only {len(merged) // 2} can be joined"
        raise ValueError(msg)
    return np.where(patch >= 0, renamed[patch], -1)


def _smooth(lines: Geometries, block: NDArray[np.int64], blocks: Geometries) -> Geometries:
    """Join wall segments into lines and take out the teeth of the diagram."""
    found = []
    for each in np.unique(block).tolist():
        whole = shapely.line_merge(shapely.union_all(lines[block == each]))
        smooth = shapely.simplify(shapely.get_parts(whole), 0.9)
        # A little over the street's middle, so that the line surely meets it.
        found.append(shapely.intersection(smooth, blocks[each].buffer(0.6, join_style="mitre")))
    parts: Geometries = shapely.get_parts(np.concatenate(found))
    strokes: Geometries = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
    return strokes
