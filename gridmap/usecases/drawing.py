"""Areas by hand: draw one, redraw its outline, split it, take that back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from gridmap.errors import Conflict, InputError
from gridmap.geo import cutting
from gridmap.geo.crs import area_m2
from gridmap.geo.locate import locate
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import drawing as drawing_store
from gridmap.store import households as household_store
from gridmap.store.sequence import ground_changed
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import CodePattern, Level
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.gazetteer import named
from gridmap.usecases.responsibility import refresh_membership
from gridmap.usecases.workspace import Workspace

__all__ = ["AreaEdit", "AreaShape", "Edit", "draw_area", "redraw_area", "split_area", "undo_area"]

Edit = Literal["drawn", "redrawn", "split", "undone"]
"""What was done to an area."""

_LONGEST_CODE: Final = 64
_LONGEST_NAME: Final = 100
# More corners than any outline needs, fewer than cost a second.
_MOST_CORNERS: Final = 20_000
# Two drawings that differ by less are one.
_SAME_M2: Final = 1.0


@dataclass(frozen=True, slots=True)
class AreaShape:
    """An area after an edit; ``buildings`` and ``households`` are those it answers for."""

    code: str
    name: str | None
    level: Level
    outline: BaseGeometry | None
    buildings: int
    households: int


@dataclass(frozen=True, slots=True)
class AreaEdit:
    """What an edit did, or would do.

    Attributes
    ----------
    edit
        Which.
    areas
        The areas that changed, the one edited first; of one taken back, those that have its ground.
    trimmed_m2
        Ground that was drawn and cut away again, in square metres.
    dry_run
        True if nothing was kept.
    """

    edit: Edit
    areas: tuple[AreaShape, ...]
    trimmed_m2: float
    dry_run: bool


def draw_area(
    workspace: Workspace,
    outline: BaseGeometry,
    *,
    level: Level,
    parent: str | None,
    name: str | None = None,
    code: str | None = None,
    dry_run: bool = False,
) -> AreaEdit:
    """Draw a new area; it stands from today.

    Parameters
    ----------
    outline
        EPSG:4326; mended, cut to the area above, and what its siblings have stays theirs.
    parent
        Code of the area above; ``None`` for one that has none.
    code
        By default the next number that is free below the parent.
    dry_run
        Tell what would change, and keep nothing.

    Raises
    ------
    NotFound
        If there is no such parent.
    InputError
        If the outline cannot be used or nothing of it is left, the level does not lie below the
        parent's, or there is no code for it.
    Conflict
        ``area-code-taken`` if another area has the code.
    """

    def act(conn: Connection, today: date) -> _Done:
        tree = area_store.tree(conn, today)
        above = None if parent is None else named(tree, parent)
        if above is not None and above.level.depth >= level.depth:
            raise InputError(
                "area-level-not-below", level=level, parent=above.code, above=above.level
            )
        siblings = [
            one for one in tree.children.get(above.id if above else None, ()) if _tiles(one, level)
        ]
        fitted = _fitted(conn, today, outline, siblings, above)
        codes = drawing_store.codes(conn)
        given = _code(code, tree) if code is not None else None
        facts = {
            "code": given or _next_code(workspace.code_pattern, level, tree, above, codes),
            "name": _called(name),
            "parent": None if above is None else above.id,
            "outline": fitted.outline,
            "outline_source": "hand",
        }
        key = area_store.add_area(conn, level, facts, since=today)
        return _Done([key], fitted.trimmed_m2)

    return _edit(workspace, "drawn", act, dry_run=dry_run)


def redraw_area(
    workspace: Workspace,
    code: str,
    outline: BaseGeometry,
    *,
    share: bool = False,
    dry_run: bool = False,
) -> AreaEdit:
    """Give an area another outline from today.

    Parameters
    ----------
    share
        Whether the neighbours follow: they give the ground that is drawn over, and take what is
        given up. Otherwise what they have stays theirs, and what is given up is nobody's.
    outline, dry_run
        As for :func:`draw_area`.

    Raises
    ------
    NotFound
        If there is no such area.
    InputError
        If the outline cannot be used, or nothing of it, or of a neighbour, would be left.
    Conflict
        ``area-divided`` if areas lie below it: their outlines are to be drawn.
    """

    def act(conn: Connection, today: date) -> _Done:
        tree = area_store.tree(conn, today)
        area = _undivided(tree, code)
        above = None if area.parent is None else tree.areas[area.parent]
        siblings = [
            one
            for one in tree.children.get(area.parent, ())
            if one.id != area.id and _tiles(one, area.level)
        ]
        following = [one for one in siblings if share and one.id not in tree.children]
        standing = [one for one in siblings if one not in following]
        drawn = area_store.outlines(conn, today, {area.id, *(one.id for one in following)})
        beside = [one for one in following if one.id in drawn]
        before = drawn.get(area.id, shapely.Polygon())
        # Where the border stays, it stays to the last digit.
        wanted = cutting.snapped(_usable(outline), [*drawn.values()]) if drawn else outline
        fitted = _fitted(conn, today, wanted, standing, above)
        changed = {area.id: fitted.outline}
        if beside:
            shift = cutting.shift_border(before, fitted.outline, [drawn[one.id] for one in beside])
            changed[area.id] = shift.outline
            for at in shift.moved:
                if shift.neighbours[at].is_empty:
                    raise InputError("area-swallowed", code=beside[at].code)
                changed[beside[at].id] = shift.neighbours[at]
        for key, shape in changed.items():
            _write_outline(conn, key, shape, today)
        return _Done(list(changed), fitted.trimmed_m2)

    return _edit(workspace, "redrawn", act, dry_run=dry_run)


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

    def act(conn: Connection, today: date) -> _Done:
        tree = area_store.tree(conn, today)
        area = _undivided(tree, code)
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
        _write_outline(conn, area.id, pieces[order[0]], today)
        changed = [area.id]
        for nth, at in enumerate(order[1:]):
            fresh = _next_code(workspace.code_pattern, area.level, tree, above, codes)
            codes.add(fresh)
            facts = {
                "code": fresh,
                "name": _called(names[nth]) if nth < len(names) else None,
                "kind": area.kind,
                "parent": area.parent,
                "outline": pieces[at],
                "outline_source": "hand",
            }
            key = area_store.add_area(conn, area.level, facts, since=today)
            drawing_store.note_split(conn, key, area.id)
            moves = dict.fromkeys((part for part, _ in members[at]), key)
            building_store.move_members(conn, moves, source="hand", since=today)
            changed.append(key)
        return _Done(changed, 0.0)

    return _edit(workspace, "split", act, dry_run=dry_run)


def undo_area(workspace: Workspace, code: str) -> AreaEdit:
    """Take back an area that was drawn, or split off, today.

    What was split off is part again of the area it came from, with its members; members of a drawn
    one are whose they were before.

    Raises
    ------
    NotFound
        If there is no such area.
    Conflict
        ``area-not-of-today`` if it has stood for longer, ``area-divided`` if areas lie below it,
        ``area-in-use`` if somebody has an office in it.
    """

    def act(conn: Connection, today: date) -> _Done:
        tree = area_store.tree(conn, today)
        area = _undivided(tree, code)
        if drawing_store.first_day(conn, area.id) != today:
            raise Conflict("area-not-of-today", code=area.code)
        if drawing_store.has_offices(conn, area.id):
            raise Conflict("area-in-use", code=area.code)
        origin = tree.areas.get(drawing_store.split_from(conn, area.id) or -1)
        if origin is not None and origin.id in tree.children:
            raise Conflict("area-divided", code=origin.code)
        if origin is not None:
            drawn = area_store.outlines(conn, today, {area.id, origin.id})
            shapes = np.array([*drawn.values()], dtype=object)
            joined = cutting.whole(shapely.union_all(shapes))
            earlier = drawing_store.outline_before(conn, origin.id, today)
            if earlier is not None and _same(earlier, joined):
                joined = earlier
            _write_outline(conn, origin.id, joined, today)
        heir = area.parent if origin is None else origin.id
        back = None if origin is None else origin.id
        drawing_store.hand_back(conn, area.id, back, today)
        drawing_store.remove_area(conn, area.id, origin=back, heir=heir)
        return _Done([] if heir is None else [heir], 0.0)

    return _edit(workspace, "undone", act, dry_run=False)


@dataclass(frozen=True, slots=True)
class _Done:
    """Ids of the areas that an edit changed, and what it cut away."""

    changed: list[int]
    trimmed_m2: float


def _edit(
    workspace: Workspace, edit: Edit, act: Callable[[Connection, date], _Done], *, dry_run: bool
) -> AreaEdit:
    """Do an edit, with all that follows from it, in one transaction."""
    today = workspace.today()
    with workspace.writing(dry_run=dry_run) as conn:
        done = act(conn, today)
        refresh_membership(conn, today)
        rebuild_tallies(workspace, conn)
        ground_changed(conn)
        areas = _shapes(conn, today, done.changed)
    return AreaEdit(edit, areas, done.trimmed_m2, dry_run)


def _shapes(conn: Connection, today: date, changed: Sequence[int]) -> tuple[AreaShape, ...]:
    tree = area_store.tree(conn, today)
    outlines = area_store.outlines(conn, today, set(changed))
    standing = household_store.standing(conn, today)
    shapes = []
    for key in changed:
        area = tree.areas[key]
        below = [one.id for one in tree.subtree(area)]
        here = np.isin(standing["leaf_area"], below)
        members = drawing_store.count_buildings(conn, today, below)
        shapes.append(
            AreaShape(area.code, area.name, area.level, outlines.get(key), members, int(here.sum()))
        )
    return tuple(shapes)


def _undivided(tree: AreaTree, code: str) -> Area:
    """Find an area with nothing below it."""
    area = named(tree, code)
    if area.id in tree.children:
        raise Conflict("area-divided", code=area.code)
    return area


def _tiles(sibling: Area, level: Level) -> bool:
    """Tell whether areas of one parent cover its ground together."""
    return sibling.parent is not None or sibling.level is level


def _fitted(
    conn: Connection,
    today: date,
    outline: BaseGeometry,
    siblings: Sequence[Area],
    above: Area | None,
) -> cutting.Fit:
    """Mend an outline and fit it in; refuse one of which nothing is left."""
    mended = _usable(outline)
    wanted = {one.id for one in siblings} | ({above.id} if above else set())
    drawn = area_store.outlines(conn, today, wanted)
    within = drawn.get(above.id) if above is not None else None
    if above is not None and within is not None and not mended.intersects(within):
        raise InputError("outline-elsewhere", parent=above.code)
    fitted = cutting.fit(mended, [drawn[one.id] for one in siblings if one.id in drawn], within)
    if fitted.outline.is_empty:
        raise InputError("outline-all-taken")
    return fitted


def _usable(outline: BaseGeometry) -> BaseGeometry:
    """Mend an outline; refuse one that cannot be one."""
    if shapely.get_num_coordinates(outline) > _MOST_CORNERS:
        raise InputError("outline-too-detailed", most=_MOST_CORNERS)
    mended = cutting.mended(outline)
    if mended.is_empty:
        raise InputError("outline-without-ground")
    return mended


def _write_outline(conn: Connection, key: int, outline: BaseGeometry, today: date) -> None:
    facts = {"outline": outline, "outline_source": "hand"}
    area_store.change_area(conn, key, facts, at=today, since=today)


def _line(line: BaseGeometry) -> BaseGeometry:
    """Check that something can cut."""
    if not isinstance(line, shapely.LineString) or line.is_empty or line.length == 0:
        raise InputError("split-line-unusable")
    if shapely.get_num_coordinates(line) > _MOST_CORNERS:
        raise InputError("outline-too-detailed", most=_MOST_CORNERS)
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


def _same(one: BaseGeometry, other: BaseGeometry) -> bool:
    [apart] = area_m2(np.array([one.symmetric_difference(other)], dtype=object))
    return bool(apart < _SAME_M2)


def _called(name: str | None) -> str | None:
    """Take a name as it is written, or none."""
    tidy = " ".join((name or "").split())
    if len(tidy) > _LONGEST_NAME:
        raise InputError("area-name-too-long", most=_LONGEST_NAME)
    return tidy or None


def _code(code: str, tree: AreaTree) -> str:
    """Check that a code can be given to a new area."""
    tidy = code.strip()
    if not tidy or len(tidy) > _LONGEST_CODE or not tidy.isprintable() or "/" in tidy:
        raise InputError("area-code-unusable", most=_LONGEST_CODE)
    if tidy in tree.by_code:
        raise Conflict("area-code-taken", code=tidy)
    return tidy


def _next_code(
    pattern: CodePattern, level: Level, tree: AreaTree, above: Area | None, used: set[str]
) -> str:
    """Find the next free code below an area; none that was ever another's."""
    code = None
    if above is not None:
        beside = [one.code for one in tree.children.get(above.id, ()) if one.level is level]
        code = pattern.next_below([one.code for one in tree.path(above)], level, beside, used)
    if code is None:
        raise InputError("area-code-needed", level=level)
    return code
