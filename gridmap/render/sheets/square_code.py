"""The square code (QR) of a sheet, large enough for an old phone and a copy of a copy."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import segno

from gridmap.errors import InputError
from gridmap.render.sheets.strokes import mm

__all__ = ["demand_web_address", "square_code"]

_MODULE: Final = 0.75
_QUIET: Final = 4
# More modules have no room at the head of a page, and no old phone reads them.
_MOST_BYTES: Final = 213
# Of what is no address, so much is said.
_SHOWN: Final = 60


def demand_web_address(text: str) -> None:
    """Insist that a phone which scans this opens a page of a web server, and nothing else.

    Raises
    ------
    InputError
        ``address-not-web``.
    """
    try:
        parts = urlsplit(text)
        found = parts.scheme in {"http", "https"} and bool(parts.hostname)
        found = found and (parts.port is None or parts.port > 0)
    except ValueError:
        found = False
    if not found or any(letter.isspace() or not letter.isprintable() for letter in text):
        raise InputError("address-not-web", given=text[:_SHOWN])


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
