"""The code that a printed sheet carries: its area, the number of the print, a check letter.

``430202002003001/217-L`` is print 217. Numbers are counted through the whole workspace, so that
``217-L`` alone says which sheet it is. The letter is the remainder of the number by 23, a prime:
any one digit taken for another, and any two neighbours swapped, give another letter. It counts on
from where the sheet is from, so that most codes of other workspaces show as such.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gridmap.errors import InputError

__all__ = ["SheetCode", "check_letter", "near_numbers", "read_sheet_code", "sheet_code"]

# Without I, O and U, which are taken for 1, 0 and V.
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTVWXYZ"
_MOST_DIGITS: Final = 9
_CODE: Final = re.compile(r"(?:(?P<area>\S+)\s*/\s*)?(?P<number>\d+)\s*-?\s*(?P<letter>[A-Za-z])")


@dataclass(frozen=True, slots=True)
class SheetCode:
    """A code as somebody read it off a sheet.

    Attributes
    ----------
    area
        Code of its area, where they read that too.
    number
        Of the print.
    letter
        What they took for the check letter, in capitals; it may be wrong.
    """

    area: str | None
    number: int
    letter: str

    def holds(self, origin: int) -> bool:
        """Tell whether the letter is the number's."""
        return self.letter == check_letter(self.number, origin)


def check_letter(number: int, origin: int) -> str:
    """Tell the check letter of a print.

    Parameters
    ----------
    origin
        Where it was printed, as :func:`gridmap.territory.page_marks.origin_of` has it.

    Examples
    --------
    >>> [check_letter(number, 0) for number in (217, 271, 218)], check_letter(217, 1)
    (['L', 'V', 'M'], 'M')
    """
    return _LETTERS[(number + origin) % len(_LETTERS)]


def sheet_code(number: int, origin: int, area: str | None = None) -> str:
    """Write the code of a print, whose origin is as for :func:`check_letter`.

    Examples
    --------
    >>> sheet_code(217, 0), sheet_code(217, 0, "430202002003001")
    ('217-L', '430202002003001/217-L')
    """
    short = f"{number}-{check_letter(number, origin)}"
    return short if area is None else f"{area}/{short}"


def read_sheet_code(text: str) -> SheetCode:
    """Read a code as it is typed: capitals or not, full width or not, the area left out or not.

    Raises
    ------
    InputError
        ``sheet-code-unreadable``.

    Examples
    --------
    >>> read_sheet_code("217 l")
    SheetCode(area=None, number=217, letter='L')
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _CODE.fullmatch(plain)
    if found is None or len(found["number"]) > _MOST_DIGITS:
        raise InputError("sheet-code-unreadable", code=text.strip()[:40])
    return SheetCode(found["area"], int(found["number"]), found["letter"].upper())


def near_numbers(code: SheetCode, origin: int) -> Iterator[int]:
    """Go through the prints that a code may mean whose letter is wrong, the likeliest first.

    The number as it is read; then those of its letter with one digit another or two neighbours
    swapped.
    """
    yield code.number
    digits = str(code.number)
    for at in range(len(digits) - 1):
        swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        if swapped != digits and check_letter(int(swapped), origin) == code.letter:
            yield int(swapped)
    for at, digit in enumerate(digits):
        for other in "0123456789":
            near = int(digits[:at] + other + digits[at + 1 :])
            if other != digit and check_letter(near, origin) == code.letter:
                yield near
