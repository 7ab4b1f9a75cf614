"""The walks in which sheets number buildings, beside the shortest that is found.

Grids of Newport with all their buildings, and clusters of a patch's size there and on a campus of
long blocks. Clusters are measured in walking metres, every way from house to house around all the
others (:func:`gridmap.geo.walking.way_past`), grids in straight metres between middles; both are
divided by the best that OR-Tools finds in some seconds.

    python -m benchmarks.walks
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.protocol import keep
from gridmap.geo.crs import LONLAT, Geometries, metric_crs_of, project
from gridmap.geo.walking import way_past
from gridmap.territory.walk import sheet_numbers

DATA: Final = Path(__file__).parents[2] / "shared" / "data"
SIZES: Final = (12, 25, 36)
EACH: Final = 6  # clusters of a size
AROUND: Final = 60  # buildings around a cluster that are in the way as well
PLACES: Final = 40  # that OR-Tools gets a second for
GRIDS: Final = 11  # every sixth of Newport

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def buildings() -> dict[str, Geometries]:
    """Read the footprints of both towns, in degrees."""
    campus = gpd.read_file(DATA / "tsinghua-2025-buildings.geojson")
    newport = gpd.read_file(
        DATA / "newport-2023.osm.pbf",
        layer="multipolygons",
        where="building IS NOT NULL",
        on_invalid="ignore",
    )
    return {
        "Tsinghua": campus[campus.geom_type.isin(["Polygon", "MultiPolygon"])].geometry.to_numpy(),
        "Newport": newport[newport.geometry.notna()].geometry.make_valid().to_numpy(),
    }


def clusters(lonlat: Geometries) -> dict[int, list[tuple[Geometries, Floats]]]:
    """Choose clusters by their size, each with the walking metres between its buildings."""
    flat = project(lonlat, LONLAT, metric_crs_of(lonlat))
    middles = shapely.get_coordinates(shapely.centroid(flat))
    found: dict[int, list[tuple[Geometries, Floats]]] = {}
    for size in SIZES:
        for one in range(EACH):
            middle = np.random.default_rng(100 * size + one).integers(len(middles))
            away = np.hypot(*(middles - middles[middle]).T)
            chosen = np.argsort(away)[: size + AROUND]
            apart = np.zeros((size, size))
            for pair in combinations(range(size), 2):
                others = np.delete(chosen, pair)
                apart[pair] = apart[pair[::-1]] = way_past(
                    flat[chosen[list(pair)]], flat[others]
                ).length
            found.setdefault(size, []).append((lonlat[chosen[:size]], apart))
    return found


def grids(lonlat: Geometries) -> list[tuple[Geometries, Floats]]:
    """Choose grids of Newport, each with the straight metres between its buildings."""
    outlines = gpd.read_file(DATA / "newport-grids.geojson").geometry.to_numpy()
    flat = project(lonlat, LONLAT, metric_crs_of(lonlat))
    middles = shapely.get_coordinates(shapely.centroid(flat))
    tree = shapely.STRtree(shapely.centroid(lonlat))
    found = []
    for outline in outlines[:: len(outlines) // GRIDS]:
        inside = np.sort(tree.query(outline, predicate="contains"))
        xy = middles[inside]
        found.append((lonlat[inside], np.hypot(*(xy[:, None] - xy).transpose(2, 0, 1))))
    return found


def length(apart: Floats, walk: Ints) -> float:
    """Measure a walk."""
    return float(apart[walk[:-1], walk[1:]].sum())


def solved(apart: Floats, begun: Ints) -> float:
    """Have OR-Tools look for a shorter walk with open ends, from a given one."""
    n = len(apart)
    # From nowhere to nowhere, in centimetres: its ways are whole numbers.
    ways = np.zeros((n + 1, n + 1), dtype=np.int64)
    ways[:n, :n] = np.round(apart * 100)
    manager = pywrapcp.RoutingIndexManager(n + 1, 1, n)
    routing = pywrapcp.RoutingModel(manager)
    routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitMatrix(ways.tolist()))
    asked = pywrapcp.DefaultRoutingSearchParameters()
    asked.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    asked.time_limit.FromSeconds(1 + n // PLACES)
    routing.CloseModelWithParameters(asked)
    first = routing.ReadAssignmentFromRoutes([begun.tolist()], ignore_inactive_indices=True)
    found = routing.SolveFromAssignmentWithParameters(first, asked)
    at, walk = routing.Start(0), []
    while not routing.IsEnd(at):
        walk.append(manager.IndexToNode(at))
        at = found.Value(routing.NextVar(at))
    return length(apart, np.array(walk[1:]))


def beside(given: list[tuple[Geometries, Floats]]) -> dict[str, Any]:
    """Divide the numbers' walks by the best found."""
    ratios = []
    for footprints, apart in given:
        walk = np.argsort(sheet_numbers(footprints, np.zeros(len(footprints), dtype=np.int64)))
        ours = length(apart, walk)
        ratios.append(ours / min(ours, solved(apart, walk)))
    return {
        "walks": len(ratios),
        "buildings": int(np.median([len(apart) for _, apart in given])),
        "median": round(float(np.median(ratios)), 3),
        "worst": round(max(ratios), 3),
        "ratios": [round(ratio, 3) for ratio in ratios],
    }


def main() -> None:
    """Measure and keep."""
    towns = buildings()
    measured: dict[str, Any] = {
        f"{town}, {size} buildings, walking metres over the best found": beside(some)
        for town, lonlat in towns.items()
        for size, some in clusters(lonlat).items()
    }
    some = grids(towns["Newport"])
    measured["Newport, grids, straight metres over the best found"] = beside(some)
    footprints = np.concatenate([shapes for shapes, _ in some])
    grid = np.repeat(np.arange(len(some)), [len(shapes) for shapes, _ in some])
    began = perf_counter()
    sheet_numbers(footprints, grid)
    taken = perf_counter() - began
    measured["microseconds for a building, in grids"] = round(taken / len(footprints) * 1e6, 1)
    keep("walks", measured, against=("ortools", "numba"))


if __name__ == "__main__":
    main()
