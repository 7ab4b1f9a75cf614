"""What stands below a sheet: to hand it back, whose survey it is from; who printed it, and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from gridmap.render.days import day_words
from gridmap.render.sheets.boxes import BoxMeaning
from gridmap.render.sheets.letters import cut_to, width_of
from gridmap.render.sheets.pages import LaidPage, Words
from gridmap.render.sheets.paper import MARGIN
from gridmap.render.sheets.scene import AreaScene
from gridmap.words import Language, say

__all__ = ["put_foot", "put_printed", "put_source", "put_ticking"]

_FOOT: Final = 7.0
_ABOVE_FOOT: Final = 10.4
_SMALL: Final = 7.0
# The number of the page stands beside it.
_PAGE: Final = 50.0
# Who printed it takes so much of its line, where something else follows.
_PRINTED: Final = 68.0


def put_foot(onto: LaidPage, scene: AreaScene, lang: Language) -> None:
    """Ask to hand a page back; name the office's stamp and the survey."""
    y = onto.height - _FOOT
    text, bold = say("sheet-foot", lang=lang), scene.destroy_by is not None
    if scene.destroy_by is not None:
        day = day_words(scene.destroy_by, lang)
        text = say("sheet-destroy-by", lang=lang, day=day)
    onto.words.append(Words(text, MARGIN, y, _SMALL, bold=bold))
    if scene.stamp:
        x = MARGIN + width_of(text, _SMALL, bold=bold) + 4
        room = onto.width - MARGIN - _PAGE - x
        onto.words.append(
            Words(cut_to(scene.stamp, room, _SMALL, bold=True), x, y, _SMALL, bold=True)
        )
    if scene.attribution:
        right = onto.width - MARGIN
        up = onto.height - _ABOVE_FOOT
        onto.words.append(Words(scene.attribution, right, up, _SMALL, anchor="right"))


def put_source(onto: LaidPage, scene: AreaScene) -> None:
    """Name the office's stamp and the survey, where nothing else stands there."""
    said = "  ".join(one for one in (scene.stamp, scene.attribution) if one)
    shown = cut_to(said, onto.width - 2 * MARGIN - _PAGE, _SMALL)
    onto.words.append(Words(shown, MARGIN, onto.height - _FOOT, _SMALL))


def put_ticking(onto: LaidPage, lang: Language) -> None:
    """Say what a tick in one of the three tries means, where a page has such boxes."""
    if any(box.means is BoxMeaning.FIRST for box in onto.boxes):
        x, y = MARGIN + _PRINTED, onto.height - _ABOVE_FOOT
        onto.words.append(Words(say("sheet-ticking", lang=lang), x, y, _SMALL, bold=True))


def put_printed(
    pages: Iterable[LaidPage], *, by: str | None, on: date, version: int, lang: Language
) -> None:
    """Say at the foot of each page who printed it, and when.

    Parameters
    ----------
    by
        Their name, where they gave one.
    version
        Number of the content among all that were printed of this area.
    """
    key = "sheet-printed" if by is None else "sheet-printed-by"
    text = say(key, lang=lang, who=by or "", day=day_words(on, lang), version=version)
    for page in pages:
        # Where the foot is small it stands above the line that asks to hand the sheet back.
        small = page.foot <= _SMALL
        up = _ABOVE_FOOT if small else _FOOT
        room = _PRINTED - 2 if small else page.width - 2 * MARGIN - _PAGE
        shown = cut_to(text, room, page.foot)
        page.words.append(Words(shown, MARGIN, page.height - up, page.foot))
