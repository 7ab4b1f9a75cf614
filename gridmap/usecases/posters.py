"""What a planner's poster shows: the areas below one, in classes of coverage or of load."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean
from typing import Final

import shapely

from gridmap.errors import InputError
from gridmap.render.figures import DASH, whole_percent
from gridmap.render.sheets import AreaScene, LaidPage, MapPart, Paper, Tone, poster
from gridmap.territory.areas import Area
from gridmap.territory.codes import Level
from gridmap.usecases.coverage import CoverageTable, coverage
from gridmap.usecases.sheet_scenes import SheetReader
from gridmap.words import Language, say

__all__ = ["coverage_poster", "load_poster"]

# As on the screen, from most left to do to the goal; lines grow denser the more is done.
_COLOURS: Final = ("#ebae76", "#f3cba2", "#f8e3cc", "#edefe9", "#dce8ea", "#c3dbe0")
_LINES: Final = (0.0, 6.0, 3.6, 2.2, 1.3, 0.9)
# Per cent from the mean at which the classes of load part.
_OFF: Final = (-20, -5, 5, 20)
_LOADS: Final = (
    ("#c9dfec", 2.0, 0.0),
    ("#e4eff5", 4.5, 0.0),
    ("#ffffff", 0.0, 0.0),
    ("#f6dcc8", 3.6, 45.0),
    ("#eab28a", 1.6, 45.0),
)


@dataclass(frozen=True, slots=True)
class _Figures:
    """What a poster says of the areas below one; of each of them, in their order.

    Attributes
    ----------
    values
        What stands on the map.
    cells
        What stands in the table, below ``columns``.
    tones
        Number of the class; ``None`` where there is no figure.
    fact
        What is said of all of them.
    """

    title: str
    values: Sequence[str]
    cells: Sequence[tuple[str, str]]
    columns: tuple[str, str]
    tones: Sequence[int | None]
    classes: tuple[Tone, ...]
    fact: str


def coverage_poster(
    reader: SheetReader, area: Area, level: Level | None, *, paper: Paper, lang: Language
) -> list[LaidPage]:
    """Lay out how far the areas below one are visited: met of those to visit, in per cent.

    Parameters
    ----------
    level
        Of those areas; the next below with any otherwise.

    Raises
    ------
    InputError
        ``poster-none-below`` if the area has none.
    """
    scene, table = _read(reader, area, level)
    bands = reader.workspace.settings.bands
    figures = [row.figure for row in table.rows]
    rates = [whole_percent(figure.rate) for figure in figures]
    values = [DASH if rate is None else f"{rate} %" for rate in rates]
    target = sum(figure.target for figure in figures)
    reached = sum(figure.reached for figure in figures)
    mean = whole_percent(reached / target if target else None)
    words = [
        say("map-band-first", lang=lang, under=str(bands[0])),
        *(f"{low}–{high - 1} %" for low, high in pairwise(bands)),
        say("map-band-last", lang=lang, **{"from": str(bands[-1])}),
    ]
    shown = _Figures(
        title=say("poster-coverage-title", lang=lang, title=scene.title),
        values=values,
        cells=[
            (f"{figure.reached} / {figure.target}", value)
            for figure, value in zip(figures, values, strict=True)
        ],
        columns=(say("poster-column-met", lang=lang), say("poster-column-rate", lang=lang)),
        tones=[None if rate is None else bisect_right(bands, rate) for rate in rates],
        classes=tuple(Tone(_COLOURS[at], _LINES[at], 45.0, word) for at, word in enumerate(words)),
        fact=say(
            "poster-met",
            lang=lang,
            met=reached,
            target=target,
            rate=DASH if mean is None else f"{mean} %",
        ),
    )
    return _laid(reader, scene, table, shown, paper=paper, lang=lang)


def load_poster(
    reader: SheetReader, area: Area, level: Level | None, *, paper: Paper, lang: Language
) -> list[LaidPage]:
    """Lay out how many households the areas below one have, against their mean.

    Parameters
    ----------
    level
        As for :func:`coverage_poster`.

    Raises
    ------
    InputError
        As :func:`coverage_poster`.
    """
    scene, table = _read(reader, area, level)
    loads = [row.figure.households for row in table.rows]
    mean = fmean(loads) if loads else 0.0
    below = _level(reader, table)
    off = [round(100 * (load / mean - 1)) if mean else 0 for load in loads]
    low, little, much, high = _OFF
    words = (
        say("poster-far-below", lang=lang, percent=-low),
        say("poster-below", lang=lang, least=-little, most=-low),
        say("poster-near", lang=lang, percent=much),
        say("poster-above", lang=lang, least=much, most=high),
        say("poster-far-above", lang=lang, percent=high),
    )
    shown = _Figures(
        title=say("poster-load-title", lang=lang, title=scene.title, level=below),
        values=[str(load) for load in loads],
        cells=[(str(load), _signed(percent)) for load, percent in zip(loads, off, strict=True)],
        columns=(say("sheet-column-households", lang=lang), say("poster-column-off", lang=lang)),
        tones=[bisect_right(_OFF, percent) for percent in off],
        classes=tuple(Tone(*look, word) for look, word in zip(_LOADS, words, strict=True)),
        fact=say(
            "poster-load",
            lang=lang,
            households=sum(loads),
            mean=round(mean),
            level=below,
        ),
    )
    return _laid(reader, scene, table, shown, paper=paper, lang=lang)


def _laid(
    reader: SheetReader,
    scene: AreaScene,
    table: CoverageTable,
    shown: _Figures,
    *,
    paper: Paper,
    lang: Language,
) -> list[LaidPage]:
    parts = tuple(
        replace(part, value=value, tone=tone)
        for part, value, tone in zip(scene.parts, shown.values, shown.tones, strict=True)
    )
    return poster(
        replace(scene, title=shown.title, parts=parts, tones=shown.classes),
        facts=[_areas(reader, table, lang), shown.fact],
        columns=shown.columns,
        rows=[(part, *cells) for part, cells in zip(parts, shown.cells, strict=True)],
        paper=paper,
        lang=lang,
    )


def _read(reader: SheetReader, area: Area, level: Level | None) -> tuple[AreaScene, CoverageTable]:
    """Read the ground, and the figures of the areas below; a part for each, in their order."""
    children = reader.tree.children.get(area.id, ())
    wanted = level or min((one.level for one in children), key=lambda one: one.depth, default=None)
    if wanted is None:
        raise InputError("poster-none-below", code=area.code)
    table = coverage(reader.workspace, by=wanted, within=area.code, outlines=True)
    shown = [reader.tree.by_code[row.code] for row in table.rows]
    scene = reader.scene(area, doors_from=None, numbered=False, with_hazards=False, on_one_map=True)
    shapes = reader.outlines(shown)
    parts = tuple(
        MapPart(
            number,
            _named_below(reader, one, area),
            "",
            shapes.get(one.id, shapely.Polygon()),
            0,
            row.figure.households,
        )
        for number, (one, row) in enumerate(zip(shown, table.rows, strict=True), start=1)
    )
    return replace(scene, parts=parts, paged=True), table


def _named_below(reader: SheetReader, one: Area, top: Area) -> str:
    """Name an area, with the one that it is in unless that is what the poster shows."""
    name = reader.title(one)
    if one.parent in {None, top.id}:
        return name
    return f"{reader.title(reader.tree.areas[one.parent])} {name}"


def _areas(reader: SheetReader, table: CoverageTable, lang: Language) -> str:
    """Say how many areas there are, and how many have too few to be shown."""
    count, level = len(table.rows), _level(reader, table)
    if table.few:
        few = len(table.few)
        return say("poster-areas-and-few", lang=lang, areas=count, few=few, level=level)
    return say("poster-areas", lang=lang, areas=count, level=level)


def _level(reader: SheetReader, table: CoverageTable) -> str:
    """Tell what all the areas are; just areas where one above stands in for a level."""
    levels = {reader.tree.by_code[row.code].level for row in table.rows}
    return str(levels.pop()) if len(levels) == 1 else "area"


def _signed(percent: int) -> str:
    return f"{percent:+d} %".replace("-", "−") if percent else "0 %"
