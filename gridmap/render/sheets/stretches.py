"""A walk too long for one map, cut into stretches with a map each."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.geo.walking import way_past
from gridmap.render.sheets.paper import fit
from gridmap.render.sheets.scene import AreaScene, SheetBuilding, Stretch

__all__ = ["in_stretches", "scene_of_stretch"]

# So many rows fit below a map that is large enough.
_MOST: Final = 36
# Houses are told apart, and their numbers stand in or near them, up to this scale.
_LEGIBLE: Final = 2_500
# The frame that stretches are cut for, in millimetres: what their rows leave of A4.
_FRAME: Final = (180.0, 120.0)


def in_stretches(scene: AreaScene, width: float, height: float) -> tuple[Stretch, ...]:
    """Cut the walk into stretches, unless one map of so many millimetres can carry it all.

    A stretch goes on for as long as it fits a map at 1:2,500 and its rows fit below.
    """
    if not scene.buildings or (
        len(scene.buildings) <= _MOST and fit(scene.bounds, width, height).scale <= _LEGIBLE
    ):
        return ()
    found: list[list[SheetBuilding]] = [[]]
    bounds: NDArray[np.float64] = np.empty(0)
    for building in scene.buildings:
        own = np.array(building.shape.bounds)
        wider = _around(bounds, own)
        here = found[-1]
        left, bottom, right, top = wider.tolist()
        scale = fit((left, bottom, right, top), *_FRAME).scale
        if here and (len(here) >= _MOST or scale > _LEGIBLE):
            found.append([])
            wider = own
        found[-1].append(building)
        bounds = wider
    if len(found) == 1:
        return ()
    return tuple(Stretch(at, tuple(one)) for at, one in enumerate(found, start=1))


def scene_of_stretch(scene: AreaScene, stretch: Stretch) -> AreaScene:
    """Show one stretch: its buildings numbered, all others as what lies around."""
    numbers = {one.number for one in stretch.buildings}
    others = [one.shape for one in scene.buildings if one.number not in numbers]
    beside = np.array([*scene.neighbours, *others], dtype=object)
    stops = np.array([one.shape for one in stretch.buildings], dtype=object)
    walk = None if scene.walk is None else way_past(stops, np.concatenate([beside, scene.water]))
    return replace(
        scene,
        buildings=stretch.buildings,
        neighbours=beside,
        walk=walk,
        around=scene.outline if not shapely.is_empty(scene.outline) else None,
        siblings=np.empty(0, dtype=object),
        whole=False,
    )


def _around(bounds: NDArray[np.float64], own: NDArray[np.float64]) -> NDArray[np.float64]:
    if not len(bounds):
        return own
    return np.concatenate([np.minimum(bounds[:2], own[:2]), np.maximum(bounds[2:], own[2:])])
