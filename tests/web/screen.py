"""The app on a screen: where a place of the map is on it, and what colour it has there."""

from __future__ import annotations

import base64
import io
import math
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import parse_qs

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page

__all__ = ["Screen", "same_ground", "until"]

T = TypeVar("T")

_GROUND = """async (part) => {
  const map = document.querySelector('.leaflet-container').getBoundingClientRect();
  const [x, y, across, down] = part ?? [map.left, map.top, map.width, map.height];
  const sheet = new OffscreenCanvas(across, down);
  const brush = sheet.getContext('2d');
  for (const tile of document.querySelectorAll('.leaflet-base-pane canvas')) {
    const { left, top, width, height } = tile.getBoundingClientRect();
    brush.drawImage(tile, left - x, top - y, width, height);
  }
  const bytes = new Uint8Array(await (await sheet.convertToBlob()).arrayBuffer());
  return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
}"""
_DRAWN = "performance.getEntriesByName('gridmap:drawn').length"


def until(ask: Callable[[], T], *, seconds: float = 20.0, page: Page | None = None) -> T:
    """Ask again until the answer is a true one, and return it; the last one when time is up."""
    end = time.monotonic() + seconds
    while not (answer := ask()) and time.monotonic() < end:
        if page is None:
            time.sleep(0.05)
        else:
            page.wait_for_timeout(50)
    return answer


def same_ground(one: Screen, other: Screen) -> bool:
    """Do two screens show the same map?

    A hatch painted over again in its part of a tile is rounded otherwise than one painted with
    the whole tile: by one of 255, which nobody sees.
    """
    here, there = (screen.ground().astype(int) for screen in (one, other))
    return here.shape == there.shape and int(np.abs(here - there).max()) <= 1


@dataclass(frozen=True)
class Screen:
    """A page with the map on it."""

    page: Page

    def ready(self) -> Screen:
        """Wait until the map is painted the first time."""
        # Playwright's own waiting for an expression is evaluated anew, which the policy forbids.
        assert until(lambda: self.page.evaluate(_DRAWN), page=self.page)
        return self

    @property
    def hash(self) -> str:
        """The state, as the address tells it."""
        return self.page.evaluate("location.hash")

    @property
    def path(self) -> str:
        """What the panel shows, as the address tells it."""
        return self.hash.removeprefix("#").partition("?")[0]

    @property
    def asked(self) -> dict[str, str]:
        """What stands behind the question mark of the address."""
        query = self.hash.partition("?")[2]
        return {name: values[0] for name, values in parse_qs(query).items()}

    def go(self, address: str) -> Screen:
        """Go to another state the way a link does."""
        self.page.evaluate("(to) => { location.hash = to; }", address)
        return self

    def camera(self) -> tuple[float, float, float]:
        """Zoom, latitude and longitude of the map's middle."""
        until(lambda: "at" in self.asked, page=self.page)
        zoom, lat, lon = map(float, self.asked["at"].split("/"))
        return zoom, lat, lon

    def at(self, place: tuple[float, float]) -> tuple[float, float]:
        """Pixel of the window where a place (longitude, latitude) is."""
        zoom, lat, lon = self.camera()
        box = self.page.locator(".leaflet-container").bounding_box()
        assert box is not None
        x, y = (a - b for a, b in zip(_world(*place, zoom), _world(lon, lat, zoom), strict=True))
        return box["x"] + box["width"] / 2 + x, box["y"] + box["height"] / 2 + y

    def press(self, place: tuple[float, float]) -> None:
        """Click, or tap, a place of the map."""
        x, y = self.at(place)
        if self.page.evaluate("matchMedia('(pointer: coarse)').matches"):
            self.page.touchscreen.tap(x, y)
        else:
            self.page.mouse.click(x, y)

    def rest(self) -> Screen:
        """Wait until no tile is being painted."""
        self.page.wait_for_selector(".leaflet-container[aria-busy=false]", state="attached")
        return self

    def ground(self, part: tuple[float, float, float, float] | None = None) -> NDArray[np.uint8]:
        """Pixels (rows, columns, 4) of the map's tiles alone, without anything written on them.

        All of them, or a part of the window (x, y, width, height).
        """
        self.rest()
        told = self.page.evaluate(_GROUND, part)
        return np.asarray(Image.open(io.BytesIO(base64.b64decode(told))).convert("RGBA"))

    def ground_at(self, place: tuple[float, float], *, within: int = 4) -> NDArray[np.uint8]:
        """Pixels (n, 3) of the tiles around a place."""
        box = self.page.locator(".leaflet-container").bounding_box()
        assert box is not None
        x, y = (
            box[side] + round(at - box[side]) - within
            for at, side in zip(self.at(place), ("x", "y"), strict=True)
        )
        return self.ground((x, y, 2 * within, 2 * within))[..., :3].reshape(-1, 3)

    def picture(self, box: tuple[float, float, float, float] | None = None) -> NDArray[np.uint8]:
        """Pixels (rows, columns, 3) of the window, or of a box of it (x, y, width, height)."""
        clip = box and dict(zip(("x", "y", "width", "height"), box, strict=True))
        shot = self.page.screenshot(clip=clip, animations="disabled")  # type: ignore[arg-type]
        return np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"))

    def pixels(self, place: tuple[float, float], *, within: float = 3) -> NDArray[np.uint8]:
        """Pixels (n, 3) around a place."""
        x, y = self.at(place)
        picture = self.picture((x - within, y - within, 2 * within, 2 * within))
        return picture.reshape(-1, 3)

    def share(self, place: tuple[float, float], colour: str, *, within: float = 3) -> float:
        """Share of the pixels around a place that have a colour, give or take its edges."""
        wanted = np.array([int(part, 16) for part in re.findall("..", colour.lstrip("#"))])
        seen = self.pixels(place, within=within).astype(int)
        return float((np.abs(seen - wanted).max(axis=1) <= 10).mean())


def _world(lon: float, lat: float, zoom: float) -> tuple[float, float]:
    """Pixel of Web Mercator's plane at a zoom."""
    size = 256 * 2**zoom
    y = math.asinh(math.tan(math.radians(lat))) / math.pi
    return (lon / 360 + 0.5) * size, (0.5 - y / 2) * size
