"""Areas by hand: draw one, redraw its outline, take one back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from gridmap.errors import Conflict, InputError
from gridmap.geo import cutting
from gridmap.geo.crs import area_m2
from gridmap.store import areas as area_store
from gridmap.store import drawing as drawing_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
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
from gridmap.usecases.gazetteer import named
from gridmap.usecases.workspace import Workspace

__all__ = ["draw_area", "redraw_area", "undo_area"]

_LONGEST_CODE: Final = 64
# Two drawings that differ by less are one.
_SAME_M2: Final = 1.0


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

    def act(conn: Connection, today: date) -> Done:
        tree = area_store.tree(conn, today)
        above = None if parent is None else named(tree, parent)
        if above is not None and above.level.depth >= level.depth:
            raise InputError(
                "area-level-not-below", level=level, parent=above.code, above=above.level
            )
        siblings = [
            one for one in tree.children.get(above.id if above else None, ()) if _tiles(one, level)
        ]
        fitted = _fitted(conn, today, tree, outline, siblings, above)
        codes = drawing_store.codes(conn)
        given = _code(code, tree) if code is not None else None
        facts = {
            "code": given or next_code(workspace.code_pattern, level, tree, above, codes),
            "name": called(name),
            "parent": None if above is None else above.id,
            "outline": fitted.outline,
            "outline_source": "hand",
        }
        key = area_store.add_area(conn, level, facts, since=today)
        return Done([key], fitted.trimmed_m2)

    return edit_areas(workspace, "drawn", act, at=parent, dry_run=dry_run)


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
        ``area-divided`` if areas below it would not lie in it any more.
    """

    def act(conn: Connection, today: date) -> Done:
        tree = area_store.tree(conn, today)
        area = named(tree, code)
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
        fitted = _fitted(conn, today, tree, wanted, standing, above)
        changed = {area.id: fitted.outline}
        if beside:
            shift = cutting.shift_border(before, fitted.outline, [drawn[one.id] for one in beside])
            changed[area.id] = shift.outline
            for at in shift.moved:
                if shift.neighbours[at].is_empty:
                    raise InputError("area-swallowed", code=beside[at].code)
                changed[beside[at].id] = shift.neighbours[at]
        _keep_below(conn, today, tree, area, changed[area.id])
        for key, shape in changed.items():
            write_outline(conn, key, shape, today)
        return Done(list(changed), fitted.trimmed_m2)

    return edit_areas(workspace, "redrawn", act, at=code, dry_run=dry_run)


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

    def act(conn: Connection, today: date) -> Done:
        tree = area_store.tree(conn, today)
        area = undivided(tree, code)
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
            as_before = earlier is not None and _same(earlier, joined)
            if earlier is not None and as_before:
                joined = earlier
            if not (as_before and drawing_store.step_back(conn, origin.id, today)):
                write_outline(conn, origin.id, joined, today)
        heir = area.parent if origin is None else origin.id
        back = None if origin is None else origin.id
        drawing_store.hand_back(conn, area.id, back, today)
        drawing_store.remove_area(conn, area.id, origin=back, heir=heir)
        return Done([] if heir is None else [heir], 0.0)

    return edit_areas(workspace, "undone", act, at=code, dry_run=False)


def _tiles(sibling: Area, level: Level) -> bool:
    """Tell whether areas of one parent cover its ground together."""
    return sibling.parent is not None or sibling.level is level


def _fitted(
    conn: Connection,
    today: date,
    tree: AreaTree,
    outline: BaseGeometry,
    siblings: Sequence[Area],
    above: Area | None,
) -> cutting.Fit:
    """Mend an outline and fit it in; refuse one of which nothing is left."""
    mended = _usable(outline)
    beside = list(siblings)
    derived = drawing_store.derived(conn, today)
    while above is not None and above.id in derived:
        # An outline that follows those below holds nobody in; those beside it do.
        beside += [one for one in tree.children.get(above.parent, ()) if one.id != above.id]
        above = None if above.parent is None else tree.areas[above.parent]
    drawn = area_store.outlines(
        conn, today, {one.id for one in beside} | ({above.id} if above else set())
    )
    within = drawn.get(above.id) if above is not None else None
    if above is not None and within is not None and not mended.intersects(within):
        raise InputError("outline-elsewhere", parent=above.code)
    fitted = cutting.fit(mended, [drawn[one.id] for one in beside if one.id in drawn], within)
    if fitted.outline.is_empty:
        raise InputError("outline-all-taken")
    return fitted


def _keep_below(
    conn: Connection, today: date, tree: AreaTree, area: Area, outline: BaseGeometry
) -> None:
    """Refuse an outline in which areas below do not lie any more."""
    below = {one.id for one in tree.children.get(area.id, ())}
    drawn = np.array([*area_store.outlines(conn, today, below).values()], dtype=object)
    if (area_m2(shapely.difference(drawn, outline)) > _SAME_M2).any():
        raise Conflict("area-divided", code=area.code)


def _usable(outline: BaseGeometry) -> BaseGeometry:
    """Mend an outline; refuse one that cannot be one."""
    if shapely.get_num_coordinates(outline) > MOST_CORNERS:
        raise InputError("outline-too-detailed", most=MOST_CORNERS)
    mended = cutting.mended(outline)
    if mended.is_empty:
        raise InputError("outline-without-ground")
    return mended


def _same(one: BaseGeometry, other: BaseGeometry) -> bool:
    [apart] = area_m2(np.array([one.symmetric_difference(other)], dtype=object))
    return bool(apart < _SAME_M2)


def _code(code: str, tree: AreaTree) -> str:
    """Check that a code can be given to a new area."""
    tidy = code.strip()
    if not tidy or len(tidy) > _LONGEST_CODE or not tidy.isprintable() or "/" in tidy:
        raise InputError("area-code-unusable", most=_LONGEST_CODE)
    if tidy in tree.by_code:
        raise Conflict("area-code-taken", code=tidy)
    return tidy
