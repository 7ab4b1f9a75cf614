"""The way of a round on its map: dots clear of all walls, with arrows."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from gridmap.geo.crs import Geometries
from gridmap.render.sheets.paper import MapFrame
from gridmap.render.sheets.strokes import mm, path_data

__all__ = ["WAY", "way_on", "way_svg"]

# Millimetres from the way to a wall, and what it keeps where houses stand closer together.
_CLEAR: Final = (1.3, 0.65)
# A way along a wall may lie so many metres within it.
_WITHIN: Final = 0.35
# And to the border of the area, if this leaves it clear of walls.
_OFF_BORDER: Final = 0.95
_OFF_WALLS: Final = 0.6
# Places of the way that are moved, in millimetres; and what of its bends nobody sees.
_STEP: Final = 0.5
_BEND: Final = 0.05
# The white around it; half the line of a wall, and of the border, and a hair more.
_RIM: Final = 0.9
_WALL: Final = 0.3
_BORDER: Final = 0.5
# Millimetres from one arrow along the way to the next, and half of what one takes.
_ARROWS: Final = 18.0
_ARROW: Final = 1.0
_HEAD: Final = "M1.7 0L-1.2 1.25L-.6 0L-1.2 -1.25Z"
# No other line on the map of a round is a row of dots, and no wall is as thick.
_DOTS: Final = (
    'fill="none" stroke="#000" stroke-width=".8" stroke-dasharray=".01 1.5" '
    'stroke-linecap="round" stroke-linejoin="round"'
)


WAY: Final = (
    12.0,
    f'<path d="M.6 2.5H4M8 2.5H12" {_DOTS}/><path transform="translate(6 2.5)" d="{_HEAD}"/>',
)
"""How a legend shows it: as :data:`~gridmap.render.sheets.map_on_page.LegendMark`."""


def way_on(
    frame: MapFrame, walk: LineString, houses: Geometries, outline: BaseGeometry
) -> Geometries:
    """Lay out a way beside the walls that it goes along: on them it could not be told from them.

    Nor does it go along the border, where there is room beside that.

    Parameters
    ----------
    houses, outline
        All that are drawn, and the area, in millimetres of the frame.

    Returns
    -------
    numpy.ndarray
        What is in the frame, in its millimetres.
    """
    way = shapely.segmentize(frame.laid(np.array([walk], dtype=object)), _STEP)
    places = shapely.get_coordinates(way)
    # Where it goes through a house, for want of another way, it is not beside any wall.
    most = max(_CLEAR) + _WITHIN * 1000 / frame.scale
    for clear in _CLEAR:
        near = houses[np.unique(shapely.STRtree(houses).query(way, "dwithin", clear)[1])]
        taken = shapely.union_all(shapely.buffer(near, clear))
        shapely.prepare(taken)
        at = np.flatnonzero(shapely.contains_xy(taken, places))
        lines = shapely.shortest_line(shapely.points(places[at]), shapely.boundary(taken))
        ends = shapely.get_coordinates(lines)[1::2]
        moved = np.hypot(*(ends - places[at]).T) <= most
        places[at[moved]] = ends[moved]
    _leave_border(places, outline, houses)
    return frame.cut(shapely.simplify(shapely.set_coordinates(way, places), _BEND))


def _leave_border(places: NDArray[np.float64], outline: BaseGeometry, houses: Geometries) -> None:
    """Move places that lie on the border beside it, to within the area rather than without."""
    tree = shapely.STRtree(houses)
    border = shapely.boundary(outline)
    on = np.asarray(shapely.dwithin(shapely.points(places), border, _OFF_BORDER))
    for off in (-_OFF_BORDER, _OFF_BORDER):
        beside = shapely.boundary(shapely.buffer(outline, off))
        if beside.is_empty:  # an area too narrow to be walked within
            continue
        at = np.flatnonzero(on)
        lines = shapely.shortest_line(shapely.points(places[at]), beside)
        ends = shapely.get_coordinates(lines)[1::2]
        far = np.hypot(*(ends - places[at]).T)
        far[tree.query(shapely.points(ends), "dwithin", _OFF_WALLS)[0]] = np.inf
        free = far <= 2 * _OFF_BORDER
        places[at[free]] = ends[free]
        on[at[free]] = False


def way_svg(way: Geometries, houses: Geometries, outline: BaseGeometry) -> str:
    """Draw a way with arrows along it, on white of its own that leaves walls and border alone."""
    lines = [
        *shapely.buffer(shapely.boundary(houses), _WALL),
        shapely.buffer(shapely.boundary(outline), _BORDER),
    ]
    rim = shapely.difference(shapely.buffer(way, _RIM), shapely.union_all(lines))
    drawn = f'<path d="{path_data(rim)}" fill="#fff"/><path d="{path_data(way)}" {_DOTS}/>'
    for line in shapely.get_parts(way):
        for at in np.arange(_ARROWS / 2, line.length, _ARROWS).tolist():
            ends = shapely.line_interpolate_point(line, [at - _ARROW, at + _ARROW])
            (x, y), (to_x, to_y) = shapely.get_coordinates(ends).tolist()
            along = float(np.degrees(np.arctan2(to_y - y, to_x - x)))
            drawn += (
                f'<path transform="translate({mm((x + to_x) / 2)} {mm((y + to_y) / 2)}) '
                f'rotate({along:.0f})" d="{_HEAD}"/>'
            )
    return drawn
