"""Areas against one another and against their parents."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pyproj import CRS

from gridmap.frames.columns import geometry
from gridmap.geo import tiling
from gridmap.geo.crs import LONLAT, Geometries

__all__ = ["tiling_defects"]


def tiling_defects(
    areas: gpd.GeoDataFrame,
    *,
    within: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
    min_area_m2: float = 1.0,
) -> gpd.GeoDataFrame:
    """Find where areas overlap, leave gaps, are broken or leave their parents.

    Parameters
    ----------
    areas
        Polygons of one level.
    within
        What they should fill. Where both frames have a column ``code``, an area belongs to the row
        whose code its own begins with; otherwise to all of ``within`` together. Without it only
        holes enclosed by areas are gaps.
    min_area_m2
        Smallest overlap, gap or ground outside the parent that counts, in square metres.

    Returns
    -------
    geopandas.GeoDataFrame
        A row a defect, in the coordinate system of ``areas``: ``kind`` (``invalid``, ``multipart``,
        ``overlap``, ``gap``, ``outside_parent``), ``areas`` (tuple of the codes involved, of the
        index labels where there is no ``code``), ``area_m2`` (measured in the local metric
        system; of a multipart area what lies apart from its largest part) and ``geometry``, the
        ground in question.

    Raises
    ------
    CrsError
        ``frame-crs-missing`` when either frame does not say its coordinate system.

    Examples
    --------
    >>> from shapely import box
    >>> grids = gpd.GeoDataFrame(
    ...     {"code": ["001", "002"]},
    ...     geometry=[box(113.100, 27.80, 113.102, 27.81), box(113.101, 27.80, 113.103, 27.81)],
    ...     crs=4326,
    ... )
    >>> tiling_defects(grids)[["kind", "areas"]].values.tolist()
    [['overlap', ('001', '002')]]
    """
    polygons, system = geometry(areas, "areas")
    ground, parent = (None, None) if within is None else _parents(areas, within, system)
    defects = tiling.tiling_defects(
        polygons, within=ground, parent=parent, crs=system or LONLAT, min_area_m2=min_area_m2
    )
    labels = areas["code"].tolist() if "code" in areas else areas.index.tolist()
    columns = {
        "kind": pd.Series([str(defect.kind) for defect in defects], dtype="str"),
        "areas": pd.Series(
            [tuple(labels[at] for at in defect.areas) for defect in defects], dtype="object"
        ),
        "area_m2": pd.Series([defect.area_m2 for defect in defects], dtype="float64"),
    }
    return gpd.GeoDataFrame(columns, geometry=[d.geometry for d in defects], crs=system)


def _parents(
    areas: gpd.GeoDataFrame, within: gpd.GeoDataFrame | gpd.GeoSeries, system: CRS | None
) -> tuple[Geometries, NDArray[np.intp] | None]:
    """Take the parents, and which of them is each area's; -1 for all together."""
    geometry(within, "within")
    ground = within if system is None or not len(within) else within.to_crs(system)
    if "code" not in areas or "code" not in ground:
        return ground.geometry.to_numpy(), None
    by_code = {code: at for at, code in enumerate(ground["code"].astype(str))}
    parent = [
        next((by_code[code[:n]] for n in range(len(code), 0, -1) if code[:n] in by_code), -1)
        for code in areas["code"].astype(str)
    ]
    return ground.geometry.to_numpy(), np.array(parent, dtype=np.intp)
