"""The index of an atlas: on which page each address is, and with which number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gridmap.render.sheets.feet import put_foot
from gridmap.render.sheets.heads import TOP
from gridmap.render.sheets.letters import cut_to
from gridmap.render.sheets.pages import Heading, LaidPage, Listing, Words
from gridmap.render.sheets.paper import MARGIN, Paper, page
from gridmap.render.sheets.scene import AreaScene
from gridmap.words import Language, say

__all__ = ["IndexEntry", "address_index"]

_ROW: Final = 4.6
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
    """An address, its number on a sheet, and the page of that sheet."""

    address: str
    number: int
    page: int


def address_index(
    scene: AreaScene, entries: Sequence[IndexEntry], *, paper: Paper, lang: Language
) -> list[LaidPage]:
    """Lay out addresses in the order in which people look for them.

    Chinese characters are sorted as GB/T 2312 has them, the common ones by their pinyin; numbers
    by their value.

    Parameters
    ----------
    scene
        Of the area whose atlas it is.
    """
    size = page(paper, landscape=False)
    columns = int((size.inner + _GAP) // (_COLUMN + _GAP))
    width = (size.inner + _GAP) / columns - _GAP
    widths = (width - _NUMBER - _PAGE, _NUMBER, _PAGE)
    rows = int((size.height - _FOOT - TOP - _HEAD - _HEADER) // _ROW)
    header = tuple(say(f"sheet-column-{name}", lang=lang) for name in ("address", "number", "page"))
    ordered = sorted(entries, key=lambda one: (_order(one.address), one.page, one.number))
    title = say("sheet-index-title", lang=lang, title=scene.title)
    pages = []
    for first in range(0, len(ordered), rows * columns):
        onto = LaidPage(size.width, size.height)
        put_foot(onto, scene, lang)
        shown = cut_to(title, size.inner - 60, 14, bold=True)
        onto.headings.append(Heading(shown, MARGIN, TOP - 1, size.inner, 14))
        right = size.width - MARGIN
        onto.words.append(Words(scene.called, right, TOP + 2, 9, bold=True, anchor="right"))
        for column in range(columns):
            start = first + column * rows
            if here := ordered[start : start + rows]:
                cells = tuple(
                    (cut_to(one.address, widths[0] - 2.4, _SIZE), str(one.number), str(one.page))
                    for one in here
                )
                heights = (_HEADER, *(_ROW for _ in here))
                x = MARGIN + column * (width + _GAP)
                onto.tables.append(
                    Listing(x, TOP + _HEAD, widths, "lrr", header, heights, cells, _SIZE)
                )
        pages.append(onto)
    return pages


def _order(address: str) -> list[tuple[int, int, bytes]]:
    """Take an address apart into words and numbers."""
    return [
        (0, int(part), b"") if part.isdecimal() else (1, 0, part.encode("gb18030"))
        for part in re.split(r"(\d+)", address)
        if part
    ]
