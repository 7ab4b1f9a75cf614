"""Gates, and what people find their way by, with their names where these can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gridmap.geo.crs import Geometries
from gridmap.render.sheets.letters import POINT, width_of, wrapped
from gridmap.render.sheets.map_picture import GateMark
from gridmap.render.sheets.paper import MapFrame
from gridmap.render.sheets.room import Room
from gridmap.render.sheets.scene import AreaScene
from gridmap.render.sheets.street_names import NAMES, StreetName
from gridmap.render.sheets.thinning import street_widths

__all__ = ["name_landmarks", "place_gates"]

# Smaller maps show the way to a place, not the way about it.
_ON_THE_SPOT: Final = 2_500
# Half the side of a gate in millimetres, and how far from it its name begins.
_GATE_HALF: Final = 1.2
_GATE_NAME: Final = 0.5
# A name is broken into no more lines; from one to the next, in sizes of type.
_MOST_LINES: Final = 3
_LEADING: Final = 1.15
# How wide lines may be, in equal shares of a name.
_SHARES: Final = (1.0, 1.15, 1.3, 1.5)
_WORD: Final = re.compile(r"[!-~]+")
# Between a name and the next line of the map, in millimetres.
_CLEAR: Final = 0.4


@dataclass(frozen=True)
class Surroundings:
    """What is drawn where a name might stand, in millimetres of the frame.

    Attributes
    ----------
    houses
        All footprints.
    streets, widths
        Centre lines, and how wide each is drawn.
    border
        Of the area and of further maps.
    """

    houses: shapely.STRtree
    streets: shapely.STRtree
    widths: NDArray[np.float64]
    border: BaseGeometry

    @classmethod
    def of(
        cls,
        scene: AreaScene,
        frame: MapFrame,
        own: Geometries,
        streets: Geometries,
        border: BaseGeometry,
    ) -> Surroundings:
        """Look what is around the names of a map; ``own`` are the buildings of its area."""
        around = frame.cut(frame.laid(np.concatenate([scene.neighbours, scene.kept])))
        return cls(
            shapely.STRtree(np.concatenate([around, own])),
            shapely.STRtree(streets),
            np.nan_to_num(street_widths(scene.streets, frame.scale)),
            border,
        )

    def house_at(self, place: BaseGeometry) -> BaseGeometry | None:
        """Find the building that a place is in."""
        found = self.houses.query(place, "intersects")
        house: BaseGeometry | None = self.houses.geometries[found[0]] if len(found) else None
        return house

    def leave_room(self, name: BaseGeometry, house: BaseGeometry | None) -> bool:
        """Tell whether no line runs through a name, within its house or on free ground."""
        if name.intersects(self.border):
            return False
        over = self.houses.geometries[self.houses.query(name, "intersects")]
        if house is not None and name.intersects(house):
            return bool(shapely.covers(over, name).all())
        near = self.streets.query(name, "dwithin", self.widths.max(initial=0.0) / 2)
        gaps = shapely.distance(self.streets.geometries[near], name)
        return not len(over) and bool((gaps > self.widths[near] / 2).all())


def place_gates(
    scene: AreaScene, frame: MapFrame, room: Room, border: BaseGeometry, large: float
) -> tuple[list[GateMark], list[StreetName]]:
    """Put each gate where it is, with its name beside it, where there is room for both."""
    marks: list[GateMark] = []
    names: list[StreetName] = []
    if frame.scale > _ON_THE_SPOT:
        return marks, names
    places = frame.laid(np.array([one.place for one in scene.gates], dtype=object))
    half, points = _GATE_HALF * large, NAMES * large
    for gate, (x, y) in zip(scene.gates, shapely.get_coordinates(places).tolist(), strict=True):
        wide, high = width_of(gate.name, points), points * POINT
        away = half + _GATE_NAME * large
        aside, below = away + wide / 2, away + high / 2
        mark = shapely.box(x - half, y - half, x + half, y + half)
        for dx, dy in ((aside, 0.0), (-aside, 0.0), (0.0, below), (0.0, -below)):
            left, top = x + dx - wide / 2, y + dy - high / 2
            name = shapely.box(left, top, left + wide, top + high)
            if not name.intersects(border) and room.place_name(shapely.union(mark, name).envelope):
                marks.append(GateMark(x, y, half))
                names.append(
                    StreetName(gate.name, x + dx, y + dy, 0.0, stacked=False, points=points)
                )
                break
    return marks, names


def name_landmarks(
    scene: AreaScene,
    frame: MapFrame,
    room: Room,
    drawn: tuple[Geometries, Geometries, BaseGeometry],
    points: float,
) -> Iterator[StreetName]:
    """Name landmarks within their walls, or on free ground beside them; else leave names out.

    Parameters
    ----------
    drawn
        Buildings of the area, streets and the border, in millimetres of the frame.
    """
    if frame.scale > _ON_THE_SPOT or not scene.landmarks:
        return
    around = Surroundings.of(scene, frame, *drawn)
    places = frame.laid(np.array([one.place for one in scene.landmarks], dtype=object))
    for landmark, place in zip(scene.landmarks, places, strict=True):
        house = around.house_at(place)
        for lines, x, y in _tries([*_broken(landmark.name, points)], place, house, points):
            room_of = _room_of(lines, x, y, points)
            if around.leave_room(room_of, house) and room.place_name(room_of):
                first = y - (len(lines) - 1) * _LEADING * points * POINT / 2
                for at, line in enumerate(lines):
                    down = first + at * _LEADING * points * POINT
                    yield StreetName(line, x, down, 0.0, stacked=False, points=points)
                break


def _broken(name: str, points: float) -> Iterator[list[str]]:
    """Break a name into one line, two about as long as one another, and so on; no word apart."""
    longest = max(width_of(word, points) for word in _WORD.findall(name) or [""])
    for count in range(1, _MOST_LINES + 1):
        for share in _SHARES:
            width = max(share * width_of(name, points) / count, longest)
            lines = wrapped(name, width, points)
            if len(lines) == count:
                yield lines
                break


def _tries(
    broken: list[list[str]], place: BaseGeometry, house: BaseGeometry | None, points: float
) -> Iterator[tuple[list[str], float, float]]:
    """Offer places for the middle of a name: in its building, then at the four sides of it."""
    known = [house] if house is not None and house.area else []
    inner = shapely.get_point(shapely.maximum_inscribed_circle(known, 0.1), 0)
    within = shapely.get_coordinates([*inner, *shapely.centroid(known), place]).tolist()
    for lines in broken:
        yield from ((lines, x, y) for x, y in within)
    left, top, right, bottom = (place if house is None else house).bounds
    x, y = (left + right) / 2, (top + bottom) / 2
    for lines in broken:
        wide, high = _size(lines, points)
        aside, below = wide / 2 + 2 * _CLEAR, high / 2 + 2 * _CLEAR
        yield from ((lines, x, y) for y in (bottom + below, top - below))
        yield from ((lines, x, y) for x in (right + aside, left - aside))


def _size(lines: list[str], points: float) -> tuple[float, float]:
    wide = max(width_of(line, points) for line in lines)
    return wide, points * POINT * (1 + _LEADING * (len(lines) - 1))


def _room_of(lines: list[str], x: float, y: float, points: float) -> BaseGeometry:
    """Give a name the room it stands in, and a little around it."""
    wide, high = _size(lines, points)
    dx, dy = wide / 2 + _CLEAR, high / 2 + _CLEAR
    return shapely.box(x - dx, y - dy, x + dx, y + dy)
