"""Coverage for a person at a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from gridmap.fieldwork.coverage import REASONS
from gridmap.fieldwork.period import ALWAYS, Period
from gridmap.render.figures import DASH, whole_percent
from gridmap.render.tables.about import about
from gridmap.render.tables.rows import CoverageRow, record, total
from gridmap.words import Language, language, say

__all__ = ["to_table", "to_text"]

_COLUMNS: Final = (
    "target",
    "target_estimated",
    "reached",
    "rate",
    "attempted",
    "attempted_rate",
    "settled",
    *REASONS,
    "excluded",
)
_LEFT_OUT_IF_ZERO: Final = {"target_estimated", "excluded", *REASONS}

# What is left out, one after the other, until the table fits its terminal.
_LEFT_OUT: Final = (
    {"settled", *REASONS} - {"untried"},
    {"excluded"},
    {"target_estimated"},
    {"untried"},
    {"attempted"},
)
# Cells in which a name is still read, and wrapped at most twice.
_SHORT_NAME, _NAME = 12, 24

_RULER: Final = Console(width=1000, quiet=True)


def to_table(
    rows: Iterable[CoverageRow],
    *,
    period: Period = ALWAYS,
    as_of: date | None = None,
    width: int | None = None,
    lang: Language | None = None,
) -> Table:
    """Lay coverage out for the terminal, figures to the right, the sum below.

    Both rates stand beside the target they are shares of; columns with nothing to count are left
    out. The caption says the period, the day, and what the rates mean.

    Parameters
    ----------
    rows
        Areas in the order to show them.
    period, as_of
        What time the figures are about.
    width
        Columns of the terminal. Where they don't suffice, further figures are left out, but never
        the rates nor their target, and long names are wrapped. No limit by default.
    lang
        Language of headings and caption; the reader's own by default.

    Returns
    -------
    rich.table.Table
        ``rich.print`` puts it on the screen, Chinese and Latin aligned.
    """
    lang = lang or language()
    records = [record(row) for row in rows]
    caption = "\n".join(about(period, as_of, lang))
    columns = list(_COLUMNS)
    table = _layout(records, columns, caption, lang)
    if width is None or _width(table) <= width:
        return table
    for dispensable in _LEFT_OUT:
        columns = [key for key in columns if key not in dispensable]
        table = _layout(records, columns, caption, lang, name=_NAME)
        if _width(table) <= width:
            return table
    return _layout(records, columns, caption, lang, name=_SHORT_NAME)


def to_text(table: Table) -> str:
    """Write a table as plain text, as wide as it is."""
    plain = Console(width=_width(table), record=True, file=io.StringIO(), emoji=False)
    plain.print(table)
    return plain.export_text()


def _width(table: Table) -> int:
    return Measurement.get(_RULER, _RULER.options, table).maximum


def _layout(
    records: list[dict[str, Any]],
    columns: Sequence[str],
    caption: str,
    lang: Language,
    name: int | None = None,
) -> Table:
    """Make the table; ``name`` limits the cells of the names, which otherwise are written whole."""
    table = Table(
        box=box.SIMPLE_HEAD,
        caption=Text(caption),
        caption_justify="left",
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    columns = [
        key for key in columns if key not in _LEFT_OUT_IF_ZERO or any(one[key] for one in records)
    ]
    table.add_column(_title("code", lang), no_wrap=True)
    longest = max((cell_len(one["name"] or "") for one in records), default=0)
    table.add_column(
        _title("name", lang),
        overflow="fold",
        no_wrap=name is None,
        max_width=name,
        min_width=min(longest, name or longest),
    )
    for key in columns:
        table.add_column(_title(key, lang), justify="right", no_wrap=True)
    for one in records:
        # Names come from files: as Text they are never read as markup.
        table.add_row(
            Text(one["code"] or ""),
            Text(one["name"] or ""),
            *(_cell(one, key, lang) for key in columns),
        )
    if sums := total(records):
        table.add_section()
        cells = (_cell(sums, key, lang) for key in columns)
        table.add_row("", say("table-total", lang=lang), *cells)
    return table


def _title(key: str, lang: Language) -> str:
    return say(f"table-{key.replace('_', '-')}", lang=lang)


def _cell(one: Mapping[str, Any], key: str, lang: Language) -> str:
    if not key.endswith("rate"):
        return say("table-count", lang=lang, count=one[key])
    percent = whole_percent(one[key])
    return DASH if percent is None else f"{percent}%"
