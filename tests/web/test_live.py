"""What happens elsewhere is seen here at once; where it is not heard, the page says so."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from gridmap.store.bulk import new_uids
from tests.web.screen import until
from tests.web.test_coverage import as_shown, coverage_of, figure_shown
from tests.web.test_recording import SLAB, building_of, hatched, open_building, solid
from tests.web.town import GRIDS

pytestmark = pytest.mark.browser

WITHIN_SECONDS = 2


def meet_somebody(served, slab):
    building = served.get(f"buildings/{building_of(served, slab)['uid']}")
    door = next(door for door in building["doors"] if door["outcome"] is None)
    served.send(
        "POST",
        "visits",
        {
            "id": new_uids(1)[0],
            "household": door["uid"],
            "outcome": "met",
            "occurred_at": datetime.now(UTC).isoformat(),
        },
    )


def test_a_visit_recorded_elsewhere_recolours_its_building(own_town, visit_app):
    screen = open_building(visit_app, own_town, SLAB)
    page = screen.page
    badge = page.get_by_role("status", name=re.compile("How fresh"))
    expect(badge).to_contain_text("Live")
    assert solid(screen, SLAB)

    meet_somebody(own_town, SLAB)
    began = time.monotonic()

    assert until(lambda: hatched(screen, SLAB), page=page)
    assert time.monotonic() - began < WITHIN_SECONDS
    expect(page.locator(".building-figure")).to_contain_text("1 / 12")
    expect(badge).to_contain_text(re.compile(r"Live \d\d:\d\d"))


def test_figures_stay_with_their_time_while_the_server_is_away(own_town, visit_app, guard):
    guard.expect("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED", "ERR_EMPTY_RESPONSE")
    guard.expect("ERR_CONNECTION_RESET", "ERR_SOCKET")
    screen = visit_app(own_town, f"#/area/{GRIDS[1]}").ready()
    page = screen.page
    badge = page.get_by_role("status", name=re.compile("How fresh"))
    expect(badge).to_contain_text("Live")
    before = figure_shown(screen)

    own_town.stop()
    expect(badge).to_contain_text(re.compile(r"As of \d\d:\d\d"))
    assert figure_shown(screen) == before

    own_town.start()
    meet_somebody(own_town, SLAB)
    expect(badge).to_contain_text("Live", timeout=30_000)
    after = as_shown(coverage_of(own_town, GRIDS[1], "grid"))
    assert after != before
    assert until(lambda: figure_shown(screen) == after, page=page)
