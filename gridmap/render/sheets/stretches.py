"""A walk too long for one map, cut into stretches with a map each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gridmap.geo.crs import Geometries
from gridmap.geo.outlines import outlines
from gridmap.geo.walking import way_past
from gridmap.render.sheets.paper import fit
from gridmap.render.sheets.scene import AreaScene, SheetBuilding, Stretch

__all__ = ["grounds", "in_stretches", "scene_of_stretch"]

# So many rows fit below a map that is large enough.
_MOST: Final = 36
# Houses are told apart, and their numbers stand in or near them, up to this scale.
_LEGIBLE: Final = 2_500
# The frame that stretches are cut for, in millimetres: what their rows leave of A4.
_FRAME: Final = (180.0, 120.0)
# Grounds end along streets that are so many metres from a house.
_STREETS: Final = 40.0
_Bounds = tuple[float, float, float, float]


def in_stretches(scene: AreaScene, width: float, height: float) -> tuple[Stretch, ...]:
    """Cut the walk into stretches, unless one map of so many millimetres can carry it all.

    A stretch goes on for as long as it fits a map at 1:2,500 and its rows fit below; none goes on
    from one part of the area into another.
    """
    if not scene.buildings or (
        len(scene.buildings) <= _MOST and fit(scene.bounds, width, height).scale <= _LEGIBLE
    ):
        return ()
    shapes = np.array([one.shape for one in scene.buildings], dtype=object)
    bounds = shapely.bounds(shapes).tolist()
    found = [
        stretch for part in _by_part(shapes, scene.outline) for stretch in _evenly(part, bounds)
    ]
    if len(found) == 1:
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
    stops = np.array([one.shape for one in buildings], dtype=object)
    walk = None if scene.walk is None else way_past(stops, np.concatenate([beside, scene.water]))
    return replace(
        scene,
        buildings=buildings,
        neighbours=beside,
        walk=walk,
        around=scene.outline if not shapely.is_empty(scene.outline) else None,
        siblings=np.empty(0, dtype=object),
        whole=False,
    )


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
    within = [_surface(one) for one in shapely.intersection(drawn, scene.outline)]
    # Houses may stand outside their area.
    return np.where(shapely.is_empty(within), drawn, np.array(within, dtype=object))


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


def _evenly(walk: list[int], bounds: list[_Bounds]) -> list[list[int]]:
    """Cut a walk into as few stretches as there can be, about as long as one another."""
    fewest = _cut(walk, bounds, _MOST)
    even = _cut(walk, bounds, -(-len(walk) // len(fewest)))
    return even if len(even) == len(fewest) else fewest


def _cut(walk: list[int], bounds: list[_Bounds], most: int) -> list[list[int]]:
    found: list[list[int]] = [[]]
    held = bounds[walk[0]]
    for place in walk:
        left, bottom, right, top = one = bounds[place]
        held = min(held[0], left), min(held[1], bottom), max(held[2], right), max(held[3], top)
        if found[-1] and (len(found[-1]) >= most or fit(held, *_FRAME).scale > _LEGIBLE):
            found.append([])
            held = one
        found[-1].append(place)
    return found


def _runs(places: list[int]) -> list[list[int]]:
    """Take places of a walk apart where others come between them."""
    cuts = np.flatnonzero(np.diff(places) != 1) + 1
    return [run.tolist() for run in np.split(np.array(places), cuts)]
