"""Areas in a few characters, as their labels on a map say them."""

from __future__ import annotations

from typing import Final

from gridmap.words import Language, say

__all__ = ["short_name"]

# Digits of the code that number an area within its parent; all others carry names of their own.
_NUMBERED: Final = {"grid": 12, "patch": 15}


def short_name(code: str, name: str | None, level: str, lang: Language | None = None) -> str:
    """Name an area in a few characters: grids and patches by number, all others by name.

    Examples
    --------
    >>> short_name("430202002002003", None, "grid", "zh-CN")
    '3 格'
    """
    digits = code[_NUMBERED[level] :] if level in _NUMBERED else ""
    if digits.isdecimal():
        return say(f"map-label-{level}", lang=lang, number=str(int(digits)))
    return name or code
