"""Pages laid out in millimetres, as the typesetter takes them: words, pictures, tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, Final, Literal

from gridmap.render.sheets.boxes import TickBox

__all__ = [
    "CELL_INSET",
    "Heading",
    "LaidPage",
    "Listing",
    "NumberCell",
    "Picture",
    "TextCell",
    "Ticks",
    "Words",
]


# Marks that choose the direction of writing, and what is no character at all but the line feed.
_CONTROLS: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; ``x``, ``y`` is its middle, or its left or right end at half height.

    Attributes
    ----------
    size
        In points.
    turn
        Degrees clockwise.
    stacked
        Whether its characters stand upright one above another.
    halo
        Whether it stands on white of its own.
    """

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    white: bool = False
    turn: float = 0.0
    stacked: bool = False
    halo: bool = False
    anchor: Literal["left", "middle", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``x``, ``y`` is its upper left corner."""

    text: str
    x: float
    y: float
    width: float
    size: float
    level: int = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """A vector picture, and what it shows for those who do not see it."""

    svg: str
    x: float
    y: float
    width: float
    height: float
    alt: str


@dataclass(frozen=True, slots=True)
class NumberCell:
    """The number of a building in its disc, as on the map, in type of so many points."""

    number: int
    status: str
    points: float


@dataclass(frozen=True, slots=True)
class Ticks:
    """Empty boxes to tick, so many millimetres wide."""

    ticks: int
    side: float = 3.6


@dataclass(frozen=True, slots=True)
class TextCell:
    """Text in a size of its own, across one column or several."""

    text: str
    size: float
    bold: bool = False
    span: int = 1


CELL_INSET: Final = 2.4
"""What a cell keeps free at its sides, both together, in millimetres."""

# Millimetres between boxes of one cell, as the typesetter has them.
_BETWEEN: Final = 1.6

Cell = str | NumberCell | Ticks | TextCell


@dataclass(frozen=True, slots=True)
class Listing:
    """A table with fixed columns and rows.

    Attributes
    ----------
    aligns
        A letter a column: ``l``, ``c``, ``r``.
    heights
        Of the header and then of each row.
    size
        Of its type in points, where a cell has none of its own.
    """

    x: float
    y: float
    widths: tuple[float, ...]
    aligns: str
    header: tuple[str, ...]
    heights: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    size: float = 8.5

    def ticks(self) -> Iterator[tuple[int, int, float, float, float]]:
        """Find its boxes to tick: for each its row and column, its place and side on the page."""
        top = self.y + self.heights[0]
        for row, (cells, height) in enumerate(zip(self.rows, self.heights[1:], strict=True)):
            x, column = self.x, 0
            for cell in cells:
                span = cell.span if isinstance(cell, TextCell) else 1
                width = sum(self.widths[column : column + span])
                if isinstance(cell, Ticks):
                    # The typesetter sets them in the middle of their cell.
                    step = cell.side + _BETWEEN
                    left = x + (width - cell.ticks * step + _BETWEEN) / 2
                    for at in range(cell.ticks):
                        yield (
                            row,
                            column,
                            left + at * step,
                            top + (height - cell.side) / 2,
                            cell.side,
                        )
                x += width
                column += span
            top += height


@dataclass(slots=True)
class LaidPage:
    """One page.

    Attributes
    ----------
    foot
        Size in points of its number.
    boxes
        To tick, as they are drawn by its tables and pictures.
    """

    width: float
    height: float
    foot: float = 7.0
    headings: list[Heading] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    tables: list[Listing] = field(default_factory=list)
    boxes: list[TickBox] = field(default_factory=list)

    def numbers(self) -> Iterator[int]:
        """Name the buildings that its tables list."""
        for table in self.tables:
            for row in table.rows:
                if row and isinstance(row[0], NumberCell):
                    yield row[0].number

    def data(self) -> str:
        """Give the page as the typesetter takes it: JSON."""
        return json.dumps(self, default=_fields, ensure_ascii=False)


_Part = LaidPage | Heading | Picture | Words | Listing | NumberCell | Ticks | TextCell


def _fields(part: _Part) -> dict[str, Any]:
    """Take a part of a page apart; its boxes to tick are drawn already."""
    return {
        one.name: _without_controls(getattr(part, one.name))
        for one in fields(part)
        if one.name != "boxes"
    }


def _without_controls(value: object) -> object:
    """Leave out what is no letter but tells how others are to run: it would turn lines round."""
    if isinstance(value, str):
        return value if value.isprintable() else _CONTROLS.sub("", value)
    return tuple(map(_without_controls, value)) if isinstance(value, tuple) else value
