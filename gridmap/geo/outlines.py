"""Outlines: from sets of buildings to polygons that tile the ground.

Between two buildings the border runs half way, unless a street is near: then it is the street's
centre line. Every footprint lies inside the polygon of its own set.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy  # its parts are loaded when first used
import shapely
from numpy.typing import NDArray

from gridmap.geo.borders import simplified
from gridmap.geo.crs import Geometries
from gridmap.geo.faces import Faces, faces_of, resettled
from gridmap.geo.holders import holders
from gridmap.geo.shares import Ridges, around, far_around, sampled

__all__ = ["outlines"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_GRID_M: Final = 0.001
"""Coordinates are rounded to a millimetre, so that borders shared stay shared."""

_CLEAR_M: Final = 0.05
"""How far borders keep from walls, where there is room."""

_STREET: Final = 0.15
"""What a metre of border along a street costs, of one through a block."""

_NOBODY: Final = -1


def outlines(
    footprints: Geometries,
    label: Ints,
    *,
    streets: Geometries | None = None,
    ground: Geometries | None = None,
    zone: Ints | None = None,
) -> Geometries:
    """Draw the ground of sets of buildings.

    Parameters
    ----------
    footprints
        Polygons or points in a metric coordinate system, shape (n,), none of them empty. Of those
        that are the same, as those of the parts of one tower are, one counts: of the set that hangs
        together by it, else the first one.
    label
        Set of each, shape (n,), from 0.
    streets
        Lines that borders had better follow, in the same system.
    ground
        Polygons to be tiled, one a zone; without them the ground ends 30 m around the town.
    zone
        Zone of each footprint, shape (n,), with ``ground``; sets do not reach across.

    Returns
    -------
    numpy.ndarray
        A polygon a label; ``None`` where all footprints of a label are those of others or stand
        outside their zone, a multipolygon where its buildings have another's between them.
    """
    count = int(label.max(initial=-1)) + 1
    zone = np.zeros(len(label), np.int64) if zone is None else zone
    first = holders(footprints, label, zone, ground)
    town = _Town(
        footprints[first],
        label[first],
        zone[first],
        np.empty(0, object) if streets is None else streets[~shapely.is_empty(streets)],
        ground,
    )
    if not len(first):
        return np.full(count, None, dtype=object)
    lines, shares = town.shared()
    faces, drawn = town.cut(lines)
    owner, fixed, where = town.settle(faces, shares, drawn)
    mine = resettled(faces, owner, fixed=fixed, zone=where, weight=_weights(faces, town.streets))
    return _polygons(town, faces, mine, where, count)


@dataclass(frozen=True, slots=True)
class _Share:
    """Points of a zone, and whose each is."""

    points: Floats
    label: Ints


@dataclass(frozen=True, slots=True)
class _Town:
    """What outlines are drawn from: buildings, whose they are, streets, and the ground."""

    footprints: Geometries
    label: Ints
    zone: Ints
    streets: Geometries
    ground: Geometries | None

    def shared(self) -> tuple[Geometries, dict[int, _Share]]:
        """Share the ground out: half-way lines, and by zone whose points are where."""
        points, owner = sampled(self.footprints)
        if self.ground is None:
            share = _Share(points, self.label[owner])
            framed = _with(share, around(points))
            return _half_way(framed), {0: framed}
        lines, shares = [np.empty(0, object)], {}
        for zone in np.unique(self.zone).tolist():
            mine = self.zone[owner] == zone
            share = _Share(points[mine], self.label[owner[mine]])
            shares[zone] = share
            if (share.label != share.label[0]).any():
                framed = _with(share, far_around(self.ground[zone], share.points))
                here = _half_way(framed)
                lines.append(_lines(shapely.intersection(here, self.ground[zone])))
        return np.concatenate(lines), shares

    def cut(self, lines: Geometries) -> tuple[Faces, Ints]:
        """Cut the ground; the positions of the footprints whose walls were cut along, too."""
        edges = [] if self.ground is None else [shapely.boundary(self.ground)]
        lines = np.concatenate([lines, self.streets, *edges])
        drawn = self._beside(lines)
        here = self.footprints[drawn]
        clear = shapely.boundary(shapely.buffer(here, _CLEAR_M, join_style="mitre"))
        one, other = shapely.STRtree(here).query(here, predicate="dwithin", distance=2 * _CLEAR_M)
        tight = np.unique(one[self.label[drawn[one]] != self.label[drawn[other]]])
        walls = shapely.boundary(here[tight[shapely.get_dimensions(here[tight]) == 2]])
        return faces_of(np.concatenate([lines, clear, walls]), _GRID_M), drawn

    def _beside(self, lines: Geometries) -> Ints:
        """Find footprints by lines, and others' that share a wall with one of these, and so on."""
        tree = shapely.STRtree(self.footprints)
        fresh = np.unique(tree.query(lines, predicate="dwithin", distance=_CLEAR_M)[1])
        found = fresh
        while len(fresh):
            reach = tree.query(self.footprints[fresh], predicate="dwithin", distance=2 * _CLEAR_M)
            one, other = fresh[reach[0]], reach[1]
            fresh = np.setdiff1d(other[self.label[one] != self.label[other]], found)
            found = np.union1d(found, fresh)
        return found

    def settle(
        self, faces: Faces, shares: dict[int, _Share], drawn: Ints
    ) -> tuple[Ints, Flags, Ints]:
        """Tell whose each face is, whether something stands on it, and its zone."""
        inner = _inner(faces.polygons)
        where = self._zones(inner)
        owner = np.full(len(inner), _NOBODY)
        at = shapely.get_coordinates(inner)
        for zone, share in shares.items():
            mine = where == zone
            owner[mine] = share.label[scipy.spatial.KDTree(share.points).query(at[mine])[1]]
        fixed = np.zeros(len(inner), np.bool_)
        # What stands on faces along its walls, and what stands in the midst of one.
        here = self.footprints[drawn]
        if len(drawn):
            tree = shapely.STRtree(here)
            on, wall = tree.query_nearest(
                inner, max_distance=_CLEAR_M, all_matches=False, return_distance=False
            )
            self._stand(owner, fixed, where, on, drawn[wall])
        rest = np.setdiff1d(np.arange(len(self.footprints)), drawn)
        middles = shapely.point_on_surface(self.footprints[rest])
        place, on = shapely.STRtree(faces.polygons).query(middles, predicate="intersects")
        self._stand(owner, fixed, where, on, rest[place])
        return owner, fixed, where

    def standing(self, faces: Faces, owner: Ints) -> tuple[Geometries, Ints]:
        """Take a place in every footprint that stands on its own ground, and whose it is.

        One that stands in another's footprint says nothing of whose the ground there is.
        """
        middles = shapely.point_on_surface(self.footprints)
        place, face = shapely.STRtree(faces.polygons).query(middles, predicate="intersects")
        own = np.zeros(len(middles), np.bool_)
        own[place] = owner[face] == self.label[place]
        return middles[own], self.label[own]

    def _stand(self, owner: Ints, fixed: Flags, where: Ints, face: Ints, building: Ints) -> None:
        own = where[face] == self.zone[building]
        owner[face[own]] = self.label[building[own]]
        fixed[face[own]] = True

    def _zones(self, places: Geometries) -> Ints:
        """Tell in which zone's ground places lie."""
        found = np.zeros(len(places), np.int64)
        if self.ground is not None:
            found[:] = _NOBODY
            place, zone = shapely.STRtree(self.ground).query(places, predicate="intersects")
            found[place] = zone
        return found


def _inner(polygons: Geometries) -> Geometries:
    """Take a place in each face; in slivers along walls where they are wide.

    Elsewhere one may be a millimetre wide, and across the wall.
    """
    inner = shapely.point_on_surface(polygons)
    sliver = np.flatnonzero(shapely.area(polygons) < _CLEAR_M * shapely.length(polygons))
    at, places = _wide(polygons[sliver])
    inner[sliver[at]] = places
    return inner


def _wide(slivers: Geometries) -> tuple[Ints, Geometries]:
    """Cut each into triangles, and take the middle of the largest circle that one of them holds.

    The largest circle of the whole is seldom much larger, and takes long to find.
    """
    triangles, of = shapely.get_parts(
        shapely.constrained_delaunay_triangles(slivers), return_index=True
    )
    corners = shapely.get_coordinates(triangles).reshape(-1, 4, 2)[:, :3]
    facing = np.linalg.norm(np.roll(corners, -1, axis=1) - np.roll(corners, 1, axis=1), axis=2)
    length = facing.sum(axis=1)
    order = np.lexsort((shapely.area(triangles) / length, of))
    best = order[np.diff(of, append=-1) != 0]
    middles = (corners * facing[:, :, None]).sum(axis=1) / length[:, None]
    return of[best], shapely.points(middles[best])


def _with(share: _Share, frame: Floats) -> _Share:
    """Add points that are nobody's around a town."""
    return _Share(
        np.concatenate([share.points, frame]),
        np.append(share.label, np.full(len(frame), _NOBODY)),
    )


def _half_way(share: _Share) -> Geometries:
    """Draw lines half way between points of different sets."""
    ridges = Ridges(share.points)
    sides = share.label[ridges.sides]
    apart = ridges.ends[sides[:, 0] != sides[:, 1]]
    if not len(apart):
        return np.empty(0, object)
    merged = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(apart)))
    return shapely.get_parts(merged)


def _lines(geometries: Geometries) -> Geometries:
    """Keep the lines of what an overlay gives."""
    parts = shapely.get_parts(shapely.get_parts(geometries))
    kept: Geometries = parts[(shapely.get_dimensions(parts) == 1) & ~shapely.is_empty(parts)]
    return kept


def _weights(faces: Faces, streets: Geometries) -> Floats:
    """Tell what each edge costs as a border."""
    cost = faces.lengths
    if len(streets):
        corners, line = shapely.get_coordinates(shapely.get_parts(streets), return_index=True)
        on = line[1:] == line[:-1]
        steps = np.stack([corners[:-1][on], corners[1:][on]], axis=1)
        pieces = np.asarray(shapely.linestrings(steps), dtype=object)
        middles = shapely.points(faces.ends.mean(axis=1))
        along = shapely.STRtree(pieces).query(middles, predicate="dwithin", distance=5 * _GRID_M)[0]
        cost[np.unique(along)] *= _STREET
    return cost


def _polygons(town: _Town, faces: Faces, owner: Ints, where: Ints, count: int) -> Geometries:
    """Draw the borders between sets, make them simpler, and take what lies between them."""
    whose = np.append(owner, _NOBODY)
    sides = whose[faces.sides]
    border = sides[:, 0] != sides[:, 1]
    ends = faces.ends[border]
    lines = shapely.get_parts(
        shapely.line_merge(shapely.multilinestrings(shapely.linestrings(ends)))
    )
    kept = np.zeros(len(lines), np.bool_)
    if town.ground is not None:
        zones = np.append(where, _NOBODY)[faces.sides[border]]
        given = ends[zones[:, 0] != zones[:, 1]]
        middles = shapely.points(given.mean(axis=1))
        kept[
            shapely.STRtree(lines).query(middles, predicate="dwithin", distance=_GRID_M / 2)[1]
        ] = True
    inner = shapely.buffer(town.footprints, -2 * _GRID_M, join_style="mitre")
    inner = inner[~shapely.is_empty(inner)]
    middles, label = town.standing(faces, owner)
    for borders in (simplified(lines, inner, kept), lines):
        polygons = shapely.get_parts(shapely.polygonize(borders))
        place, face = shapely.STRtree(polygons).query(middles, predicate="within")
        found = np.full(len(polygons), _NOBODY)
        found[face] = label[place]
        if (found[face] == label[place]).all():
            break
    answer = np.full(count, None, dtype=object)
    for label in np.unique(found[found >= 0]).tolist():
        mine = polygons[found == label]
        answer[label] = mine[0] if len(mine) == 1 else shapely.multipolygons(mine)
    return answer
