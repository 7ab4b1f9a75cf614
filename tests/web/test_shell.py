"""The shell of the app is small, asks this server only, and stays within the page's policy."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import pytest

from tests.web.conftest import DESKTOP, PHONE

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
