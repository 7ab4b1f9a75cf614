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
from gridmap.render.sheets import Box, Landmark, Nearby, Streets
from gridmap.store import drawn, landscape
from gridmap.usecases.workspace import Workspace
from gridmap.words import Language, say

__all__ = ["SheetGround", "around"]

# Ground around an area: at least so many metres, and so large a share of its own size.
_AROUND_METRES: Final = 60.0
_AROUND_HOUSES_METRES: Final = 130.0
_AROUND_SHARE: Final = 0.7
# Pieces that a side of a map is taken in where it is laid on the globe: so it bends along.
_PIECES: Final = 16


def around(shapes: Iterable[BaseGeometry], *, bordered: bool = True) -> Extent:
    """Find the box of shapes (EPSG:4326), with room for what is drawn around them.

    Parameters
    ----------
    bordered
        Whether they have an outline; houses that have none are shown beside a street.
    """
    known: Geometries = np.array([*shapes], dtype=object)
    west, south, east, north = shapely.total_bounds(known).tolist()
    if not np.isfinite(west):
        return 0.0, 0.0, 0.0, 0.0
    metres = max(east - west, north - south) * METRES_PER_DEGREE
    least = _AROUND_METRES if bordered else _AROUND_HOUSES_METRES
    return widened((west, south, east, north), max(least, metres * _AROUND_SHARE))


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
        self, conn: Connection, box: Extent, own: Collection[int], *, houses: bool = True
    ) -> dict[str, Any]:
        """Read what lies near a box, as fields of a scene.

        Parameters
        ----------
        own
            Row ids of buildings that are no neighbours.
        houses
            Whether houses are read at once, and not when it is known which of them a map shows.
        """
        ground: dict[str, Any] = {"nearby": self._nearby(box, own)}
        if houses:
            neighbours, landmarks = self._houses(conn, box, own)
            ground = {"neighbours": neighbours, "landmarks": landmarks}
        streets = landscape.streets(conn, box)
        landcover = landscape.landcovers(conn, box)
        gates = landscape.gates(conn, box)
        water = np.array([kind == "water" for kind in landcover["kind"]], dtype=bool)
        return ground | {
            "water": project(landcover["geom"][water], LONLAT, self.crs),
            "streets": Streets(
                project(streets["geom"], LONLAT, self.crs),
                tuple(streets["name"]),
                tuple(streets["kind"]),
            ),
            "gates": tuple(
                Landmark(name or say("sheet-gate", lang=self.lang), place)
                for name, place in zip(
                    gates["name"], project(gates["geom"], LONLAT, self.crs), strict=True
                )
            ),
            "attribution": say("map-attribution", lang=self.lang) if self.osm else "",
            "stamp": self.workspace.settings.map_stamp,
        }

    def _nearby(self, box: Extent, own: Collection[int]) -> Nearby:
        """Have the houses near a box read when it is known where a map of them lies."""

        def read(shown: Box | None, least: float) -> tuple[Geometries, tuple[Landmark, ...]]:
            within = box if shown is None else _in_both(box, self._on_the_globe(shown))
            with self.workspace.database.read() as conn:
                return self._houses(conn, within, own, least)

        return read

    def _houses(
        self, conn: Connection, box: Extent, own: Collection[int], least: float = 0.0
    ) -> tuple[Geometries, tuple[Landmark, ...]]:
        """Read the houses near a box, and which of them people know by name."""
        footprints = drawn.footprints(conn, self.today, bbox=box, least=least)
        beside = ~np.isin(footprints["id"], list(own))
        shapes, names = footprints["geom"][beside], footprints["name"][beside]
        named = np.array([bool(name) for name in names], dtype=bool)
        places = project(shapely.point_on_surface(shapes[named]), LONLAT, self.crs)
        landmarks = zip(names[named], places, strict=True)
        return project(shapes, LONLAT, self.crs), tuple(Landmark(*one) for one in landmarks)

    def _on_the_globe(self, box: Box) -> Extent:
        """Find the extent of a box in metres, and a little more."""
        left, bottom, right, top = box
        piece = max(right - left, top - bottom) / _PIECES
        edge = shapely.segmentize(shapely.box(*box), piece)
        placed = project(np.array([edge], dtype=object), self.crs, LONLAT)
        west, south, east, north = shapely.total_bounds(placed).tolist()
        return widened((west, south, east, north), piece / _PIECES)


def _in_both(one: Extent, other: Extent) -> Extent:
    """Find the extent that is in both of two."""
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )
