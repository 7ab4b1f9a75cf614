"""Formulas of a workbook that show nothing: an error, or never reckoned out.

What a program writes with formulas has no results before somebody opens and saves it. A reader of
values finds such cells empty, so that whoever sent them has to be told.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["without_result"]

_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_ERROR: Final = re.compile(rb'<c [^>]*\bt="e"')
# A text that is empty is a result; a number that is empty is none.
_NO_VALUE: Final = re.compile(
    rb'<c (?![^>]*\bt="str")[^>]*>\s*<f[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_PIECE: Final = 1 << 20
_CELL_ENDS: Final = b"</c>"


def without_result(file: Path) -> int:
    """Count the cells of an xlsx that hold an error or a formula without a result.

    Returns
    -------
    int
        0 also for workbooks of other formats.
    """
    if not zipfile.is_zipfile(file):
        return 0
    with zipfile.ZipFile(file) as book:
        return sum(_in_sheet(book, name) for name in book.namelist() if _SHEET.fullmatch(name))


def _in_sheet(book: zipfile.ZipFile, name: str) -> int:
    """Count in one sheet, piece by piece, each up to the end of a cell."""
    count, rest = 0, b""
    with book.open(name) as sheet:
        while piece := sheet.read(_PIECE):
            whole, ends, rest = (rest + piece).rpartition(_CELL_ENDS)
            whole += ends
            count += len(_ERROR.findall(whole)) + len(_NO_VALUE.findall(whole))
            rest = rest[-_PIECE:]
    return count
