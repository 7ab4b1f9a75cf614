"""Areas in a few characters, as their labels on a map say them."""

from __future__ import annotations

from typing import Final

from gridmap.territory.codes import number_if_new
from gridmap.words import Language, say

__all__ = ["short_name"]

# Digits of the code that number an area within its parent; all others carry names of their own.
_NUMBERED: Final = {"grid": 12, "patch": 15}
# Of codes by another pattern no more than this is said: they differ at their end.
_LONGEST: Final = 5
_LAST: Final = 4
_LONGEST_CODE: Final = 9


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
    digits = code[_NUMBERED[level] :] if level in _NUMBERED else ""
    if digits.isdecimal():
        number = str(int(digits))
        if len(number) > _LONGEST:
            # A name that somebody gave says more than the end of a long code.
            if name:
                return name
            number = str(int(number[-_LAST:]))
        return say(f"map-label-{level}", lang=lang, number=number)
    return name or (code if len(code) <= _LONGEST_CODE else f"…{code[-_LAST:]}")
