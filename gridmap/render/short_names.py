"""Areas in a few characters, as their labels on a map say them."""

from __future__ import annotations

import re
from typing import Final

from gridmap.territory.codes import number_if_new
from gridmap.words import Language, say

__all__ = ["area_number", "short_name"]

# Digits of the code that number an area within its parent; all others carry names of their own.
_NUMBERED: Final = {"grid": 12, "patch": 15}
# Of codes by another pattern no more than this is said: they differ at their end.
_LONGEST: Final = 5
_LAST: Final = 4
_LONGEST_CODE: Final = 9
# 第3网格, 5邻, Grid 3: a name that says no more than a number.
_ONLY_NUMBER: Final = re.compile(
    r"第?\s*(\d{1,5})\s*(?:号|网格|格|邻)+|(?:grid|patch)\s*(\d{1,5})", re.IGNORECASE
)


def short_name(code: str, name: str | None, level: str, lang: Language | None = None) -> str:
    """Name an area in a few characters: grids and patches by number, all others by name.

    Examples
    --------
    >>> short_name("430202002002003", None, "grid", "zh-CN")
    '3 格'
    >>> short_name("36081048100201004711", None, "grid", "zh-CN")
    '4711 格'
    >>> short_name("new-2", None, "patch", "zh-CN")
    '新 2 邻'
    """
    fresh = number_if_new(code)
    if fresh is not None and level in _NUMBERED:
        return say(f"map-label-new-{level}", lang=lang, number=fresh)
    number = area_number(code, name, level)
    if number is not None:
        said = str(number)
        if len(said) > _LONGEST:
            # A name that somebody gave says more than the end of a long code.
            if name:
                return name
            said = str(int(said[-_LAST:]))
        return say(f"map-label-{level}", lang=lang, number=said)
    return name or (code if len(code) <= _LONGEST_CODE else f"…{code[-_LAST:]}")


def area_number(code: str, name: str | None, level: str) -> int | None:
    """Tell which number an area has within its parent: by its name, else by its code.

    Examples
    --------
    >>> area_number("430202002004003005", "5邻", "patch")
    5
    >>> area_number("430202002004003005", "14邻", "patch")
    14
    """
    if level not in _NUMBERED:
        return None
    if named := _ONLY_NUMBER.fullmatch((name or "").strip()):
        return int(named[1] or named[2])
    digits = code[_NUMBERED[level] :]
    return int(digits) if digits.isdecimal() else None
