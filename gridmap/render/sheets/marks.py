"""Marks by which a photo of a page is found, drawn into its margins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from gridmap.render.sheets.pages import LaidPage, Picture
from gridmap.render.sheets.strokes import mm, svg_of
from gridmap.territory.page_marks import CELL, MARK, PATTERNS, PageMark, bits_of, cells, mark_places

__all__ = ["put_marks"]

_MODULE: Final = MARK / 6


def put_marks(sheet: Sequence[LaidPage], number: int, origin: int) -> None:
    """Mark the pages of one print of a sheet.

    Parameters
    ----------
    number
        Of the print, from 1 to 16,777,215.
    origin
        Where it is printed, as :func:`~gridmap.territory.page_marks.origin_of` has it.
    """
    wide, high = CELL
    for leaf, page in enumerate(sheet, start=1):
        size = page.width, page.height
        drawn = [
            _mark(pattern, *place)
            for pattern, place in zip(PATTERNS, mark_places(*size), strict=True)
        ]
        bits = bits_of(PageMark(number, leaf, origin))
        for side in cells(*size):
            drawn += [
                f"M{mm(x - wide / 2)} {mm(y - high / 2)}h{mm(wide)}v{mm(high)}h-{mm(wide)}z"
                for bit, (x, y) in zip(bits, side, strict=True)
                if bit
            ]
        svg = svg_of(*size, f'<path d="{"".join(drawn)}"/>')
        page.pictures.append(Picture(svg, 0, 0, *size, ""))


def _mark(pattern: tuple[int, ...], x: float, y: float) -> str:
    """Draw one mark: a square, the white modules cut out by running the other way round."""
    side = mm(MARK)
    return f"M{mm(x)} {mm(y)}h{side}v{side}h-{side}z" + "".join(_holes(pattern, x, y))


def _holes(pattern: tuple[int, ...], x: float, y: float) -> Iterator[str]:
    # Runs of a row are cut out as one, so that no hair line shows between modules.
    for row, line in enumerate(pattern):
        white = [line >> (3 - column) & 1 for column in range(4)]
        column = 0
        while column < 4:
            first = column
            while column < 4 and white[column]:
                column += 1
            if column > first:
                left, top = x + (first + 1) * _MODULE, y + (row + 1) * _MODULE
                wide, high = f"{(column - first) * _MODULE:.3f}", f"{_MODULE:.3f}"
                yield f"M{left:.3f} {top:.3f}v{high}h{wide}v-{high}z"
            column = max(column, first + 1)
