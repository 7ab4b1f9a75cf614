"""The way on foot past buildings, one after the other, through none of them."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Final

import numpy as np
import scipy  # its parts are loaded when first used
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from gridmap.geo.crs import Geometries

__all__ = ["way_past"]

# Ground around two buildings in which the way from one to the other is sought, in metres.
_MARGINS: Final = (20.0, 80.0)
# A step of the way in metres: over no wall that is thicker.
_STEP: Final = 1.0
# Farther than over so many cells no way around is sought.
_MOST_CELLS: Final = 250_000
# Whoever walks along a wall does not walk through it.
_WALL: Final = 0.3
_Point = tuple[float, float]


def way_past(stops: Geometries, obstacles: Geometries) -> LineString:
    """Walk past buildings in their order, around whatever stands between them.

    Where a door is, nobody has told: a building is reached at its nearest wall. Each leg is the
    shortest way over a grid of about a metre (eight neighbours; Dijkstra), straightened. From a
    wall that another building stands against there may be none: then the building is left on
    another side. Where none of these leads anywhere, a straight line. What is thinner than a step
    may be crossed.

    Parameters
    ----------
    stops
        Footprints in metres, shape ``(n,)``, in walking order.
    obstacles
        What else cannot be walked through: footprints, water. Metres.

    Returns
    -------
    shapely.LineString
        In metres; empty for fewer than two stops. Its length is the way in metres.

    Examples
    --------
    >>> row = shapely.box([0, 20, 40], 0, [10, 30, 50], 10)
    >>> way_past(row, np.empty(0, dtype=object)).length < 60
    True
    """
    if len(stops) < 2:
        return LineString()
    walls = shapely.buffer(np.concatenate([stops, _near(stops, obstacles)]), -_WALL)
    # Joined once: whichever of these parts stand in a window, they are one valid shape.
    tree = shapely.STRtree(shapely.get_parts(shapely.disjoint_subset_union_all(walls)))
    first = shapely.shortest_line(stops[0], stops[1])
    points: list[_Point] = [shapely.get_coordinates(first)[0].tolist()]
    for here, stop in pairwise(stops):
        points += _leg(points[-1], here, stop, tree)
    return LineString(points)


def _near(stops: Geometries, obstacles: Geometries) -> Geometries:
    """Keep what stands where a way from one building to the next is sought."""
    bounds = shapely.bounds(stops)
    low = np.minimum(bounds[:-1, :2], bounds[1:, :2]) - max(_MARGINS) - _STEP
    high = np.maximum(bounds[:-1, 2:], bounds[1:, 2:]) + max(_MARGINS) + _STEP
    found = shapely.STRtree(obstacles).query(shapely.box(*low.T, *high.T))[1]
    kept: Geometries = obstacles[np.unique(found)]
    return kept


def _leg(
    start: _Point, here: BaseGeometry, stop: BaseGeometry, tree: shapely.STRtree
) -> list[_Point]:
    """Walk from a point of one building to the next one; the points after the first."""
    door = _door(start, stop)
    if _is_free(LineString([start, door]), tree):
        return [door]
    left, bottom, right, top = shapely.total_bounds([shapely.Point(start), stop]).tolist()
    for left_anywhere, margin in (*product((None,), _MARGINS), (here, max(_MARGINS))):
        window = (left - margin, bottom - margin, right + margin, top + margin)
        if (found := _around(start, left_anywhere, stop, tree, window)) is not None:
            return _straightened([start, *found], tree)[1:]
    return [door]


def _door(start: _Point, stop: BaseGeometry) -> _Point:
    """Find the place of a building's wall that is nearest."""
    x, y = shapely.shortest_line(shapely.Point(start), stop).coords[-1]
    return x, y


def _is_free(line: LineString, tree: shapely.STRtree) -> bool:
    """Tell whether a line goes through no building."""
    return not len(tree.query(line, predicate="intersects"))


def _around(
    start: _Point,
    left_anywhere: BaseGeometry | None,
    stop: BaseGeometry,
    tree: shapely.STRtree,
    window: tuple[float, float, float, float],
) -> list[_Point] | None:
    """Find the shortest way over a grid of the window; ``None`` if there is none.

    It begins as near to ``start`` as can be, or at any wall of a building to be left anywhere.
    """
    left, bottom, right, top = window
    xs, ys = np.arange(left, right + _STEP, _STEP), np.arange(bottom, top + _STEP, _STEP)
    if len(xs) * len(ys) > _MOST_CELLS:
        return None
    x, y = (axis.ravel() for axis in np.meshgrid(xs, ys))
    walls = shapely.multipolygons(tree.geometries[tree.query(shapely.box(*window))])
    shapely.prepare(walls)
    free = ~shapely.contains_xy(walls, x, y)
    shape = (len(ys), len(xs))
    graph = _steps(free.reshape(shape))
    ends = _at_wall(stop, x, y) & free
    near = np.hypot(x - start[0], y - start[1])
    near[~free] = np.inf
    if not ends.any() or not np.isfinite(near).any():
        return None
    begins = np.array([np.argmin(near)])
    if left_anywhere is not None:
        begins = np.flatnonzero(_at_wall(left_anywhere, x, y) & free)
    lengths, before, _ = scipy.sparse.csgraph.dijkstra(
        graph, indices=begins, return_predecessors=True, min_only=True
    )
    length = np.where(ends, lengths, np.inf)
    end = int(np.argmin(length))
    if not np.isfinite(length[end]):
        return None
    cells = [end]
    while before[cells[-1]] >= 0:
        cells.append(int(before[cells[-1]]))
    way = [(float(x[at]), float(y[at])) for at in reversed(cells)]
    return [*way, _door(way[-1], stop)]


def _at_wall(
    stop: BaseGeometry, x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Find the places from which a building is a step away."""
    left, bottom, right, top = shapely.bounds(stop).tolist()
    at: NDArray[np.bool_] = (x >= left - _STEP) & (x <= right + _STEP)
    at &= (y >= bottom - _STEP) & (y <= top + _STEP)
    at[at] = shapely.dwithin(stop, shapely.points(x[at], y[at]), _STEP)
    return at


def _steps(free: NDArray[np.bool_]) -> scipy.sparse.csr_array[np.float64]:
    """Join free cells with their neighbours, also across corners where both sides are free."""
    key = np.arange(free.size).reshape(free.shape)
    rows, columns, lengths = [], [], []
    for down, aside in ((0, 1), (1, 0), (1, 1), (1, -1)):
        west, east = max(-aside, 0), max(aside, 0)
        here = (slice(0, free.shape[0] - down), slice(west, free.shape[1] - east))
        there = (slice(down, None), slice(east, free.shape[1] - west))
        both = free[here] & free[there]
        if down and aside:
            both &= free[here[0], there[1]] & free[there[0], here[1]]
        rows.append(key[here][both])
        columns.append(key[there][both])
        lengths.append(np.full(int(both.sum()), _STEP * float(np.hypot(down, aside))))
    row, column, length = (np.concatenate(one) for one in (rows, columns, lengths))
    both_ways = (np.concatenate([row, column]), np.concatenate([column, row]))
    return scipy.sparse.coo_array(
        (np.tile(length, 2), both_ways), shape=(free.size, free.size)
    ).tocsr()


def _straightened(points: list[_Point], tree: shapely.STRtree) -> list[_Point]:
    """Leave out corners of the grid wherever the way past them is free."""
    kept = [points[0]]
    at = 0
    while at < len(points) - 1:
        step = len(points) - 1 - at
        # Halving is quick, and as good to the eye as trying each.
        while step > 1 and not _is_free(LineString([points[at], points[at + step]]), tree):
            step = max(step * 3 // 4, 1)
        at += step
        kept.append(points[at])
    return kept
