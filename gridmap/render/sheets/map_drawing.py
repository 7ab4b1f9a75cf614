"""The map of an area on paper: everything but words is lines, as one vector picture.

Nothing is told by grey alone: a copier that knows only black and white keeps every outline, every
hatch and the border. No line is thinner than a quarter of a millimetre.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.geo.crs import Geometries
from gridmap.render.sheets.furniture import Furniture, furnish
from gridmap.render.sheets.letters import POINT, width_of
from gridmap.render.sheets.paper import MapFrame, fit
from gridmap.render.sheets.room import Room
from gridmap.render.sheets.scene import AreaScene, SheetBuilding, SheetHazard, Tone
from gridmap.render.sheets.street_names import NAMES, StreetName, name_streets
from gridmap.render.sheets.strokes import mm, path_data

__all__ = ["DrawnMap", "HazardMark", "NumberMark", "draw_map", "tone_svg"]

# Widths of streets on the ground in metres, by kind; others are footways, drawn as one dashed line.
_WIDTHS: Final = {
    "motorway": 24.0,
    "trunk": 20.0,
    "primary": 16.0,
    "secondary": 13.0,
    "tertiary": 10.0,
    "unclassified": 7.0,
    "residential": 7.0,
    "living_street": 6.0,
    "service": 4.5,
    "pedestrian": 5.0,
    "road": 7.0,
}
_NARROWEST: Final = 1.2
# A street with a name is drawn wide enough for it.
_NAMED: Final = 3.4
_WIDEST: Final = 9.0
# Below this many millimetres to a building's inner circle its number stands beside it.
_FITS: Final = 0.85
# Half the side, in metres, of what stands for a building whose outline nobody knows.
_POINT_HALF: Final = 4.0
_MANY: Final = 120
_AS_WIDE: Final = 0.9
_THREE_DIGITS: Final = 100
_HAZARD_RADIUS: Final = 4.0
_PART_RADIUS: Final = 4.5
_FIGURE_RADIUS: Final = 6.0
_LEAST_FIGURE: Final = 3.6
_TRIES: Final = 3
# Two borders no further apart, in millimetres, are drawn as one.
_ALONG: Final = 0.7
# Millimetres from one arrow along the way to the next, and half of what one takes.
_ARROWS: Final = 18.0
_ARROW: Final = 1.0
# Smaller maps show the way to a place, not the way about it.
_ON_THE_SPOT: Final = 2_500


@dataclass(frozen=True, slots=True)
class NumberMark:
    """The disc with a building's number; ``target`` is set where it stands beside the building."""

    building: SheetBuilding
    x: float
    y: float
    radius: float
    target: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class HazardMark:
    """The triangle of a hazard; ``target`` is set where it stands aside."""

    hazard: SheetHazard
    x: float
    y: float
    radius: float
    target: tuple[float, float] | None


@dataclass(frozen=True)
class DrawnMap:
    """A map laid out on paper, in millimetres from the upper left corner of its frame.

    Attributes
    ----------
    svg
        All lines and surfaces.
    parts
        Number and middle of each further map.
    part_radius
        Of the discs with those numbers.
    """

    frame: MapFrame
    svg: str
    numbers: tuple[NumberMark, ...]
    hazards: tuple[HazardMark, ...]
    names: tuple[StreetName, ...]
    furniture: Furniture
    parts: tuple[tuple[int, float, float], ...]
    part_radius: float


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
    frame = fit(scene.bounds, width, height)
    for _ in range(_TRIES):
        own = frame.laid(_ground([one.shape for one in scene.buildings]))
        furniture = furnish(
            scene, frame, own, measured=poster or large == 1, size=large if poster else 1.0
        )
        if not furniture.covers:
            break
        frame = frame.smaller()
    outline = frame.laid(np.array([scene.outline], dtype=object))[0]
    room = Room(width, height, own)
    for box in furniture.boxes:
        room.take_box(box)
    numbers = [] if scene.parts else _number(scene, own, room, large)
    radius = _part_radius(scene, frame, large)
    parts = _place_parts(scene, frame, room, radius)
    hazards = _place_hazards(scene, frame, room, _HAZARD_RADIUS * large)
    lines = frame.laid(scene.streets.lines)
    inside = shapely.clip_by_rect(lines, 0, 0, width, height) if len(lines) else lines
    border = shapely.boundary(outline)
    if scene.tones:
        shapes = frame.laid(np.array([part.shape for part in scene.parts], dtype=object))
        border = shapely.union_all([border, *shapely.boundary(shapes)])
    if scene.other is not None:
        border = shapely.union(border, _other_border(scene.other, frame, outline))
    names = name_streets(inside, scene.streets.names, room, border, NAMES * large)
    names += _landmarks(scene, frame, room, border, NAMES * large)
    marks = (numbers, hazards, parts)
    svg = _svg(scene, frame, own, outline, lines, marks, furniture, radius)
    return DrawnMap(
        frame, svg, tuple(numbers), tuple(hazards), tuple(names), furniture, tuple(parts), radius
    )


def _place_parts(
    scene: AreaScene, frame: MapFrame, room: Room, radius: float
) -> list[tuple[int, float, float]]:
    """Put the number of each further map where it lies: number, x, y.

    What shares a tower with others has no ground of its own: it is in the table alone.
    """
    grounded = [part for part in scene.parts if not part.shape.is_empty]
    shapes = frame.laid(np.array([part.shape for part in grounded], dtype=object))
    placed = []
    middles = shapely.get_coordinates(shapely.point_on_surface(shapes)).tolist()
    for part, (x, y) in zip(grounded, middles, strict=True):
        if room.is_free_disc(x, y, radius):
            room.take_disc(x, y, radius)
            placed.append((part.number, x, y))
        elif found := room.place_disc((x, y), radius, 0.0):
            placed.append((part.number, *found))
    return placed


def _landmarks(
    scene: AreaScene, frame: MapFrame, room: Room, border: BaseGeometry, points: float
) -> list[StreetName]:
    """Name landmarks where there is room over them, on maps for somebody who stands there."""
    if frame.scale > _ON_THE_SPOT:
        return []
    places = frame.laid(np.array([one.place for one in scene.landmarks], dtype=object))
    named = []
    for landmark, (x, y) in zip(
        scene.landmarks, shapely.get_coordinates(places).tolist(), strict=True
    ):
        wide, high = width_of(landmark.name, points), points * POINT
        shape = shapely.box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        if not shape.intersects(border) and room.place_name(shape):
            named.append(StreetName(landmark.name, x, y, 0.0, stacked=False, points=points))
    return named


def _other_border(other: BaseGeometry, frame: MapFrame, outline: BaseGeometry) -> BaseGeometry:
    """Lay out a second border where it does not run along the first one."""
    laid = frame.laid(np.array([other], dtype=object))[0]
    along = shapely.boundary(outline).buffer(_ALONG)
    apart: BaseGeometry = shapely.difference(shapely.boundary(laid), along)
    return apart


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
    radius = np.array(
        [(2.3 if one.number < _THREE_DIGITS else 2.8) * size for one in scene.buildings]
    )
    marks: dict[int, NumberMark] = {}
    beside = []
    for at in np.argsort(-inner, kind="stable").tolist():
        x, y, r = float(centre[at, 0]), float(centre[at, 1]), float(radius[at])
        if inner[at] >= _FITS * r and room.is_free_disc(x, y, r):
            room.take_disc(x, y, r)
            marks[at] = NumberMark(scene.buildings[at], x, y, r, None)
        else:
            beside.append(at)
    for at in beside:
        target = (float(centre[at, 0]), float(centre[at, 1]))
        found = room.place_disc(target, float(radius[at]), float(inner[at]))
        if found is not None:
            marks[at] = NumberMark(scene.buildings[at], *found, float(radius[at]), target)
    return [marks[at] for at in sorted(marks)]


def _place_hazards(
    scene: AreaScene, frame: MapFrame, room: Room, radius: float
) -> list[HazardMark]:
    """Put each hazard where it is, or aside with a leader; the worst first."""
    marks = []
    for hazard in sorted(scene.hazards, key=lambda one: (not one.severe, not one.overdue)):
        x, y = shapely.get_coordinates(frame.laid(np.array([hazard.place], dtype=object)))[
            0
        ].tolist()
        if not (0 <= x <= frame.width and 0 <= y <= frame.height):
            continue
        if room.is_free_disc(x, y, radius):
            room.take_disc(x, y, radius)
            marks.append(HazardMark(hazard, x, y, radius, None))
        elif found := room.place_disc((x, y), radius, 0.0):
            marks.append(HazardMark(hazard, *found, radius, (x, y)))
    return marks


def street_widths(scene: AreaScene, scale: int) -> NDArray[np.float64]:
    """Tell how wide each street is drawn, in millimetres; 0 for footways."""
    widths = np.zeros(len(scene.streets.lines))
    for at, (kind, name) in enumerate(zip(scene.streets.kinds, scene.streets.names, strict=True)):
        metres = _WIDTHS.get(kind.removesuffix("_link"))
        if metres is not None:
            least = _NAMED if name else _NARROWEST
            widths[at] = min(max(metres * 1000 / scale, least), _WIDEST)
    return widths


def _svg(
    scene: AreaScene,
    frame: MapFrame,
    own: Geometries,
    outline: BaseGeometry,
    streets: Geometries,
    marks: tuple[list[NumberMark], list[HazardMark], list[tuple[int, float, float]]],
    furniture: Furniture,
    radius: float,
) -> str:
    widths = street_widths(scene, frame.scale)
    parts = [_OPENING.format(width=mm(frame.width), height=mm(frame.height))]
    shapes = frame.laid(np.array([part.shape for part in scene.parts], dtype=object))
    parts += _toned(scene, shapes)
    water = frame.cut(frame.laid(scene.water))
    parts.append(_path(water, 'class="w" fill="url(#water)" stroke="#000" stroke-width=".25"'))
    shown = frame.cut(streets[widths == 0])
    parts.append(
        _path(shown, 'fill="none" stroke="#333" stroke-width=".3" stroke-dasharray="1.2 .9"')
    )
    # All casings first, so that streets open into one another where they meet.
    for casing in (True, False):
        for wide in np.unique(widths[widths > 0]).tolist():
            stroke = wide if casing else wide - 0.5
            colour = "#444" if casing else "#fff"
            parts.append(
                _path(
                    frame.cut(streets[widths == wide]),
                    f'fill="none" stroke="{colour}" stroke-width="{mm(stroke)}" '
                    'stroke-linejoin="round"',
                )
            )
    around = frame.cut(frame.laid(scene.neighbours))
    parts.append(_path(around, 'fill="#f1f1f1" stroke="#555" stroke-width=".25"'))
    kept = frame.cut(frame.laid(scene.kept))
    parts.append(_path(kept, 'fill="#fff" stroke="#000" stroke-width=".4"'))
    if scene.other is not None:
        other = np.array([_other_border(scene.other, frame, outline)], dtype=object)
        dotted = 'fill="none" stroke="#000" stroke-width=".5" stroke-dasharray=".5 1.5"'
        parts.append(_path(other, f'{dotted} stroke-linecap="round"'))
    parts.append(
        _path(
            np.array([outline], dtype=object),
            'fill="none" stroke="#000" stroke-width=".9" stroke-dasharray="5 1.6 .9 1.6" '
            'stroke-linejoin="round"',
        )
    )
    statuses = np.array([one.status for one in scene.buildings], dtype=object)
    for status, fill in _FILLS.items():
        chosen = own[statuses == status] if len(own) else own
        outlined = 'stroke="#000" stroke-width=".5" stroke-linejoin="round"'
        parts += [_path(chosen, f'fill="#fff" {outlined}'), _path(chosen, f'fill="{fill}"')]
    if scene.walk is not None:
        parts.append(_walk(frame, scene.walk))
    aside: list[NumberMark | HazardMark] = [*marks[0], *marks[1]]
    for mark in aside:
        if mark.target is not None:
            (x, y), colour = mark.target, 'stroke="#000" stroke-width=".3"'
            parts.append(
                f'<path d="M{mm(x)} {mm(y)}L{mm(mark.x)} {mm(mark.y)}" {colour}/>'
                f'<circle cx="{mm(x)}" cy="{mm(y)}" r=".45"/>'
            )
    parts += [_disc(mark) for mark in marks[0]]
    parts += [_triangle(mark) for mark in marks[1]]
    dashed = 'fill="none" stroke="#000" stroke-width=".5" stroke-dasharray="2 1"'
    if scene.tones:
        dashed = f'fill="none" stroke="#000" stroke-width="{mm(max(0.1 * radius, 0.4))}"'
    parts.append(_path(shapely.boundary(shapes), dashed))
    parts += [
        f'<circle cx="{mm(x)}" cy="{mm(y)}" r="{mm(radius)}" fill="#fff" stroke="#000" '
        f'stroke-width="{mm(max(0.1 * radius, 0.4))}"/>'
        for _, x, y in marks[2]
    ]
    parts += [furniture.svg, "</svg>"]
    return "".join(parts)


_OPENING: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
    'viewBox="0 0 {width} {height}"><defs>'
    '<pattern id="sparse" width="2.2" height="2.2" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path d="M0 1.1H2.2" stroke="#000" stroke-width=".25"/>'
    "</pattern>"
    '<pattern id="dense" width="1" height="1" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(-45)"><path d="M0 .5H1" stroke="#000" stroke-width=".3"/></pattern>'
    '<pattern id="water" width="2.4" height="2.4" patternUnits="userSpaceOnUse">'
    '<path d="M0 1.2H1.4" stroke="#333" stroke-width=".25"/></pattern>'
    "</defs>"
)
_FILLS: Final = {
    BuildingStatus.NONE: "none",
    BuildingStatus.UNTOUCHED: "none",
    BuildingStatus.PARTLY: "url(#sparse)",
    BuildingStatus.DONE: "url(#dense)",
}


def _part_radius(scene: AreaScene, frame: MapFrame, large: float) -> float:
    """Choose how large the numbers of parts are: with a figure below them, as most have room."""
    if not scene.tones:
        return _PART_RADIUS * large
    shapes = frame.laid(np.array([part.shape for part in scene.parts], dtype=object))
    room = float(np.sqrt(np.median(shapely.area(shapes)))) / 3 if len(shapes) else 0.0
    return float(np.clip(room, _LEAST_FIGURE, _FIGURE_RADIUS * large))


def tone_svg(tone: Tone, name: str) -> tuple[str, str]:
    """Draw lines of a tone: their pattern, and the fill that refers to it; empty for none."""
    if not tone.apart:
        return "", "none"
    pattern = (
        f'<pattern id="{name}" width="{tone.apart}" height="{tone.apart}" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate({tone.turn})">'
        f'<path d="M0 {tone.apart / 2}H{tone.apart}" stroke="#000" stroke-width=".3"/></pattern>'
    )
    return pattern, f"url(#{name})"


def _toned(scene: AreaScene, shapes: Geometries) -> Iterator[str]:
    """Draw the ground of further maps in their classes."""
    for at, tone in enumerate(scene.tones):
        chosen = shapes[[part.tone == at for part in scene.parts]]
        pattern, fill = tone_svg(tone, f"tone{at}")
        yield f"<defs>{pattern}</defs>" if pattern else ""
        yield _path(chosen, f'fill="{tone.colour}"')
        yield _path(chosen, f'fill="{fill}"') if pattern else ""


def _walk(frame: MapFrame, walk: LineString) -> str:
    """Draw a way with arrows along it, on white of its own so that it is seen on hatches."""
    way = frame.cut(frame.laid(np.array([walk], dtype=object)))
    lines = 'fill="none" stroke-linejoin="round" stroke-linecap="round"'
    drawn = _path(way, f'{lines} stroke="#fff" stroke-width="1.5"')
    drawn += _path(way, f'{lines} stroke="#000" stroke-width=".55"')
    for line in shapely.get_parts(way):
        for at in np.arange(_ARROWS / 2, line.length, _ARROWS).tolist():
            ends = shapely.line_interpolate_point(line, [at - _ARROW, at + _ARROW])
            (x, y), (to_x, to_y) = shapely.get_coordinates(ends).tolist()
            along = float(np.degrees(np.arctan2(to_y - y, to_x - x)))
            drawn += (
                f'<path transform="translate({mm((x + to_x) / 2)} {mm((y + to_y) / 2)}) '
                f'rotate({along:.0f})" d="M1.5 0L-1.1 1.15L-.5 0L-1.1 -1.15Z" fill="#000" '
                'stroke="#fff" stroke-width=".25"/>'
            )
    return drawn


def _disc(mark: NumberMark) -> str:
    style = {
        BuildingStatus.DONE: 'fill="#000" stroke="#fff" stroke-width=".4"',
        BuildingStatus.PARTLY: 'fill="#fff" stroke="#000" stroke-width=".4" '
        'stroke-dasharray="1.1 .7"',
    }.get(mark.building.status, 'fill="#fff" stroke="#000" stroke-width=".4"')
    return f'<circle cx="{mm(mark.x)}" cy="{mm(mark.y)}" r="{mm(mark.radius)}" {style}/>'


def _triangle(mark: HazardMark) -> str:
    x, y, r = mark.x, mark.y + 0.1 * mark.radius, mark.radius
    corners = f"M{mm(x)} {mm(y - r)}L{mm(x + r * 0.92)} {mm(y + r * 0.62)}H{mm(x - r * 0.92)}Z"
    double = ""
    if mark.hazard.severe:
        double = f'<path d="{corners}" fill="none" stroke="#000" stroke-width="1.6"/>'
    return (
        f'{double}<path d="{corners}" fill="#fff" stroke="#fff" stroke-width="1"/>'
        f'<path d="{corners}" fill="#ffc62b" stroke="#000" stroke-width=".6" '
        'stroke-linejoin="round"/>'
    )


def _path(shapes: Geometries, style: str) -> str:
    drawn = path_data(shapes)
    return f'<path d="{drawn}" fill-rule="evenodd" {style}/>' if drawn else ""
