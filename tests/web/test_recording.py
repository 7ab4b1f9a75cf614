"""A visit in two taps, taken back, kept while there is no network, and shown when refused."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.sheet_codes import code_on
from tests.web.conftest import DESKTOP, EACH_ONCE, PHONE
from tests.web.screen import until
from tests.web.test_coverage import building_of
from tests.web.town import GRIDS, LEDGER, slabs

pytestmark = pytest.mark.browser

SLAB = next(slab for slab in slabs() if slab.grid == GRIDS[1] and slab.mark == "u")
WORDS = {
    "en": {"next": r"Next door", "met": "Met", "undo": "Undo"},
    "zh-CN": {"next": r"下一户", "met": "见面", "undo": "撤回"},
}


def hatched(screen, slab):
    """Whether a building is drawn in stripes of both colours."""
    seen = {tuple(pixel) for pixel in screen.ground_at(slab.middle, within=5).tolist()}
    return {(0xB0, 0x3C, 0x00), (0xFF, 0xFF, 0xFF)} <= seen


def solid(screen, slab):
    return {tuple(pixel) for pixel in screen.ground_at(slab.middle, within=5).tolist()} == {
        (0xB0, 0x3C, 0x00)
    }


def open_building(visit_app, served, slab, size=DESKTOP, lang="en"):
    uid = building_of(served, slab)["uid"]
    lon, lat = slab.middle
    if size == PHONE:
        lat -= 0.0004  # the sheet covers the lower half
    return visit_app(served, f"#/building/{uid}?at=17/{lat:.5f}/{lon:.5f}", size, lang=lang).ready()


def outcome(page, word):
    """The button for how it went at the door in hand."""
    door = page.get_by_role("region", name=re.compile("Door .|室$"))
    return door.get_by_role("button", name=word, exact=True)


@EACH_ONCE
def test_two_taps_record_a_visit_and_one_takes_it_back(own_town, visit_app, size, lang):
    words = WORDS[lang]
    screen = open_building(visit_app, own_town, SLAB, size, lang)
    page = screen.page
    assert solid(screen, SLAB)

    page.get_by_role("button", name=re.compile(words["next"])).click()
    outcome(page, words["met"]).click()
    assert until(lambda: building_of(own_town, SLAB)["reached"] == 1, page=page)
    assert until(lambda: hatched(screen, SLAB), page=page)

    page.get_by_role("button", name=re.compile(f"^{words['undo']}")).click()
    assert until(lambda: building_of(own_town, SLAB)["reached"] == 0, page=page)
    assert until(lambda: solid(screen, SLAB), page=page)


def test_doors_say_how_they_stand_and_any_can_be_chosen(own_town, visit_app):
    screen = open_building(visit_app, own_town, LEDGER)
    page = screen.page
    doors = page.get_by_role("region", name="Doors")

    for name in ("101, Met", "102, Met"):
        expect(doors.get_by_role("button", name=name)).to_be_visible()
    expect(doors.get_by_role("button", name="304, Do not visit")).to_be_visible()
    doors.get_by_role("button", name="303, Not visited").click()
    outcome(page, "Not in").click()

    expect(doors.get_by_role("button", name="303, Not in")).to_be_visible()
    assert until(lambda: building_of(own_town, LEDGER)["attempted"] == 7, page=page)
    assert "独居" not in doors.inner_text()  # whom a door serves is nobody's business here

    # What is ticked on its sheet is keyed in by keys alone, and taken back by one.
    order = {"area": LEDGER.grid, "kind": "area", "alone": True}
    begun = own_town.http.post("prints", json=order).json()["id"]
    assert until(lambda: own_town.get(f"prints/{begun}")["state"] == "done", page=page)
    code = code_on(own_town.http.get(f"prints/{begun}/file").content)
    sheet = own_town.get(f"sheets/{code}")
    number = next(one["number"] for one in sheet["lines"] if "304" in str(one["doors"]))
    page.evaluate("location.hash = '#/sheet'")
    expect(page.get_by_label("Code of the sheet")).to_be_focused()
    page.keyboard.type(f"{code.lower().replace('-', '')}\n")
    expect(page.get_by_label("What is ticked")).to_be_focused()
    page.keyboard.type(f"{number}:303")
    expect(page.locator(".paper-door.typed")).to_have_text(re.compile("303"))
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(f"{code}: 1 household keyed in")).to_be_visible()
    expect(page.get_by_label("Code of the sheet")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Taken back.")).to_be_visible()


def test_a_visit_written_down_offline_survives_a_reload_and_goes_out(own_town, visit_app, guard):
    guard.expect("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
    screen = open_building(visit_app, own_town, SLAB)
    page = screen.page
    expect(page.get_by_role("status", name=re.compile("How fresh"))).to_contain_text("Live")
    before = building_of(own_town, SLAB)["reached"]

    page.context.set_offline(True)
    page.get_by_role("button", name=re.compile("Next door")).click()
    outcome(page, "Met").click()
    expect(page.get_by_role("button", name=re.compile("1 to upload"))).to_be_visible()
    assert until(lambda: hatched(screen, SLAB), page=page)  # seen at once on this device
    assert building_of(own_town, SLAB)["reached"] == before

    page.route(re.compile("/api/v1/visits"), lambda route: route.abort("connectionfailed"))
    page.context.set_offline(False)
    guard.expect("ERR_CONNECTION_FAILED")
    page.reload()
    expect(page.get_by_role("button", name=re.compile("1 to upload|Uploading 1"))).to_be_visible()
    page.unroute_all()
    page.get_by_role("button", name=re.compile("1 to upload|Uploading 1")).click()
    assert until(lambda: building_of(own_town, SLAB)["reached"] == before + 1, page=page)
    expect(page.get_by_text("All uploaded")).to_be_visible()


def test_pressed_twice_in_a_row_one_door_is_recorded(own_town, visit_app):
    """The next door stands where this one stood: nobody means it by a double click."""
    screen = open_building(visit_app, own_town, SLAB)
    page = screen.page
    page.get_by_role("button", name=re.compile("Next door")).click()
    outcome(page, "Met").dblclick()

    expect(page.get_by_text("All uploaded")).to_be_visible()
    page.wait_for_timeout(300)
    assert building_of(own_town, SLAB)["attempted"] == 1


def test_a_page_that_outlives_an_update_says_so_and_keeps_its_records(own_town, visit_app, guard):
    """What a new version no longer has cannot be fetched: opened again, it has lost nothing."""
    guard.expect("status of 404", "answer: 404", "dynamically imported module", "ERR_FAILED")
    screen = open_building(visit_app, own_town, SLAB)
    page = screen.page
    page.get_by_role("button", name=re.compile("Next door")).wait_for()
    page.route("**/api/v1/visits", lambda route: route.abort())
    page.get_by_role("button", name=re.compile("Next door")).click()
    outcome(page, "Met").click()
    expect(page.get_by_role("button", name=re.compile("1 to upload|Uploading 1"))).to_be_visible()

    page.route("**/assets/Setup-*.js", lambda route: route.fulfill(status=404, body=""))
    start = re.sub(r"assets/index-[^\"]+\.js", "assets/index-newer.js", own_town_page(own_town))
    page.route(own_town.url, lambda route: route.fulfill(body=start, content_type="text/html"))
    screen.go("#/setup")
    expect(page.get_by_text("gridmap was updated")).to_be_visible()
    page.unroute_all()
    page.get_by_role("button", name="Open again").click()
    expect(page.get_by_role("heading", name="Set up")).to_be_visible()
    assert until(lambda: building_of(own_town, SLAB)["reached"] == 1, page=page)


def own_town_page(served):
    return served.http.get(served.url).text


def from_the_future(route):
    """Sends a visit on as one that has not taken place yet."""
    visit = json.loads(route.request.post_data)
    route.continue_(post_data=json.dumps({**visit, "occurred_at": "2199-01-01T00:00:00Z"}))


def test_a_device_a_day_ahead_writes_what_happened_now(own_town, visit_app):
    """The server's clock counts: with the device's own the visit would lie in the future."""
    screen = open_building(visit_app, own_town, SLAB)
    page = screen.page
    page.evaluate(
        """() => {
          const now = Date.now;
          Date.now = () => now() + 86_400_000;
        }"""
    )
    page.get_by_role("button", name=re.compile("Next door")).click()
    assert building_of(own_town, SLAB)["reached"] == 0
    # An answer tells the server's time before the visit is written down.
    page.evaluate("() => dispatchEvent(new Event('online'))")
    outcome(page, "Met").click()

    assert until(lambda: building_of(own_town, SLAB)["reached"] == 1, page=page)


def test_what_the_server_refuses_stays_with_its_reason(own_town, visit_app, guard):
    guard.expect("status of 422", "answer: 422")
    screen = open_building(visit_app, own_town, SLAB)
    page = screen.page
    page.route("**/api/v1/visits", from_the_future)
    page.get_by_role("button", name=re.compile("Next door")).click()
    outcome(page, "Met").click()

    page.get_by_role("button", name=re.compile("1 not accepted")).click()
    page.get_by_role("heading", level=1, name="Records").wait_for()
    assert screen.path == "/records"
    expect(page.get_by_text("lies in the future")).to_be_visible()
    assert building_of(own_town, SLAB)["reached"] == 0
