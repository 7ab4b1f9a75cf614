"""Untouched, partly and done stay apart for eyes and paper that see fewer colours."""

from __future__ import annotations

import pytest

from tests.render.conftest import LAT, LON, STEP, make_block
from tests.web.conftest import look_at, pixels
from tests.web.eyes import EYES, assert_apart

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("zoom", [16, 17])
def test_the_three_marks_stay_apart(open_file, saved, zoom, dark):
    block = make_block()
    statuses = ["untouched", "partly", "done", "done"]
    page = open_file(saved(buildings=block.buildings.assign(status=statuses)), dark=dark)
    look_at(page, LON + STEP, LAT + STEP, zoom)
    places = {"untouched": (0.35, 0.45), "partly": (0.35, 1.35), "done": (1.35, 1.45)}

    seen = {
        status: pixels(page, at=(LON + x * STEP, LAT + y * STEP))
        for status, (x, y) in places.items()
    }

    for eye in EYES.values():
        assert_apart(seen, eye)
