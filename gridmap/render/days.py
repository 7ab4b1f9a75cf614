"""Days as people write them: 11月22日, 22 Nov."""

from __future__ import annotations

from datetime import date
from typing import Final

from babel.dates import format_skeleton

from gridmap.words import Language

__all__ = ["LOCALES", "day_words"]

LOCALES: Final[dict[Language, str]] = {"zh-CN": "zh_CN", "en": "en_GB"}
"""The locale in which each language writes days and periods."""


def day_words(day: date, lang: Language, *, this_year: int | None = None) -> str:
    """Write a day, with its year unless that is ``this_year``.

    Examples
    --------
    >>> sunday = date(2026, 11, 22)
    >>> day_words(sunday, "zh-CN", this_year=2026), day_words(sunday, "en", this_year=2026)
    ('11月22日', '22 Nov')
    >>> day_words(sunday, "zh-CN"), day_words(sunday, "en", this_year=2027)
    ('2026年11月22日', '22 Nov 2026')
    """
    skeleton = "MMMd" if day.year == this_year else "yMMMd"
    return str(format_skeleton(skeleton, day, locale=LOCALES[lang]))
