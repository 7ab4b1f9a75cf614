"""Spreadsheets as they lie in the file: sheets of lines of text, and which cells are merged."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gridmap.errors import InputError
from gridmap.intake import limits
from gridmap.intake.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["Merged", "Sheet", "book_sheets", "text_sheet"]

_DELIMITERS: Final = ",;\t|"
_TITLE_LINES: Final = 10
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Merged:
    """Merged cells: first and last line and column, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes
    ----------
    name
        What its tab says; empty for a text table.
    at
        Its position in the workbook, from 0.
    hidden
        Whether its tab is hidden.
    lines
        Cells as people see them, from the first line of the sheet on; empty lines among them.
    merged
        Merged cells, where the format tells of them.
    """

    name: str
    at: int
    hidden: bool
    lines: list[list[str]]
    merged: Sequence[Merged] = ()


def text_sheet(file: Path, *, called: str) -> Sheet:
    """Read a text table in UTF-8, UTF-16 or GB18030, its delimiter one of ``, ; tab |``.

    A quoted cell may span lines; a spreadsheet still counts it as one row.

    Raises
    ------
    InputError
        ``file-not-text`` or ``file-unreadable``.
    """
    text = decode(file.read_bytes())
    if text is None:
        raise InputError("file-not-text", file=called)
    # A title has no delimiter; the first line with one is the header.
    lines_on_top = text.lstrip().split("\n", _TITLE_LINES)[:_TITLE_LINES]
    first = next((line for line in lines_on_top if any(map(line.count, _DELIMITERS))), "")
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(limits.CELL_CHARACTERS)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as no:
        raise InputError("file-unreadable", file=called, detail=str(no)) from no
    return Sheet("", 0, hidden=False, lines=lines)


def book_sheets(file: Path, *, called: str) -> Iterator[Sheet]:
    """Read the sheets of a workbook (xlsx, xlsb, xls, ods) one after the other.

    Formulas are read as what they last showed, and as empty where that was an error.

    Raises
    ------
    InputError
        ``sheet-too-large``, ``sheet-locked`` or ``file-unreadable``.
    """
    from python_calamine import (  # noqa: PLC0415  (seldom needed)
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetVisibleEnum,
    )

    try:
        with file.open("rb") as stream, CalamineWorkbook.from_filelike(stream) as book:
            for at, about in enumerate(book.sheets_metadata):
                sheet = book.get_sheet_by_index(at)
                if sheet.total_height * sheet.total_width > limits.SHEET_CELLS:
                    raise InputError(
                        "sheet-too-large",
                        file=called,
                        sheet=about.name,
                        rows=sheet.total_height,
                        columns=sheet.total_width,
                    )
                cells = sheet.to_python(skip_empty_area=False)
                lines = [[_shown(cell) for cell in row] for row in cells]
                yield Sheet(
                    about.name,
                    at,
                    hidden=about.visible != SheetVisibleEnum.Visible,
                    lines=lines,
                    merged=[
                        Merged(*first, *last) for first, last in sheet.merged_cell_ranges or ()
                    ],
                )
    except PasswordError as no:
        raise InputError("sheet-locked", file=called) from no
    except CalamineError as no:
        if _ENCRYPTED in file.read_bytes():
            raise InputError("sheet-locked", file=called) from no
        raise InputError("file-unreadable", file=called, detail=str(no)[:300]) from no


def _shown(cell: Any) -> str:  # noqa: ANN401  (whatever a cell holds)
    """Write a cell as people see it: whole numbers without a point, dates as ISO 8601."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return cell.isoformat()
    return str(cell)
