"""Text tables and spreadsheets: everything is text until its meaning is known."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from gridmap.errors import Finding, InputError
from gridmap.intake import limits
from gridmap.intake.source import Source
from gridmap.intake.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

__all__ = ["read_csv", "read_excel"]

_DELIMITERS: Final = ",;\t|"
_TITLE_LINES: Final = 10


def read_csv(file: Path, *, called: str) -> Source:
    """Read a text table in UTF-8, UTF-16 or GB18030, its delimiter one of ``, ; tab |``.

    Raises
    ------
    InputError
        ``file-not-text``, ``table-no-header`` or ``file-unreadable``.
    """
    text = decode(file.read_bytes())
    if text is None:
        raise InputError("file-not-text", file=called)
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(limits.CELL_CHARACTERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines: list[tuple[int, Sequence[str]]] = []
    try:
        # A quoted cell may span lines; a spreadsheet still counts it as one row.
        lines = [(number, line) for number, line in enumerate(reader, 1) if any(line)]
    except csv.Error as no:
        raise InputError("file-unreadable", file=called, detail=str(no)) from no
    return _table(lines, called)


def read_excel(file: Path, *, called: str) -> Source:
    """Read the first sheet that has rows, shown or hidden cells alike, as the text it shows.

    Raises
    ------
    InputError
        ``table-no-header`` or ``file-unreadable``.
    """
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415  (seldom needed)

    try:
        book = CalamineWorkbook.from_path(str(file))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            cells = sheet.to_python(skip_empty_area=False)
            lines = [
                (number, [_shown(cell) for cell in line]) for number, line in enumerate(cells, 1)
            ]
            lines = [(number, line) for number, line in lines if any(line)]
            if lines:
                return _table(lines, called)
    except CalamineError as no:
        raise InputError("file-unreadable", file=called, detail=str(no)[:300]) from no
    raise InputError("file-empty", file=called)


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


def _shown(cell: Any) -> str:  # noqa: ANN401  (whatever a cell holds)
    """Write a cell as people see it: whole numbers without a point, dates as ISO 8601."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return cell.isoformat()
    return str(cell)
