"""Open hazards as the rows of a list say them."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely

from gridmap.render.sheets.area_list import ROW, TWO_LINES, Row
from gridmap.render.sheets.discs import cell_width
from gridmap.render.sheets.letters import cut_to
from gridmap.render.sheets.pages import CELL_INSET, Cell, Listing, TextCell, Ticks
from gridmap.render.sheets.scene import AreaScene, SheetHazard
from gridmap.words import Language, say

__all__ = ["HazardList", "how_grave"]

_SIZE: Final = 8.5
# Columns of the mark, of a number, and of a box, in millimetres.
_NARROW: Final = 11.0
_BOX: Final = 16.0


class HazardList:
    """The list of an area's hazards: each with its mark, what it is, where, a box, and room.

    Where the number of a building says nothing, since each of the further maps may begin its own
    from 1, that of the map is said, and the address.

    Parameters
    ----------
    width, by
        Of the list, and the share of it where whoever has seen to a hazard signs.
    """

    def __init__(self, scene: AreaScene, width: float, by: float, lang: Language) -> None:
        self._scene, self._lang = scene, lang
        where = "column-map" if scene.paged else "hazard-number"
        names = ("hazard-mark", where, "hazard-what", "hazard-handled", "hazard-by")
        self._header = tuple(say(f"sheet-{name}", lang=lang) for name in names)
        signed = max(width * by, cell_width(self._header[-1], _SIZE))
        what = width - 2 * _NARROW - _BOX - signed
        self._widths = (_NARROW, _NARROW, what, _BOX, signed)

    def rows(self) -> list[Row]:
        """Give each hazard its row."""
        hazards = self._scene.hazards
        if not self._scene.paged:
            return [Row(self._cells(one, _number(one), self._what(one))) for one in hazards]
        return [
            Row(self._cells(one, on_map, f"{self._what(one)}\n{self._where(one)}"), TWO_LINES)
            for one, on_map in zip(hazards, self._maps(), strict=True)
        ]

    def listing(self, rows: list[Row], x: float, y: float) -> Listing:
        """Set rows below a header."""
        heights = (ROW, *(row.height for row in rows))
        cells = tuple(row.cells for row in rows)
        return Listing(x, y, self._widths, "cclcl", self._header, heights, cells, _SIZE)

    def _cells(self, one: SheetHazard, number: str, said: str) -> tuple[Cell, ...]:
        mark = TextCell(say(f"map-hazard-mark-{one.category}", lang=self._lang), _SIZE, bold=True)
        return mark, number, TextCell(said, _SIZE), Ticks(1), ""

    def _what(self, one: SheetHazard) -> str:
        what = one.said or say(f"map-hazard-{one.category}", lang=self._lang)
        if more := how_grave(one, self._lang):
            what += f"（{more}）" if self._lang == "zh-CN" else f" ({more})"
        return cut_to(what, self._widths[2] - CELL_INSET, _SIZE) if one.said else what

    def _where(self, one: SheetHazard) -> str:
        number = _number(one)
        called = say("sheet-number", lang=self._lang, number=number) if number else ""
        where = "　".join(filter(None, (called, one.address)))
        return cut_to(where, self._widths[2] - CELL_INSET, _SIZE)

    def _maps(self) -> list[str]:
        """Name the further map that each hazard is on."""
        parts = [one for one in self._scene.parts if not one.shape.is_empty]
        if not parts:
            return [""] * len(self._scene.hazards)
        tree = shapely.STRtree([one.shape for one in parts])
        places = np.array([one.place for one in self._scene.hazards], dtype=object)
        return [str(parts[at].number) for at in tree.nearest(places).tolist()]


def _number(one: SheetHazard) -> str:
    return "" if one.building is None else str(one.building)


def how_grave(hazard: SheetHazard, lang: Language) -> str:
    """Say whether a hazard is severe or overdue; empty if neither."""
    told = (("map-open-severe", hazard.severe), ("map-overdue", hazard.overdue))
    words = [say(key, lang=lang) for key, holds in told if holds]
    return say("list-joint", lang=lang).join(words)
