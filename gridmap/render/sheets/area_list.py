"""The list beside a map: a row for each building, each door to go to, or each further map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.render.sheets.boxes import BoxMeaning, TickBox
from gridmap.render.sheets.buildings import SheetBuilding
from gridmap.render.sheets.discs import cell_width
from gridmap.render.sheets.letters import cut_to, width_of, wrapped
from gridmap.render.sheets.pages import (
    CELL_INSET,
    Cell,
    LaidPage,
    Listing,
    NumberCell,
    TextCell,
    Ticks,
)
from gridmap.render.sheets.scene import AreaScene, MapPart
from gridmap.words import Language, say

__all__ = ["ROW", "TWO_LINES", "AreaList", "Row", "put_pages", "tries"]

ROW: Final = 6.2
"""Height of the header and of a row of one line, in millimetres."""

_LINE: Final = 3.6
_AROUND_LINES: Final = 2.6
# In rows that nobody ticks or writes into.
_CLOSER: Final = 1.0
TWO_LINES: Final = _AROUND_LINES + 2 * _LINE
"""Height of a row of two lines."""

# Of an address, and of one address to another.
_MOST_LINES: Final = 4
_MOST_FROM_TO: Final = 7
_SIZE: Final = 8.5
_NUMBER: Final = 8.0
_TICKS: Final = 3
# Of the column that says where a further map leads: its width, and the most of the list's.
_LEADING: Final = 18.0
_MOST_LEADING: Final = 0.3


@dataclass(frozen=True, slots=True)
class Row:
    """A row, as high as its lines; ``door`` is its unit, floor and label where it is of a door."""

    cells: tuple[Cell, ...]
    height: float = ROW
    door: tuple[str | None, int | None, str] | None = None


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    width: float
    align: str


class AreaList:
    """The list of a sheet.

    Parameters
    ----------
    width
        Of one of its columns of rows, in millimetres.
    narrow
        Whether that leaves no room for more than a word of notes.
    by_door
        Whether it has a row for each door to go to, and not one for each building.
    """

    def __init__(
        self, scene: AreaScene, width: float, lang: Language, *, narrow: bool, by_door: bool
    ) -> None:
        self._scene, self._lang, self._by_door = scene, lang, by_door
        self._columns = (
            _of_parts(scene, width, by_door=by_door)
            if scene.parts
            else _of_buildings(scene, width, narrow=narrow, by_door=by_door)
        )
        # What the second column holds is the longest: where a row is.
        self._where = self._columns[1].width - CELL_INSET

    def rows(self) -> list[Row]:
        """Give all rows; where further maps carry them, those that lead there."""
        if self._scene.parts:
            return [self._part(one) for one in self._scene.parts]
        return [row for one in self._scene.buildings for row in self._building(one)]

    def listing(self, rows: list[Row], x: float, y: float) -> Listing:
        """Set rows below a header."""
        return Listing(
            x,
            y,
            tuple(one.width for one in self._columns),
            "".join(one.align for one in self._columns),
            tuple(self._say(f"sheet-column-{one.name}") for one in self._columns),
            (ROW, *(row.height for row in rows)),
            tuple(row.cells for row in rows),
        )

    def _say(self, key: str, **facts: object) -> str:
        return say(key, lang=self._lang, **facts)

    def _part(self, part: MapPart) -> Row:
        title, height = self._lines(part.title, _MOST_FROM_TO)
        room = self._columns[-1].width - CELL_INSET
        leading = wrapped(part.where, room, _SIZE, most=_MOST_FROM_TO)
        height = max(height, _height(leading)) - _CLOSER
        cells: tuple[Cell, ...] = (
            TextCell(str(part.number), _SIZE, bold=True),
            title,
            str(part.to_visit),
            str(part.households),
            "\n".join(leading),
        )
        return Row(cells, height)

    def _building(self, one: SheetBuilding) -> list[Row]:
        """Give a building its row, or one for each of its doors to go to."""
        if not self._by_door or not one.inside:
            return [self._whole(one)]
        rows = [self._door(one, *door) for door in one.doors_to_go()]
        if rows and one.address:
            # The first of them says which house it is.
            number, door, *others = rows[0].cells
            named = TextCell(f"{cut_to(one.address, self._where, _SIZE)}\n{door}", _SIZE)
            rows[0] = replace(rows[0], cells=(number, named, *others), height=TWO_LINES)
        return rows

    def _door(self, one: SheetBuilding, unit: str | None, floor: int | None, door: str) -> Row:
        named = "" if unit is None else self._say("sheet-unit", unit=unit)
        text = cut_to(f"{named} {door}".strip(), self._where, _SIZE)
        number = NumberCell(one.number, one.marked.value, _NUMBER)
        return Row((number, text, Ticks(_TICKS), ""), door=(unit, floor, door))

    def _whole(self, one: SheetBuilding) -> Row:
        address, height = self._lines(one.address or "—", _MOST_LINES)
        tick: Cell = Ticks(_TICKS)
        if one.marked is BuildingStatus.DONE:
            tick = TextCell(self._say("sheet-not-again"), 7.5)
        elif one.inside:
            tick = TextCell(self._say("sheet-by-door"), 7.5)
        # Of a house that several areas share, this one's units, as its doors are listed below.
        units = len({each.unit for each in one.inside} - {None}) or one.units
        known: dict[str, Cell] = {
            "number": NumberCell(one.number, one.marked.value, _NUMBER),
            "address": address,
            "units": str(units or ""),
            "households": str(one.households),
            "tries": tick,
            "notes": "",
        }
        return Row(tuple(known[column.name] for column in self._columns), height)

    def _lines(self, text: str, most: int) -> tuple[TextCell, float]:
        """Break a text into the lines of its cell; tell how high its row is."""
        lines = wrapped(text, self._where, _SIZE, most=most)
        return TextCell("\n".join(lines), _SIZE), _height(lines)


def _height(lines: Sequence[str]) -> float:
    return max(ROW, _AROUND_LINES + _LINE * len(lines))


def tries(listing: Listing, rows: list[Row]) -> Iterator[TickBox]:
    """Tell of the boxes of a list, which begins its rows with the number of a building."""
    seen: dict[int, int] = {}
    for at, _, x, y, side in listing.ticks():
        seen[at] = seen.get(at, 0) + 1
        if isinstance(one := rows[at].cells[0], NumberCell):
            of = rows[at].door or (None, None, None)
            yield TickBox(one.number, BoxMeaning(str(seen[at])), x, y, side, *of)


def put_pages(laid: Sequence[LaidPage], pages: Mapping[int, int], lang: Language) -> None:
    """Say on which page each further map begins, which is known when all are laid out.

    Parameters
    ----------
    laid
        Pages of the sheet that points to them.
    pages
        By the number of the map.
    """
    title = say("sheet-column-page", lang=lang)
    for onto in laid:
        onto.tables = [
            replace(table, rows=tuple(_paged(cells, pages) for cells in table.rows))
            if table.header[-1] == title
            else table
            for table in onto.tables
        ]


def _paged(cells: tuple[Cell, ...], pages: Mapping[int, int]) -> tuple[Cell, ...]:
    number = cells[0]
    return (*cells[:-1], str(pages[int(number.text)])) if isinstance(number, TextCell) else cells


def _of_parts(scene: AreaScene, width: float, *, by_door: bool) -> tuple[_Column, ...]:
    # A round has only houses to go to; of their households it counts those to go to.
    houses, homes = ("houses", "to-go") if by_door else ("left", "households")
    leading = _LEADING
    if not scene.paged:
        widest = max((width_of(one.where, _SIZE) for one in scene.parts), default=0.0)
        leading = min(max(_LEADING, widest + CELL_INSET), width * _MOST_LEADING)
    return (
        _Column("map", 10.0, "c"),
        _Column("from-to", width - 40.0 - leading, "l"),
        _Column(houses, 15.0, "r"),
        _Column(homes, 15.0, "r"),
        _Column("page" if scene.paged else "numbers", leading, "r"),
    )


def _of_buildings(
    scene: AreaScene, width: float, *, narrow: bool, by_door: bool
) -> tuple[_Column, ...]:
    counts: tuple[_Column, ...] = (_Column("households", 12.5, "r"),)
    if any(one.units is not None for one in scene.buildings):
        counts = (_Column("units", 9.5, "r"), *counts)
    if by_door:
        counts = ()
    widest = max((one.number for one in scene.buildings), default=0)
    number = _Column("number", max(8.0, cell_width(str(widest), _NUMBER)), "c")
    tries = _Column("tries", 18.5, "c")
    rest = width - sum(one.width for one in (number, *counts, tries))
    notes = max(rest * 0.2, 10.0) if narrow else rest * 0.5
    address = _Column("address", rest - notes, "l")
    return (number, address, *counts, tries, _Column("notes", notes, "l"))
