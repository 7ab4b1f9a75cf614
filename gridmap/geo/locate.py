"""Point to polygon: tell which area each point falls in."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries

__all__ = ["coordinates", "locate"]

# Points handled at a time: keeps the candidate pairs of a chunk within a few dozen megabytes.
_CHUNK: Final = 1 << 17


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
    tree = shapely.STRtree(ground)
    found = np.full(len(xy), len(ground), dtype=np.intp)
    walk = _walk(xy)
    for start in range(0, len(walk), _CHUNK):
        chunk = walk[start : start + _CHUNK]
        x, y = xy[chunk].T
        candidate, polygon = tree.query(
            given[chunk] if given.dtype == object else shapely.points(x, y)
        )
        hit = shapely.intersects_xy(ground[polygon], x[candidate], y[candidate])
        np.minimum.at(found, chunk[candidate[hit]], polygon[hit])
    found[found == len(ground)] = -1
    return found


def coordinates(points: NDArray[Any]) -> NDArray[np.float64]:
    """Take the coordinates of shapely points, shape (n, 2); NaN where a point is missing."""
    xy = np.full((len(points), 2), np.nan)
    known, owner = shapely.get_coordinates(points, return_index=True)
    xy[owner] = known
    return xy


def _walk(xy: NDArray[np.float64]) -> NDArray[np.intp]:
    """Order the finite points by 256 x 256 cells, so that neighbours meet the same few polygons.

    Staying in the processor's cache makes everything after it about four times faster.
    """
    usable = np.flatnonzero(np.isfinite(xy).all(axis=1))
    if not len(usable):
        return usable
    low, high = xy[usable].min(axis=0), xy[usable].max(axis=0)
    span = np.where(high > low, high - low, 1.0)
    cell = ((xy[usable] - low) * (255.0 / span)).astype(np.uint16)
    return usable[np.argsort(cell[:, 0] << 8 | cell[:, 1], kind="stable")]


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
