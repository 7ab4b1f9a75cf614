"""Sheets of large, long and odd areas: many numbers, small scales, long addresses, nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from math import ceil, hypot

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.ops import split

from gridmap.fieldwork.cases import HazardCategory
from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.render.sheets import (
    AreaScene,
    DoorToTick,
    FloorToTick,
    IndexEntry,
    Landmark,
    MapPart,
    Paper,
    SheetBuilding,
    SheetHazard,
    Streets,
    UnitToTick,
    address_index,
    area_sheet,
    bound,
    hazard_sheet,
    leader_sheet,
    round_sheet,
)
from gridmap.render.sheets.letters import POINT, width_of
from gridmap.render.sheets.map_drawing import draw_map
from gridmap.render.sheets.map_room import MapRoom
from gridmap.render.sheets.pages import CELL_INSET
from gridmap.render.sheets.paper import Page, fit
from gridmap.render.sheets.stretches import grounds, in_stretches, scene_of_stretch
from gridmap.render.sheets.strokes import path_data
from gridmap.words import say
from tests.render.test_sheets import houses, numbers_in_tables, raster, scene_of

A4 = MapRoom.on(Page(210, 297), across=False)


def counted_from(first, count=12):
    return tuple(replace(one, number=one.number + first - 1) for one in houses(count))


@pytest.mark.parametrize("first", [1, 95, 995, 9_995])
def test_a_number_on_the_map_stands_within_its_disc(first):
    drawn = draw_map(scene_of(buildings=counted_from(first)), 186, 150)
    assert len(drawn.marks.numbers) == 12
    for mark in drawn.marks.numbers:
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


def town(rows, columns, *, apart=14.0, side=9.0, left=0.0, top=0.0):
    """Houses wall beside wall, as those of a dense suburb."""
    x, y = np.meshgrid(left + apart * np.arange(columns), top - apart * np.arange(rows))
    return shapely.box(x.ravel(), y.ravel(), x.ravel() + side, y.ravel() + side)


def test_a_town_in_a_small_scale_is_no_blot_on_a_copy():
    outline = box(300, -950, 950, -300)
    school = box(1_100, -500, 1_220, -400)
    around = np.array([*town(90, 90), school], dtype=object)
    ways = [shapely.LineString([(at, 0), (at, -1_260)]) for at in range(0, 1_260, 70)]
    streets = Streets(np.array(ways, dtype=object), (None,) * 18, ("residential",) * 18)
    scene = scene_of(600, neighbours=around, streets=streets)
    scene = replace(scene, outline=outline, buildings=counted(town(40, 15, left=310, top=-320)))
    pages = area_sheet(scene, lang="zh-CN")
    drawn = next(one for one in pages[0].pictures if one.alt.startswith("第2网格的地图"))
    frame = fit(scene.bounds, drawn.width, drawn.height)
    assert frame.scale > 5_000
    dots = 254 / 25.4
    copy = raster(bound([pages[:1]], title="", lang="zh-CN"), 0, 254) < 128
    left, top = round(drawn.x * dots), round(drawn.y * dots)
    right, bottom = left + round(drawn.width * dots), top + round(drawn.height * dots)
    assert copy[top:bottom, left:right].mean() < 0.2
    # What is large is there all the same, and so are the streets.
    for shape, least in ((shapely.boundary(school), 0.95), (ways[9], 0.8)):
        line = frame.laid(np.array([shape], dtype=object))[0]
        places = shapely.line_interpolate_point(line, np.linspace(0, line.length, 300))
        inside = shapely.contains(box(2, 2, drawn.width - 2, drawn.height - 2), places)
        x = ((shapely.get_x(places[inside]) + drawn.x) * dots).round().astype(int)
        y = ((shapely.get_y(places[inside]) + drawn.y) * dots).round().astype(int)
        near = [copy[y + dy, x + dx] for dx in range(-3, 4) for dy in range(-3, 4)]
        assert np.any(near, axis=0).mean() > least


def counted(shapes):
    return tuple(
        SheetBuilding(at, shape, BuildingStatus.UNTOUCHED, "", None, 1)
        for at, shape in enumerate(shapes, 1)
    )


def test_every_house_has_its_outline_on_the_map_that_numbers_it():
    shapes = town(6, 8, apart=120)
    drawn = draw_map(scene_of(buildings=counted(shapes)), 120, 100)
    assert not drawn.told_apart
    outlined = re.findall(r'd="([^"]*)" fill-rule="evenodd" fill="#fff" stroke="#000"', drawn.svg)
    assert sum(path.count("Z") for path in outlined) == len(shapes) == len(drawn.marks.numbers)


def test_a_map_is_the_same_when_only_the_houses_that_it_shows_are_read():
    sides = np.linspace(2, 60, 60)
    around = np.array([box(60 * at, -30, 60 * at + one, one - 30) for at, one in enumerate(sides)])
    read = []

    def nearby(shown, least):
        chosen = shapely.intersects(around, box(*shown)) & (sides >= least)
        read.append(set(np.flatnonzero(chosen).tolist()))
        return around[chosen], ()

    for apart in (700, 10):
        scene = scene_of(buildings=counted(town(2, 3, apart=apart)))
        drawn = draw_map(replace(scene, neighbours=around), 186, 150)
        assert drawn.told_apart == (apart == 10)
        assert drawn.svg == draw_map(replace(scene, nearby=nearby), 186, 150).svg
        assert drawn.svg != draw_map(scene, 186, 150).svg
    far, close = read
    assert 0 < len(far) < len(around) - min(far)  # it leaves out small ones, and no others
    assert close == {*range(max(close) + 1)} < {*range(len(around))}


def test_the_number_of_a_further_map_stands_on_its_ground_or_points_to_it():
    strips = [box(20 * at, 0, 20 * at + 20, 60) for at in range(14)]
    parts = tuple(MapPart(at, "", "", one, 1, 1) for at, one in enumerate(strips, 1))
    scene = AreaScene("1", "1", "grid", shapely.union_all(strips), (), parts=parts, paged=True)
    drawn = draw_map(scene, 120, 90)
    assert [one.number for one in drawn.marks.parts] == [*range(1, 15)]
    laid = drawn.frame.laid(np.array(strips, dtype=object))
    aside = [one for one in drawn.marks.parts if one.target is not None]
    assert aside
    for mark, ground in zip(drawn.marks.parts, laid, strict=True):
        assert ground.contains(Point(mark.target or (mark.x, mark.y)))
    leaders = re.findall(
        r'd="M[\d.]+ [\d.]+L[\d.]+ [\d.]+" stroke="#000" stroke-width=".3"', drawn.svg
    )
    assert len(leaders) == len(aside)
    discs = [Point(one.x, one.y).buffer(one.radius) for one in drawn.marks.parts]
    one, other = shapely.STRtree(discs).query(discs, "intersects")
    assert (one == other).all()


def test_a_stretch_stays_within_a_part_of_its_area():
    parts = [box(x, -40, x + 260, 20) for x in (0, 300)]
    shapes = np.concatenate([town(3, 15), town(3, 15, left=300)])
    # A walk that goes to and fro between both.
    walk = np.stack([shapes[:45], shapes[45:]], axis=1)
    walk = np.concatenate([walk[:20].ravel(), walk[20:].T.ravel()])
    scene = replace(scene_of(1), outline=MultiPolygon(parts), buildings=counted(walk))
    stretches = in_stretches(scene, A4, A4)
    numbers = [one.number for stretch in stretches for one in stretch.buildings]
    assert sorted(numbers) == [*range(1, 91)]
    for stretch in stretches:
        held = [one.shape.intersects(parts[0]) for one in stretch.buildings]
        assert len(set(held)) == 1
        told = [n for one, last in stretch.spans for n in range(one, last + 1)]
        assert told == [one.number for one in stretch.buildings]
    assert max(len(one.buildings) for one in stretches) <= 23  # none is left a handful
    shared = grounds(stretches, scene, apart=True)
    assert shapely.area(shared).sum() == pytest.approx(shapely.union_all(shared).area)
    for stretch, ground in zip(stretches, shared, strict=True):
        assert all(ground.buffer(0.2).contains(one.shape) for one in stretch.buildings)


def test_a_map_begins_and_ends_with_whole_patches():
    def cut(*sizes):
        patch = np.repeat(np.arange(len(sizes)), sizes)
        walk = counted(town(6, 12)[: len(patch)])
        houses = tuple(replace(one, patch=at) for one, at in zip(walk, patch, strict=True))
        stretches = in_stretches(scene_of(buildings=houses), A4, A4)
        assert [house for one in stretches for house in one.buildings] == [*houses]
        return [len(one.buildings) for one in stretches]

    assert cut(20, 14, 8, 8, 19) == [34, 35]
    # One map more than need be, but no patch is on two.
    assert cut(20, 20, 20) == [20, 20, 20]
    # Too many houses for one map; and only one cut more for all of the patches to stay whole.
    assert cut(50) == [25, 25]
    assert cut(5, 40, 5) == [25, 25]


@pytest.mark.parametrize(
    ("paper", "most"), [(Paper.A4, 36), (Paper.A3, 60), (Paper.A2, 141), (Paper.A0, 728)]
)
def test_larger_paper_takes_as_many_houses_on_a_page_as_have_room(paper, most):
    scene = scene_of(buildings=counted(town(20, 15, apart=28)))
    first, *further = area_sheet(scene, lang="en", paper=paper)
    listed = [len(numbers_in_tables([page])) for page in further or [first]]
    assert sum(listed) == 300
    assert len(listed) == ceil(300 / most)


def test_where_houses_stand_close_a_large_map_has_no_more_than_it_can_number():
    town_in_fields = counted(town(15, 24, apart=11))
    scene = replace(scene_of(buildings=town_in_fields), outline=box(-300, -500, 600, 200))
    large = MapRoom.on(Page(841, 1189), across=False)
    stretches = in_stretches(scene, large, large)
    for stretch in stretches:
        part = scene_of_stretch(scene, stretch.buildings)
        numbers = draw_map(part, large.width, large.height, large=large.large).marks.numbers
        assert len(numbers) == len(stretch.buildings)
        far = [hypot(one.x - one.target[0], one.y - one.target[1]) for one in numbers if one.target]
        assert max(far, default=0) < 25
    # Larger paper has larger maps all the same.
    assert 0 < len(stretches) < len(in_stretches(scene, A4, A4))


def test_no_name_is_crossed_by_a_border_that_shows_where_further_maps_are():
    scene = scene_of(80)
    half = shapely.get_parts(split(scene.outline, LineString([(80, 90), (80, -900)])))
    parts = tuple(MapPart(at, "", "", one, 1, 1) for at, one in enumerate(half, 1))
    drawn = draw_map(replace(scene, parts=parts, paged=True), 186, 150)
    assert drawn.names
    borders = shapely.union_all(shapely.boundary(drawn.frame.laid(np.array(half, dtype=object))))
    for name in drawn.names:
        wide, high = width_of(name.text, name.points), name.points * POINT
        flat = box(name.x - wide / 2, name.y - high / 2, name.x + wide / 2, name.y + high / 2)
        assert not shapely.affinity.rotate(flat, name.turn, origin="center").intersects(borders)


def test_where_this_lies_is_drawn_only_if_it_lies_within_more():
    scene = scene_of(12)
    same, more = (replace(scene, around=scene.outline.buffer(by)) for by in (1, 90))
    assert draw_map(same, 186, 150).furniture.inset is None
    assert draw_map(more, 186, 150).furniture.inset is not None


def test_houses_without_an_outline_are_shown_beside_a_street_and_where_they_lie():
    street = Streets(
        np.array([LineString([(-300, 70), (300, 70)])], dtype=object), ("梅园巷",), ("residential",)
    )
    house = scene_of(1, streets=street, around=box(-200, -200, 200, 200))
    shared = replace(house, outline=Polygon())
    drawn = draw_map(shared, 186, 150)
    assert [name.text for name in drawn.names] == ["梅园巷"]
    assert not drawn.bordered
    # Where there is no street near, it is drawn as large as it can be.
    assert draw_map(replace(shared, streets=Streets.none()), 186, 150).frame.scale == 500
    # On the map of where this lies its ground is as black as an outline's.
    moved = replace(shared, buildings=counted(town(1, 1, left=90)))
    assert drawn.furniture.svg != draw_map(moved, 186, 150).furniture.svg


@pytest.mark.parametrize("lay", [area_sheet, leader_sheet])
@pytest.mark.parametrize("within", ["茨菇塘社区 · 第3网格", "茨菇塘社区" * 40])
def test_a_sheet_says_what_its_area_is_part_of_as_far_as_there_is_room(lay, within):
    scene = replace(scene_of(60, title="3邻"), within=within, sheet_code="GW-002/217-L")
    page, further, *_ = lay(scene, lang="zh-CN")
    assert any(word.text.startswith("茨菇塘社区") for word in further.words)
    [said] = [word for word in page.words if word.text.startswith("茨菇塘社区")]
    assert said.text == within or said.text.endswith("…")
    code = min(one.x for one in page.pictures if one.alt == say("sheet-code-label", lang="zh-CN"))
    assert said.x + width_of(said.text, said.size) < code


def test_who_mended_a_hazard_has_its_heading_in_one_line_beside_a_map():
    hazards = (SheetHazard(Point(3, 3), HazardCategory.FIRE, False, False, 1),)
    [page] = area_sheet(scene_of(buildings=counted(town(2, 9)), hazards=hazards), lang="zh-CN")
    assert page.width > page.height
    listing = page.tables[-1]
    for word, width in zip(listing.header, listing.widths, strict=True):
        assert width_of(word, listing.size, bold=True) <= width - CELL_INSET


@pytest.mark.parametrize("apart", [14.0, 34.0])
@pytest.mark.parametrize("name", ["茨菇塘社区卫生服务中心", "Methodist Church Hall", "站"])
def test_no_wall_street_or_border_runs_through_the_name_of_a_landmark(apart, name):
    around = np.array([*town(1, 6, apart=apart, top=20), box(20, 40, 90, 70)], dtype=object)
    landmarks = tuple(Landmark(name, one.centroid) for one in around)
    scene = scene_of(12, neighbours=around, landmarks=landmarks)
    drawn = draw_map(scene, 186, 150)
    said = [one for one in drawn.names if one.text in name]
    assert said  # the hall is wide enough for any
    walls = drawn.frame.laid(np.array([*around, *(one.shape for one in scene.buildings)]))
    lines = drawn.frame.laid(np.array([scene.outline, *scene.streets.lines], dtype=object))
    crossed = shapely.union_all(shapely.boundary([*walls, lines[0]]))
    for one in said:
        wide, high = width_of(one.text, one.points), one.points * POINT
        room = box(one.x - wide / 2, one.y - high / 2, one.x + wide / 2, one.y + high / 2)
        assert not room.intersects(crossed)
        assert shapely.distance(room, lines[1]) > 1.7  # half of a street with a name


def test_a_name_is_broken_between_words_before_it_is_left_out():
    hall = box(40, 20, 58, 38)
    landmark = Landmark("Methodist Church Hall", hall.centroid)
    more = {"neighbours": np.array([hall], dtype=object), "landmarks": (landmark,)}
    drawn = draw_map(scene_of(12, **more), 186, 150)
    said = [one.text for one in drawn.names if one.text in landmark.name]
    assert said == ["Methodist", "Church Hall"]
    within = drawn.frame.laid(np.array([hall], dtype=object))[0]
    assert all(within.contains(Point(one.x, one.y)) for one in drawn.names if one.text in said)


NOBODY = {"en": "there is no door to go to", "zh-CN": "没有要走的门"}


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
@pytest.mark.parametrize("outline", [box(0, 0, 90, 90), box(0, 0, 400, 40), MultiPolygon()])
def test_a_sheet_of_an_area_where_nobody_dwells_says_so_once_below_its_map(lang, outline):
    scene = replace(scene_of(1), buildings=(), outline=outline)
    [page] = area_sheet(scene, lang=lang)
    said = "".join(one.text for one in page.words if one.bold and one.size >= 12)
    assert NOBODY[lang].replace(" ", "") in said.replace(" ", "")
    assert sum("0 " in one.text and "·" in one.text for one in page.words) == 0
    assert max(one.y for one in page.words if one.size == 12) < page.height - 12
    assert page.pictures[0].width > 10  # the ground is there all the same
    [leader] = leader_sheet(scene, lang=lang)
    assert any(NOBODY[lang] in one.text for one in leader.words)


def test_a_round_where_nobody_is_left_to_visit_says_so():
    done = tuple(replace(one, status=BuildingStatus.DONE) for one in houses(3))
    [page] = round_sheet(scene_of(buildings=done), lang="zh-CN")
    assert any("没有要走的门了" in one.text for one in page.words)
    [page] = area_sheet(scene_of(buildings=done), lang="zh-CN")
    assert not any("没有要走的门" in one.text for one in page.words)


def unit(name, low, high):
    doors = (DoorToTick("1", to_go=True),)
    return UnitToTick(name, tuple(FloorToTick(floor, doors) for floor in range(high, low - 1, -1)))


def test_no_last_page_of_a_round_is_all_but_empty():
    def listed(floors):
        tower = replace(houses(1)[0], inside=(unit("1", 1, floors),))
        pages = round_sheet(scene_of(buildings=(tower,)), lang="en")
        return [sum(len(table.rows) for table in page.tables) for page in pages]

    most = next(floors for floors in range(60, 200) if len(listed(floors + 1)) == 3)
    for floors in (most + 1, most + 30):
        *_, last_but_one, last = listed(floors)
        assert sum(listed(floors)) == floors
        assert abs(last_but_one - last) < 6


def test_an_index_says_which_part_of_a_house_is_on_which_page():
    street = "沿港路5号向阳新村"
    entries = [
        IndexEntry(f"{street}1栋", 2, 3, "a", (unit("1", 1, 6), unit("2", 1, 6))),
        IndexEntry(f"{street}1栋", 2, 5, "a", (unit("3", 1, 6),)),
        IndexEntry(f"{street}2栋", 3, 7, "b", (unit("1", 1, 9),)),
        IndexEntry(f"{street}2栋", 3, 8, "b", (unit("1", 10, 18), unit("2", 1, 18))),
        # What is inside is not told to everybody.
        IndexEntry(f"{street}3栋", 4, 9, "c"),
        IndexEntry(f"{street}3栋", 4, 11, "c"),
        # Of a later page, and yet before the other in the house.
        IndexEntry(f"{street}4栋", 8, 13, "f", (unit("2", 1, 6),)),
        IndexEntry(f"{street}4栋", 8, 14, "f", (unit("1", 1, 6),)),
        # Another house that is called the same.
        IndexEntry(f"{street}3栋", 6, 11, "d"),
        IndexEntry("长" * 200, 7, 12, "e"),
    ]
    [page] = address_index(scene_of(1), entries, paper=Paper.A4, lang="zh-CN")
    rows = [cells for table in page.tables for cells in table.rows]
    assert [(cells[0].replace("\n", " "), *cells[1:]) for cells in rows[1:]] == [
        (f"{street}1栋 1、2 单元", "2", "3"),
        (f"{street}1栋 3 单元", "2", "5"),
        (f"{street}2栋 1 单元 1–9 层", "3", "7"),
        (f"{street}2栋 2 单元、1 单元 10–18 层", "3", "8"),
        (f"{street}3栋", "4", "9、11"),
        (f"{street}3栋", "6", "11"),
        (f"{street}4栋 1 单元", "8", "14"),
        (f"{street}4栋 2 单元", "8", "13"),
    ]
    for table in page.tables:
        for (where, *_), height in zip(table.rows, table.heights[1:], strict=True):
            lines = where.split("\n")
            assert max(width_of(line, table.size) for line in lines) <= table.widths[0] - 2.2
            assert len(lines) * table.size * POINT * 1.2 < height


@pytest.mark.parametrize("paper", [Paper.A4, Paper.A0])
def test_a_long_index_goes_on_over_pages_none_of_which_overflows(paper):
    entries = [
        IndexEntry("梅" * (at % 40) + f"园巷{at}号", at, 3 + at // 9) for at in range(1, 700)
    ]
    pages = address_index(scene_of(1), entries, paper=paper, lang="en")
    listed = [int(row[1]) for page in pages for table in page.tables for row in table.rows]
    assert sorted(listed) == [*range(1, 700)]
    for page in pages:
        assert all(table.y + sum(table.heights) < page.height - 12 for table in page.tables)
    # The last page is as wide as any, and its columns about as high as one another.
    last = pages[-1].tables
    assert max(one.x + sum(one.widths) for one in last) == pytest.approx(pages[-1].width - 12)
    highs = [sum(one.heights) for one in last]
    assert max(highs) - min(highs) <= len(last) * max(max(one.heights) for one in last)
    # On a wall type is larger.
    assert (last[0].size > 12) == (paper is Paper.A0)


def test_no_last_page_of_an_index_is_all_but_empty():
    entries = [IndexEntry(f"梅园巷{at}号", at, 3) for at in range(1, 700)]

    def listed(count):
        pages = address_index(scene_of(1), entries[:count], paper=Paper.A4, lang="en")
        return [sum(len(table.rows) for table in page.tables) for page in pages]

    full = listed(699)[0]
    assert listed(full) == [full]
    for more in (1, full + 1):
        *_, last_but_one, last = listed(full + more)
        assert abs(last_but_one - last) < 6
        assert sum(listed(full + more)) == full + more


def test_hazards_few_more_than_a_page_holds_stand_on_it_below_a_map_a_little_smaller():
    def listed(count):
        hazards = tuple(
            SheetHazard(one.shape.centroid, HazardCategory.FIRE, False, False, one.number)
            for one in houses(count)
        )
        pages = hazard_sheet(scene_of(60, hazards=hazards), lang="en")
        return [sum(len(table.rows) for table in page.tables) for page in pages]

    most = max(count for count in range(8, 30) if len(listed(count)) == 1)
    further = listed(most + 1)[1:]
    assert further[0] > 2
    assert listed(most) == [most]


def test_a_map_is_drawn_of_what_is_in_sight_and_no_more():
    far = np.array([box(9_000, 0, 9_010, 10), box(40, 20, 58, 38), Polygon()], dtype=object)
    names = (Landmark("远处", Point(9_005, 5)), Landmark("近处", Point(49, 29)))
    near = {"neighbours": far[1:2], "landmarks": names[1:]}
    everything = {"neighbours": far, "landmarks": names}
    drawn = [draw_map(scene_of(12, **more), 186, 150) for more in (near, everything)]
    assert drawn[0].svg == drawn[1].svg
    assert drawn[0].names == drawn[1].names
    assert "近处" in {one.text for one in drawn[1].names}


def test_a_stretch_of_one_house_is_called_by_it_alone():
    far = [*town(1, 1), *town(1, 1, left=900), *town(1, 1, left=1_800)]
    told = tuple(replace(one, address=f"{one.number} Farm Lane") for one in counted(np.array(far)))
    [page, *_] = area_sheet(scene_of(buildings=told), lang="en")
    rows = [row for table in page.tables for row in table.rows]
    assert [row[1].text for row in rows] == [one.address for one in told]
    assert [row[4] for row in rows] == ["1", "2", "3"]


def test_every_further_map_has_its_number_however_close_they_lie():
    cells = [box(5 * x, 5 * y, 5 * x + 5, 5 * y + 5) for y in range(8) for x in range(8)]
    parts = tuple(MapPart(at, "", "", one, 1, 1) for at, one in enumerate(cells, 1))
    scene = AreaScene("1", "1", "grid", box(-300, -300, 300, 300), (), parts=parts, paged=True)
    drawn = draw_map(scene, 150, 120)
    assert [one.number for one in drawn.marks.parts] == [*range(1, 65)]


def test_no_name_stands_where_no_street_is_drawn():
    ways = np.array([LineString([(-500, y), (1_500, y)]) for y in (100, -700)], dtype=object)
    streets = Streets(ways, ("大街", "里弄"), ("primary", "footway"))
    scene = replace(scene_of(6, streets=streets), outline=box(-400, -900, 1_400, 300))
    far = draw_map(replace(scene, parts=(MapPart(1, "", "", scene.outline, 1, 1),)), 120, 90)
    assert {one.text for one in far.names} == {"大街"}
    near = replace(scene, outline=box(-60, -760, 60, -640), buildings=())
    assert "里弄" in {one.text for one in draw_map(near, 120, 90).names}


def test_a_field_that_is_the_areas_too_does_not_make_its_houses_small():
    houses = scene_of(buildings=counted(town(3, 3)))
    left, bottom, right, top = shapely.total_bounds([one.shape for one in houses.buildings])
    field = box(left - 5, bottom - 5, left + 200, bottom + 200)
    scene = replace(houses, outline=field, hazards=(), whole=True)

    def scale(scene):
        [page] = area_sheet(scene, lang="en")
        return next(one.text for one in page.words if "Scale" in one.text)

    near = replace(scene, outline=box(left, bottom, right, top))
    assert scale(scene) == scale(near)
    far = SheetHazard(Point(left + 190, bottom + 190), HazardCategory.FIRE, False, False, None)
    assert scale(replace(scene, hazards=(far,))) != scale(near)
