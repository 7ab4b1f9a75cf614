"""Ledgers as workbooks: the register, the template to fill in, the rows that were left out."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gridmap.territory.people import KeyGroup, Occupancy, Registration
from gridmap.words import Language, language, say

__all__ = ["DWELLING", "PREMISES", "TEMPLATE", "ledger_template", "ledger_xlsx", "rejected_xlsx"]

_WIDTHS: Final = {
    "address": 34,
    "estate": 16,
    "external_id": 38,
    "building_ref": 38,
    "reason": 60,
    "premises_name": 24,
    "landlord_phone": 16,
    "premises_phone": 16,
    "key_groups": 18,
    "manager": 20,
}
_WIDTH: Final = 11
DWELLING: Final = (
    "unit",
    "floor",
    "door",
    "people",
    "registered",
    "migrant",
    "occupancy",
    "registration",
    "landlord_phone",
    "key_groups",
    "do_not_visit",
    "manager",
    "confirmed_on",
)
"""Columns of a dwelling behind its address, in a ledger that goes out or is filled in."""

PREMISES: Final = (
    "premises_name",
    "premises_kind",
    "address",
    "unit",
    "floor",
    "door",
    "premises_phone",
    "confirmed_on",
)
"""Columns of premises, likewise."""

TEMPLATE: Final = ("address", "estate", "building", *DWELLING, "external_id")
_TEMPLATE_PREMISES: Final = (*PREMISES, "external_id")
_ROWS: Final = 20_000
_WORDS: Final = {"occupancy": Occupancy, "registration": Registration}


def ledger_xlsx(
    dwellings: pd.DataFrame, premises: pd.DataFrame, lang: Language | None = None
) -> bytes:
    """Write the register as a workbook: header frozen, filters on.

    Cells are what they are: nothing is taken for a formula or a link.

    Parameters
    ----------
    dwellings, premises
        Text, whole numbers, days, yes or no, in columns of objects; ``None`` for nothing.
    lang
        Language of titles and words; the reader's own by default.
    """
    lang = lang or language()
    with _book() as (book, file):
        for title, table in (
            ("ledger-sheet-dwellings", dwellings),
            ("ledger-sheet-premises", premises),
        ):
            columns = [str(name) for name in table]
            sheet = book.add_worksheet(say(title, lang=lang))
            _head(book, sheet, columns, lang)
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for line, row in enumerate(table.itertuples(index=False), start=1):
                for at, name in enumerate(columns):
                    _write(sheet, line, at, _worded(name, row[at], lang), day)
            sheet.autofilter(0, 0, max(len(table), 1), len(columns) - 1)
    return file.getvalue()


def ledger_template(lang: Language | None = None) -> bytes:
    """Write an empty ledger with lists to choose from, and a sheet that explains it."""
    lang = lang or language()
    with _book() as (book, file):
        for title, columns in (
            ("ledger-sheet-dwellings", TEMPLATE),
            ("ledger-sheet-premises", _TEMPLATE_PREMISES),
        ):
            sheet = book.add_worksheet(say(title, lang=lang))
            _head(book, sheet, columns, lang)
            text = book.add_format({"num_format": "@"})
            for at, name in enumerate(columns):
                if (rule := _rule(name, lang)) is not None:
                    sheet.data_validation(1, at, _ROWS, at, rule)
                elif name not in ("people", "registered", "migrant", "confirmed_on"):
                    # As text, so that 6-2 does not become a day and 0301 keeps its nought.
                    sheet.set_column(at, at, _WIDTHS.get(name, _WIDTH), text)
        about = book.add_worksheet(say("ledger-sheet-about", lang=lang))
        about.set_column(0, 0, 90)
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for line, key in enumerate(("one", "two", "three", "four")):
            about.write_string(line, 0, say(f"ledger-about-{key}", lang=lang), wrapped)
    return file.getvalue()


def rejected_xlsx(
    headers: Sequence[str],
    rows: Iterable[tuple[str, str, Sequence[str | None]]],
    lang: Language | None = None,
) -> bytes:
    """Write the rows that were left out, as the office wrote them, each with its reason.

    Parameters
    ----------
    headers
        The office's own columns.
    rows
        For each: what to call it (its line), the reason, and its cells in the order of ``headers``.
    """
    lang = lang or language()
    with _book() as (book, file):
        sheet = book.add_worksheet(say("ledger-sheet-rejected", lang=lang))
        _head(book, sheet, ("row", "reason"), lang)
        bold = book.add_format({"bold": True, "bottom": 1})
        for at, header in enumerate(headers, start=2):
            sheet.write_string(0, at, header, bold)
        line = 0
        for line, (called, reason, cells) in enumerate(rows, start=1):
            for at, cell in enumerate((called, reason, *cells)):
                if cell is not None:
                    sheet.write_string(line, at, cell)
        sheet.autofilter(0, 0, max(line, 1), len(headers) + 1)
    return file.getvalue()


@contextmanager
def _book() -> Iterator[tuple[xlsxwriter.Workbook, io.BytesIO]]:
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        yield book, file


def _head(
    book: xlsxwriter.Workbook, sheet: Worksheet, columns: Sequence[str], lang: Language
) -> None:
    titles = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for at, name in enumerate(columns):
        sheet.set_column(at, at, _WIDTHS.get(name, _WIDTH))
        sheet.write_string(0, at, _title(name, lang), titles)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _title(name: str, lang: Language) -> str:
    return say(f"column-{name.replace('_', '-')}", lang=lang)


def _worded(name: str, value: Any, lang: Language) -> Any:  # noqa: ANN401  (a cell)
    if value is None:
        return None
    if name in _WORDS:
        return say(f"{name}-{str(value).replace('_', '-')}", lang=lang)
    if name == "do_not_visit":
        return say("ledger-yes", lang=lang) if value else None
    return value


def _write(sheet: Worksheet, line: int, at: int, value: Any, day: Format) -> None:  # noqa: ANN401
    if value is None:
        return
    if isinstance(value, date):
        sheet.write_datetime(line, at, value, day)
    elif isinstance(value, int):
        sheet.write_number(line, at, value)
    else:
        sheet.write_string(line, at, str(value))


def _rule(name: str, lang: Language) -> dict[str, Any] | None:
    """Say what a column of the template may hold."""
    if name in _WORDS:
        words = [_worded(name, one, lang) for one in _WORDS[name]]
        return {"validate": "list", "source": words}
    if name == "do_not_visit":
        return {"validate": "list", "source": [say("ledger-yes", lang=lang)]}
    if name == "key_groups":
        return {
            "validate": "list",
            "source": [str(group) for group in KeyGroup],
            "error_type": "information",
        }
    if name in ("people", "registered", "migrant"):
        return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 999}
    return None
