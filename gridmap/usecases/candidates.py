"""Buildings in the order in which somebody asks for them: by id, or the nearest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import numpy as np
from sqlalchemy import Connection

from gridmap.geo.distance import Extent, metres_from, widened
from gridmap.store import buildings as building_store

__all__ = ["Candidate", "by_distance", "by_id"]

Candidate = tuple[int, float | None]
"""A building's row id, and how far away it is in metres."""

_AT_ONCE: Final = 500
# The first circle looked at, how much wider each next one is, and the last before "everywhere".
_FIRST_METRES: Final = 300.0
_WIDER: Final = 3.0
_LAST_METRES: Final = 100_000.0
_FEW_LEAVES: Final = 60


def by_id(
    conn: Connection, at: date, leaf_areas: list[int] | None, bbox: Extent | None, after: int
) -> Iterator[list[Candidate]]:
    """Go through the buildings after row ``after``, some at a time."""
    while True:
        rows = building_store.listing(
            conn, at, leaf_areas=leaf_areas, bbox=bbox, after=after, most=_AT_ONCE
        )
        if rows:
            yield [(row["id"], None) for row in rows]
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1]["id"]


def by_distance(
    conn: Connection,
    at: date,
    leaf_areas: list[int] | None,
    bbox: Extent | None,
    place: tuple[float, float],
) -> Iterator[list[Candidate]]:
    """Go through the buildings ring by ring around ``place`` (longitude, latitude).

    Only what lies near enough is read: the rest of a city stays where it is.
    """
    # An extent, or a few leaf areas, is a small place anyway.
    small = bbox is not None or (leaf_areas is not None and len(leaf_areas) <= _FEW_LEAVES)
    inner, outer = -1.0, np.inf if small else _FIRST_METRES
    while True:
        everywhere = outer > _LAST_METRES
        around = bbox if everywhere else widened((*place, *place), outer)
        found = building_store.standing_near(conn, at, leaf_areas=leaf_areas, bbox=around)
        metres = metres_from(place, found["geom"])
        ring = (metres > inner) & ((metres <= outer) | everywhere)
        order = np.lexsort((found["id"][ring], metres[ring]))
        ids, far = found["id"][ring][order].tolist(), metres[ring][order].tolist()
        for start in range(0, len(ids), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            yield list(zip(ids[some], far[some], strict=True))
        if everywhere:
            return
        inner, outer = outer, outer * _WIDER
