"""What is on which tile: layers, their zooms, and the few facts that each carries.

A tile of zoom ``z`` is drawn 512 pixels wide at a map's zoom ``z + 1``; beyond the last zoom the
last tiles are drawn larger.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries
from gridmap.render.borders import borders
from gridmap.render.house_number import house_number
from gridmap.render.tiles.ground import Columns, Ground
from gridmap.territory.codes import Level

__all__ = ["Piece", "pieces", "pieces_at_the_closest"]

FIRST_ZOOM: Final = 5
LAST_ZOOM: Final = 15

MAIN_ROADS: Final = frozenset(
    f"{kind}{link}"
    for kind in ("motorway", "trunk", "primary", "secondary", "tertiary")
    for link in ("", "_link")
)
"""Streets that are drawn from afar."""

_FROM_ZOOM: Final = {
    Level.COUNTY: FIRST_ZOOM,
    Level.SUBDISTRICT: FIRST_ZOOM,
    Level.COMMUNITY: FIRST_ZOOM,
    Level.GRID: 10,
    Level.GROUP: 13,
    Level.PATCH: 13,
}
_LEVELS: Final = tuple(Level)


@dataclass(frozen=True)
class Piece:
    """One layer over a few zooms; those of one layer never share a zoom.

    Attributes
    ----------
    facts
        Columns of shape ``(n,)``; a cell of ``None`` is left out of the tile.
    shapes
        EPSG:4326, shape ``(n,)``.
    """

    layer: str
    zooms: tuple[int, int]
    facts: dict[str, NDArray[Any]]
    shapes: Geometries

    @property
    def weight(self) -> int:
        """How much work the piece is, roughly: its features on each zoom."""
        return len(self.shapes) * (self.zooms[1] - self.zooms[0] + 1)


def pieces(ground: Ground, numbers: NDArray[np.int64]) -> Iterator[Piece]:
    """Take the ground apart into what goes on which tiles, leaving out what is empty.

    ``numbers`` are those of the buildings, from :func:`~gridmap.territory.walk.sheet_numbers`.
    """
    drawn = (
        *_landcover(ground.landcover),
        *_streets(ground.streets),
        *_areas(ground.areas),
        *_borders(ground.areas),
        *_buildings(ground.buildings, numbers),
    )
    return (piece for piece in drawn if len(piece.shapes))


def pieces_at_the_closest(ground: Ground, numbers: NDArray[np.int64]) -> list[Piece]:
    """Take the ground apart as :func:`pieces` does, for the last zoom alone."""
    return [piece for piece in pieces(ground, numbers) if piece.zooms[1] == LAST_ZOOM]


def _landcover(landcover: Columns) -> Iterator[Piece]:
    yield Piece("landcover", (8, LAST_ZOOM), {"k": landcover["kind"]}, landcover["geom"])


def _streets(streets: Columns) -> Iterator[Piece]:
    main = np.array([kind in MAIN_ROADS for kind in streets["kind"]], dtype=bool)
    for layer, chosen, first in (("roads", main, 8), ("streets", ~main, 13)):
        facts = {"k": streets["kind"][chosen], "name": streets["name"][chosen]}
        yield Piece(layer, (first, LAST_ZOOM), facts, streets["geom"][chosen])


def _areas(areas: Columns) -> Iterator[Piece]:
    for level in _LEVELS:
        chosen = areas["level"] == level.value
        zooms = (_FROM_ZOOM[level], LAST_ZOOM)
        yield Piece(level.value, zooms, {"a": areas["id"][chosen]}, areas["geom"][chosen])


def _borders(areas: Columns) -> Iterator[Piece]:
    """Draw each border once, those of finer levels from closer zooms on."""
    depths = {level.depth: level for level in _LEVELS}
    found = borders(areas["geom"], [Level(level).depth for level in areas["level"]])
    lines = {depths[depth]: line for depth, line in found.items() if not shapely.is_empty(line)}
    starts = sorted(set(_FROM_ZOOM.values()))
    for first, last in zip(starts, [*(start - 1 for start in starts[1:]), LAST_ZOOM], strict=True):
        shown = [level for level in lines if _FROM_ZOOM[level] <= first]
        parts = [shapely.get_parts(lines[level]) for level in shown]
        kinds = [level.value for level, part in zip(shown, parts, strict=True) for _ in part]
        shapes: Geometries = np.concatenate([np.empty(0, dtype=object), *parts])
        yield Piece("borders", (first, last), {"k": np.array(kinds, dtype=object)}, shapes)


def _buildings(buildings: Columns, numbers: NDArray[np.int64]) -> Iterator[Piece]:
    """Draw buildings, with their numbers where they are near enough to be read."""
    ids, shapes = buildings["id"], buildings["geom"]
    houses = [
        house_number(address, name)
        for address, name in zip(buildings["address"], buildings["name"], strict=True)
    ]
    near = {
        "i": ids,
        "n": np.array([number or None for number in numbers.tolist()], dtype=object),
        "h": np.array(houses, dtype=object),
    }
    yield Piece("buildings", (13, LAST_ZOOM - 1), {"i": ids}, shapes)
    yield Piece("buildings", (LAST_ZOOM, LAST_ZOOM), near, shapes)
