"""At the door: whether the visitor is genuine, and what whoever lives there may ask for."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from gridmap.territory.people import Office
from gridmap.usecases.badges import give_badge
from gridmap.usecases.people import people
from gridmap.usecases.resident_requests import requests
from tests.web.access import violations
from tests.web.conftest import PHONE

pytestmark = pytest.mark.browser

_SMALL = (320, 568)
_SAID = {
    "en": ("This visitor is genuine", "I want no visits", "Your address", "Send"),
    "zh-CN": ("来人是真的", "不用上门", "住在哪里", "交给社区"),
}


def _badge(workspace) -> str:
    held = next(
        person
        for person in people(workspace)
        if any(office.office is Office.GRID_WORKER_FULL for office in person.offices)
    )
    return give_badge(workspace, held.uid).code


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_a_resident_checks_a_visitor_and_asks_for_no_visits(staffed, visit_app, lang):
    genuine, no_visits, address, send = _SAID[lang]
    code = _badge(staffed.workspace)
    screen = visit_app(staffed, f"#/badge/{code}", _SMALL, lang=lang)
    page = screen.page
    expect(page.get_by_role("heading", name=genuine)).to_be_visible()
    expect(page.get_by_text("新月塘社区")).to_be_visible()
    assert "荷望云" not in page.content()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.get_by_role("link", name=no_visits).click()
    page.get_by_label(address).fill("荷叶街1号 1单元101")
    assert violations(page) == []
    page.get_by_role("button", name=send).click()
    expect(page.get_by_role("status")).to_be_visible()
    asked = requests(staffed.workspace)[-1]
    assert (asked.kind, asked.community) == ("no_visits", "新月塘社区")


def test_a_badge_that_does_not_count_says_what_to_do(staffed, visit_app, guard):
    guard.expect("404")
    page = visit_app(staffed, "#/badge/7KQX4MNP2RTA", PHONE, dark=True).page
    expect(page.get_by_role("heading", name="This badge does not count today")).to_be_visible()
    assert page.get_by_role("link").count() == 0
    assert violations(page) == []
