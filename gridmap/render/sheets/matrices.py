"""Towers on paper: unit beside unit, floor above floor, a box to tick for each door to go to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from gridmap.render.sheets.boxes import BoxMeaning, TickBox
from gridmap.render.sheets.buildings import DoorToTick, FloorToTick, SheetBuilding, UnitToTick
from gridmap.render.sheets.letters import cut_to, wrapped
from gridmap.render.sheets.map_on_page import LEGEND, LegendMark, put_explained
from gridmap.render.sheets.pages import LaidPage, Picture, Words
from gridmap.render.sheets.paper import MARGIN
from gridmap.render.sheets.strokes import mm
from gridmap.words import Language, say

__all__ = ["lay_matrices", "matrices_height", "towers_within"]

_DOOR: Final = (17.0, 6.0)
_FLOOR: Final = 8.0
_HEAD: Final = 6.0
_TITLE: Final = 7.0
_LINE: Final = 4.4
# By so much a title that needs more than two lines is made wider.
_WIDER: Final = 4.0
_NOTE: Final = 5.0
_APART: Final = 4.0
_BETWEEN: Final = 8.0
_SIZE: Final = 10.5
_BOX: Final = 3.6
# What the cells of doors say, for those who read them first.
_TO_GO: Final[LegendMark] = (
    3.2,
    '<rect x=".2" y="1.1" width="2.8" height="2.8" fill="none" stroke="#000" stroke-width=".35"/>',
)
_NO_NEED: Final[LegendMark] = (3.2, '<path d="M.2 2.5h2.8" stroke="#000" stroke-width=".5"/>')


@dataclass(frozen=True, slots=True)
class _Run:
    """Units of one tower that stand side by side.

    Attributes
    ----------
    begins
        Whether they are the first of their tower.
    wide
        What they take across, a title over them counted.
    title
        In its lines.
    """

    tower: SheetBuilding
    units: tuple[UnitToTick, ...]
    begins: bool
    wide: float
    title: tuple[str, ...]

    @property
    def high(self) -> float:
        return max(_extent(unit)[1] for unit in self.units)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Runs side by side.

    Attributes
    ----------
    titled
        Whether titles stand over them: where a tower begins, or goes on below another one.
    """

    runs: tuple[_Run, ...]
    titled: bool

    @property
    def head(self) -> float:
        """Height of titles, where there are such."""
        return _TITLE + (max(len(run.title) for run in self.runs) - 1) * _LINE

    @property
    def high(self) -> float:
        """Height without titles."""
        return max(run.high for run in self.runs)


def matrices_height(
    towers: list[SheetBuilding], width: float, room: float, lang: Language
) -> float:
    """Tell how many millimetres towers take one beside and below the other, across so many."""
    return _NOTE + sum(
        shelf.head * shelf.titled + shelf.high + _APART
        for shelf in _shelves(towers, width, room, lang)
    )


def towers_within(
    towers: list[SheetBuilding], width: float, high: float, room: float, lang: Language
) -> int:
    """Tell how many towers, from the first on, fit into so many millimetres across and down."""
    return bisect_right(
        range(1, len(towers) + 1),
        high,
        key=lambda many: matrices_height(towers[:many], width, room, lang),
    )


def lay_matrices(
    towers: list[SheetBuilding],
    onto: LaidPage,
    y: float,
    fresh: Callable[[], tuple[LaidPage, float]],
    bottom: float,
    lang: Language,
    *,
    room: float,
    beside: tuple[float, float] | None = None,
) -> None:
    """Lay towers out door by door, below ``y`` and then on pages of their own.

    Parameters
    ----------
    beside
        Where on the page they begin, and how far across they may go; all of it otherwise. What is
        laid into a part of the page fits into it.
    fresh
        Begins a page, and tells from where it may be filled.
    bottom
        Where pages end, in millimetres.
    room
        How many millimetres a page has from where it may be filled to there.
    """
    x, width = beside or (MARGIN, onto.width - 2 * MARGIN)
    noted = False
    for shelf in _shelves(towers, width, room, lang):
        titled, head = shelf.titled or not noted, shelf.head
        above = (0 if noted else _NOTE) + head * titled
        if y + above + shelf.high > bottom:
            onto, y = fresh()
            noted, titled = False, True
        if not noted:
            marks = ((_TO_GO, "sheet-matrix-to-go"), (_NO_NEED, "sheet-matrix-no-need"))
            said = [(mark, say(key, lang=lang)) for mark, key in marks]
            put_explained(onto, said, x, y + 2 - LEGEND / 2)
            y, noted = y + _NOTE, True
        left = x
        for run in shelf.runs:
            if titled:
                for up, line in enumerate(reversed(run.title)):
                    middle = y + head - _TITLE + 3 - up * _LINE
                    onto.words.append(Words(line, left, middle, _SIZE, bold=True))
            at = left
            for unit in run.units:
                _unit(onto, run.tower.number, unit, at, y + head * titled, lang)
                at += _extent(unit)[0] + _APART
            left += run.wide + _BETWEEN
        y += head * titled + shelf.high + _APART


def _title(tower: SheetBuilding, lang: Language) -> str:
    return say(
        "sheet-matrix-title",
        lang=lang,
        number=tower.number,
        address=tower.address or "—",
        households=tower.households,
    )


def _shelves(
    towers: list[SheetBuilding], width: float, room: float, lang: Language
) -> Iterator[_Shelf]:
    """Set towers side by side, in their order, as long as there is room."""
    shelf: list[_Run] = []
    used, above = 0.0, -1
    for tower in towers:
        for run in _runs(tower, width, room, lang):
            if shelf and used + run.wide > width:
                yield _shelf(shelf, above)
                shelf, used, above = [], 0.0, shelf[0].tower.number
            shelf.append(run)
            used += run.wide + _BETWEEN
    if shelf:
        yield _shelf(shelf, above)


def _shelf(runs: list[_Run], above: int) -> _Shelf:
    """Put runs on a shelf; ``above`` is the tower that stands first on the one above."""
    going_on = runs[0].tower.number == above
    return _Shelf(tuple(runs), not going_on or any(run.begins for run in runs))


def _runs(tower: SheetBuilding, width: float, room: float, lang: Language) -> Iterator[_Run]:
    """Set a tower's units side by side as long as there is room."""
    run: list[UnitToTick] = []
    used, begins = 0.0, True
    for unit in _pieces(tower, width, room):
        wide = _extent(unit)[0]
        if run and used + wide > width:
            yield _run(tower, run, width, lang, begins=begins)
            run, used, begins = [], 0.0, False
        run.append(unit)
        used += wide + _APART
    if run:
        yield _run(tower, run, width, lang, begins=begins)


def _run(
    tower: SheetBuilding, units: list[UnitToTick], width: float, lang: Language, *, begins: bool
) -> _Run:
    """Set a title over units, in two lines where they take less room across than one would."""
    title = _title(tower, lang)
    wide = sum(_extent(unit)[0] for unit in units) + (len(units) - 1) * _APART
    # What tells towers apart stands at the end of a title: none is cut to have another one beside.
    while len(lines := wrapped(title, wide, _SIZE, bold=True)) > 2 and wide < width:
        wide = min(wide + _WIDER, width)
    lines = lines[:1] + [cut_to("".join(lines[1:]), wide, _SIZE, bold=True)] * (len(lines) > 1)
    return _Run(tower, tuple(units), begins, wide, tuple(lines))


def _pieces(tower: SheetBuilding, width: float, room: float) -> Iterator[UnitToTick]:
    """Break units that are wider or higher than a page, so that every door is on some page."""
    across = int((width - _FLOOR) // _DOOR[0])
    most = int((room - _NOTE - _TITLE - _LINE - _HEAD) // _DOOR[1])
    for unit in tower.inside:
        widest = max((len(floor.doors) for floor in unit.floors), default=0)
        for first in range(0, widest, across):
            floors = [
                FloorToTick(floor.floor, doors)
                for floor in unit.floors
                if (doors := floor.doors[first : first + across])
            ]
            for start in range(0, len(floors), most):
                yield UnitToTick(unit.unit, tuple(floors[start : start + most]))


def _extent(unit: UnitToTick) -> tuple[float, float]:
    widest = max((len(floor.doors) for floor in unit.floors), default=1)
    return _FLOOR + widest * _DOOR[0], _HEAD + len(unit.floors) * _DOOR[1]


def _unit(
    onto: LaidPage, number: int, unit: UnitToTick, x: float, y: float, lang: Language
) -> None:
    wide, high = _extent(unit)
    name = "" if unit.unit is None else say("sheet-unit", lang=lang, unit=unit.unit)
    onto.words.append(Words(name, x + _FLOOR, y + _HEAD / 2, 9, bold=True))
    strokes = []
    for row, floor in enumerate(unit.floors):
        top = row * _DOOR[1] + _HEAD
        middle = y + top + _DOOR[1] / 2
        if floor.floor is not None:
            label = say("sheet-floor", lang=lang, floor=floor.floor)
            onto.words.append(Words(label, x + _FLOOR - 1, middle, 7.5, anchor="right"))
        for at, door in enumerate(floor.doors):
            left = _FLOOR + at * _DOOR[0]
            strokes.append(_cell(door, left, top))
            text = cut_to(door.label, _DOOR[0] - _BOX - 3, 8)
            onto.words.append(Words(text, x + left + 1.2, middle, 8))
            if door.to_go:
                box_x, box_y = _box_at(left, top)
                place = (x + box_x, y + box_y, _BOX)
                onto.boxes.append(
                    TickBox(number, BoxMeaning.DONE, *place, unit.unit, floor.floor, door.label)
                )
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{mm(wide)}mm" height="{mm(high)}mm" '
        f'viewBox="0 0 {mm(wide)} {mm(high)}">{"".join(strokes)}</svg>'
    )
    onto.pictures.append(Picture(picture, x, y, wide, high, name))


def _box_at(left: float, top: float) -> tuple[float, float]:
    """Tell where the box of a door is whose cell begins there."""
    return left + _DOOR[0] - _BOX - 1.2, top + (_DOOR[1] - _BOX) / 2


def _cell(door: DoorToTick, left: float, top: float) -> str:
    wide, high = _DOOR
    around = (
        f'<rect x="{mm(left)}" y="{mm(top)}" width="{mm(wide)}" height="{mm(high)}" '
        'fill="none" stroke="#000" stroke-width=".25"/>'
    )
    x, y = _box_at(left, top)
    if door.to_go:
        return around + (
            f'<rect x="{mm(x)}" y="{mm(y)}" width="{_BOX}" height="{_BOX}" fill="none" '
            'stroke="#000" stroke-width=".35"/>'
        )
    return (
        around + f'<path d="M{mm(x)} {mm(top + high / 2)}h{_BOX}" stroke="#000" stroke-width=".5"/>'
    )
