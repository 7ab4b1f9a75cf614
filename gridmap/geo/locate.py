"""Point to polygon: tell which area each point falls in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries

__all__ = ["coordinates", "locate"]

# Points that go through the tree together, and candidate pairs judged at a time (some dozen
# megabytes).
_RUN: Final = 16
_PAIRS: Final = 1 << 20


def locate(points: NDArray[np.float64] | Geometries, polygons: Geometries) -> NDArray[np.intp]:
    """Find the polygon that each point falls in.

    Parameters
    ----------
    points
        Coordinates, shape (n, 2), or shapely points, shape (n,); same coordinate system as
        ``polygons``. A point that is ``None``, empty or not finite falls in nothing.
    polygons
        Shapely polygons and multipolygons, shape (m,); ``None`` and empty ones hold nothing.

    Returns
    -------
    numpy.ndarray
        Shape (n,): the position in ``polygons``, -1 outside all. The boundary counts as inside;
        where several polygons apply the lowest position wins, so callers sort them by code.

    Examples
    --------
    >>> squares = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    >>> locate(np.array([[0.5, 0.5], [1.0, 0.5], [1.5, 0.5], [3.0, 0.5]]), squares).tolist()
    [0, 0, 1, -1]
    """
    given = np.asarray(points)
    xy = coordinates(given) if given.dtype == object else given.astype(np.float64, copy=False)
    # Own copies: preparing writes into a geometry, and the caller's may be shared by threads.
    ground = shapely.force_2d(np.asarray(polygons, dtype=object))
    _prepare(ground)
    found = np.full(len(xy), len(ground), dtype=np.intp)
    for point, polygon in _candidates(xy, ground):
        hit = shapely.intersects_xy(ground[polygon], xy[point, 0], xy[point, 1])
        np.minimum.at(found, point[hit], polygon[hit])
    found[found == len(ground)] = -1
    return found


def coordinates(points: NDArray[Any]) -> NDArray[np.float64]:
    """Take the coordinates of shapely points, shape (n, 2); NaN where a point is missing."""
    xy = np.full((len(points), 2), np.nan)
    known, owner = shapely.get_coordinates(points, return_index=True)
    xy[owner] = known
    return xy


def _walk(xy: NDArray[np.float64]) -> NDArray[np.intp]:
    """Order the finite points so that neighbours follow one another.

    Strips from west to east of equally many points, each from south to north (the packing of
    Leutenegger's sort-tile-recursive tree): tiles stay small wherever the points crowd.
    """
    usable = np.flatnonzero(np.isfinite(xy).all(axis=1))
    eastward = usable[np.argsort(xy[usable, 0])]
    strips = np.array_split(eastward, max(1, round((len(usable) / _RUN) ** 0.5)))
    return np.concatenate([strip[np.argsort(xy[strip, 1])] for strip in strips])


def _candidates(
    xy: NDArray[np.float64], ground: Geometries
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Pair points with the polygons whose bounds they lie in, a part of them at a time."""
    walk = _walk(xy)
    if not len(walk) or not len(ground):
        return
    # With few points among many polygons every point looks for itself.
    run = int(np.clip(len(walk) // len(ground), 1, _RUN))
    first = np.arange(0, len(walk), run)
    low, high = (edge.reduceat(xy[walk], first) for edge in (np.minimum, np.maximum))
    boxes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
    tile, polygon = shapely.STRtree(ground).query(boxes)
    length = np.diff(first, append=len(walk))[tile]
    west, south, east, north = shapely.bounds(ground).T
    for pairs in np.array_split(np.arange(len(tile)), length.sum() // _PAIRS + 1):
        size = length[pairs]
        along = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        point = walk[np.repeat(first[tile[pairs]], size) + along]
        where = np.repeat(polygon[pairs], size)
        x, y = xy[point].T
        near = (x >= west[where]) & (x <= east[where]) & (y >= south[where]) & (y <= north[where])
        yield point[near], where[near]


def _prepare(polygons: Geometries) -> None:
    """Index the polygons' edges, where the index gives the same answer as the plain test.

    The index counts crossings over all rings at once. In an invalid polygon whose holes or parts
    overlap this differs from testing ring by ring, so those stay plain.
    """
    several_rings = shapely.get_num_geometries(polygons) > 1
    several_rings |= shapely.get_num_interior_rings(polygons) > 0
    trusted = ~several_rings
    trusted[several_rings] = shapely.is_valid(polygons[several_rings])
    shapely.prepare(polygons[trusted])
