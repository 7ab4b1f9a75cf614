"""Marks by which a photo of a printed page is found, and cells that say which page it is.

The corners and the middles of the long way down carry the first six marks of the public ArUco
dictionary 4×4, by which any program finds them in a picture; a page that lay askew on the glass
loses corners, and is still found by the others. Down the left margin, and up the right one for
whoever tears a corner off, stand 48 cells: 24 bits say which print it is, 8 which of its pages,
16 are their check sum. Prints are counted in each workspace: the check sum begins from where the
sheet is from, so that another's print of the same number is not taken for one of one's own.
"""

from __future__ import annotations

from binascii import crc_hqx
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

__all__ = [
    "CELL",
    "CELLS",
    "MARK",
    "MOST_PAGES",
    "PATTERNS",
    "PageMark",
    "bits_of",
    "cells",
    "mark_places",
    "origin_of",
    "page_of",
]

MARK: Final = 5.5
"""Side of a mark in millimetres, its black border included."""

CELL: Final = (2.5, 1.6)
"""Width and height of a cell in millimetres."""

CELLS: Final = 48
"""Cells in each margin."""

PATTERNS: Final = (
    (0b1011, 0b0101, 0b0011, 0b0010),
    (0b0000, 0b1111, 0b1001, 0b1010),
    (0b0011, 0b0011, 0b0010, 0b1101),
    (0b1001, 0b1001, 0b0100, 0b0110),
    (0b0101, 0b0100, 0b1001, 0b1110),
    (0b0111, 0b1001, 0b1100, 0b1101),
)
"""Rows of the marks: the corners from the upper left clockwise, left, right. White is 1."""

# From the edge of the paper: printers and copiers leave about as much.
_INSET: Final = 5.0
_CELL_INSET: Final = 6.5
_FIRST_CELL: Final = 14.0
_MOST_PRINTS: Final = 2**24 - 1

MOST_PAGES: Final = 2**8 - 1
"""Most pages of one print that can be told apart."""


@dataclass(frozen=True, slots=True)
class PageMark:
    """What the margins of a page tell.

    Attributes
    ----------
    number, leaf
        Of the print, and which of its pages, from 1.
    origin
        Where it was printed, as :func:`origin_of` has it.
    """

    number: int
    leaf: int
    origin: int


def origin_of(uid: str) -> int:
    """Tell a workspace from others by 16 bits.

    Parameters
    ----------
    uid
        Its public id.
    """
    return crc_hqx(uid.encode(), 0)


def mark_places(width: float, height: float) -> list[tuple[float, float]]:
    """Give the upper left corner of each mark on a page of so many millimetres."""
    left = top = _INSET
    right, bottom = width - _INSET - MARK, height - _INSET - MARK
    middle = (height - MARK) / 2
    return [
        (left, top),
        (right, top),
        (right, bottom),
        (left, bottom),
        (left, middle),
        (right, middle),
    ]


def cells(width: float, height: float) -> list[list[tuple[float, float]]]:
    """Give the middles of the cells, first bit first, down the left and up the right margin."""
    x = _CELL_INSET + CELL[0] / 2
    down = [_FIRST_CELL + (at + 0.5) * CELL[1] for at in range(CELLS)]
    return [[(x, y) for y in down], [(width - x, height - y) for y in down]]


def bits_of(mark: PageMark) -> list[int]:
    """Write which page of which print this is, with a check sum.

    Raises
    ------
    ValueError
        If its number or page is too large to be written.
    """
    if not (0 < mark.number <= _MOST_PRINTS and 0 < mark.leaf <= MOST_PAGES):
        message = f"page {mark.leaf} of print {mark.number}"
        raise ValueError(message)
    told = (mark.number << 8 | mark.leaf).to_bytes(4)
    check = crc_hqx(told, 0xFFFF) ^ mark.origin
    whole = int.from_bytes(told + check.to_bytes(2))
    return [whole >> at & 1 for at in reversed(range(CELLS))]


def page_of(bits: Sequence[int]) -> PageMark | None:
    """Read which page bits tell of; wrong ones tell of another origin, or of no page at all."""
    whole = int("".join(map(str, bits)), 2).to_bytes(CELLS // 8)
    told, check = whole[:4], int.from_bytes(whole[4:])
    number, leaf = divmod(int.from_bytes(told), 256)
    return PageMark(number, leaf, crc_hqx(told, 0xFFFF) ^ check) if number and leaf else None
