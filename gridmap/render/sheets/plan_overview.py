"""What begins the sheets of a plan: its figures, maps of the whole, on which page each area is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from gridmap.render.sheets.changes import AreaChange, Change, PlanFacts, PlanGround
from gridmap.render.sheets.feet import put_source
from gridmap.render.sheets.heads import TOP
from gridmap.render.sheets.letters import cut_to
from gridmap.render.sheets.map_on_page import LEGEND, LegendMark, put_change_legend
from gridmap.render.sheets.pages import CELL_INSET, Heading, LaidPage, Listing, TextCell, Words
from gridmap.render.sheets.paper import MARGIN, Page, Paper, fit, page
from gridmap.render.sheets.scene import AreaScene, MapPart
from gridmap.render.sheets.two_maps import TwoFrames, put_both
from gridmap.words import Language, say

__all__ = ["plan_overview"]

_ROW: Final = 5.6
_SIZE: Final = 8.5
_FOOT: Final = 13.0
_NUMBER: Final = 9.0
_FIGURE: Final = 20.0
# From the figures to what heads the maps, and on to the maps.
_ABOVE: Final = 12.0
# The maps take at least so much of the page, and where the areas have room below them no more than
# is left.
_LEAST: Final = 0.4


def plan_overview(
    changes: Sequence[tuple[AreaChange, int]],
    ground: PlanGround,
    facts: PlanFacts,
    *,
    lang: Language,
    paper: Paper = Paper.A4,
) -> list[LaidPage]:
    """Lay out what begins the sheets: figures of the plan, two maps of all its ground, the areas.

    Parameters
    ----------
    changes
        Each with its page, counted from the first one after these.
    """
    size = page(paper, landscape=False)
    top = TOP + 14
    # How many pages these are shows first, and with it the pages of the others.
    heights = (_ROW,) * (len(facts.figures) + 1)
    maps = top + sum(heights) + _ABOVE
    end = size.height - _FOOT
    listed = _ROW * (1 + len(changes)) + 3
    high = end - maps - LEGEND - listed
    if high < _LEAST * size.height:
        high = end - maps - LEGEND
    below = maps + high + LEGEND
    room = [max(int((end - y) // _ROW) - 1, 0) for y in (below, TOP + 4)]
    ahead = 1 + max(0, -(-(len(changes) - room[0]) // room[1]))
    onto = LaidPage(size.width, size.height)
    shown = cut_to(facts.title, size.inner, 15, bold=True)
    onto.headings.append(Heading(shown, MARGIN, TOP - 1, size.inner, 15))
    balanced = cut_to(facts.balanced, size.inner, 10)
    onto.words.append(Words(balanced, MARGIN, TOP + 10, 10))
    titles = tuple(say(f"plan-{key}", lang=lang) for key in ("figure", "today", "then"))
    across = (size.inner - 60.0, 30.0, 30.0)
    onto.tables.append(Listing(MARGIN, top, across, "lrr", titles, heights, facts.figures, _SIZE))
    today, then = _sides([one for one, _ in changes], ground)
    frames = _frames(today, size, maps, high)
    drawn = put_both(onto, frames, today, then, "sheet-change-whole-alt", lang)
    handed = [(_HANDED, "change-handed", len(ground.scene.handed) > 0)]
    put_change_legend(onto, drawn, handed, maps + high, lang)
    pages = [onto]
    put_source(onto, ground.scene)
    rows = [(number, one, at + ahead) for number, (one, at) in enumerate(changes, start=1)]
    y, fitting = below, room[0]
    while rows:
        here, rows = rows[:fitting], rows[fitting:]
        if here:
            pages[-1].tables.append(_listing(here, y, size, lang))
        if rows:
            pages.append(LaidPage(size.width, size.height))
            y, fitting = TOP + 4, room[1]
    return pages


def _listing(
    rows: Sequence[tuple[int, AreaChange, int]], y: float, size: Page, lang: Language
) -> Listing:
    """List areas: number on the maps, what each has and gives and takes, and its page."""
    keys = (
        *("sheet-column-number", "plan-of-area", "plan-before", "plan-after"),
        *("sheet-change-leaves", "sheet-change-comes", "sheet-column-page"),
    )
    widths = (_NUMBER, size.inner - _NUMBER - 5 * _FIGURE, *(_FIGURE,) * 5)
    cells = tuple(
        (
            TextCell(str(number), _SIZE, bold=True),
            cut_to(one.scene.title, widths[1] - CELL_INSET, _SIZE),
            f"{one.before}",
            f"{one.after}",
            f"{one.households(Change.LEAVES) or '–'}",
            f"{one.households(Change.COMES) or '–'}",
            str(at),
        )
        for number, one, at in rows
    )
    header = tuple(say(key, lang=lang) for key in keys)
    high = (_ROW,) * (len(cells) + 1)
    return Listing(MARGIN, y, widths, "clrrrrr", header, high, cells, _SIZE)


def _whole(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """Unite areas; none are a polygon too, which has a border at least."""
    united = shapely.union_all(shapes)
    return shapely.Polygon() if united.is_empty else united


def _sides(changes: Sequence[AreaChange], ground: PlanGround) -> tuple[AreaScene, AreaScene]:
    """Show all areas as they are, and as the plan has them; those that change have numbers."""
    sides = (
        [*(one.today for one in changes), *ground.today],
        [*(one.then for one in changes), *ground.then],
    )
    whole = [_whole(side) for side in sides]
    today, then = (
        replace(
            ground.scene,
            outline=own,
            other=other,
            paged=True,
            parts=tuple(
                MapPart(at if at <= len(changes) else 0, "", "", shape, 0, 0)
                for at, shape in enumerate(side, start=1)
            ),
        )
        for side, own, other in zip(sides, whole, reversed(whole), strict=True)
    )
    return today, then


def _frames(scene: AreaScene, size: Page, top: float, high: float) -> TwoFrames:
    """Set the maps side by side or one above the other, as the ground is shown larger."""
    both = (TwoFrames.beside(top, size.inner, high), TwoFrames.above(top, size.inner, high))
    return min(both, key=lambda one: fit(scene.bounds, one.width, one.height).scale)


_HANDED: Final[LegendMark] = (7.0, '<rect x=".5" y=".6" width="6" height="3.8"/>')
