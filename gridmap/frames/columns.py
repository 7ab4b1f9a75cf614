"""Taking from a frame what every function here needs."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from pyproj import CRS

from gridmap.errors import CrsError, InputError
from gridmap.geo.crs import Geometries

__all__ = ["column", "geometry"]


def geometry(frame: gpd.GeoDataFrame | gpd.GeoSeries, name: str) -> tuple[Geometries, CRS | None]:
    """Take geometries and coordinate system; only where there is nothing to place can it miss."""
    if not len(frame):
        return np.empty(0, dtype=object), getattr(frame, "crs", None)
    if frame.crs is None:
        raise CrsError("frame-crs-missing", frame=name)
    return frame.geometry.to_numpy(), frame.crs


def column(frame: pd.DataFrame, label: str, name: str) -> pd.Series[Any]:
    """Take a column, numbered from 0, or say that it is missing."""
    if label not in frame:
        raise InputError("frame-column-missing", frame=name, column=label)
    return frame[label].reset_index(drop=True)
