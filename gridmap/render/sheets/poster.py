"""A planner's poster: the areas of a community in classes of one figure, with their table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Final

import numpy as np

from gridmap.render.days import day_words
from gridmap.render.sheets.letters import cut_to, width_of
from gridmap.render.sheets.map_drawing import draw_map
from gridmap.render.sheets.map_on_page import put_map
from gridmap.render.sheets.map_picture import tone_svg
from gridmap.render.sheets.pages import (
    CELL_INSET,
    Cell,
    Heading,
    LaidPage,
    Listing,
    Picture,
    TextCell,
    Words,
)
from gridmap.render.sheets.paper import Page, Paper, fit, page
from gridmap.render.sheets.scene import AreaScene, MapPart, Tone
from gridmap.render.sheets.strokes import mm, svg_of
from gridmap.words import Language, say

__all__ = ["poster"]

# What follows is of A3, in millimetres and points; larger paper has it larger.
_LIKE: Final = 297.0
_MARGIN: Final = 12.0
_TOP: Final = 32.0
_LEGEND: Final = 10.0
_TABLE: Final = 96.0
_ROW: Final = 6.4
_LEAST_ROW: Final = 3.7
_GAP: Final = 6.0
_FOOT: Final = 8.0
# Of the height of the page.
_LEAST_MAP: Final = 0.45
_SIZE: Final = 9.5
# Shares of a table's width.
_SHARES: Final = (0.09, 0.43, 0.24, 0.24)


def poster(
    scene: AreaScene,
    *,
    facts: Sequence[str],
    columns: tuple[str, str],
    rows: Sequence[tuple[MapPart, str, str]],
    paper: Paper,
    lang: Language,
) -> list[LaidPage]:
    """Lay out a poster: the map, and beside or below it a row for each part.

    Parameters
    ----------
    scene
        With its parts and their tones; its buildings are drawn, not numbered.
    facts
        What is said of the whole below the title.
    columns
        Titles of the two columns of figures.
    rows
        Of the table: each part with its two figures.
    """
    large = paper.sides[0] / _LIKE
    ways = [
        _Arranged.on(page(paper, landscape=across), large, len(rows), beside=beside)
        for across in (True, False)
        for beside in (True, False)
    ]
    # The largest scale, and in that the most ground.
    laid = min(ways, key=lambda one: (fit(scene.bounds, *one.frame).scale, -prod(one.frame)))
    sheet = _Poster(laid.size, large, lang)
    drawn_houses = [one.shape for one in scene.buildings]
    shown = replace(
        scene,
        buildings=(),
        neighbours=np.array([*scene.neighbours, *drawn_houses], dtype=object),
        hazards=(),
        landmarks=(),
        gates=(),
    )
    margin, y = _MARGIN * large, sheet.head(shown, facts)
    width, height = laid.frame
    drawn = draw_map(shown, width, height, large=large, poster=True)
    put_map(sheet.onto, shown, drawn, margin, y, lang)
    sheet.scale(drawn.frame.scale)
    sheet.legend(shown.tones, margin, y + height, width)
    sheet.tables(rows, columns, laid)
    return sheet.pages


@dataclass(frozen=True, slots=True)
class _Arranged:
    """Where on a page the map and the table stand, in millimetres.

    Attributes
    ----------
    frame
        Width and height of the map.
    boxes
        Columns of the table: the left, the upper and the lower edge of each.
    table
        Width of one of them.
    """

    size: Page
    frame: tuple[float, float]
    boxes: list[tuple[float, float, float]]
    table: float

    @classmethod
    def on(cls, size: Page, large: float, rows: int, *, beside: bool) -> _Arranged:
        """Put the table beside the map, or below it in two columns."""
        margin, gap, legend = _MARGIN * large, _GAP * large, _LEGEND * large
        wide, top = size.width - 2 * margin, _TOP * large
        deep = size.height - _FOOT * large - margin
        if beside:
            width, table = wide - gap - _TABLE * large, _TABLE * large
            boxes = [(margin + width + gap, top, deep)]
            return cls(size, (width, deep - top - legend), boxes, table)
        table = (wide - gap) / 2
        needed = _ROW * large * (1 + -(-rows // 2)) + gap
        height = max(deep - top - legend - needed, size.height * _LEAST_MAP)
        start = top + height + legend
        boxes = [(margin + at * (table + gap), start, deep) for at in range(2)]
        return cls(size, (wide, height), boxes, table)


class _Poster:
    def __init__(self, size: Page, large: float, lang: Language) -> None:
        self.size, self.large, self.lang = size, large, lang
        self.onto = LaidPage(size.width, size.height, foot=7.0 * large)
        self.pages = [self.onto]

    def put(self, text: str, x: float, y: float, points: float, *, bold: bool = False) -> None:
        self.onto.words.append(Words(text, x, y, points * self.large, bold=bold))

    def head(self, scene: AreaScene, facts: Sequence[str]) -> float:
        """Put the title and what is said of the whole; tell where the map begins."""
        large, margin = self.large, _MARGIN * self.large
        room = self.size.width - 2 * margin
        title = cut_to(scene.title, room, 26 * large, bold=True)
        self.onto.headings.append(Heading(title, margin, margin - 4 * large, room, 26 * large))
        x = margin
        day = (
            []
            if scene.as_of is None
            else [say("sheet-as-of", lang=self.lang, day=day_words(scene.as_of, self.lang))]
        )
        for fact in [*facts, *day]:
            self.put(fact, x, margin + 12 * large, 11)
            x += width_of(fact, 11 * large) + 9 * large
        self._facts_end = x
        y = self.size.height - 7.0
        foot = "　".join(text for text in (scene.stamp, scene.attribution) if text)
        self.put(foot, margin, y, 7)
        return _TOP * large

    def scale(self, scale: int) -> None:
        """Say the scale behind what is said of the whole."""
        text = say("sheet-scale", lang=self.lang, scale=f"{scale:,}".replace(",", " "))
        self.put(text, self._facts_end, (_MARGIN + 12) * self.large, 11)

    def legend(self, tones: Sequence[Tone], x: float, y: float, width: float) -> None:
        """Explain the tones in one line."""
        large = self.large
        wide, high = 12.0 * large, 6.0 * large
        end = x + width
        for at, tone in enumerate(tones):
            pattern, fill = tone_svg(tone, f"tone{at}")
            frame = f'x=".3" y=".3" width="{mm(wide - 0.6)}" height="{mm(high - 0.6)}"'
            svg = svg_of(
                wide,
                high,
                f'<defs>{pattern}</defs><rect {frame} fill="{tone.colour}"/>'
                f'<rect {frame} fill="{fill}" stroke="#000" stroke-width=".5"/>',
            )
            middle = y + _LEGEND * large / 2
            if x + wide >= end:
                break
            self.onto.pictures.append(Picture(svg, x, middle - high / 2, wide, high, ""))
            x += wide + 2 * large
            words = cut_to(tone.words, max(end - x, 0), 10 * large)
            self.put(words, x, middle, 10)
            x += width_of(words, 10 * large) + 7 * large

    def tables(
        self,
        rows: Sequence[tuple[MapPart, str, str]],
        columns: tuple[str, str],
        laid: _Arranged,
    ) -> None:
        """Set the rows into their columns, and what has no room there onto further pages."""
        large, lang, boxes, width = self.large, self.lang, laid.boxes, laid.table
        # Rows become as low as they may rather than going on over another page.
        rooms = sum(bottom - top for _, top, bottom in boxes) / (len(rows) + len(boxes))
        each = max(min(_ROW * large, rooms), _LEAST_ROW * large)
        size = _SIZE * each / _ROW
        header = (
            say("sheet-column-number", lang=lang),
            say("sheet-column-area", lang=lang),
            *columns,
        )
        widths = tuple(share * width for share in _SHARES)
        cells: list[tuple[Cell, ...]] = [
            (
                TextCell(str(part.number), size, bold=True),
                cut_to(part.title, widths[1] - CELL_INSET, size),
                first,
                second,
            )
            for part, first, second in rows
        ]
        even = -(-len(cells) // len(boxes))
        while cells:
            for x, top, bottom in boxes:
                fitting = max(min(int((bottom - top) / each + 1e-6) - 1, even or len(cells)), 0)
                here, cells = cells[:fitting], cells[fitting:]
                if here:
                    heights = (each,) * (len(here) + 1)
                    self.onto.tables.append(
                        Listing(x, top, widths, "clrr", header, heights, tuple(here), size)
                    )
            if cells:
                self.onto = LaidPage(self.size.width, self.size.height, foot=7.0 * large)
                self.pages.append(self.onto)
                margin, step = _MARGIN * large, width + _GAP * large
                count = max(int((self.size.width - 2 * margin + _GAP * large) // step), 1)
                bottom = self.size.height - margin - _FOOT * large
                boxes = [(margin + at * step, margin, bottom) for at in range(count)]
                even = 0
