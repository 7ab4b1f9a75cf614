"""Coverage as an Excel workbook, for people who go on reckoning."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from gridmap.fieldwork.period import ALWAYS, Period
from gridmap.render.figures import whole_percent
from gridmap.render.tables.about import about
from gridmap.render.tables.rows import KEYS, CoverageRow, record
from gridmap.words import Language, language, say

__all__ = ["to_xlsx"]

_WIDTHS: Final = {"code": 22, "name": 24, "level": 12}
_WIDTH: Final = 12


def to_xlsx(
    rows: Iterable[CoverageRow],
    *,
    period: Period = ALWAYS,
    as_of: date | None = None,
    lang: Language | None = None,
) -> bytes:
    """Write coverage as an xlsx workbook: the figures, and a second sheet that explains them.

    Codes stay text (Excel would round those of 18 digits). Rates are numbers shown as whole per
    cent, never as 0 % or 100 % unless exact; empty where the target is 0. Nothing in a cell is
    taken for a formula or a link.

    Parameters
    ----------
    rows
        Areas in the order to write them.
    period, as_of
        What time the figures are about; said on the second sheet.
    lang
        Language of titles and explanations; the reader's own by default.

    Returns
    -------
    bytes
        The workbook's file.
    """
    lang = lang or language()
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        _figures(book, [record(row) for row in rows], lang)
        _explanations(book, about(period, as_of, lang), lang)
    return file.getvalue()


def _figures(book: xlsxwriter.Workbook, records: list[dict[str, Any]], lang: Language) -> None:
    sheet = book.add_worksheet(say("sheet-figures", lang=lang))
    titles = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text, count = book.add_format({"num_format": "@"}), book.add_format({"num_format": "#,##0"})
    rates = {shown: book.add_format({"num_format": shown}) for shown in ("0%", '"1%"', '"99%"')}
    for column, key in enumerate(KEYS):
        sheet.set_column(column, column, _WIDTHS.get(key, _WIDTH))
        sheet.write_string(0, column, say(f"table-{key.replace('_', '-')}", lang=lang), titles)
        for line, one in enumerate(records, start=1):
            value = one[key]
            if value is None:
                continue
            if key == "level":
                value = say(f"map-level-{value}", lang=lang)
            if isinstance(value, str):
                sheet.write_string(line, column, value, text)
            elif key.endswith("rate"):
                sheet.write_number(line, column, value, rates[_rate_format(value)])
            else:
                sheet.write_number(line, column, value, count)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(records), len(KEYS) - 1)
    sheet.print_area(f"A1:{xl_col_to_name(len(KEYS) - 1)}{len(records) + 1}")
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _rate_format(rate: float) -> str:
    """Choose a number format that rounds as all gridmap does; the value itself stays exact."""
    plain = round(rate * 100)
    shown = whole_percent(rate)
    return "0%" if plain == shown else f'"{shown}%"'


def _explanations(book: xlsxwriter.Workbook, lines: list[str], lang: Language) -> None:
    sheet = book.add_worksheet(say("sheet-about", lang=lang))
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 90)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for line, sentence in enumerate(lines):
        sheet.write_string(line, 1, sentence, wrapped)
    for line, key in enumerate(KEYS, start=len(lines) + 1):
        name = key.replace("_", "-")
        sheet.write_string(line, 0, say(f"table-{name}", lang=lang), wrapped)
        sheet.write_string(line, 1, say(f"meaning-{name}", lang=lang), wrapped)
