"""Sheets of areas, read from a workspace and printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
import shapely
from sqlalchemy import func, select, update

from gridmap.errors import InputError, NotFound, NotPermitted
from gridmap.fieldwork.sheet_codes import sheet_code
from gridmap.fieldwork.sheet_lines import lines_from_text
from gridmap.render.sheets import LaidPage, area_sheet
from gridmap.store import areas as area_store
from gridmap.store import drawn
from gridmap.store import households as household_store
from gridmap.store import sheets as sheet_store
from gridmap.store.landscape import put_gates
from gridmap.store.tables.access import look
from gridmap.store.tables.ground import building
from gridmap.store.tables.sheets import sheet_print, sheet_version
from gridmap.territory.codes import Level
from gridmap.territory.people import Office
from gridmap.territory.policy import Role
from gridmap.usecases import sheet_run
from gridmap.usecases.acting import Actor, Held
from gridmap.usecases.atlas import atlas, preview
from gridmap.usecases.contact_cards import contact_card
from gridmap.usecases.gazetteer import named
from gridmap.usecases.people import add_person
from gridmap.usecases.seats import Seat
from gridmap.usecases.sheet_run import SheetKind, SheetWishes
from gridmap.usecases.sheet_scenes import SheetReader
from gridmap.usecases.workspace import Workspace
from tests.usecases.staff import divided
from tests.usecases.worlds import COMMUNITIES, GRIDS


def leading(workspace: Workspace, code: str, role: Role = Role.WORKER) -> Workspace:
    """The same workspace in the hands of somebody who works in one grid."""
    with workspace.database.read() as conn:
        area = area_store.tree(conn, workspace.today()).by_code[code].id
    return workspace.acting_as(Actor(None, (Held(role, area),)))


def test_a_sheet_shows_the_buildings_that_its_area_answers_for(
    sqlite_workspace: Workspace,
) -> None:
    reader = SheetReader(sqlite_workspace, "zh-CN")
    scenes = {
        code: reader.scene(named(reader.tree, code), doors_from=4)
        for code in (*COMMUNITIES, *GRIDS)
    }
    numbers = {code: [one.number for one in scene.buildings] for code, scene in scenes.items()}
    assert all(numbers[grid] == [*range(1, len(numbers[grid]) + 1)] for grid in GRIDS)
    assert sum(len(numbers[grid]) for grid in GRIDS) > 0
    for scene in scenes.values():
        assert scene.as_of == date(2026, 3, 4)
        assert all(one.shape.intersects(scene.outline) for one in scene.buildings)
        assert sum(one.households for one in scene.buildings) == scene.households
    # A metre of the scene is a metre on the ground.
    west, _, east, _ = scenes[GRIDS[0]].outline.bounds
    assert east - west == pytest.approx(0.002 * 98_400, rel=0.2)


def test_what_lies_around_is_read_as_far_as_it_is_large_enough(workspace: Workspace) -> None:
    today = workspace.today()
    with workspace.database.read() as conn:
        everything = drawn.footprints(conn, today)
        bounds = shapely.bounds(everything["geom"])
        sides = (bounds[:, 2:] - bounds[:, :2]) * 111_000 * np.cos(np.radians(bounds[:, 1:2]))
        smaller = sides.min(axis=1)
        box = tuple(shapely.total_bounds(everything["geom"]).tolist())
        for least in (smaller.min() * 0.5, np.median(smaller), smaller.max() * 2):
            found = drawn.footprints(conn, today, bbox=box, least=least)["id"].tolist()
            assert {*everything["id"][smaller >= least].tolist()} <= {*found}
            assert not {*everything["id"][smaller < 0.6 * least].tolist()} & {*found}


def test_characters_that_no_font_has_are_told(sqlite_workspace: Workspace) -> None:
    with sqlite_workspace.database.write() as conn:
        conn.execute(update(building).values(address="\U0001f600里한"))
    made = atlas(sqlite_workspace, [GRIDS[0]], SheetWishes(lang="zh-CN"))
    assert made.boxed == ("\U0001f600",)


def test_an_overview_without_numbers_shows_the_same(sqlite_workspace: Workspace) -> None:
    reader = SheetReader(sqlite_workspace, "zh-CN")
    here = named(reader.tree, COMMUNITIES[0])
    scenes = [reader.scene(here, doors_from=None, numbered=numbered) for numbered in (True, False)]
    told = [
        sorted((one.uid, one.status, one.households) for one in scene.buildings) for scene in scenes
    ]
    assert told[0]
    assert told[0] == told[1]
    assert scenes[0].hazards == scenes[1].hazards


def test_a_sheet_of_several_grids_has_each_number_once(sqlite_workspace: Workspace) -> None:
    reader = SheetReader(sqlite_workspace, "en")
    grids = [reader.scene(named(reader.tree, code), doors_from=4) for code in GRIDS[:2]]
    both = reader.scene(named(reader.tree, COMMUNITIES[0]), doors_from=4)
    houses = {one.uid for grid in grids for one in grid.buildings}
    assert {one.number for grid in grids for one in grid.buildings} == {1, 2}
    assert len(houses) > 2
    assert {one.uid for one in both.buildings} == houses
    assert [one.number for one in both.buildings] == [*range(1, len(houses) + 1)]


def test_gates_in_sight_are_on_the_sheet_with_their_names(sqlite_workspace: Workspace) -> None:
    reader = SheetReader(sqlite_workspace, "zh-CN")
    here = named(reader.tree, GRIDS[0])
    with sqlite_workspace.database.read() as conn:
        inside = area_store.outlines(conn, sqlite_workspace.today(), {here.id})[here.id].centroid
    facts = {"name": ["南门", None, "远门"], "kind": "gate", "source_ref": ["1", "2", "3"]}
    places = [inside, shapely.Point(inside.x, inside.y + 5e-4), shapely.Point(0, 0)]
    with sqlite_workspace.database.write() as conn:
        put_gates(conn, "osm", {**facts, "geom": np.array(places, dtype=object)})
    scene = reader.scene(here, doors_from=None)
    assert [gate.name for gate in scene.gates] == ["南门", "门"]
    assert scene.gates[0].place.within(scene.outline)
    said = [one.text for page in area_sheet(scene, lang="zh-CN") for one in page.words]
    assert "南门" in said
    assert said.count("门") == 2  # on the map and in what explains its marks


def test_an_atlas_has_a_sheet_for_each_area_below(sqlite_workspace: Workspace) -> None:
    heard: list[tuple[int, int]] = []
    made = atlas(
        sqlite_workspace,
        [COMMUNITIES[0]],
        SheetWishes(lang="en", address="https://grid.example/"),
        progress=lambda done, sheets: heard.append((done, sheets)),
    )
    assert made.sheets == 3
    assert heard[:3] == [(0, 3), (1, 3), (2, 3)]
    assert heard[3:] == [(3, 3)] * len(heard[3:])
    assert len(heard) >= 5
    pages = pypdfium2.PdfDocument(made.pdf)
    assert len(pages) == made.pages
    text = [page.get_textpage().get_text_range() for page in pages]
    assert GRIDS[0] in "".join(text)
    assert GRIDS[2] not in "".join(text)
    # The first page says on which page each of the others is.
    assert "1 Grid 1 2 4 3" in text[0]
    assert "2 Grid 2 2 3 4" in text[0]
    # The second, on which page and with which number each address is.
    reader = SheetReader(sqlite_workspace, "en")
    for page, grid in ((3, GRIDS[0]), (4, GRIDS[1])):
        scene = reader.scene(named(reader.tree, grid), doors_from=None)
        assert scene.within == reader.title(named(reader.tree, COMMUNITIES[0]))
        for one in scene.buildings:
            assert not one.address or f"{one.address} {one.number} {page}" in text[1]
    assert atlas(sqlite_workspace, [GRIDS[0]], SheetWishes(lang="zh-CN")).sheets == 1
    with sqlite_workspace.database.read() as conn:
        rows = conn.execute(select(look.c.act, look.c.count)).all()
    assert [(row.act, row.count) for row in rows] == [("sheets", 3), ("sheets", 1)]


def test_the_title_of_an_atlas_names_its_areas_as_its_language_lists_them(
    sqlite_workspace: Workspace,
) -> None:
    for lang, title in (("en", "Grid 1, Grid 2"), ("zh-CN", "1 格、2 格")):
        made = atlas(sqlite_workspace, GRIDS[:2], SheetWishes(lang=lang))
        said = pypdfium2.PdfDocument(made.pdf).get_metadata_value("Title")
        assert said == title


def test_patches_without_an_outline_are_found_at_the_buildings_they_share(
    sqlite_workspace: Workspace,
) -> None:
    codes, today = divided(sqlite_workspace), sqlite_workspace.today()
    with sqlite_workspace.writing() as conn:
        tree = area_store.tree(conn, today)
        for code in codes:
            area_store.change_area(
                conn,
                tree.by_code[code].id,
                {"outline": None},
                at=sqlite_workspace.clock(),
                since=today,
            )
    reader = SheetReader(sqlite_workspace, "en")
    patches = [named(reader.tree, code) for code in codes]
    for part, patch in zip(reader.parts(patches), patches, strict=True):
        own = reader.scene(patch, doors_from=None).buildings
        assert own
        assert all(one.shape.distance(part.shape) < 1 for one in own)
        assert part.shape.area > 0


def test_what_cannot_be_printed_is_said(sqlite_workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        atlas(sqlite_workspace, ["43"])
    with pytest.raises(InputError, match="--level"):
        atlas(sqlite_workspace, [GRIDS[0]], SheetWishes(level=Level.COMMUNITY))
    worker = leading(sqlite_workspace, GRIDS[0])
    assert atlas(worker, [GRIDS[0]]).sheets == 1
    with pytest.raises(NotPermitted):
        atlas(worker, [GRIDS[1]])
    with pytest.raises(NotPermitted):  # though its first sheet were theirs
        preview(worker, COMMUNITIES[0], SheetWishes(kind=SheetKind.LEADER), width=200)
    planner = leading(sqlite_workspace, GRIDS[0], Role.PLANNER)
    assert atlas(planner, [GRIDS[0]]).sheets == 1
    with pytest.raises(NotPermitted):
        atlas(planner, [GRIDS[0]], SheetWishes(kind=SheetKind.LEADER))


@pytest.mark.parametrize("nth", [2, 4])
def test_a_print_that_breaks_off_leaves_nothing_but_a_gap_in_the_numbers(
    sqlite_workspace: Workspace, tmp_path: Path, nth: int
) -> None:
    def told() -> tuple[int, ...]:
        with sqlite_workspace.database.read() as conn:
            tables = (sheet_print, sheet_version, look)
            return tuple(conn.scalar(select(func.count(table.c.id))) or 0 for table in tables)

    atlas(sqlite_workspace, [GRIDS[0]])
    before, heard = told(), []

    def progress(*news: int) -> None:
        heard.append(news)
        if len(heard) > nth:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        atlas(sqlite_workspace, [COMMUNITIES[0]], progress=progress)
    assert told() == before == (1, 1, 1)
    # A font that is none is found out before anything is drawn.
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    heard.clear()
    with pytest.raises(InputError, match="broken"):
        atlas(sqlite_workspace, [GRIDS[0]], SheetWishes(font=broken), progress=progress)
    assert (heard, told()) == ([], before)
    atlas(sqlite_workspace, [GRIDS[0]])
    with sqlite_workspace.database.read() as conn:
        assert conn.scalars(select(sheet_print.c.number)).all() == [1, 5]


def test_no_leader_and_no_outcome_is_on_paper(sqlite_workspace: Workspace) -> None:
    reader = SheetReader(sqlite_workspace, "zh-CN")
    scene = reader.scene(named(reader.tree, GRIDS[0]), doors_from=4)
    said = " ".join(word.text for page in area_sheet(scene, lang="zh-CN") for word in page.words)
    assert not [word for word in ("空置", "拒访", "没人", "独居", "邻长") if word in said]


def test_other_kinds_are_printed_of_the_area_that_is_named(sqlite_workspace: Workspace) -> None:
    for kind in (SheetKind.ROUND, SheetKind.HAZARDS, SheetKind.COVERAGE, SheetKind.LOAD):
        made = atlas(sqlite_workspace, [COMMUNITIES[0]], SheetWishes(kind=kind, lang="zh-CN"))
        assert made.sheets == 1
        page = pypdfium2.PdfDocument(made.pdf)[0]
        side = 594 if kind in {SheetKind.COVERAGE, SheetKind.LOAD} else 210
        assert min(page.get_size()) == pytest.approx(side / 25.4 * 72, abs=1)
    for kind in (SheetKind.COVERAGE, SheetKind.LOAD):
        text = page.get_textpage().get_text_range()
        assert "2 个网格" in text
        with pytest.raises(InputError, match="43020200"):
            atlas(sqlite_workspace, [GRIDS[0]], SheetWishes(kind=kind))
    planner = leading(sqlite_workspace, GRIDS[0], Role.PLANNER)
    with pytest.raises(NotPermitted):
        atlas(planner, [GRIDS[0]], SheetWishes(kind=SheetKind.ROUND))


def test_names_are_printed_for_who_may_see_them_with_a_day_to_destroy_them_by(
    sqlite_workspace: Workspace,
) -> None:
    seat = Seat(Office.GRID_LEAD, area=GRIDS[0])
    add_person(sqlite_workspace, name="菱立秋", phone="13800000001", seats=[seat])
    wishes = SheetWishes(names=True, lang="zh-CN")
    text = pypdfium2.PdfDocument(atlas(sqlite_workspace, [GRIDS[0]], wishes).pdf)[0]
    said = text.get_textpage().get_text_range()
    assert "网格长 菱立秋 13800000001" in said
    assert "印有服务人员：2026 年 3 月 18 日前交回销毁" in said
    plain = pypdfium2.PdfDocument(atlas(sqlite_workspace, [GRIDS[0]]).pdf)[0]
    assert "菱立秋" not in plain.get_textpage().get_text_range()
    with sqlite_workspace.database.read() as conn:
        rows = [tuple(row) for row in conn.execute(select(look.c.act, look.c.count))]
        until = conn.execute(select(sheet_print.c.destroy_by)).scalars().all()
    assert rows.count(("phone", 1)) == 1
    assert until == [date(2026, 3, 18), None]
    leader = leading(sqlite_workspace, GRIDS[0], Role.LEADER)
    with pytest.raises(NotPermitted):
        atlas(leader, [GRIDS[0]], wishes)


def test_leaders_get_a_sheet_of_each_lowest_area_alone(sqlite_workspace: Workspace) -> None:
    made = atlas(
        sqlite_workspace, [COMMUNITIES[0]], SheetWishes(kind=SheetKind.LEADER, lang="zh-CN")
    )
    assert made.sheets == 2


def test_what_is_printed_is_registered_and_the_same_content_is_one_version(
    sqlite_workspace: Workspace,
) -> None:
    made = [
        atlas(sqlite_workspace, [GRIDS[0]], SheetWishes(lang="zh-CN", kind=kind))
        for kind in (SheetKind.AREA, SheetKind.AREA, SheetKind.LEADER)
    ]
    atlas(sqlite_workspace, [COMMUNITIES[0]], SheetWishes(lang="zh-CN"))
    with sqlite_workspace.database.read() as conn:
        rows = sheet_store.printed(conn, range(10))
        prints = [(row["number"], row["kind"], row["version_number"]) for row in rows]
        homes = household_store.by_external_id(conn)
        lines = lines_from_text(conn.scalars(select(sheet_version.c.lines)).first() or "")
    assert prints == [
        (1, "area", 1),
        (2, "area", 1),
        (3, "leader", 1),
        (4, "overview", 1),
        (5, "area", 1),
        (6, "area", 1),
    ]
    assert [line.number for line in lines] == [1, 2]
    doors = [door.household for line in lines for door in line.doors]
    assert len(set(doors)) == 4
    assert set(doors) <= set(homes)
    with sqlite_workspace.database.read() as conn:
        here = sheet_store.origin(conn)
    # Its square code holds the code that is printed in words, for a copier's eyes too.
    [page] = pypdfium2.PdfDocument(made[2].pdf)
    copy = np.asarray(page.render(scale=150 / 72, grayscale=True).to_pil())
    copy = np.where(copy < 128, 0, 255).astype(np.uint8)
    assert cv2.QRCodeDetector().detectAndDecode(copy)[0] == sheet_code(3, here, GRIDS[0])
    # Every page says which sheet it is of, and who has it printed.
    for print_number, kind in enumerate(made, start=1):
        code = sheet_code(print_number, here, GRIDS[0])
        for page in pypdfium2.PdfDocument(kind.pdf):
            text = page.get_textpage().get_text_range()
            assert code in text
            assert "2026年3月4日·第1版" in "".join(text.split())


def test_households_get_cards_with_codes_that_name_their_community_alone(
    sqlite_workspace: Workspace,
) -> None:
    wishes = SheetWishes(kind=SheetKind.CARDS, lang="zh-CN", address="https://grid.example/")
    made = atlas(sqlite_workspace, [COMMUNITIES[0]], wishes)
    assert (made.sheets, made.pages) == (2, 2)
    reader = SheetReader(sqlite_workspace, "zh-CN")
    card = contact_card(reader, named(reader.tree, GRIDS[0]), "https://grid.example/")
    assert card.badge_check == "https://grid.example/#/badge"
    page = f"/#/residents/no_visits?community={COMMUNITIES[0]}"
    assert card.no_visits == f"https://grid.example{page}"
    with pytest.raises(InputError, match="--address"):
        atlas(sqlite_workspace, [COMMUNITIES[0]], SheetWishes(kind=SheetKind.CARDS))


def test_a_sheet_of_more_pages_than_its_marks_count_is_refused_and_leaves_nothing(
    sqlite_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [LaidPage(210, 297) for _ in range(256)]
    monkeypatch.setitem(sheet_run._LAYOUTS, SheetKind.AREA, lambda *_, **__: pages)
    with pytest.raises(InputError, match="256") as refused:
        atlas(sqlite_workspace, [GRIDS[0]])
    assert refused.value.code == "sheet-too-long"
    with sqlite_workspace.database.read() as conn:
        assert not conn.scalar(select(func.count()).select_from(sheet_print))
