"""What was found in a file, as a table that a spreadsheet opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gridmap.errors import Finding
from gridmap.render.tables.text import csv_text
from gridmap.words import Language, say

__all__ = ["findings_csv"]


def findings_csv(
    findings: Iterable[Finding], sentence: Callable[[Finding], str], lang: Language | None = None
) -> str:
    """Write findings as CSV, one a row: its record, how bad it is, and the ``sentence`` of it.

    See :func:`gridmap.render.tables.csv_text`.
    """
    titles = [say(f"findings-{title}", lang=lang) for title in ("row", "severity", "message")]
    rows = (
        [one.ref or one.row, say(f"severity-{one.severity}", lang=lang), sentence(one)]
        for one in findings
    )
    return csv_text([titles, *rows])
