"""The shell of the app is small, asks this server only, and stays within the page's policy."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import pytest

from tests.web.conftest import DESKTOP, PHONE
from tests.web.town import GRIDS, slabs

pytestmark = pytest.mark.browser

# Of script and style, compressed, that stand between a phone and the map.
MOST_BYTES = 130_000


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_what_the_first_load_fetches_is_small(town, visit_app, size):
    screen = visit_app(town, "#/", size)
    fetched: set[str] = set()
    screen.page.on("request", lambda request: fetched.add(request.url))  # workers' own as well
    screen.page.reload()
    screen.ready()

    code = {url for url in fetched if urlsplit(url).path.endswith((".js", ".css"))}
    sizes = {
        urlsplit(url).path: len(gzip.compress(town.http.get(url).content, compresslevel=9))
        for url in code
    }
    assert len(sizes) >= 2
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_a_phone_draws_its_area_without_the_tiles_of_the_whole_city(town, visit_app, guard):
    """Tiles bring the ground around; where they don't come, the area stands all the same."""
    guard.expect("/map/tiles/")
    slab = next(slab for slab in slabs() if slab.grid == GRIDS[1] and slab.mark == "u")
    lon, lat = slab.middle
    screen = visit_app(town, f"#/area/{GRIDS[1]}?at=17/{lat - 0.0005:.5f}/{lon:.5f}", PHONE)
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    screen.page.context.route("**/map/tiles/**", lambda route: route.abort())
    screen.page.reload()
    screen.ready().rest()

    assert f"/api/v1/map/area/{GRIDS[1]}" in asked
    assert screen.ground_at(slab.middle).mean(axis=0).tolist() == [0xB0, 0x3C, 0x00]


def test_it_runs_under_a_path_of_another_site(town, visit_app):
    """Nothing is asked for above the folder that the page is in."""
    screen = visit_app(town, "#/")
    links = screen.page.evaluate(
        "[...document.querySelectorAll('[src], link[href]')].map((one) => "
        "one.getAttribute('src') ?? one.getAttribute('href'))"
    )
    assert links
    assert not [link for link in links if link.startswith("/")]
