"""The planner's studio in the browser, from a proposal to its approval by somebody else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.web.access import violations
from tests.web.staff import enrol, session
from tests.web.town import GRIDS, LEFT, metres, slabs

pytestmark = pytest.mark.browser


def bound(page, **typed):
    """Type both bounds, one after the other."""
    bounds = {page.get_by_label(f"At {end}"): value for end, value in typed.items()}
    for field, value in bounds.items():
        field.fill(value)
    page.keyboard.press("Tab")
    for field, value in bounds.items():
        expect(field).to_have_value(value)


def judged_together(page):
    """Type a bound that the other one does not suit yet: it is told when both are left."""
    least, wrong = page.get_by_label("At least"), page.get_by_text("At least has to be below")
    least.fill("4000")
    least.press("Tab")
    expect(page.get_by_label("At most")).to_be_focused()
    expect(least).to_have_value("4000")
    expect(wrong).to_be_hidden()
    page.keyboard.press("Tab")
    expect(wrong).to_be_visible()
    least.fill("0")
    page.keyboard.press("Tab")
    expect(wrong).to_be_hidden()


def split_in_vain(screen):
    """Draw a line that has nothing on one side: it says so until something else is done."""
    page = screen.page
    page.keyboard.press("x")
    expect(page.get_by_role("toolbar", name="Drag a line")).to_be_visible()
    page.mouse.move(*screen.at(metres(5, 260)))
    page.mouse.down()
    page.mouse.move(*screen.at(metres(5, 340)), steps=3)
    page.mouse.up()
    vain = page.get_by_text("The line leaves nothing on one side.")
    expect(vain).to_be_visible()
    page.keyboard.press("Control+y")
    expect(vain).to_be_hidden()


def lasso(screen, place):
    """Draw a ring around a place by hand."""
    page = screen.page
    page.keyboard.press("l")
    expect(page.get_by_role("toolbar", name="Drag around buildings")).to_be_visible()
    x, y = screen.at(place)
    page.mouse.move(x - 12, y - 12)
    page.mouse.down()
    for across, down in ((12, -12), (12, 12), (-12, 12), (-12, -10)):
        page.mouse.move(x + across, y + down, steps=3)
    page.mouse.up()


def test_a_plan_is_proposed_changed_by_hand_kept_and_approved_by_somebody_else(own_town, visit_app):
    enrol(own_town.workspace)
    screen = visit_app(
        own_town, f"#/plan/{LEFT}/grid", storage_state=session(own_town, "planner")
    ).ready()
    page = screen.page
    price = page.locator(".price strong")
    expect(page.get_by_role("heading", name="Adjust grids")).to_be_visible()
    expect(price).to_have_text("0")

    judged_together(page)
    # Three grids in place of two, each within bounds; one bound is typed after the other.
    bound(page, least="400", most="450")
    bound(page, most="110", least="80")
    page.get_by_text("More wishes").click()
    page.get_by_label("New ones to add").fill("1")
    page.get_by_role("button", name="Propose").click()
    expect(page.get_by_role("button", name=re.compile("^New 1 .* within bounds"))).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Over")).to_contain_text("2 → 0")
    proposed = price.inner_text()
    assert proposed != "0"
    # What was wished for stays so.
    expect(page.get_by_text("More wishes · 1")).to_be_visible()
    assert violations(page) == []

    # A building that stayed is handed over: the price is told before, and follows.
    own = next(slab for slab in slabs() if slab.grid == GRIDS[0])
    card = page.get_by_role("region", name="Hand over to")
    page.get_by_role("button", name="Select", exact=True).click()
    screen.press(own.middle)
    expect(card.get_by_role("status")).to_have_text("1 building · 12 households")
    card.get_by_role("button").nth(1).click()
    expect(price).not_to_have_text(proposed)
    expect(page.get_by_text("The last step").locator("../..")).to_contain_text(own.address)
    page.keyboard.press("Control+z")
    expect(price).to_have_text(proposed)

    split_in_vain(screen)
    page.keyboard.press("Control+z")
    expect(price).to_have_text(proposed)

    # A ring drawn by hand takes what is inside, and the map stays where it is.
    camera = screen.camera
    lasso(screen, own.middle)
    expect(card.get_by_role("status")).to_have_text("1 building · 12 households")
    assert screen.camera == camera
    card.get_by_role("button", name="Clear").click()

    page.get_by_label("Name").fill("Three grids")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("Somebody else approves it.")).to_be_visible()
    [plan] = page.request.get(f"{own_town.url}api/v1/plans").json()
    assert (plan["state"], plan["title"]) == ("submitted", "Three grids")

    other = visit_app(
        own_town,
        f"#/plan/{LEFT}/grid/{plan['name']}",
        storage_state=session(own_town, "admin"),
    ).ready()
    expect(other.page.locator(".price strong")).to_have_text(proposed)
    soon = str(own_town.workspace.today() + timedelta(days=30))
    other.page.get_by_label("Takes effect on").fill(soon)
    other.page.get_by_role("button", name=re.compile("^Approve from ")).click()
    expect(other.page.get_by_text(re.compile(r"^Takes effect on \d"))).to_be_visible()
    [plan] = page.request.get(f"{own_town.url}api/v1/plans").json()
    assert (plan["state"], plan["applies_on"]) == ("approved", soon)
