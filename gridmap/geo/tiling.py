"""Tiling: do areas cover their ground once, without overlaps and gaps?

Polygons are compared in the coordinates they are drawn in, so that a border shared by two areas is
shared to the last digit; what is found is then measured on the ground.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from gridmap.geo.crs import LONLAT, Geometries, area_m2

__all__ = ["Defect", "DefectKind", "tiling_defects"]


class DefectKind(StrEnum):
    """What can be wrong with a set of areas."""

    INVALID = "invalid"  # 图形有误
    MULTIPART = "multipart"  # 分成几块
    OVERLAP = "overlap"  # 重叠
    GAP = "gap"  # 空隙
    OUTSIDE_PARENT = "outside_parent"  # 超出上级范围


@dataclass(frozen=True, slots=True)
class Defect:
    """One place where areas do not tile.

    Attributes
    ----------
    kind
        What is wrong.
    areas
        Positions of the polygons involved, ascending.
    area_m2
        Ground affected, in square metres: of an invalid polygon all that can be saved of it, of a
        multipart one what lies apart from its largest part.
    geometry
        That ground, in the polygons' coordinate system; ``None`` where there is nothing to show.
    """

    kind: DefectKind
    areas: tuple[int, ...]
    area_m2: float
    geometry: shapely.Geometry | None


Found = tuple[tuple[int, ...], shapely.Geometry]

_NOTHING: Final = shapely.Polygon()


def tiling_defects(
    polygons: Geometries,
    *,
    within: Geometries | None = None,
    parent: NDArray[np.intp] | None = None,
    crs: CRS = LONLAT,
    min_area_m2: float = 1.0,
) -> list[Defect]:
    """Find where areas overlap, leave gaps, are broken or leave their parents.

    Parameters
    ----------
    polygons
        Polygons and multipolygons, shape ``(n,)``. ``None``, empty ones and other geometries are
        invalid; a self-crossing one is judged as repaired.
    within
        The parents, shape ``(k,)``. With them gaps are all ground of theirs that no polygon covers;
        otherwise only holes that areas enclose are gaps, for nobody knows how far the ground
        should reach.
    parent
        Position of each polygon's own parent, shape ``(n,)``; -1, or ``None`` for all, where it is
        any of them.
    crs
        Coordinate system of polygons and parents.
    min_area_m2
        Smallest overlap, gap or ground outside the parent that counts, in square metres.

    Returns
    -------
    list of Defect
        By kind in the order of :class:`DefectKind`, then by the areas involved.

    Examples
    --------
    >>> polygons = np.array([shapely.box(0, 0, 1, 1), shapely.box(0.9, 0, 2, 1)])
    >>> [(d.kind.value, d.areas) for d in tiling_defects(polygons)]
    [('overlap', (0, 1))]
    """
    polygons = np.asarray(polygons, dtype=object)
    sound = _repaired(polygons)
    own: Geometries | None = None
    ground: shapely.Geometry | None = None
    if within is not None:
        parents = _repaired(np.asarray(within, dtype=object))
        ground = shapely.union_all(parents)
        own = np.full(len(polygons), ground, dtype=object)
        if parent is not None:
            own[parent >= 0] = parents[parent[parent >= 0]]
    searches = {
        DefectKind.INVALID: _invalid(polygons, sound),
        DefectKind.MULTIPART: _multipart(polygons, sound),
        DefectKind.OVERLAP: _overlaps(sound),
        DefectKind.GAP: _gaps(sound, ground),
        DefectKind.OUTSIDE_PARENT: _outside(sound, own),
    }
    found = [(kind, areas, place) for kind, search in searches.items() for areas, place in search]
    places = np.array([place for _, _, place in found], dtype=object)
    sizes = area_m2(places, crs)
    whatever_size = {DefectKind.INVALID, DefectKind.MULTIPART}
    return [
        Defect(kind, areas, float(size), None if shapely.is_empty(place) else place)
        for (kind, areas, place), size in zip(found, sizes, strict=True)
        if kind in whatever_size or size >= min_area_m2
    ]


def _repaired(polygons: Geometries) -> Geometries:
    """Make every geometry a valid polygon or multipolygon, empty where nothing can be saved."""
    sound = shapely.force_2d(polygons)
    polygonal = np.isin(
        shapely.get_type_id(sound),
        [shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON],
    )
    xy, owner = shapely.get_coordinates(sound, return_index=True)
    polygonal[owner[~np.isfinite(xy).all(axis=1)]] = False
    sound[~polygonal] = _NOTHING
    broken = ~shapely.is_valid(sound)
    sound[broken] = shapely.make_valid(sound[broken], method="structure", keep_collapsed=False)
    return sound


def _invalid(polygons: Geometries, sound: Geometries) -> Iterator[Found]:
    bad = ~shapely.is_valid(polygons) | shapely.is_empty(sound)
    return (((int(at),), sound[at]) for at in np.flatnonzero(bad))


def _multipart(polygons: Geometries, sound: Geometries) -> Iterator[Found]:
    # Drawn in several parts, not merely fallen apart in the repair.
    several = (shapely.get_num_geometries(polygons) > 1) & (shapely.get_num_geometries(sound) > 1)
    for at in np.flatnonzero(several):
        parts = shapely.get_parts(sound[at])
        yield (int(at),), shapely.MultiPolygon(np.delete(parts, shapely.area(parts).argmax()))


def _overlaps(sound: Geometries) -> Iterator[Found]:
    # In every overlapping pair at least one polygon has an edge that does not fit.
    suspects = np.flatnonzero(~shapely.is_empty(_misfits(sound)))
    left, right = shapely.STRtree(sound).query(sound[suspects], predicate="intersects")
    pairs = np.sort(np.column_stack([suspects[left], right]), axis=1)
    pairs = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    shared = _polygonal(shapely.intersection(sound[pairs[:, 0]], sound[pairs[:, 1]]))
    return zip(map(tuple, pairs.tolist()), shared, strict=True)


def _gaps(sound: Geometries, ground: shapely.Geometry | None) -> Iterator[Found]:
    whole = _union(sound)
    if ground is None:
        shells = shapely.get_exterior_ring(shapely.get_parts(whole))
        ground = shapely.union_all(shapely.polygons(shells))
    gaps = shapely.get_parts(_polygonal(np.array([shapely.difference(ground, whole)], object)))
    gaps = gaps[~shapely.is_empty(gaps)]
    gap, beside = shapely.STRtree(sound).query(gaps, predicate="intersects")
    order = np.argsort(gap, kind="stable")
    neighbours = np.split(beside[order], np.cumsum(np.bincount(gap, minlength=len(gaps)))[:-1])
    found = [(tuple(np.sort(n).tolist()), g) for n, g in zip(neighbours, gaps, strict=False)]
    return iter(sorted(found, key=lambda pair: pair[0]))


def _outside(sound: Geometries, own: Geometries | None) -> Iterator[Found]:
    if own is None:
        return
    shapely.prepare(own)
    astray = np.flatnonzero(~shapely.covers(own, sound))
    beyond = _polygonal(shapely.difference(sound[astray], own[astray]))
    for at, place in zip(astray.tolist(), beyond, strict=True):
        yield (at,), place


def _misfits(sound: Geometries) -> Geometries:
    edges: Geometries = shapely.coverage_invalid_edges(sound)
    return edges


def _union(sound: Geometries) -> shapely.Geometry:
    if shapely.coverage_is_valid(sound):
        return shapely.coverage_union_all(sound)
    return shapely.union_all(sound)


def _polygonal(geometries: Geometries) -> Geometries:
    """Drop the points and lines that overlay leaves where polygons only touch."""
    mixed = shapely.get_type_id(geometries) == shapely.GeometryType.GEOMETRYCOLLECTION
    flat = geometries.copy()
    flat[~(shapely.area(geometries) > 0)] = _NOTHING
    for at in np.flatnonzero(mixed):
        parts = shapely.get_parts(geometries[at])
        flat[at] = shapely.union_all(parts[shapely.get_dimensions(parts) == 2])
    return flat
