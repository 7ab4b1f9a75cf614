"""Phone numbers within other text, told apart so that they can be left out."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["without_phones"]

# Mobile numbers in any grouping, and those of landlines with their area code.
_PHONE: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:(?:\+|00)?86[ \-]?)?1[3-9][0-9](?:[ \-]?[0-9]){8}(?![0-9])"
    r"|(?<![0-9A-Za-z])[(（]?0[1-9][0-9]{1,2}(?:[)）]|[ \-])[ \-]?[2-9][0-9]{6,7}(?![0-9])"
    r"|(?<![0-9A-Za-z])0[1-9][0-9]{1,2}[2-9][0-9]{6,7}(?![0-9])"
    r"|(?<![0-9A-Za-z])400[ \-]?[0-9]{3}[ \-]?[0-9]{4}(?![0-9])"
)


def without_phones(text: str) -> str:
    """Take phone numbers, with what brackets and blanks they leave, out of a text.

    Examples
    --------
    >>> without_phones("老王面馆（139 1234 9876）"), without_phones("6-2-301")
    ('老王面馆', '6-2-301')
    """
    plain = unicodedata.normalize("NFKC", text)
    less = _PHONE.sub("", plain)
    if less == plain:
        return text
    return re.sub(r"[(（][^\w]*[)）]", "", less).strip(" :：,，/、;；-")
