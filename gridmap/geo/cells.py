"""Cells: the ground of each footprint by itself, simplified so that neighbours still fit."""

from __future__ import annotations

from typing import Final

import numpy as np
import scipy  # its parts are loaded when first used
import shapely
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries
from gridmap.geo.shares import Ridges, around, far_around, sampled

__all__ = ["cells"]

Ints = NDArray[np.int64]

_ROUGH_M: Final = 2.0
"""How far corners may be moved to leave some out."""

_NOBODY: Final = -1


def cells(
    footprints: Geometries, *, ground: Geometries | None = None, zone: Ints | None = None
) -> Geometries:
    """Share the ground out among footprints: every place belongs to the nearest one.

    Parameters
    ----------
    footprints
        Polygons or points in a metric coordinate system, shape (n,), none of them empty. Those that
        are the same have their cell in common.
    ground
        Polygons to be shared out, one a zone; without them it ends 30 m around the town.
    zone
        Zone of each footprint, shape (n,), with ``ground``; cells do not reach across.

    Returns
    -------
    numpy.ndarray
        A polygon or multipolygon each, shape (n,); empty where a footprint stands off its ground.
    """
    _, first, same = np.unique(
        np.array(shapely.to_wkb(footprints)), return_index=True, return_inverse=True
    )
    zones = np.zeros(len(first), np.int64) if zone is None else zone[first]
    points, owner = sampled(footprints[first])
    answer = np.full(len(first), shapely.Polygon(), dtype=object)
    for each in np.unique(zones).tolist():
        mine = zones[owner] == each
        here = points[mine]
        frame = around(here) if ground is None else far_around(ground[each], here)
        whose = np.append(owner[mine], np.full(len(frame), _NOBODY))
        found, shapes = _shared(np.concatenate([here, frame]), whose)
        if ground is not None:
            shapes = shapely.intersection(shapes, ground[each])
        answer[found] = shapes
    return answer[same]


def _shared(points: NDArray[np.float64], whose: Ints) -> tuple[Ints, Geometries]:
    """Gather the ground nearest to the points of each owner, and make it simpler together."""
    ridges = Ridges(points)
    sides = whose[ridges.sides]
    lines = shapely.linestrings(ridges.ends[sides[:, 0] != sides[:, 1]])
    faces = shapely.get_parts(shapely.polygonize(lines))
    inner = shapely.get_coordinates(shapely.point_on_surface(faces))
    owner = whose[scipy.spatial.KDTree(points).query(inner)[1]]
    faces, owner = faces[owner != _NOBODY], owner[owner != _NOBODY]
    faces = shapely.coverage_simplify(faces, _ROUGH_M)
    order = np.argsort(owner, kind="stable")
    found, first = np.unique(owner[order], return_index=True)
    shapes = np.empty(len(found), dtype=object)
    for at, some in enumerate(np.split(faces[order], first[1:])):
        shapes[at] = some[0] if len(some) == 1 else shapely.multipolygons(some)
    return found, shapes
