"""Sheets of what a plan changes: today's map of an area beside the proposal's, and who goes where.

What is handed over is hatched densely and has a black disc, what comes is hatched sparsely and has
a dashed ring: a copier that knows only black and white keeps them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gridmap.render.sheets.buildings import SheetBuilding
from gridmap.render.sheets.changes import AreaChange, Change, ChangedBuilding, PlanFacts
from gridmap.render.sheets.discs import cell_width
from gridmap.render.sheets.feet import put_source
from gridmap.render.sheets.heads import TOP
from gridmap.render.sheets.letters import cut_to, fitting, width_of
from gridmap.render.sheets.map_drawing import DrawnMap
from gridmap.render.sheets.map_on_page import LEGEND, LegendMark, disc_mark, put_change_legend
from gridmap.render.sheets.pages import (
    CELL_INSET,
    Cell,
    Heading,
    LaidPage,
    Listing,
    NumberCell,
    TextCell,
    Words,
)
from gridmap.render.sheets.paper import MARGIN, Page, Paper, fit, page
from gridmap.render.sheets.scene import AreaScene, MapPart
from gridmap.render.sheets.two_maps import GAP, TwoFrames, put_both
from gridmap.words import Language, say

__all__ = ["change_sheet"]

_ROW: Final = 5.6
_SIZE: Final = 8.5
_FOOT: Final = 13.0
_HEAD: Final = 21.0
_LEAST_MAP: Final = 88.0
# Of the discs in the list, in points.
_NUMBER: Final = 7.5
_COLUMNS: Final = 2
# More numbers do not find room on one map.
_MOST: Final = 40


def change_sheet(
    change: AreaChange, facts: PlanFacts, *, lang: Language, paper: Paper = Paper.A4
) -> list[LaidPage]:
    """Lay out what a plan changes for one area: two maps of the same ground, and a table.

    Where more changes hands than one map can number, the first maps show where the others lie.
    """
    if len(change.buildings) <= _MOST:
        return _View(change).lay(change, facts, lang, paper)
    pieces = _pieces(change.buildings)
    parts, views, first = [], [], 1
    for number, piece in enumerate(pieces, start=1):
        view = _View(replace(change, buildings=piece), first, number)
        hull = shapely.convex_hull(shapely.union_all([one.shape for one in piece]))
        where = say("sheet-span", lang=lang, first=first, last=first + len(piece) - 1)
        households = sum(one.households for one in piece)
        parts.append(MapPart(number, "", where, hull, len(piece), households))
        views.append(view)
        first += len(piece)
    return [
        page
        for view in (_View(change, parts=tuple(parts)), *views)
        for page in view.lay(change, facts, lang, paper)
    ]


def _pieces(buildings: tuple[ChangedBuilding, ...]) -> list[tuple[ChangedBuilding, ...]]:
    """Cut buildings into neighbourhoods that one map can number, across their longer side."""
    if len(buildings) <= _MOST:
        return [buildings]
    middles = shapely.get_coordinates(shapely.centroid([one.shape for one in buildings]))
    axis = int(np.argmax(np.ptp(middles, axis=0)))
    order = np.argsort(middles[:, axis], kind="stable").tolist()
    half = len(order) // 2
    return [
        piece
        for side in (order[:half], order[half:])
        # Within a piece they stay in their order.
        for piece in _pieces(tuple(buildings[at] for at in sorted(side)))
    ]


@dataclass(frozen=True, slots=True)
class _View:
    """What one pair of maps shows.

    Attributes
    ----------
    first
        Number of its first building.
    piece
        Which piece of the area it is; the whole of it with ``None``.
    parts
        Where further maps lie, on a pair that numbers no buildings.
    """

    change: AreaChange
    first: int = 1
    piece: int | None = None
    parts: tuple[MapPart, ...] = ()

    def lay(
        self, area: AreaChange, facts: PlanFacts, lang: Language, paper: Paper
    ) -> list[LaidPage]:
        """Lay out maps and table; ``area`` is all that changes."""
        title = self.change.scene.title
        if self.piece is not None:
            title = say("sheet-change-piece", lang=lang, title=title, number=self.piece)
        size, frames = self._frames(paper)
        onto = LaidPage(size.width, size.height)
        _head(onto, area, title, facts, lang)
        change = self.change
        today, then = (
            self._side(own, other)
            for own, other in ((change.today, change.then), (change.then, change.today))
        )
        drawn = put_both(onto, frames, today, then, "sheet-change-alt", lang)
        put_change_legend(onto, drawn, _handed(drawn), frames.bottom, lang)
        pages, y = [onto], frames.bottom + LEGEND
        rows, bottom = self._rows(), size.height - _FOOT
        each = (size.inner - GAP) / _COLUMNS
        while rows:
            fitting = max(int((bottom - y - _ROW) // _ROW), 0)
            for column in range(_COLUMNS):
                # Evenly where the rest fits.
                share = min(fitting, -(-len(rows) // (_COLUMNS - column)))
                here, rows = rows[:share], rows[share:]
                if here:
                    x = MARGIN + column * (each + GAP)
                    pages[-1].tables.append(self._listing(here, x, y, each, lang))
            if rows:
                pages.append(LaidPage(size.width, size.height))
                more = say("sheet-continued", lang=lang, title=title)
                pages[-1].words.append(Words(more, MARGIN, TOP, 10, bold=True))
                y = TOP + 4
        for one in pages:
            put_source(one, self.change.scene)
        return pages

    def _side(self, own: BaseGeometry, other: BaseGeometry) -> AreaScene:
        """Show the area within one of its borders, the other one dotted."""
        numbered = tuple(
            SheetBuilding(number, one.shape, one.change.value, one.address, None, one.households)
            for number, one in enumerate(self.change.buildings, start=self.first)
        )
        return replace(
            self.change.scene,
            outline=own,
            other=other,
            buildings=numbered,
            parts=self.parts,
            whole=self.piece is None,
        )

    def _frames(self, paper: Paper) -> tuple[Page, TwoFrames]:
        """Set the maps side by side or one above the other, as the ground is shown larger."""
        table = _ROW * (1 + -(-len(self.parts or self.change.buildings) // _COLUMNS)) + 3
        top = TOP + _HEAD
        laid = []
        ways = ((True, TwoFrames.beside, _LEAST_MAP), (False, TwoFrames.above, 2 * _LEAST_MAP))
        for across, set_out, least in ways:
            size = page(paper, landscape=across)
            room = size.height - _FOOT - top - LEGEND
            # A long table goes on over further pages; the maps keep theirs.
            height = room - table if room - table >= least else room
            laid.append((size, set_out(top, size.inner, height)))
        bounds = self._side(self.change.today, self.change.then).bounds
        return min(laid, key=lambda one: fit(bounds, one[1].width, one[1].height).scale)

    def _rows(self) -> list[tuple[Cell, ...]]:
        if self.parts:
            return [
                (
                    TextCell(str(one.number), _SIZE, bold=True),
                    one.where,
                    str(one.to_visit),
                    str(one.households),
                )
                for one in self.parts
            ]
        return [
            (
                NumberCell(number, one.change.value.value, _NUMBER),
                TextCell(one.address or "—", _SIZE),
                str(one.households),
                TextCell(f"{one.origin} → {one.to}", _SIZE),
            )
            for number, one in enumerate(self.change.buildings, start=self.first)
        ]

    def _listing(
        self, rows: Sequence[tuple[Cell, ...]], x: float, y: float, width: float, lang: Language
    ) -> Listing:
        names = ("column-number", "column-address", "column-households", "change-way")
        aligns = "clrl"
        last = self.first + len(self.change.buildings) - 1
        number = max(8.0, cell_width(str(last), _NUMBER))
        rest = width - number - 13.0
        widths = (number, rest * 0.58, 13.0, rest * 0.42)
        if self.parts:
            names = ("column-map", "column-numbers", "change-buildings", "column-households")
            aligns, widths = "clrr", (12.0, width - 52.0, 20.0, 20.0)
        header = tuple(say(f"sheet-{name}", lang=lang) for name in names)
        cells = tuple(
            tuple(_fitted(cell, wide - CELL_INSET) for cell, wide in zip(row, widths, strict=True))
            for row in rows
        )
        return Listing(x, y, widths, aligns, header, (_ROW,) * (len(rows) + 1), cells, _SIZE)


def _fitted(cell: Cell, width: float) -> Cell:
    """Cut what is only text; set an address or a way smaller, as far as can be read."""
    if isinstance(cell, str):
        return cut_to(cell, width, _SIZE)
    if isinstance(cell, TextCell):
        [(text, size)] = fitting([cell.text], width, cell.size, bold=cell.bold)
        return replace(cell, text=text, size=size)
    return cell


def _head(onto: LaidPage, change: AreaChange, title: str, facts: PlanFacts, lang: Language) -> None:
    """Head a sheet: of which area, by which plan, what it comes to."""
    width, right = onto.width - 2 * MARGIN, onto.width - MARGIN
    title = cut_to(title, width * 0.5, 18, bold=True)
    onto.headings.append(Heading(title, MARGIN, TOP - 2, width, 18))
    room = width - width_of(title, 18, bold=True) - 8
    plan = cut_to(facts.title, room, 10)
    onto.words.append(Words(plan, right, TOP + 2, 10, anchor="right"))
    said = say(
        "sheet-change-figures",
        lang=lang,
        before=change.before,
        after=change.after,
        leaves=change.households(Change.LEAVES),
        comes=change.households(Change.COMES),
    )
    onto.words.append(Words(said, MARGIN, TOP + 10, 11, bold=True))


def _handed(maps: Sequence[DrawnMap]) -> list[tuple[LegendMark, str, bool]]:
    """Give the marks of what is handed over and what stays."""
    marked = {status for one in maps for status in one.statuses}
    return [
        (disc_mark(Change.LEAVES.value), "change-leaves", Change.LEAVES.value in marked),
        (disc_mark(Change.COMES.value), "change-comes", Change.COMES.value in marked),
        (_KEPT, "change-kept", any(one.kept for one in maps)),
    ]


_KEPT: Final[LegendMark] = (
    7.0,
    '<rect x=".5" y=".6" width="6" height="3.8" fill="#fff" stroke="#000" stroke-width=".4"/>',
)
