"""Names of patches that a plan takes to another grid: one there may have the same number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from gridmap.render.short_names import area_number
from gridmap.store import areas as area_store
from gridmap.territory.areas import Area
from gridmap.territory.codes import Level
from gridmap.words import say

__all__ = ["number_anew"]


def number_anew(conn: Connection, moved: Iterable[int], on: date) -> None:
    """Give patches the next number of their grid from day ``on``, where theirs is taken there.

    Parameters
    ----------
    moved
        Areas that have another parent since that day. Their codes stay: only the name changes.
    """
    tree = area_store.tree(conn, on)
    numbers = {one.id: _number(one) for one in tree.areas.values() if one.level is Level.PATCH}
    for each in moved:
        patch = tree.areas[each]
        if patch.level is not Level.PATCH:
            continue
        grid = tree.standing_for(patch, Level.GRID)
        taken = {
            number
            for one in tree.subtree(grid)
            if one.id != each and (number := numbers.get(one.id)) is not None
        }
        if numbers[each] in taken:
            numbers[each] = max(taken) + 1
            area_store.change_area(
                conn, each, {"name": _named(patch, numbers[each])}, at=on, since=on
            )


def _number(patch: Area) -> int | None:
    return area_number(patch.code, patch.name, patch.level)


def _named(patch: Area, number: int | None) -> str:
    """Say a number as the patch says its own today."""
    said = patch.name or say(f"map-label-{patch.level}", number=_number(patch))
    return re.sub(r"\d+", str(number), said, count=1)
