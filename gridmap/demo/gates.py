"""Gates of estates, where their drives meet the streets around."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from gridmap.demo.blocks import Stock
from gridmap.demo.streets import HALF_WIDTH, Network

__all__ = ["gates_of"]


def gates_of(network: Network, stock: Stock) -> pd.DataFrame:
    """Put one gate on each side of an estate that drives lead to, at the middlemost of them.

    Returns
    -------
    pandas.DataFrame
        ``name`` (by the side: east or west), ``kind``, ``geometry`` (Point on the plane).
    """
    estate_of = {
        block: estate
        for block, estate in zip(stock.block, stock.estate, strict=True)
        if estate >= 0
    }
    drives = np.array(stock.lanes, dtype=object)
    middles = shapely.line_interpolate_point(drives, 0.5, normalized=True)
    drive, block = shapely.STRtree(network.blocks).query(middles, predicate="within")
    streets = shapely.union_all(network.lines)
    widths = [HALF_WIDTH[kind] + 1.0 for kind in network.kinds]
    pavement = shapely.union_all(shapely.buffer(network.lines, widths, quad_segs=4))
    rows = []
    for lane, middle, number in zip(drives[drive], middles[drive], block.tolist(), strict=True):
        ends = shapely.get_parts(lane.boundary)
        out = ends[shapely.distance(ends, streets).argmin()]
        gate = shapely.get_point(shapely.shortest_line(lane.difference(pavement), out), 0)
        if number in estate_of:
            rows.append((estate_of[number], "东门" if out.x > middle.x else "西门", gate))
    found = pd.DataFrame(rows, columns=["estate", "name", "geometry"])
    found["y"] = shapely.get_y(found["geometry"].to_numpy(dtype=object))
    sides = found.groupby(["estate", "name"])["y"]
    chosen = (
        (found["y"] - sides.transform("median"))
        .abs()
        .groupby([found["estate"], found["name"]])
        .idxmin()
    )
    return found.loc[chosen, ["name", "geometry"]].assign(kind="gate").reset_index(drop=True)
