"""A walk too long for one map, cut into stretches with a map each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import Final

import numpy as np
import scipy.spatial
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gridmap.geo.crs import Geometries
from gridmap.geo.outlines import outlines
from gridmap.geo.walking import way_past
from gridmap.render.sheets.buildings import SheetBuilding
from gridmap.render.sheets.map_room import MapRoom
from gridmap.render.sheets.paper import SCALES, fit, just_fitting
from gridmap.render.sheets.scene import AreaScene, Box, Stretch

__all__ = ["closer", "grounds", "in_stretches", "scene_of_stretch", "walked"]

# Houses are told apart, and so few numbers stand in or near them, up to this scale.
_LEGIBLE: Final = 2_500
_FEW: Final = 36
# More find room where a house has so many square millimetres of its map for itself, in the density
# of so many houses that are next to it.
_PER_NUMBER: Final = 90.0
_NEXT: Final = 8
# Houses are scattered where the map of all is so many times smaller than one of a part needs to be,
# and its scale one in which they hardly hold their numbers. Ground without houses is left out from
# there, too.
_SMALLER: Final = 2
_ROOMY: Final = 1_500
# Grounds end along streets that are so many metres from a house.
_STREETS: Final = 40.0


def in_stretches(scene: AreaScene, first: MapRoom, further: MapRoom) -> tuple[Stretch, ...]:
    """Cut the walk into stretches, unless one map can carry it all.

    A stretch fits a map in which its numbers stand in or near their houses, its rows fit below, and
    it stays within one part of the area; parts that lie far apart have no map in common, however
    few buildings they have. It begins and ends with whole patches, where that takes no more further
    maps than it spares cuts through patches.

    Parameters
    ----------
    first
        Room for one map of it all.
    further
        Room for the map of a stretch.
    """
    if not scene.buildings:
        return ()
    shapes = np.array([one.shape for one in scene.buildings], dtype=object)
    bounds = shapely.bounds(shapes).tolist()
    by_part = _by_part(shapes, scene.outline)
    scale = fit(scene.bounds, first.width, first.height).scale
    around = [reduce(_around, [bounds[place] for place in part]) for part in by_part]
    own = max(fit(box, first.width, first.height).scale for box in around)
    scattered = scale > max(_ROOMY, _SMALLER * own)
    crowded = _crowded(shapes, further.large)
    if (
        len(scene.buildings) <= max(first.rows, further.rows)
        and scale <= (_LEGIBLE if len(scene.buildings) <= _FEW else crowded)
        and not (scattered and len(by_part) > 1)
    ):
        return ()
    found = [
        stretch
        for part in by_part
        for stretch in _cut(
            part, bounds, [scene.buildings[place].patch for place in part], further, crowded
        )
    ]
    if len(found) == 1 and not scattered:
        return ()
    numbers = [one.number for one in scene.buildings]
    return tuple(
        Stretch(
            number,
            tuple(scene.buildings[at] for at in places),
            tuple((numbers[run[0]], numbers[run[-1]]) for run in _runs(places)),
        )
        for number, places in enumerate(found, start=1)
    )


def scene_of_stretch(scene: AreaScene, buildings: tuple[SheetBuilding, ...]) -> AreaScene:
    """Show some buildings of a walk: these numbered, all others as what lies around."""
    numbers = {one.number for one in buildings}
    others = [one.shape for one in scene.buildings if one.number not in numbers]
    beside = np.array([*scene.neighbours, *others], dtype=object)
    return replace(
        scene,
        buildings=buildings,
        neighbours=beside,
        around=scene.outline if not shapely.is_empty(scene.outline) else None,
        siblings=np.empty(0, dtype=object),
        whole=False,
    )


def closer(scene: AreaScene, width: float, height: float) -> AreaScene:
    """Leave out ground without houses where these would be too small for it.

    Hazards and the way stay on the map: it is not drawn closer where these leave it.
    """
    houses = replace(scene, whole=False)
    frame = fit(houses.bounds, width, height)
    gained = fit(scene.bounds, width, height).scale >= _SMALLER * frame.scale
    kept = [one.place for one in scene.hazards] + ([scene.walk] if scene.walk else [])
    if gained and scene.buildings and shapely.covers(shapely.box(*frame.box), kept).all():
        return houses
    return scene


def walked(scene: AreaScene) -> AreaScene:
    """Seek the way past all buildings of a scene."""
    stops = np.array([one.shape for one in scene.buildings], dtype=object)
    scene = scene.surrounded()
    return replace(scene, walk=way_past(stops, np.concatenate([scene.neighbours, scene.water])))


def grounds(stretches: Sequence[Stretch], scene: AreaScene, *, apart: bool) -> Geometries:
    """Share the ground of a walk out among its stretches, along streets where there are such.

    Parameters
    ----------
    apart
        Whether borders are drawn between them, round every house; else it is enough to know about
        where each lies, which is much sooner known.

    Returns
    -------
    numpy.ndarray
        A polygon or several for each, in metres; they do not overlap. One may be empty, where its
        houses are drawn twice.
    """
    houses = np.array(
        [one.shape for stretch in stretches for one in stretch.buildings], dtype=object
    )
    of = np.repeat(np.arange(len(stretches)), [len(one.buildings) for one in stretches])
    if apart:
        lines = scene.streets.lines
        between = np.unique(shapely.STRtree(houses).query(lines, "dwithin", _STREETS)[0])
        drawn = outlines(houses, of, streets=lines[between])
    else:
        drawn = outlines(shapely.point_on_surface(houses), of)
    drawn[shapely.is_missing(drawn)] = shapely.Polygon()
    if scene.outline.is_empty:
        return drawn
    drawn = _whole_parts(drawn, houses, of, scene.outline)
    within = [_surface(one) for one in shapely.intersection(drawn, scene.outline)]
    # Houses may stand outside their area.
    return np.where(shapely.is_empty(within), drawn, np.array(within, dtype=object))


def _whole_parts(
    drawn: Geometries, houses: Geometries, of: NDArray[np.intp], outline: BaseGeometry
) -> Geometries:
    """Give a part of the area that one stretch alone is in to that, with all its ground."""
    parts = shapely.get_parts(outline)
    nearest = shapely.STRtree(parts).nearest(houses)
    for at, part in enumerate(parts):
        if len(stretches := np.unique(of[nearest == at])) == 1:
            drawn = shapely.difference(drawn, part)
            drawn[stretches] = shapely.union(drawn[stretches], part)
    return drawn


def _surface(shape: BaseGeometry) -> BaseGeometry:
    """Leave out what is only a line or a point, where two shapes touch."""
    parts = shapely.get_parts(shape)
    surface: BaseGeometry = shapely.multipolygons(
        parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    )
    return surface


def _by_part(shapes: Geometries, outline: BaseGeometry) -> list[list[int]]:
    """Group buildings by the part of the area that each stands in or nearest to, as the walk comes.

    Parts of an area lie apart from one another: no map shows two of them large enough.
    """
    parts = shapely.get_parts(outline)
    if len(parts) < 2:
        return [[*range(len(shapes))]]
    groups: dict[int, list[int]] = {}
    for place, part in enumerate(shapely.STRtree(parts).nearest(shapes).tolist()):
        groups.setdefault(part, []).append(place)
    return [*groups.values()]


def _cut(
    walk: list[int], bounds: list[Box], patches: list[int], room: MapRoom, crowded: int
) -> list[list[int]]:
    """Cut a walk into stretches: as few as can be, through as few patches, and evenly long.

    Parameters
    ----------
    crowded
        The scale up to which many numbers stand in or near their houses.
    """

    def is_legible(held: Box, count: int) -> bool:
        scale = just_fitting(held, room.width, room.height)
        return scale <= (_LEGIBLE if count <= _FEW else crowded)

    n = len(walk)
    # A map costs more than stretches however uneven, and as much again for each patch it cuts.
    price = np.append((1 + _cut_before(patches)) * (n * n + 1), 0)
    squares = np.arange(room.rows + 1) ** 2
    # What it costs up to a place, with the map that begins there.
    cost = np.full(n + 1, price[0])
    begun = np.zeros(n + 1, dtype=np.int64)
    first, held = 0, bounds[walk[0]]
    for end in range(1, n + 1):
        first = max(first, end - room.rows)
        held = _around(held, bounds[walk[end - 1]])
        while first < end - 1 and not is_legible(held, end - first):
            # It may still reach around houses before the first.
            held = reduce(_around, [bounds[place] for place in walk[first:end]])
            first += not is_legible(held, end - first)
        ways = cost[first:end] + squares[end - first : 0 : -1]
        best = ways.argmin()
        begun[end] = first + best
        cost[end] = ways[best] + price[end]
    found: list[list[int]] = []
    end = n
    while end:
        found.append(walk[begun[end] : end])
        end = int(begun[end])
    return found[::-1]


def _cut_before(patches: list[int]) -> NDArray[np.intp]:
    """Count at each place of a walk the patches that lie on both sides of a cut before it."""
    first = np.unique(patches, return_index=True)[1]
    last = len(patches) - 1 - np.unique(patches[::-1], return_index=True)[1]
    places = np.arange(len(patches))
    return np.searchsorted(np.sort(first), places) - np.searchsorted(np.sort(last), places)


def _around(one: Box, other: Box) -> Box:
    left, bottom, right, top = other
    return min(one[0], left), min(one[1], bottom), max(one[2], right), max(one[3], top)


def _crowded(shapes: Geometries, large: float) -> int:
    """Tell the smallest scale in which many houses leave room for their numbers.

    Parameters
    ----------
    large
        How many times as large as usual numbers are.
    """
    if len(shapes) <= _FEW:
        return _LEGIBLE
    middles = shapely.get_coordinates(shapely.centroid(shapes))
    away = scipy.spatial.KDTree(middles).query(middles, k=[_NEXT + 1])[0]
    # Of the quarter that stands closest, in square metres.
    ground = np.quantile(np.pi * away**2 / _NEXT, 0.25)
    scale = 1000 * np.sqrt(ground / _PER_NUMBER) / large
    return max((one for one in SCALES if one <= min(scale, _LEGIBLE)), default=SCALES[0])


def _runs(places: list[int]) -> list[list[int]]:
    """Take places of a walk apart where others come between them."""
    cuts = np.flatnonzero(np.diff(places) != 1) + 1
    return [run.tolist() for run in np.split(np.array(places), cuts)]
