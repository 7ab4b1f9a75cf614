"""The walks in which sheets number buildings, beside the shortest that is found.

Grids of Newport with all their buildings, clusters of a patch's size there and on a campus of long
blocks, and patches into which some of the grids are divided (:func:`gridmap.divide`). Clusters and
patches are measured in walking metres, every way from house to house around all the others
(:func:`gridmap.geo.walking.way_past`), grids in straight metres between middles; all are divided by
the best that OR-Tools finds in some seconds, and those with patches by the best without.

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

import gridmap
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
DIVIDED: Final = 4  # of these grids, those of fewest buildings
PATCH: Final = 12  # buildings of a patch, more or less
LONGEST: Final = 1.15  # what sheets may be walked at, over the best found

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
            apart = walked(flat[chosen[:size]], flat[chosen[size:]])
            found.setdefault(size, []).append((lonlat[chosen[:size]], apart))
    return found


def walked(stops: Geometries, around: Geometries) -> Floats:
    """Measure walking metres between buildings, around one another and what else stands there."""
    apart = np.zeros((len(stops), len(stops)))
    for pair in combinations(range(len(stops)), 2):
        others = np.concatenate([np.delete(stops, pair), around])
        apart[pair] = apart[pair[::-1]] = way_past(stops[list(pair)], others).length
    return apart


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


def with_patches(given: list[tuple[Geometries, Floats]]) -> dict[str, Any]:
    """Divide grids into patches, and the walks of both by the best found."""
    found: dict[str, list[tuple[float, float]]] = {"patch": [], "before": [], "grid": []}
    for footprints, straight in sorted(given, key=lambda one: len(one[1]))[:DIVIDED]:
        crs = metric_crs_of(footprints)
        flat = project(footprints, LONLAT, crs)
        houses = gpd.GeoDataFrame({"households": np.ones(len(flat))}, geometry=flat, crs=crs)
        parts = round(len(houses) / PATCH)
        made = gridmap.divide(houses, parts=parts, tolerance=0.3, zone=None, seconds=5)
        patch = made.assignment.to_numpy().astype(np.int64)
        grid = np.zeros(len(patch), dtype=np.int64)
        numbers = sheet_numbers(footprints, grid, patch)
        without = sheet_numbers(footprints, grid)
        walk = np.argsort(numbers)
        ours = length(straight, walk)
        best = min(solved(straight, begun) for begun in (walk, np.argsort(without)))
        found["grid"].append((ours, best))
        for one in np.unique(patch):
            own = np.flatnonzero(patch == one)
            if len(own) < 3:
                continue
            apart = walked(flat[own], np.delete(flat, own))
            walks = [np.argsort(counted[own]) for counted in (numbers, without)]
            ours, before = (length(apart, walk) for walk in walks)
            shortest = min(ours, before, solved(apart, walks[0]))
            # Along a terrace there may be none to walk.
            found["patch"].append((max(ours, 1), max(shortest, 1)))
            found["before"].append((max(before, 1), max(shortest, 1)))
    return {
        "Newport, patches, walking metres over the best found": told(found["patch"]),
        "Newport, patches in the walk of their grid as if it had none": told(found["before"]),
        "Newport, grids with patches, straight metres over the best found": told(found["grid"]),
    }


def told(walks: list[tuple[float, float]]) -> dict[str, Any]:
    """Sum up how much longer walks are than the best found of each."""
    ours, best = np.array(walks).T
    ratios = ours / best
    return {
        "walks": len(ratios),
        f"at most {LONGEST}": round(float(np.mean(ratios <= LONGEST)), 3),
        "median": round(float(np.median(ratios)), 3),
        "worst": round(float(ratios.max()), 3),
        "most metres beyond that": round(float((ours - LONGEST * best).max(initial=0)), 1),
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
    measured |= with_patches(some)
    footprints = np.concatenate([shapes for shapes, _ in some])
    grid = np.repeat(np.arange(len(some)), [len(shapes) for shapes, _ in some])
    began = perf_counter()
    sheet_numbers(footprints, grid)
    taken = perf_counter() - began
    measured["microseconds for a building, in grids"] = round(taken / len(footprints) * 1e6, 1)
    keep("walks", measured, against=("ortools", "numba"))


if __name__ == "__main__":
    main()
