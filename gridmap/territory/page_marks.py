"""Marks by which a photo of a printed page is found, and cells that say which page it is.

The corners and the middles of the long way down carry the first six marks of the public ArUco
dictionary 4×4, by which any program finds them in a picture; a page that lay askew on the glass
loses corners, and is still found by the others. Down the left margin, and up the right one for
whoever tears a corner off, stand 48 cells: 24 bits say which print it is, 8 which of its pages,
16 are their check sum.
"""

from __future__ import annotations

from binascii import crc_hqx
from collections.abc import Sequence
from typing import Final

__all__ = ["CELL", "CELLS", "MARK", "PATTERNS", "bits_of", "cells", "mark_places", "page_of"]

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
_MOST_PAGES: Final = 2**8 - 1


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


def bits_of(number: int, leaf: int) -> list[int]:
    """Write which page of which print this is, with a check sum.

    Parameters
    ----------
    number
        Of the print, from 1 to 16,777,215.
    leaf
        Which of its pages, from 1 to 255.

    Raises
    ------
    ValueError
        If either is too large to be written.
    """
    if not (0 < number <= _MOST_PRINTS and 0 < leaf <= _MOST_PAGES):
        message = f"page {leaf} of print {number}"
        raise ValueError(message)
    told = (number << 8 | leaf).to_bytes(4)
    whole = int.from_bytes(told + crc_hqx(told, 0xFFFF).to_bytes(2))
    return [whole >> at & 1 for at in reversed(range(CELLS))]


def page_of(bits: Sequence[int]) -> tuple[int, int] | None:
    """Read of which page of which print bits tell; ``None`` if their check sum is wrong."""
    whole = int("".join(map(str, bits)), 2).to_bytes(CELLS // 8)
    told, check = whole[:4], int.from_bytes(whole[4:])
    if crc_hqx(told, 0xFFFF) != check:
        return None
    number, leaf = divmod(int.from_bytes(told), 256)
    return (number, leaf) if number and leaf else None
