"""Two maps of the same ground on a page: today, and as a plan has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gridmap.render.sheets.map_drawing import DrawnMap, draw_map
from gridmap.render.sheets.map_on_page import put_map
from gridmap.render.sheets.pages import LaidPage, Words
from gridmap.render.sheets.paper import MARGIN
from gridmap.render.sheets.scene import AreaScene
from gridmap.words import Language, say

__all__ = ["GAP", "TwoFrames", "put_both"]

GAP: Final = 5.0
"""Millimetres between what stands side by side."""

# Between two maps one above the other, with what heads the lower one.
_BETWEEN: Final = 8.0
# Of what heads a map, above it.
_HEADING: Final = 3.2


@dataclass(frozen=True, slots=True)
class TwoFrames:
    """Where two maps are: their upper left corners, and the size of each, in millimetres."""

    corners: tuple[tuple[float, float], tuple[float, float]]
    width: float
    height: float

    @classmethod
    def beside(cls, top: float, width: float, height: float) -> TwoFrames:
        """Set them side by side across so many millimetres, below what heads them."""
        each = (width - GAP) / 2
        return cls(((MARGIN, top), (MARGIN + each + GAP, top)), each, height)

    @classmethod
    def above(cls, top: float, width: float, height: float) -> TwoFrames:
        """Set them one above the other in so many millimetres."""
        each = (height - _BETWEEN) / 2
        return cls(((MARGIN, top), (MARGIN, top + each + _BETWEEN)), width, each)

    @property
    def bottom(self) -> float:
        """Where they end."""
        return self.corners[1][1] + self.height


def put_both(
    onto: LaidPage, frames: TwoFrames, today: AreaScene, then: AreaScene, alt: str, lang: Language
) -> list[DrawnMap]:
    """Draw today and the proposal.

    Parameters
    ----------
    today, then
        With the same bounds: they are drawn in the same scale then.
    alt
        Key of the words for what they show.
    """
    maps = []
    sides = (("plan-today", today), ("plan-then", then))
    for (x, y), (key, scene) in zip(frames.corners, sides, strict=True):
        drawn = draw_map(scene, frames.width, frames.height)
        maps.append(drawn)
        said = say(key, lang=lang)
        onto.words.append(Words(said, x, y - _HEADING, 12, bold=True))
        shown = say(alt, lang=lang, when=said, title=scene.title)
        put_map(onto, scene, drawn, x, y, lang, alt=shown)
        scale = f"{drawn.frame.scale:,}".replace(",", " ")
        ruler = say("sheet-scale", lang=lang, scale=scale)
        onto.words.append(Words(ruler, x + frames.width, y - _HEADING, 8, anchor="right"))
    return maps
