"""Text tables and spreadsheets: everything is text until its meaning is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from gridmap.errors import Finding, InputError
from gridmap.intake import limits
from gridmap.intake.formats.pages import page_sheets, xml_sheets
from gridmap.intake.formats.workbook import Sheet, book_sheets, text_sheet
from gridmap.intake.kinds import Kind
from gridmap.intake.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

__all__ = ["read_csv", "read_excel"]

_TITLE_LINES: Final = 10


def read_csv(file: Path, *, called: str) -> Source:
    """Read a text table (:func:`gridmap.intake.formats.workbook.text_sheet`).

    Raises
    ------
    InputError
        ``file-not-text``, ``table-no-header`` or ``file-unreadable``.
    """
    return _table(_filled(text_sheet(file, called=called)), called)


def read_excel(file: Path, kind: Kind, *, called: str) -> Source:
    """Read the first sheet that has rows, shown or hidden cells alike, as the text it shows.

    Raises
    ------
    InputError
        ``table-no-header`` or ``file-unreadable``.
    """
    read = {Kind.PAGE: page_sheets, Kind.EXCEL_XML: xml_sheets}.get(kind, book_sheets)
    for sheet in read(file, called=called):
        if lines := _filled(sheet):
            return _table(lines, called)
    raise InputError("file-empty", file=called)


def _filled(sheet: Sheet) -> list[tuple[int, Sequence[str]]]:
    """Number the lines as a spreadsheet does, and leave out the empty ones."""
    return [(number, line) for number, line in enumerate(sheet.lines, 1) if any(line)]


def _table(lines: Sequence[tuple[int, Sequence[str]]], called: str) -> Source:
    """Find the header below any title lines and put the cells below it into columns."""
    start = next(
        (at for at, (_, line) in enumerate(lines[:_TITLE_LINES]) if _is_header(line)), None
    )
    if start is None:
        raise InputError("table-no-header", file=called)
    header = _distinct(lines[start][1])
    if len(header) > limits.TABLE_COLUMNS:
        raise InputError("table-too-wide", file=called, columns=len(header))
    body = lines[start + 1 :]
    width = len(header)
    findings = [
        Finding("row-too-long", "warning", number, {"cells": len(line) - width})
        for number, line in body
        if len(line) > width and any(line[width:])
    ]
    columns = {
        name: pa.array(_blank_to_none(line[at] if at < len(line) else "" for _, line in body))
        if body
        else pa.array([], pa.string())
        for at, name in enumerate(header)
        if name
    }
    columns = {name: column.cast(pa.string()) for name, column in columns.items()}
    rows = np.fromiter((number for number, _ in body), np.int64, len(body))
    return Source(pa.table(columns), None, None, rows, findings)


def _is_header(line: Sequence[str]) -> bool:
    """Tell a header from a title, which fills one cell only."""
    return sum(1 for cell in line if cell.strip()) > 1


def _distinct(names: Sequence[str]) -> list[str]:
    """Number the names that stand twice; a nameless column stays nameless and is not read."""
    seen: dict[str, int] = {}
    distinct = []
    for raw in names:
        name = raw.strip()
        seen[name] = seen.get(name, 0) + 1
        distinct.append(name if seen[name] == 1 or not name else f"{name} ({seen[name]})")
    return distinct


def _blank_to_none(cells: Iterable[str]) -> list[str | None]:
    return [cell.strip() or None for cell in cells]
