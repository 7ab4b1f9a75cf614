"""Coverage for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from rich import box
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

__all__ = ["to_table"]

_BRIEF: Final = (
    "target",
    "target_estimated",
    "reached",
    "rate",
    "attempted",
    "attempted_rate",
    "untried",
    "excluded",
)
_WHOLE: Final = (*_BRIEF[:-2], "settled", *REASONS, "excluded")
_LEFT_OUT_IF_ZERO: Final = {"target_estimated", "excluded", *REASONS}

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
        Columns of the terminal: where the reasons don't fit they are left out. No limit by default.
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
    whole = _layout(records, _WHOLE, caption, lang)
    if width is None or Measurement.get(_RULER, _RULER.options, whole).maximum <= width:
        return whole
    return _layout(records, _BRIEF, caption, lang)


def _layout(
    records: list[dict[str, Any]], columns: Sequence[str], caption: str, lang: Language
) -> Table:
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
    table.add_column(_title("name", lang), overflow="fold")
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
