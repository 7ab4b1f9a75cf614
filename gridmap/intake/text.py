"""Which encoding a text is in: Chinese offices write UTF-8, UTF-8 with BOM and GBK alike."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["decode", "decode_start", "encoding_of"]

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# GB18030 holds GBK and GB2312 whole. Windows-1252 takes what is left: it is what European
# shapefiles are in, and it is tried last because almost any bytes pass for it.
_CANDIDATES: Final = ("utf-8", "gb18030", "cp1252")


def encoding_of(pieces: Iterable[bytes], *, whole: bool = True) -> str | None:
    """Find the first encoding in which every piece reads without a fault.

    Parameters
    ----------
    pieces
        Texts in one common encoding.
    whole
        Whether the pieces are complete; otherwise a character cut off at a piece's end is
        forgiven (dBase cuts values at a fixed width).

    Returns
    -------
    str or None
        A Python codec's name, ``None`` where none fits.
    """
    pieces = list(pieces)
    if len(pieces) == 1:
        for mark, name in _BOMS:
            if pieces[0].startswith(mark):
                return name
    for name in _CANDIDATES:
        decoder = codecs.getincrementaldecoder(name)
        try:
            for piece in pieces:
                decoder().decode(piece, final=whole)
        except UnicodeDecodeError:
            continue
        return name
    return None


def decode(content: bytes) -> str | None:
    """Decode a whole text, or say ``None`` when it is not text."""
    name = encoding_of([content])
    if name is None:
        return None
    text = content.decode(name, errors="replace")
    return None if "\0" in text else text


def decode_start(head: bytes) -> str | None:
    """Decode the first bytes of a file, or say ``None`` when they are not text."""
    name = encoding_of([head], whole=False)
    if name is None:
        return None
    text = codecs.getincrementaldecoder(name)().decode(head, final=False)
    return None if "\0" in text else text
