"""Numbers of identity papers and bank cards: told apart so that they can be left out everywhere.

People write them in many ways: with blanks, dashes or dots between, at full width, in Chinese
numerals, with signs that no eye sees; spreadsheets make ``4.30202199001011E+17`` of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import mul
from typing import Final, Literal

__all__ = [
    "MANY_DIGITS",
    "IdNumber",
    "id_numbers",
    "is_id_number",
    "without_id_numbers",
    "without_split_numbers",
]

MANY_DIGITS: Final = r"(?:[\p{Nd}〇零一二三四五六七八九][^A-Za-z一-龥]{0,3}){7}"
"""What every text with such a number holds, for a first quick look (in the syntax of RE2).

Of letters only the usual ones part digits: all that there are took a column 40 times as long.
"""


class _Digits(dict[int, str]):
    """What :meth:`str.translate` writes for each sign: found out when it is first met."""

    def __missing__(self, code: int) -> str:
        value = unicodedata.decimal(chr(code), None)
        self[code] = told = chr(code) if value is None else str(value)
        return told


_DIGITS: Final = _Digits(
    str.maketrans(
        {
            **{numeral: str(value) for value, numeral in enumerate("零一二三四五六七八九")},
            "\u3007": "0",
            **dict.fromkeys("x\uff58\uff38\u0425\u0445\u03a7\u03c7\u00d7", "X"),
            "\uff0e": ".",
        }
    )
)
"""Every digit of any script, and what is written for the X at the end; lengths stay."""

_UNSEEN: Final = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_BETWEEN: Final = rf"[\s{_UNSEEN}\-\u2010-\u2015\u2212\uff0d_/·•・,，.。、'’|]{{0,3}}"
_START: Final = r"(?<![0-9])(?=([1-9](?:" + _BETWEEN + r"[0-9])"
_LONG: Final = re.compile(_START + r"{16}" + _BETWEEN + r"[0-9X])(?![0-9X]))")
_SHORT: Final = re.compile(_START + r"{14})(?![0-9]))")
_WITHIN: Final = re.compile(r"(?=([1-9][0-9]{16}[0-9X]))")
_SCIENTIFIC: Final = re.compile(
    r"(?<![0-9.])(?=([1-8]\.[0-9]{9,17}E\+?(?:17|14))(?![0-9]))", re.IGNORECASE
)
_PAPER: Final = re.compile(
    r"(?<![A-Za-z0-9])(?=((?:[EP][A-Z]?[0-9]{7,8}|[GDS]E?[0-9]{8}|[HMC][0-9]{8,10}"
    # Identity cards of Hong Kong and Macau.
    r"|[A-Z]{1,2}[0-9]{6}[(（][0-9A][)）]|[157][0-9]{6}[(（][0-9][)）]"
    # What foreigners who stay had for a card: country, place, day of birth.
    r"|[A-Z]{3}[1-8][0-9]{5}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{2}"
    r"|62[0-9]{2}(?:[ \-]?[0-9]{4}){3}[ \-]?[0-9]{0,3}))(?![A-Za-z0-9]))"
)
# Whatever it looks like, behind its name it is the number of a paper.
_NAMED_PAPER: Final = re.compile(
    r"(?:护照|通行证|台胞证|回乡证|军官证|士兵证|军人证|警官证|居留证|居留许可|居住证|身份证明?|驾驶证|驾照"
    r"|社保卡?|医保卡?|残疾证|银行卡|证件|证号|passport|permit)"
    r"(?:号码|号|编号|no\.?|number)?[:：=为是]?\s{0,2}"
    r"(?=([A-Z]{0,4}[(（]?[0-9][0-9A-Z\-]{4,18}[)）]?)(?![0-9A-Z]))"
    r"|(?=([军海空武南北沈兰济成广政后装联参][字][第]?[0-9]{5,9}号?))",
    re.IGNORECASE,
)
_TAIWAN: Final = re.compile(r"(?<![A-Za-z0-9])(?=([A-Z][1289][0-9]{8})(?![A-Za-z0-9]))")
_TAIWAN_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
_SEEN_GAP: Final = re.compile(rf"[^0-9X{_UNSEEN}]+")

_PLACES: Final = frozenset(
    place
    for lo, hi in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for place in range(lo, hi + 1)
)
"""The provinces that numbers begin with."""

# Where people put a gap: between place, year, month, day and the rest, or after every fourth.
_GAPS: Final = (frozenset((6, 10, 12, 14, 17)), frozenset((4, 8, 12, 16)))
_SHORT_GAPS: Final = frozenset((6, 8, 10, 12))
_OLDEST: Final = 25  # nobody born in 1924 or before got a number of 15 digits that is still about
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "10X98765432"
_PLAIN: Final = re.compile(r"[1-9][0-9]{16}[0-9X]")
_PIECE: Final = re.compile(r"\s*[0-9]{2,17}[Xx]?\s*")
_Kind = Literal["certain", "likely", "other"]


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A number in a text.

    Attributes
    ----------
    start, end
        Where it stands.
    kind
        ``certain`` by its date and check digit, ``likely`` by place and date alone (the last digit
        mistyped, or the 15 digits of old papers), ``other`` for passports, permits and bank cards.
    digits
        The number itself.
    """

    start: int
    end: int
    kind: _Kind
    digits: str


def is_id_number(text: str) -> bool:
    """Tell a resident identity number (18 characters, GB 11643) by its date and check digit.

    Examples
    --------
    >>> is_id_number("11010519491231002X"), is_id_number("110105194912310021")
    (True, False)
    """
    digits = text.translate(_DIGITS)
    return _PLAIN.fullmatch(digits) is not None and _born(digits[6:14]) and _checks(digits)


def id_numbers(text: str) -> Iterator[IdNumber]:
    """Find the numbers in a text, in their order.

    Examples
    --------
    >>> [text[one.start : one.end] for text in ("证号 110105-19491231-002x。",)
    ...  for one in id_numbers(text)]
    ['110105-19491231-002x']
    """
    plain = text.translate(_DIGITS)
    end = 0
    for one in sorted(_found(plain), key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            yield one
            end = one.end


def without_id_numbers(text: str, mark: str = "") -> str:
    """Put ``mark`` in the place of every number of an identity paper or bank card in ``text``.

    Examples
    --------
    >>> without_id_numbers("户主 11010519491231002X 不在家", "[…]")
    '户主 […] 不在家'
    """
    pieces = []
    done = 0
    for one in id_numbers(text):
        pieces += [text[done : one.start], mark]
        done = one.end
    return "".join([*pieces, text[done:]])


def without_split_numbers(cells: Sequence[str | None]) -> list[str | None]:
    """Blank the pieces of a number that stands in two or three cells side by side.

    Examples
    --------
    >>> without_split_numbers(["301", "110105194", "91231002X", "自住"])
    ['301', None, None, '自住']
    """
    kept = list(cells)
    for width in (2, 3):
        for at in range(len(kept) - width + 1):
            pieces = kept[at : at + width]
            if all(piece and _PIECE.fullmatch(piece) for piece in pieces):
                found = list(id_numbers("".join(map(str, pieces))))
                if any(one.kind != "other" and one.start == 0 for one in found):
                    kept[at : at + width] = [None] * width
    return kept


def _found(plain: str) -> Iterator[IdNumber]:
    yield from _of_today(plain)
    yield from _of_old(plain)
    for found in _SCIENTIFIC.finditer(plain):
        digits = found[1].upper().partition("E")[0].replace(".", "")
        year = digits[6:10] if found[1].endswith("17") else f"19{digits[6:8]}"
        if _from_here(digits) and year[:2] in ("18", "19", "20"):
            yield _at(found, "likely", digits)
    for found in _PAPER.finditer(plain):
        yield _at(found, "other", found[1])
    for found in _NAMED_PAPER.finditer(plain):
        group = 1 if found[1] else 2
        yield IdNumber(found.start(group), found.end(group), "other", found[group])
    for found in _TAIWAN.finditer(plain):
        if _checks_in_taiwan(found[1]):
            yield _at(found, "other", found[1])


def _of_today(plain: str) -> Iterator[IdNumber]:
    """Find numbers of 18 characters: alone with gaps, or in a longer run by their check digit."""
    for found in _LONG.finditer(plain):
        digits, gaps = _taken_apart(found[1])
        if not (_from_here(digits) and _born(digits[6:14])):
            continue
        if _checks(digits):
            yield _at(found, "certain", digits)
        elif any(gaps <= usual for usual in _GAPS):
            yield _at(found, "likely", digits)
    for found in _WITHIN.finditer(plain):
        if _from_here(found[1]) and _born(found[1][6:14]) and _checks(found[1]):
            yield _at(found, "certain", found[1])


def _of_old(plain: str) -> Iterator[IdNumber]:
    """Find numbers of 15 digits; a dot in one is a decimal point, of the metres of a survey."""
    for found in _SHORT.finditer(plain):
        digits, gaps = _taken_apart(found[1])
        if "." in found[1] or not gaps <= _SHORT_GAPS or int(digits[6:8]) < _OLDEST:
            continue
        if _from_here(digits) and _born(f"19{digits[6:12]}"):
            yield _at(found, "likely", digits)


def _at(found: re.Match[str], kind: _Kind, digits: str) -> IdNumber:
    return IdNumber(found.start(1), found.end(1), kind, digits)


def _taken_apart(number: str) -> tuple[str, frozenset[int]]:
    """Give the digits of a number, and after how many of them there is a gap to be seen."""
    gaps = set()
    digits = ""
    for piece in _SEEN_GAP.split(number):
        gaps.add(len(digits))
        digits += "".join(sign for sign in piece if sign in "0123456789X")
    return digits, frozenset(gaps - {0})


def _from_here(digits: str) -> bool:
    """Tell the province a number begins with; behind a 9 it is that of a foreigner who stays."""
    return int(digits[1:3] if digits[0] == "9" else digits[:2]) in _PLACES


def _checks_in_taiwan(number: str) -> bool:
    code = _TAIWAN_LETTERS.index(number[0]) + 10
    digits = [code // 10, code % 10, *map(int, number[1:])]
    total: int = sum(map(mul, digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)))
    return total % 10 == 0


def _born(day: str) -> bool:
    try:
        return 1850 <= date(int(day[:4]), int(day[4:6]), int(day[6:])).year <= 2100
    except ValueError:
        return False


def _checks(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == digits[17]
