"""Compiles what runs as machine code: otherwise each worker of the tests does it for itself."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

import gridmap
from gridmap.territory.walk import sheet_numbers

x, y = np.divmod(np.arange(24), 6) * np.array([[14], [14]]) + np.array([[447_000], [3_080_000]])
houses = gpd.GeoDataFrame(geometry=shapely.box(x, y, x + 10, y + 10), crs=4547)
houses["households"] = 4
sheet_numbers(houses.to_crs(4326).geometry.to_numpy(), np.zeros(len(houses), dtype=np.int64))
gridmap.divide(houses, parts=2, zone=None)
