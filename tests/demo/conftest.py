"""One town for all tests of the demo."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import CRS

from gridmap.demo import Town, town
from gridmap.geo.crs import LONLAT, project
from tests.once import Once

TODAY = date(2026, 11, 21)
WEEK = timedelta(days=7)
METRIC = CRS.from_epsg(4547)


@pytest.fixture(scope="session")
def drawn(once: Once) -> Town:
    drawing = once(
        "demo-town", lambda folder: (folder / "town").write_bytes(pickle.dumps(town(TODAY)))
    )
    found = pickle.loads((drawing / "town").read_bytes())  # noqa: S301  (this run wrote it)
    assert isinstance(found, Town)
    return found


_DRAW = """
import pickle
import sys
from datetime import date
from gridmap.demo import town

pickle.dump(town(date.fromisoformat(sys.argv[1])), sys.stdout.buffer)
"""


@pytest.fixture(scope="session")
def elsewhere() -> Town:
    """The town a week later, as another process draws it."""
    done = subprocess.run(
        [sys.executable, "-c", _DRAW, (TODAY + WEEK).isoformat()],
        env={**os.environ, "PYTHONHASHSEED": "4711"},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        check=True,
    )
    found = pickle.loads(done.stdout)  # noqa: S301  (this run wrote it)
    assert isinstance(found, Town)
    return found


@pytest.fixture(scope="session")
def metres():
    """Turn a frame's geometries into metres."""
    return lambda frame: project(frame.geometry.to_numpy(dtype=object), LONLAT, METRIC)


@pytest.fixture(scope="session")
def outlines(drawn, metres):
    """Outlines of all areas in metres, by code; those that have none are left out."""
    with_outline = drawn.areas[drawn.areas.geometry.notna()]
    return dict(zip(with_outline["code"], metres(with_outline), strict=True))


@pytest.fixture(scope="session")
def level(drawn, outlines):
    """Outlines of one level's areas in metres."""

    def of(name: str) -> np.ndarray:
        codes = drawn.areas.loc[drawn.areas["level"] == name, "code"]
        return np.array([outlines[code] for code in codes if code in outlines])

    return of


@pytest.fixture(scope="session")
def street_middle(drawn, metres):
    """Middle lines of all streets that bound blocks, as one geometry in metres."""
    own = ~drawn.streets["kind"].isin(["service", "footway"])
    return shapely.union_all(metres(drawn.streets[own]))
