"""Sheets of large, long and odd areas: many numbers, small scales, long addresses, nothing."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

import numpy as np
import pytest
from shapely.geometry import box

from gridmap.render.sheets import area_sheet, bound, leader_sheet
from gridmap.render.sheets.letters import POINT, width_of
from gridmap.render.sheets.map_drawing import draw_map
from gridmap.render.sheets.strokes import path_data
from tests.render.test_sheets import houses, raster, scene_of


def counted_from(first, count=12):
    return tuple(replace(one, number=one.number + first - 1) for one in houses(count))


@pytest.mark.parametrize("first", [1, 95, 995, 9_995])
def test_a_number_on_the_map_stands_within_its_disc(first):
    drawn = draw_map(scene_of(buildings=counted_from(first)), 186, 150)
    assert len(drawn.numbers) == 12
    for mark in drawn.numbers:
        wide = width_of(str(mark.building.number), mark.points, bold=True)
        assert hypot(wide, 0.73 * mark.points * POINT) / 2 < mark.radius
        assert mark.points >= 7


@pytest.mark.parametrize("lay", [area_sheet, leader_sheet])
def test_a_number_in_the_list_stands_within_its_column(lay):
    pages = lay(scene_of(buildings=counted_from(10_001, 6)), lang="en")
    drawn = raster(bound([pages], title="", lang="en"), 0, 254) < 128  # ten dots a millimetre
    for table in pages[0].tables:
        top = table.y + table.heights[0]
        for edge in (table.x, table.x + table.widths[0]):
            rows = slice(round(top * 10) + 5, round((top + sum(table.heights[1:])) * 10) - 5)
            beside = [round(edge * 10) + away for away in (-4, 4) if edge > table.x or away > 0]
            for column in beside:
                lines = drawn[rows, column]
                assert lines.mean() < 0.05, (edge, column)  # but the lines between rows


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_a_number_that_says_which_one_is_written_without_commas(lang):
    scene = scene_of(buildings=counted_from(1_001, 60))
    pages = area_sheet(scene, lang=lang)
    said = [one.text for page in pages for one in (*page.words, *page.headings)]
    said += [
        str(cell) for page in pages for table in page.tables for row in table.rows for cell in row
    ]
    assert any("1001–10" in text for text in said)
    assert not [text for text in said if "1,0" in text]


def test_what_is_too_small_to_be_drawn_takes_nothing_else_from_the_map():
    shapes = np.array([box(0, 0, 0.001, 0.001), box(1, 1, 2, 2)], dtype=object)
    assert path_data(shapes) == path_data(shapes[1:]) != ""


def test_where_a_map_is_stands_in_lines_within_its_column():
    long = tuple(
        replace(one, address=f"{one.number} North Conduit Boulevard Service Road, Rosedale")
        for one in houses(80, across=40)
    )
    [page, *_] = area_sheet(scene_of(buildings=long), lang="en")
    [table] = page.tables
    for row, height in zip(table.rows, table.heights[1:], strict=True):
        lines = row[1].text.split("\n")
        assert max(width_of(line, row[1].size) for line in lines) <= table.widths[1] - 2.2
        assert "to" in " ".join(lines).split()
        assert "…" not in row[1].text
        assert len(lines) * row[1].size * POINT * 1.2 < height
