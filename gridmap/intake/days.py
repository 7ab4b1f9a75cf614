"""Days as clerks write them: ``24.3.5``, ``民国113年3月5日``, ``二〇二四年三月五日``.

What is certain is read. A day of the lunar calendar, or one without its year, is not.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from gridmap.errors import Finding
from gridmap.intake.clock import instant
from gridmap.intake.vocabulary import is_blank
from gridmap.territory.numerals import CHINESE_NUMERAL, arabic

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["day_in", "days"]

_REPUBLIC: Final = 1911
# Two digits of a year: what is confirmed is of these years.
_CENTURY: Final = 2000
_EARLIEST: Final = 10
_LATEST: Final = 49
_LUNAR: Final = re.compile(r"农历|阴历|旧历|腊月|正月|冬月|初[一二三四五六七八九十]|除夕")
_OF_REPUBLIC: Final = re.compile(r"(?:中华)?民[国國](?P<year>\d{2,3})[年./\-](?P<rest>.+)")
_SHORT_YEAR: Final = re.compile(r"'?(?P<year>\d{2})[年./\-](?P<rest>\d{1,2}[月./\-]\d{1,2}[日号]?)")
_DAY_CALLED: Final = re.compile(r"(?<=\d)号")
_MONTH: Final = re.compile(
    r"(?P<year>20\d\d)(?:年|[./\-])?(?P<month>0[1-9]|1[0-2]|[1-9](?=月))月?份?"
)
_MONTH_PARTED: Final = re.compile(r"(?P<year>20\d\d)[年./\-](?P<month>[2-9])月?份?")
_SPOKEN: Final = re.compile(f"{CHINESE_NUMERAL}+(?=[年月日号])")
_SHOWN: Final = 20


def days(cells: pd.Series, rows: pd.Series, zone: dt.tzinfo) -> tuple[pd.Series, list[Finding]]:
    """Read days; what is no day is left out and said.

    Returns
    -------
    days, findings
        ``datetime.date`` or ``None``; of a cell that names only its month the first of that month,
        with a finding.
    """
    import pandas as pd  # noqa: PLC0415  (the reading process does without)

    read = {cell: day_in(cell, zone) for cell in cells.dropna().unique() if not is_blank(cell)}
    findings = []
    for row, cell in zip(rows, cells, strict=True):
        day, whole = read.get(cell, (None, True))
        if cell not in read or (day is not None and whole):
            continue
        code = "day-month-only" if day else "day-lunar" if _LUNAR.search(cell) else "day-unreadable"
        findings.append(Finding(code, "warning", int(row), {"word": str(cell)[:_SHOWN]}))
    found = [read[cell][0] if cell in read else None for cell in cells]
    return pd.Series(found, index=cells.index, dtype=object), findings


def day_in(cell: str, zone: dt.tzinfo) -> tuple[dt.date | None, bool]:
    """Read a day, ``None`` where it is none, and tell whether all of it is told.

    Examples
    --------
    >>> day_in("24.3.5", dt.UTC), day_in("2024年3月", dt.UTC)
    ((datetime.date(2024, 3, 5), True), (datetime.date(2024, 3, 1), False))
    """
    plain = _in_one_form(cell)
    moment = instant(plain, zone)
    if moment is not None:
        return moment.astimezone(zone).date(), True
    if found := _MONTH.fullmatch(plain) or _MONTH_PARTED.fullmatch(plain):
        return dt.date(int(found["year"]), int(found["month"]), 1), False
    return None, True


def _in_one_form(cell: str) -> str:
    """Write a day with the four digits of its year; what is not certain stays as it is."""
    plain = "".join(unicodedata.normalize("NFKC", cell).split())
    if _LUNAR.search(plain):
        return ""
    plain = _SPOKEN.sub(lambda found: arabic(found[0]), plain)
    if found := _OF_REPUBLIC.fullmatch(plain):
        plain = f"{int(found['year']) + _REPUBLIC}-{found['rest']}"
    elif (found := _SHORT_YEAR.fullmatch(plain)) and _EARLIEST <= int(found["year"]) <= _LATEST:
        plain = f"{_CENTURY + int(found['year'])}-{found['rest']}"
    else:
        # With its hour a day may have blanks that tell something.
        plain = plain if plain.isascii() is False else cell.strip()
    return _DAY_CALLED.sub("日", plain)
