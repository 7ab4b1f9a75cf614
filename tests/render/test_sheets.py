"""Printed sheets: read as scenes and laid pages, set as PDF, and looked at as pixels."""

from __future__ import annotations

import re
import subprocess
import warnings
from dataclasses import replace
from datetime import date
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import cv2
import geopandas as gpd
import numpy as np
import pandas as pd
import pypdfium2
import pytest
import shapely
from PIL import ImageFont
from pyproj import CRS
from shapely.geometry import MultiPolygon, Point, Polygon, box

import gridmap
from gridmap.errors import CrsError, InputError
from gridmap.fieldwork.cases import HazardCategory
from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.render.sheets import (
    TO_VISIT,
    AreaScene,
    DoorToTick,
    FloorToTick,
    Landmark,
    MapPart,
    Paper,
    SheetBuilding,
    SheetHazard,
    Streets,
    TickBox,
    Tone,
    UnitToTick,
    area_sheet,
    bound,
    hazard_sheet,
    leader_sheet,
    poster,
    put_marks,
    round_sheet,
    typeset,
)
from gridmap.render.sheets.furniture import scale_bar
from gridmap.render.sheets.heads import continued
from gridmap.render.sheets.letters import set_in, width_of, wrapped
from gridmap.render.sheets.map_drawing import draw_map
from gridmap.render.sheets.map_on_page import put_legend, put_map
from gridmap.render.sheets.map_picture import GateMark
from gridmap.render.sheets.matrices import lay_matrices
from gridmap.render.sheets.pages import LaidPage, Listing, NumberCell, Picture, TextCell, Words
from gridmap.render.sheets.paper import SCALES, fit
from gridmap.render.sheets.stretches import walked
from gridmap.render.sheets.strokes import svg_of
from gridmap.territory.page_marks import MARK, PageMark, bits_of, cells, mark_places, page_of
from gridmap.words import LANGUAGES, say

STATUSES = (BuildingStatus.UNTOUCHED, BuildingStatus.PARTLY, BuildingStatus.DONE)
MILLIMETRES = 72 / 25.4


def houses(count, *, apart=18.0, side=9.0, across=6):
    """Houses in rows, numbered row by row, to and fro."""
    found = []
    for at in range(count):
        row, column = divmod(at, across)
        x = (column if row % 2 == 0 else across - 1 - column) * apart
        shape = box(x, -row * apart, x + side, -row * apart + side)
        found.append(SheetBuilding(at + 1, shape, STATUSES[at % 3], f"梅园巷{at + 1}号", 1, 1))
    return tuple(found)


def scene_of(count=12, *, buildings=None, title="第2网格", **more):
    buildings = houses(count) if buildings is None else buildings
    outline = shapely.union_all([one.shape for one in buildings]).envelope.buffer(12)
    streets = Streets(
        np.array([shapely.LineString([(-40, 12), (200, 12)])], dtype=object),
        ("梅园巷",),
        ("residential",),
    )
    facts = {"streets": streets, "as_of": date(2026, 11, 22), "link": "https://a.cn/#/area/1"}
    return AreaScene("4302020021", title, "grid", outline, buildings, **(facts | more))


def raster(pdf, page, dots):
    """Draw a page of a PDF in grey, in so many dots to the inch."""
    return pypdfium2.PdfDocument(pdf)[page].render(scale=dots / 72, grayscale=True).to_numpy()


def text_of(pdf):
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def numbers_in_tables(pages):
    return [
        cell.number
        for page in pages
        for table in page.tables
        for row in table.rows
        for cell in row
        if isinstance(cell, NumberCell)
    ]


def numbers_on_maps(pages: list[LaidPage]):
    return [int(one.text) for page in pages for one in page.words if one.text.isdecimal()]


@pytest.mark.parametrize("count", [1, 2, 12, 36])
def test_every_building_has_its_number_once_on_the_map_and_once_in_the_table(count):
    scene = scene_of(count)
    pages = area_sheet(scene, lang="zh-CN")
    wanted = [*range(1, count + 1)]
    assert sorted(numbers_in_tables(pages)) == wanted
    drawn = draw_map(scene, 186, 150)
    assert sorted(mark.building.number for mark in drawn.marks.numbers) == wanted


def test_a_walk_too_long_for_one_map_goes_on_over_further_maps():
    scene = scene_of(400)
    pages = area_sheet(scene, lang="en")
    assert sorted(numbers_in_tables(pages)) == [*range(1, 401)]
    assert len(pages) == 1 + int(np.ceil(400 / 36))
    # Each number stands on its own map, beside the rows that name it.
    for page in pages[1:]:
        here = numbers_in_tables([page])
        on_map = [number for number in numbers_on_maps([page]) if number in here]
        assert set(here) <= set(on_map)


@pytest.mark.parametrize(("lang", "called"), [("zh-CN", "图 2（38 号）"), ("en", "map 2 (no. 38)")])
def test_a_map_of_a_single_house_is_called_by_its_number(lang, called):
    *near, last = houses(38)
    far = replace(last, shape=box(900, 900, 909, 909))
    scene = scene_of(buildings=(*near[:30], far))
    [page] = area_sheet(scene, lang=lang)[2:]
    assert called in page.headings[0].text


def test_a_house_in_a_wide_area_is_seen_on_the_map_of_where_it_lies():
    scene = scene_of(1, around=box(-2000, -2000, 2000, 2000))
    furniture = draw_map(scene, 186, 150).furniture
    svg = svg_of(186, 150, furniture.svg)
    page = LaidPage(186, 150, pictures=[Picture(svg, 0, 0, 186, 150, "")])
    dots = raster(bound([[page]], title="", lang="en"), 0, 300).squeeze()
    left, top, right, bottom = (round(edge * 300 / 25.4) for edge in furniture.inset)
    black = (dots[top:bottom, left:right] < 10).astype(np.uint8)
    solid = cv2.erode(black, np.ones((14, 14), np.uint8))  # 1.2 mm
    y, x = np.argwhere(solid).mean(axis=0) / (bottom - top, right - left)
    assert (x, y) == (pytest.approx(0.5, abs=0.1), pytest.approx(0.6, abs=0.1))


def test_marks_and_names_never_overlap_and_stay_within_the_frame():
    hazards = tuple(
        SheetHazard(Point(one.shape.centroid), HazardCategory.FIRE, False, False, one.number)
        for one in houses(12)[::3]
    )
    gates = tuple(Landmark("东门", Point(x, 12)) for x in (-8, 40, 41, 95))
    drawn = draw_map(scene_of(30, hazards=hazards, gates=gates), 186, 150)
    discs = [Point(one.x, one.y).buffer(one.radius) for one in drawn.marks.numbers]
    signs = [Point(one.x, one.y).buffer(3.5) for one in drawn.marks.hazards]
    posts = [
        box(one.x - one.half, one.y - one.half, one.x + one.half, one.y + one.half)
        for one in drawn.marks.gates
    ]
    furniture = [box(*one) for one in drawn.furniture.boxes]
    names = []
    for name in drawn.names:
        wide, high = width_of(name.text, name.points), name.points * 0.35
        flat = box(name.x - wide / 2, name.y - high / 2, name.x + wide / 2, name.y + high / 2)
        names.append(shapely.affinity.rotate(flat, name.turn, origin=(name.x, name.y)))
    assert len(discs) == 30
    assert len(signs) == 4
    assert 2 <= len(posts) == sum(name.text == "东门" for name in drawn.names) < 4
    assert names
    shapes = np.array([*discs, *signs, *posts, *furniture, *names], dtype=object)
    one, other = shapely.STRtree(shapes).query(shapes, "intersects")
    assert (one == other).all()
    assert shapely.contains_properly(box(0, 0, 186, 150), shapes).all()


def test_houses_known_as_a_point_alone_have_their_number_too():
    told = tuple(replace(one, shape=one.shape.centroid) for one in houses(4))
    drawn = draw_map(scene_of(4, buildings=told), 186, 150)
    assert sorted(mark.building.number for mark in drawn.marks.numbers) == [1, 2, 3, 4]


def test_small_houses_are_pointed_at_from_beside_them():
    tiny = tuple(replace(one, shape=one.shape.centroid.buffer(1.0)) for one in houses(12))
    drawn = draw_map(scene_of(12, buildings=tiny), 186, 150)
    assert len(drawn.marks.numbers) == 12
    assert all(mark.target is not None for mark in drawn.marks.numbers)


@pytest.mark.parametrize("scale", SCALES)
def test_a_scale_bar_is_as_long_as_it_says(scale):
    bar = scale_bar(scale)
    assert bar.length * scale / 1000 == pytest.approx(bar.metres, rel=0.005)
    assert 8 < bar.length <= 45


def test_the_bar_measures_the_ground_of_its_map():
    drawn = draw_map(scene_of(12), 186, 150)
    ends = shapely.linestrings([[(0, 0), (drawn.furniture.scale.metres, 0)]])
    on_paper = shapely.length(drawn.frame.laid(ends))[0]
    assert on_paper == pytest.approx(drawn.furniture.scale.length, rel=0.005)


def test_the_scale_is_the_largest_that_fits():
    assert fit((0, 0, 80, 60), 186, 150).scale == 500
    assert fit((0, 0, 100, 60), 186, 150).scale == 750
    assert fit((0, 0, 5_000, 300), 186, 150).scale == 30_000


@pytest.mark.parametrize(
    "outline",
    [
        Polygon(),
        box(0, 0, 5_000, 80),
        MultiPolygon([box(0, 0, 50, 50), box(300, 300, 350, 350)]),
    ],
)
def test_areas_of_any_shape_are_printed(outline):
    scene = AreaScene("1", "第1网格", "grid", outline, ())
    assert bound([area_sheet(scene, lang="zh-CN")], title="", lang="zh-CN").startswith(b"%PDF")


def test_words_of_others_are_printed_as_they_are_and_break_nothing():
    said = [
        "<b>茨菇塘</b> & #panic() $x$ @ref *粗* _斜_ `code` \\ ] [",
        "䶮㛃𡐓茨菇塘",
        "长" * 200,
        "",
    ]
    told = tuple(replace(one, address=text) for one, text in zip(houses(4), said, strict=True))
    pages = area_sheet(scene_of(4, buildings=told, title="#(1/0) <龘>"), lang="zh-CN")
    text = text_of(bound([pages], title='"]#', lang="zh-CN"))
    plain = "".join(text.split())
    assert "#panic()$x$@ref*粗*_斜_`code`\\][" in plain
    assert "䶮㛃𡐓茨菇塘" in plain
    assert "#(1/0)<龘>" in plain
    assert "长" * 10 in plain
    # Characters without a glyph come out as nothing or as replacements.
    assert "�" not in text
    assert "￾" not in text


def test_what_one_font_lacks_comes_from_the_next_and_what_all_lack_is_told():
    shape = box(447_000, 4_427_000, 447_009, 4_427_009)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        text = text_of(gridmap.sheet(framed([shape], address=["𠮷祥里한글路"]), lang="zh-CN"))
    assert "𠮷祥里한글路" in text
    ground = framed([shape.buffer(9)], code=["g1"], name=["\U0001f600里"])
    for printed in (
        lambda: gridmap.sheet(framed([shape], address=["\U0001f600里"])),
        lambda: gridmap.atlas(ground, framed([shape], area=["g1"])),
    ):
        with pytest.warns(gridmap.GridmapWarning, match=r"U\+1F600.*--font"):
            printed()


def test_what_turns_lines_round_is_left_out():
    house = framed([box(447_000, 4_427_000, 447_009, 4_427_009)], address=["\u202eabc\u0007 12"])
    text = text_of(gridmap.sheet(house, title="\u2067def", lang="en"))
    assert "abc 12" in text
    assert "def" in text


@pytest.mark.parametrize("points", [8, 9, 10, 11, 12])
@pytest.mark.parametrize("width", [14, 17, 20, 23, 26])
def test_a_number_stays_with_what_it_counts(width, points):
    parts = ["12号", "3#楼", "2单元", "A 栋", "５号楼", "301室"]
    said = f"建设中路{parts[0]}院{parts[1]}{parts[2]}，幸福里{parts[3]}和{parts[4]}的{parts[5]}"
    lines = wrapped(said, width, points)
    assert len(lines) > 1
    assert "".join(lines) == said
    for part in parts:
        assert any(part in line for line in lines), lines
    assert all(width_of(line, points) <= width for line in lines)


def test_lines_are_broken_before_the_edge():
    said = "光明路123号 High Street Flat 12, 幸福里小区"
    lines = wrapped(said, 30, 8.5)
    cut = wrapped(said, 30, 8.5, most=2)
    assert wrapped(said, 30, 8.5, most=len(lines)) == lines
    assert (len(cut), cut[0]) == (2, lines[0])
    assert cut[1].endswith("…")
    for line in (*lines, *cut):
        assert width_of(line, 8.5) <= 30
        assert not line.startswith(" ")


def test_every_door_of_a_tower_is_there_to_tick_or_struck():
    floors = tuple(
        FloorToTick(floor, tuple(DoorToTick(f"{floor}{door:02}", door != 2) for door in (1, 2, 3)))
        for floor in range(33, 0, -1)
    )
    inside = tuple(UnitToTick(str(unit), floors) for unit in (1, 2, 3))
    tower = replace(houses(1)[0], households=297, inside=inside)
    pages = area_sheet(scene_of(1, buildings=(tower,)), lang="zh-CN")
    labels = [one.text for page in pages for one in page.words]
    assert sum(text == "3301" for text in labels) == 3
    assert sum(text == "101" for text in labels) == 3
    boxes = sum(
        picture.svg.count('stroke-width=".35"') for page in pages for picture in page.pictures
    )
    # One more says what they are for.
    assert boxes == 3 * 33 * 2 + 1
    for page in pages:
        for picture in page.pictures:
            assert picture.y + picture.height <= page.height


def test_few_doors_stand_beside_the_map_of_a_page_that_lies_across():
    floors = tuple(
        FloorToTick(floor, (DoorToTick(f"{floor}01", True),)) for floor in range(5, 0, -1)
    )
    units = tuple(UnitToTick(str(unit), floors) for unit in range(1, 13))

    def laid(count):
        tower = replace(houses(1)[0], units=12, households=5 * count, inside=units[:count])
        return area_sheet(scene_of(1, buildings=(tower,)), lang="zh-CN", landscape=True)

    [page] = laid(2)
    [table] = page.tables
    assert len(page.boxes) == 2 * 5
    # Of a house that others share, the list tells the units of this area.
    assert table.rows[0][table.header.index("单元")] == "2"
    for one in page.boxes:
        assert table.x <= one.x
        assert one.x + one.side <= table.x + sum(table.widths)
        assert table.y + sum(table.heights) <= one.y
        assert one.y + one.side <= page.height
    first, *others = laid(12)
    assert not first.boxes
    assert sum(len(one.boxes) for one in others) == 12 * 5


def test_the_heading_of_a_column_keeps_to_its_column_in_whatever_font():
    page = LaidPage(100, 60)
    page.tables.append(Listing(9, 9, (20.0, 20.0), "lr", ("Tries 1 2 3 4 5 6 7", "甲"), (6.0,), ()))
    assert "Tries 1 2 3 4 5 6 7 甲" in text_of(bound([[page]], title="", lang="en"))


def test_what_lies_where_survives_a_copier_that_knows_black_and_white_only():
    scene = scene_of(6)
    pages = area_sheet(scene, lang="zh-CN")
    pdf = pypdfium2.PdfDocument(bound([pages], title="", lang="zh-CN"))
    scale = 300 / 72
    copy = np.asarray(pdf[0].render(scale=scale, grayscale=True).to_pil()) < 128
    drawn = next(one for one in pages[0].pictures if one.alt.startswith("第2网格的地图"))
    frame = draw_map(scene, drawn.width, drawn.height).frame

    def inked(shape):
        """Tell how much of a line in the frame is black, within 0.35 mm."""
        line = shapely.boundary(frame.laid(np.array([shape], dtype=object))[0])
        places = shapely.line_interpolate_point(line, np.linspace(0, line.length, 400))
        x = (shapely.get_x(places) + drawn.x) * MILLIMETRES * scale
        y = (shapely.get_y(places) + drawn.y) * MILLIMETRES * scale
        near = [
            copy[(y + dy).round().astype(int), (x + dx).round().astype(int)]
            for dx in range(-4, 5, 2)
            for dy in range(-4, 5, 2)
        ]
        return np.any(near, axis=0).mean()

    assert all(inked(one.shape) > 0.95 for one in scene.buildings)
    assert inked(scene.outline) > 0.6  # dashes and dots, with room between
    dark = {}
    for one in scene.buildings:
        left, top, right, bottom = frame.laid(np.array([one.shape]))[0].bounds
        # Between the outline and the disc in the middle.
        left, top, right, bottom = left + 0.6, top + 0.6, left + 4.6, bottom - 0.6
        rows = slice(*(int((edge + drawn.y) * MILLIMETRES * scale) for edge in (top, bottom)))
        columns = slice(*(int((edge + drawn.x) * MILLIMETRES * scale) for edge in (left, right)))
        dark.setdefault(one.status, []).append(copy[rows, columns].mean())
    assert max(dark[BuildingStatus.UNTOUCHED]) < min(dark[BuildingStatus.PARTLY])
    assert max(dark[BuildingStatus.PARTLY]) * 1.5 < min(dark[BuildingStatus.DONE])


@pytest.mark.parametrize("floors", [25, 28, 33, 60])
@pytest.mark.parametrize("landscape", [True, False])
def test_every_door_of_a_tower_is_on_paper(floors, landscape):
    towers = (tower(1, floors=floors), tower(2, floors=floors))
    pages = area_sheet(scene_of(buildings=towers), landscape=landscape, lang="en")
    ticks = [(tick, page) for page in pages for tick in page.boxes if tick.means == "done"]
    doors = {(tick.number, tick.unit, tick.floor, tick.door) for tick, _ in ticks}
    assert len(doors) == len(ticks) == 2 * 2 * 3 * floors
    for tick, page in ticks:
        assert 0 < tick.x < page.width - tick.side
        assert 0 < tick.y < page.height - tick.side - 10
    assert all(page.boxes or page.pictures for page in pages)


def test_towers_stand_side_by_side_where_their_titles_have_room():
    long = "梅园巷一百二十八号月塘苑小区北区临街商住楼南侧"
    towers = [tower(1), tower(2), *(replace(tower(at), address=long) for at in (3, 4))]
    page = LaidPage(210.0, 297.0)
    lay_matrices(towers, page, 20.0, lambda: (page, 20.0), 2000.0, "zh-CN", room=250.0)
    titles = [word for word in page.words if word.size == 10.5]
    assert [one.text.split("　")[0] for one in titles] == ["1 号", "2 号", "3 号", "4 号"]
    assert all(one.text.endswith("48 户") for one in titles)
    ys = [one.y for one in titles]
    assert ys[0] <= ys[1] < ys[2] < ys[3]


def test_units_that_go_on_below_another_tower_have_their_title_over_them():
    narrow, wide = tower(1), tower(2)
    [unit, _] = narrow.inside
    floors = tuple(replace(floor, doors=floor.doors[:1]) for floor in unit.floors)
    narrow = replace(narrow, inside=(replace(unit, floors=floors),))
    wide = replace(wide, inside=tuple(replace(unit, unit=str(at)) for at in range(1, 6)))
    page = LaidPage(320.0, 297.0)
    lay_matrices([narrow, wide], page, 20.0, lambda: (page, 20.0), 2000.0, "zh-CN", room=250.0)
    begun, beside, below = (word for word in page.words if word.size == 10.5 and "号" in word.text)
    assert [one.text[:3] for one in (begun, beside, below)] == ["1 号", "2 号", "2 号"]
    rows = {unit: {tick.y for tick in page.boxes if tick.unit == unit} for unit in "1345"}
    assert max(begun.y, beside.y) < min(rows["1"])
    assert max(rows["3"]) < below.y < min(rows["4"] | rows["5"])
    # Below itself a tower goes on without.
    page = LaidPage(320.0, 297.0)
    lay_matrices([wide], page, 20.0, lambda: (page, 20.0), 2000.0, "zh-CN", room=250.0)
    assert len([word for word in page.words if word.size == 10.5]) == 1


def grid_of_towers():
    """Three small houses and three towers, of one unit each, with addresses as long as most."""
    towers = []
    for at, house in enumerate(houses(6, apart=60, side=25), start=1):
        one = tower(at, floors=6 if at <= 3 else 24)
        address = f"学堂一巷 2 号翰景花园 {at} 栋"
        towers.append(replace(one, shape=house.shape, address=address, inside=one.inside[:1]))
    return scene_of(buildings=tuple(towers))


def test_a_grid_of_towers_takes_one_page_where_that_is_large_enough():
    scene = grid_of_towers()
    [page] = area_sheet(scene, lang="zh-CN", paper=Paper.A1, landscape=True)
    assert len(page.boxes) == 3 * 3 * (6 + 24)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_towers_fill_pages_in_either_language(lang):
    pages = area_sheet(grid_of_towers(), lang=lang, landscape=True)
    assert len(pages) == 3
    # What has room beside the map stands there.
    assert pages[0].boxes
    for page in pages:
        titles = [word for word in page.words if word.size == 10.5]
        rooms = [
            box(word.x, word.y - 1, word.x + width_of(word.text, 10.5, bold=True), word.y + 1)
            for word in titles
        ]
        assert shapely.union_all(rooms).area == pytest.approx(sum(one.area for one in rooms))
        assert all(one.bounds[2] <= page.width - 11.9 for one in rooms)
        assert not any("…" in word.text for word in titles)


def test_how_far_a_house_is_that_its_number_takes_all_of_survives_a_copier():
    scene = scene_of(30)
    drawn = draw_map(scene, 110, 80)
    page = LaidPage(210.0, 297.0)
    put_map(page, scene, drawn, 0, 0, "en")
    scale = 150 / 25.4
    copy = raster(bound([[page]], title="", lang="en"), 0, 150) < 128
    tight = [one for one in drawn.marks.numbers if one.tight]
    assert {one.building.status for one in tight} == set(STATUSES)
    dark = {}
    for one in tight:
        [house] = drawn.frame.laid(np.array([one.building.shape]))
        left, top, right, bottom = (np.array(house.bounds) * scale).round().astype(int)
        wall = copy[top - 1 : bottom + 2, left - 1 : right + 2]
        sides = (wall[:3].any(0), wall[-3:].any(0), wall[:, :3].any(1), wall[:, -3:].any(1))
        assert all(side.mean() > 0.95 for side in sides)
        inside = copy[top + 2 : bottom - 2, left + 2 : right - 2]
        ring = [inside[edge] for edge in ((0, ...), (-1, ...), (..., 0), (..., -1))]
        found = (np.concatenate(ring).mean(), inside.mean())
        dark.setdefault(one.building.status, []).append(found)
    rim, whole = 0, 1
    most = {status: np.max(found, axis=0) for status, found in dark.items()}
    least = {status: np.min(found, axis=0) for status, found in dark.items()}
    assert most[BuildingStatus.UNTOUCHED][rim] + 0.3 < least[BuildingStatus.PARTLY][rim]
    assert most[BuildingStatus.PARTLY][whole] + 0.2 < least[BuildingStatus.DONE][whole]


@pytest.mark.parametrize("layout", [area_sheet, leader_sheet, round_sheet])
def test_paper_does_not_tell_where_nobody_is_to_be_visited_from_what_is_done(layout):
    scene = scene_of(6)

    def laid(status):
        buildings = tuple(
            replace(one, status=status) if one.status is BuildingStatus.DONE else one
            for one in scene.buildings
        )
        return [page.data() for page in layout(replace(scene, buildings=buildings), lang="en")]

    assert laid(BuildingStatus.NONE) == laid(BuildingStatus.DONE) != laid(BuildingStatus.UNTOUCHED)


def test_frames_are_printed_with_the_library():
    shapes = [one.shape for one in houses(5)]
    buildings = gpd.GeoDataFrame(
        {"address": [f"梅园巷{at}号" for at in range(5)], "area": ["1", "1", "1", "2", None]},
        geometry=shapes,
        crs="EPSG:4547",
    )
    buildings.geometry = buildings.translate(500_000, 3_000_000)
    outline = buildings[:3].union_all().convex_hull
    text = text_of(gridmap.sheet(buildings[:3], outline, title="一号", lang="zh-CN"))
    assert "一号" in text
    assert "梅园巷2号" in "".join(text.split())
    areas = gpd.GeoDataFrame(
        {"code": ["1", "2"]}, geometry=[outline, outline.buffer(30)], crs=buildings.crs
    )
    made = pypdfium2.PdfDocument(gridmap.atlas(areas, buildings, lang="en"))
    assert [("Page 1 of 2" in page.get_textpage().get_text_range()) for page in made] == [
        True,
        False,
    ]


def framed(shapes, **columns):
    return gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:32650")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"paper": "B5"}, "paper-unknown"),
        ({"lang": "fr"}, "language-unknown"),
        ({"font": "/nowhere.ttf"}, "font-unreadable"),
        ({"font": Path("/nowhere.ttf")}, "font-unreadable"),
        ({"font": 5}, "font-unreadable"),
        ({"link": "https://a.cn/" + "x" * 300}, "link-too-long"),
        ({"link": "javascript:alert(1)"}, "address-not-web"),
        ({"area": box(9_000_000, 0, 9_000_010, 10)}, "sheet-too-wide"),
        ({"paper": 4}, "paper-unknown"),
        ({"area": "GW-002"}, "frame-not-shape"),
        ({"area": gpd.GeoSeries([box(0, 0, 1, 1)])}, "frame-not-shape"),
        ({"area": shapely.Point(447_000, 4_427_000)}, "sheet-area-no-ground"),
        ({"area": box(447_000, 4_427_000, 447_009, 4_427_009).exterior}, "sheet-area-no-ground"),
        ({"as_of": "yesterday"}, "frame-time-unreadable"),
        ({"as_of": 20260302}, "frame-time-unreadable"),
        ({"title": 5}, "frame-not-text"),
        ({"link": 5}, "frame-not-text"),
        ({"hazards": 5}, "map-geometry-missing"),
    ],
)
def test_what_the_library_cannot_print_is_said(asked, code):
    with pytest.raises(InputError) as refused:
        gridmap.sheet(framed([box(447_000, 4_427_000, 447_009, 4_427_009)]), **asked)
    assert refused.value.code == code


@pytest.mark.parametrize("frame", ["buildings", "around", "streets", "hazards"])
def test_a_coordinate_system_that_leads_nowhere_is_said_of_every_frame(frame):
    house = framed([box(447_000, 4_427_000, 447_009, 4_427_009)])
    on_mars = CRS.from_proj4("+proj=tmerc +lon_0=114 +a=3396190 +b=3376200 +units=m")
    asked = {"buildings": house, frame: house.set_crs(on_mars, allow_override=True)}
    with pytest.raises(CrsError) as refused:
        gridmap.sheet(**asked)
    assert refused.value.code == "frame-crs-nowhere"
    assert refused.value.fields["frame"] == frame


def test_a_hazard_of_another_kind_is_told_and_listed_in_its_own_word():
    house = framed([box(447_000, 4_427_000, 447_009, 4_427_009)])
    hazard = framed([shapely.Point(447_004, 4_427_004)], category=["sinkhole"])
    with pytest.warns(gridmap.GridmapWarning, match=r"sinkhole.*fire"):
        made = gridmap.sheet(house, hazards=hazard, lang="en")
    assert "sinkhole" in text_of(made)


@pytest.mark.parametrize(
    ("title", "code", "head"),
    [
        ("梅园", "GW-002", "梅园 (GW-002), continued"),
        ("梅园", "", "梅园, continued"),
        ("GW-002", "GW-002", "GW-002, continued"),
        ("", "", ""),
    ],
)
def test_a_further_page_is_headed_by_what_the_sheet_has_of_title_and_code(title, code, head):
    assert continued(replace(scene_of(1), title=title, code=code), "en") == head


def test_the_day_of_the_data_is_read_from_text_too():
    house = framed([box(447_000, 4_427_000, 447_009, 4_427_009)])
    told = [gridmap.sheet(house, as_of=day) for day in (date(2026, 3, 2), "2026-03-02")]
    assert "2026" in text_of(told[0])
    assert text_of(told[0]) == text_of(told[1])


@pytest.mark.parametrize(
    ("column", "code"),
    [
        ({"households": [-200]}, "sheet-count-unclear"),
        ({"units": ["two"]}, "sheet-count-unclear"),
        ({"households": [float("inf")]}, "sheet-count-unclear"),
        ({"households": [1e30]}, "sheet-count-unclear"),
        ({"status": ["finished"]}, "sheet-status-unknown"),
        ({"status": [1.0]}, "sheet-status-unknown"),
        ({"number": [10**20]}, "sheet-numbers-unclear"),
        ({"address": [1.5]}, "frame-cell-unclear"),
        ({"address": [2.0**60]}, "frame-cell-unclear"),
        ({"address": [True]}, "frame-cell-unclear"),
        ({"address": [["甲", 1]]}, "frame-cell-unclear"),
    ],
)
def test_what_a_column_cannot_hold_is_said(column, code):
    with pytest.raises(InputError) as refused:
        gridmap.sheet(framed([box(447_000, 4_427_000, 447_009, 4_427_009)], **column))
    assert refused.value.code == code
    assert all(refused.value.sentence(lang) for lang in LANGUAGES)


def test_streets_that_osmnx_made_one_have_all_of_their_names():
    house = framed([box(447_000, 4_427_000, 447_009, 4_427_009)])
    street = framed(
        [shapely.LineString([(446_940, 4_426_990), (447_070, 4_426_990)])],
        name=[["High Street", "Mill Lane", "High Street"]],
        kind=[["residential", "service"]],
    )
    assert "High Street / Mill Lane" in text_of(gridmap.sheet(house, streets=street, lang="en"))


def test_a_column_that_is_there_twice_is_said():
    house = framed([box(447_000, 4_427_000, 447_009, 4_427_009)], address=["甲"])
    with pytest.raises(InputError) as refused:
        gridmap.sheet(pd.concat([house, house[["address"]]], axis=1))
    assert refused.value.code == "frame-column-twice"


def test_house_numbers_and_codes_may_be_numbers():
    shapes = [box(x, 4_427_000, x + 9, 4_427_009) for x in (447_000, 447_020, 447_040)]
    house = framed(shapes, address=[38.0, None, 4029], area=[1.0, 1.0, None])
    said = text_of(gridmap.sheet(house, lang="en")).split()
    assert {"38", "4029"} <= {*said}
    ground = framed([shapes[0].buffer(50)], code=[1], name=[7001.0])
    said = text_of(gridmap.atlas(ground, house, lang="en")).split()
    assert {"7001", "38"} <= {*said}
    assert "4029" not in said


def test_an_atlas_tells_of_areas_without_any_building_and_of_areas_without_a_code():
    shape = box(447_000, 4_427_000, 447_009, 4_427_009)
    house, ground = framed([shape], area=["zz"]), framed([shape.buffer(9)], code=["g1"])
    with pytest.warns(gridmap.GridmapWarning, match=r"zz.*g1"):
        gridmap.atlas(ground, house)
    with pytest.raises(InputError) as refused:
        gridmap.atlas(ground.assign(code=None), house)
    assert refused.value.code == "frame-cells-empty"


def test_an_atlas_has_one_sheet_for_each_code():
    shape = box(447_000, 4_427_000, 447_009, 4_427_009)
    house, ground = framed([shape], area=["g1"]), framed([shape, shape], code=["g1", "g1"])
    with pytest.raises(InputError) as refused:
        gridmap.atlas(ground, house)
    assert refused.value.code == "atlas-codes-twice"


@pytest.mark.parametrize("numbers", [["1", "one"], [1, None], [1, 1.5], [0, 1]])
def test_numbers_of_ones_own_are_whole_and_from_one(numbers):
    shapes = [box(x, 0, x + 9, 9) for x in (447_000, 447_020)]
    with pytest.raises(InputError) as refused:
        gridmap.sheet(framed(shapes, number=numbers))
    assert refused.value.code == "sheet-numbers-unclear"


def test_whatever_stands_in_a_frame_is_drawn_as_ground_or_as_a_point():
    house = box(447_000, 4_427_000, 447_009, 4_427_009)
    shapes = [
        shapely.GeometryCollection([house, Point(447_000, 4_427_000)]),
        shapely.LineString([(447_020, 4_427_000), (447_029, 4_427_009)]),
        shapely.affinity.translate(house, 40),
        Point(447_060, 4_427_004),
        Point(float("nan"), 0),
        Point(),
        None,
    ]
    names = ["甲\r\n\t组", *"乙丙丁", "无处", "空", "缺"]
    said = text_of(gridmap.sheet(framed(shapes, address=names), lang="zh-CN"))
    assert "4 栋" in said
    assert all(name in said for name in ("甲 组", *"乙丙丁"))
    assert "无处" not in said


@pytest.mark.parametrize("code", ["", "4302020020020010", "甲" * 200])
@pytest.mark.parametrize(
    ("link", "label"),
    [
        (None, None),
        ("https://map.example.cn/#/area/" + "4" * 150, "Scan to open this area"),
        ("GW-002/217-L", "Scan when keying in"),
    ],
)
def test_what_stands_over_a_map_keeps_to_its_place(code, link, label):
    scene = replace(scene_of(60), code=code, link=link, sheet_code="GW-002/217-L")
    page, *_ = area_sheet(scene, lang="en")
    paper = box(0, 0, page.width, page.height)
    assert all(paper.contains(extent(word)) for word in page.words if not word.turn)
    assert all(word.text for word in page.words)
    squares = [one for one in page.pictures if one.alt.startswith("Scan ")]
    assert [one.alt for one in squares] == ([label] if label else [])
    below = min(table.y for table in page.tables), page.pictures[-1].y
    assert all(one.y + one.height <= min(below) for one in squares)


def test_a_leader_reads_a_row_a_door_in_large_type():
    floors = tuple(
        FloorToTick(floor, (DoorToTick(f"{floor}01", True), DoorToTick(f"{floor}02", floor != 2)))
        for floor in range(6, 0, -1)
    )
    tower = replace(houses(1)[0], households=12, units=2, inside=(UnitToTick("2", floors),))
    homes = tuple(replace(one, number=one.number + 1) for one in houses(12))
    [page, *more] = leader_sheet(
        scene_of(buildings=(tower, *homes), duty_phone="0731-2888"), lang="zh-CN"
    )
    pages = [page, *more]
    doors = [row for one in pages for table in one.tables for row in table.rows]
    assert len(doors) == 24
    assert [sum(len(table.rows) for table in one.tables) for one in pages] == [12, 12]
    assert [row[1].text for row in doors[:2]] == ["梅园巷1号\n2 单元 101", "2 单元 102"]
    # Where nobody needs to go that is said across the boxes, and not below one of them.
    told = [row[2] for row in doors if len(row) == 3]
    assert [(cell.text, cell.span) for cell in told] == [("不用去", 3)] * 5
    assert len(told) * 3 + sum(len(one.boxes) for one in pages) == len(doors) * 3
    for one in pages:
        assert min(word.size for word in one.words) >= 14
        cells = [cell for table in one.tables for row in table.rows for cell in row]
        assert min(cell.size for cell in cells if isinstance(cell, TextCell)) >= 14
        assert any("0731-2888" in word.text and word.size > 20 for word in one.words)
        lines = [picture for picture in one.pictures if picture.height < 1]
        assert len(lines) == 5
        for table in one.tables:
            assert table.y + sum(table.heights) < lines[0].y


def test_a_leaders_map_shows_the_houses_large_whatever_field_is_the_areas_too():
    scene = scene_of(12)
    field = scene.outline.union(box(-400, 20, 500, 900))
    places = [
        [(at.x, at.y) for at in page.words if at.text.isdecimal()]
        for one in (scene, replace(scene, outline=field))
        for page in leader_sheet(one, lang="zh-CN")
    ]
    assert len(places[0]) == 12
    assert places[1] == places[0]


def test_long_names_have_the_width_of_a_leaders_page_and_its_map_the_houses_of_its_list():
    told = tuple(
        replace(
            one, address=f"{one.number} Granville Close behind the Old Mill, Rogerstone, Newport"
        )
        for one in houses(23)
    )
    pages = leader_sheet(scene_of(buildings=told), lang="en")
    # As even as they go, none with a few doors left over.
    assert [[len(table.rows) for table in page.tables] for page in pages] == [[6], [6], [6], [5]]
    for at, page in enumerate(pages):
        rows = page.tables[0].rows
        listed = [row[0].number for row in rows]
        assert listed == [*range(6 * at + 1, min(6 * at + 6, 23) + 1)]
        assert sorted({*numbers_on_maps([page])}) == listed
        # Ends differ: they are read on a second line.
        assert all(row[1].text.endswith("Newport") for row in rows)


def test_the_first_page_is_the_same_without_those_that_follow():
    scene = scene_of(100)
    for lay in (area_sheet, leader_sheet):
        [page], whole = lay(scene, lang="zh-CN", first_only=True), lay(scene, lang="zh-CN")
        assert len(whole) > 1
        assert page.data() == whole[0].data()


def test_the_first_page_of_a_round_tells_how_far_the_way_through_all_its_maps_is():
    scene = scene_of(100)
    [page], whole = round_sheet(scene, lang="en", first_only=True), round_sheet(scene, lang="en")
    assert len(whole) > 1
    assert page.data() == whole[0].data()
    said = [word.text for word in page.words]
    assert any(re.search(r"about [1-9][\d,]* m on foot", text) for text in said)
    # What the rows of the further maps count is what the head counts.
    doors = sum(int(row[3]) for table in page.tables for row in table.rows)
    assert f"{doors} doors to go to" in said


def tower(number=1, *, floors=6, label="{}0{}"):
    inside = tuple(
        FloorToTick(
            floor, tuple(DoorToTick(label.format(floor, at), at != 2) for at in range(1, 5))
        )
        for floor in range(floors, 0, -1)
    )
    shape = houses(1)[0].shape
    units = (UnitToTick("1", inside), UnitToTick("2", inside))
    return SheetBuilding(number, shape, BuildingStatus.PARTLY, "1栋", 2, 48, units)


@pytest.fixture(scope="module")
def marked():
    """An area sheet with a tower, and a leader's, as one PDF with marks of prints 70,001 and 2."""
    homes = tuple(replace(one, number=one.number + 1) for one in houses(12))
    scene = scene_of(buildings=(tower(), *homes))
    sheets = [area_sheet(scene, lang="zh-CN"), leader_sheet(scene, lang="zh-CN")]
    for sheet, number in zip(sheets, (70_001, 2), strict=True):
        put_marks(sheet, number, 7)
    return scene, [*sheets[0], *sheets[1]], bound(sheets, title="1", lang="zh-CN")


def test_each_box_to_tick_lies_where_the_page_says(marked):
    scene, pages, pdf = marked
    told = [tick for page in pages for tick in page.boxes]
    doors = [(tick.unit, tick.floor, tick.door) for tick in told if tick.means == "done"]
    assert len(set(doors)) == len(doors) == 2 * 6 * 3
    to_visit = sum(one.status in {"untouched", "partly"} for one in scene.buildings[1:])
    assert [sum(tick.means == means for tick in told) for means in ("1", "3", "met", "leave")] == [
        to_visit,
        to_visit,
        to_visit + 36,
        to_visit + 36,
    ]
    for at, page in enumerate(pages):
        drawn = raster(pdf, at, 254) < 128  # ten dots a millimetre
        for tick in page.boxes:
            left, top, side = (round(value * 10) for value in (tick.x, tick.y, tick.side))
            frame = drawn[top - 3 : top + side + 4, left - 3 : left + side + 4]
            edges = (frame[:7], frame[-7:], frame[:, :7].T, frame[:, -7:].T)
            assert min(edge[:, 4:-4].any(axis=0).mean() for edge in edges) > 0.95, tick
            assert not frame[7:-7, 7:-7].any(), tick
            kept = TickBox.of(tick.kept())
            assert (kept.number, kept.means, kept.door) == (tick.number, tick.means, tick.door)
            assert kept.x == pytest.approx(tick.x, abs=0.006)


def test_corner_marks_and_margins_tell_which_page_of_which_print(marked):
    _, pages, pdf = marked
    found = []
    standard = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    for at, page in enumerate(pages):
        drawn = raster(pdf, at, 150)
        corners, ids, _ = cv2.aruco.ArucoDetector(standard).detectMarkers(drawn)
        middles = {
            int(one): corner.reshape(4, 2).mean(0)
            for one, corner in zip(ids.ravel(), corners, strict=True)
        }
        scale = 150 / 25.4
        for one, place in enumerate(mark_places(page.width, page.height)):
            assert np.allclose(middles[one] / scale, np.add(place, MARK / 2), atol=0.15)
        for side in cells(page.width, page.height):
            bits = [int(drawn[int(y * scale), int(x * scale)] < 128) for x, y in side]
            found.append(page_of(bits))
    leaves = [(70_001, at) for at in range(1, len(pages) - 2)] + [(2, at) for at in (1, 2, 3)]
    assert set(found) == {PageMark(number, leaf, 7) for number, leaf in leaves}
    bits = bits_of(PageMark(70_001, 1, 7))
    for at in range(48):
        wrong = page_of([bit ^ (at == other) for other, bit in enumerate(bits)])
        assert wrong is None or wrong.origin != 7
    assert page_of([0] * 48) is None
    with pytest.raises(ValueError, match="16777216"):
        bits_of(PageMark(2**24, 1, 7))


@pytest.mark.parametrize("long", [False, True])
def test_a_leader_reads_the_house_over_its_first_door(long):
    address = "中心广场街道流芳园社区梅园巷" * long + "茨菇塘7号"
    towers = [
        replace(tower(at, floors=2), shape=one.shape, address=f"{address}{at}")
        for at, one in enumerate(houses(4), start=1)
    ]
    pages = leader_sheet(scene_of(buildings=tuple(towers), duty_phone="12345"), lang="zh-CN")
    listed = [row for page in pages for table in page.tables for row in table.rows]
    assert len(listed) == 4 * 2 * 2 * 4
    for page in pages:
        for table in page.tables:
            lines = [row[1].text.split("\n") for row in table.rows]
            # Each house has its address in each column, once, and each door a row.
            over = ["".join(line[:-1]) for line in lines if len(line) > 1]
            assert over == [
                f"{address}{at}" for at in dict.fromkeys(row[0].number for row in table.rows)
            ]
            assert all(re.fullmatch(r"[12] 单元 \d+", line[-1]) for line in lines)
            assert {row[1].size for row in table.rows} == {14}
            assert table.y + sum(table.heights) < page.words[-2].y
        assert not any("…" in word.text for word in page.words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_tower_of_a_dozen_doors_is_one_page_of_a_leader(lang):
    floors = tuple(
        FloorToTick(floor, tuple(DoorToTick(f"{floor}0{at}", at > 2) for at in range(1, 5)))
        for floor in (3, 2, 1)
    )
    inside = (UnitToTick(None, floors),)
    home = replace(tower(), inside=inside, address="学堂一巷2号丽景花园7栋", units=1)
    [page] = leader_sheet(scene_of(buildings=(home,)), lang=lang)
    assert [len(table.rows) for table in page.tables] == [6, 6]
    for table in page.tables:
        # Nothing is cut, and no heading is set smaller to keep to its column.
        assert "".join(table.rows[0][1].text.split("\n")[:-1]) == home.address
        for head, wide in list(zip(table.header, table.widths, strict=True))[1:]:
            assert width_of(head, 14, bold=True) <= wide - 2.2


def test_a_round_has_a_row_for_each_door_to_go_to_and_a_way_through_no_house():
    homes = tuple(replace(one, number=one.number + 1) for one in houses(14)[1:])
    scene = scene_of(buildings=(tower(), *homes))
    pages = round_sheet(scene, lang="zh-CN")
    to_visit = [one.number for one in scene.buildings if one.status in TO_VISIT]
    assert sorted(numbers_in_tables(pages)) == sorted([*to_visit[1:], *[1] * 36])
    doors = {(tick.unit, tick.floor, tick.door) for tick in pages[0].boxes if tick.number == 1}
    assert ("2", 6, "601") in doors
    assert ("2", 6, "602") not in doors
    said = " ".join(word.text for word in pages[0].words)
    assert f"要去 {36 + len(to_visit) - 1} 户" in said


@pytest.mark.parametrize(("lang", "way"), [("zh-CN", "走的路线"), ("en", "The way")])
def test_the_way_of_a_round_is_told_from_walls_and_explained(lang, way):
    homes = tuple(replace(one, status=BuildingStatus.UNTOUCHED) for one in houses(14))
    scene = walked(scene_of(buildings=homes))
    drawn = draw_map(scene, 180, 120)
    walls = drawn.frame.laid(shapely.boundary([one.shape for one in homes]))
    [along] = drawn.frame.laid(np.array([scene.walk], dtype=object))
    # Whoever walks keeps to walls; the dots that are drawn keep clear of their lines.
    assert shapely.distance(along, walls).min() == pytest.approx(0, abs=0.01)
    assert len(drawn.marks.way) == 1
    assert shapely.distance(drawn.marks.way[0], walls).min() > 0.4 + 0.25
    assert along.hausdorff_distance(drawn.marks.way[0]) < 3
    for lay, told in ((round_sheet, True), (area_sheet, False)):
        page, *_ = lay(scene_of(buildings=homes), lang=lang)
        assert (way in {word.text for word in page.words}) == told


@pytest.mark.parametrize("paged", [True, False])
@pytest.mark.parametrize("count", [3, 18, 20])
def test_hazards_stand_on_the_page_that_shows_the_way_through(count, paged):
    grounds = [one.shape.buffer(4) for one in houses(count)]
    parts = tuple(
        MapPart(at, f"荷叶街{at}号 到 荷叶街{at + 9}号", f"{at}", ground, 9, 28)
        for at, ground in enumerate(grounds, start=1)
    )
    hazards = tuple(
        SheetHazard(ground.centroid, HazardCategory.FIRE, False, False, None)
        for ground in grounds[:3]
    )
    scene = replace(scene_of(count), parts=parts, paged=paged, hazards=hazards, buildings=())
    [page] = area_sheet(scene, lang="zh-CN", landscape=False)
    lists = sorted(page.tables, key=lambda one: one.y)
    assert sum(len(one.rows) for one in lists) == count + 3
    assert lists[-1].y + sum(lists[-1].heights) < page.height - 10
    for one, other in pairwise(lists):
        assert one.x != other.x or one.y + sum(one.heights) <= other.y


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
@pytest.mark.parametrize("width", [210.0, 297.0])
def test_a_legend_leaves_nothing_that_is_drawn_unexplained(lang, width):
    place = Point(20, 5)
    kinds = [*HazardCategory]
    hazards = [SheetHazard(place, kind, False, False, 1) for kind in kinds]
    drawn = draw_map(scene_of(30, hazards=tuple(hazards)), 110, 80)
    marks = replace(drawn.marks, gates=(GateMark(1, 1, 1),))
    known = {"neighbours": True, "water": True, "paths": True, "divided": True}
    drawn = replace(drawn, marks=marks, **known)
    assert any(one.tight for one in drawn.marks.numbers)
    page = LaidPage(width, 200.0)
    put_legend(page, drawn, 12, 100, lang)
    keys = ("border", "neighbour", "gate", "between", "water", "path")
    wanted = {say(f"sheet-{key}", lang=lang) for key in (*keys, *STATUSES)}
    said = {word.text for word in page.words}
    assert wanted <= said
    # And the hazards, by kind or together.
    assert len(said) == len(page.words) == len(wanted) + 1
    boxes = []
    for word in page.words:
        wide, high = width_of(word.text, word.size), 0.9 * word.size / MILLIMETRES
        boxes.append(box(word.x, word.y - high / 2, word.x + wide, word.y + high / 2))
    assert all(box(12, 100, width - 12, 108).buffer(0.05).contains(one) for one in boxes)
    assert shapely.union_all(boxes).area == pytest.approx(sum(one.area for one in boxes))
    [marks] = page.pictures
    assert marks.x + marks.width <= width - 12


def test_what_ends_at_the_edge_of_a_map_is_not_told_to_be_on_it():
    scene = scene_of(12)
    shown = box(*draw_map(scene, 186, 150).frame.box)
    for beyond, told in ((0.5, False), (-5.0, True)):
        around = np.array([shown.buffer(60).difference(shown.buffer(beyond))], dtype=object)
        drawn = draw_map(replace(scene, water=around, neighbours=around), 186, 150)
        assert (drawn.water, drawn.neighbours) == (told, told)


def two_groups(away):
    """Eight houses in each of two parts of an area, so many metres from one to the other."""
    here = houses(8, apart=14.0, across=4)
    there = [
        replace(one, number=one.number + 8, shape=shapely.affinity.translate(one.shape, away))
        for one in here
    ]
    ground = box(-4, -45, 55, 12)
    outline = MultiPolygon([ground, shapely.affinity.translate(ground, away)])
    return replace(scene_of(buildings=(*here, *there)), outline=outline)


@pytest.mark.parametrize("away", [300, 400, 900, 5000])
def test_parts_of_an_area_that_lie_far_apart_have_a_map_each(away):
    scene = two_groups(away)
    pages = area_sheet(scene, lang="en")
    assert [{*numbers_in_tables([page])} for page in pages] == [
        set(),
        {*range(1, 9)},
        {*range(9, 17)},
    ]
    # The ground of each is all of its part: nothing is told from anything within it.
    said = {word.text for word in pages[0].words}
    assert "Border" in said
    assert "Map edge" not in said


def test_parts_of_an_area_that_lie_near_share_a_map():
    assert len(area_sheet(two_groups(80), lang="en")) == 1


def test_numbers_beside_their_houses_leave_the_border_free():
    scene = two_groups(400)
    drawn = draw_map(scene, 186, 120)
    border = shapely.boundary(drawn.frame.laid(np.array([scene.outline]))[0])
    aside = [mark for mark in drawn.marks.numbers if mark.target is not None]
    assert len(aside) == 16
    hidden = sum(border.distance(Point(one.x, one.y)) < one.radius for one in aside)
    assert hidden == 0


def test_the_way_of_a_round_wipes_neither_the_border_nor_a_wall():
    homes = tuple(replace(one, status=BuildingStatus.UNTOUCHED) for one in houses(14))
    # The border runs between houses, and for the most part where the way does.
    outline = shapely.union_all([one.shape for one in homes]).convex_hull.buffer(1.3)
    scene = walked(replace(scene_of(buildings=homes, streets=Streets.none()), outline=outline))
    drawn = draw_map(scene, 180, 120)
    [border] = drawn.frame.laid(np.array([shapely.boundary(outline)]))
    assert shapely.length(shapely.buffer(border, 1.2).intersection(drawn.marks.way[0])) > 50
    assert shapely.length(shapely.buffer(border, 0.8).intersection(drawn.marks.way[0])) < 1
    black = []
    for shown in (replace(scene, walk=None), scene):
        page = LaidPage(200.0, 140.0)
        put_map(page, shown, draw_map(shown, 180, 120), 10, 10, "en")
        black.append(raster(bound([[page]], title="", lang="en"), 0, 300) < 128)
    # But for the dots at the edge of a line, which are grey before they are black or white.
    without = cv2.erode(black[0].astype(np.uint8), np.ones((3, 3))) > 0
    assert without.mean() > 0.01
    assert not (without & ~black[1]).any()


def test_open_hazards_are_numbered_on_the_map_as_in_the_list_the_worst_first():
    def hazard(at, *, severe=False, overdue=False):
        place = Point(houses(60)[at].shape.centroid)
        return SheetHazard(
            place, HazardCategory.FIRE, severe, overdue, at, f"梅园巷{at}号", date(2026, 11, 1)
        )

    hazards = (hazard(1), hazard(2, overdue=True), hazard(3, severe=True), *map(hazard, range(40)))
    pages = hazard_sheet(scene_of(60, hazards=hazards), lang="zh-CN")
    rows = [row for page in pages for table in page.tables for row in table.rows]
    assert [row[0].text for row in rows] == [str(at) for at in range(1, 44)]
    assert [row[2].text for row in rows[:3]] == ["梅园巷3号", "梅园巷2号", "梅园巷1号"]
    assert all(
        table.y + sum(table.heights) < page.height - 11 for page in pages for table in page.tables
    )
    on_map = {word.text for word in pages[0].words if word.bold}
    assert {"1", "2", "3"} <= on_map
    assert len(hazard_sheet(scene_of(3), lang="en")) == 1


def test_a_hazard_is_found_from_an_overview_whose_maps_each_number_their_own_houses():
    halves = (box(-12, -60, 40, 12), box(40, -60, 90, 12))
    parts = tuple(MapPart(at, "", "", half, 0, 0) for at, half in enumerate(halves, 1))
    hazards = tuple(
        SheetHazard(Point(x, 0), HazardCategory.FIRE, False, True, 10, address)
        for x, address in ((60, "梅园巷3号"), (10, "桃花巷10号"))
    )
    scene = scene_of(30, hazards=hazards, parts=parts, paged=True)
    [table] = [one for one in area_sheet(scene, lang="en")[0].tables if "Hazard" in one.header]
    assert table.header[1] == "Map"
    assert [row[1] for row in table.rows] == ["2", "1"]
    said = [row[2].text.split("\n") for row in table.rows]
    assert said == [["Fire (Overdue)", f"no. 10　{one.address}"] for one in hazards]


def test_a_hazard_whose_place_is_taken_stands_beside_it_within_the_area():
    place = Point(houses(36)[5].shape.centroid)
    hazards = tuple(
        SheetHazard(place, category, False, False, 6)
        for category in (HazardCategory.FIRE, HazardCategory.GAS, HazardCategory.OTHER)
    )
    scene = scene_of(36, hazards=hazards)
    scene = replace(scene, outline=scene.outline.buffer(-8, join_style="mitre"))
    drawn = draw_map(scene, 186, 150)
    [outline] = drawn.frame.laid(np.array([scene.outline], dtype=object))
    assert len(drawn.marks.hazards) == len(hazards)
    assert all(outline.contains(Point(one.x, one.y)) for one in drawn.marks.hazards)


def test_no_name_is_struck_through_by_the_dashes_of_its_path():
    lines = [shapely.LineString(ends) for ends in ([(-40, 12), (200, 40)], [(13, -90), (15, 60)])]
    paths = Streets(np.array(lines, dtype=object), ("Barrie Gardens", "河边小路"), ("footway",) * 2)
    drawn = draw_map(scene_of(12, streets=paths), 186, 150)
    assert {one.text for one in drawn.names} == {"Barrie Gardens", "河边小路"}
    page = LaidPage(186, 150, pictures=[Picture(drawn.svg, 0, 0, 186, 150, "")])
    ground = raster(bound([[page]], title="", lang="en"), 0, 150)
    for one in drawn.names:
        rows, columns = np.indices(ground.shape)
        places = np.stack([columns.ravel(), rows.ravel()], axis=1) * 25.4 / 150
        assert (ground.ravel()[shapely.contains_xy(one.room, places)] > 250).all()


def extent(word):
    """Box of a line of text that lies flat."""
    wide, high = width_of(word.text, word.size, bold=word.bold), word.size * 0.353
    left = word.x - wide * {"left": 0, "middle": 0.5, "right": 1}[word.anchor]
    return box(left, word.y - high / 2, left + wide, word.y + high / 2)


def set_out(page):
    """Boxes of all that is read on a page: its lines of text, and its tables."""
    words = [one for one in page.words if not one.stacked]
    lines = [shapely.affinity.rotate(extent(one), one.turn, (one.x, one.y)) for one in words]
    tables = [
        box(one.x, one.y, one.x + sum(one.widths), one.y + sum(one.heights)) for one in page.tables
    ]
    return np.array([*lines, *tables], dtype=object)


@pytest.mark.parametrize("halo", [True, False])
@pytest.mark.parametrize("turn", [-78.0, 35.0])
def test_a_line_of_text_turns_about_its_middle(turn, halo):
    word = Words("HHHHHH", 30, 30, 8, turn=turn, halo=halo, anchor="middle")
    pdf = bound([[LaidPage(60, 90, words=[word])]], title="", lang="en")
    inked = np.argwhere(raster(pdf, 0, 300)[:700] < 128) * 25.4 / 300
    lowest, highest = inked.min(axis=0), inked.max(axis=0)
    assert (lowest + highest) / 2 == pytest.approx((30, 30), abs=0.15)


def test_the_name_of_a_street_stands_where_no_house_does_or_on_white_of_its_own():
    line = np.array([shapely.LineString([(-60, -20), (100, -20)])], dtype=object)
    scene = replace(
        scene_of(1), streets=Streets(line, ("Windsor Road",), ("residential",)), whole=True
    )

    def named(*shapes):
        beside = replace(scene, neighbours=np.array(shapes, dtype=object))
        return [one for one in draw_map(beside, 186, 150).names if one.text == "Windsor Road"]

    [plain] = named()
    beside = named(box(0, -24, 10, -16))
    assert beside
    assert not any(one.over for one in [plain, *beside])
    assert plain.x not in [one.x for one in beside]
    along = replace(scene, neighbours=np.array([box(-300, -24, 300, -16)], dtype=object))
    words = area_sheet(along, lang="en")[0].words
    assert {one.halo for one in words if one.text == "Windsor Road"} == {True}


def with_hazards(scene, count):
    places = [one.shape.centroid for one in scene.buildings]
    kinds = [*HazardCategory]
    hazards = (
        SheetHazard(places[at % len(places)], kinds[at % len(kinds)], True, False, at + 1)
        for at in range(count)
    )
    return replace(scene, hazards=tuple(hazards))


@pytest.mark.parametrize("landscape", [None, True, False])
@pytest.mark.parametrize(("count", "hazards"), [(18, 4), (30, 9), (420, 4), (420, 7)])
def test_nothing_that_is_read_on_a_page_overlaps(count, hazards, landscape):
    scene = with_hazards(scene_of(buildings=houses(count, across=30)), hazards)
    pages = area_sheet(scene, lang="en", landscape=landscape, first_only=True)
    for page in pages:
        shapes = set_out(page)
        one, other = shapely.STRtree(shapes).query(shapes, "intersects")
        assert (one == other).all()
        assert shapely.contains_properly(box(0, 0, page.width, page.height), shapes).all()
    # Hazards are read in one list.
    lists = [table for page in pages for table in page.tables if "Hazard" in table.header]
    assert [len(table.rows) for table in lists] == [hazards]


def with_parts(scene):
    halves = (box(-12, -400, 40, 12), box(40, -400, 120, 12))
    parts = tuple(MapPart(at, "", "", half, 0, 0) for at, half in enumerate(halves, 1))
    return replace(scene, parts=parts, paged=True)


@pytest.mark.parametrize("landscape", [True, False])
def test_what_hangs_on_a_wall_is_one_page_with_larger_numbers(landscape):
    scene = with_hazards(scene_of(110), 2)
    first, *_ = area_sheet(scene_of(30), lang="en", paper=Paper.A3)
    [page] = area_sheet(scene, lang="en", paper=Paper.A0, landscape=landscape)
    assert sorted(numbers_in_tables([page])) == [*range(1, 111)]
    shapes = set_out(page)
    one, other = shapely.STRtree(shapes).query(shapes, "intersects")
    assert (one == other).all()
    assert shapely.contains_properly(box(0, 0, page.width, page.height), shapes).all()
    # A list of few rows leaves the map nearly all of the width.
    overview, *_ = area_sheet(
        with_parts(scene), lang="en", paper=Paper.A0, landscape=landscape, first_only=True
    )
    assert max(one.width for one in overview.pictures) > 0.8 * overview.width
    [small], [large] = (
        {one.size for one in laid.words if one.text == "7"} for laid in (first, page)
    )
    assert large > small


def test_the_lists_of_an_overview_stand_on_its_page_upright_where_there_is_no_room_beside():
    wide = scene_of(buildings=houses(300, across=30))
    laid = {}
    for count in (0, 9):
        first, *_ = area_sheet(with_hazards(wide, count), lang="en", first_only=True)
        laid[count] = (first.width > first.height, len(first.tables))
    assert laid == {0: (True, 1), 9: (False, 2)}


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
@pytest.mark.parametrize("layout", [area_sheet, hazard_sheet, round_sheet, leader_sheet])
def test_what_stands_at_the_frame_of_a_map_is_as_large_with_hazards_as_without(layout, lang):
    places = [one.shape.centroid for one in houses(12)]
    hazards = tuple(SheetHazard(at, HazardCategory.LIFT, False, False, None) for at in places)
    around = box(-500, -500, 500, 500)
    scene = scene_of(12, hazards=hazards, around=around)
    page, *_ = layout(scene, lang=lang)
    furnished, *_ = layout(replace(scene, hazards=()), lang=lang)
    texts = {"zh-CN": ("北", "在哪里"), "en": ("N", "Where this lies")}[lang]
    for text in texts[: 1 if layout is leader_sheet else 2]:
        sizes = {one.size for each in (page, furnished) for one in each.words if one.text == text}
        assert len(sizes) == 1
    paper = box(0, 0, page.width, page.height)
    assert all(paper.contains(extent(word)) for word in page.words if not word.turn)


@pytest.mark.parametrize("count", [1, 60, 100])
def test_a_poster_has_every_area_in_its_table_and_its_class(count):
    tones = (Tone("#fff", 0.0, 0.0, "少"), Tone("#ccc", 2.0, 45.0, "多"))
    parts = tuple(
        MapPart(at, f"第{at}片", "", box(x, y, x + 60, y + 60), 0, at, str(at), at % 2)
        for at, (x, y) in enumerate(((at % 10 * 60, at // 10 * 60) for at in range(count)), 1)
    )
    outline = shapely.union_all([part.shape for part in parts])
    scene = AreaScene("1", "社区", "community", outline, (), parts=parts, paged=True, tones=tones)
    rows = [(part, "1 / 2", "50 %") for part in parts]
    pages = poster(
        scene, facts=("共",), columns=("见面", "率"), rows=rows, paper=Paper.A1, lang="zh-CN"
    )
    listed = [row for page in pages for table in page.tables for row in table.rows]
    assert [row[0].text for row in listed] == [str(at) for at in range(1, count + 1)]
    assert len(pages) == (1 if count < 72 else 2)
    for table in pages[0].tables:
        assert table.y + sum(table.heights) < pages[0].height
    assert pages[0].pictures[0].svg.count("url(#tone1)") == 1
    # No part of the page is left empty beside a short table.
    if count == 1:
        assert pages[0].pictures[0].width > 0.9 * pages[0].width
    assert bound([pages], title="", lang="zh-CN").startswith(b"%PDF")


def lines_of(picture):
    """Give the widths of all lines that are drawn in a picture, in millimetres of the page."""

    def drawn(element, size):
        size *= float(
            re.findall(r"scale\(([\d.]+)\)", element.get("transform", "") + "scale(1)")[0]
        )
        if element.get("stroke") not in {None, "none", "#fff"}:
            yield size * float(element.get("stroke-width", 1))
        for child in element:
            yield from drawn(child, size)

    root = ET.fromstring(picture.svg)  # noqa: S314 - gridmap's own
    return [*drawn(root, picture.width / float(root.get("viewBox").split()[2]))]


@pytest.mark.parametrize("paper", [*Paper])
def test_no_line_of_a_poster_is_lost_on_a_copier(paper):
    tones = (Tone("#fff", 0.0, 0.0, "少"), Tone("#ccc", 2.0, 45.0, "多"))
    cells = [box(x, 0, x + 60, 90) for x in (0, 60)]
    parts = tuple(
        MapPart(at, f"第{at}片", "", cell, 0, at, str(at), at % 2)
        for at, cell in enumerate(cells, 1)
    )
    around = box(-500, -500, 500, 500)
    scene = replace(
        scene_of(12, around=around),
        outline=shapely.union_all(cells),
        parts=parts,
        tones=tones,
        siblings=np.array([around], dtype=object),
    )
    rows = [(part, "1 / 2", "50 %") for part in parts]
    [page] = poster(scene, facts=("共",), columns=("一", "二"), rows=rows, paper=paper, lang="en")
    lines = [line for picture in page.pictures for line in lines_of(picture)]
    assert len(lines) > 10
    assert min(lines) > 0.2499


def test_the_numbers_of_many_houses_have_room_in_the_row_of_their_map():
    whole = scene_of(30)
    numbers = ("224", "225–232, 236, 477–483, 485, 487, 489, 491, 493, 495, 497–499, 501, 503–507")
    parts = tuple(
        MapPart(at, "荷叶街", one, whole.outline, 4, 4) for at, one in enumerate(numbers, 1)
    )
    scene = replace(whole, parts=parts)
    pages = area_sheet(scene, lang="en", first_only=True)
    [listed] = [table for page in pages for table in page.tables]
    assert sum(listed.widths) <= pages[0].width
    for row, height in zip(listed.rows, listed.heights[1:], strict=True):
        lines = row[-1].split("\n")
        assert all(width_of(line, 8.5) <= listed.widths[-1] for line in lines)
        assert height >= 3.5 * len(lines)
    assert "".join(listed.rows[1][-1].split()) == "".join(numbers[1].split())


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh-CN", ["小路", "水面", "各图分界"]), ("en", ["Path", "Water", "Map edge"])],
)
def test_a_legend_explains_what_its_map_shows_and_nothing_else(lang, words):
    line = np.array([shapely.LineString([(-40, 12), (200, 12)])], dtype=object)
    hazards = (SheetHazard(Point(3, 3), HazardCategory.FIRE, False, False, 1),)
    plain = replace(scene_of(30, hazards=hazards), streets=Streets.none())
    wet = replace(
        plain,
        streets=Streets(line, (None,), ("footway",)),
        water=np.array([box(5, 5, 30, 15)], dtype=object),
    )
    halves = (box(-12, -60, 40, 12), box(40, -60, 90, 12))
    parts = tuple(MapPart(at, "", "", half, 0, 0) for at, half in enumerate(halves, 1))
    divided = replace(plain, parts=parts, paged=True)
    for scene, shown in ((plain, []), (wet, words[:2]), (divided, words[2:])):
        page, *_ = area_sheet(scene, lang=lang)
        said = [word.text for word in page.words]
        assert [word for word in words if word in said] == shown
        # With all of it, every word is there whole.
        assert not any(word.endswith("…") for word in said)


def test_a_legend_names_no_building_that_is_not_drawn_or_not_marked():
    def said(scene):
        words = [word.text for word in area_sheet(scene, lang="en")[0].words]
        known = ("Not visited", "In part", "Visited, or no need", "Other buildings", "Border")
        return [word for word in known if word in words]

    new = tuple(replace(one, status=BuildingStatus.UNTOUCHED) for one in houses(6))
    alone = scene_of(buildings=new)
    assert said(alone) == ["Not visited", "Border"]
    beside = np.array([box(-8, 0, 0, 8)], dtype=object)
    assert said(replace(alone, neighbours=beside)) == ["Not visited", "Other buildings", "Border"]
    far = replace(alone, neighbours=np.array([box(9_000, 0, 9_010, 10)], dtype=object))
    assert said(far) == ["Not visited", "Border"]
    # Where houses are too small to be told apart, a large one among them is not hatched either.
    wide = scene_of(60, buildings=houses(60, apart=300.0, side=90.0))
    assert said(wide) == ["Border"]
    hatched = ["url(#dense)" in one.svg for one in area_sheet(wide, lang="en")[0].pictures]
    assert not any(hatched)


def test_no_line_is_thinner_than_a_copier_keeps():
    hazards = (SheetHazard(Point(0, 0), HazardCategory.GAS, True, True, 1),)
    scene = scene_of(30, hazards=hazards, neighbours=np.array([box(50, 20, 60, 30)]))
    around = replace(scene, around=scene.outline.buffer(90), siblings=np.array([scene.outline]))
    pages = [*area_sheet(around, lang="zh-CN"), *round_sheet(around, lang="en")]
    svg = "".join(picture.svg for page in pages for picture in page.pictures)
    widths = {float(width) for width in re.findall(r'stroke-width="([\d.]+)"', svg)}
    assert min(widths) >= 0.25


def test_the_square_code_says_its_link_from_a_black_and_white_raster(marked):
    scene, _, pdf = marked
    copy = np.where(raster(pdf, 0, 150) < 128, 0, 255).astype(np.uint8)
    assert cv2.QRCodeDetector().detectAndDecode(copy)[0] == scene.link


class _NobodyWaitsError(Exception):
    pass


def test_typesetting_ends_with_whoever_waits_for_it(monkeypatch):
    started = []

    def begun(*command, **more):
        started.append(process := popen(*command, **more))
        return process

    def waiting():
        raise _NobodyWaitsError

    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", begun)
    monkeypatch.setattr(import_module("gridmap.render.sheets.typeset"), "_LOOK_SECONDS", 0.001)
    pages = area_sheet(scene_of(60), lang="en") * 30
    with pytest.raises(_NobodyWaitsError):
        typeset(pages, title="1", lang="en", waiting=waiting)
    [process] = started
    assert process.returncode < 0


@pytest.mark.parametrize("pages", [1, 41])
def test_what_cannot_be_typeset_is_an_error(pages):
    page = LaidPage(210, 297, words=[Words("1", 0, 0, "large")])
    with pytest.raises(RuntimeError):
        bound([[page]] * pages, title="1", lang="en")


def test_words_are_measured_in_the_font_that_sets_them(tmp_path):
    own, cut = tmp_path / "own.ttf", tmp_path / "broken.ttf"
    slim = ImageFont.load_default(20).font_bytes
    own.write_bytes(slim)
    cut.write_bytes(slim[:900])
    said = "Grid ///// 邻"
    page = LaidPage(200, 60)
    with set_in(own):
        # 邻 is not in it: the font that stands in sets it, and measures it.
        wide = {bold: width_of(said, 30, bold=bold) for bold in (False, True)}
    page.words += [Words(said, 20, 20 + 20 * bold, 30, bold=bold) for bold in (False, True)]
    [set_page] = pypdfium2.PdfDocument(bound([[page]], title="1", lang="zh-CN", font=own))
    inked = set_page.render(scale=100 / MILLIMETRES / 10, grayscale=True).to_numpy() < 128
    for bold, (top, bottom) in ((False, (100, 300)), (True, (300, 500))):
        columns = np.flatnonzero(inked[top:bottom].any(axis=0))
        shown = (columns[-1] - columns[0]) / 10
        assert shown == pytest.approx(wide[bold], abs=1.6)
        assert shown < width_of(said, 30, bold=bold) - 2
    with pytest.raises(InputError, match="broken"), set_in(cut):
        pass
