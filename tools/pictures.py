"""Takes the pictures of the documents anew, from the demo in a browser.

    python tools/pictures.py

Look at every picture before it is committed.
"""

from __future__ import annotations

import io
import json
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
from playwright.sync_api import Browser, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"

_DESKTOP = {"viewport": {"width": 1440, "height": 900}, "device_scale_factor": 1}
_PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True}

# Name: screen, language, theme, address within the demo.
_SCENES = {
    "coverage-map": (_DESKTOP, "zh-CN", "light", "#/area/430202002003?at=16.5/27.8515/113.1425"),
    "coverage-map-night-en": (_DESKTOP, "en", "dark", "#/"),
    "phone": (_PHONE, "zh-CN", "light", "#/area/430202002003005"),
    "phone-night": (_PHONE, "zh-CN", "dark", "#/area/430202002003005"),
}


def main() -> None:
    """Take all pictures."""
    chromium = shutil.which("chromium")
    with _demo() as address, sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        )
        for name, (screen, language, theme, place) in _SCENES.items():
            _take(browser, name, f"{address}{place}", screen, language, theme)
        browser.close()


def _take(
    browser: Browser, name: str, url: str, screen: dict[str, object], language: str, theme: str
) -> None:
    # Waiting for an expression evaluates it anew, which the page's own policy forbids.
    context = browser.new_context(
        **screen,  # type: ignore[arg-type]
        locale=language,
        color_scheme=theme,  # type: ignore[arg-type]
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(url)
    page.wait_for_function("performance.getEntriesByName('gridmap:drawn').length > 0")
    # Labels and figures come a moment after the ground.
    page.wait_for_timeout(4000)
    Image.open(io.BytesIO(page.screenshot())).save(PICTURES / f"{name}.webp", quality=82, method=6)
    context.close()


@contextmanager
def _demo() -> Iterator[str]:
    """Serve a new demo town, its tiles drawn."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        server = subprocess.Popen(
            [sys.executable, "-m", "gridmap", "demo", "--home", home, "--port", str(port)]
        )
        address = f"http://127.0.0.1:{port}/"
        try:
            while not _ready(address):
                time.sleep(1)
            yield address
        finally:
            server.terminate()
            server.wait()


def _ready(address: str) -> bool:
    try:
        with urlopen(f"{address}api/v1/map") as answer:  # noqa: S310  (our own server)
            return bool(json.load(answer)["tiles"]["state"] == "ready")
    except OSError:
        return False


if __name__ == "__main__":
    main()
