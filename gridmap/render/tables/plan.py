"""Who changes leader by a plan, as a workbook."""

from __future__ import annotations

import io
from typing import Final

import pandas as pd
import xlsxwriter

from gridmap.render.short_names import short_name
from gridmap.territory.codes import number_if_new
from gridmap.words import Language, language, say

__all__ = ["plan_changes_xlsx"]

_WIDTHS: Final = {"address": 34, "unit": 8, "floors": 8, "door": 8, "households": 10}
_WIDTH: Final = 16
_AREAS: Final = frozenset({"from_grid", "from_patch", "to_grid", "to_patch"})


def plan_changes_xlsx(
    changes: pd.DataFrame, letters: pd.DataFrame, lang: Language | None = None
) -> bytes:
    """Write what a plan hands over: two sheets, headers frozen, filters on.

    Cells are what they are: nothing is taken for a formula or a link.

    Parameters
    ----------
    changes
        Columns as named in ``plan_changes``: text, and whole numbers of households.
    letters
        A row a letter, likewise: what a word processor merges letters from.
    lang
        Language of titles; the reader's own by default.

    Returns
    -------
    bytes
        The workbook's file.
    """
    lang = lang or language()
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        _written(book, say("plan-changes-sheet", lang=lang), changes, lang, codes=True)
        _written(book, say("plan-letters-sheet", lang=lang), letters, lang, codes=False)
    return file.getvalue()


def _called(name: str | None, *, level: str, lang: Language, codes: bool) -> str | None:
    """Call an area without a name by its number, as letters do, with its code to find it again."""
    if pd.isna(name):
        return None
    fresh = number_if_new(name) is not None
    if not (fresh or name.isdecimal()):
        return name
    number = short_name(name, None, level, lang)
    return f"{number} · {name}" if codes and not fresh else number


def _written(
    book: xlsxwriter.Workbook, name: str, table: pd.DataFrame, lang: Language, *, codes: bool
) -> None:
    """Write a table as a sheet."""
    # An empty cell would look like one that was forgotten.
    nowhere = table[["from_grid", "from_patch"]].isna().all(axis=1)
    none_before = say("plan-changes-none-before", lang=lang)
    table = table.assign(from_grid=table["from_grid"].mask(nowhere, none_before))
    for column in _AREAS.intersection(table.columns):
        level = column.rpartition("_")[2]
        # Not by ``map``, which makes text of the column, and no number of what is empty.
        names = [_called(name, level=level, lang=lang, codes=codes) for name in table[column]]
        table[column] = pd.Series(names, table.index, dtype=object)
    sheet = book.add_worksheet(name)
    title = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"num_format": "@"})
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, _WIDTHS.get(column, _WIDTH))
        key = f"plan-changes-{column.replace('_', '-')}"
        sheet.write_string(0, at, say(key, lang=lang), title)
        for line, value in enumerate(table[column], start=1):
            if isinstance(value, str):
                sheet.write_string(line, at, value, text)
            elif value is not None:
                sheet.write_number(line, at, value)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table), 1), len(table.columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
