"""What stands with every table: the time it is about and what its figures mean."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from babel.dates import format_date, format_interval

from gridmap.fieldwork.period import Period
from gridmap.words import Language, say

__all__ = ["about", "period_words"]

_LOCALES: Final = {"zh-CN": "zh_CN", "en": "en_GB"}


def about(period: Period, as_of: date | None, lang: Language) -> list[str]:
    """Say the period, the day the figures are of, and what the rates are shares of."""
    lines = [say("table-period", lang=lang, period=period_words(period, lang))]
    if as_of is not None:
        lines.append(say("table-as-of", lang=lang, day=_day(as_of, lang)))
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
    if start is None and last is None:
        return say("table-always", lang=lang)
    if start is None:
        return say("table-until", lang=lang, day=_day(last, lang))
    if last is None:
        return say("table-since", lang=lang, day=_day(start, lang))
    return str(format_interval(start, last, "yMMMd", locale=_LOCALES[lang]))


def _last_day(end: date) -> date:
    if isinstance(end, datetime):
        return (end - timedelta(microseconds=1)).date()
    return end - timedelta(days=1)


def _day(day: date | None, lang: Language) -> str:
    return str(format_date(day, "long", locale=_LOCALES[lang]))
