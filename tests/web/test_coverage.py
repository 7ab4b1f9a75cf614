"""From the open map to a building: figures, lists, filters, and an address for every state."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.web.conftest import DESKTOP, EACH_ONCE, PHONE, WIDE
from tests.web.screen import until
from tests.web.town import GRIDS, LEDGER, LEFT, RIGHT, SUBDISTRICT, metres, slabs

pytestmark = pytest.mark.browser

WORDS = {
    "en": {"unvisited": "Buildings not visited", "met": "households met", "of": "of"},
    "zh-CN": {"unvisited": "未走访的楼", "met": "户已见面", "of": ""},
}


def coverage_of(served, code, level, **question):
    areas = served.get("coverage", level=level, **question)["areas"]
    return next(area for area in areas if area["code"] == code)


def building_of(served, slab):
    found = served.get("buildings", area=slab.grid, limit=500)["items"]
    return next(one for one in found if one["source_ref"] == slab.ref)


def figure_shown(screen):
    """The panel's great figure: reached, target, per cent."""
    line = screen.page.locator(".figure-line").first
    expect(line).to_be_visible()
    return [int(number) for number in re.findall(r"\d+", line.inner_text().replace(",", ""))]


def as_shown(figure, share="met"):
    done, rate = {
        "met": (figure["reached"], figure["rate"]),
        "attempted": (figure["attempted"], figure["attempted_rate"]),
    }[share]
    return [done, figure["target"], math.floor(100 * rate + 0.5)]


@EACH_ONCE
def test_from_the_whole_to_a_building(town, visit_app, size, lang):
    words = WORDS[lang]
    screen = visit_app(town, "#/?level=community", size, lang=lang).ready()
    page = screen.page
    assert page.locator("html").get_attribute("lang") == lang
    whole = coverage_of(town, SUBDISTRICT, "subdistrict")
    assert figure_shown(screen) == as_shown(whole)

    page.get_by_role("link", name=re.compile("新月塘社区")).first.click()
    page.get_by_role("heading", level=1, name="新月塘社区").wait_for()
    assert screen.path == f"/area/{LEFT}"
    assert figure_shown(screen) == as_shown(coverage_of(town, LEFT, "community"))

    # With its figure: until then a row may still move to its place.
    page.get_by_role("link", name=re.compile(r"第2网格.*\d%", re.DOTALL)).first.click()
    page.get_by_role("heading", level=1, name="第2网格").wait_for()
    assert figure_shown(screen) == as_shown(coverage_of(town, GRIDS[1], "grid"))
    section = page.locator(
        "section.block", has=page.get_by_role("heading", name=words["unvisited"])
    )
    rows = section.get_by_role("link")
    # On a phone the nearest stands above the list, ready to begin with.
    expect(rows).to_have_count(5 if size == DESKTOP else 4)
    far = [int(re.search(r"(\d+) (?:m|米)$", row.inner_text())[1]) for row in rows.all()]
    assert far == sorted(far)  # nearest first

    address = re.search(r"\w+号", rows.first.inner_text())[0]
    rows.first.click()
    page.get_by_role("heading", level=1, name=address).wait_for()
    assert screen.path.startswith("/building/")


def test_a_click_on_the_map_chooses_an_area_then_a_building(town, visit_app):
    screen = visit_app(town, f"#/?level=grid&at=15/{at(400, 200)}").ready()
    page = screen.page

    screen.press(metres(560, 350))
    page.get_by_role("heading", level=1, name="第1网格").wait_for()
    assert screen.path == f"/area/{GRIDS[2]}"

    slab = next(slab for slab in slabs() if slab.grid == GRIDS[1] and slab.mark == "u")
    screen.go(f"#/?at=17/{at(200, 100)}")
    until(lambda: screen.camera()[0] == 17, page=page)
    screen.rest().press(slab.middle)
    page.get_by_role("heading", level=1, name=slab.address).wait_for()
    assert screen.path.startswith("/building/")


def at(east, north):
    lon, lat = metres(east, north)
    return f"{lat:.5f}/{lon:.5f}"


def test_a_drag_that_begins_on_a_label_moves_the_map_and_a_press_opens_the_area(town, visit_app):
    screen = visit_app(town, f"#/?at=16/{at(150, 60)}").ready()
    label = screen.page.locator(f".label.figure[data-code='{GRIDS[1]}']")
    box = label.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse, before = screen.page.mouse, screen.camera()
    mouse.move(x, y)
    mouse.down()
    for step in range(1, 9):
        mouse.move(x + 10 * step, y)
    mouse.up()
    assert until(lambda: screen.camera() != before, page=screen.page)
    assert screen.path == "/"
    label.click()
    expect(screen.page.get_by_role("heading", level=1)).to_be_visible()
    assert until(lambda: screen.path == f"/area/{GRIDS[1]}", page=screen.page)


def test_an_area_says_reasons_exclusions_key_groups_and_what_lies_below(town, visit_app):
    screen = visit_app(town, f"#/area/{GRIDS[1]}").ready()
    panel = screen.page.locator(".view")
    figure = coverage_of(town, GRIDS[1], "grid")
    figure_shown(screen)

    for reason, label in (
        ("reached", "Met"),
        ("no_answer", "Not in"),
        ("no_access", "No access"),
        ("refused", "Refused"),
        ("untried", "Not visited"),
        ("excluded", "Left out"),
    ):
        row = panel.locator(".reason", has_text=re.compile(rf"^\s*{label}"))
        assert row.locator("dd").inner_text() == str(figure[reason]), label
    assert f"Knocked at {figure['attempted']} doors" in panel.inner_text()
    assert "Left out: 1 vacant, 1 do not visit" in panel.inner_text()
    expect(panel.get_by_text("独居老人")).to_be_visible()
    expect(
        panel.get_by_text("Too few households to tell")
    ).to_be_visible()  # too few to say how many
    for patch in ("第1邻", "第2邻"):
        expect(panel.get_by_role("link", name=re.compile(patch))).to_be_visible()
    expect(panel.get_by_role("link", name=re.compile("Fire"))).to_be_visible()


def test_filters_change_figures_and_address_and_back_undoes_each(town, visit_app):
    screen = visit_app(town, f"#/area/{LEFT}", WIDE).ready()
    page = screen.page
    before = figure_shown(screen)

    page.get_by_role("button", name="Knocked", exact=True).click()
    expect(page.locator(".figure-of").first).to_contain_text("knocked at")
    assert figure_shown(screen) == as_shown(coverage_of(town, LEFT, "community"), "attempted")
    assert screen.asked["share"] == "attempted"

    page.get_by_role("combobox", name="Households that count").select_option("独居老人")
    wanted = coverage_of(town, LEFT, "community", target="独居老人")
    assert until(lambda: figure_shown(screen) == as_shown(wanted, "attempted"), page=page)
    assert screen.asked["target"] == "独居老人"

    page.get_by_role("button", name=re.compile("All time")).click()
    page.get_by_role("button", name="Last 7 days").click()
    since = screen.asked["from"]
    wanted = coverage_of(town, LEFT, "community", **{"target": "独居老人", "from": since})
    assert until(lambda: figure_shown(screen) == as_shown(wanted, "attempted"), page=page)

    page.get_by_role("button", name="Community", exact=True).click()
    assert until(lambda: screen.asked.get("level") == "community", page=page)

    for name in ("level", "from", "target", "share"):
        page.go_back()
        assert until(lambda name=name: name not in screen.asked, page=page), name
    assert until(lambda: figure_shown(screen) == before, page=page)


def states(served):
    """One address of every kind, and the heading under which it opens."""
    corners = (metres(*corner) for corner in ((0, 0), (400, 0), (0, 200)))
    # As precisely as addresses are written: they are put in order while the page opens.
    ring = ";".join(f"{round(lon, 6)},{round(lat, 6)}" for lon, lat in corners)
    hazard = served.get("cases", kind="hazard")["items"][0]["uid"]
    return {
        "#/": "茨菇塘街道",
        f"#/area/{RIGHT}?level=grid&share=attempted": "荷叶塘社区",
        f"#/building/{building_of(served, LEDGER)['uid']}": LEDGER.address,
        "#/hazards": "Hazards",
        f"#/hazard/{hazard}": "Fire",
        f"#/polygon/{ring}": "Drawn area",
        "#/records": "Records",
        "#/more": "More",
    }


def test_back_works_through_all_states_and_each_opens_afresh(town, visit_app):
    opened = states(town)
    screen = visit_app(town, next(iter(opened))).ready()
    page = screen.page
    for address in list(opened)[1:6]:
        screen.go(address)
        page.get_by_role("heading", level=1, name=opened[address]).wait_for()
    shown = screen.page.locator("h1").inner_text()
    told = screen.hash

    page.reload()
    page.get_by_role("heading", level=1, name=shown).wait_for()
    assert screen.path == told.removeprefix("#").partition("?")[0]
    for address in reversed(list(opened)[:5]):
        page.go_back()
        page.get_by_role("heading", level=1, name=opened[address]).wait_for()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_address_of_a_filtered_state_shows_it_to_somebody_else(town, visit_app, size):
    address = (
        f"#/area/{LEFT}?level=grid&share=attempted&target=%E7%8B%AC%E5%B1%85%E8%80%81%E4%BA%BA"
    )
    screen = visit_app(town, address, size).ready()

    wanted = coverage_of(town, LEFT, "community", target="独居老人")
    assert figure_shown(screen) == as_shown(wanted, "attempted")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_link_to_an_area_turns_the_map_to_it_whatever_comes_first(town, visit_app, size):
    """The area may be here before it is known what there is to show at all."""
    screen = visit_app(town, "#/", size)
    page = screen.page
    page.goto("about:blank")
    held = []

    def hold(question):
        held.append(question)

    # Only now: what the page before has asked must not be held in place of this one's question.
    page.route("**/api/v1/map", hold)
    with page.expect_response("**/coverage?level=grid*"):
        page.goto(f"{town.url}#/area/{GRIDS[3]}")
    assert until(lambda: held, page=page)
    for question in held:
        question.continue_()
    page.unroute("**/api/v1/map")
    screen.ready()
    assert until(lambda: screen.camera()[0] >= 15.5, page=page)
    west, south, east, north = *screen.at(metres(400, 0)), *screen.at(metres(800, 200))
    panel = page.locator(".panel").bounding_box()
    # All of it stands where no panel covers the map.
    assert 0 < west < east < size[0]
    assert 0 < north < south < size[1]
    assert south < panel["y"] if size == PHONE else west > panel["x"] + panel["width"]


def test_list_and_map_point_at_the_same_building(town, visit_app):
    slab = next(slab for slab in slabs() if slab.grid == GRIDS[1] and slab.mark == "u")
    screen = visit_app(town, f"#/area/{GRIDS[1]}?at=17/{at(200, 100)}").ready().rest()
    page = screen.page
    row = page.get_by_role("link", name=re.compile(rf"{slab.address}.*Not visited"))
    row.wait_for()
    west, _, east, north = slab.box
    side = metres((west + east) / 2, north)  # the middle of its northern wall

    def inked():
        return (screen.pixels(side, within=4).max(axis=1) < 0x60).mean() > 0.1

    assert not inked()
    row.hover()
    assert until(inked, page=page)
    page.mouse.move(*screen.at(slab.middle))
    expect(row).to_have_class(re.compile(r"\blit\b"))
    page.mouse.move(*screen.at(metres(200, 30)))
    expect(row).not_to_have_class(re.compile(r"\blit\b"))


def test_bands_of_the_settings_are_in_the_legend_and_on_the_map(own_town, visit_app, serve):
    home = own_town.workspace.home
    own_town.stop()
    settings = home / "settings.toml"
    settings.write_text(settings.read_text("utf-8") + "\nbands = [30, 50]\n", "utf-8")
    served = serve(home)
    screen = visit_app(served, f"#/?level=grid&at=15/{at(400, 200)}").ready()

    legend = screen.page.get_by_role("region", name="Legend").get_by_role("listitem")
    names = [item.inner_text().strip() for item in legend.all()[:3]]
    assert names == ["below 30%", "30–49", "50 and more"]
    # 29 % of the second grid were met, 67 % of the first.
    worst, best = (screen.ground_at(metres(x, y), within=2) for x, y in ((145, 115), (145, 315)))
    assert mostly(worst) == "ebae76"
    assert mostly(best) == "dce8ea"


def mostly(pixels):
    """The colour that most pixels have."""
    colours, counts = np.unique(pixels, axis=0, return_counts=True)
    return "".join(f"{part:02x}" for part in colours[counts.argmax()])


def test_a_drawn_polygon_has_the_figure_of_its_ring(town, visit_app):
    screen = visit_app(town, f"#/?at=16/{at(200, 200)}").ready()
    page = screen.page
    corners = [metres(*corner) for corner in ((100, 10), (390, 10), (390, 190), (100, 190))]
    page.get_by_role("button", name="Layers and settings").click()
    page.get_by_role("button", name="Draw an area").click()
    # The bar says that corners can be pressed.
    expect(page.get_by_role("toolbar")).to_be_visible()
    for corner in corners:
        screen.press(corner)
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("heading", level=1, name="Drawn area").wait_for()
    ring = [
        [float(part) for part in corner.split(",")]
        for corner in screen.path.removeprefix("/polygon/").split(";")
    ]

    polygon = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    wanted = town.send("POST", "coverage", {"polygon": polygon})
    assert figure_shown(screen) == as_shown(wanted)
    assert [round(lon, 4) for lon, _ in ring] == [round(lon, 4) for lon, _ in corners]
