"""The index of an atlas: on which page each address is, and with which number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from gridmap.render.sheets.buildings import UnitToTick
from gridmap.render.sheets.feet import put_foot
from gridmap.render.sheets.heads import TOP
from gridmap.render.sheets.letters import cut_to, wrapped
from gridmap.render.sheets.pages import CELL_INSET, Heading, LaidPage, Listing, Words
from gridmap.render.sheets.paper import MARGIN, Paper, page
from gridmap.render.sheets.scene import AreaScene
from gridmap.words import Language, say

__all__ = ["IndexEntry", "address_index"]

_ROW: Final = 4.6
_LINE: Final = 3.5
_MOST_LINES: Final = 4
_HEADER: Final = 5.6
_FOOT: Final = 14.0
_HEAD: Final = 9.0
_GAP: Final = 4.0
_SIZE: Final = 8.0
# The least width of a column that an address fits in, in millimetres.
_COLUMN: Final = 58.0
_NUMBER: Final = 8.5
_PAGE: Final = 10.0
# How many heights of columns there are to choose from on a page that they do not fill.
_SHARES: Final = 200
_ROUNDING: Final = 0.01


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A building on a sheet: its address, its number there, and the page of that sheet.

    Attributes
    ----------
    uid
        Of the building, which several sheets may share.
    inside
        What of it the sheet has, where that is told.
    """

    address: str
    number: int
    page: int
    uid: str = ""
    inside: tuple[UnitToTick, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """An address; ``part`` says what of the house is on these pages, if it is not all of it."""

    address: str
    part: str
    number: int
    pages: tuple[int, ...]


def address_index(
    scene: AreaScene, entries: Sequence[IndexEntry], *, paper: Paper, lang: Language
) -> list[LaidPage]:
    """Lay out addresses in the order in which people look for them.

    Chinese characters are sorted as GB/T 2312 has them, the common ones by their pinyin; numbers
    by their value. A house that several sheets share has a row for each part of it, as far as
    these are told.

    Parameters
    ----------
    scene
        Of the area whose atlas it is.
    """
    size = page(paper, landscape=False)
    large = size.large
    gap, points = _GAP * large, _SIZE * large
    columns = int((size.inner + gap) // ((_COLUMN + _GAP) * large))
    width = (size.inner + gap) / columns - gap
    widths = (width - (_NUMBER + _PAGE) * large, _NUMBER * large, _PAGE * large)
    header = tuple(say(f"sheet-column-{name}", lang=lang) for name in ("address", "number", "page"))
    ordered = sorted(
        _rows(entries, lang),
        key=lambda one: (_order(one.address), one.number, _order(one.part), one.pages),
    )
    set_out = [_cells(one, widths, large, lang) for one in ordered]
    title = say("sheet-index-title", lang=lang, title=scene.title)
    top = TOP + _HEAD * large
    room = size.height - _FOOT - top - _HEADER * large
    pages = []
    while set_out:
        onto = LaidPage(size.width, size.height)
        put_foot(onto, scene, lang)
        shown = cut_to(title, size.inner - 60 * large, 14 * large, bold=True)
        onto.headings.append(Heading(shown, MARGIN, TOP - 1, size.inner, 14 * large))
        right = size.width - MARGIN
        onto.words.append(Words(scene.called, right, TOP + 2, 9 * large, bold=True, anchor="right"))
        filled = _filled([high for _, high in set_out], columns, room)
        for column, many in enumerate(filled):
            here, set_out = set_out[:many], set_out[many:]
            if not here:
                break
            heights = (_HEADER * large, *(height for _, height in here))
            cells = tuple(cells for cells, _ in here)
            x = MARGIN + column * (width + gap)
            onto.tables.append(Listing(x, top, widths, "lrr", header, heights, cells, points))
        pages.append(onto)
    return pages


def _filled(heights: Sequence[float], columns: int, room: float) -> list[int]:
    """Tell how many rows each column of a page takes.

    Where all have room on this page, or on this and one more, as evenly as they go: none is left
    over for a last page that is all but empty.
    """
    for pages in (1, 2):
        among = pages * columns
        if sum(_counted(heights, among, room)) == len(heights):
            shares = np.linspace(sum(heights) / among, room, _SHARES).tolist()
            least = bisect_left(
                shares, len(heights), key=lambda share: sum(_counted(heights, among, share))
            )
            return _counted(heights, among, shares[least])[:columns]
    return _counted(heights, columns, room)


def _counted(heights: Sequence[float], columns: int, room: float) -> list[int]:
    """Count the rows of columns that are filled one after the other."""
    counts, rows = [], iter(heights)
    high = next(rows, None)
    for _ in range(columns):
        count, used = 0, 0.0
        while high is not None and used + high <= room + _ROUNDING:
            count, used, high = count + 1, used + high, next(rows, None)
        counts.append(count)
    return counts


def _rows(entries: Sequence[IndexEntry], lang: Language) -> Iterator[_Row]:
    """Gather what is of the same part of the same house."""
    houses: dict[tuple[str, int, str], list[IndexEntry]] = {}
    for one in entries:
        houses.setdefault((one.address, one.number, one.uid), []).append(one)
    for (address, number, _), of_house in houses.items():
        parts: dict[str, set[int]] = {}
        for one in of_house:
            part = _part(one, of_house, lang) if len(of_house) > 1 else ""
            parts.setdefault(part, set()).add(one.page)
        for part, pages in parts.items():
            yield _Row(address, part, number, tuple(sorted(pages)))


def _part(entry: IndexEntry, of_house: Sequence[IndexEntry], lang: Language) -> str:
    """Say which units a sheet has of a house, and which floors of those it shares with others."""
    sharing = Counter(unit.unit for one in of_house for unit in one.inside)
    alone = [one.unit for one in entry.inside if one.unit is not None and sharing[one.unit] == 1]
    joint = say("list-joint", lang=lang)
    told = [say("sheet-unit", lang=lang, unit=joint.join(alone))] if alone else []
    for unit in entry.inside:
        floors = [one.floor for one in unit.floors if one.floor is not None]
        if sharing[unit.unit] > 1:
            words = [] if unit.unit is None else [say("sheet-unit", lang=lang, unit=unit.unit)]
            if floors:
                span = say("sheet-span", lang=lang, first=min(floors), last=max(floors))
                words.append(say("sheet-floor", lang=lang, floor=span))
            told.append(" ".join(words))
    return joint.join(filter(None, told))


def _cells(
    row: _Row, widths: Sequence[float], large: float, lang: Language
) -> tuple[tuple[str, str, str], float]:
    """Break a row into lines as wide as its columns; tell how high it is."""
    points = _SIZE * large
    lines = wrapped(row.address, widths[0] - CELL_INSET, points, most=_MOST_LINES)
    if row.part:
        lines += [cut_to(row.part, widths[0] - CELL_INSET, points)]
    pages = cut_to(
        say("list-joint", lang=lang).join(map(str, row.pages)), widths[2] - CELL_INSET, points
    )
    return ("\n".join(lines), str(row.number), pages), (_ROW + _LINE * (len(lines) - 1)) * large


def _order(address: str) -> list[tuple[int, int, bytes]]:
    """Take an address apart into words and numbers."""
    return [
        (0, int(part), b"") if part.isdecimal() else (1, 0, part.encode("gb18030"))
        for part in re.split(r"(\d+)", address)
        if part
    ]
