"""Find an area or a building by code, name or address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import shapely
from sqlalchemy import ColumnElement, func, literal, or_, select

from gridmap.store.steps import holds, is_open
from gridmap.store.tables.ground import area, area_version, building
from gridmap.territory.policy import Act, Data
from gridmap.usecases.workspace import Workspace

__all__ = ["search"]


def search(workspace: Workspace, words: str, *, most: int = 20) -> list[Mapping[str, Any]]:
    """Find areas by code or name, and buildings by address, name or reference.

    Parameters
    ----------
    words
        What the user typed; every word has to occur.
    most
        Number of finds of each kind.

    Returns
    -------
    list of mapping
        ``kind`` (``area`` or ``building``), ``uid``, ``code``, ``name``, ``level``, ``address``,
        ``lon``, ``lat``; areas first, shorter codes and names before longer ones.
    """
    workspace.actor.insist(Act.SEE, Data.GROUND)
    terms = words.split()
    if not terms:
        return []
    today = workspace.today()

    def matches(*columns: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        return [
            or_(*(column.icontains(term, autoescape=True) for column in columns)) for term in terms
        ]

    areas = (
        select(
            literal("area").label("kind"),
            area.c.uid,
            area.c.level,
            area_version.c.code,
            area_version.c.name,
            literal(None).label("address"),
            area_version.c.outline.label("geom"),
        )
        .select_from(area)
        .join(area_version, holds(area_version, area.c.id, today, "area"))
        .where(area_version.c.closed.is_(False), *matches(area_version.c.code, area_version.c.name))
        .order_by(func.length(area_version.c.code), area_version.c.code)
        .limit(most)
    )
    buildings = (
        select(
            literal("building").label("kind"),
            building.c.uid,
            literal(None).label("level"),
            building.c.source_ref.label("code"),
            building.c.name,
            building.c.address,
            building.c.geom,
        )
        .where(
            is_open(building, today),
            *matches(building.c.address, building.c.name, building.c.source_ref),
        )
        .order_by(func.length(func.coalesce(building.c.address, building.c.name)), building.c.id)
        .limit(most)
    )
    with workspace.database.read() as conn:
        found = [*conn.execute(areas).mappings(), *conn.execute(buildings).mappings()]
    return [_placed(dict(row)) for row in found]


def _placed(row: dict[str, Any]) -> Mapping[str, Any]:
    geometry = row.pop("geom")
    point = None if geometry is None else shapely.point_on_surface(geometry)
    return row | {"lon": point and point.x, "lat": point and point.y}
