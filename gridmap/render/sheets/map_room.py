"""How much of a page is for a map, and how many rows have room beside or below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

from gridmap.render.sheets.area_list import ROW
from gridmap.render.sheets.paper import Page

__all__ = ["GAP", "LEAST_MAP", "MapRoom", "columns_on"]

GAP: Final = 4.0
"""Millimetres between lists, and between columns of rows."""

LEAST_MAP: Final = 0.4
"""How high a map is at least with rows below it, as a share of its page."""

_SIDE_TABLE: Final = 0.36
# A column of rows is so wide where there is room for several.
_COLUMN: Final = 110.0
# What a page holds besides its map and rows of one line, in millimetres: some rows are higher.
_BESIDES: Final = 67.0


@dataclass(frozen=True, slots=True)
class MapRoom:
    """Room for a map and its rows.

    Attributes
    ----------
    width, height
        Of the map in millimetres, where rows fill the rest of the page.
    rows
        How many have room besides.
    large
        How many times as large as usual numbers on the map are.
    """

    width: float
    height: float
    rows: int
    large: float = 1.0

    @classmethod
    def on(cls, size: Page, *, across: bool) -> Self:
        """Tell what a page has room for, with rows beside its map or below it."""
        columns, column = columns_on(size, across=across)
        high = size.height - _BESIDES
        if across:
            width = size.inner - columns * (column + GAP)
            return cls(width, high, columns * round(high / ROW), size.large)
        least = size.height * LEAST_MAP
        return cls(size.inner, least, columns * round((high - least) / ROW), size.large)


def columns_on(size: Page, *, across: bool) -> tuple[int, float]:
    """Tell how many columns of rows have room beside or below a map, and how wide each is."""
    wide, least = (size.inner * _SIDE_TABLE, 1) if across else (size.inner, 2)
    count = max(least, int((wide + GAP) // (_COLUMN + GAP)))
    return count, (wide - (count - 1) * GAP) / count
