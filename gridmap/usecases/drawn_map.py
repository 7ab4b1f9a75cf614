"""What a map in a browser begins with: how large it is, what is on it, and its areas' labels."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gridmap.geo.distance import Extent
from gridmap.render.geometry import room_for_label
from gridmap.render.short_names import short_name
from gridmap.render.tiles import AreaOnTiles
from gridmap.store import areas as area_store
from gridmap.store import drawn
from gridmap.store import key_groups as key_group_store
from gridmap.territory.areas import Area
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.area_sizes import buildings_of_areas
from gridmap.usecases.gazetteer import named
from gridmap.usecases.workspace import Workspace
from gridmap.words import Language

__all__ = ["AreaLabel", "MapOverview", "area_labels", "map_overview"]


@dataclass(frozen=True, slots=True)
class MapOverview:
    """What there is to be seen on the map of a workspace today.

    Attributes
    ----------
    extent
        West, south, east, north of the areas, or of everything else where there are none; ``None``
        for an empty workspace.
    levels
        Number of areas by level, coarsest first, without levels that have none.
    listed
        Buildings that a list names and nobody has placed yet.
    from_osm
        Whether any of this ground is OpenStreetMap's, whom a map of it has to name.
    """

    extent: Extent | None
    levels: Mapping[Level, int]
    buildings: int
    households: int
    listed: int
    key_groups: tuple[str, ...]
    from_osm: bool


@dataclass(frozen=True, slots=True)
class AreaLabel:
    """An area as a map labels it.

    Attributes
    ----------
    label
        Its name in a few characters.
    extent
        West, south, east, north of its outline; ``None`` without one.
    middle
        Where its label fits best: longitude, latitude.
    buildings
        Number of buildings that it answers for.
    """

    area: Area
    parent: str | None
    leaf: bool
    label: str
    extent: Extent | None
    middle: tuple[float, float] | None
    buildings: int


def map_overview(workspace: Workspace) -> MapOverview:
    """Look at what there is today; households and key groups only within the actor's reach."""
    actor, today = workspace.actor, workspace.today()
    actor.insist(Act.SEE, Data.GROUND)
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        counted = drawn.counts(conn, today)
        reach = actor.reach(tree, Act.SEE, Data.FIGURES)
        if not reach.everywhere:
            counted["households"] = drawn.homes(conn, today, [*reach.areas])
        if not actor.may(Act.SEE, Data.PLACING):
            counted["listed"] = 0
        tops = {area.id for area in tree.children.get(None, ())}
        outlines = area_store.outlines(conn, today, tops) if tops else {}
        counts = Counter(area.level for area in tree.areas.values())
        return MapOverview(
            extent=_around(outlines.values()) or drawn.extent(conn),
            levels={level: counts[level] for level in Level if counts[level]},
            key_groups=tuple(
                name for name in key_group_store.names(conn) if actor.group_reach(tree, name)
            ),
            from_osm="osm" in drawn.sources(conn),
            **counted,
        )


def area_labels(
    workspace: Workspace,
    *,
    level: Level,
    within: str | None = None,
    lang: Language,
    known: Mapping[int, AreaOnTiles],
) -> list[AreaLabel]:
    """Label all areas of a level, by code.

    Parameters
    ----------
    within
        Code of the area to stay within.
    known
        What is known of areas, by area id; the rest is found now.

    Raises
    ------
    NotFound
        If ``within`` is unknown.
    """
    workspace.actor.insist(Act.SEE, Data.GROUND)
    today = workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        among = tree.areas.values() if within is None else tree.subtree(named(tree, within))
        shown = sorted((area for area in among if area.level is level), key=lambda area: area.code)
        outlines = area_store.outlines(conn, today, {area.id for area in shown})
        missing = any(area.id not in known for area in shown)
        sizes = buildings_of_areas(conn, today, tree) if missing else {}
    return [
        AreaLabel(
            area,
            None if area.parent is None else tree.areas[area.parent].code,
            area.id not in tree.children,
            short_name(area.code, area.name, area.level.value, lang),
            None if area.id not in outlines else _box(outlines[area.id].bounds),
            _middle(area.id, known, outlines),
            known[area.id].buildings if area.id in known else sizes[area.id],
        )
        for area in shown
    ]


def _middle(
    area: int, known: Mapping[int, AreaOnTiles], outlines: Mapping[int, BaseGeometry]
) -> tuple[float, float] | None:
    if area not in outlines:
        return None
    if area in known and known[area].middle is not None:
        return known[area].middle
    found = room_for_label(np.array([outlines[area]], dtype=object))[0]
    return None if found is None else (found[0], found[1])


def _around(outlines: Iterable[BaseGeometry]) -> Extent | None:
    shapes = list(outlines)
    # Numpy knows no smallest of none.
    return _box(shapely.total_bounds(shapes)) if shapes else None


def _box(bounds: Iterable[float]) -> Extent | None:
    west, south, east, north = (float(side) for side in bounds)
    return None if math.isnan(west) else (west, south, east, north)
