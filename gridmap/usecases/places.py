"""What is at a place somebody pressed on the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from gridmap.geo.distance import metres_from, widened
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.territory.policy import Act, Data
from gridmap.usecases.workspace import Workspace

__all__ = ["At", "what_is_at"]

# A building drawn as a point is pressed within so many metres.
_FINGER_METRES: Final = 8.0


@dataclass(frozen=True, slots=True)
class At:
    """What is at a place.

    Attributes
    ----------
    building
        Public id of the building; of several the smallest, for it stands on the others.
    areas
        Codes of the areas whose outlines hold the place, coarse to fine.
    """

    building: str | None
    areas: tuple[str, ...]


def what_is_at(workspace: Workspace, lon: float, lat: float) -> At:
    """Find the building and the areas at a place (degrees, EPSG:4326).

    Footprints hold what lies in them; a building known only by a point, within eight metres.
    """
    workspace.actor.insist(Act.SEE, Data.GROUND)
    today = workspace.today()
    around = shapely.box(*widened((lon, lat, lon, lat), _FINGER_METRES))
    with workspace.database.read() as conn:
        found = building_store.near(conn, around, today)
        tree = area_store.tree(conn, today)
        near = area_store.near(conn, today, around.bounds)
        outlines = area_store.outlines(conn, today, near)
    shapes = found["geom"]
    metres = metres_from((lon, lat), shapes)
    flat = shapely.get_dimensions(shapes) < 2
    hit = np.flatnonzero(metres <= np.where(flat, _FINGER_METRES, 0.0))
    nearest = min(hit, key=lambda at: (metres[at], shapely.area(shapes[at])), default=None)
    holding = [
        tree.areas[key]
        for key, outline in outlines.items()
        if key in tree.areas and shapely.intersects_xy(outline, lon, lat)
    ]
    holding.sort(key=lambda area: (area.level.depth, area.code))
    return At(
        None if nearest is None else str(found["uid"][nearest]),
        tuple(area.code for area in holding),
    )
