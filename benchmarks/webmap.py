"""The map in Chromium, beside pages that draw the same buildings as GeoJSON with Leaflet alone.

``python -m benchmarks.webmap`` measures a real quarter of 50,000 buildings (a made one where the
extract is missing): the first draw, the worst frame while the map is dragged, and the time from a
visit's news in the page to the first frame that shows it. ``--million`` adds a made city of a
million buildings: how long its tiles take, the first answers after a start, and the same figures at
every zoom. ``--only-million`` measures nothing else and keeps what is known of the quarter;
``--home`` names a folder where that city is made once and found again (its tiles are then not
timed). The peers draw footprints and nothing else; the app draws streets, borders, labels and
numbers as well.

Everything happens on this machine, in windows of 1440 x 900; each run opens a fresh window.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import math
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import httpx
import numpy as np
from playwright.sync_api import Browser

from benchmarks.browsing import SIZE, Tab, chromium, tab
from benchmarks.cities import QUEENS, Box, generated, made_box, middle, real
from benchmarks.protocol import in_turn, keep, known
from gridmap.geo.crs import area_m2
from gridmap.store.bulk import new_uids
from gridmap.usecases.inventory import Wanted, buildings
from gridmap.usecases.workspace import Workspace

PAGES = Path(__file__).with_name("pages")
LEAFLET = Path(__file__).parents[1] / "web" / "node_modules" / "leaflet" / "dist"
NEAR, FAR = 16, 13
MILLION = 1_000_000


class App(NamedTuple):
    """A server of ours."""

    url: str
    process: int


@contextmanager
def _app(home: Path) -> Iterator[App]:
    """Serve a workspace from a process of its own."""
    command = [sys.executable, "-m", "gridmap", "serve", "--home", str(home), "--port"]
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = str(listening.getsockname()[1])
    url = f"http://127.0.0.1:{port}/"
    with subprocess.Popen([*command, port], stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(url)
            yield App(url, process.pid)
        finally:
            process.terminate()


def _wait_for(url: str) -> None:
    """Wait until a server answers; from a cold disk the program itself takes its time to load."""
    patience = time.monotonic() + 120
    while True:
        try:
            httpx.get(url, timeout=60).raise_for_status()
        except httpx.TransportError:
            if time.monotonic() > patience:
                raise
            time.sleep(0.1)
        else:
            return


@contextmanager
def _peers(folder: Path) -> Iterator[str]:
    """Serve the peers' pages and their data."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def _lay_out(folder: Path, workspace: Workspace) -> gpd.GeoDataFrame:
    """Put the peers' pages into a folder with the buildings as they stand now."""
    for source in (*PAGES.iterdir(), LEAFLET / "leaflet.js", LEAFLET / "leaflet.css"):
        shutil.copy(source, folder)
    views = buildings(workspace, Wanted(), most=MILLION).items
    frame = gpd.GeoDataFrame(
        {
            "uid": [view.uid for view in views],
            "status": [view.status.value for view in views],
            "doors": [view.figure.target if view.figure else 0 for view in views],
        },
        geometry=[view.footprint for view in views],
        crs="EPSG:4326",
    )
    frame[["uid", "status", "geometry"]].to_file(folder / "buildings.geojson", driver="GeoJSON")
    return frame


def _houses(frame: gpd.GeoDataFrame, box: Box) -> list[tuple[str, tuple[float, float]]]:
    """Houses of one door near the middle that nobody was met at yet, and where on the screen."""
    lon, lat = middle(box)
    inside = frame.geometry.representative_point()
    some = frame[
        (frame["status"] == "untouched")
        & (frame["doors"] == 1)
        & (inside.x - lon).between(-0.0005, 0.004)
        & ((inside.y - lat).abs() < 0.002)
    ]
    wide = some.iloc[np.argsort(-area_m2(some.geometry.to_numpy()))]
    return [
        (one.uid, _on_screen((inside[one.Index].x, inside[one.Index].y), box, NEAR))
        for one in wide.itertuples()
    ]


def _on_screen(place: tuple[float, float], box: Box, zoom: int) -> tuple[float, float]:
    """Pixel of a place in a window whose map fills it and looks at the middle of the box."""

    def world(lon: float, lat: float) -> tuple[float, float]:
        y = math.asinh(math.tan(math.radians(lat))) / math.pi
        return (lon / 360 + 0.5) * 256 * 2**zoom, (0.5 - y / 2) * 256 * 2**zoom

    (x, y), (x0, y0) = world(*place), world(*middle(box))
    return SIZE["width"] / 2 + x - x0, SIZE["height"] / 2 + y - y0


def _visit(url: str, uid: str) -> None:
    """Meet somebody at the door of a house, as another device would report it."""
    inside = httpx.get(f"{url}api/v1/buildings/{uid}").json()
    visit = {
        "id": new_uids(1)[0],
        "household": inside["doors"][0]["uid"],
        "outcome": "met",
        "occurred_at": datetime.now(UTC).isoformat(),
    }
    httpx.post(f"{url}api/v1/visits", json=visit).raise_for_status()


def _addresses(app: str, peers: str, box: Box, zoom: int) -> dict[str, str]:
    lon, lat = middle(box)
    at = f"{zoom}/{lat:.5f}/{lon:.5f}"
    return {
        "gridmap": f"{app}?lang=en#/?at={at}",
        "Leaflet, GeoJSON on canvas": f"{peers}peer.html?renderer=canvas#{at}",
        "Leaflet, GeoJSON as SVG": f"{peers}peer.html?renderer=svg#{at}",
    }


def _look(
    browser: Browser, url: str, places: Sequence[tuple[float, float]] = ()
) -> dict[str, float]:
    """Open a page, drag it, and tell what it needed."""
    with tab(browser) as page:
        drawn = page.open(url, places)
        page.page.wait_for_timeout(500)
        idle, panned = page.idle(), page.pan()
        return {
            "first draw, ms": drawn,
            "worst frame while dragged, ms": panned["worst_ms"],
            "frames over 50 ms while dragged": panned["over_50_ms"],
            "worst frame while nothing happens, ms": idle["worst_ms"],
            "script's heap, MB": page.memory(),
        }


def _recolour(
    browser: Browser, url: str, place: tuple[float, float], change: Callable[[Tab], None]
) -> dict[str, float]:
    """Time a house's change of colour from its news in the page to the frame after it is drawn."""
    with tab(browser) as page:
        page.open(url)
        page.page.wait_for_timeout(500)
        return {"repaint after a visit, ms": page.recolour(place, change)}


def quarter(browser: Browser, folder: Path) -> dict[str, Any]:
    """Measure fifty thousand buildings against the peers."""
    home = folder / "home"
    workspace, box = real(home) if QUEENS.exists() else generated(home, 50_000)
    began = time.perf_counter()
    _tiles(home)
    took = round(time.perf_counter() - began, 1)
    pages = folder / "pages"
    pages.mkdir()
    frame = _lay_out(pages, workspace)
    name = workspace.settings.name
    workspace.close()
    houses = _houses(frame, box)
    seen, changing = [place for _, place in houses[:12]], iter(houses[12:])
    with _app(home) as (app, _), _peers(pages) as peers:

        def looks(zoom: int) -> dict[str, Any]:
            return in_turn(
                {
                    name: functools.partial(_look, browser, url, seen if zoom == NEAR else ())
                    for name, url in _addresses(app, peers, box, zoom).items()
                }
            )

        def repaint(url: str, *, ours: bool) -> dict[str, float]:
            uid, place = next(changing)

            def change(page: Tab) -> None:
                if ours:
                    _visit(app, uid)
                else:
                    page.page.evaluate("(uid) => { watch.news(); recolour(uid); }", uid)

            return _recolour(browser, url, place, change)

        return {
            "buildings": len(frame),
            "of": name,
            "tiles built, s": took,
            f"at zoom {FAR}": looks(FAR),
            f"at zoom {NEAR}": looks(NEAR)
            | in_turn(
                {
                    name: functools.partial(repaint, url, ours=name == "gridmap")
                    for name, url in _addresses(app, peers, box, NEAR).items()
                }
            ),
        }


def million(browser: Browser, home: Path) -> dict[str, Any]:
    """Measure a million buildings: tiles, the first answers of a server, then each zoom."""
    box = made_box(MILLION)
    measured: dict[str, Any] = {}
    if not (home / "gridmap.gpkg").exists():
        workspace, _ = generated(home, MILLION)
        workspace.close()
        began = time.perf_counter()
        measured["progress moved, times"] = _tiles(home)
        measured["tiles built, s"] = round(time.perf_counter() - began, 1)
    (home / "tiles" / "statuses.npz").unlink(missing_ok=True)
    _forget(home)
    with _app(home) as (app, _):
        measured["answers of the first start of all, s"] = _first_answers(app)
    _forget(home)
    with _app(home) as (app, process):
        measured["answers of a later start, s"] = _first_answers(app)
        measured["from a visit to its news with what changed, s"] = _told(app, box)
        for zoom in range(10, 19):
            url = _addresses(app, "", box, zoom)["gridmap"]
            looks = in_turn({"gridmap": functools.partial(_look, browser, url)})
            measured[f"at zoom {zoom}"] = looks
            print(f"zoom {zoom}: {looks['first draw, ms']['median']}", file=sys.stderr)
        measured["server, MB"] = _memory(process)
    return measured


def _forget(home: Path) -> None:
    """Let the machine forget what it has read of a workspace: the disk is cold after a boot."""
    for file in (home / "gridmap.gpkg", *(home / "tiles").iterdir()):
        with file.open("rb") as opened:
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _first_answers(app: str) -> float:
    """Time all that a page asks of a server that has just begun to answer."""
    began = time.perf_counter()
    for path in (
        "door",
        "map",
        "map/areas?level=subdistrict",
        "map/areas?level=community",
        "map/areas?level=grid",
        "coverage?level=grid",
        "map/status",
    ):
        httpx.get(f"{app}api/v1/{path}", timeout=600).raise_for_status()
    return round(time.perf_counter() - began, 2)


def _told(app: str, box: Box) -> float:
    """Time from sending a visit until another page knows which buildings look different."""
    near = ",".join(str(side) for side in middle(box))
    asked = {"near": near, "status": "untouched", "limit": "1"}
    [house] = httpx.get(f"{app}api/v1/buildings", params=asked, timeout=60).json()["items"]
    with httpx.stream("GET", f"{app}api/v1/events", timeout=60) as events:
        told = (json.loads(line[5:]) for line in events.iter_lines() if line.startswith("data:"))
        before = next(told)["seq"]
        began = time.perf_counter()
        _visit(app, house["uid"])
        while next(told)["seq"] == before:
            pass
        changes = f"{app}api/v1/map/status/changes?since={before}"
        changed = httpx.get(changes, timeout=60).json()["buildings"]
        took = round(time.perf_counter() - began, 2)
    if [building for building, _ in changed] != [house["i"]]:
        raise RuntimeError(f"visited {house['i']}, told {changed}")
    return took


def _memory(process: int) -> int:
    """Tell the memory of a process in MB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    [resident] = [line.split()[1] for line in lines if line.startswith("VmRSS")]
    return round(int(resident) / 1024)


_DRAW = """
import sys
from pathlib import Path
from gridmap.usecases.tiles import make_tiles
from gridmap.usecases.workspace import open_workspace
told = []
make_tiles(open_workspace(Path(sys.argv[1])), progress=told.append)
print(len(set(told)))
"""


def _tiles(home: Path) -> int:
    """Build the tiles ahead in a process of its own; tell how often progress moved."""
    command = [sys.executable, "-c", _DRAW, str(home)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Measure and keep the results."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--million", action="store_true", help="a city of a million as well")
    arguments.add_argument("--only-million", action="store_true", help="nothing but that city")
    arguments.add_argument("--home", type=Path, help="where that city is, or is to be made")
    asked = arguments.parse_args()
    if shutil.which("chromium") is None:
        print("chromium is not here: tools/chromium.sh brings it")
        return
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        there = Path(folder)
        measured: dict[str, Any] = {**known("webmap"), "chromium": browser.version}
        if not asked.only_million:
            measured["quarter"] = quarter(browser, there)
            keep("webmap", measured)  # what is known already; the rest takes minutes
        if asked.million or asked.only_million:
            measured["million"] = million(browser, asked.home or there / "million")
            keep("webmap", measured)


if __name__ == "__main__":
    main()
