"""Points to polygons: ``gridmap.assign`` against ``geopandas.sjoin``.

A million points, 100,000 of them exactly on vertices, over 100 and 10,000 areas that tile a town;
the larger set also with every tenth area blown up over its neighbours. Areas are new objects in
every run. Both must give the same answer, which is checked before anything is timed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

import gridmap
from benchmarks.protocol import compare, keep

WEST, SOUTH, SIDE = 113.0, 27.7, 0.3


def town(cells: int, *, overlapping: bool) -> NDArray[np.object_]:
    """Tile the town with as many irregular areas, edges bent every 50 m or so."""
    seeds = np.random.default_rng(cells).uniform(0, SIDE, (cells, 2)) + np.array([WEST, SOUTH])
    frame = shapely.box(WEST, SOUTH, WEST + SIDE, SOUTH + SIDE)
    voronoi = shapely.voronoi_polygons(shapely.MultiPoint(seeds), extend_to=frame)
    areas: NDArray[np.object_] = shapely.intersection(np.array(voronoi.geoms), frame)
    areas = shapely.segmentize(areas, 0.0005)
    if overlapping:
        areas[::10] = shapely.buffer(areas[::10], SIDE / cells**0.5 / 3)
    return areas


def scattered(count: int, areas: NDArray[np.object_]) -> gpd.GeoDataFrame:
    """Scatter points over the town and a little beyond, a tenth of them on vertices."""
    random = np.random.default_rng(count)
    xy = random.uniform(-0.02 * SIDE, 1.02 * SIDE, (count, 2)) + np.array([WEST, SOUTH])
    vertices = shapely.get_coordinates(areas)
    xy[: count // 10] = vertices[random.integers(0, len(vertices), count // 10)]
    return gpd.GeoDataFrame(geometry=gpd.points_from_xy(*xy.T, crs=4326))


def contestants(points: gpd.GeoDataFrame) -> dict[str, Callable[[Any], object]]:
    """Name the area of every point; the join leaves open which of several it is to be."""
    return {
        "gridmap.assign": lambda areas: gridmap.assign(points, areas),
        "geopandas.sjoin": lambda areas: gpd.sjoin(points, areas, predicate="intersects"),
    }


def differing(points: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> int:
    """Count the points where ``assign`` is not the lowest code that the join finds."""
    pairs = gpd.sjoin(points, areas, predicate="intersects")
    lowest = pairs.groupby(level=0)["code"].min().reindex(points.index)
    return int((gridmap.assign(points, areas).fillna("") != lowest.fillna("")).sum())


def main() -> None:
    """Measure and keep the results."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--points", type=int, default=1_000_000)
    arguments.add_argument("--rounds", type=int, default=5)
    asked = arguments.parse_args()

    measured = {}
    for cells, overlapping in ((100, False), (10_000, False), (10_000, True)):
        polygons = town(cells, overlapping=overlapping)
        codes = [f"{number:06d}" for number in range(len(polygons))]
        wkb = shapely.to_wkb(polygons)

        def fresh(wkb: Any = wkb, codes: list[str] = codes) -> gpd.GeoDataFrame:
            return gpd.GeoDataFrame({"code": codes}, geometry=shapely.from_wkb(wkb), crs=4326)

        points = scattered(asked.points, polygons)
        if wrong := differing(points, fresh()):
            message = f"{wrong} of {len(points)} points differ from sjoin"
            raise SystemExit(message)
        title = f"{asked.points:,} points, {cells:,} areas{', overlapping' * overlapping}"
        measured[title] = compare(contestants(points), fresh=fresh, rounds=asked.rounds)
    keep("assign", measured, against=("geopandas", "pandas"))


if __name__ == "__main__":
    main()
