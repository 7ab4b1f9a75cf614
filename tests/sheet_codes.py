"""Codes of printed sheets, as somebody reads them off the paper."""

from __future__ import annotations

import re

import pypdfium2

__all__ = ["code_on"]


def code_on(pdf: bytes) -> str:
    """Read the short code at the head of the first page."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    found = re.search(r"/(\d+-[A-Z])", text)
    assert found is not None
    return found[1]
