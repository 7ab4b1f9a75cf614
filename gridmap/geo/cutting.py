"""Areas drawn by hand: fit them between their neighbours, cut them in two.

Everything is in longitude and latitude, so that a border which two areas share stays shared to the
last digit; tolerances are metres on the ground, taken alike in both directions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gridmap.geo.crs import area_m2
from gridmap.geo.distance import METRES_PER_DEGREE

__all__ = [
    "CLOSED_M",
    "SLIVER_M2",
    "Fit",
    "Shift",
    "fit",
    "mended",
    "shift_border",
    "snapped",
    "split",
    "whole",
]

CLOSED_M: Final = 0.5
"""A gap no wider than this is a slip of the hand and is closed."""

SLIVER_M2: Final = 5.0
"""A scrap smaller than this is no ground that anybody meant."""

_NOTHING: Final = shapely.Polygon()


@dataclass(frozen=True, slots=True)
class Fit:
    """A drawn outline as it fits.

    Attributes
    ----------
    outline
        Polygon or multipolygon; empty where nothing is left.
    trimmed_m2
        Ground that was drawn and is another's, or beyond the area above, in square metres.
    """

    outline: BaseGeometry
    trimmed_m2: float


@dataclass(frozen=True, slots=True)
class Shift:
    """A border moved between neighbours.

    Attributes
    ----------
    outline
        The area after it, with the scraps of neighbours that it cut off.
    neighbours
        Outlines of the neighbours after it, in their order; empty where one is swallowed.
    moved
        Positions of the neighbours whose outline changed.
    """

    outline: BaseGeometry
    neighbours: list[BaseGeometry]
    moved: list[int]


def mended(outline: BaseGeometry) -> BaseGeometry:
    """Make what somebody drew a valid polygon or multipolygon; empty where nothing can be saved."""
    flat = shapely.force_2d(outline)
    if shapely.get_dimensions(flat) != 2 or not np.isfinite(shapely.get_coordinates(flat)).all():
        return _NOTHING
    return whole(shapely.make_valid(flat, method="structure", keep_collapsed=False))


def whole(geometry: BaseGeometry) -> BaseGeometry:
    """Keep the polygons of a geometry, without points, lines and slivers."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    parts = parts[shapely.get_dimensions(parts) == 2]
    parts = parts[area_m2(parts) >= SLIVER_M2]
    return shapely.union_all(parts) if len(parts) else _NOTHING


def fit(drawn: BaseGeometry, siblings: Sequence[BaseGeometry], within: BaseGeometry | None) -> Fit:
    """Fit a drawn area between its siblings and into the area above.

    Parameters
    ----------
    drawn
        Valid polygon or multipolygon, EPSG:4326.
    siblings
        Areas that are there; what the drawn one shares with them stays theirs.
    within
        Outline of the area above, ``None`` where it has none.

    Notes
    -----
    Gaps of at most :data:`CLOSED_M` to a sibling or to the outline of the area above are closed.
    """
    beside = [one for one in siblings if shapely.dwithin(one, drawn, 2 * _degrees(CLOSED_M))]
    taken = shapely.union_all(np.array(beside, dtype=object)) if beside else _NOTHING
    free = _between(drawn, taken, within)
    beyond = area_m2(np.array([drawn.difference(free)], dtype=object))
    # Filling comes after: what is filled was never drawn.
    filled = free.union(_hairlines(free, taken, within))
    return Fit(whole(_between(filled, taken, within)), float(beyond[0]))


def snapped(drawn: BaseGeometry, borders: Sequence[BaseGeometry]) -> BaseGeometry:
    """Keep to borders that are there wherever a drawn outline runs within a slip of the hand."""
    lines = shapely.union_all(shapely.boundary(np.array(borders, dtype=object)))
    return mended(shapely.snap(drawn, lines, _degrees(CLOSED_M)))


def shift_border(
    before: BaseGeometry, after: BaseGeometry, neighbours: Sequence[BaseGeometry]
) -> Shift:
    """Let neighbours follow a border that moved: no ground is lost, none is anybody's twice.

    Parameters
    ----------
    before, after
        The area whose outline was drawn anew, EPSG:4326; ``after`` lies where it may.
    neighbours
        Areas beside it that may follow.

    Notes
    -----
    Ground given up goes, piece by piece, to the neighbour with the longest border on it.
    """
    outlines = [
        _polygons(one.difference(after)) if one.intersects(after) else one for one in neighbours
    ]
    for piece in shapely.get_parts(_polygons(before.difference(after))):
        borders = [_shared_border(piece, one) for one in neighbours]
        if borders and max(borders) > 0:
            heir = int(np.argmax(borders))
            outlines[heir] = outlines[heir].union(piece)
    fitted = [
        one if one is old else whole(one) for one, old in zip(outlines, neighbours, strict=True)
    ]
    scraps = [one.difference(kept) for one, kept in zip(outlines, fitted, strict=True)]
    moved = [
        at
        for at, (one, old) in enumerate(zip(fitted, neighbours, strict=True))
        if one is not old and not one.equals(old)
    ]
    return Shift(shapely.union_all([after, *scraps]), fitted, moved)


def split(outline: BaseGeometry, line: BaseGeometry) -> list[BaseGeometry]:
    """Cut an area along a line; one piece where the line does not cross it.

    Parameters
    ----------
    outline
        Polygon or multipolygon, EPSG:4326.
    line
        Where to cut. An end that falls a little short of the border is drawn out to it: by up to a
        twentieth of the outline's extent, or 10 m.

    Returns
    -------
    list
        Polygons and multipolygons that cover the outline, the largest first. Scraps smaller than
        :data:`SLIVER_M2`, and parts that the line does not touch, stay with the largest piece.
    """
    west, south, east, north = outline.bounds
    reach = max(float(np.hypot(east - west, north - south)) / 20, _degrees(10.0))
    cut = _drawn_out(line, outline, reach)
    noded = shapely.union_all(np.array([outline.boundary, cut], dtype=object))
    faces = np.array(
        [
            face
            for face in shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
            if outline.contains(face.representative_point())
        ],
        dtype=object,
    )
    if not len(faces):
        return [outline]
    sizes = area_m2(faces)
    touched = shapely.length(shapely.intersection(shapely.boundary(faces), cut)) > 0
    # The line lies on their edge only to the last digit that the crossing could be written in.
    touched |= shapely.dwithin(faces, cut, _degrees(0.001))
    own = (sizes >= SLIVER_M2) & touched
    if own.sum() < 2:
        return [outline]
    order = [int(at) for at in np.argsort(-sizes, kind="stable") if own[at]]
    rest = shapely.union_all(faces[[order[0], *np.flatnonzero(~own)]])
    return [rest, *(faces[at] for at in order[1:])]


def _degrees(metres: float) -> float:
    return metres / METRES_PER_DEGREE


def _between(
    geometry: BaseGeometry, taken: BaseGeometry, within: BaseGeometry | None
) -> BaseGeometry:
    """Cut away what is another's and what is beyond the area above."""
    inside = geometry if within is None else geometry.intersection(within)
    return _polygons(inside.difference(taken))


def _polygons(geometry: BaseGeometry) -> BaseGeometry:
    """Keep the polygons of what an overlay gives, however small."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    parts = parts[shapely.get_dimensions(parts) == 2]
    return shapely.union_all(parts) if len(parts) else _NOTHING


def _hairlines(
    drawn: BaseGeometry, taken: BaseGeometry, within: BaseGeometry | None
) -> BaseGeometry:
    """Find the hairline gaps between a drawn area and what surrounds it.

    Whatever closes when everything around is swollen and shrunk again was no wider than that.
    """
    if drawn.is_empty:
        return _NOTHING
    near = drawn.buffer(_degrees(10 * CLOSED_M), join_style="mitre")
    around = taken if within is None else taken.union(near.difference(within))
    full = drawn.union(around.intersection(near))
    half = _degrees(CLOSED_M) / 2
    closed = full.buffer(half, join_style="mitre").buffer(-half, join_style="mitre")
    gaps = shapely.get_parts(_polygons(closed.difference(full)))
    reached = shapely.intersects(gaps, drawn) & shapely.intersects(gaps, around)
    return shapely.union_all(gaps[reached]) if reached.any() else _NOTHING


def _shared_border(piece: BaseGeometry, neighbour: BaseGeometry) -> float:
    """Measure, in degrees, the border on which a piece of ground meets a neighbour."""
    if not shapely.dwithin(piece, neighbour, _degrees(CLOSED_M)):
        return 0.0
    edge = piece.boundary.intersection(neighbour.buffer(_degrees(CLOSED_M)))
    return float(edge.length)


def _drawn_out(line: BaseGeometry, outline: BaseGeometry, reach: float) -> BaseGeometry:
    """Draw the ends of a line out by ``reach`` where they lie inside the outline."""
    xy = shapely.get_coordinates(line)
    # A hand that rests draws the same point again.
    xy = xy[np.concatenate([[True], (np.diff(xy, axis=0) != 0).any(axis=1)])]
    if len(xy) < 2:
        return line
    first, last = _beyond(xy[1], xy[0], reach), _beyond(xy[-2], xy[-1], reach)
    if outline.covers(shapely.Point(xy[0])):
        xy = np.vstack([first, xy])
    if outline.covers(shapely.Point(xy[-1])):
        xy = np.vstack([xy, last])
    return shapely.LineString(xy)


def _beyond(
    start: NDArray[np.float64], end: NDArray[np.float64], reach: float
) -> NDArray[np.float64]:
    """Go on from ``end``, away from ``start``."""
    way = end - start
    return np.asarray(end + way / np.hypot(*way) * reach)
