"""Streets as lines to draw along."""

from __future__ import annotations

from shapely.geometry.base import BaseGeometry

from gridmap.store import landscape
from gridmap.territory.policy import Act, Data
from gridmap.usecases.workspace import Workspace

__all__ = ["nearby_streets"]


def nearby_streets(
    workspace: Workspace, bbox: tuple[float, float, float, float]
) -> list[tuple[str | None, str, BaseGeometry]]:
    """Read name, kind and line of the streets near west, south, east, north (EPSG:4326)."""
    workspace.actor.insist(Act.SEE, Data.GROUND)
    with workspace.database.read() as conn:
        found = landscape.streets(conn, bbox)
    return list(zip(found["name"], found["kind"], found["geom"], strict=True))
