"""Split an area by hand, along a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from gridmap.errors import InputError
from gridmap.geo import cutting
from gridmap.geo.locate import locate
from gridmap.store import areas as area_store
from gridmap.store import drawing as drawing_store
from gridmap.store import households as household_store
from gridmap.store import membership as membership_store
from gridmap.territory.areas import Area
from gridmap.usecases.area_edits import (
    MOST_CORNERS,
    AreaEdit,
    Done,
    called,
    edit_areas,
    next_code,
    undivided,
    write_outline,
)
from gridmap.usecases.workspace import Workspace

__all__ = ["split_area"]


def split_area(
    workspace: Workspace,
    code: str,
    line: BaseGeometry,
    *,
    names: Sequence[str | None] = (),
    dry_run: bool = False,
) -> AreaEdit:
    """Split an area along a line; the piece with most households keeps its id and code.

    Parameters
    ----------
    line
        EPSG:4326; it crosses the area, or nearly so.
    names
        What to call the other pieces, in the order of the answer.
    dry_run
        Tell what would change, and keep nothing.

    Raises
    ------
    NotFound
        If there is no such area.
    InputError
        If it has no outline, or the line does not cross it.
    Conflict
        ``area-divided`` if areas lie below it.
    """

    def act(conn: Connection, today: date) -> Done:
        tree = area_store.tree(conn, today)
        area = undivided(tree, code)
        outline = area_store.outlines(conn, today, {area.id}).get(area.id)
        if outline is None:
            raise InputError("area-undrawn", code=area.code)
        pieces = cutting.split(outline, _line(line))
        if len(pieces) < 2:
            raise InputError("split-line-misses", code=area.code)
        members = _members_in(conn, today, area, pieces)
        counts = [sum(homes for _, homes in inside) for inside in members]
        # Of pieces with equally many the larger one stays.
        order = sorted(range(len(pieces)), key=lambda at: (-counts[at], at))
        above = None if area.parent is None else tree.areas[area.parent]
        codes = drawing_store.codes(conn)
        write_outline(conn, area.id, pieces[order[0]], today)
        changed = [area.id]
        for nth, at in enumerate(order[1:]):
            fresh = next_code(workspace.code_pattern, area.level, tree, above, codes)
            codes.add(fresh)
            facts = {
                "code": fresh,
                "name": called(names[nth]) if nth < len(names) else None,
                "kind": area.kind,
                "parent": area.parent,
                "outline": pieces[at],
                "outline_source": "hand",
            }
            key = area_store.add_area(conn, area.level, facts, since=today)
            drawing_store.note_split(conn, key, area.id)
            moves = dict.fromkeys((part for part, _ in members[at]), key)
            membership_store.move(conn, moves, source="hand", since=today)
            changed.append(key)
        return Done(changed, 0.0)

    return edit_areas(workspace, "split", act, at=code, dry_run=dry_run)


def _line(line: BaseGeometry) -> BaseGeometry:
    """Check that something can cut."""
    if not isinstance(line, shapely.LineString) or line.is_empty or line.length == 0:
        raise InputError("split-line-unusable")
    if shapely.get_num_coordinates(line) > MOST_CORNERS:
        raise InputError("outline-too-detailed", most=MOST_CORNERS)
    return shapely.force_2d(line)


def _members_in(
    conn: Connection, today: date, area: Area, pieces: Sequence[BaseGeometry]
) -> list[list[tuple[int, int]]]:
    """Find the parts in each piece, with the number of their households.

    Parts that are the area's and stand outside it are the first (largest) piece's.
    """
    members = drawing_store.members_of(conn, today, area.id)
    standing = household_store.standing(conn, today)
    parts, homes = np.unique(standing["part"][standing["leaf_area"] == area.id], return_counts=True)
    count = dict(zip(parts.tolist(), homes.tolist(), strict=True))
    points = shapely.point_on_surface(members["geom"])
    found = locate(points, np.array(pieces, dtype=object)).tolist()
    inside: list[list[tuple[int, int]]] = [[] for _ in pieces]
    for part, at in zip(members["part"].tolist(), found, strict=True):
        inside[max(at, 0)].append((part, count.get(part, 0)))
    return inside
