"""Outlines of grids: how long they take, and whether they are what they have to be.

The instances of rebalancing (``--instances FOLDER``), today's grids: one valid tiling, no grid in
several pieces, every footprint inside its own. Bounds are 5 s for 4,000 buildings and 60 s for
50,000. There is no peer to take turns with: what was tried gave tilings that are not valid.
Seconds of the processor stand beside those of the clock: on a busy machine they differ.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import geopandas as gpd
import shapely

import gridmap
from benchmarks.protocol import keep

INSTANCES = ("s200", "m5k_comm", "m5k_conn", "l50k_comm")
FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "rebalance"


def measured(buildings: gpd.GeoDataFrame) -> dict[str, object]:
    """Draw today's grids, and look at what came out."""
    began, worked = time.perf_counter(), time.process_time()
    drawn = gridmap.outlines(buildings, "grid")
    seconds, busy = time.perf_counter() - began, time.process_time() - worked
    polygons = drawn.geometry.to_numpy()
    return {
        "buildings": len(buildings),
        "grids": len(drawn),
        "seconds": round(seconds, 2),
        "processor_seconds": round(busy, 2),
        "valid": bool(shapely.coverage_is_valid(polygons)),
        "in_pieces": int((shapely.get_num_geometries(polygons) > 1).sum()),
        "footprints_outside": int(drawn["outside"].sum()),
        "polsby_popper": round(float(drawn["polsby_popper"].mean()), 3),
        "corners": round(float(shapely.get_num_coordinates(polygons).mean()), 1),
    }


def main() -> None:
    """Measure every instance that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instances", type=Path, default=FOLDER)
    folder = parser.parse_args().instances
    found = {}
    for name in INSTANCES:
        buildings = gpd.read_parquet(folder / f"{name}-buildings.parquet")
        gridmap.outlines(buildings.head(50), "grid")
        found[name] = measured(buildings)
    keep("outlines", found, against=("scipy",))


if __name__ == "__main__":
    main()
