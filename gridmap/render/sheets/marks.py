"""Marks by which a photo of a page is found: one in each corner, and which page it is.

The corners carry the first four marks of the public ArUco dictionary 4×4, by which any program
finds them in a picture. Down the left margin, and up the right one for whoever tears a corner
off, stand 48 cells: 24 bits say which print it is, 8 which of its pages, 16 are their check sum.
"""

from __future__ import annotations

from binascii import crc_hqx
from collections.abc import Iterator, Sequence
from typing import Final

from gridmap.render.sheets.pages import LaidPage, Picture
from gridmap.render.sheets.strokes import mm, svg_of

__all__ = ["CELLS", "MARK", "MARK_INSET", "MOST_PAGES", "bits_of", "cells", "page_of", "put_marks"]

MARK: Final = 5.5
"""Side of a mark in millimetres, its black border included."""

MARK_INSET: Final = 5.0
"""From the edge of the paper: printers and copiers leave about as much."""

CELLS: Final = 48
"""Cells in each margin."""

MOST_PAGES: Final = 255
_MOST_PRINTS: Final = 2**24 - 1

# Rows of the marks 0 to 3, from the upper left corner clockwise: white is 1.
_PATTERNS: Final = (
    (0b1011, 0b0101, 0b0011, 0b0010),
    (0b0000, 0b1111, 0b1001, 0b1010),
    (0b0011, 0b0011, 0b0010, 0b1101),
    (0b1001, 0b1001, 0b0100, 0b0110),
)
_CELL: Final = (2.5, 1.6)
_CELL_INSET: Final = 6.5
_FIRST_CELL: Final = 14.0


def put_marks(sheet: Sequence[LaidPage], number: int) -> None:
    """Mark the pages of one print of a sheet.

    Parameters
    ----------
    number
        Of the print, from 1 to 16,777,215.
    """
    for leaf, page in enumerate(sheet, start=1):
        inset = MARK_INSET
        right, bottom = page.width - inset - MARK, page.height - inset - MARK
        corners = ((inset, inset), (right, inset), (right, bottom), (inset, bottom))
        drawn = [
            _mark(pattern, *corner) for pattern, corner in zip(_PATTERNS, corners, strict=True)
        ]
        bits = bits_of(number, leaf)
        wide, high = _CELL
        for side in cells(page.width, page.height):
            drawn += [
                f"M{mm(x - wide / 2)} {mm(y - high / 2)}h{mm(wide)}v{mm(high)}h-{mm(wide)}z"
                for bit, (x, y) in zip(bits, side, strict=True)
                if bit
            ]
        svg = svg_of(page.width, page.height, f'<path d="{"".join(drawn)}"/>')
        page.pictures.append(Picture(svg, 0, 0, page.width, page.height, ""))


def cells(
    width: float, height: float
) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Give the middles of the cells, first bit first, down the left and up the right margin."""
    x = _CELL_INSET + _CELL[0] / 2
    down = [_FIRST_CELL + (at + 0.5) * _CELL[1] for at in range(CELLS)]
    return [(x, y) for y in down], [(width - x, height - y) for y in down]


def bits_of(number: int, leaf: int) -> list[int]:
    """Write which page of which print this is, with a check sum.

    Raises
    ------
    ValueError
        If either is too large to be written.
    """
    if not (0 < number <= _MOST_PRINTS and 0 < leaf <= MOST_PAGES):
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


def _mark(pattern: tuple[int, ...], x: float, y: float) -> str:
    """Draw one mark: a square, the white modules cut out by running the other way round."""
    module = MARK / 6
    side = mm(MARK)
    return f"M{mm(x)} {mm(y)}h{side}v{side}h-{side}z" + "".join(_holes(pattern, x, y, module))


def _holes(pattern: tuple[int, ...], x: float, y: float, module: float) -> Iterator[str]:
    # Runs of a row are cut out as one, so that no hair line shows between modules.
    for row, line in enumerate(pattern):
        white = [line >> (3 - column) & 1 for column in range(4)]
        column = 0
        while column < 4:
            first = column
            while column < 4 and white[column]:
                column += 1
            if column > first:
                left, top = x + (first + 1) * module, y + (row + 1) * module
                wide, high = f"{(column - first) * module:.3f}", f"{module:.3f}"
                yield f"M{left:.3f} {top:.3f}v{high}h{wide}v-{high}z"
            column = max(column, first + 1)
