"""The number by which people know a house, out of its address or name."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["house_number"]

_CHINESE: Final = re.compile(r"(\d+[A-Za-z]?)\s*[号幢栋]")
_LEADING: Final = re.compile(r"(\d+[A-Za-z]?)\b")


def house_number(address: str | None, name: str | None = None) -> str | None:
    """Find the house number, looking into the address before the name.

    Examples
    --------
    >>> house_number("梅园巷8号7栋"), house_number("12 High Street"), house_number(None, "东湖大厦")
    ('7', '12', None)
    """
    for text in (address, name):
        plain = unicodedata.normalize("NFKC", text or "")
        if chinese := _CHINESE.findall(plain):
            return str(chinese[-1])
        if leading := _LEADING.match(plain):
            return leading[1]
    return None
