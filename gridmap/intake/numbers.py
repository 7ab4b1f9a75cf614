"""Numbers of people as clerks write them: ``3``, ``3人``, ``三口``, ``一家三口``."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from gridmap.territory.numerals import CHINESE_NUMERAL, numeral

__all__ = ["people_in"]

_MOST: Final = 999
_ASIDE: Final = re.compile(r"[(\[【（][^)\]】）]*[)\]】）]$")
_NUMBER: Final = re.compile(
    rf"(?:共计?|合计|一家|全家|计|现有|常住)?(?:(?P<digits>\d{{1,4}})(?:\.0+)?|(?P<words>{CHINESE_NUMERAL}+|俩|仨))"
    r"(?:个?人|口人?|个|名|位)?"
)
_SPOKEN: Final = {"俩": 2, "仨": 3}


def people_in(cell: str) -> int | None:
    """Read a number of people; ``None`` where it is none, or only about one: 约3, 3-4.

    Examples
    --------
    >>> people_in("３人"), people_in("一家三口"), people_in("2人（含租客）"), people_in("约3")
    (3, 3, 2, None)
    """
    plain = "".join(unicodedata.normalize("NFKC", cell).split())
    found = _NUMBER.fullmatch(_ASIDE.sub("", plain))
    if found is None:
        return None
    words = found["words"]
    number = int(found["digits"]) if words is None else _SPOKEN.get(words) or numeral(words)
    return number if number <= _MOST else None
