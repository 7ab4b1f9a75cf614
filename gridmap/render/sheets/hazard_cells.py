"""Open hazards as the rows of a list say them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gridmap.render.sheets.pages import Cell, TextCell, Ticks
from gridmap.render.sheets.scene import SheetHazard
from gridmap.words import Language, say

__all__ = ["hazard_cells", "how_grave"]


def hazard_cells(
    hazards: Sequence[SheetHazard], points: float, lang: Language
) -> Iterator[tuple[Cell, ...]]:
    """Give each hazard its mark, the number of its building, what it is, a box, and room."""
    for one in hazards:
        mark = say(f"map-hazard-mark-{one.category}", lang=lang)
        what = say(f"map-hazard-{one.category}", lang=lang)
        if more := how_grave(one, lang):
            what += f"（{more}）" if lang == "zh-CN" else f" ({more})"
        where = "" if one.building is None else str(one.building)
        yield TextCell(mark, points, bold=True), where, what, Ticks(1), ""


def how_grave(hazard: SheetHazard, lang: Language) -> str:
    """Say whether a hazard is severe or overdue; empty if neither."""
    told = (("map-open-severe", hazard.severe), ("map-overdue", hazard.overdue))
    words = [say(key, lang=lang) for key, holds in told if holds]
    return say("list-joint", lang=lang).join(words)
