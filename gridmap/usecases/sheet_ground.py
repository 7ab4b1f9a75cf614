"""What lies around areas on paper: houses, water, streets, and what people find their way by."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from gridmap.geo.crs import LONLAT, Geometries, project
from gridmap.geo.distance import METRES_PER_DEGREE, Extent, widened
from gridmap.render.sheets import Landmark, Streets
from gridmap.render.tiles.ground import Columns
from gridmap.store import drawn, landscape
from gridmap.usecases.workspace import Workspace
from gridmap.words import Language, say

__all__ = ["AROUND_FEW", "SheetGround", "around"]

# Ground around an area: at least so many metres, and so large a share of its own size.
_AROUND_METRES: Final = 60.0
_AROUND_SHARE: Final = 0.7

AROUND_FEW: Final = 3.5
"""The share around a few houses: where their map is low, it is seven times as wide as they are."""


def around(shapes: Iterable[BaseGeometry], share: float = _AROUND_SHARE) -> Extent:
    """Find the box of shapes (EPSG:4326), with room for what is drawn around them.

    Parameters
    ----------
    share
        How much, of their own size.
    """
    known: Geometries = np.array([*shapes], dtype=object)
    west, south, east, north = shapely.total_bounds(known).tolist()
    if not np.isfinite(west):
        return 0.0, 0.0, 0.0, 0.0
    metres = max(east - west, north - south) * METRES_PER_DEGREE
    return widened((west, south, east, north), max(_AROUND_METRES, metres * share))


@dataclass(frozen=True, slots=True)
class SheetGround:
    """Reads what lies around areas, as it stands on a day.

    Attributes
    ----------
    lang
        Of gates that have no name.
    crs
        Metric, of the scenes.
    osm
        Whether something of it is from OpenStreetMap.
    """

    workspace: Workspace
    lang: Language
    today: date
    crs: CRS
    osm: bool

    def read(
        self,
        conn: Connection,
        box: Extent,
        own: Collection[int],
        *,
        least: float = 0.0,
    ) -> dict[str, Any]:
        """Read what lies near a box, as fields of a scene.

        Parameters
        ----------
        own
            Row ids of buildings that are no neighbours.
        least
            The least side of neighbours, in metres; some that are a little smaller come, too.
        """
        footprints = drawn.footprints(conn, self.today, bbox=box, least=least)
        streets = landscape.streets(conn, box)
        landcover = landscape.landcovers(conn, box)
        gates = landscape.gates(conn, box)
        water = np.array([kind == "water" for kind in landcover["kind"]], dtype=bool)
        mine = np.isin(footprints["id"], list(own))
        return {
            "neighbours": project(footprints["geom"][~mine], LONLAT, self.crs),
            "water": project(landcover["geom"][water], LONLAT, self.crs),
            "streets": Streets(
                project(streets["geom"], LONLAT, self.crs),
                tuple(streets["name"]),
                tuple(streets["kind"]),
            ),
            "landmarks": _landmarks(footprints, own, self.crs),
            "gates": tuple(
                Landmark(name or say("sheet-gate", lang=self.lang), place)
                for name, place in zip(
                    gates["name"], project(gates["geom"], LONLAT, self.crs), strict=True
                )
            ),
            "attribution": say("map-attribution", lang=self.lang) if self.osm else "",
            "stamp": self.workspace.settings.map_stamp,
        }


def _landmarks(ground: Columns, own: Collection[int], crs: CRS) -> tuple[Landmark, ...]:
    """Name buildings around by which people find their way."""
    named = np.array([bool(name) for name in ground["name"]], dtype=bool)
    chosen = named & ~np.isin(ground["id"], list(own))
    places = project(shapely.point_on_surface(ground["geom"][chosen]), LONLAT, crs)
    return tuple(
        Landmark(name, place) for name, place in zip(ground["name"][chosen], places, strict=True)
    )
