"""The sheet of a neighbour leader (邻长): large type, a row a door, and whom to call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gridmap.render.days import day_words
from gridmap.render.sheets.boxes import BoxMeaning, TickBox
from gridmap.render.sheets.buildings import TO_VISIT, SheetBuilding
from gridmap.render.sheets.discs import cell_width
from gridmap.render.sheets.heads import code_label, put_within
from gridmap.render.sheets.letters import cut_to, width_of, wrapped
from gridmap.render.sheets.map_drawing import draw_map
from gridmap.render.sheets.map_on_page import put_map
from gridmap.render.sheets.pages import (
    CELL_INSET,
    Cell,
    Heading,
    LaidPage,
    Listing,
    NumberCell,
    Picture,
    TextCell,
    Ticks,
    Words,
)
from gridmap.render.sheets.paper import MARGIN, Paper, fit, page
from gridmap.render.sheets.scene import AreaScene
from gridmap.render.sheets.square_code import square_code
from gridmap.render.sheets.stretches import scene_of_stretch
from gridmap.render.sheets.strokes import rule
from gridmap.words import Language, say

__all__ = ["leader_sheet"]

# Nobody walks to more doors with one sheet.
_MOST_DOORS: Final = 20

_POINTS: Final = 14.0
_TOP: Final = 9.0
_HEAD: Final = 19.0
_CODED_HEAD: Final = 26.0
_ROW: Final = 9.0
# What each further line adds to a row, and how high the rows of a page may be together.
_FURTHER: Final = 6.0
_DEEPEST: Final = 96.0
# Lines of an address over the first door of its house.
_MOST_LINES: Final = 3
_GAP: Final = 4.0
# The least frame of a map, and up to which scale its large numbers stand in or near their houses.
_FRAME: Final = (180.0, 90.0)
_LEGIBLE: Final = 1_500
_FOOT: Final = 13.0
_PHONE: Final = 13.0
_LINES: Final = 5
_LINE: Final = 9.0
_ONE_COLUMN: Final = 8
_LEAST_MAP: Final = 70.0
# A digit in a disc on the map is as large as one in the list.
_LARGE: Final = 1.9
_LEAST_NUMBER: Final = 11.4
# What the boxes of a row mean, from the third column on.
_FIRST_BOX: Final = 2
_MEANINGS: Final = (BoxMeaning.MET, BoxMeaning.NOBODY, BoxMeaning.LEAVE)
_BOXES: Final = ("sheet-leader-met", "sheet-leader-nobody", "sheet-leader-leave")
# The least width of a column of boxes.
_BOX: Final = 14.0


@dataclass(frozen=True, slots=True)
class _Door:
    building: SheetBuilding
    text: str
    to_go: bool
    # Of a house of several doors, over the first of them in each column.
    over: str = ""
    unit: str | None = None
    floor: int | None = None
    label: str | None = None


def leader_sheet(
    scene: AreaScene, *, lang: Language, paper: Paper = Paper.A4, first_only: bool = False
) -> list[LaidPage]:
    """Lay out the sheet of one patch: at most 20 doors a page, nothing smaller than 14 points.

    Parameters
    ----------
    scene
        With the doors of its buildings, and whom to call.
    first_only
        Whether only the first page is laid out.
    """
    doors = [*_doors(scene, lang)]
    inner = page(paper, landscape=False).inner
    half = (inner - _GAP) / 2
    room = _widths(doors, half, lang)[1] - CELL_INSET
    named = all(width_of(door.text, _POINTS) <= room for door in doors)
    # Names too long for two columns have a page's width, and half as many have room there.
    long = not named or any(width_of(door.over, _POINTS) > 2 * room for door in doors)
    columns, width = (1, inner) if long or len(doors) <= _ONE_COLUMN else (2, half)
    most = _MOST_DOORS // 2 if long else _MOST_DOORS
    runs = [*_runs(doors, columns, most, width, lang)]
    lines = (wrapped(door.over, room, _POINTS) for door in doors)
    if long and named and all(len(over) <= _MOST_LINES for over in lines):
        # Rather a line more over its first door than a page more.
        beside = [*_runs(doors, 2, _MOST_DOORS, half, lang)]
        if len(beside) < len(runs):
            runs, width = beside, half
    wanted = runs[:1] if first_only else runs
    return [_page(_shown(scene, run, len(runs)), run, width, paper, lang) for run in wanted]


_Row = tuple[_Door, tuple[str, ...]]
"""A door, and the lines that name it."""


def _runs(
    doors: list[_Door], columns: int, most: int, width: float, lang: Language
) -> Iterator[list[list[_Row]]]:
    """Divide doors among pages, and those of a page among its columns, as even as they go."""
    pages = -(-len(doors) // most)
    most = -(-len(doors) // max(pages, 1))
    first = 0
    while first < len(doors) or not first:
        for last in range(min(first + most, len(doors)), first, -1):
            run = _even(doors[first:last], columns, width, lang)
            if last == first + 1 or max(map(_high, run)) <= _DEEPEST:
                break
        else:
            yield []
            return
        yield run
        first = last


def _even(doors: list[_Door], columns: int, width: float, lang: Language) -> list[list[_Row]]:
    """Set the doors of a page into one column or two of about the same height."""
    if columns == 1 or len(doors) == 1:
        return [_rows(doors, width, lang)]
    middle, about = -(-len(doors) // 2), len(doors) // 4
    near = range(max(middle - about, 1), min(middle + about + 1, len(doors)))
    splits = (
        [_rows(doors[:at], width, lang), _rows(doors[at:], width, lang)]
        for at in sorted(near, key=lambda at: abs(at - middle))
    )
    return min(splits, key=lambda split: max(map(_high, split)))


def _rows(doors: Sequence[_Door], width: float, lang: Language) -> list[_Row]:
    """Name the doors of a column; over the first of each house stands its address."""
    room = _widths(doors, width, lang)[1] - CELL_INSET
    rows, before = list[_Row](), None
    for door in doors:
        lines = [*wrapped(door.text, room, _POINTS, most=_MOST_LINES)]
        if door.over and door.building is not before:
            lines = [*wrapped(door.over, room, _POINTS, most=_MOST_LINES), *lines]
        rows.append((door, tuple(lines)))
        before = door.building
    return rows


def _high(rows: list[_Row]) -> float:
    return sum(_row_height(row) for row in rows)


def _row_height(row: _Row) -> float:
    return _ROW + _FURTHER * (len(row[1]) - 1)


def _shown(scene: AreaScene, columns: list[list[_Row]], pages: int) -> AreaScene:
    """Show on the map of a page the houses that its list names, and all of the area if it is small.

    A field that is the area's, too, would leave its houses too small to be told apart.
    """
    if pages == 1 and fit(scene.bounds, *_FRAME).scale <= _LEGIBLE:
        return scene
    houses = {door.building.number: door.building for rows in columns for door, _ in rows}
    return scene_of_stretch(scene, tuple(houses.values()))


def _page(
    scene: AreaScene, columns: list[list[_Row]], width: float, paper: Paper, lang: Language
) -> LaidPage:
    size = page(paper, landscape=False)
    onto = LaidPage(size.width, size.height, foot=_POINTS)
    head = _put_head(onto, scene, lang)
    table = _ROW + max(map(_high, columns)) if columns else 0.0
    end = size.height - _FOOT
    lines = end - _LINES * _LINE
    phone = lines - (_PHONE if scene.duty_phone else 0.0)
    top = _TOP + head
    height = max(phone - table - 2 * _GAP - top, _LEAST_MAP)
    drawn = draw_map(replace(scene, around=None), size.inner, height, large=_LARGE)
    put_map(onto, scene, drawn, MARGIN, top, lang)
    y = top + height + _GAP
    for column, here in enumerate(columns):
        listing = _listing(here, MARGIN + column * (width + _GAP), y, width, lang)
        onto.tables.append(listing)
        onto.boxes += _boxes(here, listing)
    y = phone + _GAP / 2
    if scene.duty_phone:
        text = say("sheet-duty-phone", lang=lang, phone=scene.duty_phone)
        onto.words.append(Words(text, MARGIN, y + _PHONE / 2, 22, bold=True))
        y += _PHONE
    heard = say("sheet-heard", lang=lang)
    onto.words.append(Words(heard, MARGIN, y + _LINE / 2, _POINTS))
    for line in range(_LINES):
        start = width_of(heard, _POINTS) + 2 if line == 0 else 0.0
        long = size.inner - start
        onto.pictures.append(
            Picture(rule(long), MARGIN + start, y + (line + 1) * _LINE - 1.5, long, 0.4, "")
        )
    return onto


def _put_head(onto: LaidPage, scene: AreaScene, lang: Language) -> float:
    """Say which patch this is, as of when, and by which code it comes back; tell how high."""
    right, height = onto.width - MARGIN, _HEAD
    if scene.link is not None:
        side, code = square_code(scene.link)
        right -= side
        height = max(height, side - 1)
        label = code_label(scene, lang)
        onto.pictures.append(Picture(code, right, _TOP - 4, side, side, label))
    room = right - MARGIN
    day = "" if scene.as_of is None else day_words(scene.as_of, lang)
    title = cut_to(scene.title, room - width_of(day, _POINTS) - 4, 24, bold=True)
    onto.headings.append(Heading(title, MARGIN, _TOP - 2, room, 24))
    if day:
        onto.words.append(Words(day, right, _TOP + 4, _POINTS, anchor="right"))
    where = say("list-joint", lang=lang).join(
        dict.fromkeys(one.address for one in scene.buildings if one.address)
    )
    if not scene.buildings:
        where = say("sheet-nobody", lang=lang)
    elif width_of(where, _POINTS) > room:
        # The list says where each of them is.
        count = len(scene.buildings)
        where = say("sheet-buildings", lang=lang, buildings=count, households=scene.households)
    onto.words.append(Words(cut_to(where, room, _POINTS), MARGIN, _TOP + 13, _POINTS))
    if scene.sheet_code is not None:
        height = max(height, _CODED_HEAD)
        onto.words.append(Words(scene.sheet_code, MARGIN, _TOP + 21, _POINTS, bold=True))
        after = MARGIN + width_of(scene.sheet_code, _POINTS, bold=True) + 4
        put_within(onto, scene, after, right - 2, _TOP + 21, _POINTS)
    return height


def _widths(doors: Sequence[_Door], width: float, lang: Language) -> tuple[float, ...]:
    """Divide a list among the number, the door and its three boxes."""
    heads = (say(key, lang=lang) for key in _BOXES)
    boxes = [max(_BOX, width_of(head, _POINTS, bold=True) + CELL_INSET) for head in heads]
    widest = max((door.building.number for door in doors), default=0)
    number = max(_LEAST_NUMBER, cell_width(str(widest), _POINTS))
    return number, width - number - sum(boxes), *boxes


def _listing(named: list[_Row], x: float, y: float, width: float, lang: Language) -> Listing:
    widths = _widths([door for door, _ in named], width, lang)
    named_by = ("sheet-column-number", "sheet-leader-door", *_BOXES)
    header = tuple(say(key, lang=lang) for key in named_by)
    rows: list[tuple[Cell, ...]] = []
    for door, lines in named:
        text = TextCell("\n".join(lines), _POINTS)
        disc = NumberCell(door.building.number, door.building.marked.value, _POINTS)
        ticks: tuple[Cell, ...] = (Ticks(1, 6.0),) * len(_MEANINGS)
        if not door.to_go:
            no_need = say("sheet-leader-no-need", lang=lang)
            ticks = (TextCell(no_need, _POINTS, span=len(_MEANINGS)),)
        rows.append((disc, text, *ticks))
    heights = (_ROW, *map(_row_height, named))
    return Listing(x, y, widths, "clccc", header, heights, tuple(rows), _POINTS)


def _boxes(named: list[_Row], listing: Listing) -> Iterator[TickBox]:
    """Tell of the boxes of a list, whose columns say what a tick means."""
    for row, column, x, y, side in listing.ticks():
        (door, _), means = named[row], _MEANINGS[column - _FIRST_BOX]
        number = door.building.number
        yield TickBox(number, means, x, y, side, door.unit, door.floor, door.label)


def _doors(scene: AreaScene, lang: Language) -> Iterator[_Door]:
    """Name every door as people say it on the spot, building after building."""
    for building in scene.buildings:
        doors = [
            (unit.unit, floor.floor, door)
            for unit in building.inside
            for floor in reversed(unit.floors)
            for door in floor.doors
        ]
        if len(doors) <= 1:
            to_go = building.status in TO_VISIT
            yield _Door(building, building.address or "—", to_go)
            continue
        several = len({unit for unit, _, _ in doors}) > 1 or (building.units or 1) > 1
        for unit, floor, door in doors:
            name = say("sheet-unit", lang=lang, unit=unit) if several and unit else ""
            text = f"{name} {door.label}".strip()
            over = building.address or ""
            yield _Door(building, text, door.to_go, over, unit, floor, door.label)
