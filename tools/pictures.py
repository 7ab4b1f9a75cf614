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
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import BrowserContext, Page, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"

_DESKTOP = {"viewport": {"width": 1440, "height": 900}, "device_scale_factor": 1}
_PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True}

_COMMUNITY = "#/area/430202002003?at=16.5/27.8515/113.1425"

# Name: who looks, screen, language, theme, address within the demo.
_SCENES = {
    "coverage-map": ("planner", _DESKTOP, "zh-CN", "light", _COMMUNITY),
    "coverage-map-night-en": ("planner", _DESKTOP, "en", "dark", "#/"),
    "phone": ("worker", _PHONE, "zh-CN", "light", "#/"),
    "phone-night": ("worker", _PHONE, "zh-CN", "dark", "#/"),
    "leader": ("leader", _PHONE, "zh-CN", "light", "#/"),
    "people": ("planner", _DESKTOP, "zh-CN", "light", "#/people"),
}


def main() -> None:
    """Take all pictures."""
    chromium = shutil.which("chromium")
    with _demo() as address, sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        )
        for name, (role, screen, language, theme, place) in _SCENES.items():
            context = browser.new_context(
                **screen,  # type: ignore[arg-type]
                locale=language,
                color_scheme=theme,  # type: ignore[arg-type]
                # Waiting for an expression evaluates it anew, which the page's own policy forbids.
                bypass_csp=True,
            )
            _sign_in(context, address, role)
            _take(context.new_page(), name, f"{address}{place}")
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


def _take(page: Page, name: str, url: str) -> None:
    page.goto(url)
    page.wait_for_function("performance.getEntriesByName('gridmap:drawn').length > 0")
    # Labels and figures come a moment after the ground.
    page.wait_for_timeout(4000)
    Image.open(io.BytesIO(page.screenshot())).save(PICTURES / f"{name}.webp", quality=82, method=6)


@contextmanager
def _demo() -> Iterator[str]:
    """Serve a new demo town."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
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
