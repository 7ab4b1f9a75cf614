"""Sheets bound together: pages numbered, set as one PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gridmap.render.sheets.pages import LaidPage, Words
from gridmap.render.sheets.paper import MARGIN
from gridmap.render.sheets.typeset import typeset
from gridmap.words import Language, say

__all__ = ["bound", "numbered"]


def bound(
    sheets: Sequence[list[LaidPage]],
    *,
    title: str,
    lang: Language,
    font: Path | None = None,
    boxed: list[str] | None = None,
) -> bytes:
    """Number the pages of sheets from first to last and set them as one PDF.

    Parameters
    ----------
    font, boxed
        As for :func:`~gridmap.render.sheets.typeset.typeset`.
    """
    pages = [page for sheet in sheets for page in sheet]
    numbered(pages, lang)
    return typeset(pages, title=title, lang=lang, font=font, boxed=boxed)


def numbered(pages: Sequence[LaidPage], lang: Language) -> None:
    """Write at the foot of each page which of how many it is."""
    for number, page in enumerate(pages, start=1):
        text = say("sheet-page", lang=lang, page=number, pages=len(pages))
        page.words.append(
            Words(text, page.width - MARGIN, page.height - 7.0, page.foot, anchor="right")
        )
