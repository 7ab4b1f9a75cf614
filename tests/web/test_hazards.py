"""Hazards: reported where one stands, seen on the map by how bad they are, handled."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import DESKTOP, PHONE
from tests.web.screen import until
from tests.web.test_coverage import at, building_of
from tests.web.town import GRIDS, LEDGER, metres, slabs

pytestmark = pytest.mark.browser

SLAB = next(slab for slab in slabs() if slab.grid == GRIDS[1] and slab.mark == "u")


def hazards(served, **question):
    return served.get("cases", kind="hazard", **question)["items"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_hazard_is_reported_from_a_building(own_town, visit_app, size):
    uid = building_of(own_town, SLAB)["uid"]
    screen = visit_app(own_town, f"#/building/{uid}?at=17/{at(150, 60)}", size).ready()
    page = screen.page
    before = len(hazards(own_town))

    page.get_by_role("link", name="Report a hazard").first.click()
    page.get_by_role("heading", level=1, name="Report a hazard").wait_for()
    page.get_by_role("button", name="Blocked way").click()
    page.get_by_role("button", name="Danger now").click()
    page.get_by_role("textbox", name="In words").fill("Boxes block the stairs on floor 3")
    page.get_by_role("button", name="Report", exact=True).click()
    assert until(lambda: len(hazards(own_town)) == before + 1, page=page)

    reported = hazards(own_town)[-1]
    assert (reported["building"], reported["category"]) == (uid, "blocked")
    assert reported["severity"] == "severe"
    assert until(lambda: screen.path == f"/building/{uid}", page=page)
    expect(page.get_by_role("link", name=re.compile("Blocked way")).first).to_be_visible()


def test_a_hazard_is_reported_at_a_place_on_the_map(own_town, visit_app):
    screen = visit_app(own_town, f"#/report?at=16/{at(200, 200)}").ready()
    page = screen.page
    before = len(hazards(own_town))
    place = metres(330, 205)

    page.get_by_role("button", name="Report", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("The place is missing.")
    screen.press(place)
    page.get_by_role("button", name="Fire").first.click()
    page.get_by_role("button", name="Report", exact=True).click()
    assert until(lambda: len(hazards(own_town)) == before + 1, page=page)

    assert hazards(own_town)[-1]["place"]["coordinates"] == pytest.approx(place, abs=3e-5)


def test_a_handled_hazard_leaves_the_open_ones(own_town, visit_app):
    screen = visit_app(own_town, "#/hazards").ready()
    page = screen.page
    rows = page.locator(".view").get_by_role("link")
    expect(rows.first).to_contain_text("Fire")  # over its limit, so first
    expect(rows.first).to_contain_text("over")
    listed = rows.count()

    rows.first.click()
    page.get_by_role("button", name="Handled").click()
    expect(page.get_by_role("button", name="Open again")).to_be_visible()
    assert [one["category"] for one in hazards(own_town, state="handled")] == ["fire", "gas"]

    page.go_back()
    page.get_by_role("heading", level=1, name="Hazards").wait_for()
    expect(rows).to_have_count(listed - 1)


def test_somebody_elses_step_is_shown_and_not_written_over(own_town, visit_app, guard):
    guard.expect("status of 409", "answer: 409")
    [first, *_] = hazards(own_town)
    screen = visit_app(own_town, f"#/hazard/{first['uid']}").ready()
    page = screen.page
    page.get_by_role("heading", level=1, name="Fire").wait_for()

    def overtaken(route):
        """Somebody else is quicker by a moment, so that nothing is heard of it here before."""
        step = {"state": "handled", "base_seq": first["seq"]}
        own_town.send("PUT", f"cases/{first['uid']}/state", step)
        route.continue_()

    page.route("**/api/v1/cases/*/state", overtaken)
    page.get_by_role("button", name="Handled").click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody changed it meanwhile")
    expect(page.get_by_role("button", name="Open again")).to_be_visible()


def test_on_the_map_the_worst_leads_its_cluster(town, visit_app):
    screen = visit_app(town, f"#/?at=14/{at(400, 200)}").ready()
    cluster = screen.page.get_by_role("button", name=re.compile(r"3 hazards, the worst: Fire"))
    expect(cluster).to_have_count(1)

    screen.go(f"#/?at=18/{at(150, 50)}")
    fire = screen.page.get_by_role("button", name=re.compile("^Fire, .* over$"))
    fire.wait_for()
    fire.click()
    screen.page.get_by_role("heading", level=1, name="Fire").wait_for()
    expect(screen.page.get_by_text(LEDGER.address).first).to_be_visible()


def test_a_hazard_elsewhere_appears_here(own_town, visit_app):
    screen = visit_app(own_town, f"#/?at=17/{at(500, 100)}").ready()
    page = screen.page
    bubble = page.get_by_role("link", name=re.compile(r"^Hazards, 4 open"))
    expect(bubble).to_be_visible()
    lon, lat = metres(500, 60)

    own_town.send(
        "POST",
        "cases",
        {
            "id": "0198f5e0-7f7c-7c3a-9d4e-8f1e2d3c4b5a",
            "kind": "hazard",
            "category": "lift",
            "severity": "serious",
            "place": [lon, lat],
        },
    )

    expect(page.get_by_role("link", name=re.compile(r"^Hazards, 5 open"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Lift"))).to_be_visible()
