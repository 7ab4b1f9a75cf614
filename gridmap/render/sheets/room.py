"""What of a map is taken already, and where there is room for one more mark or name.

Marks are discs, furniture is boxes, names are polygons, and lines are the thin leaders from a mark
to its building. Nothing laid here ever overlaps anything else laid here.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gridmap.geo.crs import Geometries

__all__ = ["Box", "Room"]

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in millimetres of the frame."""

# Millimetres between any two things.
_APART: Final = 0.4
_DIRECTIONS: Final = 24
_STEPS: Final = (0.8, 2.0, 3.5, 5.5, 8.0, 11.0, 15.0, 20.0, 27.0, 36.0, 48.0)
# A leader over another building that is numbered costs as much as so many millimetres of way.
_OVER_BUILDINGS: Final = 6.0
# And a place beyond the ground that it is to stay on.
_BEYOND: Final = 30.0
# How close places are tried anywhere: so many millimetres, or so many radii.
_RASTER: Final = 1.5
_RADII: Final = 0.5
_FROM_LEADERS: Final = 0.2
# What keeps a line that leads nowhere from a length of 0.
_NOTHING: Final = 1e-12
# So many places are looked at together.
_AT_ONCE: Final = 120


class Room:
    """The free room of a map frame.

    Parameters
    ----------
    width, height
        Of the frame in millimetres.
    keep_clear
        Shapes that marks had better not cover, in millimetres: shape ``(n,)``.
    """

    def __init__(self, width: float, height: float, keep_clear: Geometries) -> None:
        self._width, self._height = width, height
        self._clear = shapely.STRtree(keep_clear)
        self._discs = np.empty((0, 3))
        self._boxes = np.empty((0, 4))
        # As shapes: middles of discs; leaders; boxes, leaders and names.
        self._middles: Geometries = np.empty(0, dtype=object)
        self._leaders: Geometries = np.empty(0, dtype=object)
        self._others: Geometries = np.empty(0, dtype=object)

    def take_box(self, box: Box) -> None:
        """Take a box of furniture."""
        self._boxes = np.vstack([self._boxes, box])
        self._others = _with(self._others, shapely.box(*box))

    def take_disc(self, x: float, y: float, radius: float) -> None:
        """Take a disc where it is, free or not."""
        self._discs = np.vstack([self._discs, (x, y, radius)])
        self._middles = _with(self._middles, shapely.Point(x, y))

    def place_disc(
        self,
        target: tuple[float, float],
        radius: float,
        reach: float,
        within: BaseGeometry | None = None,
    ) -> tuple[float, float] | None:
        """Find room for a disc near ``target``, and take it, with the leader between them.

        Parameters
        ----------
        reach
            How far from the target the thing that is pointed at ends, in millimetres.
        within
            Ground that the disc had better not leave, where the target lies on it.

        Returns
        -------
        tuple or None
            Centre of the disc; ``None`` where there is no room in all the frame.
        """
        if within is not None and not shapely.intersects_xy(within, *target):
            within = None
        found = self._cheapest(target, self._around(target, radius, reach), radius, within)
        if found is None:
            anywhere = self._everywhere(radius)
            found = self._cheapest(target, anywhere, radius, within)
            # Where marks stand close around the target, the leader runs below one of them.
            found = found or self._cheapest(target, anywhere, radius, within, hidden=True)
        if found is None:
            return None
        x, y = found
        self.take_disc(x, y, radius)
        leader = shapely.LineString([target, found])
        self._leaders = _with(self._leaders, leader)
        self._others = _with(self._others, leader)
        return x, y

    def is_free_disc(self, x: float, y: float, radius: float) -> bool:
        """Tell whether a disc overlaps nothing and is within the frame."""
        return bool(self._free(np.array([[x, y]]), radius)[0])

    def place_name(self, shape: BaseGeometry, clear: float = 0.0) -> bool:
        """Take the room of a name if nothing is there and it is within the frame.

        Parameters
        ----------
        clear
            Millimetres to all else, where it is to have more than usual.
        """
        apart = max(_APART, clear)
        left, top, right, bottom = shape.bounds
        if left < 1 or top < 1 or right > self._width - 1 or bottom > self._height - 1:
            return False
        if (shapely.distance(self._middles, shape) < self._discs[:, 2] + apart).any():
            return False
        if shapely.dwithin(self._others, shape, apart).any():
            return False
        self._others = _with(self._others, shape)
        return True

    def _around(
        self, target: tuple[float, float], radius: float, reach: float
    ) -> NDArray[np.float64]:
        turn = np.linspace(0, 2 * np.pi, _DIRECTIONS, endpoint=False)
        far = reach + radius + np.array(_STEPS)
        spokes = np.stack([np.cos(turn), np.sin(turn)], axis=1)
        centres: NDArray[np.float64] = np.array(target) + far[:, None, None] * spokes
        return centres.reshape(-1, 2)

    def _everywhere(self, radius: float) -> NDArray[np.float64]:
        step = max(_RASTER, _RADII * radius)
        x = np.arange(radius + 1, self._width - radius - 1, step)
        y = np.arange(radius + 1, self._height - radius - 1, step)
        return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)

    def _cheapest(
        self,
        target: tuple[float, float],
        centres: NDArray[np.float64],
        radius: float,
        within: BaseGeometry | None,
        *,
        hidden: bool = False,
    ) -> tuple[float, float] | None:
        """Choose the place with the shortest leader over the fewest buildings.

        Parameters
        ----------
        within
            Ground beyond which a place costs more.
        hidden
            Whether the leader may run below other marks, below as few as possible.
        """
        centres = centres[self._free(centres, radius)]
        away = np.hypot(*(centres - target).T)
        order = np.argsort(away, kind="stable")
        over = np.hypot(*(self._discs[:, :2] - target).T) < self._discs[:, 2]
        # The nearest first, and farther ones only where none of those can be reached.
        for first in range(0, len(order), _AT_ONCE):
            batch = order[first : first + _AT_ONCE]
            # A leader may not run through another mark, unless what it points at lies under that.
            gaps = _gaps(np.array(target), centres[batch], self._discs[:, :2])
            below = ((gaps < self._discs[:, 2] + _APART) & ~over).sum(axis=1)
            clear = below == (below.min() if hidden else 0)
            if clear.any():
                batch = batch[clear]
                lines = _lines(
                    np.column_stack([np.broadcast_to(target, (len(batch), 2)), centres[batch]])
                )
                covered = np.bincount(
                    self._clear.query(
                        shapely.buffer(_points(centres[batch]), radius), "intersects"
                    )[0],
                    minlength=len(lines),
                )
                crossed = np.bincount(
                    self._clear.query(lines, "intersects")[0], minlength=len(lines)
                )
                cost = away[batch] + _OVER_BUILDINGS * (covered + crossed)
                if within is not None:
                    cost += _BEYOND * ~shapely.intersects_xy(within, centres[batch])
                best = batch[np.argmin(cost)]
                return float(centres[best, 0]), float(centres[best, 1])
        return None

    def _free(self, centres: NDArray[np.float64], radius: float) -> NDArray[np.bool_]:
        x, y = centres.T
        edge = radius + 0.5
        free = (x >= edge) & (x <= self._width - edge) & (y >= edge) & (y <= self._height - edge)
        if len(self._discs):
            gap = np.hypot(x[:, None] - self._discs[:, 0], y[:, None] - self._discs[:, 1])
            free &= (gap >= self._discs[:, 2] + radius + _APART).all(axis=1)
        for left, top, right, bottom in self._boxes:
            aside = np.hypot(
                np.maximum(np.maximum(left - x, x - right), 0),
                np.maximum(np.maximum(top - y, y - bottom), 0),
            )
            free &= aside >= radius + _APART
        left = np.flatnonzero(free)
        near = shapely.STRtree(self._leaders).query(
            _points(centres[left]), "dwithin", radius + _FROM_LEADERS
        )[0]
        free[left[near]] = False
        return np.asarray(free)


def _gaps(
    start: NDArray[np.float64], ends: NDArray[np.float64], places: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Measure from straight lines, shape ``(n, 2)`` of their ends, to places ``(k, 2)``."""
    along, aside = ends - start, places - start
    length = np.maximum((along**2).sum(axis=1), _NOTHING)
    share = np.clip(along @ aside.T / length[:, None], 0, 1)
    x, y = along.T
    gaps: NDArray[np.float64] = np.hypot(
        share * x[:, None] - aside[:, 0], share * y[:, None] - aside[:, 1]
    )
    return gaps


def _with(shapes: Geometries, one: BaseGeometry) -> Geometries:
    return np.array([*shapes, one], dtype=object)


def _points(xy: NDArray[np.float64]) -> Geometries:
    return np.atleast_1d(np.asarray(shapely.points(xy), dtype=object))


def _lines(ends: NDArray[np.float64]) -> Geometries:
    return np.atleast_1d(np.asarray(shapely.linestrings(ends.reshape(-1, 2, 2)), dtype=object))
