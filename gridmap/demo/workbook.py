"""A ledger as the workbook that an office keeps: titles, a header of two lines, merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gridmap.demo.ledger import Cell, LedgerSheet

__all__ = ["write_ledger"]

_WIDTHS: Final = {"身份证号": 21, "核实日期": 12, "电话": 14, "物业公司": 20, "备注": 20}
_OF_PLACES: Final = 30
_USUAL: Final = 9


def write_ledger(path: Path, sheets: Sequence[LedgerSheet]) -> None:
    """Write the sheets of a ledger into one xlsx."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        middle = {"align": "center", "valign": "vcenter"}
        title = book.add_format({"bold": True, "font_size": 18, **middle})
        plain = book.add_format()
        header = book.add_format({"bold": True, "border": 1, "text_wrap": True, **middle})
        joined = book.add_format({"border": 1, **middle})
        usual = book.add_format({"border": 1})
        day = book.add_format({"border": 1, "num_format": "yyyy/m/d"})
        for each in sheets:
            sheet = book.add_worksheet(each.title)
            for line, heading in enumerate(each.headings):
                style = plain if line else title
                _write_over(sheet, (line, 0, line, len(each.columns) - 1), heading, style)
            top = len(each.headings)
            _write_header(sheet, top, each.columns, header)
            first = top + 2
            for line, row in enumerate(each.rows, first):
                for at, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(line, at, cell, day)
                    elif cell is not None and at not in each.joined:
                        sheet.write(line, at, cell, usual)
            for at in each.joined:
                for start, stop, cell in _runs(
                    [row[1 : at + 1] for row in each.rows if len(row) > at]
                ):
                    _write_over(sheet, (first + start, at, first + stop, at), cell, joined)
            sheet.freeze_panes(first, 0)


def _write_header(
    sheet: Worksheet, top: int, columns: Sequence[tuple[str, str]], style: Format
) -> None:
    """Write two lines: what several columns share stands once above them."""
    at = 0
    for upper, below in groupby(columns, key=lambda column: column[0]):
        lowers = [lower for _, lower in below]
        last = at + len(lowers) - 1
        if lowers == [""]:
            _write_over(sheet, (top, at, top + 1, at), upper, style)
        else:
            _write_over(sheet, (top, at, top, last), upper, style)
            sheet.write_row(top + 1, at, lowers, style)
        for column, lower in enumerate(lowers, at):
            usual = _OF_PLACES if upper.endswith(("址", "单位名称")) else _USUAL
            sheet.set_column(column, column, _WIDTHS.get(lower or upper, usual))
        at = last + 1


def _write_over(
    sheet: Worksheet, span: tuple[int, int, int, int], cell: Cell, style: Format
) -> None:
    """Write into one cell, or into several merged."""
    top, left, bottom, right = span
    if (top, left) == (bottom, right):
        sheet.write(top, left, cell, style)
    else:
        sheet.merge_range(top, left, bottom, right, cell, style)


def _runs(cells: Sequence[tuple[Cell, ...]]) -> Iterator[tuple[int, int, Cell]]:
    """Find equal cells one below the other: first, last and what they say."""
    at = 0
    for cell, some in groupby(cells):
        length = sum(1 for _ in some)
        if cell[-1] is not None:
            yield at, at + length - 1, cell[-1]
        at += length
