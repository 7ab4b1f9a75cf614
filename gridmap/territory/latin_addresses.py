"""Addresses in the order of English: Flat 3, 12 High Street, Newport NP20 1AB."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

__all__ = ["latin_parts"]

_OTHER_SCRIPT: Final = re.compile(r"[\u3007\u3400-\u9fff]+")
_POSTCODE: Final = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b|\b\d{5}(?:-\d{4})?$", re.IGNORECASE
)
_DOOR: Final = re.compile(
    r"\b(?:flat|apartment|apt|room|rm|suite|ste|unit)\b\.?\s*#?\s*([A-Z]?\d+[A-Z]?|[A-Z])\b|#\s*(\d+[A-Z]?)",
    re.IGNORECASE,
)
_BUILDING: Final = re.compile(
    r"\b(?:block|blk|tower|twr|building|bldg)\b\.?\s*([A-Z]?\d+[A-Z]?|[A-Z])\b", re.IGNORECASE
)
_UNIT: Final = re.compile(
    r"\b(?:stair(?:case|well)?|entrance|core)\b\.?\s*([A-Z]|\d{1,2})\b", re.IGNORECASE
)
_FLOOR: Final = re.compile(
    r"\b(?:floor|level)\s*(\d{1,3})\b|\b(\d{1,3})(?:st|nd|rd|th)\s+(?:floor|fl)\b|\b(ground)\s+floor\b",
    re.IGNORECASE,
)
# 12, Orchard Lane.
_NUMBER_APART: Final = re.compile(r"(?<!\w)(\d+[A-Z]?)\s*,\s*(?=[^\W\d]{2})")
_NUMBERED: Final = re.compile(
    r"(?:no\.?\s*)?(?:(\d+[A-Z]?)\s*/\s*)?(\d+[A-Z]?(?:\s*-\s*\d+[A-Z]?)?)\s+(\D.*)", re.IGNORECASE
)


def latin_parts(text: str) -> dict[str, Any]:
    """Take an English address apart.

    Examples
    --------
    >>> latin_parts("Flat 3, 12 High Street")
    {'door': '3', 'number': '12', 'road': 'High Street'}
    """
    text = _POSTCODE.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    parts: dict[str, Any] = {}
    rest = _OTHER_SCRIPT.findall(text)
    text = _OTHER_SCRIPT.sub(" ", text)
    for name, pattern in (
        ("door", _DOOR),
        ("building", _BUILDING),
        ("unit", _UNIT),
        ("floor", _FLOOR),
    ):
        if found := pattern.search(text):
            said = next(filter(None, found.groups())).upper()
            if name == "floor":
                parts[name] = 0 if said == "GROUND" else int(said)
            else:
                parts[name] = said
            text = f"{text[: found.start()]},{text[found.end() :]}"
    text = _NUMBER_APART.sub(r"\1 ", text)
    for piece in re.split(r"[,;]", text):
        words = " ".join(piece.split()).strip(" .-")
        numbered = _NUMBERED.fullmatch(words)
        if numbered and "road" not in parts:
            if numbered[1]:
                parts.setdefault("door", numbered[1].upper())
            parts["number"] = "".join(numbered[2].upper().split())
            parts["road"] = numbered[3]
        elif words and "road" not in parts and "estate" not in parts:
            parts["estate"] = words
        elif words:
            rest.append(words)
    if rest:
        parts["rest"] = ", ".join(rest)
    return parts
