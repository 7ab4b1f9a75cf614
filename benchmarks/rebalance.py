"""Rebalancing: ``gridmap.rebalance`` beside what else divides a graph again, in one run.

The towns are those of ``../shared/data/rebalance``; the city of a million is the largest of them 24
times side by side, divided in a process of its own for its memory to be told. Every answer is
judged here, by the same few lines, whoever gave it; the search's own figures are not asked.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

import gridmap
from benchmarks.protocol import in_turn, keep, known
from benchmarks.repartitioning import PEERS, Peer, Zone, peers
from gridmap.planning.graph import graph_of, within
from gridmap.planning.instance import grouped

Ints = NDArray[np.int64]

FOLDER = Path(__file__).parents[2] / "shared" / "data" / "rebalance"
TOLERANCE: Final = 0.05
COMPACT: Final = 0.12
COPIES: Final = 24
DRAWN: Final = 10_000
ROUNDS: Final = {"s200": 3, "m5k_comm": 3, "m5k_conn": 3, "l50k_comm": 1}


@dataclass(frozen=True, slots=True)
class Town:
    """An instance: its frame, who is beside whom, and both as arrays."""

    buildings: gpd.GeoDataFrame
    edges: pd.DataFrame
    households: NDArray[np.float64]
    at: NDArray[np.float64]
    zone: Ints
    home: Ints
    zone_of: Ints

    @classmethod
    def read(cls, name: str, copies: int = 1) -> Town:
        """Read an instance, some copies of it side by side."""
        one = gpd.read_parquet(FOLDER / f"{name}-buildings.parquet")
        pairs = pd.read_parquet(FOLDER / f"{name}-edges.parquet")
        width = one.total_bounds[2] - one.total_bounds[0] + 1000
        towns, edges = [], []
        for copy in range(copies):
            more = one.set_geometry(one.geometry.translate(copy * width)) if copy else one
            if copies > 1:
                more = more.assign(
                    **{key: f"{copy}-" + one[key].astype(str) for key in ("zone", "grid")}
                )
            towns.append(more)
            edges.append(
                pairs.assign(a=pairs["a"] + copy * len(one), b=pairs["b"] + copy * len(one))
            )
        buildings = gpd.GeoDataFrame(pd.concat(towns, ignore_index=True), crs=one.crs)
        zone, home = pd.factorize(buildings["zone"])[0], pd.factorize(buildings["grid"])[0]
        zone_of = np.zeros(home.max() + 1, np.int64)
        zone_of[home] = zone
        return cls(
            buildings,
            pd.concat(edges, ignore_index=True),
            buildings["households"].to_numpy(np.float64),
            buildings.geometry.centroid.get_coordinates().to_numpy(),
            zone.astype(np.int64),
            home.astype(np.int64),
            zone_of,
        )

    def ours(self, **wishes: Any) -> Ints:
        """Divide it again with gridmap."""
        plan = gridmap.rebalance(
            self.buildings, zone="zone", edges=self.edges, tolerance=TOLERANCE, **wishes
        )
        names = pd.unique(self.buildings["grid"])
        part: Ints = pd.Index(names).get_indexer(plan.assignment).astype(np.int64)
        return part

    def theirs(self, peer: Peer) -> Ints:
        """Divide it again with a peer, zone by zone."""
        pairs = self.edges[["a", "b"]].to_numpy()
        graph = graph_of(pairs, self.edges["shared_m"].to_numpy(np.float64), len(self.home))
        part = self.home.copy()
        grids = grouped(self.zone_of)
        for zone, atoms in grouped(self.zone).items():
            home = np.searchsorted(grids[zone], self.home[atoms])
            asked = Zone(
                within(graph, atoms), self.households[atoms], self.at[atoms], home,
                len(grids[zone]), TOLERANCE,
            )  # fmt: skip
            part[atoms] = grids[zone][peer(asked) if len(grids[zone]) > 1 else home]
        return part

    def figures(self, part: Ints) -> dict[str, float]:
        """Judge a division."""
        grids = len(self.zone_of)
        load = np.bincount(part, self.households, grids)
        share = np.bincount(self.zone, self.households) / np.bincount(self.zone_of)
        target = share[self.zone_of]
        low = np.ceil(target * (1 - TOLERANCE) - 1e-9)
        high = np.floor(target * (1 + TOLERANCE) + 1e-9)
        a, b = self.edges[["a", "b"]].to_numpy().T
        same = (part[a] == part[b]) & (self.zone[a] == self.zone[b])
        links = sparse.coo_array(
            (np.ones(int(same.sum())), (a[same], b[same])), shape=(len(part), len(part))
        )
        whole = sparse.csgraph.connected_components(links, directed=False)[0]
        mass = np.maximum(load, 1e-9)
        centre = np.stack(
            [np.bincount(part, self.households * axis, grids) / mass for axis in self.at.T], axis=1
        )
        walk = np.hypot(*(self.at - centre[part]).T)
        moved = float(self.households[part != self.home].sum())
        found = {
            "fragments": int(whole - len(np.unique(part))),
            "grids in tolerance, %": 100 * float(((load >= low) & (load <= high)).mean()),
            "worst deviation, %": 100 * float(np.abs(load / target - 1).max()),
            "moved households": moved,
            "moved, %": 100 * moved / float(self.households.sum()),
            "walk, m": float(np.average(walk, weights=self.households)),
        }
        if len(part) <= DRAWN:
            drawn = gridmap.outlines(self.buildings.assign(grid=part))
            found["Polsby-Popper"] = float(drawn["polsby_popper"].mean())
        return {name: round(value, 3) for name, value in found.items()}


def measured(name: str) -> dict[str, Any]:
    """Let everybody divide one town again."""
    town = Town.read(name)
    asked: dict[str, Callable[[], Ints]] = {"gridmap": town.ours}
    if name == "m5k_comm":
        asked["gridmap, compact"] = lambda: town.ours(compactness=COMPACT)
    for called, peer in peers(all_of_them=name == "s200").items():
        asked[called] = lambda peer=peer: town.theirs(peer)  # type: ignore[misc]
    answers: dict[str, Ints] = {}

    def timed(called: str) -> Mapping[str, float]:
        began, spent = time.perf_counter(), time.process_time()
        answers[called] = asked[called]()
        return {
            "seconds": round(time.perf_counter() - began, 3),
            "processor seconds": round(time.process_time() - spent, 3),
        }

    taken = in_turn(
        {called: lambda called=called: timed(called) for called in asked},  # type: ignore[misc]
        rounds=ROUNDS[name],
    )
    seconds = taken["seconds"]["median"]
    scotch = seconds.get("Scotch, migration 10")
    rows = {"today": town.figures(town.home)}
    for called, part in answers.items():
        rows[called] = town.figures(part) | {
            figure: taken[figure]["median"][called] for figure in taken
        }
        if scotch:
            rows[called]["times as long as Scotch"] = round(seconds[called] / scotch, 2)
        print(name, called, rows[called], file=sys.stderr)
    found: dict[str, Any] = {"divisions": rows}
    if len(town.home) <= DRAWN:
        found["same on one core"] = bool((alone(town) == answers["gridmap"]).all())
    return found


def alone(town: Town) -> Ints:
    """Divide a town again on one core."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        return town.ours()
    finally:
        os.sched_setaffinity(0, cores)


def city() -> dict[str, float]:
    """Divide the city of a million buildings again, and tell what that took."""
    import resource  # noqa: PLC0415, TID251 - POSIX only, like this figure

    town = Town.read("l50k_comm", COPIES)
    Town.read("s200").ours()  # the machine code is loaded
    began, spent = time.perf_counter(), time.process_time()
    part = town.ours()
    took = {
        "seconds": round(time.perf_counter() - began, 1),
        "processor seconds": round(time.process_time() - spent, 1),
        "memory, GB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2),
    }
    return {"buildings": len(part), "grids": len(town.zone_of)} | town.figures(part) | took


def main() -> None:
    """Measure and keep the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=(*ROUNDS, "city"), help="measure one, keep the others")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        print(json.dumps(city()))
        return
    results = known("rebalance") if asked.only else {}
    for name in ROUNDS:
        if asked.only in (None, name):
            results[name] = measured(name)
    if asked.only in (None, "city"):
        command = [sys.executable, "-m", "benchmarks.rebalance", "--inside"]
        answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        results["city"] = json.loads(answer)
    packages = ("numba", *(package for package, _ in PEERS.values() if find_spec(package)))
    keep("rebalance", results, against=tuple(sorted({_ON_PYPI.get(p, p) for p in packages})))


_ON_PYPI: Final = {"scotchpy": "scotchpy64", "k_means_constrained": "k-means-constrained"}

if __name__ == "__main__":
    main()
