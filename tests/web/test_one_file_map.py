"""The one-file map in a real browser without a network."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from itertools import product

import geopandas as gpd
import numpy as np
import pytest
from playwright.sync_api import expect
from shapely.geometry import box

from tests.render.conftest import LAT, LON, STEP, make_block
from tests.web.conftest import EACH_ONCE, MAP, PHONE, look_at, pixels
from tests.web.screen import until

pytestmark = pytest.mark.browser


def colours(page, *, at) -> set[tuple[int, int, int]]:
    """Colours of the ground within 6 pixels of a place in longitude and latitude."""
    return {tuple(pixel) for pixel in pixels(page, at=at).tolist()}


def press(page, lon, lat):
    x, y = page.evaluate(
        f"(place) => {{ const at = {MAP}.latLngToContainerPoint(place); return [at.x, at.y]; }}",
        [lat, lon],
    )
    page.mouse.click(x, y)
    return page.locator(".says").last.inner_text()  # the one before may still be fading


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
@EACH_ONCE
def test_it_opens_without_a_network_and_without_a_complaint(open_file, saved, size, dark, lang):
    page = open_file(saved(lang), size, dark=dark)

    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("h1").inner_text() == {"zh-CN": "走访覆盖图", "en": "Visit coverage"}[lang]
    assert page.locator(".label.figure:visible").count() >= 2
    assert page.locator(".hazard-place").count() >= 2
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0]  # nothing to scroll sideways to


def test_the_marks_differ_by_more_than_colour(open_file, saved):
    page = open_file(saved())
    look_at(page, LON + STEP, LAT + STEP, 17)

    untouched = colours(page, at=(LON + 0.35 * STEP, LAT + 0.45 * STEP))
    partly = colours(page, at=(LON + 0.35 * STEP, LAT + 1.35 * STEP))
    other = colours(page, at=(LON + 1.35 * STEP, LAT + 1.45 * STEP))

    assert untouched == {(0xB0, 0x3C, 0x00)}
    assert {(0xB0, 0x3C, 0x00), (0xFF, 0xFF, 0xFF)} <= partly  # stripes on white
    assert other == {(0xDF, 0xDD, 0xD4)}


def test_night_draws_in_the_colours_of_the_night_and_follows_the_switch(open_file, saved):
    page = open_file(saved(), dark=True)
    look_at(page, LON + STEP, LAT + STEP, 17)
    place = (LON + 0.35 * STEP, LAT + 0.45 * STEP)

    assert colours(page, at=place) == {(0xFF, 0x9D, 0x52)}
    page.emulate_media(color_scheme="light")
    assert until(lambda: colours(page, at=place) == {(0xB0, 0x3C, 0x00)}, page=page)


def test_paper_is_light_at_night_too(open_file, saved):
    page = open_file(saved(), dark=True)
    look_at(page, LON + STEP, LAT + STEP, 17)
    place = (LON + 0.35 * STEP, LAT + 0.45 * STEP)
    width = page.evaluate("document.body.offsetWidth")

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert colours(page, at=place) == {(0xB0, 0x3C, 0x00)}
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert colours(page, at=place) == {(0xFF, 0x9D, 0x52)}

    page.evaluate("addEventListener('beforeprint', () => { window.printed = true; })")
    page.pdf()
    assert page.evaluate("window.printed") is True  # the browser itself says so, too
    assert page.evaluate("document.body.offsetWidth") == width


def test_the_level_follows_the_zoom_until_one_is_chosen(open_file, saved):
    # Of one community alone there would be nothing to see but one patch of colour.
    areas = make_block().areas.assign(level=["community", "community", "grid", "grid"])
    page = open_file(saved(areas=areas))
    chosen = page.locator(".levels [aria-pressed=true]")

    look_at(page, LON + STEP, LAT + STEP, 16)
    expect(chosen).to_have_text("Grid")
    look_at(page, LON + STEP, LAT + STEP, 13)
    expect(chosen).to_have_text("Community")
    page.get_by_role("button", name="Grid", exact=True).click()
    look_at(page, LON + STEP, LAT + STEP, 12)
    expect(chosen).to_have_text("Grid")


def test_an_area_says_its_figures_with_their_target(open_file, saved):
    page = open_file(saved())
    page.get_by_role("button", name="Grid 1").click()
    said = page.locator(".says").inner_text()

    for words in ("第1网格", "20", "of 40 households met", "50%", "Not in", "Refused", "Not tried"):
        assert words in said
    assert "Door tried at 30 of 40 households, 75%." in said
    assert "Not counted: 1" in said
    page.get_by_role("button", name="Close", exact=True).click()
    page.wait_for_selector(".says", state="detached")


def test_a_building_says_its_state_but_no_outcome_of_a_door(open_file, saved):
    page = open_file(saved())
    look_at(page, LON + STEP, LAT + STEP, 16.5)

    said = press(page, LON + 0.35 * STEP, LAT + 1.35 * STEP)
    assert "荷叶街14号" in said
    assert "Partly visited" in said
    assert "6 of 14 households met, door tried at 9." in said
    assert "Refused" not in said
    assert "Visited" in press(page, LON + 1.5 * STEP, LAT + 0.5 * STEP)  # a point


def test_hazards_say_what_is_wrong_by_keyboard_too(open_file, saved):
    page = open_file(saved())
    look_at(page, LON + STEP, LAT + STEP, 16.5)

    page.get_by_role("button", name="Fire").focus()
    page.keyboard.press("Enter")
    said = page.locator(".says").inner_text()

    assert "Fire" in said
    assert "Severe · Open · since 18 Nov 2026" in said


def test_what_is_overdue_stands_out_and_leads_its_cluster(open_file, saved):
    hazards = make_block().hazards.assign(due_at=["2026-12-01", "2026-11-01", "2026-11-20"])
    page = open_file(saved(hazards=hazards, as_of=datetime(2026, 11, 22, 9, tzinfo=UTC)))

    look_at(page, LON + STEP, LAT + STEP, 12)
    cluster = page.locator(".hazard-cluster")
    expect(cluster.locator(".hazard.overdue")).to_have_count(1)  # before a severe one that has time
    assert cluster.inner_text().split() == ["!", "2"]

    look_at(page, LON + STEP, LAT + STEP, 17)
    late, other = page.locator(".hazard-place .overdue"), page.locator(".hazard-place .severe")
    expect(late.locator(".clock")).to_have_count(1)
    expect(other.locator(".clock")).to_have_count(0)
    sizes = [one.locator("svg").bounding_box()["width"] for one in (late, other)]
    assert sizes[0] / sizes[1] == pytest.approx(1.14, abs=0.005)
    expect(page.get_by_role("button", name="Other hazard · Overdue")).to_have_count(1)


def test_from_afar_hazards_gather_and_handled_ones_rest(open_file, saved):
    page = open_file(saved())
    look_at(page, LON + STEP, LAT + STEP, 12)

    expect(page.locator(".hazard-place")).to_have_count(1)
    expect(page.locator(".hazard-cluster .count")).to_have_text("2")  # the third is handled
    look_at(page, LON + STEP, LAT + STEP, 17)
    expect(page.locator(".hazard-place")).to_have_count(3)


def test_labels_keep_clear_of_one_another_and_of_the_panels(open_file, saved):
    page = open_file(saved(), PHONE)
    for zoom in (14, 15, 16, 17):
        look_at(page, LON + STEP, LAT + STEP, zoom)
        boxes = [
            box(r["x"], r["y"], r["x"] + r["width"], r["y"] + r["height"])
            for selector in (".label:visible", ".over > .card", ".side > *", ".foot > *")
            for r in (one.bounding_box() for one in page.locator(selector).all())
        ]
        overlaps = [a.intersection(b).area for i, a in enumerate(boxes) for b in boxes[:i]]
        assert max(overlaps, default=0) < 1


def test_hostile_texts_stay_texts(open_file, saved):
    text = "</script><img src=x onerror=\"document.title='broken into'\">{{7*7}}"
    block = make_block()
    page = open_file(
        saved(
            areas=block.areas.assign(name=text, code=text, level=None),
            buildings=block.buildings.assign(name=text, address=text),
            hazards=block.hazards.assign(category=text, opened_at=text),
        )
    )
    look_at(page, LON + STEP, LAT + STEP, 16.5)

    assert text in press(page, LON + 0.35 * STEP, LAT + 1.35 * STEP)
    assert "{{7*7}}" in press(page, LON + 2.2 * STEP, LAT + 0.2 * STEP)
    assert page.title() == "Visit coverage"
    assert page.locator("img").count() == 0


def test_on_a_phone_the_legend_opens_when_asked_for(open_file, saved):
    page = open_file(saved(), PHONE)

    assert not page.locator(".legend-body").is_visible()
    page.get_by_text("Legend").click()
    expect(page.locator(".legend-body")).to_be_visible()
    assert "Partly visited" in page.locator(".legend").inner_text()


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_the_attribution_is_never_covered(open_file, saved, lang):
    page = open_file(saved(lang), (320, 700))
    for width, legend_open in product((320, 390, 620, 800, 1000, 1100, 1440), (True, False)):
        page.set_viewport_size({"width": width, "height": 700})
        page.evaluate(f"document.querySelector('.legend').open = {str(legend_open).lower()}")
        on_top = page.locator(".leaflet-control-attribution").evaluate(
            """(line) => {
              const { left, right, top, bottom } = line.getBoundingClientRect();
              const middle = (top + bottom) / 2;
              return [left + 2, (left + right) / 2, right - 2].every(
                (x) => line.contains(document.elementFromPoint(x, middle)));
            }"""
        )
        assert on_top, width


def test_a_page_that_frames_the_map_may_leave_its_heading_out(open_file, saved):
    path = saved()
    page = open_file(path)
    expect(page.locator("h1")).to_be_visible()

    page.goto(f"{path.as_uri()}#untitled")
    page.reload()
    expect(page.locator(".levels")).to_be_visible()
    expect(page.locator("h1")).not_to_be_visible()


def test_the_attribution_is_a_link_of_text(open_file, saved):
    page = open_file(saved())
    link = page.get_by_role("link", name="© OpenStreetMap contributors")

    assert link.get_attribute("href") == "https://www.openstreetmap.org/copyright"
    assert page.locator("a[href^=http]").count() == 1


def test_frames_with_nothing_but_geometry_open_too(open_file, saved):
    block = make_block()
    page = open_file(
        saved(
            areas=block.areas[["geometry"]],
            buildings=block.buildings[["geometry"]],
            hazards=block.hazards[["geometry"]],
        )
    )
    look_at(page, LON + STEP, LAT + STEP, 16.5)

    assert press(page, LON + 0.35 * STEP, LAT + 1.35 * STEP) == "Building"


def test_an_empty_map_opens_too(open_file, saved):
    nothing = gpd.GeoDataFrame()
    page = open_file(saved(areas=nothing, buildings=nothing, hazards=None))

    assert "Nothing to show yet" in page.locator(".title").inner_text()


def test_fifty_thousand_buildings_open_in_seconds(open_file, saved):
    column, row = np.meshgrid(np.arange(250), np.arange(200))
    west, south = LON + column.ravel() * 2e-4, LAT + row.ravel() * 2e-4
    status = np.array(["untouched", "partly", "done", "none"])[np.arange(50_000) % 4]
    buildings = gpd.GeoDataFrame(
        {"status": status, "households": 12},
        geometry=[box(x, y, x + 1e-4, y + 1e-4) for x, y in zip(west, south, strict=True)],
        crs=4326,
    )
    path = saved(buildings=buildings, areas=gpd.GeoDataFrame(), hazards=None)

    began = time.monotonic()
    page = open_file(path)
    look_at(page, LON + 0.02, LAT + 0.02, 16)
    took = time.monotonic() - began
    look_at(page, LON + 0.02, LAT + 0.02, 12)
    far = colours(page, at=(LON + 0.02, LAT + 0.02))

    assert path.stat().st_size < 5_000_000
    assert len(far) > 1  # without areas the buildings themselves are seen from afar
    assert took < 6  # 1 s on a quiet machine
