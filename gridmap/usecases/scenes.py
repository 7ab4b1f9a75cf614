"""The ground of one area, for a phone that shows nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection

from gridmap.errors import InputError
from gridmap.geo.crs import Geometries
from gridmap.geo.distance import Extent, widened
from gridmap.render.tiles import Ground, Piece, pieces_at_the_closest
from gridmap.store import areas as area_store
from gridmap.store import drawn, landscape
from gridmap.territory.areas import AreaTree
from gridmap.territory.policy import Act, Data
from gridmap.usecases.gazetteer import named
from gridmap.usecases.sheets import numbers_of
from gridmap.usecases.workspace import Workspace

__all__ = ["Scene", "scene_of"]

_MARGIN_METRES: Final = 150.0
# More than a phone should draw by itself; such an area is looked at on tiles.
_MOST_BUILDINGS: Final = 5000
_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn of one area and of 150 m around it.

    Attributes
    ----------
    extent
        West, south, east, north of the area's outline.
    layers
        As on the tiles of the closest zoom, cut to the extent and its margin.
    """

    code: str
    extent: Extent
    layers: tuple[Piece, ...]


def scene_of(workspace: Workspace, code: str, *, numbers: NDArray[np.int32] | None = None) -> Scene:
    """Draw one area.

    Parameters
    ----------
    code
        Code of the area.
    numbers
        Numbers on sheets by building id, where they are known; they are found out otherwise.

    Raises
    ------
    NotFound
        If the area is unknown.
    InputError
        ``area-without-outline``, or ``area-too-large`` if it has too many buildings to be drawn
        but on tiles.
    """
    workspace.actor.insist(Act.SEE, Data.GROUND)
    today = workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        area = named(tree, code)
        outline = area_store.outlines(conn, today, {area.id}).get(area.id)
        if outline is None:
            raise InputError("area-without-outline", code=code)
        west, south, east, north = outline.bounds
        box = widened((west, south, east, north), _MARGIN_METRES)
        buildings = drawn.footprints(conn, today, bbox=box)
        ids = buildings["id"].tolist()
        if len(ids) > _MOST_BUILDINGS:
            raise InputError("area-too-large", code=code, buildings=len(ids), most=_MOST_BUILDINGS)
        counted = _numbers(conn, tree, workspace, ids, numbers)
        streets = landscape.streets(conn, box)
        landcover = landscape.landcovers(conn, box)
        near = area_store.near(conn, today, box) & tree.areas.keys()
        outlines = area_store.outlines(conn, today, near)
    shown = sorted(outlines)
    ground = Ground(
        areas={
            "id": np.array(shown, dtype=np.int64),
            "level": np.array([tree.areas[key].level.value for key in shown], dtype=object),
            "geom": np.array([outlines[key] for key in shown], dtype=object),
        },
        buildings=buildings,
        streets=streets,
        landcover=landcover,
    )
    layers = (_cut(piece, box) for piece in pieces_at_the_closest(ground, counted))
    return Scene(
        code, (west, south, east, north), tuple(piece for piece in layers if len(piece.shapes))
    )


def _numbers(
    conn: Connection,
    tree: AreaTree,
    workspace: Workspace,
    ids: list[int],
    numbers: NDArray[np.int32] | None,
) -> NDArray[np.int64]:
    if numbers is None:
        found = numbers_of(conn, workspace.today(), tree, ids)
        return np.array([found.get(key, 0) for key in ids], dtype=np.int64)
    return np.array([numbers[key] if key < len(numbers) else 0 for key in ids], dtype=np.int64)


def _cut(piece: Piece, box: Extent) -> Piece:
    """Cut what reaches beyond the box; buildings stay whole."""
    shapes: Geometries = piece.shapes
    if piece.layer != "buildings":
        shapes = shapely.clip_by_rect(shapes, *box)
    kept = ~shapely.is_empty(shapes)
    facts: dict[str, NDArray[Any]] = {name: column[kept] for name, column in piece.facts.items()}

    def rounded(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return xy.round(_DIGITS)

    shapes = shapely.transform(shapes[kept], rounded)
    return Piece(piece.layer, piece.zooms, facts, shapes)
