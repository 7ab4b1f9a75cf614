"""Shapes as the strokes of a picture: SVG path data to a hundredth of a millimetre."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries

__all__ = ["LEAST_LINE", "framed", "mm", "path_data", "rule", "svg_of"]

LEAST_LINE: Final = 0.25
"""The least width of a line that a copier keeps, in millimetres."""


def path_data(shapes: Geometries) -> str:
    """Write shapes, polygons or lines, as the data of one SVG path, to a hundredth.

    What is smaller than that is left out.
    """
    out: list[str] = []
    parts = shapely.get_parts(shapes)
    areas = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    rings = shapely.get_rings(parts[areas])
    lines = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
    for close, found in (("Z", rings), ("", lines)):
        coordinates, index = shapely.get_coordinates(found, return_index=True)
        rounded = np.round(coordinates * 100).astype(np.int64)
        runs = np.split(rounded, np.flatnonzero(np.diff(index)) + 1)
        # A run without a step would be no path, and nothing after it would be drawn.
        runs = [run for run in runs if len(run) and (run != run[0]).any()]
        out += [_run(run[:-1] if close else run) + close for run in runs]
    return "".join(out)


def _run(points: NDArray[np.int64]) -> str:
    """Write one line: where it begins, then each step from the point before."""
    steps = np.diff(points, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    first = " ".join(_hundredths(value) for value in points[0].tolist())
    return f"M{first}l" + " ".join(_hundredths(value) for value in steps.ravel().tolist())


def _hundredths(value: int) -> str:
    return f"{value / 100:g}"


def mm(value: float) -> str:
    """Write a length, to a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def svg_of(width: float, height: float, body: str) -> str:
    """Make a picture of so many millimetres."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{mm(width)}mm" height="{mm(height)}mm" '
        f'viewBox="0 0 {mm(width)} {mm(height)}">{body}</svg>'
    )


def framed(width: float, height: float) -> str:
    """Draw a frame of so many millimetres."""
    return svg_of(
        width,
        height,
        f'<rect x=".2" y=".2" width="{mm(width - 0.4)}" height="{mm(height - 0.4)}" fill="none" '
        'stroke="#000" stroke-width=".4"/>',
    )


def rule(width: float) -> str:
    """Draw a line to write on."""
    return svg_of(width, 0.4, f'<path d="M0 .2H{mm(width)}" stroke="#000" stroke-width=".3"/>')
