"""The gazetteer: areas by name, code and level, and what is shown of them."""

from __future__ import annotations

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from gridmap.errors import NotFound
from gridmap.store import areas as area_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.workspace import Workspace

__all__ = ["AreaView", "area", "areas", "named"]


@dataclass(frozen=True, slots=True)
class AreaView:
    """An area as it is shown: ``parent`` is a code, ``outline`` EPSG:4326."""

    area: Area
    parent: str | None
    leaf: bool
    outline: BaseGeometry | None


def areas(
    workspace: Workspace,
    *,
    level: Level | None = None,
    within: str | None = None,
    outlines: bool = False,
    bbox: tuple[float, float, float, float] | None = None,
    after: str = "",
    most: int = 200,
) -> list[AreaView]:
    """List areas by code, at most ``most`` of those after code ``after``.

    Parameters
    ----------
    level
        Only areas of this level.
    within
        Code of the area to stay within.
    outlines
        Whether to read outlines.
    bbox
        Only areas whose outline's bounds touch west, south, east, north (degrees, EPSG:4326).

    Raises
    ------
    NotFound
        If ``within`` is unknown.
    """
    workspace.actor.insist(Act.SEE, Data.GROUND)
    today = workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        known = tree.areas.values() if within is None else tree.subtree(named(tree, within))
        near = None if bbox is None else area_store.near(conn, today, bbox)
        found = sorted(
            (
                one
                for one in known
                if one.code > after
                and level in (None, one.level)
                and (near is None or one.id in near)
            ),
            key=lambda one: one.code,
        )[:most]
        drawn = area_store.outlines(conn, today, {one.id for one in found}) if outlines else {}
    return [_view(tree, one, drawn.get(one.id)) for one in found]


def area(workspace: Workspace, name: str) -> AreaView:
    """Look at one area, named by its code or uid, with its outline.

    Raises
    ------
    NotFound
        If it is unknown.
    """
    workspace.actor.insist(Act.SEE, Data.GROUND)
    today = workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        known = next((one for one in tree.areas.values() if one.uid == name), None)
        known = known or named(tree, name)
        return _view(tree, known, area_store.outlines(conn, today, {known.id}).get(known.id))


def named(tree: AreaTree, code: str) -> Area:
    """Find the area with this code.

    Raises
    ------
    NotFound
        If there is none today.
    """
    if code not in tree.by_code:
        raise NotFound("area-unknown", code=code)
    return tree.by_code[code]


def _view(tree: AreaTree, known: Area, outline: BaseGeometry | None) -> AreaView:
    parent = None if known.parent is None else tree.areas[known.parent].code
    return AreaView(known, parent, known.id not in tree.children, outline)
