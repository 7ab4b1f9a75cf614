"""The map of an area on paper: its scale, and where its numbers, hazards, gates and names stand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from math import pi
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.geo.crs import Geometries
from gridmap.render.sheets.discs import radius_around
from gridmap.render.sheets.furniture import Furniture, furnish
from gridmap.render.sheets.landmarks import name_landmarks, place_gates
from gridmap.render.sheets.map_picture import (
    HazardMark,
    Marks,
    NumberMark,
    PartMark,
    drawn_houses,
    handed_over,
    map_picture,
    other_border,
    part_borders,
)
from gridmap.render.sheets.paper import MapFrame, fit
from gridmap.render.sheets.room import Room
from gridmap.render.sheets.scene import AreaScene
from gridmap.render.sheets.street_names import NAMES, StreetName, name_streets
from gridmap.render.sheets.thinning import (
    ground_widths,
    in_sight,
    large_ones,
    street_widths,
    told_apart,
)
from gridmap.render.sheets.way import way_on

__all__ = ["DrawnMap", "draw_map"]

# Below this many millimetres to a building's inner circle its number stands beside it.
_FITS: Final = 0.85
# A house shows how far it is beside a disc that has this share of its ground; a disc that is all of
# it keeps so far, in millimetres, from the walls.
_ROOMY: Final = 2.0
_INSET: Final = 0.3
# Half the side, in metres, of what stands for a building whose outline nobody knows.
_POINT_HALF: Final = 4.0
_MANY: Final = 120
_AS_WIDE: Final = 0.9
# Type of numbers in points, and the least radius of their discs.
_NUMBER: Final = 7.8
_LEAST_DISC: Final = 2.3
_HAZARD_RADIUS: Final = 4.0
_PART_RADIUS: Final = 4.5
_FIGURE_RADIUS: Final = 6.0
_LEAST_PART: Final = 2.6
_LEAST_FIGURE: Final = 3.6
_TRIES: Final = 3
# So many millimetres of a street tell where a house is, in a scale no smaller than this.
_STREET: Final = 25.0
_STILL_NEAR: Final = 1_500
# What lies no further within the frame is hidden by its line.
_EDGE: Final = 0.4
# Millimetres from a name to the dashes of its path.
_FROM_DASHES: Final = 0.6
# Millimetres that the names of streets keep from all else where not all can be named.
_BETWEEN_NAMES: Final = 2.0


@dataclass(frozen=True)
class DrawnMap:
    """A map laid out on paper, in millimetres from the upper left corner of its frame.

    Attributes
    ----------
    svg
        All lines and surfaces.
    statuses
        How buildings are marked on it, by hatch or by disc.
    bordered
        Whether the border of the area is on it.
    other
        Whether a second border is to be told from that.
    kept, neighbours, water, paths
        Whether there are buildings of the area that it does not number, other buildings, some
        water, and paths, which have no width.
    divided
        Whether the borders between further maps are drawn.
    """

    frame: MapFrame
    svg: str
    marks: Marks
    names: tuple[StreetName, ...]
    furniture: Furniture
    statuses: frozenset[BuildingStatus]
    bordered: bool
    other: bool
    kept: bool
    neighbours: bool
    water: bool
    paths: bool
    divided: bool

    @property
    def told_apart(self) -> bool:
        """Whether every house has its outline."""
        return told_apart(self.frame.scale)


def draw_map(
    scene: AreaScene, width: float, height: float, *, large: float = 1.0, poster: bool = False
) -> DrawnMap:
    """Draw the map of an area into a frame of so many millimetres.

    The scale is the largest round one in which the area fits and nothing that belongs to the frame
    covers one of its buildings.

    Parameters
    ----------
    large
        How many times as large as usual numbers and names are.
    poster
        Whether what belongs to the frame is as much larger; else it is as small as ever, without a
        scale bar where numbers are large.
    """
    frame = _beside_a_street(scene, fit(scene.bounds, width, height))
    for _ in range(_TRIES):
        own = frame.laid(_ground([one.shape for one in scene.buildings]))
        furniture = furnish(
            scene, frame, own, measured=poster or large == 1, size=large if poster else 1.0
        )
        if not furniture.covers:
            break
        frame = frame.smaller()
    scene = in_sight(scene, frame)
    outline = frame.laid(np.array([scene.outline], dtype=object))[0]
    # Where houses are not told apart, most are not drawn: nothing of theirs is covered.
    apart = told_apart(frame.scale)
    clear = own if apart or not scene.parts else large_ones(own)
    handed = handed_over(scene.handed, frame)
    room = Room(width, height, np.concatenate([clear, handed, _sides(outline)]))
    for box in furniture.boxes:
        room.take_box(box)
    numbers = [] if scene.parts else _number(scene, own, room, large)
    parts = _place_parts(scene, frame, room, _part_radius(scene, frame, large), handed)
    hazards = _place_hazards(scene, frame, room, outline, _HAZARD_RADIUS * large)
    lines = frame.laid(scene.streets.lines)
    sides = (0.0, 0.0, width, height)
    inside = shapely.clip_by_rect(lines, *sides) if len(lines) else lines
    border, between = shapely.boundary(outline), part_borders(scene, frame, outline)
    if scene.tones or apart:
        border = shapely.union(border, between)
    second = other_border(scene.other, frame, outline)
    border = shapely.union(border, second)
    gates, names = place_gates(scene, frame, room, border, large)
    widths = street_widths(scene.streets, frame.scale)
    drawn = ~np.isnan(widths)
    beside = [drawn_houses(houses, frame) for houses in (scene.neighbours, scene.kept)]
    names += name_streets(
        inside[drawn],
        tuple(compress(scene.streets.names, drawn)),
        ground_widths(scene.streets)[drawn],
        room,
        border,
        np.concatenate([clear, handed, *beside]),
        points=NAMES * large,
        clear=0.0 if apart else _BETWEEN_NAMES,
    )
    names += name_landmarks(scene, frame, room, (own, lines, border), NAMES * large)
    lines[widths == 0] = _broken_off(lines[widths == 0], names)
    way = np.empty(0, dtype=object)
    if scene.walk is not None:
        way = way_on(frame, scene.walk, np.concatenate([own, *beside]), outline)
    marks = Marks(tuple(numbers), tuple(hazards), tuple(parts), tuple(gates), way)
    svg = map_picture(scene, frame, own, outline, lines, marks, furniture)
    return DrawnMap(
        frame,
        svg,
        marks,
        tuple(names),
        furniture,
        statuses=frozenset(one.marked for one in scene.buildings if apart or not scene.parts),
        bordered=not shapely.clip_by_rect(shapely.boundary(outline), *sides).is_empty,
        other=not shapely.clip_by_rect(second, *sides).is_empty,
        kept=_seen(beside[1], frame),
        neighbours=_seen(beside[0], frame),
        water=_seen(frame.laid(scene.water), frame),
        paths=_seen(lines[widths == 0], frame),
        divided=not shapely.clip_by_rect(between, *sides).is_empty,
    )


def _seen(shapes: Geometries, frame: MapFrame) -> bool:
    """Tell whether anything of shapes shows within the line around a map."""
    inside = shapely.box(_EDGE, _EDGE, frame.width - _EDGE, frame.height - _EDGE)
    shapely.prepare(inside)
    return bool(np.any(shapely.intersects(inside, shapes)))


def _sides(outline: BaseGeometry) -> Geometries:
    """Take the border apart into straight lines, which numbers beside their houses leave free."""
    corners, ring = shapely.get_coordinates(
        shapely.get_rings(shapely.get_parts(outline)), return_index=True
    )
    on = np.flatnonzero(np.diff(ring) == 0)
    lines = shapely.linestrings(np.stack([corners[on], corners[on + 1]], axis=1))
    return np.asarray(lines, dtype=object)


def _broken_off(paths: Geometries, names: list[StreetName]) -> Geometries:
    """Break dashed lines off where names stand, so that these are not struck through."""
    rooms = np.array([one.room for one in names], dtype=object)
    broken: Geometries = shapely.difference(
        paths, shapely.buffer(shapely.union_all(rooms), _FROM_DASHES)
    )
    return broken


def _beside_a_street(scene: AreaScene, frame: MapFrame) -> MapFrame:
    """Show so much around houses without an outline that a street tells where they are."""
    named = scene.streets.lines[np.array([bool(name) for name in scene.streets.names], dtype=bool)]
    wider = frame
    while scene.outline.is_empty and wider.scale <= _STILL_NEAR:
        shown = shapely.clip_by_rect(named, *wider.box)
        if shapely.length(shown).sum() >= _STREET * wider.scale / 1000:
            return wider
        wider = wider.smaller()
    return frame


def _place_parts(
    scene: AreaScene, frame: MapFrame, room: Room, radius: float, seen: Geometries
) -> list[PartMark]:
    """Put the number of each further map where it lies, or beside it with a leader.

    Parameters
    ----------
    seen
        Houses that they had better not cover, in millimetres.
    """
    grounded = {
        part.number: part.shape for part in scene.parts if part.number and not part.shape.is_empty
    }
    shapes = frame.laid(np.array([*grounded.values()], dtype=object))
    if len(seen):
        free = shapely.difference(shapes, shapely.union_all(seen))
        shapes = np.where(shapely.is_empty(free), shapes, free)
    widest = shapely.get_point(shapely.maximum_inscribed_circle(shapes, 0.2), 0)
    middles = shapely.get_coordinates(widest).tolist()
    placed: dict[int, PartMark] = {}
    for number, (x, y) in zip(grounded, middles, strict=True):
        if room.is_free_disc(x, y, radius):
            room.take_disc(x, y, radius)
            placed[number] = PartMark(x, y, radius, None, number)
    for number, (x, y) in zip(grounded, middles, strict=True):
        if number not in placed and (found := room.place_disc((x, y), radius, 0.0)):
            placed[number] = PartMark(*found, radius, (x, y), number)
    return [placed[number] for number in sorted(placed)]


def _ground(shapes: list[BaseGeometry]) -> Geometries:
    """Give buildings that are known as a point alone a square to stand on."""
    known = np.array(shapes, dtype=object)
    flat = shapely.area(known) == 0
    known[flat] = shapely.buffer(known[flat], _POINT_HALF, cap_style="square")
    return known


def _number(scene: AreaScene, own: Geometries, room: Room, large: float) -> list[NumberMark]:
    """Put each number at the widest place inside its building, or beside it with a leader."""
    if not len(own):
        return []
    size = large * (0.8 if len(own) > _MANY else 1.0)
    circles = shapely.maximum_inscribed_circle(own, 0.1)
    ends = shapely.get_coordinates(circles).reshape(-1, 2, 2)
    centre, inner = ends[:, 0], np.hypot(*(ends[:, 1] - ends[:, 0]).T)
    # A long house is as wide anywhere: its number stands in the middle.
    middle = shapely.centroid(own)
    wide = shapely.distance(middle, shapely.boundary(own))
    central = shapely.contains(own, middle) & (wide >= _AS_WIDE * inner)
    centre[central] = shapely.get_coordinates(middle)[central]
    points = _NUMBER * size
    radius = np.array(
        [max(_LEAST_DISC * size, radius_around(str(one.number), points)) for one in scene.buildings]
    )
    marks: dict[int, NumberMark] = {}
    beside = []
    for at in np.argsort(-inner, kind="stable").tolist():
        x, y, r = float(centre[at, 0]), float(centre[at, 1]), float(radius[at])
        if inner[at] >= _FITS * r and room.is_free_disc(x, y, r):
            room.take_disc(x, y, r)
            tight = float(shapely.area(own[at])) < _ROOMY * pi * r * r
            held = min(r, float(inner[at]) - _INSET) if tight else r
            marks[at] = NumberMark(x, y, held, None, scene.buildings[at], points, tight)
        else:
            beside.append(at)
    for at in beside:
        target = (float(centre[at, 0]), float(centre[at, 1]))
        found = room.place_disc(target, float(radius[at]), float(inner[at]))
        if found is not None:
            marks[at] = NumberMark(*found, float(radius[at]), target, scene.buildings[at], points)
    return [marks[at] for at in sorted(marks)]


def _place_hazards(
    scene: AreaScene, frame: MapFrame, room: Room, outline: BaseGeometry, radius: float
) -> list[HazardMark]:
    """Put each hazard where it is, or aside with a leader, within the area; the worst first."""
    marks = []
    for hazard in sorted(scene.hazards, key=lambda one: (not one.severe, not one.overdue)):
        x, y = shapely.get_coordinates(frame.laid(np.array([hazard.place], dtype=object)))[
            0
        ].tolist()
        if not (0 <= x <= frame.width and 0 <= y <= frame.height):
            continue
        if room.is_free_disc(x, y, radius):
            room.take_disc(x, y, radius)
            marks.append(HazardMark(x, y, radius, None, hazard))
        elif found := room.place_disc((x, y), radius, 0.0, outline):
            marks.append(HazardMark(*found, radius, (x, y), hazard))
    return marks


def _part_radius(scene: AreaScene, frame: MapFrame, large: float) -> float:
    """Choose how large the numbers of parts are: as most have room on their ground."""
    shapes = frame.laid(np.array([part.shape for part in scene.parts], dtype=object))
    room = float(np.sqrt(np.median(shapely.area(shapes)))) / 3 if len(shapes) else 0.0
    if scene.tones:  # with a figure below the number
        return float(np.clip(room, _LEAST_FIGURE, _FIGURE_RADIUS * large))
    return float(np.clip(room, _LEAST_PART, _PART_RADIUS * large))
