"""Drawing the ground: one PMTiles archive, beside the same footprints as one GeoJSON file.

The two are not the same thing: GeoJSON has to be fetched and drawn whole. It is what a page without
tiles would be given, and so the time that tiles may cost.
"""

from __future__ import annotations

import json
import math
import resource  # noqa: TID251  (measuring is for POSIX)
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pmtiles.reader import MmapSource, all_tiles

from benchmarks.protocol import compare, keep
from gridmap.render.tiles import Ground, build_tiles

TOWN: Final = 50_000
CITY: Final = 1_000_000
STEP: Final = 0.0003  # degrees from one building to the next, some 30 m
BLOCK: Final = 16  # buildings along the side of a grid


def ground(buildings: int) -> Ground:
    """Lay out a square city: pentagons in rows, a street along every row, square grids."""
    side = math.isqrt(buildings)
    column, row = np.arange(buildings) % side, np.arange(buildings) // side
    corner = np.column_stack([113 + column * STEP, 27.5 + row * STEP])
    shape = np.array([[0, 0], [1, 0], [1, 1], [0.5, 1.5], [0, 1], [0, 0]])
    size = np.random.default_rng(0).uniform(0.00005, 0.00015, (buildings, 1, 1))
    shapes = np.asarray(shapely.polygons(corner[:, None] + shape * size), dtype=object)
    blocks = side // BLOCK + 1
    at = np.arange(blocks * blocks)
    west, south = 113 + at % blocks * BLOCK * STEP, 27.5 + at // blocks * BLOCK * STEP
    ends = 113 + side * STEP
    lines = [[(113, y), (ends, y)] for y in 27.5 + (np.arange(side) - 0.2) * STEP]
    return Ground(
        areas={
            "id": at + 1,
            "level": np.full(len(at), "grid", dtype=object),
            "geom": _objects(shapely.box(west, south, west + BLOCK * STEP, south + BLOCK * STEP)),
            "buildings": np.full(len(at), BLOCK * BLOCK),
        },
        buildings={
            "id": np.arange(1, buildings + 1),
            "sheet": column // BLOCK + row // BLOCK * blocks + 1,
            "patch": column // BLOCK + row // BLOCK * blocks + 1,
            "name": np.full(buildings, None, dtype=object),
            "address": np.array([f"荷叶街{at}号" for at in range(buildings)], dtype=object),
            "geom": shapes,
        },
        streets={
            "kind": np.full(side, "residential", dtype=object),
            "name": np.full(side, "荷叶街", dtype=object),
            "geom": _objects(shapely.linestrings(lines)),
        },
        landcover={"kind": np.empty(0, dtype=object), "geom": np.empty(0, dtype=object)},
    )


def _objects(shapes: Any) -> NDArray[np.object_]:
    return np.asarray(shapes, dtype=object)


def _geojson(made: Ground, folder: Path) -> None:
    frame = gpd.GeoDataFrame({"i": made.buildings["id"]}, geometry=made.buildings["geom"], crs=4326)
    file = folder / "buildings.geojson"
    file.unlink(missing_ok=True)
    frame.to_file(file, driver="GeoJSON")


def measure(buildings: int) -> dict[str, object]:
    """Draw a city once; for use in a process of its own, whose peak of memory it tells."""
    made = ground(buildings)
    with tempfile.TemporaryDirectory() as private:
        target = Path(private, "city.pmtiles")
        told: list[int] = []
        before = time.perf_counter()
        build_tiles(made, target, progress=told.append)
        took = time.perf_counter() - before
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        with target.open("rb") as opened:
            largest: dict[int, int] = {}
            for (zoom, _, _), data in all_tiles(MmapSource(opened)):  # type: ignore[no-untyped-call]
                largest[zoom] = max(largest.get(zoom, 0), len(data))
        return {
            "buildings": buildings,
            "seconds": round(took, 1),
            "drawing_process_mb": round(children / 1024),
            "asking_process_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            "file_mb": round(target.stat().st_size / 1e6, 1),
            "largest_tile_kb": {zoom: round(size / 1000, 1) for zoom, size in largest.items()},
            "steps_of_progress": len(told),
        }


def main() -> None:
    """Compare for a town, and draw a city once in a process of its own."""
    made = ground(TOWN)
    with tempfile.TemporaryDirectory() as private:
        folder = Path(private)
        town = compare(
            {
                "tiles": lambda _: build_tiles(made, folder / "town.pmtiles"),
                "geojson": lambda _: _geojson(made, folder),
            }
        )
    once = {}
    for name, size in (("town", TOWN), ("city", CITY)):
        program = (
            f"from benchmarks.tiles import measure; import json; print(json.dumps(measure({size})))"
        )
        said = subprocess.run(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, check=True
        )
        once[name] = json.loads(said.stdout)
    keep("tiles", {"town": town, "once": once}, against=("pyogrio", "pmtiles", "geopandas"))


if __name__ == "__main__":
    main()
