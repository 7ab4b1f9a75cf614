"""The index of an atlas: on which page each address is, and with which number."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gridmap.render.sheets.feet import put_foot
from gridmap.render.sheets.heads import TOP
from gridmap.render.sheets.letters import cut_to, wrapped
from gridmap.render.sheets.pages import CELL_INSET, Heading, LaidPage, Listing, Words
from gridmap.render.sheets.paper import MARGIN, Paper, page
from gridmap.render.sheets.scene import AreaScene, UnitToTick
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
    columns = int((size.inner + _GAP) // (_COLUMN + _GAP))
    width = (size.inner + _GAP) / columns - _GAP
    widths = (width - _NUMBER - _PAGE, _NUMBER, _PAGE)
    header = tuple(say(f"sheet-column-{name}", lang=lang) for name in ("address", "number", "page"))
    ordered = sorted(
        _rows(entries, lang),
        key=lambda one: (_order(one.address), one.number, _order(one.part), one.pages),
    )
    set_out = deque(_cells(one, widths, lang) for one in ordered)
    title = say("sheet-index-title", lang=lang, title=scene.title)
    pages = []
    while set_out:
        onto = LaidPage(size.width, size.height)
        put_foot(onto, scene, lang)
        shown = cut_to(title, size.inner - 60, 14, bold=True)
        onto.headings.append(Heading(shown, MARGIN, TOP - 1, size.inner, 14))
        right = size.width - MARGIN
        onto.words.append(Words(scene.called, right, TOP + 2, 9, bold=True, anchor="right"))
        for column in range(columns):
            room = size.height - _FOOT - TOP - _HEAD - _HEADER
            here = []
            while set_out and set_out[0][1] <= room:
                here.append(set_out.popleft())
                room -= here[-1][1]
            if here:
                heights = (_HEADER, *(height for _, height in here))
                cells = tuple(cells for cells, _ in here)
                x = MARGIN + column * (width + _GAP)
                onto.tables.append(
                    Listing(x, TOP + _HEAD, widths, "lrr", header, heights, cells, _SIZE)
                )
        pages.append(onto)
    return pages


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
    row: _Row, widths: Sequence[float], lang: Language
) -> tuple[tuple[str, str, str], float]:
    """Break a row into lines as wide as its columns; tell how high it is."""
    lines = wrapped(row.address, widths[0] - CELL_INSET, _SIZE, most=_MOST_LINES)
    if row.part:
        lines += [cut_to(row.part, widths[0] - CELL_INSET, _SIZE)]
    pages = cut_to(
        say("list-joint", lang=lang).join(map(str, row.pages)), widths[2] - CELL_INSET, _SIZE
    )
    return ("\n".join(lines), str(row.number), pages), _ROW + _LINE * (len(lines) - 1)


def _order(address: str) -> list[tuple[int, int, bytes]]:
    """Take an address apart into words and numbers."""
    return [
        (0, int(part), b"") if part.isdecimal() else (1, 0, part.encode("gb18030"))
        for part in re.split(r"(\d+)", address)
        if part
    ]
