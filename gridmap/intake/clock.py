"""Times as people write them in tables."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["instant", "instants"]

_WRITTEN: Final = re.compile(
    r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?[T\s]*"
    r"(?P<part>凌晨|早上|上午|中午|下午|傍晚|晚上|夜间|am|pm)?\s*"
    r"(?:(?P<hour>\d{1,2})(?:[:时点](?P<minute>\d{1,2})?分?(?::?(?P<second>\d{1,2})(?:\.\d+)?秒?)?))?"
    r"\s*(?P<late>am|pm)?\s*(?P<zone>z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
# A spreadsheet's own number of a day, left where a cell lost its format: 46331.75. Five digits are
# the years 1982 to 2119 and nothing else a time could be.
_SERIAL: Final = re.compile(r"[3-7]\d{4}(?:\.\d+)?")
_FIRST_SERIAL: Final = dt.datetime(1899, 12, 30)  # noqa: DTZ001  (local, as the cell is)
_HOUR_OF: Final = {
    "凌晨": 5, "早上": 8, "上午": 10, "am": 10, "中午": 12,
    "下午": 15, "pm": 15, "傍晚": 18, "晚上": 20, "夜间": 20,
}  # fmt: skip
_AFTERNOON: Final = frozenset(("下午", "傍晚", "晚上", "夜间", "pm"))
_NOON: Final = 12
_LONGEST: Final = 64


def instants(cells: pd.Series, zone: dt.tzinfo) -> pd.Series:
    """Read times.

    Parameters
    ----------
    cells
        ``2026-03-05T19:30:00+08:00``, ``2026/3/5 19:30``, ``2026年3月5日 下午3点20分``,
        ``20260305``, a spreadsheet's ``46086.8125`` and the like.
    zone
        Where times that name no zone were written.

    Returns
    -------
    pandas.Series
        ``datetime64[us, UTC]``, NaT where a cell can't be read.
    """
    import pandas as pd  # noqa: PLC0415  (the reading process does without)

    known = {cell: instant(str(cell), zone) for cell in cells.dropna().unique()}
    return pd.to_datetime(cells.map(known), utc=True).astype("datetime64[us, UTC]")


def instant(cell: str, zone: dt.tzinfo) -> dt.datetime | None:
    """Read one time, in UTC; ``None`` where it is none."""
    text = unicodedata.normalize("NFKC", cell).strip()
    if compact := _COMPACT.fullmatch(text):
        text = "-".join(compact.groups())
    if _SERIAL.fullmatch(text) and len(text) <= _LONGEST:
        return _of_sheet(float(text)).replace(tzinfo=zone).astimezone(dt.UTC)
    found = _WRITTEN.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    part = (found["part"] or found["late"] or "").casefold()
    if found["hour"] is None:
        hour = _HOUR_OF.get(part, _NOON)
    else:
        hour = int(found["hour"])
        if part in _AFTERNOON and hour < _NOON:
            hour += _NOON
        elif part == "am" and hour == _NOON:
            hour = 0
    try:
        moment = dt.datetime(
            int(found["year"]),
            int(found["month"]),
            int(found["day"]),
            hour,
            int(found["minute"] or 0),
            int(found["second"] or 0),
            tzinfo=_zone(found["zone"]) or zone,
        )
        return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def _of_sheet(serial: float) -> dt.datetime:
    """Turn days since the spreadsheet's first into local time, to the second."""
    day, rest = divmod(serial, 1)
    seconds = round(rest * 86400) if rest else _NOON * 3600
    return _FIRST_SERIAL + dt.timedelta(days=day, seconds=seconds)


def _zone(written: str | None) -> dt.tzinfo | None:
    if written is None:
        return None
    if written in "zZ":
        return dt.UTC
    sign = -1 if written[0] == "-" else 1
    digits = written[1:].replace(":", "")
    return dt.timezone(sign * dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
