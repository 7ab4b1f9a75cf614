"""What stands with every table: the time it is about and what its figures mean."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from babel.dates import format_interval

from gridmap.fieldwork.period import Period
from gridmap.render.days import LOCALES, day_words
from gridmap.words import Language, say

__all__ = ["about", "period_words"]


def about(period: Period, as_of: date | None, lang: Language) -> list[str]:
    """Say the period, the day the figures are of, and what the rates are shares of."""
    lines = [say("table-period", lang=lang, period=period_words(period, lang))]
    if as_of is not None:
        lines.append(say("table-as-of", lang=lang, day=day_words(as_of, lang)))
    return [*lines, say("table-meaning", lang=lang)]


def period_words(period: Period, lang: Language) -> str:
    """Say a period by its first and last day.

    Examples
    --------
    >>> november = Period(date(2026, 11, 1), date(2026, 12, 1))
    >>> period_words(november, "zh-CN"), period_words(Period(), "en")
    ('2026年11月1日至30日', 'all visits')
    """
    start = period.start
    # The end does not belong to the period: midnight means the day before.
    last = None if period.end is None else _last_day(period.end)
    if start is not None and last is not None:
        return str(format_interval(start, last, "yMMMd", locale=LOCALES[lang]))
    if start is not None:
        return say("table-since", lang=lang, day=day_words(start, lang))
    if last is not None:
        return say("table-until", lang=lang, day=day_words(last, lang))
    return say("table-always", lang=lang)


def _last_day(end: date) -> date:
    if isinstance(end, datetime):
        return (end - timedelta(microseconds=1)).date()
    return end - timedelta(days=1)
