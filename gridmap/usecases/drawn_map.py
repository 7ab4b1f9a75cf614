"""What a map in a browser begins with: how large it is, what is on it, and its areas' labels."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from gridmap.geo.distance import Extent
from gridmap.render.geometry import room_for_label
from gridmap.render.short_names import short_name
from gridmap.store import areas as area_store
from gridmap.store import drawn
from gridmap.store import key_groups as key_group_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.gazetteer import named
from gridmap.usecases.workspace import Workspace
from gridmap.words import Language

__all__ = ["AreaLabel", "MapOverview", "area_labels", "map_overview"]


# As its licence wants it, in whatever language.
_OSM: Final = "© OpenStreetMap contributors"


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
    attribution
        Whom to name beside a map of this ground.
    """

    extent: Extent | None
    levels: Mapping[Level, int]
    buildings: int
    households: int
    listed: int
    key_groups: tuple[str, ...]
    attribution: str | None


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
            attribution=_OSM if "osm" in drawn.sources(conn) else None,
            **counted,
        )


def area_labels(
    workspace: Workspace,
    *,
    level: Level,
    within: str | None = None,
    lang: Language,
    middles: Mapping[int, list[float] | None],
) -> list[AreaLabel]:
    """Label all areas of a level, by code.

    Parameters
    ----------
    within
        Code of the area to stay within.
    middles
        Where labels are known to fit, by area id; the rest is found now.

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
        counts = _buildings(conn, today, tree, level)
    return [
        AreaLabel(
            area,
            None if area.parent is None else tree.areas[area.parent].code,
            area.id not in tree.children,
            short_name(area.code, area.name, area.level.value, lang),
            None if area.id not in outlines else _box(outlines[area.id].bounds),
            _middle(area.id, middles, outlines),
            counts[area.id],
        )
        for area in shown
    ]


def _middle(
    area: int, middles: Mapping[int, list[float] | None], outlines: Mapping[int, BaseGeometry]
) -> tuple[float, float] | None:
    if area not in outlines:
        return None
    known = middles.get(area) or room_for_label(np.array([outlines[area]], dtype=object))[0]
    return None if known is None else (known[0], known[1])


def _buildings(conn: Connection, today: date, tree: AreaTree, level: Level) -> Counter[int]:
    """Count the buildings that areas of a level answer for; a shared one counts in each."""
    above = {
        leaf.id: next((area.id for area in tree.path(leaf) if area.level is level), -1)
        for leaf in tree.leaves
    }
    pairs = drawn.leaves_of_buildings(conn, today)
    areas = [above.get(leaf, -1) for leaf in pairs["leaf_area"].tolist()]
    return Counter(area for _, area in set(zip(pairs["building"].tolist(), areas, strict=True)))


def _around(outlines: Iterable[BaseGeometry]) -> Extent | None:
    shapes = list(outlines)
    # Numpy knows no smallest of none.
    return _box(shapely.total_bounds(shapes)) if shapes else None


def _box(bounds: Iterable[float]) -> Extent | None:
    west, south, east, north = (float(side) for side in bounds)
    return None if math.isnan(west) else (west, south, east, north)
