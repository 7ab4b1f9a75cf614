"""Vector tiles: the ground of a workspace as one PMTiles archive that is only drawn, never asked.

What changes from hour to hour stays out of it: a building carries its place in the array of
statuses, an area its id, and colours come apart from the tiles.
"""

from __future__ import annotations

from gridmap.render.tiles.beside import (
    AREAS,
    NUMBERS,
    TILES,
    AreaOnTiles,
    take_areas,
    take_numbers,
)
from gridmap.render.tiles.ground import Ground
from gridmap.render.tiles.pieces import Piece, pieces_at_the_closest
from gridmap.render.tiles.working import BuildingStopped, build_tiles

__all__ = [
    "AREAS",
    "NUMBERS",
    "TILES",
    "AreaOnTiles",
    "BuildingStopped",
    "Ground",
    "Piece",
    "build_tiles",
    "pieces_at_the_closest",
    "take_areas",
    "take_numbers",
]
