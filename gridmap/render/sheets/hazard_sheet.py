"""The sheet of an area's open hazards: where each is, and a row to see to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import ceil
from typing import Final

import numpy as np

from gridmap.render.days import day_words
from gridmap.render.sheets.feet import put_foot
from gridmap.render.sheets.hazard_list import how_grave
from gridmap.render.sheets.heads import TOP, continued, put_head, put_scale
from gridmap.render.sheets.letters import cut_to, wrapped
from gridmap.render.sheets.map_drawing import draw_map
from gridmap.render.sheets.map_on_page import LEGEND, put_legend, put_map
from gridmap.render.sheets.pages import CELL_INSET, Cell, LaidPage, Listing, TextCell, Ticks, Words
from gridmap.render.sheets.paper import MARGIN, Page, Paper, page
from gridmap.render.sheets.scene import AreaScene, SheetHazard
from gridmap.words import Language, say

__all__ = ["hazard_sheet"]

_ROW: Final = 9.0
_HEADER: Final = 6.2
_SIZE: Final = 9.0
_LINES: Final = 2
_FOOT: Final = 13.0
# How high the map is at least, as a share of the page; or a little less, where that saves a page.
_LEAST_MAPS: Final = (0.4, 0.3)
# From where pages after the first are filled.
_FILLED: Final = TOP + 4.0
_COLUMNS: Final = (
    "column-number",
    *(f"hazard-{name}" for name in ("what", "where", "since", "due", "handled", "by")),
)
# Shares of the width of the page.
_SHARES: Final = (0.055, 0.19, 0.29, 0.105, 0.105, 0.075, 0.18)


def hazard_sheet(scene: AreaScene, *, paper: Paper = Paper.A4, lang: Language) -> list[LaidPage]:
    """Lay out the open hazards of an area: the worst first, numbered on the map as in the list."""
    order = sorted(
        scene.hazards, key=lambda one: (not one.severe, not one.overdue, str(one.due or "9"))
    )
    hazards = tuple(replace(one, number=at) for at, one in enumerate(order, start=1))
    shown = replace(
        scene,
        title=say("sheet-hazards-title", lang=lang, title=scene.title),
        buildings=(),
        neighbours=np.array(
            [*scene.neighbours, *(one.shape for one in scene.buildings)], dtype=object
        ),
        hazards=hazards,
    )
    size = page(paper, landscape=False)
    year = None if scene.as_of is None else scene.as_of.year
    rows = [_row(one, size, year, lang) for one in hazards]
    bottom = size.height - _FOOT
    first = LaidPage(size.width, size.height)
    put_foot(first, scene, lang)
    y = put_head(first, shown, _facts(hazards, lang), lang)
    needed = _HEADER + _ROW * len(rows) if rows else 0.0
    below, rows_on = bottom - y - LEGEND, _rows_on(bottom - _FILLED)

    def pages_after(share: float) -> int:
        return ceil(max(len(rows) - _rows_on(below - share * size.height), 0) / rows_on)

    least = min(_LEAST_MAPS, key=pages_after) * size.height
    height = max(below - needed - 0.5, least)
    drawn = draw_map(shown, size.inner, height)
    put_scale(first, drawn, lang)
    put_map(first, shown, drawn, MARGIN, y, lang)
    put_legend(first, drawn, MARGIN, y + height, lang)
    pages, y = [first], y + height + LEGEND
    while rows:
        fitting = _rows_on(bottom - y)
        here, rows = rows[:fitting], rows[fitting:]
        if here:
            pages[-1].tables.append(_listing(here, y, size, lang))
        if rows:
            pages.append(_further(shown, size, lang))
            y = _FILLED
    return pages


def _rows_on(room: float) -> int:
    """Tell how many rows have room below their header in so many millimetres."""
    return max(int((room - _HEADER) // _ROW), 0)


def _further(scene: AreaScene, size: Page, lang: Language) -> LaidPage:
    onto = LaidPage(size.width, size.height)
    head = continued(scene, lang)
    onto.words.append(Words(cut_to(head, size.inner, 9.0), MARGIN, 7.5, 9.0, bold=True))
    put_foot(onto, scene, lang)
    return onto


def _facts(hazards: tuple[SheetHazard, ...], lang: Language) -> list[str]:
    severe, overdue = sum(one.severe for one in hazards), sum(one.overdue for one in hazards)
    facts = [say("sheet-hazards-open", lang=lang, open=len(hazards))]
    if severe or overdue:
        facts.append(say("sheet-hazards-worst", lang=lang, severe=severe, overdue=overdue))
    return facts


def _listing(rows: list[tuple[Cell, ...]], y: float, size: Page, lang: Language) -> Listing:
    return Listing(
        MARGIN,
        y,
        tuple(share * size.inner for share in _SHARES),
        "clllccl",
        tuple(say(f"sheet-{name}", lang=lang) for name in _COLUMNS),
        (_HEADER, *(_ROW for _ in rows)),
        tuple(rows),
    )


def _row(one: SheetHazard, size: Page, year: int | None, lang: Language) -> tuple[Cell, ...]:
    widths = [share * size.inner - CELL_INSET for share in _SHARES]
    what = say(f"map-hazard-{one.category}", lang=lang)
    lines = filter(None, [what, how_grave(one, lang)])
    kind = "\n".join(cut_to(line, widths[1], _SIZE) for line in lines)
    address = wrapped(one.address or "—", widths[2], _SIZE, most=_LINES)
    return (
        TextCell(str(one.number), 10.0, bold=True),
        TextCell(kind, _SIZE, bold=one.severe),
        TextCell("\n".join(address), _SIZE),
        _day(one.since, year, lang),
        TextCell(_day(one.due, year, lang), 8.5, bold=one.overdue),
        Ticks(1),
        "",
    )


def _day(day: date | None, year: int | None, lang: Language) -> str:
    return "" if day is None else day_words(day, lang, this_year=year)
