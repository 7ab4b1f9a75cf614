"""Takes the pictures of the documents anew, from the demo in a browser.

    python tools/pictures.py

Look at every picture before it is committed.
"""

from __future__ import annotations

import io
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import BrowserContext, Page, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"

_DESKTOP = {"viewport": {"width": 1440, "height": 900}, "device_scale_factor": 1}
_PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True}

_COMMUNITY = "#/area/430202002003?at=16.5/27.8515/113.1425"


@dataclass(frozen=True)
class Scene:
    """What is taken.

    Attributes
    ----------
    role
        Who looks.
    place
        Address within the demo.
    act
        What is done there first; it is given the page, and the demo's ledger.
    """

    role: str
    screen: dict[str, Any]
    language: str
    theme: str
    place: str
    act: Callable[[Page, Path], None] | None = None


def _hand_in(page: Page, ledger: Path) -> None:
    """Hand the ledger in and wait until it is read; nothing is written yet."""
    page.locator("input[type=file]").set_input_files(ledger)
    page.locator(".setup-actions .primary").click()
    page.locator(".ledger-columns").wait_for(timeout=120_000)


def _choose(page: Page, _: Path) -> None:
    """Choose the likeliest building for the first unclear row."""
    page.locator(".map-candidate").first.wait_for()
    page.keyboard.press("1")


_SCENES = {
    "coverage-map": Scene("planner", _DESKTOP, "zh-CN", "light", _COMMUNITY),
    "coverage-map-night-en": Scene("planner", _DESKTOP, "en", "dark", "#/"),
    "phone": Scene("worker", _PHONE, "zh-CN", "light", "#/"),
    "phone-night": Scene("worker", _PHONE, "zh-CN", "dark", "#/"),
    "leader": Scene("leader", _PHONE, "zh-CN", "light", "#/"),
    "people": Scene("planner", _DESKTOP, "zh-CN", "light", "#/people"),
    "orphans": Scene("planner", _DESKTOP, "zh-CN", "light", "#/people/orphans"),
    "ledger": Scene("planner", _DESKTOP, "zh-CN", "light", "#/setup/new/ledger", _hand_in),
    "ledger-en": Scene("planner", _DESKTOP, "en", "light", "#/setup/new/ledger", _hand_in),
    "ledger-unclear": Scene("planner", _DESKTOP, "zh-CN", "light", "#/setup/review", _choose),
    "ledger-unclear-en": Scene("planner", _DESKTOP, "en", "light", "#/setup/review", _choose),
}


def main() -> None:
    """Take all pictures."""
    chromium = shutil.which("chromium")
    with (
        TemporaryDirectory() as folder,
        _demo(Path(folder)) as address,
        sync_playwright() as player,
    ):
        browser = player.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        )
        for name, scene in _SCENES.items():
            context = browser.new_context(
                **scene.screen,
                locale=scene.language,
                color_scheme=scene.theme,  # type: ignore[arg-type]
                # Waiting for an expression evaluates it anew, which the page's own policy forbids.
                bypass_csp=True,
            )
            _sign_in(context, address, scene.role)
            _take(context.new_page(), name, scene, address, Path(folder))
            context.close()
        browser.close()


def _sign_in(context: BrowserContext, address: str, role: str) -> None:
    """Come in as the demo lets anybody, and wait until the map is drawn."""
    offers = context.request.get(f"{address}api/v1/door").json()["demo"]
    [offer] = [offer for offer in offers if offer["role"] == role]
    secret = {"login": offer["login"], "password": offer["password"]}
    answer = context.request.post(
        f"{address}api/v1/session", data=secret, headers={"X-Gridmap": "1"}
    )
    if not answer.ok:
        sys.exit(answer.text())
    while context.request.get(f"{address}api/v1/map").json()["tiles"]["state"] != "ready":
        time.sleep(1)


def _take(page: Page, name: str, scene: Scene, address: str, folder: Path) -> None:
    page.goto(f"{address}{scene.place}")
    page.wait_for_function("performance.getEntriesByName('gridmap:drawn').length > 0")
    if scene.act is not None:
        scene.act(page, folder / "demo-ledger.xlsx")
    # Labels and figures come a moment after the ground.
    page.wait_for_timeout(4000)
    Image.open(io.BytesIO(page.screenshot())).save(PICTURES / f"{name}.webp", quality=82, method=6)


@contextmanager
def _demo(folder: Path) -> Iterator[str]:
    """Serve a new demo town; its ledger lies in the folder, beside its home."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    home = str(folder / "home")
    server = subprocess.Popen(
        [sys.executable, "-m", "gridmap", "demo", "--home", home, "--port", str(port)]
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        while not _answers(address):
            time.sleep(1)
        yield address
    finally:
        server.terminate()
        server.wait()


def _answers(address: str) -> bool:
    try:
        with urlopen(f"{address}api/v1/health"):  # noqa: S310  (our own server)
            return True
    except OSError:
        return False


if __name__ == "__main__":
    main()
