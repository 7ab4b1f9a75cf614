"""A map on its page: its words, its frame, and the line that explains its marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.render.sheets.discs import points_within
from gridmap.render.sheets.letters import cut_to, width_of
from gridmap.render.sheets.map_drawing import DrawnMap
from gridmap.render.sheets.map_picture import GateMark, gate_svg
from gridmap.render.sheets.pages import LaidPage, Picture, Words
from gridmap.render.sheets.paper import MARGIN
from gridmap.render.sheets.scene import AreaScene
from gridmap.render.sheets.strokes import framed, mm, svg_of
from gridmap.render.sheets.way import WAY
from gridmap.words import Language, say

__all__ = [
    "BETWEEN",
    "BORDER",
    "LEGEND",
    "NEIGHBOUR",
    "OTHER",
    "PATH",
    "WATER",
    "LegendMark",
    "disc_mark",
    "put_change_legend",
    "put_explained",
    "put_legend",
    "put_map",
]

LegendMark = tuple[float, str]
"""A mark in a legend: its width in millimetres, and strokes within that width and 5 mm."""

LEGEND: Final = 8.0
"""Height of the line that explains the marks, or of two closer ones, in millimetres."""

_SMALL: Final = 7.0
_SIZE: Final = 8.5
# How much of a hazard's triangle a number has for itself.
_TRIANGLE: Final = 0.65
# Millimetres between what a legend explains.
_APART: Final = 5.0
_LEAST_APART: Final = 2.5
_ROUNDING: Final = 0.01
# How large marks are, and their type, where a legend takes two lines.
_CLOSE: Final = 0.8
_CLOSE_TYPE: Final = 7.5


def put_map(
    onto: LaidPage,
    scene: AreaScene,
    drawn: DrawnMap,
    x: float,
    y: float,
    lang: Language,
    *,
    alt: str | None = None,
) -> None:
    """Put a map with all its words onto a page, its upper left corner at ``x``, ``y``.

    Parameters
    ----------
    alt
        What it shows, where that is not an area with its buildings in walking order.
    """
    frame = drawn.frame
    walk = say("sheet-map-alt", lang=lang, title=scene.title, buildings=len(scene.buildings))
    onto.pictures.append(Picture(drawn.svg, x, y, frame.width, frame.height, alt or walk))
    border = Picture(framed(frame.width, frame.height), x, y, frame.width, frame.height, "")
    onto.pictures.append(border)
    for name in drawn.names:
        onto.words.append(
            Words(
                name.text,
                x + name.x,
                y + name.y,
                name.points,
                turn=name.turn,
                stacked=name.stacked,
                # On maps that leave much out, names stand on what is drawn.
                halo=bool(scene.tones) or not drawn.told_apart or name.over,
                anchor="middle",
            )
        )
    for mark in drawn.marks.numbers:
        onto.words.append(
            Words(
                str(mark.building.number),
                x + mark.x,
                y + mark.y,
                mark.points,
                bold=True,
                white=mark.building.marked is BuildingStatus.DONE,
                anchor="middle",
            )
        )
    onto.words += _part_words(scene, drawn, x, y)
    onto.words += _hazard_words(drawn, x, y, lang)
    onto.words += _furniture_words(drawn, x, y, lang)


def _hazard_words(drawn: DrawnMap, x: float, y: float, lang: Language) -> Iterator[Words]:
    """Write into each hazard's sign its number in the list, else what kind it is."""
    for mark in drawn.marks.hazards:
        text = say(f"map-hazard-mark-{mark.hazard.category}", lang=lang)
        if mark.hazard.number is not None:
            text = str(mark.hazard.number)
        points = points_within(text, _TRIANGLE * mark.radius, 1.9 * mark.radius)
        middle = y + mark.y + 0.22 * mark.radius
        yield Words(text, x + mark.x, middle, points, bold=True, anchor="middle")


def _furniture_words(drawn: DrawnMap, x: float, y: float, lang: Language) -> Iterator[Words]:
    """Write what stands at the north arrow, the scale bar and the inset."""
    frame, furniture = drawn.frame, drawn.furniture
    size = furniture.size
    left, top, right, _ = furniture.north
    yield Words(
        say("sheet-north", lang=lang),
        x + (left + right) / 2,
        y + top + 11.4 * size,
        14 * size,
        bold=True,
        anchor="middle",
    )
    if furniture.bar is not None:
        left, top, _, _ = furniture.bar
        bar = furniture.scale
        for share in (0.0, 0.5, 1.0):
            metres = f"{bar.metres * share:g}"
            yield Words(
                say("sheet-metres", lang=lang, metres=metres) if share == 1 else metres,
                x + left + 4 * size + bar.length * share,
                y + top + 2.6 * size,
                _SMALL * size,
                anchor="middle",
            )
        ruler = say("sheet-ruler", lang=lang, metres=f"{frame.scale / 100:g}")
        yield Words(ruler, x + left + 4 * size, y + top + 8.2 * size, 6.5 * size)
    if furniture.inset is not None:
        left, top, _, _ = furniture.inset
        here = say("sheet-where", lang=lang)
        yield Words(here, x + left + 1.5 * size, y + top + 2.6 * size, 6.5 * size)


def _part_words(scene: AreaScene, drawn: DrawnMap, x: float, y: float) -> Iterator[Words]:
    """Write the numbers of further maps, and their figures where there are such."""
    values = {part.number: part.value for part in scene.parts}
    for mark in drawn.marks.parts:
        radius, value = mark.radius, values.get(mark.number, "")
        up, most = (0.28 * radius, 2 * radius) if value else (0.0, 2.9 * radius)
        text, middle = str(mark.number), y + mark.y
        points = points_within(text, radius - up, most)
        yield Words(text, x + mark.x, middle - up, points, bold=True, anchor="middle")
        if value:
            below = middle + 0.4 * radius
            yield Words(value, x + mark.x, below, 1.4 * radius, anchor="middle")


def put_legend(onto: LaidPage, drawn: DrawnMap, x: float, y: float, lang: Language) -> None:
    """Explain the marks of a map in one line from ``x``, its upper edge at ``y``."""
    on_map = drawn.marks
    small = {one.building.marked for one in on_map.numbers if one.tight}
    marks = [
        (disc_mark(status, small=status in small), say(f"sheet-{status}", lang=lang))
        for status in (BuildingStatus.UNTOUCHED, BuildingStatus.PARTLY, BuildingStatus.DONE)
        if status in drawn.statuses
    ]
    if len(on_map.way):
        marks.append((WAY, say("sheet-way", lang=lang)))
    if drawn.bordered:
        marks.append((BORDER, say("sheet-border", lang=lang)))
    if drawn.neighbours:
        marks.append((NEIGHBOUR, say("sheet-neighbour", lang=lang)))
    if on_map.gates:
        marks.append((_GATE, say("sheet-gate", lang=lang)))
    known = [
        (mark, say(key, lang=lang))
        for shown, mark, key in (
            (drawn.divided, BETWEEN, "sheet-between"),
            (drawn.water, WATER, "sheet-water"),
            (drawn.paths, PATH, "sheet-path"),
        )
        if shown
    ]
    if on_map.hazards:
        found = sorted({one.hazard.category for one in on_map.hazards if one.hazard.number is None})
        names = say("list-joint", lang=lang).join(
            say(f"map-hazard-{one}", lang=lang) for one in found
        )
        short = (_HAZARD, say("sheet-hazard-mark", lang=lang))
        named = (_HAZARD, names or short[1])
        # Their kinds are in the list too.
        room = onto.width - MARGIN - x
        marks.append(named if _least([*marks, named, *known]) <= room else short)
    put_explained(onto, [*marks, *known], x, y)


def _least(marks: Sequence[tuple[LegendMark, str]], size: float = 1.0) -> float:
    """Tell how wide a line of a legend is at its closest."""
    wide = sum(width * size + 1 + width_of(text, _SMALL) for (width, _), text in marks)
    return wide + (len(marks) - 1) * _LEAST_APART


def put_explained(
    onto: LaidPage, marks: Iterable[tuple[LegendMark, str]], x: float, y: float
) -> None:
    """Explain marks from ``x``, their upper edge at ``y``: in two lines where one is too short."""
    marks, room = [*marks], onto.width - MARGIN - x
    if not marks:
        return
    lines, size, most = [marks], 1.0, _SIZE
    if _least(marks) > room:
        size, most = _CLOSE, _CLOSE_TYPE
        cuts = range(1, len(marks))
        # As even as can be.
        cut = min(cuts, key=lambda at: max(_least(marks[:at], size), _least(marks[at:], size)))
        lines = [marks[:cut], marks[cut:]]
    # Many stand closer together, and are smaller where that does not do.
    spaced = [_spaced(one, room, size, most) for one in lines]
    points, apart = (min(both) for both in zip(*spaced, strict=True))
    high = LEGEND / len(lines)
    # One picture for all: each of its own costs the typesetter time and memory.
    strokes, wide = "", 0.0
    for at, line in enumerate(lines):
        left, middle = 0.0, (at + 0.5) * high
        for (width, drawn), text in line:
            place = f"translate({mm(left)} {mm(middle - 2.5 * size)}) scale({size:g})"
            strokes += f'<g transform="{place}">{drawn}</g>'
            left += width * size
            wide = max(wide, left)
            words = cut_to(text, max(room - left - 1, 0) + _ROUNDING, points)
            onto.words.append(Words(words, x + left + 1, y + middle, points))
            left += 1 + width_of(words, points) + apart
    onto.pictures.append(Picture(svg_of(wide, LEGEND, strokes), x, y, wide, LEGEND, ""))


def _spaced(
    marks: Sequence[tuple[LegendMark, str]], room: float, size: float, most: float
) -> tuple[float, float]:
    """Tell the type in points of a line that has so much room, and how far apart its marks are."""
    gaps = max(len(marks) - 1, 1)
    room -= sum(width * size + 1 for (width, _), _ in marks)
    wide = sum(width_of(text, most) for _, text in marks)
    points = max(min((room - gaps * _LEAST_APART) / max(wide, 1), 1) * most, _SMALL)
    return points, max(min((room - wide * points / most) / gaps, _APART), _LEAST_APART)


def put_change_legend(
    onto: LaidPage,
    maps: Sequence[DrawnMap],
    handed: Iterable[tuple[LegendMark, str, bool]],
    y: float,
    lang: Language,
) -> None:
    """Explain what there is on one of the maps of a plan, their upper edge at ``y``.

    Parameters
    ----------
    handed
        How these maps show what is handed over: marks, what explains each, and whether it is there.
    """
    shown = (
        *handed,
        (BORDER, "border", any(one.bordered for one in maps)),
        (BETWEEN, "change-between", any(one.divided for one in maps)),
        (OTHER, "change-other", any(one.other for one in maps)),
        (NEIGHBOUR, "neighbour", any(one.neighbours for one in maps)),
        (WATER, "water", any(one.water for one in maps)),
        (PATH, "path", any(one.paths for one in maps)),
    )
    told = [(mark, say(f"sheet-{key}", lang=lang)) for mark, key, there in shown if there]
    put_explained(onto, told, MARGIN, y)


def disc_mark(status: BuildingStatus, *, small: bool = False) -> LegendMark:
    """Draw how a building of a status is marked, and how one is that a number takes all of."""
    fill = "#000" if status is BuildingStatus.DONE else "#fff"
    dash = ' stroke-dasharray="1.1 .7"' if status is BuildingStatus.PARTLY else ""
    hatch = {
        BuildingStatus.PARTLY: "M7 4L10 1M9 4.6L12 1.6",
        BuildingStatus.DONE: (
            "M6.4 3.4L9 .8M6.8 4.2L10.2 .8M7.8 4.4L11.4 .8M9 4.4L12 1.4M10.2 4.4L12 2.6"
        ),
    }.get(status, "")
    drawn = (
        f'<circle cx="2.5" cy="2.5" r="2.1" fill="{fill}" stroke="#000" stroke-width=".4"{dash}/>'
        f'<rect x="6.2" y=".6" width="6" height="3.8" fill="none" stroke="#000" stroke-width=".5"/>'
        f'<path d="{hatch}" stroke="#000" stroke-width=".25"/>'
    )
    if not small or status is BuildingStatus.UNTOUCHED:
        return 13.0, drawn
    drawn += '<rect x="13.9" y=".5" width="4" height="4"/>'
    if status is BuildingStatus.PARTLY:
        drawn += '<circle cx="15.9" cy="2.5" r="1.5" fill="#fff"/>'
    return 18.7, drawn


BORDER: Final[LegendMark] = (
    12.0,
    '<path d="M0 2.5H12" stroke="#000" stroke-width=".9" stroke-dasharray="5 1.6 .9 1.6"/>',
)
NEIGHBOUR: Final[LegendMark] = (
    7.0,
    '<rect x=".5" y=".6" width="6" height="3.8" fill="#f1f1f1" stroke="#555" stroke-width=".25"/>',
)
OTHER: Final[LegendMark] = (
    12.0,
    (
        '<path d="M0 2.5H12" stroke="#000" stroke-width=".5" stroke-dasharray=".5 1.5" '
        'stroke-linecap="round"/>'
    ),
)
BETWEEN: Final[LegendMark] = (
    8.0,
    '<path d="M0 2.5H8" stroke="#000" stroke-width=".5" stroke-dasharray="2 1"/>',
)
PATH: Final[LegendMark] = (
    7.0,
    '<path d="M0 2.5H7" stroke="#333" stroke-width=".3" stroke-dasharray="1.2 .9"/>',
)
WATER: Final[LegendMark] = (
    7.0,
    (
        '<rect x=".5" y=".6" width="6" height="3.8" fill="none" stroke="#000" stroke-width=".25"/>'
        '<path d="M1 1.7H2.4M3.4 1.7H4.8M2 3.3H3.4M4.4 3.3H5.8" stroke="#333" stroke-width=".25"/>'
    ),
)
_GATE: Final = (3.0, gate_svg(GateMark(1.5, 2.5, 1.2)))
_HAZARD: Final = (
    5.0,
    (
        '<path d="M2.5 .4L4.8 4.4H.2Z" fill="#ffc62b" stroke="#000" stroke-width=".5" '
        'stroke-linejoin="round"/>'
    ),
)
