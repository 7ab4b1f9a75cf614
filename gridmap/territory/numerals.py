"""Numerals as addresses write them: 301, 三〇一, 一百二十三, 廿一, 叁."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["CHINESE_NUMERAL", "arabic", "numeral"]

_DIGITS: Final = {
    digit: value
    for value, written in enumerate(
        ("零〇○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for digit in written
}
# 廿 and 卅 hold their own digit: 廿一 is 21.
_TENS: Final = {"廿": 20, "卅": 30}
_POWERS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}

CHINESE_NUMERAL: Final = f"[{''.join((*_DIGITS, *_TENS, *_POWERS))}]"
"""A character of a Chinese numeral, as part of a regular expression."""

_RUN: Final = re.compile(f"{CHINESE_NUMERAL}+")


def numeral(written: str) -> int:
    """Read a Chinese numeral, spelt digit by digit or with its powers of ten.

    Examples
    --------
    >>> numeral("一百二十三"), numeral("三〇一"), numeral("廿一"), numeral("十")
    (123, 301, 21, 10)
    """
    if not any(sign in _POWERS or sign in _TENS for sign in written):
        return int("".join(str(_DIGITS[sign]) for sign in written))
    total, digit = 0, None
    for sign in written:
        if sign in _POWERS:
            total += (1 if digit is None else digit) * _POWERS[sign]
            digit = None
        elif sign in _TENS:
            total += _TENS[sign]
        else:
            digit = _DIGITS[sign]
    return total + (digit or 0)


def arabic(text: str) -> str:
    """Write every Chinese numeral in a text with Arabic digits.

    A name keeps being told apart from other names by this, and no more than that: 百货 becomes
    100货.

    Examples
    --------
    >>> arabic("六栋二单元三〇一"), arabic("六〇一厂")
    ('6栋2单元301', '601厂')
    """
    return _RUN.sub(lambda found: _digits(found[0]), text)


def _digits(run: str) -> str:
    # Spelt digits keep their zeros: 〇五〇二 is 0502.
    if all(sign in _DIGITS for sign in run):
        return "".join(str(_DIGITS[sign]) for sign in run)
    return str(numeral(run))
