"""The lines and surfaces of a map on paper, as one vector picture.

Nothing is told by grey alone: a copier that knows only black and white keeps every outline, every
hatch and the border. No line is thinner than a quarter of a millimetre.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.geo.crs import Geometries
from gridmap.render.sheets.buildings import SheetBuilding
from gridmap.render.sheets.furniture import Furniture
from gridmap.render.sheets.paper import MapFrame
from gridmap.render.sheets.scene import AreaScene, SheetHazard, Tone
from gridmap.render.sheets.strokes import mm, path_data
from gridmap.render.sheets.thinning import large_ones, street_widths, told_apart
from gridmap.render.sheets.way import way_svg

__all__ = [
    "GateMark",
    "HazardMark",
    "Marks",
    "NumberMark",
    "PartMark",
    "drawn_houses",
    "gate_svg",
    "handed_over",
    "map_picture",
    "other_border",
    "part_borders",
    "tone_svg",
]

# Two borders no further apart, in millimetres, are drawn as one.
_ALONG: Final = 0.7
# Half of what is seen of a house that changes hands, at least, in millimetres.
_SPOT: Final = 0.6


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign on the map; ``target`` is the place it is of, where it stands beside that."""

    x: float
    y: float
    radius: float
    target: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class NumberMark(Mark):
    """The disc with a building's number, in type of so many points.

    Attributes
    ----------
    tight
        Whether it leaves so little of the building that no hatch is seen beside it: the building
        itself is the disc then.
    """

    building: SheetBuilding
    points: float
    tight: bool = False


@dataclass(frozen=True, slots=True)
class HazardMark(Mark):
    """The triangle of a hazard."""

    hazard: SheetHazard


@dataclass(frozen=True, slots=True)
class PartMark(Mark):
    """The disc with the number of a further map."""

    number: int


@dataclass(frozen=True, slots=True)
class GateMark:
    """The two posts and the beam of a gate; ``half`` is half its side."""

    x: float
    y: float
    half: float


@dataclass(frozen=True, slots=True)
class Marks:
    """All that is put on a map, each at its place; the way has none where it is not shown."""

    numbers: tuple[NumberMark, ...]
    hazards: tuple[HazardMark, ...]
    parts: tuple[PartMark, ...]
    gates: tuple[GateMark, ...]
    way: Geometries


def map_picture(
    scene: AreaScene,
    frame: MapFrame,
    own: Geometries,
    outline: BaseGeometry,
    streets: Geometries,
    marks: Marks,
    furniture: Furniture,
) -> str:
    """Draw all lines and surfaces of a map.

    Parameters
    ----------
    own, outline, streets
        Numbered buildings, the area and the streets, in millimetres of the frame.

    Returns
    -------
    str
        An SVG of the frame's size.
    """
    widths = street_widths(scene.streets, frame.scale)
    apart = told_apart(frame.scale)
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
            if stroke <= 0:
                continue
            colour = "#444" if casing else "#fff"
            parts.append(
                _path(
                    frame.cut(streets[widths == wide]),
                    f'fill="none" stroke="{colour}" stroke-width="{mm(stroke)}" '
                    'stroke-linejoin="round"',
                )
            )
    around = drawn_houses(scene.neighbours, frame)
    parts.append(_path(around, 'fill="#f1f1f1" stroke="#555" stroke-width=".25"'))
    kept = drawn_houses(scene.kept, frame)
    parts.append(_path(kept, 'fill="#fff" stroke="#000" stroke-width=".4"'))
    parts.append(_path(handed_over(scene.handed, frame), 'fill="#000"'))
    other = np.array([other_border(scene.other, frame, outline)], dtype=object)
    dotted = 'fill="none" stroke="#000" stroke-width=".5" stroke-dasharray=".5 1.5"'
    parts.append(_path(other, f'{dotted} stroke-linecap="round"'))
    parts.append(
        _path(
            np.array([outline], dtype=object),
            'fill="none" stroke="#000" stroke-width=".9" stroke-dasharray="5 1.6 .9 1.6" '
            'stroke-linejoin="round"',
        )
    )
    tight = {one.building.number for one in marks.numbers if one.tight}
    parts += _houses(scene, own, tight, apart=apart)
    if len(marks.way):
        parts.append(way_svg(marks.way, np.concatenate([own, around, kept]), outline))
    parts += [gate_svg(mark) for mark in marks.gates]
    dashed = 'fill="none" stroke="#000" stroke-width=".5" stroke-dasharray="2 1"'
    thick = mm(max([0.4, *(0.1 * one.radius for one in marks.parts)]))
    if scene.tones:
        dashed = f'fill="none" stroke="#000" stroke-width="{thick}"'
    between = np.array([part_borders(scene, frame, outline)], dtype=object)
    parts.append(_path(between, dashed))
    within = {one.building.number for one in marks.numbers if one.target is None}
    parts += [_disc(mark) for mark in marks.numbers if mark.target is None]
    # No wall is lost below a disc that is as wide as its house.
    held = own[[one.number in within for one in scene.buildings]] if within else own[:0]
    parts.append(_path(held, f'fill="none" {_WALL}'))
    aside: tuple[Mark, ...] = (*marks.numbers, *marks.hazards, *marks.parts)
    for mark in aside:
        if mark.target is not None:
            (x, y), colour = mark.target, 'stroke="#000" stroke-width=".3"'
            parts.append(
                f'<path d="M{mm(x)} {mm(y)}L{mm(mark.x)} {mm(mark.y)}" {colour}/>'
                f'<circle cx="{mm(x)}" cy="{mm(y)}" r=".45"/>'
            )
    parts += [_disc(mark) for mark in marks.numbers if mark.target is not None]
    parts += [_triangle(mark) for mark in marks.hazards]
    parts += [
        f'<circle cx="{mm(one.x)}" cy="{mm(one.y)}" r="{mm(one.radius)}" fill="#fff" stroke="#000" '
        f'stroke-width="{thick}"/>'
        for one in marks.parts
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
_WALL: Final = 'stroke="#000" stroke-width=".5" stroke-linejoin="round"'
_FILLS: Final = {
    BuildingStatus.UNTOUCHED: "none",
    BuildingStatus.PARTLY: "url(#sparse)",
    BuildingStatus.DONE: "url(#dense)",
}
# Where the number takes nearly all of a house; one done in part has white in the middle.
_TIGHT_FILLS: Final = {
    BuildingStatus.UNTOUCHED: "none",
    BuildingStatus.PARTLY: "#000",
    BuildingStatus.DONE: "#000",
}


def drawn_houses(houses: Geometries, frame: MapFrame) -> Geometries:
    """Lay out houses without a number that are drawn: where ground is small, large ones alone."""
    shown = frame.cut(frame.laid(houses))
    return shown if told_apart(frame.scale) else large_ones(shown)


def handed_over(houses: Geometries, frame: MapFrame) -> Geometries:
    """Lay out houses that change hands, each at least as a spot."""
    shown = frame.cut(frame.laid(houses))
    spots = shapely.buffer(shapely.centroid(shown), _SPOT, quad_segs=4)
    return np.asarray(shapely.union(shown, spots), dtype=object)


def other_border(
    other: BaseGeometry | None, frame: MapFrame, outline: BaseGeometry
) -> BaseGeometry:
    """Lay out a second border, if there is one, where it does not run along the first one."""
    if other is None:
        return shapely.MultiLineString()
    laid = frame.laid(np.array([other], dtype=object))[0]
    along = shapely.boundary(outline).buffer(_ALONG)
    apart: BaseGeometry = shapely.difference(shapely.boundary(laid), along)
    return apart


def part_borders(scene: AreaScene, frame: MapFrame, outline: BaseGeometry) -> BaseGeometry:
    """Lay out the borders of parts once, where the border of the whole does not run.

    The ground of a stretch goes round single houses: it has a border where those are drawn.
    """
    if not (told_apart(frame.scale) or scene.paged or scene.tones):
        return shapely.MultiLineString()
    shapes = frame.laid(np.array([part.shape for part in scene.parts], dtype=object))
    lines = shapely.union_all(shapely.boundary(shapes))
    inner: BaseGeometry = shapely.line_merge(
        shapely.difference(lines, shapely.boundary(outline).buffer(_ALONG))
    )
    return inner


def _houses(
    scene: AreaScene, own: Geometries, tight: Collection[int], *, apart: bool
) -> Iterator[str]:
    """Draw the buildings of the area as far as each is.

    Where the ground is small and further maps show it, large ones alone, and how far these are
    would tell nothing of all the others.
    """
    if scene.parts and not apart:
        yield _path(large_ones(own), f'fill="#fff" {_WALL}')
        return
    yield _path(own, f'fill="#fff" {_WALL}')
    if not len(own):
        return
    for held, fills in ((False, _FILLS), (True, _TIGHT_FILLS)):
        for status, fill in fills.items():
            chosen = [
                one.marked is status and (one.number in tight) is held for one in scene.buildings
            ]
            yield _path(own[chosen], f'fill="{fill}"')


def gate_svg(mark: GateMark) -> str:
    """Draw a gate, on white of its own."""
    side, thick = 2 * mark.half, 0.5 * mark.half
    left, top = mark.x - mark.half, mark.y - mark.half
    inner = side - thick
    return (
        f'<rect x="{mm(left)}" y="{mm(top)}" width="{mm(side)}" height="{mm(side)}" fill="#fff"/>'
        f'<path d="M{mm(left + thick / 2)} {mm(top + side)}v{mm(thick / 2 - side)}h{mm(inner)}'
        f'v{mm(side - thick / 2)}" fill="none" stroke="#000" stroke-width="{mm(thick)}"/>'
    )


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


def _disc(mark: NumberMark) -> str:
    if mark.tight:
        white = mark.building.marked is BuildingStatus.PARTLY
        return (
            f'<circle cx="{mm(mark.x)}" cy="{mm(mark.y)}" r="{mm(mark.radius)}" fill="#fff"/>'
            if white
            else ""
        )
    style = {
        BuildingStatus.DONE: 'fill="#000" stroke="#fff" stroke-width=".4"',
        BuildingStatus.PARTLY: 'fill="#fff" stroke="#000" stroke-width=".4" '
        'stroke-dasharray="1.1 .7"',
    }.get(mark.building.marked, 'fill="#fff" stroke="#000" stroke-width=".4"')
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
