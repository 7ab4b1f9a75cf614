"""Geometries as short integer lists, the form in which a map page carries them.

A layer is three flat lists: every vertex as the step from the one before it, in millionths of a
degree (11 cm, half a pixel at the closest zoom); the number of vertices in each ring or line; the
number of rings and lines in each feature. That is a third of the same layer as GeoJSON, and one
``JSON.parse`` reads it.
"""

from __future__ import annotations

from typing import Final, TypedDict

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries

__all__ = ["STEPS_PER_DEGREE", "PackedGeometry", "pack", "room_for_label"]

STEPS_PER_DEGREE: Final = 1_000_000
"""Resolution of the packed coordinates; the page divides by the same number."""


class PackedGeometry(TypedDict):
    """The geometry of one layer.

    Attributes
    ----------
    xy
        ``dx, dy, dx, dy …`` in :data:`STEPS_PER_DEGREE`; the first pair counts from 0, 0.
    vertices
        Vertices of each piece: a ring (without its closing vertex), a line, or 1 for a point.
    pieces
        Pieces of each feature, holes and all parts included; 0 where there is nothing to draw.
    """

    xy: list[int]
    vertices: list[int]
    pieces: list[int]


def pack(geometries: Geometries) -> PackedGeometry:
    """Pack one layer's geometries, longitude and latitude in degrees (EPSG:4326).

    Rings, holes and parts become equal pieces: drawn with the even-odd rule they give back the same
    surface. Vertices that fall together at this resolution are written once; a third dimension is
    dropped.

    Examples
    --------
    >>> square = shapely.box(113.0, 27.0, 113.001, 27.001)
    >>> packed = pack(np.array([square, None], dtype=object))
    >>> packed["pieces"], packed["vertices"]
    ([1, 0], [4])
    >>> packed["xy"][2:]
    [0, 1000, -1000, 0, 0, -1000]
    """
    pieces, owner = _pieces(geometries)
    closed = shapely.get_type_id(pieces) == shapely.GeometryType.LINEARRING
    coordinates, piece = shapely.get_coordinates(pieces, return_index=True)
    last_of_ring = np.append(piece[1:] != piece[:-1], True)[: len(piece)] & closed[piece]
    steps = np.rint(coordinates * STEPS_PER_DEGREE).astype(np.int64)[~last_of_ring]
    piece = piece[~last_of_ring]

    moves = np.diff(steps, axis=0, prepend=np.zeros((1, 2), np.int64))
    repeated = ~moves.any(axis=1) & (np.diff(piece, prepend=-1) == 0)
    return {
        "xy": moves[~repeated].ravel().tolist(),
        "vertices": np.bincount(piece[~repeated], minlength=len(pieces)).tolist(),
        "pieces": np.bincount(owner, minlength=len(geometries)).tolist(),
    }


def room_for_label(geometries: Geometries) -> list[list[float] | None]:
    """Find the middle of the widest place inside each area, where its label fits best.

    Returns
    -------
    list
        ``[lon, lat]`` for each area, ``None`` where there is no surface.
    """
    middles: list[list[float] | None] = []
    for geometry in geometries:
        parts = shapely.get_parts(geometry) if geometry is not None else np.array([])
        widest = max(parts, key=shapely.area, default=None)
        if widest is None or not shapely.area(widest) > 0:
            middles.append(None)
            continue
        west, south, east, north = shapely.bounds(widest)
        # A hundredth of its size is closer than a label can be placed.
        radius = shapely.maximum_inscribed_circle(
            widest, tolerance=max(east - west, north - south) / 100
        )
        lon, lat = shapely.get_coordinates(radius)[0]
        middles.append([round(float(lon), 6), round(float(lat), 6)])
    return middles


def _pieces(geometries: Geometries) -> tuple[Geometries, NDArray[np.intp]]:
    """Take features apart into rings, lines and points, with the feature each belongs to."""
    parts, part_owner = shapely.get_parts(geometries, return_index=True)
    kinds = shapely.get_dimensions(parts)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    open_ = kinds < 2
    pieces = np.concatenate([rings, parts[open_]])
    owner = np.concatenate([part_owner[ring_part], part_owner[open_]])
    filled = ~shapely.is_empty(pieces) & np.isfinite(shapely.bounds(pieces)).all(axis=-1)
    order = np.argsort(owner[filled], kind="stable")
    return pieces[filled][order], owner[filled][order]
