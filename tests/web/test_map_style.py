"""How the map draws the invented quarter, held to pictures that somebody looked at.

Only what is drawn is compared, nothing that is written: fonts differ between machines. When the
style changes on purpose, draw the pictures anew, look at each of them, and commit them::

    GRIDMAP_RENEW_PICTURES=1 pytest tests/web/test_map_style.py
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.web.eyes import EYES, assert_apart
from tests.web.screen import until
from tests.web.town import GRIDS, metres, slabs

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).with_name("pictures")
RENEW = os.environ.get("GRIDMAP_RENEW_PICTURES") == "1"
WIDTH, HEIGHT = 360, 270
# Edges are smoothed a little differently from one build of the browser to the next.
SAME_COLOUR, MOST_OTHERS = 24, 0.005

WHERE = {13: metres(400, 200), 15: metres(400, 200), 16: metres(300, 180), 17: metres(330, 130)}


def address(zoom, place, view="/"):
    lon, lat = place
    return f"#{view}?at={zoom}/{lat:.5f}/{lon:.5f}"


def middle(picture):
    """Cut the part out that the pictures show: right of the panel."""
    height, width, _ = picture.shape
    left, top = width // 2 - WIDTH // 2, height // 2 - HEIGHT // 2
    return picture[top : top + HEIGHT, left : left + WIDTH]


@pytest.fixture(params=[False, True], ids=["day", "night"])
def dark(request):
    return request.param


def test_the_map_looks_like_its_pictures(town, visit_app, dark):
    zooms = iter(WHERE)
    first = next(zooms)
    screen = visit_app(town, address(first, WHERE[first]), dark=dark).ready()
    compare(screen, first, dark=dark)
    for zoom in zooms:
        screen.go(address(zoom, WHERE[zoom]))
        compare(screen, zoom, dark=dark)


def compare(screen, zoom, *, dark):
    kept = PICTURES / f"{zoom}-{'night' if dark else 'day'}.png"
    if RENEW:
        screen.page.wait_for_timeout(2_000)
        kept.parent.mkdir(exist_ok=True)
        drawn = Image.fromarray(middle(screen.ground())[..., :3])
        drawn.quantize(64, dither=Image.Dither.NONE).save(kept)
    wanted = np.asarray(Image.open(kept).convert("RGB")).astype(int)

    def differing():
        drawn = middle(screen.ground())
        if drawn[..., 3].min() < 255:
            return 1.0  # nothing is left blank
        others = np.abs(drawn[..., :3] - wanted).max(axis=2) > SAME_COLOUR
        return float(others.mean())

    # The figures of a finer level colour its areas when they have come in.
    assert until(lambda: differing() <= MOST_OTHERS, page=screen.page), (
        f"{differing():.2%} differ at {zoom}"
    )


def test_the_three_marks_stay_apart_for_every_eye(town, visit_app, dark):
    marks = {
        mark: next(slab for slab in slabs() if slab.grid == GRIDS[1] and slab.mark == mark[0])
        for mark in ("untouched", "partly", "done")
    }
    screen = visit_app(town, address(17, metres(200, 100)), dark=dark).ready()
    for zoom in (17, 16):
        screen.go(address(zoom, metres(200, 100)))
        assert until(lambda zoom=zoom: screen.camera()[0] == zoom, page=screen.page)
        seen = {mark: screen.ground_at(slab.middle) for mark, slab in marks.items()}
        for eye in EYES.values():
            assert_apart(seen, eye)
