"""The roster (花名册) as a workbook to fill in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

import xlsxwriter

from gridmap.territory.people import Office
from gridmap.words import Language, language, say

__all__ = ["roster_template"]

_WIDTHS: Final = {"area": 24}
_WIDTH: Final = 16
_ROWS: Final = 2_000


def roster_template(columns: Sequence[str], lang: Language | None = None) -> bytes:
    """Write an empty roster; offices are chosen from a list.

    Parameters
    ----------
    columns
        Standard columns in their order.
    lang
        Language of titles and offices; the reader's own by default.

    Returns
    -------
    bytes
        The workbook's file.
    """
    lang = lang or language()
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet(say("roster-sheet", lang=lang))
        title = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"num_format": "@"})
        for at, column in enumerate(columns):
            # As text, or Excel rounds codes of 18 digits and drops zeros before phones.
            sheet.set_column(at, at, _WIDTHS.get(column, _WIDTH), text)
            sheet.write_string(0, at, say(f"roster-{column}", lang=lang), title)
            if column == "office":
                offices = [say("office-called", lang=lang, office=office) for office in Office]
                rule = {"validate": "list", "source": offices, "error_type": "warning"}
                sheet.data_validation(1, at, _ROWS, at, rule)
            if column == "area":
                sheet.write_comment(0, at, say("roster-area-hint", lang=lang))
        sheet.freeze_panes(1, 0)
    return file.getvalue()
