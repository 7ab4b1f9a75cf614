"""The sheet of an area: its map, its buildings in walking order, its hazards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import shapely

from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.render.sheets.area_list import ROW, AreaList, Row, tries
from gridmap.render.sheets.buildings import TO_VISIT, SheetBuilding
from gridmap.render.sheets.feet import put_foot, put_ticking
from gridmap.render.sheets.hazard_list import HazardList
from gridmap.render.sheets.heads import (
    TOP,
    continued,
    numbers_of,
    put_head,
    put_scale,
    put_stretch_head,
)
from gridmap.render.sheets.letters import cut_to, wrapped
from gridmap.render.sheets.map_drawing import draw_map
from gridmap.render.sheets.map_on_page import LEGEND, put_legend, put_map
from gridmap.render.sheets.map_room import GAP, LEAST_MAP, MapRoom, columns_on
from gridmap.render.sheets.matrices import lay_matrices, matrices_height, towers_within
from gridmap.render.sheets.pages import LaidPage, Words
from gridmap.render.sheets.paper import MARGIN, Page, Paper, fit, page
from gridmap.render.sheets.scene import AreaScene, MapPart, Stretch
from gridmap.render.sheets.stretches import closer, grounds, in_stretches, scene_of_stretch, walked
from gridmap.render.sheets.thinning import told_apart
from gridmap.words import Language, say

__all__ = ["area_sheet"]

_FOOT: Final = 9.0
# From where pages after the first are filled.
_FILLED: Final = TOP + 4.0
_NOTE: Final = 12.0
_NOTE_LINE: Final = 6.5
# What sums of millimetres may be off.
_ROUNDING: Final = 0.01
# An area this much wider than high is drawn across, its table beside the map.
_ACROSS: Final = 1.35
# What shows where further maps lie may be smaller, so that no list need go on overleaf; so may any
# other map whose scale stays the same.
_LEAST_OVERVIEW: Final = 0.3
# Up to so many buildings stand in one column, with room for notes.
_ONE_COLUMN: Final = 6


def area_sheet(
    scene: AreaScene,
    *,
    paper: Paper = Paper.A4,
    lang: Language,
    landscape: bool | None = None,
    by_door: bool = False,
    first_only: bool = False,
) -> list[LaidPage]:
    """Lay out the sheet of one area.

    Parameters
    ----------
    landscape
        Whether it lies across; as the shape of the area asks otherwise.
    by_door
        Whether it is of a round: the list has a row for each door to go to, and not one for each
        building, and the way past them is sought.
    first_only
        Whether the maps of stretches are left out: whoever looks at the first page waits for it.

    Returns
    -------
    list of LaidPage
        Without the numbers of the pages, which are known when all sheets are.
    """
    left, bottom, right, top = scene.bounds
    across = (right - left) > _ACROSS * (top - bottom) if landscape is None else landscape
    size = page(paper, landscape=across)
    upright = page(paper, landscape=False)
    first, further = MapRoom.on(size, across=across), MapRoom.on(upright, across=False)
    stretches = () if scene.parts else in_stretches(scene, first, further)
    whole = walked(scene) if by_door else scene
    if stretches:
        parts = tuple(_part_of(one, lang, by_door=by_door) for one in stretches)
        whole = replace(whole, parts=parts)
    sheet = _Sheet(whole, size, lang, across=across, by_door=by_door, further=stretches)
    if across and landscape is None and whole.parts and not sheet.holds_its_lists():
        sheet = _Sheet(whole, upright, lang, across=False, by_door=by_door, further=stretches)
    pages = sheet.lay()
    for stretch in () if first_only else stretches:
        part = scene_of_stretch(scene, stretch.buildings)
        part = walked(part) if by_door else part
        sheet = _Sheet(part, upright, lang, across=False, by_door=by_door, stretch=stretch)
        pages += sheet.lay()
    return pages


def _part_of(stretch: Stretch, lang: Language, *, by_door: bool) -> MapPart:
    """Point to the map of a stretch; how its ground is drawn, the scale of the map tells."""
    first, last = stretch.buildings[0], stretch.buildings[-1]
    ends = [
        one.address or say("sheet-number", lang=lang, number=one.number) for one in (first, last)
    ]
    both = say("sheet-from-to", lang=lang, first=ends[0], last=ends[1])
    return MapPart(
        stretch.number,
        both if ends[0] != ends[1] else ends[0],
        numbers_of(stretch, lang),
        shapely.Polygon(),
        sum(one.status in TO_VISIT for one in stretch.buildings),
        _to_go(stretch.buildings) if by_door else sum(one.households for one in stretch.buildings),
    )


def _to_go(buildings: Sequence[SheetBuilding]) -> int:
    """Count the doors to go to; a house whose doors are not told counts as one."""
    return sum(len([*one.doors_to_go()]) or 1 for one in buildings)


class _Sheet:
    def __init__(
        self,
        scene: AreaScene,
        size: Page,
        lang: Language,
        *,
        across: bool,
        by_door: bool,
        stretch: Stretch | None = None,
        further: Sequence[Stretch] = (),
    ) -> None:
        self.scene, self.size, self.lang, self.across = scene, size, lang, across
        self.by_door, self.stretch, self.further = by_door, stretch, further
        self.pages: list[LaidPage] = []
        self.bottom = size.height - _FOOT - 4.0
        # What a page after the first has room for, in millimetres.
        self.room = self.bottom - _FILLED - GAP
        listed_by_door = by_door or scene.parts
        self.towers = [] if listed_by_door else [one for one in scene.buildings if one.inside]
        several = (by_door or len(scene.buildings) > _ONE_COLUMN) and not scene.parts
        self._set_out(several=several)
        tried = across or (scene.parts and scene.hazards)
        if tried and not several and not self.holds_its_lists():
            # Hazards and doors need no page of their own where columns hold them.
            self._set_out(several=True)
            if not self.holds_its_lists():
                self._set_out(several=False)

    def _set_out(self, *, several: bool) -> None:
        """Set the list into one column, or as many as have room."""
        size, across = self.size, self.across
        self.columns, self.column = columns_on(size, across=across)
        if not several:
            self.columns, self.column = 1, self.column if across else size.inner
        self.listed = self.columns * (self.column + GAP) - GAP
        narrow = across or self.columns > 1
        # Beside a map there is less room to sign.
        share = (self.listed, 0.2) if across else (size.inner, 0.3)
        self.hazards = HazardList(self.scene, *share, self.lang)
        self.list = AreaList(
            self.scene, self.column, self.lang, narrow=narrow, by_door=self.by_door
        )

    def say(self, key: str, **facts: object) -> str:
        return say(key, lang=self.lang, **facts)

    def lay(self) -> list[LaidPage]:
        scene, size, lang = self.scene, self.size, self.lang
        # The first page of several shows the way through the others, which carry all the rows.
        rows = self.list.rows()
        hazards = self.hazards.rows()
        towers = self.towers
        if self.stretch:
            hazards = []  # listed on the first page, all together
        first = self._page()
        y = self._head(first)
        note = self._nobody()
        room = self.bottom - y - LEGEND
        if self.across:
            width, height = size.inner - self.listed - GAP, room
            start, below = MARGIN + width + GAP, y
        else:
            needed = self._needed(rows) + _NOTE_LINE * len(note)
            # Hazards stand on the first page all together, or overleaf, and so do doors to tick.
            least = self._least(room - needed)
            besides = GAP + _row_heights(hazards) if hazards else 0.0
            if room - needed - besides >= self._least(room - needed - besides):
                needed += besides
                least = self._least(room - needed)
            doors = matrices_height(towers, size.inner, self.room, lang) + GAP if towers else 0.0
            width, height = size.inner, max(room - needed, least)
            if room - needed - doors >= least:
                height = room - needed - doors
            start, below = MARGIN, y + height + LEGEND
        columns = [start + at * (self.column + GAP) for at in range(self.columns)]
        large = size.large
        drawn = draw_map(self._shown(width, height), width, height, large=large, poster=large > 1)
        if not self.stretch:
            put_scale(first, drawn, lang)
        put_map(first, scene, drawn, MARGIN, y, lang)
        put_legend(first, drawn, MARGIN, y + height, lang)
        for line in note:
            middle = below + _NOTE_LINE / 2
            first.words.append(Words(line, columns[0], middle, _NOTE, bold=True))
            below += _NOTE_LINE
        onto, y = self._tables(first, rows, columns, below)
        onto, y = self._hazards(hazards, onto, y)
        self._matrices(onto, y, columns[0])
        for onto in self.pages:
            put_ticking(onto, lang)
        return self.pages

    def holds_its_lists(self) -> bool:
        """Tell whether all lists have room beside a map, or below one of where others lie."""
        rows, hazards = self.list.rows(), self.hazards.rows()
        needed = self._needed(rows) + (GAP + _row_heights(hazards) if hazards else 0.0)
        if not self.across:
            needed += self.size.height * _LEAST_OVERVIEW
        elif self.towers:
            needed += GAP + matrices_height(self.towers, self.listed, self.room, self.lang)
        y = self._head(LaidPage(self.size.width, self.size.height))
        return y + needed <= self.bottom - LEGEND + _ROUNDING

    def _least(self, left: float) -> float:
        """Tell how high the map is at least, where the lists leave so much."""
        scene, size = self.scene, self.size
        least = size.height * LEAST_MAP
        if left >= least or left < size.height * _LEAST_OVERVIEW:
            return least
        spared = scene.parts or fit(scene.bounds, size.inner, left).scale == (
            fit(scene.bounds, size.inner, least).scale
        )
        return left if spared else least

    def _end(self, onto: LaidPage) -> float:
        """Tell how far down lists go; beside a map, not into the line that explains its marks."""
        beside = self.across and onto is self.pages[0]
        return self.bottom - (LEGEND if beside else 0.0)

    def _head(self, onto: LaidPage) -> float:
        """Head the first page; tell from where it may be filled."""
        if self.stretch:
            return put_stretch_head(onto, self.scene, self.stretch, self.lang)
        return put_head(onto, self.scene, self._facts(), self.lang)

    def _shown(self, width: float, height: float) -> AreaScene:
        """Choose what a map of so many millimetres shows of the scene."""
        scene = self.scene
        if not scene.parts:
            return closer(scene, width, height)
        if self.further:
            apart = told_apart(fit(scene.bounds, width, height).scale)
            shared = grounds(self.further, scene, apart=apart)
            both = zip(scene.parts, shared, strict=True)
            scene = replace(scene, parts=tuple(replace(one, shape=shape) for one, shape in both))
        # The map that shows where the others lie is too small for the way from house to house.
        return replace(scene, walk=None)

    def _fresh(self) -> tuple[LaidPage, float]:
        """Begin a page; tell from where it may be filled."""
        return self._page(), _FILLED

    def _page(self) -> LaidPage:
        fresh = LaidPage(self.size.width, self.size.height)
        if self.pages:
            head = continued(self.scene, self.lang)
            fresh.words.append(
                Words(cut_to(head, self.size.inner, 9.0), MARGIN, 7.5, 9.0, bold=True)
            )
        put_foot(fresh, self.scene, self.lang)
        self.pages.append(fresh)
        return fresh

    def _facts(self) -> list[str]:
        """Say how much the area has, and how far it is."""
        scene = self.scene
        if not scene.buildings:
            return []
        if self.by_door:
            facts = [self.say("sheet-to-go", doors=_to_go(scene.buildings))]
            if scene.walk is not None and (metres := round(scene.walk.length, -1)):
                facts.append(self.say("sheet-walk", metres=metres))
            return facts
        statuses = [one.status for one in scene.buildings]
        return [
            self.say(
                "sheet-buildings", buildings=len(scene.buildings), households=scene.households
            ),
            self.say(
                "sheet-left",
                untouched=statuses.count(BuildingStatus.UNTOUCHED),
                partly=statuses.count(BuildingStatus.PARTLY),
            ),
        ]

    def _nobody(self) -> list[str]:
        """Say in lines that there is nobody to visit, where that is so."""
        if self.scene.buildings or self.scene.parts:
            return []
        key = "sheet-nobody-left" if self.by_door else "sheet-nobody"
        return wrapped(self.say(key), self.column * 0.95, _NOTE)

    # The tables ----------------------------------------------------------------------------------

    def _needed(self, rows: list[Row]) -> float:
        """Tell how high these rows are in their columns, set as evenly as they go."""
        if not rows:
            return 0.0
        highest = max(row.height for row in rows) if self.columns > 1 else 0.0
        return ROW + sum(row.height for row in rows) / self.columns + highest

    def _tables(
        self, onto: LaidPage, rows: list[Row], columns: list[float], y: float
    ) -> tuple[LaidPage, float]:
        """Set the rows into columns, page after page; tell where they end."""
        deepest = y
        while rows:
            room = self._end(onto) - y - ROW
            # Evenly where the rest fits, else each column filled to its end.
            even = sum(row.height for row in rows) / len(columns)
            highest = max(row.height for row in rows)
            evenly = even + highest <= room
            if not evenly and onto is not self.pages[0] and even / 2 + highest <= room:
                # This page and the last share them, which else might have but a few.
                room = even / 2 + highest
            for x in columns:
                last = x == columns[-1]
                taken: list[Row] = []
                used = 0.0
                while rows and used + rows[0].height <= room + _ROUNDING:
                    if evenly and not last and used >= even - _ROUNDING:
                        break
                    used += rows[0].height
                    taken.append(rows.pop(0))
                if taken:
                    listing = self.list.listing(taken, x, y)
                    onto.tables.append(listing)
                    onto.boxes += tries(listing, taken)
                    deepest = max(deepest, y + ROW + used)
            if rows:
                onto, y = self._fresh()
                deepest = y
                count = int((self.size.inner + GAP) // (self.column + GAP))
                columns = [MARGIN + at * (self.column + GAP) for at in range(count)]
        return onto, deepest

    def _matrices(self, onto: LaidPage, y: float, x: float) -> None:
        """Lay doors to tick below the table; beside a map as many towers as fit there."""
        towers, room = self.towers, self.room
        if self.across and onto is self.pages[0]:
            high = self._end(onto) - y - GAP
            here = towers_within(towers, self.listed, high, room, self.lang)
            lay_matrices(
                towers[:here], onto, y + GAP, self._fresh, self.bottom, self.lang,
                room=room, beside=(x, self.listed),
            )  # fmt: skip
            towers = towers[here:]
            if towers:
                onto, y = self._fresh()
        lay_matrices(towers, onto, y + GAP, self._fresh, self.bottom, self.lang, room=room)

    # Hazards -------------------------------------------------------------------------------------

    def _hazards(self, rows: list[Row], onto: LaidPage, y: float) -> tuple[LaidPage, float]:
        if not rows:
            return onto, y
        y += GAP
        if y + _row_heights(rows) > self._end(onto) + _ROUNDING:
            onto, y = self._fresh()
        beside = self.across and onto is self.pages[0]
        x = MARGIN + self.size.inner - self.listed if beside else MARGIN
        while True:
            room, here = self.bottom - y - ROW, 0
            while here < len(rows) and rows[here].height <= room + _ROUNDING:
                room -= rows[here].height
                here += 1
            onto.tables.append(self.hazards.listing(rows[:here], x, y))
            y += _row_heights(rows[:here])
            rows = rows[here:]
            if not rows:
                return onto, y
            onto, y = self._fresh()
            x = MARGIN


def _row_heights(rows: list[Row]) -> float:
    return ROW + sum(row.height for row in rows)
