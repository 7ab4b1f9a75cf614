"""The square code (QR) of a sheet, large enough for an old phone and a copy of a copy."""

from __future__ import annotations

from typing import Final

import segno

from gridmap.errors import InputError
from gridmap.render.sheets.strokes import mm

__all__ = ["square_code"]

_MODULE: Final = 0.75
_QUIET: Final = 4
# More modules have no room at the head of a page, and no old phone reads them.
_MOST_BYTES: Final = 213


def square_code(text: str) -> tuple[float, str]:
    """Draw a text as a QR code of level M with modules of 0.75 mm.

    Returns
    -------
    tuple
        Its side with the quiet zone, in millimetres, and an SVG of that size.

    Raises
    ------
    InputError
        ``link-too-long``.
    """
    length = len(text.encode())
    if length > _MOST_BYTES:
        raise InputError("link-too-long", letters=length, most=_MOST_BYTES)
    code = segno.make(text, error="m", micro=False, boost_error=False)
    rows = [list(row) for row in code.matrix]
    side = (len(rows) + 2 * _QUIET) * _MODULE
    runs = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                runs.append(f"M{start + _QUIET} {y + _QUIET}h{x - start}v1h-{x - start}z")
            x += 1
    modules = len(rows) + 2 * _QUIET
    return side, (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{mm(side)}mm" height="{mm(side)}mm" '
        f'viewBox="0 0 {modules} {modules}"><path d="{"".join(runs)}"/></svg>'
    )
