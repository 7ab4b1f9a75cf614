"""What drawing, redrawing and splitting areas by hand have in common."""

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
from gridmap.store import areas as area_store
from gridmap.store import drawing as drawing_store
from gridmap.store import households as household_store
from gridmap.store.sequence import ground_changed
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import CodePattern, Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.gazetteer import named
from gridmap.usecases.responsibility import refresh_membership
from gridmap.usecases.workspace import Workspace

__all__ = [
    "MOST_CORNERS",
    "AreaEdit",
    "AreaShape",
    "Done",
    "Edit",
    "called",
    "edit_areas",
    "next_code",
    "undivided",
    "write_outline",
]

Edit = Literal["drawn", "redrawn", "split", "undone"]
"""What was done to an area."""

MOST_CORNERS: Final = 20_000
"""More corners than any outline needs, fewer than cost a second."""

_LONGEST_NAME: Final = 100


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


@dataclass(frozen=True, slots=True)
class Done:
    """Ids of the areas that an edit changed, and what it cut away."""

    changed: list[int]
    trimmed_m2: float


def edit_areas(
    workspace: Workspace,
    edit: Edit,
    act: Callable[[Connection, date], Done],
    *,
    at: str | None,
    dry_run: bool,
) -> AreaEdit:
    """Do an edit, with all that follows from it, in one transaction.

    ``at`` is the code of the area that is edited, or that a drawn one is to lie in.

    Raises
    ------
    NotPermitted
        If an area that changes is not the actor's.
    """
    actor, today = workspace.actor, workspace.today()
    actor.insist(Act.CHANGE, Data.SETTING_UP)
    with workspace.writing(dry_run=dry_run) as conn:
        tree = area_store.tree(conn, today)
        about = None if at is None else named(tree, at)
        actor.demand(tree, Act.CHANGE, Data.SETTING_UP, about)
        done = act(conn, today)
        tree = area_store.tree(conn, today)
        # Where nothing is left that changed, a top area went.
        changed = [tree.areas[key] for key in done.changed]
        actor.demand(tree, Act.CHANGE, Data.SETTING_UP, *(changed or (None,)))
        _draw_ancestors(conn, today, done.changed)
        refresh_membership(conn, today)
        rebuild_tallies(workspace, conn)
        ground_changed(conn)
        areas = _shapes(conn, today, done.changed)
    return AreaEdit(edit, areas, done.trimmed_m2, dry_run)


def _draw_ancestors(conn: Connection, today: date, changed: Sequence[int]) -> None:
    """Let outlines of areas above, where they were derived from those below, follow them."""
    tree = area_store.tree(conn, today)
    concerned = {above.id for key in changed for above in tree.path(tree.areas[key])}
    derived = [tree.areas[key] for key in drawing_store.derived(conn, today) & concerned]
    for above in sorted(derived, key=lambda one: one.level.depth, reverse=True):
        family = {above.id, *(one.id for one in tree.children.get(above.id, ()))}
        drawn = dict(area_store.outlines(conn, today, family))
        old = drawn.pop(above.id, None)
        if not drawn:
            continue
        outline = shapely.union_all(np.array([*drawn.values()], dtype=object))
        if old is None or not old.equals(outline):
            facts = {"outline": outline}
            area_store.change_area(conn, above.id, facts, at=today, since=today)


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


def undivided(tree: AreaTree, code: str) -> Area:
    """Find an area with nothing below it."""
    area = named(tree, code)
    if area.id in tree.children:
        raise Conflict("area-divided", code=area.code)
    return area


def write_outline(conn: Connection, key: int, outline: BaseGeometry, today: date) -> None:
    """Give an area the outline that somebody drew, from today."""
    facts = {"outline": outline, "outline_source": "hand"}
    area_store.change_area(conn, key, facts, at=today, since=today)


def called(name: str | None) -> str | None:
    """Take a name as it is written, or none."""
    tidy = " ".join((name or "").split())
    if len(tidy) > _LONGEST_NAME:
        raise InputError("area-name-too-long", most=_LONGEST_NAME)
    return tidy or None


def next_code(
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
