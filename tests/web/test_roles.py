"""Each role begins with what is theirs, and is shown what it may do and nothing else."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.web.access import violations
from tests.web.conftest import DESKTOP, PHONE
from tests.web.staff import ROLES, session
from tests.web.town import GRIDS, PATCHES

pytestmark = pytest.mark.browser

# What each begins with: a heading, and something only they begin with.
_STARTS = {
    "leader": ("第1邻", "Record a visit"),
    "worker": ("第1网格", "Start visiting"),
    "cadre": ("新月塘社区", "My leaders"),
    "planner": ("茨菇塘街道", "Vacant offices"),
    "department": ("城管办", "No open hazards"),
    "admin": ("茨菇塘街道", "Vacant offices"),
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_begins_with_its_own_and_is_not_shown_what_it_may_not_do(
    staffed, visit_app, role
):
    """And nothing is asked of the server that it would refuse: the guard hears of no 403."""
    heading, own = _STARTS[role]
    screen = visit_app(staffed, "#/", PHONE, storage_state=session(staffed, role))
    page = screen.ready().page

    expect(page.get_by_role("heading", name=heading, exact=True, level=1)).to_be_visible()
    expect(page.get_by_text(re.compile(own)).first).to_be_attached()
    assert violations(page) == []

    page.set_viewport_size(dict(zip(("width", "height"), DESKTOP, strict=True)))
    page.get_by_role("button", name="Layers").click()
    settings = page.locator(".popover-panel")
    expect(settings.get_by_role("link", name="Records")).to_be_visible()

    assert settings.get_by_role("link", name="Set up").count() == (role in {"planner", "admin"})
    assert settings.get_by_role("link", name="Who serves where").count() == (
        role not in {"leader", "department"}
    )
    hazards = page.get_by_role("link", name=re.compile("^Hazards"))
    assert hazards.count() == (role != "admin")
    target = page.get_by_label("Households that count", exact=True)
    assert target.count() == (role in {"leader", "worker", "cadre"})

    page.keyboard.press("Escape")
    for start, least in _PAGES.get(role, {}).items():
        found = pages_from(screen, start)
        assert len(found) >= least, found
        for address in found:
            screen.go(address)
            settled(page)
    if role in {"leader", "department"}:
        screen.go("#/setup")
        expect(page.get_by_text("Your office does not have this page")).to_be_visible()
    if role == "planner":
        screen.go(f"#/area/{GRIDS[1]}")
        page.locator(".building-row").first.click()
        expect(page.locator(".doors, .matrix, .tower").first).to_be_attached()
        assert page.locator(".record").count() == 0


# So many pages of the organisation and of setting up each role is led to, at least.
_PAGES = {
    "worker": {"#/people": 5},
    "cadre": {"#/people": 8, "#/setup": 1},
    "planner": {"#/people": 8, "#/setup": 5},
    "admin": {"#/people": 7, "#/setup": 5},
}


def pages_from(screen, start):
    """Where the pages of a start lead within it, for whoever may have them."""
    screen.go(start)
    settled(screen.page)
    links = screen.page.locator(f".setup a[href^='{start}/']")
    return sorted({link.get_attribute("href") for link in links.all()})


def settled(page):
    """Wait for a page of setting up until it has what it shows."""
    expect(page.locator(".setup h1")).to_have_count(1)
    expect(page.locator(".setup-bars")).to_have_count(0)


def test_a_leader_records_a_visit_in_two_taps(staffed, visit_app):
    state = session(staffed, "leader")
    screen = visit_app(staffed, "#/", PHONE, lang="zh-CN", storage_state=state)
    page = screen.ready().page
    acts = page.get_by_role("navigation", name="我的邻")
    first = acts.get_by_role("link", name="记一次走访")
    assert first.bounding_box()["height"] >= 64
    assert float(first.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)")) >= 18
    first.click()

    page.get_by_role("button", name="见面", exact=True).click()
    expect(page.get_by_role("button", name="撤回")).to_be_visible()
    assert screen.path.startswith("/building/")


def test_large_type_is_a_press_away_and_stays(staffed, visit_app):
    screen = visit_app(staffed, "#/", DESKTOP, storage_state=session(staffed, "worker"))
    page = screen.ready().page
    page.get_by_role("button", name="Account").click()
    page.get_by_label("Large type").check()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    page.reload()
    screen.ready()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    assert PATCHES[0] not in page.title()
