"""Setting up in the browser: files looked at before they count, places, borders, scanned plans."""

from __future__ import annotations

import io
import json
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.reading_here import reading_here
from tests.web.conftest import DESKTOP, PHONE
from tests.web.screen import until
from tests.web.test_access import complaints
from tests.web.test_coverage import at
from tests.web.town import GRIDS, metres, slabs

__all__ = ["reading_here"]

pytestmark = pytest.mark.browser


def a_file(name, text):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": text.encode()}


def geojson(*boxes, crs=True, **facts):
    """Houses at boxes in metres, as an office would have them."""
    features = []
    for n, (west, south, east, north) in enumerate(boxes):
        corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        ring = [[*metres(*corner)] for corner in corners]
        properties = {name: f"{value}{n + 1}" for name, value in facts.items()}
        features.append(
            {
                "type": "Feature",
                "properties": properties,
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    more = {"crs": named} if crs else {}
    return json.dumps({"type": "FeatureCollection", **more, "features": features})


NEW = ((40, 165, 70, 180), (110, 165, 140, 180))


def test_a_file_is_looked_at_on_the_map_and_then_written(own_town, visit_app):
    screen = visit_app(own_town, f"#/setup/new/buildings?at=16/{at(200, 100)}").ready()
    page = screen.page
    before = own_town.get("map")["counts"]["buildings"]
    empty = screen.rest().pixels(metres(55, 172))

    page.locator("input[type=file]").set_input_files(
        a_file("houses.geojson", geojson(*NEW, id="h"))
    )
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("button", name=re.compile(r"New\s*2"))).to_be_visible()
    assert own_town.get("map")["counts"]["buildings"] == before  # nothing is written yet
    drawn = until(lambda: (screen.pixels(metres(55, 172)) != empty).any().item(), page=page)
    assert drawn  # the new house is drawn where nothing was

    page.get_by_role("button", name="Write 2 buildings").click()
    expect(page.get_by_text("Written.")).to_be_visible()
    assert own_town.get("map")["counts"]["buildings"] == before + 2


def test_a_file_without_coordinate_system_is_asked_about_and_read_with_the_answer(desk):
    _, screen = desk
    text = "number,wkt\n" + "\n".join(
        f'h{n},"POLYGON (({", ".join(f"{x} {y}" for x, y in ring)}))"'
        for n, ring in enumerate(
            [[metres(a, b) for a, b in ((40, 165), (70, 165), (70, 180), (40, 165))]]
        )
    )
    page = screen.go("#/setup/new/buildings").page

    page.locator("input[type=file]").set_input_files(a_file("houses.csv", text))
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_text("WGS 84").click()
    page.get_by_role("button", name="Read again with this").click()
    expect(page.get_by_role("button", name=re.compile(r"New\s*1"))).to_be_visible()


def test_headers_nobody_knows_are_mapped_by_hand(desk):
    _, screen = desk
    text = "Feld 1,Feld 2,Feld 3\n荷叶街1号,1,101\n荷叶街1号,1,102\n"
    page = screen.go("#/setup/new/households").page

    page.locator("input[type=file]").set_input_files(a_file("register.csv", text))
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_text("2 rows read")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile(r"Left out\s*2"))).to_be_visible()
    page.get_by_text("Columns as they were read").click()
    for label, header in (("building", "Feld 1"), ("unit", "Feld 2"), ("door", "Feld 3")):
        page.get_by_role("combobox", name=re.compile(f"^{label}")).first.select_option(header)
    page.get_by_role("button", name="Read again with this").click()

    expect(page.get_by_role("button", name=re.compile("^New|^Changed"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Left out"))).to_have_count(0)


def test_a_finding_leads_to_its_place(own_town, visit_app):
    outside = geojson((900, 500, 930, 520), id="lost")
    upload = own_town.http.post("uploads", params={"name": "lost.geojson"}, content=outside).json()
    job = own_town.send("POST", "imports", {"kind": "buildings", "upload": upload["id"]})
    done = until(lambda: own_town.get(f"imports/{job['id']}")["state"] == "done")
    assert done
    own_town.send("POST", f"imports/{job['id']}/apply", None)
    assert until(lambda: own_town.get(f"imports/{job['id']}")["state"] == "applied")

    screen = visit_app(own_town, f"#/setup/check?at=15/{at(100, 100)}").ready()
    page = screen.page
    page.get_by_role("heading", name="Buildings no area answers for").wait_for()
    page.get_by_role("button", name=re.compile("lost")).first.click()

    lon, lat = metres(915, 510)
    assert until(lambda: abs(screen.camera()[2] - lon) < 2e-3, page=page)
    x, y = screen.at((lon, lat))
    assert 0 < x < DESKTOP[0]
    assert 0 < y < DESKTOP[1]


@pytest.fixture
def listed(own_town):
    """The quarter with two buildings of a list that have no place yet."""
    text = "编号,地址,单元数,层数,户数\nA1,梅园巷1号,2,6,24\nA2,梅园巷3号,1,4,8\n"
    upload = own_town.http.post(
        "uploads", params={"name": "list.csv"}, content=text.encode("utf-8-sig")
    ).json()
    job = own_town.send("POST", "imports", {"kind": "list", "upload": upload["id"]})
    assert until(lambda: own_town.get(f"imports/{job['id']}")["state"] == "done")
    own_town.send("POST", f"imports/{job['id']}/apply", None)
    assert until(lambda: own_town.get(f"imports/{job['id']}")["state"] == "applied")
    return own_town


def test_buildings_of_a_list_are_placed_by_a_press_and_by_a_rectangle(listed, visit_app):
    screen = visit_app(listed, f"#/setup/list?at=17/{at(100, 170)}").ready()
    page = screen.page
    page.get_by_role("heading", name="梅园巷1号").wait_for()
    place = metres(150, 172)

    screen.press(place)
    expect(page.get_by_text("1 of 2 placed")).to_be_visible()
    page.get_by_role("heading", name="梅园巷3号").wait_for()
    page.get_by_text("Upright", exact=True).click()
    for corner in ((60, 165), (90, 182)):
        screen.press(metres(*corner))
    expect(page.get_by_text("All of the list is on the map.")).to_be_visible()

    [one] = listed.get("search", q="梅园巷1号")[:1]
    assert (one["lon"], one["lat"]) == pytest.approx(place, abs=3e-5)
    [other] = listed.get("search", q="梅园巷3号")[:1]
    assert (other["lon"], other["lat"]) == pytest.approx(metres(75, 173.5), abs=3e-5)


def test_an_area_is_split_by_a_line_that_snaps(own_town, visit_app):
    code = GRIDS[3]
    screen = visit_app(own_town, f"#/setup/areas/{code}").ready()
    page = screen.page
    page.get_by_role("button", name="Split along a line").click()
    page.get_by_text("Press along the line").wait_for()
    until(lambda: "at" in screen.asked, page=page)
    page.wait_for_timeout(400)  # the lines to snap to are read
    # A hand is not sure: a little beside the lane, from border to border.
    for spot in ((603, -1), (597, 201)):
        screen.press(metres(*spot))
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Split into 2").click()
    assert until(lambda: len(children(own_town, code)) == 2, page=page)

    lane = metres(600, 100)[0]
    pieces = [own_town.get(f"areas/{child}")["outline"] for child in children(own_town, code)]
    for outline in pieces:
        lons = {lon for ring in outline["coordinates"] for part in ring for lon, _ in part}
        assert any(lon == pytest.approx(lane, abs=2e-6) for lon in lons)


def children(served, code):
    areas = served.get("areas", limit=500)["items"]
    level = len(code)
    return [
        one["code"]
        for one in areas
        if one["code"] == code or (one["parent"] == code[:12] and one["code"] > f"{code[:12]}002")
        if len(one["code"]) == level
    ]


def test_a_scanned_plan_lies_where_it_is_pinned(own_town, visit_app):
    picture = io.BytesIO()
    Image.fromarray(np.full((200, 400, 3), (200, 30, 200), dtype=np.uint8)).save(picture, "PNG")
    made = own_town.http.post(
        "backdrops", params={"name": "plan.png"}, content=picture.getvalue()
    ).json()
    # 1 pixel is 1 metre: the plan covers the two southern grids of the left community.
    pins = [[x, y, *metres(x, 200 - y)] for x, y in ((10.0, 10.0), (390.0, 20.0), (30.0, 190.0))]
    own_town.send("PUT", f"backdrops/{made['uid']}", {"pins": pins})

    screen = visit_app(own_town, f"#/setup/backdrop?at=15/{at(200, 100)}").ready()
    page = screen.page
    page.get_by_role("button", name="Show on the map").click()
    image = page.locator(".backdrop-picture")
    image.wait_for()
    for zoom in (15, 16):
        screen.go(f"#/setup/backdrop?at={zoom}/{at(200, 100)}")
        assert until(lambda zoom=zoom: screen.camera()[0] == zoom, page=page)
        page.wait_for_timeout(100)
        box = image.bounding_box()
        west, north = screen.at(metres(0, 200))
        east, south = screen.at(metres(400, 0))
        assert (box["x"], box["y"]) == pytest.approx((west, north), abs=2)
        assert box["x"] + box["width"] == pytest.approx(east, abs=2)
        assert box["y"] + box["height"] == pytest.approx(south, abs=2)

    # The plan's colour lies on white streets, and the buildings below are as they are beside it.
    street = screen.pixels(metres(100, 3)).mean(axis=0)
    assert street[1] < 200
    untouched = next(slab for slab in slabs() if slab.grid == GRIDS[1] and slab.mark == "u")
    red, green, blue = screen.pixels(untouched.middle).mean(axis=0)
    assert red > 2 * green > 4 * blue


def test_files_that_waited_are_asked_for_again_after_a_reload(desk):
    _, screen = desk
    page = screen.go("#/setup/new/buildings").page
    chosen = [a_file(f"{name}.geojson", geojson(*NEW, id="h")) for name in ("one", "two", "three")]
    page.locator("input[type=file]").set_input_files(chosen)
    expect(page.get_by_text("Then: two.geojson, three.geojson")).to_be_visible()

    page.reload()
    expect(page.get_by_text("Choose them again: two.geojson, three.geojson")).to_be_visible()
    page.locator("input[type=file]").set_input_files(chosen[1:2])
    expect(page.get_by_text("Choose them again")).to_have_count(0)


def test_an_area_drawn_and_saved_with_two_presses_is_there_once(desk):
    served, screen = desk
    before = served.get("map")["counts"]["areas"]
    page = screen.go(f"#/setup/areas/new?at=16/{at(900, 100)}").page
    ring = [(860, 60), (940, 60), (940, 140), (860, 140)]
    page.get_by_role("toolbar").wait_for()
    page.get_by_label("Code").fill("430202009001")  # none is next where nothing is around
    for corner in ring:
        page.mouse.click(*screen.at(metres(*corner)))
    page.keyboard.press("Enter")
    save = page.get_by_role("button", name="Save this area")
    expect(save).to_be_enabled()
    save.dblclick()

    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert until(lambda: served.get("map")["counts"]["areas"] == before + 1)
    page.wait_for_timeout(300)
    assert served.get("map")["counts"]["areas"] == before + 1
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    assert until(lambda: served.get("map")["counts"]["areas"] == before)


PAGES = ("", "new/buildings", "new/households", "check", "list", "areas", "areas/new", "backdrop")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_the_pages_of_setting_up(town, visit_app, size):
    screen = visit_app(town, "#/setup", size).ready()
    page = screen.page
    found = []
    for path in PAGES:
        screen.go(f"#/setup/{path}")
        page.wait_for_timeout(400)
        found += complaints(screen, state=path)
    assert found == []


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_an_empty_workspace_leads_to_setting_up(nothing_yet, visit_app, lang):
    screen = visit_app(nothing_yet, "#/", lang=lang)
    page = screen.page

    page.get_by_role("link", name={"en": "Set up", "zh-CN": "去建图"}[lang], exact=True).click()
    assert until(lambda: screen.path.startswith("/setup"), page=page)
    page.get_by_role(
        "link", name={"en": "Import borders", "zh-CN": re.compile("导入")}[lang]
    ).first.wait_for()
