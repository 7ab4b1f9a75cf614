"""Inside a building: doors in their place, the whole tower beside them, shared by leaders."""

from __future__ import annotations

import re
import shutil
from contextlib import closing

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update

from gridmap.store.tables.ground import building
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.households import enter_households
from gridmap.usecases.matrix import matrix
from gridmap.usecases.workspace import open_workspace
from tests.usecases.worlds import household_rows
from tests.web.access import violations
from tests.web.conftest import DESKTOP, EACH_ONCE, PHONE
from tests.web.screen import until
from tests.web.serving import Served
from tests.web.test_access import overflowing
from tests.web.test_recording import outcome
from tests.web.town import GRIDS, PATCHES, slabs

pytestmark = pytest.mark.browser

SLABS = [slab for slab in slabs() if slab.grid == GRIDS[1] and slab.mark == "u"]


def tower(served, *, floors=40, units=2, across=3, slab=SLABS[0]):
    """Build a tower on a slab nobody has visited, with a key group behind its highest door."""
    workspace = served.workspace
    doors = [
        (str(unit), floor, n)
        for unit in range(1, units + 1)
        for floor in range(1, floors + 1)
        for n in range(1, across + 1)
    ]
    with workspace.writing() as conn:
        enter_households(
            workspace,
            conn,
            household_rows(
                [(slab.ref, f"{floor}{n:02}") for _, floor, n in doors],
                unit=[unit if units > 1 else None for unit, _, _ in doors],
                floor=[floor for _, floor, _ in doors],
                key_groups=[("独居老人",) if door == ("1", floors, 1) else () for door in doors],
            ),
        )
        conn.execute(
            update(building)
            .where(building.c.source_ref == slab.ref)
            .values(levels=floors, units=units)
        )
        rebuild_tallies(workspace, conn)
        return conn.scalar(select(building.c.uid).where(building.c.source_ref == slab.ref))


@pytest.fixture(scope="module")
def towering(_town, tmp_path_factory):
    """A town with a tower of 40 floors, only looked at; and the tower's uid."""
    home = shutil.copytree(_town, tmp_path_factory.mktemp("towering") / "home")
    with closing(open_workspace(home)) as workspace, Served(workspace) as served:
        yield served, tower(served)


def open_tower(visit_app, served, uid, size=DESKTOP, lang="en"):
    screen = visit_app(served, f"#/building/{uid}", size, lang=lang).ready()
    if size != DESKTOP:
        screen.page.get_by_role("button", name=re.compile("Draw the panel up|展开|拉")).click()
    screen.page.get_by_role("region", name=re.compile("^(Doors|户)$")).wait_for()
    return screen


def in_sight(page, name):
    """Whether a door lies within the part of the panel that is in sight."""
    return page.get_by_role("button", name=re.compile(name)).first.evaluate(
        """(door) => {
          const { top, bottom } = door.getBoundingClientRect();
          const body = door.closest('.panel-body').getBoundingClientRect();
          return top >= body.top && bottom <= body.bottom;
        }"""
    )


@EACH_ONCE
def test_a_tap_on_the_tower_goes_there_and_axe_finds_nothing(towering, visit_app, size, lang):
    screen = open_tower(visit_app, *towering, size, lang)
    page = screen.page
    overview = page.get_by_role("navigation", name={"en": "The whole building"}.get(lang, "整栋楼"))
    last = overview.get_by_role("button").last
    assert last.bounding_box()["height"] >= 24
    last.click()
    assert until(lambda: in_sight(page, "^101[,，]"), page=page)
    assert not in_sight(page, "^4001[,，]")

    said = {"en": "4001, Not visited, key group", "zh-CN": "4001，未走访，重点户"}[lang]
    page.get_by_role("button", name=said, exact=True).click()
    assert until(lambda: in_sight(page, "^4001[,，]"), page=page)
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    assert found + violations(page, "color-contrast") == []


def test_a_finger_drawn_along_the_tower_leafs_through_and_the_ring_tells_its_group_when_pressed(
    towering, visit_app
):
    screen = open_tower(visit_app, *towering)
    page = screen.page
    overview = page.get_by_role("navigation", name="The whole building")
    overview.get_by_role("button").last.click()
    assert until(lambda: in_sight(page, "^101,"), page=page)
    box = overview.bounding_box()
    x, middle = box["x"] + 10, box["y"] + box["height"] / 2
    page.mouse.move(x, middle + 60)
    page.mouse.down()
    page.mouse.move(x, middle, steps=4)
    page.mouse.up()
    assert until(lambda: not in_sight(page, "^101,"), page=page)
    assert not in_sight(page, "^4001,")

    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="4001, Not visited, key group").click()
    page.get_by_role("button", name="key group", exact=True).click()
    ring = page.get_by_role("group", name=re.compile("^Show the key group")).get_by_role(
        "button", name="Visit"
    )
    ring.wait_for()
    panel = page.get_by_role("region", name="Panel", exact=True)
    assert "独居" not in panel.inner_text()
    assert not [url for url in asked if "/groups" in url]
    ring.click()
    expect(page.get_by_role("region", name="Door 4001")).to_contain_text("独居老人")
    page.get_by_role("button", name="4002, Not visited").first.click()
    expect(page.get_by_role("region", name="Door 4002")).to_be_visible()
    assert "独居" not in panel.inner_text()


def test_a_door_is_found_by_its_number_in_any_unit(towering, visit_app):
    screen = open_tower(visit_app, *towering, PHONE)
    page = screen.page
    field = page.get_by_role("textbox", name="Door number")
    field.fill("\uff11\uff17\uff10\uff12")  # as an input method may write it
    field.press("Enter")
    region = page.get_by_role("region", name="Door 1702")
    expect(region).to_contain_text("Unit 1")
    assert until(lambda: in_sight(page, "^1702,"), page=page)
    field.press("Enter")
    expect(region).to_contain_text("Unit 2")
    field.fill("9999")
    field.press("Enter")
    expect(page.get_by_text("No door 9999 here").first).to_be_visible()


def test_arrows_walk_from_door_to_door_and_a_figure_records(own_town, visit_app):
    uid = tower(own_town, floors=6)
    screen = open_tower(visit_app, own_town, uid)
    page, keys = screen.page, screen.page.keyboard
    page.get_by_role("button", name=re.compile("^601,")).first.focus()
    for key, door in (
        ("ArrowRight", "602"),
        ("ArrowDown", "502"),
        ("ArrowLeft", "501"),
        ("ArrowUp", "601"),
    ):
        keys.press(key)
        expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile(f"^{door},"))
    keys.press("Enter")
    outcome(page, "Met").wait_for()
    keys.press("2")
    expect(page.get_by_role("button", name=re.compile("^601, Not in"))).to_be_visible()
    expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile("^602,"))


def test_a_tower_is_split_after_a_look_shows_whose_floors_are_whose_and_is_put_together_again(
    own_town, visit_app
):
    uid = tower(own_town, floors=6)
    area = matrix(own_town.workspace, uid).units[0].rows[0].area
    heir = next(code for code in PATCHES if code != area)

    def answering():
        laid = matrix(own_town.workspace, uid)
        return {
            (unit.unit, row.floor) for unit in laid.units for row in unit.rows if row.area == heir
        }

    screen = open_tower(visit_app, own_town, uid)
    page = screen.page
    page.get_by_text("Share between leaders").click()
    page.get_by_role("combobox", name=re.compile("^Unit")).select_option("1")
    page.get_by_label("From floor").fill("5")
    page.get_by_label("Goes to").select_option(heir)
    page.get_by_role("button", name="See what changes").click()
    expect(page.locator(".sharing-said")).to_contain_text("6 households change")
    assert answering() == set()
    page.get_by_role("button", name="Hand over 6 households").click()
    assert until(lambda: answering() == {("1", 5), ("1", 6)}, page=page)
    names = {PATCHES[0]: "第1邻", PATCHES[1]: "第2邻"}
    border = page.locator(".patch-border")
    expect(border).to_have_count(1)
    expect(border).to_contain_text(f"↑ {names[heir]}")
    expect(border).to_contain_text(f"{names[area]} ↓")
    assert violations(page) == []
    page.get_by_role("button", name="Take the last one back").click()
    assert until(lambda: answering() == set(), page=page)
    expect(border).to_have_count(0)


def test_any_tower_fits_a_small_screen_and_large_letters(own_town, visit_app):
    shapes = ((6, 1, 30), (33, 6, 2), (60, 4, 4))
    uids = [
        tower(own_town, floors=floors, units=units, across=across, slab=slab)
        for (floors, units, across), slab in zip(shapes, SLABS, strict=False)
    ]
    screen = open_tower(visit_app, own_town, uids[0], (320, 640))
    page = screen.page
    for letters in ("100%", "200%"):
        page.evaluate("(letters) => { document.documentElement.style.fontSize = letters }", letters)
        for shape, uid in zip(shapes, uids, strict=True):
            screen.go(f"#/building/{uid}")
            page.get_by_role("button", name=re.compile(f"^{shape[0]}01,")).first.wait_for()
            page.wait_for_timeout(300)
            assert overflowing(page) == [], (shape, letters)
