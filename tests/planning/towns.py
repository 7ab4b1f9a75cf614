"""Small towns for dividing: buildings in rows and columns, all a street apart."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from gridmap.planning.graph import graph_of
from gridmap.planning.instance import Instance


def lattice(rows, columns):
    """Pairs of neighbours among buildings numbered row by row."""
    at = np.arange(rows * columns).reshape(rows, columns)
    across = np.stack([at[:, :-1].ravel(), at[:, 1:].ravel()], axis=1)
    down = np.stack([at[:-1].ravel(), at[1:].ravel()], axis=1)
    return np.concatenate([across, down])


def houses(rows, columns, **fields):
    """Footprints of 10 by 10 metres, 4 metres apart, with these columns."""
    row, column = np.divmod(np.arange(rows * columns), columns)
    boxes = shapely.box(column * 14, row * 14, column * 14 + 10, row * 14 + 10)
    return gpd.GeoDataFrame(fields, geometry=boxes, crs=4547)


def instance(pairs, load, home, low, high):
    """A town of one zone where everything may move."""
    count, parts = len(load), len(low)
    load = np.asarray(load, np.float64)
    return Instance(
        graph_of(np.asarray(pairs), np.full(len(pairs), 10.0), count),
        load,
        load,
        np.asarray(home, np.int64),
        np.ones(count, np.bool_),
        np.zeros(count, np.int64),
        np.zeros(parts, np.int64),
        np.asarray(low, np.float64),
        np.asarray(high, np.float64),
        np.ones(parts, np.bool_),
    )
