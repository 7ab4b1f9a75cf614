"""Nothing for axe to complain of, in any state, by day and by night; small screens; keyboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.reading_here import reading_here
from tests.web.access import violations
from tests.web.conftest import DESKTOP, EACH_ONCE, PHONE
from tests.web.screen import same_ground, until
from tests.web.test_coverage import at, building_of, states
from tests.web.test_recording import outcome
from tests.web.town import GRIDS, LEDGER, LEFT, slabs

__all__ = ["reading_here"]

pytestmark = pytest.mark.browser

SIZES = {"desktop": DESKTOP, "phone": PHONE}


def complaints(screen, *, state):
    """What axe says of the page as it is, and of its colours in the other light, which stays on.

    To turn back after each state would paint the map once more.
    """
    page = screen.page
    night = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    found = [f"{state}: {one}" for one in violations(page)]
    page.emulate_media(color_scheme="light" if night else "dark")
    return found + [f"{state}, other light: {one}" for one in violations(page, "color-contrast")]


@EACH_ONCE
def test_axe_finds_nothing_in_any_state(town, visit_app, size, lang):
    screen = visit_app(town, "#/", size, lang=lang).ready()
    page = screen.page
    found = complaints(screen, state="overview")
    for address in list(states(town))[1:]:
        screen.go(address)
        page.locator("h1").wait_for()
        page.wait_for_timeout(250)
        found += complaints(screen, state=address)
    assert found == []


def test_axe_finds_nothing_while_something_is_being_done(town, visit_app):
    uid = building_of(town, LEDGER)["uid"]
    screen = visit_app(town, f"#/building/{uid}?at=17/{at(150, 60)}").ready()
    page = screen.page
    found = []

    page.get_by_role("button", name=re.compile("Next door")).click()
    found += complaints(screen, state="recording")
    page.get_by_role("link", name="Report a hazard").first.click()
    page.get_by_role("heading", level=1, name="Report a hazard").wait_for()
    found += complaints(screen, state="reporting")
    page.get_by_role("button", name=re.compile("All time")).click()
    found += complaints(screen, state="choosing a period")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Layers and settings").click()
    found += complaints(screen, state="layers")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("荷叶")
    page.get_by_role("option").first.wait_for()
    found += complaints(screen, state="searching")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator("body").press("?")
    page.get_by_role("dialog").wait_for()
    found += complaints(screen, state="help")
    page.keyboard.press("Escape")

    screen.go(f"/area/{GRIDS[0]}")
    page.get_by_role("button", name="Print", exact=True).click()
    page.get_by_role("img", name="First page").wait_for()
    found += complaints(screen, state="printing")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as PDF").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF")

    assert found == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_axe_finds_nothing_where_there_is_nothing_yet(nothing_yet, visit_app, size):
    screen = visit_app(nothing_yet, "#/", size)
    screen.page.get_by_text("No buildings yet").wait_for()

    assert complaints(screen, state="empty") == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_axe_finds_nothing_while_figures_are_awaited_or_missing(town, visit_app, guard, size):
    guard.expect("status of 503", "answer: 503", "ERR_FAILED", "ERR_INTERNET_DISCONNECTED")
    screen = visit_app(town, "#/", size).ready()
    page = screen.page
    held = []

    def hold(route):
        held.append(route)

    page.route(re.compile("/api/v1/(coverage|map/status)"), hold)
    screen.go(f"#/area/{LEFT}")
    page.wait_for_timeout(300)
    found = complaints(screen, state="loading")

    for route in held:
        route.abort()
    page.unroute_all()
    page.route(
        re.compile("/api/v1/(coverage|areas|buildings)"),
        lambda route: route.fulfill(status=503, body="{}", content_type="application/json"),
    )
    screen.go(f"#/area/{GRIDS[0]}")
    page.wait_for_timeout(500)
    found += complaints(screen, state="failed")

    page.unroute_all()
    page.context.set_offline(True)
    page.wait_for_timeout(300)
    found += complaints(screen, state="offline")
    assert found == []


def test_an_address_that_leads_nowhere_says_so(town, visit_app, guard):
    guard.expect("status of 404", "answer: 404")
    screen = visit_app(town, "#/nowhere/at/all")
    screen.page.get_by_text("This address leads nowhere").wait_for()
    assert complaints(screen, state="nowhere") == []
    for address, said in (
        ("#/area/999", "There is no such area"),
        ("#/building/0198f5e0-7f7c-7c3a-9d4e-8f1e2d3c4b5a", "There is no such building"),
        ("#/hazard/0198f5e0-7f7c-7c3a-9d4e-8f1e2d3c4b5a", "There is no such hazard"),
    ):
        screen.go(address)
        screen.page.get_by_text(said).wait_for()
        screen.page.get_by_role("link", name="To the overview").wait_for()


@pytest.mark.parametrize(
    ("size", "query"),
    [(DESKTOP, "from=2026-02-30"), (PHONE, "from=2026-11-09&to=2026-11-01")],
    ids=["desktop", "phone"],
)
def test_a_question_that_cannot_be_asked_is_not_answered_with_all_there_is(
    town, visit_app, guard, size, query
):
    screen = visit_app(town, f"#/area/{GRIDS[1]}?{query}", size)
    page = screen.page
    said = "There are no such days"
    page.get_by_text(said).wait_for()
    assert page.locator(".panel .figure").count() == 0
    assert complaints(screen, state=query) == []
    page.get_by_role("link", name="To the overview").click()
    page.locator(".panel .figure").first.wait_for()
    page.go_back()
    page.get_by_text(said).wait_for()
    page.go_forward()
    page.locator(".panel .figure").first.wait_for()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_key_group_that_is_not_there_is_said_and_all_households_count(
    town, visit_app, guard, size
):
    guard.expect("status of 422", "answer: 422")  # asked before the groups are known
    here = f"#/area/{GRIDS[1]}?at=16/{at(150, 60)}"  # not fitted: the note takes room beside it
    unfiltered = visit_app(town, here, size).ready()
    everybody = unfiltered.page.locator(".figure-line").text_content()

    screen = visit_app(town, f"{here}&target=nobody", size).ready()
    page = screen.page
    page.get_by_text("There is no key group nobody").wait_for()
    expect(page.locator(".figure-line")).to_have_text(everybody)
    assert until(lambda: same_ground(screen, unfiltered), page=page)
    assert complaints(screen, state="unknown group") == []
    page.get_by_role("button", name="Leave it out").click()
    expect(page.locator(".not-there")).to_have_count(0)
    page.go_back()
    page.get_by_text("There is no key group nobody").wait_for()


# Small screens and large letters ------------------------------------------------------------------


def overflowing(page):
    """Controls that reach out of the window, by what they are called."""
    return page.evaluate(
        """() => {
          const out = [];
          if (document.documentElement.scrollWidth > innerWidth) out.push('the page itself');
          for (const one of document.querySelectorAll('a, button, input, select, h1, textarea')) {
            if (!one.checkVisibility({ visibilityProperty: true })) continue;
            if (one.closest('.leaflet-container')) continue;  // the map goes on beyond the window
            if (one.matches('.spoken, .spoken *, [type=radio], [type=checkbox]')) continue;
            const { left, right, width } = one.getBoundingClientRect();
            if (width && (left < -1 || right > innerWidth + 1))
              out.push(`${one.tagName} ${one.ariaLabel ?? one.textContent.trim().slice(0, 40)}`);
          }
          return out;
        }"""
    )


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_at_320_pixels_and_in_letters_twice_as_large_nothing_is_cut_off(town, visit_app, lang):
    screen = visit_app(town, "#/", (320, 640), lang=lang).ready()
    page = screen.page
    for size, letters in (((320, 640), "100%"), (PHONE, "200%")):
        page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
        page.evaluate("(letters) => { document.documentElement.style.fontSize = letters }", letters)
        for address in states(town):
            screen.go(address)
            page.wait_for_timeout(200)
            assert overflowing(page) == [], (address, letters)


def test_a_page_zoomed_to_twice_its_size_fits(town, visit_app):
    screen = visit_app(town, "#/", (720, 450), device_scale_factor=2).ready()
    for address in states(town):
        screen.go(address)
        screen.page.wait_for_timeout(200)
        assert overflowing(screen.page) == [], address


def test_a_long_name_in_large_letters_leaves_the_map_free(own_town, visit_app):
    """Twice as large, the head of a phone takes a third of the screen at most."""
    screen = visit_app(own_town, f"#/building/{long_named(own_town)}", PHONE).ready()
    page = screen.page
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    expect(page.locator(".phone-title strong")).to_contain_text("Provisional")
    head = page.locator(".phone-head")
    for width, height in (PHONE, (320, 640)):
        page.set_viewport_size({"width": width, "height": height})
        assert until(lambda width=width: page.evaluate("innerWidth") == width, page=page)
        box = head.bounding_box()
        assert box["y"] + box["height"] <= height / 3


def long_named(served):
    """A building with an address that is too long for any title."""
    row = (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"long",'
        '"address":"Provisional housing of the former provincial machine works, second yard, '
        'north of the canal, entrance beside the boiler house, block 17"},"geometry":'
        '{"type":"Polygon","coordinates":[[[113.1504,27.8415],[113.1507,27.8415],'
        "[113.1507,27.8416],[113.1504,27.8415]]]}}]}"
    )
    upload = served.http.post("uploads", params={"name": "a.geojson"}, content=row).json()
    job = served.send("POST", "imports", {"kind": "buildings", "upload": upload["id"]})
    assert until(lambda: served.get(f"imports/{job['id']}")["state"] == "done")
    served.send("POST", f"imports/{job['id']}/apply", None)
    assert until(lambda: served.get(f"imports/{job['id']}")["state"] == "applied")
    [found] = served.get("search", q="boiler")
    return found["uid"]


# Without a mouse ----------------------------------------------------------------------------------


def test_the_whole_flow_by_keyboard(own_town, visit_app):
    slab = next(slab for slab in slabs() if slab.grid == GRIDS[1] and slab.mark == "u")
    screen = visit_app(own_town, "#/").ready()
    page, keys = screen.page, screen.page.keyboard

    keys.press("/")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    keys.type(slab.address)
    expect(page.get_by_role("option", name=re.compile(slab.address)).first).to_be_visible()
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    keys.press("Enter")
    page.get_by_role("heading", level=1, name=slab.address).wait_for()

    keys.press("n")
    outcome(page, "Met").wait_for()
    keys.press("1")
    assert until(lambda: building_of(own_town, slab)["reached"] == 1, page=page)
    keys.press("u")
    assert until(lambda: building_of(own_town, slab)["reached"] == 0, page=page)

    keys.press("?")
    page.get_by_role("dialog").wait_for()
    keys.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    for _ in range(8):  # the door, the building, its areas one after the other
        keys.press("Escape")
        page.wait_for_timeout(100)
    assert screen.path == "/"
    keys.press("h")
    page.get_by_role("heading", level=1, name="Hazards").wait_for()


def test_search_finds_addresses_codes_and_names(town, visit_app):
    screen = visit_app(town, "#/").ready()
    page = screen.page

    for query, name in (("荷叶街11号", "荷叶街11号"), (GRIDS[3], "第2网格"), ("第1邻", "第1邻")):
        page.get_by_role("combobox", name="Search").fill(query)
        first = page.get_by_role("option").first
        expect(first).to_contain_text(name)
        first.click()
        page.get_by_role("heading", level=1, name=name).wait_for()
        assert screen.path != "/"


def test_the_focus_is_always_to_be_seen(town, visit_app):
    screen = visit_app(town, f"#/area/{GRIDS[1]}").ready()
    page = screen.page
    hidden = []
    for _ in range(30):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => {
              const one = document.activeElement;
              if (one === document.body) return null;
              // A field's own frame may show the ring around it and its sign.
              const ringed = [one, one.parentElement].some((part) => {
                const { outlineStyle, outlineWidth } = getComputedStyle(part);
                return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
              });
              const { width, height } = one.getBoundingClientRect();
              const map = one.classList.contains('leaflet-container');
              const seen = map || (ringed && width > 1 && height > 1);
              return seen ? null : one.outerHTML.slice(0, 120);
            }"""
        )
        if told:
            hidden.append(told)
    assert hidden == []


def test_buildings_can_be_walked_through_on_the_map(town, visit_app):
    screen = visit_app(town, f"#/?at=17/{at(200, 100)}").ready().rest()
    page = screen.page
    page.get_by_role("application", name="Map of buildings and areas").focus()
    before = screen.picture()

    page.keyboard.press("Enter")
    assert until(lambda: bool((screen.picture() != before).any()), page=page)  # a ring is drawn
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert until(lambda: screen.path.startswith("/building/"), page=page)

    zoom, _, lon = screen.camera()
    page.get_by_role("application", name="Map of buildings and areas").focus()
    page.keyboard.press("ArrowRight")
    assert until(lambda: screen.camera()[2] > lon, page=page)
    page.keyboard.press("+")
    assert until(lambda: screen.camera()[0] > zoom, page=page)
