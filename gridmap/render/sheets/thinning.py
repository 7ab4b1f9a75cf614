"""What a map leaves out where its ground is small, so that lines do not run together into black.

Up to 1:5,000 every house has its outline. Beyond that, of houses without a number only large ones
are drawn, lanes become single lines, and footways and ways to one house or a car park are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries
from gridmap.render.sheets.paper import MapFrame
from gridmap.render.sheets.scene import AreaScene, Landmark, Streets

__all__ = ["ground_widths", "in_sight", "large_ones", "street_widths", "told_apart"]

_TOLD_APART: Final = 5_000
# The least side of a building that is drawn without a number, in millimetres.
_LARGE: Final = 2.5
# What rounding takes off a length.
_NEARLY: Final = 0.999
# Widths of streets on the ground in metres, by kind; others are footways.
_WIDTHS: Final = {
    "motorway": 24.0,
    "trunk": 20.0,
    "primary": 16.0,
    "secondary": 13.0,
    "tertiary": 10.0,
    "unclassified": 7.0,
    "residential": 7.0,
    "living_street": 6.0,
    "service": 4.5,
    "pedestrian": 5.0,
    "road": 7.0,
}
_MAIN: Final = 10.0
_LANE: Final = 5.0
_NARROWEST: Final = 1.2
# A street with a name is drawn wide enough for it.
_NAMED: Final = 3.4
_WIDEST: Final = 9.0
# A street that is a single line.
_LINE: Final = 0.3


def told_apart(scale: int) -> bool:
    """Tell whether every house has its outline in a scale, given by its denominator."""
    return scale <= _TOLD_APART


def in_sight(scene: AreaScene, frame: MapFrame) -> AreaScene:
    """Leave out what lies around a scene outside of a frame, or is too small to be drawn in it."""
    west, south, east, north = frame.box
    small = 0.0 if told_apart(frame.scale) else _LARGE * _NEARLY * frame.scale / 1000
    scene = scene.surrounded(frame.box, small)

    def seen(shapes: Geometries) -> NDArray[np.bool_]:
        left, bottom, right, top = shapely.bounds(shapes).T
        found: NDArray[np.bool_] = (left <= east) & (right >= west)
        found &= (bottom <= north) & (top >= south)
        return found

    def close(places: Sequence[Landmark]) -> tuple[Landmark, ...]:
        near = seen(np.array([one.place for one in places], dtype=object))
        return tuple(compress(places, near))

    around = scene.neighbours[seen(scene.neighbours)]
    if small:
        left, bottom, right, top = shapely.bounds(around).T
        around = around[np.minimum(right - left, top - bottom) >= small]
    streets, shown = scene.streets, seen(scene.streets.lines)
    return replace(
        scene,
        neighbours=around,
        kept=scene.kept[seen(scene.kept)],
        water=scene.water[seen(scene.water)],
        streets=Streets(
            streets.lines[shown],
            tuple(compress(streets.names, shown)),
            tuple(compress(streets.kinds, shown)),
        ),
        landmarks=close(scene.landmarks),
        gates=close(scene.gates),
    )


def large_ones(houses: Geometries) -> Geometries:
    """Keep houses, in millimetres of paper, of which a copier makes no blot."""
    if not len(houses):
        return houses
    left, top, right, bottom = shapely.bounds(houses).T
    found = houses[np.minimum(right - left, bottom - top) >= _LARGE]
    kept: Geometries = found[~shapely.is_empty(shapely.buffer(found, -_LARGE / 2, quad_segs=1))]
    return kept


def ground_widths(streets: Streets) -> NDArray[np.float64]:
    """Tell how wide each street is on the ground, in metres; 0 for footways."""
    kinds = (kind.removesuffix("_link") for kind in streets.kinds)
    return np.array([_WIDTHS.get(kind, 0.0) for kind in kinds])


def street_widths(streets: Streets, scale: int) -> NDArray[np.float64]:
    """Tell how wide each street is drawn, in millimetres; 0 for footways, NaN for none at all."""
    metres = ground_widths(streets)
    wide = metres * 1000 / scale
    named = np.array([name is not None for name in streets.names], dtype=bool)
    if told_apart(scale):
        drawn = np.clip(wide, np.where(named, _NAMED, _NARROWEST), _WIDEST)
        return np.where(metres > 0, drawn, 0.0)
    cased = (metres >= _MAIN) | (wide >= _NARROWEST)
    drawn = np.where(cased, np.clip(wide, _NARROWEST, _WIDEST), _LINE)
    return np.where(metres >= _LANE, drawn, np.nan)
