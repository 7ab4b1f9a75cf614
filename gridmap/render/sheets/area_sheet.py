"""The sheet of an area: its map, its buildings in walking order, its hazards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import shapely

from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.render.sheets.boxes import BoxMeaning, TickBox
from gridmap.render.sheets.feet import put_foot, put_ticking
from gridmap.render.sheets.hazard_cells import hazard_cells
from gridmap.render.sheets.heads import TOP, put_head, put_scale, put_stretch_head
from gridmap.render.sheets.letters import cut_to, wrapped
from gridmap.render.sheets.map_drawing import draw_map
from gridmap.render.sheets.map_on_page import LEGEND, put_legend, put_map
from gridmap.render.sheets.matrices import lay_matrices, matrices_height
from gridmap.render.sheets.pages import (
    Cell,
    LaidPage,
    Listing,
    NumberCell,
    TextCell,
    Ticks,
    Words,
)
from gridmap.render.sheets.paper import MARGIN, Page, Paper, page
from gridmap.render.sheets.scene import TO_VISIT, AreaScene, MapPart, SheetBuilding, Stretch
from gridmap.render.sheets.stretches import in_stretches, scene_of_stretch
from gridmap.words import Language, say

__all__ = ["area_sheet"]

_FOOT: Final = 9.0
_GAP: Final = 4.0
_ROW: Final = 6.2
_LINE: Final = 3.6
_MOST_LINES: Final = 4
_SIZE: Final = 8.5
_TICKS: Final = 3
# What sums of millimetres may be off.
_ROUNDING: Final = 0.01
# An area this much wider than high is drawn across, its table beside the map.
_ACROSS: Final = 1.35
_LEAST_MAP: Final = 0.4
_SIDE_TABLE: Final = 0.36
# Up to so many buildings stand in one column, with room for notes.
_ONE_COLUMN: Final = 6


def area_sheet(
    scene: AreaScene,
    *,
    paper: Paper = Paper.A4,
    lang: Language,
    landscape: bool | None = None,
    by_door: bool = False,
    first_only: bool = False,
) -> list[LaidPage]:
    """Lay out the sheet of one area.

    Parameters
    ----------
    landscape
        Whether it lies across; as the shape of the area asks otherwise.
    by_door
        Whether the list has a row for each door to go to, and not one for each building.
    first_only
        Whether the maps of stretches are left out: whoever looks at the first page needs none.

    Returns
    -------
    list of LaidPage
        Without the numbers of the pages, which are known when all sheets are.
    """
    left, bottom, right, top = scene.bounds
    across = (right - left) > _ACROSS * (top - bottom) if landscape is None else landscape
    size = page(paper, landscape=across)
    frame = (size.inner, size.height * _LEAST_MAP)
    if scene.parts or not (stretches := in_stretches(scene, *frame)):
        return _Sheet(scene, size, lang, across=across, by_door=by_door).lay()
    parts = tuple(_part_of(stretch, lang) for stretch in stretches)
    whole = replace(scene, parts=parts)
    pages = _Sheet(whole, size, lang, across=across, by_door=by_door).lay()
    upright = page(paper, landscape=False)
    for stretch in () if first_only else stretches:
        part = scene_of_stretch(scene, stretch)
        sheet = _Sheet(part, upright, lang, across=False, by_door=by_door, stretch=stretch)
        pages += sheet.lay()
    return pages


def _part_of(stretch: Stretch, lang: Language) -> MapPart:
    """Point to the map of a stretch."""
    first, last = stretch.buildings[0], stretch.buildings[-1]
    ends = [
        one.address or say("sheet-number", lang=lang, number=one.number) for one in (first, last)
    ]
    shapes = shapely.union_all([one.shape for one in stretch.buildings])
    return MapPart(
        stretch.number,
        say("sheet-from-to", lang=lang, first=ends[0], last=ends[1]),
        say("sheet-span", lang=lang, first=first.number, last=last.number),
        shapely.convex_hull(shapes),
        sum(one.status in TO_VISIT for one in stretch.buildings),
        sum(one.households for one in stretch.buildings),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[Cell, ...]
    height: float
    # Unit, floor and label, where the row is of a door.
    door: tuple[str | None, int | None, str] | None = None


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    width: float
    align: str


class _Sheet:
    def __init__(
        self,
        scene: AreaScene,
        size: Page,
        lang: Language,
        *,
        across: bool,
        by_door: bool,
        stretch: Stretch | None = None,
    ) -> None:
        self.scene, self.size, self.lang, self.across = scene, size, lang, across
        self.by_door, self.stretch = by_door, stretch
        self.pages: list[LaidPage] = []
        self.bottom = size.height - _FOOT - 4.0
        several = (by_door or len(scene.buildings) > _ONE_COLUMN) and not scene.parts
        self.columns = 2 if several and not across else 1
        self.with_units = any(one.units is not None for one in scene.buildings)
        self.column = size.inner
        if across:
            self.column = size.inner * _SIDE_TABLE
        elif self.columns > 1:
            self.column = (size.inner - _GAP) / 2

    def say(self, key: str, **facts: object) -> str:
        return say(key, lang=self.lang, **facts)

    def lay(self) -> list[LaidPage]:
        scene, size, lang = self.scene, self.size, self.lang
        # The first page of several shows the way through the others, which carry all the rows.
        rows = [self._part_row(one) for one in scene.parts] or [
            row for one in scene.buildings for row in self._rows(one)
        ]
        cells = hazard_cells(scene.hazards, _SIZE, lang)
        hazards = [_Row(one, _ROW) for one in cells]
        by_door = self.by_door or scene.parts
        towers = [] if by_door else [one for one in scene.buildings if one.inside]
        if self.stretch:
            hazards = []  # listed on the first page, all together
        first = self._page()
        y = (
            put_stretch_head(first, scene, self.stretch, lang)
            if self.stretch
            else put_head(first, scene, self._facts(), lang)
        )
        room = self.bottom - y - LEGEND
        if self.across:
            width, height = size.inner - self.column - _GAP, room
            columns = [MARGIN + width + _GAP]
            below = y
        else:
            needed = self._needed(rows) + (_row_heights(hazards) + _GAP if hazards else 0)
            # Doors to tick stand on the first page where they leave the map enough of it.
            doors = matrices_height(towers, size.inner) + _GAP if towers else 0.0
            least = size.height * _LEAST_MAP
            width, height = size.inner, max(room - needed - doors, room - needed, least)
            if room - needed - doors >= least:
                height = room - needed - doors
            columns = [MARGIN + at * (self.column + _GAP) for at in range(self.columns)]
            below = y + height + LEGEND
        # The map that shows where the others lie is too small for the way from house to house.
        shown = replace(scene, walk=None) if scene.parts else scene
        drawn = draw_map(shown, width, height)
        if not self.stretch:
            put_scale(first, drawn, lang)
        put_map(first, scene, drawn, MARGIN, y, lang)
        put_legend(first, drawn, MARGIN, y + height, lang)
        onto, y = self._tables(first, rows, columns, below)
        onto, y = self._hazards(hazards, onto, y)
        if towers:
            if self.across and onto is first:
                onto, y = self._fresh()
            lay_matrices(towers, onto, y + _GAP, self._fresh, self.bottom, self.lang)
        for onto in self.pages:
            put_ticking(onto, lang)
        return self.pages

    def _fresh(self) -> tuple[LaidPage, float]:
        """Begin a page; tell from where it may be filled."""
        return self._page(), TOP + 4

    def _page(self) -> LaidPage:
        fresh = LaidPage(self.size.width, self.size.height)
        if self.pages:
            # Whoever finds a single page knows where it belongs.
            head = self.say("sheet-continued", title=self.scene.title, code=self.scene.called)
            fresh.words.append(
                Words(cut_to(head, self.size.inner, 9.0), MARGIN, 7.5, 9.0, bold=True)
            )
        put_foot(fresh, self.scene, self.lang)
        self.pages.append(fresh)
        return fresh

    def _facts(self) -> list[str]:
        """Say how much the area has, and how far it is."""
        scene = self.scene
        if scene.walk is not None:
            to_go = sum(len([*_doors_to_go(one)]) or 1 for one in scene.buildings)
            metres = round(scene.walk.length, -1)
            return [self.say("sheet-to-go", doors=to_go), self.say("sheet-walk", metres=metres)]
        statuses = [one.status for one in scene.buildings]
        return [
            self.say(
                "sheet-buildings", buildings=len(scene.buildings), households=scene.households
            ),
            self.say(
                "sheet-left",
                untouched=statuses.count(BuildingStatus.UNTOUCHED),
                partly=statuses.count(BuildingStatus.PARTLY),
            ),
        ]

    def _part_row(self, part: MapPart) -> _Row:
        cells: tuple[Cell, ...] = (
            TextCell(str(part.number), _SIZE, bold=True),
            cut_to(part.title, self._columns[1].width - 2.4, _SIZE),
            str(part.to_visit),
            str(part.households),
            part.where,
        )
        return _Row(cells, _ROW)

    # The tables ----------------------------------------------------------------------------------

    @property
    def _columns(self) -> tuple[_Column, ...]:
        if self.scene.parts:
            return (
                _Column("map", 10.0, "c"),
                _Column("from-to", self.column - 58.0, "l"),
                _Column("left", 15.0, "r"),
                _Column("households", 15.0, "r"),
                _Column("page" if self.scene.paged else "numbers", 18.0, "r"),
            )
        counts: tuple[_Column, ...] = (_Column("households", 12.5, "r"),)
        if self.with_units:
            counts = (_Column("units", 9.5, "r"), *counts)
        if self.by_door:
            counts = ()
        number, tries = _Column("number", 8.0, "c"), _Column("tries", 18.5, "c")
        rest = self.column - sum(one.width for one in (number, *counts, tries))
        notes = max(rest * 0.2, 10.0) if self.columns > 1 or self.across else rest * 0.5
        address = _Column("address", rest - notes, "l")
        return (number, address, *counts, tries, _Column("notes", notes, "l"))

    def _rows(self, one: SheetBuilding) -> list[_Row]:
        """Give a building its row, or one for each of its doors to go to."""
        if not self.by_door or not one.inside:
            return [self._row(one)]
        rows = [self._door_row(one, *door) for door in _doors_to_go(one)]
        if rows and one.address:
            # The first of them says which house it is.
            number, door, *others = rows[0].cells
            house = cut_to(one.address, self._columns[1].width - 2.4, _SIZE)
            named = TextCell(f"{house}\n{door}", _SIZE)
            rows[0] = replace(rows[0], cells=(number, named, *others), height=2.6 + 2 * _LINE)
        return rows

    def _door_row(self, one: SheetBuilding, unit: str | None, floor: int | None, door: str) -> _Row:
        named = "" if unit is None else self.say("sheet-unit", unit=unit)
        text = cut_to(f"{named} {door}".strip(), self._columns[1].width - 2.4, _SIZE)
        cells: tuple[Cell, ...] = (
            NumberCell(one.number, one.status.value),
            text,
            Ticks(_TICKS),
            "",
        )
        return _Row(cells, _ROW, (unit, floor, door))

    def _row(self, one: SheetBuilding) -> _Row:
        lines = wrapped(one.address or "—", self._columns[1].width - 2.4, _SIZE)
        if len(lines) > _MOST_LINES:
            lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1][:-1]}…"]
        tick: Cell = Ticks(_TICKS)
        if one.status in {BuildingStatus.DONE, BuildingStatus.NONE}:
            tick = TextCell(self.say("sheet-not-again"), 7.5)
        elif one.inside:
            tick = TextCell(self.say("sheet-by-door"), 7.5)
        known: dict[str, Cell] = {
            "number": NumberCell(one.number, one.status.value),
            "address": TextCell("\n".join(lines), _SIZE),
            "units": str(one.units or ""),
            "households": str(one.households),
            "tries": tick,
            "notes": "",
        }
        cells = tuple(known[column.name] for column in self._columns)
        return _Row(cells, max(_ROW, 2.6 + _LINE * len(lines)))

    def _needed(self, rows: list[_Row]) -> float:
        """Tell how high these rows are in their columns, set as evenly as they go."""
        if not rows:
            return 0.0
        highest = max(row.height for row in rows) if self.columns > 1 else 0.0
        return _ROW + sum(row.height for row in rows) / self.columns + highest

    def _tables(
        self, onto: LaidPage, rows: list[_Row], columns: list[float], y: float
    ) -> tuple[LaidPage, float]:
        """Set the rows into columns, page after page; tell where they end."""
        deepest = y
        while rows:
            room = self.bottom - y - _ROW
            # Evenly where the rest fits, else each column filled to its end.
            even = sum(row.height for row in rows) / len(columns)
            evenly = even + max(row.height for row in rows) <= room
            for x in columns:
                last = x == columns[-1]
                taken: list[_Row] = []
                used = 0.0
                while rows and used + rows[0].height <= room + _ROUNDING:
                    if evenly and not last and used >= even - 0.01:
                        break
                    used += rows[0].height
                    taken.append(rows.pop(0))
                if taken:
                    listing = self._listing(taken, x, y)
                    onto.tables.append(listing)
                    onto.boxes += _tries(listing, taken)
                    deepest = max(deepest, y + _ROW + used)
            if rows:
                onto, y = self._fresh()
                deepest = y
                count = int((self.size.inner + _GAP) // (self.column + _GAP))
                columns = [MARGIN + at * (self.column + _GAP) for at in range(count)]
        return onto, deepest

    def _listing(self, rows: list[_Row], x: float, y: float) -> Listing:
        columns = self._columns
        return Listing(
            x,
            y,
            tuple(one.width for one in columns),
            "".join(one.align for one in columns),
            tuple(self.say(f"sheet-column-{one.name}") for one in columns),
            (_ROW, *(row.height for row in rows)),
            tuple(row.cells for row in rows),
        )

    # Hazards -------------------------------------------------------------------------------------

    def _hazards(self, rows: list[_Row], onto: LaidPage, y: float) -> tuple[LaidPage, float]:
        if not rows:
            return onto, y
        beside = self.across and onto is self.pages[0]
        x, width = MARGIN, self.size.inner
        if beside:
            x, width = MARGIN + self.size.inner - self.column, self.column
        by = width * (0.2 if beside else 0.3)
        widths = (11.0, 11.0, width - 38 - by, 16.0, by)
        header = tuple(
            self.say(f"sheet-hazard-{name}") for name in ("mark", "number", "what", "handled", "by")
        )
        y += _GAP
        while True:
            fitting = max(int((self.bottom - y - _ROW) // _ROW), 0)
            here, rows = rows[:fitting], rows[fitting:]
            if here:
                heights = (_ROW,) * (len(here) + 1)
                cells = tuple(row.cells for row in here)
                onto.tables.append(Listing(x, y, widths, "cclcl", header, heights, cells))
                y += sum(heights)
            if not rows:
                return onto, y
            onto, y = self._fresh()
            x = MARGIN


def _doors_to_go(one: SheetBuilding) -> Iterator[tuple[str | None, int | None, str]]:
    """Name doors by unit, floor and label, as somebody passes them on the way down."""
    for unit in one.inside:
        for floor in unit.floors:
            yield from ((unit.unit, floor.floor, door.label) for door in floor.doors if door.to_go)


def _tries(listing: Listing, rows: list[_Row]) -> Iterator[TickBox]:
    """Tell of the boxes of a list, which begins its rows with the number of a building."""
    tries: dict[int, int] = {}
    for at, _, x, y, side in listing.ticks():
        tries[at] = tries.get(at, 0) + 1
        if isinstance(one := rows[at].cells[0], NumberCell):
            of = rows[at].door or (None, None, None)
            yield TickBox(one.number, BoxMeaning(str(tries[at])), x, y, side, *of)


def _row_heights(rows: list[_Row]) -> float:
    return _ROW + sum(row.height for row in rows)
