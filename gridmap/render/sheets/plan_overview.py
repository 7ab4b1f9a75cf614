"""What begins the sheets of a plan: its figures, and on which page each area is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gridmap.render.sheets.changes import AreaChange, Change, PlanFacts
from gridmap.render.sheets.heads import TOP
from gridmap.render.sheets.letters import cut_to
from gridmap.render.sheets.pages import CELL_INSET, Heading, LaidPage, Listing, Words
from gridmap.render.sheets.paper import MARGIN, Paper, page
from gridmap.words import Language, say

__all__ = ["plan_overview"]

_ROW: Final = 5.6
_SIZE: Final = 8.5
_FOOT: Final = 13.0


def plan_overview(
    changes: Sequence[tuple[AreaChange, int]],
    facts: PlanFacts,
    *,
    lang: Language,
    paper: Paper = Paper.A4,
) -> list[LaidPage]:
    """Lay out what begins the sheets: figures of the plan, and on which page each area is.

    Parameters
    ----------
    changes
        Each with its page, counted from the first one after these.
    """
    size = page(paper, landscape=False)
    rows = [
        (
            one.scene.title,
            f"{one.before}",
            f"{one.after}",
            f"{one.households(Change.LEAVES) or '–'}",
            f"{one.households(Change.COMES) or '–'}",
        )
        for one, _ in changes
    ]
    header = tuple(
        say(key, lang=lang)
        for key in (
            "plan-of-area",
            "plan-before",
            "plan-after",
            "sheet-change-leaves",
            "sheet-change-comes",
            "sheet-column-page",
        )
    )
    widths = (size.inner - 5 * 22.0, *(22.0,) * 5)
    top = TOP + 14
    # How many pages these are shows first, and with it the pages of the others.
    heights = (_ROW,) * (len(facts.figures) + 1)
    below = top + sum(heights) + 8
    room = [int((size.height - _FOOT - y) // _ROW) - 1 for y in (below, TOP + 4)]
    ahead = 1 + max(0, -(-(len(rows) - room[0]) // room[1]))
    numbered = [
        (cut_to(row[0], widths[0] - CELL_INSET, _SIZE), *row[1:], str(at + ahead))
        for row, (_, at) in zip(rows, changes, strict=True)
    ]
    pages: list[LaidPage] = []
    for number in range(ahead):
        onto = LaidPage(size.width, size.height)
        y, fitting = TOP + 4, room[1]
        if number == 0:
            shown = cut_to(facts.title, size.inner, 15, bold=True)
            onto.headings.append(Heading(shown, MARGIN, TOP - 1, size.inner, 15))
            balanced = cut_to(facts.balanced, size.inner, 10)
            onto.words.append(Words(balanced, MARGIN, TOP + 10, 10))
            titles = tuple(say(f"plan-{key}", lang=lang) for key in ("figure", "today", "then"))
            across = (size.inner - 60.0, 30.0, 30.0)
            onto.tables.append(
                Listing(MARGIN, top, across, "lrr", titles, heights, facts.figures, _SIZE)
            )
            y, fitting = below, room[0]
        here, numbered = numbered[:fitting], numbered[fitting:]
        if here:
            high = (_ROW,) * (len(here) + 1)
            onto.tables.append(
                Listing(MARGIN, y, widths, "lrrrrr", header, high, tuple(here), _SIZE)
            )
        pages.append(onto)
    return pages
