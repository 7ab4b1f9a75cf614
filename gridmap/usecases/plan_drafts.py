"""Drafts of plans: kept, and changed by whoever saw them as they are."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import Connection, select

from gridmap.errors import Conflict
from gridmap.store import areas as area_store
from gridmap.store import plans as plan_store
from gridmap.store.sequence import take
from gridmap.store.tables.ground import workspace as workspace_table
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.plan_steps import Place, Steps
from gridmap.usecases.plan_views import (
    PlanView,
    demand_state,
    found_plan,
    permitted_plan,
    view_of,
)
from gridmap.usecases.workspace import Workspace

__all__ = ["Draft", "assignment_kept", "change_draft", "demand_draft", "keep"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What is kept of a division.

    Attributes
    ----------
    account
        What was asked and what it comes to, see :mod:`gridmap.usecases.plan_account`.
    steps
        What it does to areas and parts.
    assignment, drawing
        Fit for JSON: which atom is to be whose; outlines and what changes hands, as GeoJSON.
    title
        What its planner calls it; numbered where another plan of the area is called that.
    """

    account: Mapping[str, Any]
    steps: Steps
    assignment: Mapping[str, Any] = field(default_factory=dict)
    drawing: Mapping[str, Any] = field(default_factory=dict)
    title: str | None = None


def keep(workspace: Workspace, area: Area, level: Level, draft: Draft) -> PlanView:
    """Keep a division as a draft.

    Raises
    ------
    NotPermitted
        If the area is not the actor's to set up.
    """
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    now = workspace.clock()
    with workspace.writing() as conn:
        tree = area_store.tree(conn, workspace.today())
        workspace.actor.demand(tree, Act.CHANGE, Data.SETTING_UP, tree.areas.get(area.id))
        names = plan_store.names_of(conn, area.id)
        number = max((int(name.rpartition("-")[2]) for name in names), default=0) + 1
        name = f"{area.code}-{number}"
        key = plan_store.add(
            conn,
            {
                "name": name,
                "area": area.id,
                "level": level.value,
                "state": "draft",
                "version": 1,
                "base_seq": conn.scalar(select(workspace_table.c.last_seq)),
                "created_at": now,
                "created_by": workspace.actor.person,
                **_facts(workspace, draft, plan_store.titles_of(conn, area.id)),
            },
        )
        _keep_steps(conn, key, tree, draft.steps)
        take(conn)
        return view_of(workspace, found_plan(conn, name), tree)


def change_draft(workspace: Workspace, name: str, version: int, draft: Draft) -> PlanView:
    """Put another division in place of a draft's.

    Parameters
    ----------
    version
        The one that was changed: where somebody else has changed it since, nothing is written.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`plan`.
    Conflict
        ``plan-not-draft``, ``plan-changed``.
    """
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    with workspace.writing() as conn:
        row, tree = permitted_plan(workspace, conn, name, Act.CHANGE)
        demand_draft(view_of(workspace, row, tree), version)
        others = plan_store.titles_of(conn, row["area"], but=row["id"])
        facts = _facts(workspace, draft, others)
        if not plan_store.change_draft(conn, row["id"], version, facts):
            raise Conflict("plan-changed", name=name)
        _keep_steps(conn, row["id"], tree, draft.steps)
        take(conn)
        return view_of(workspace, found_plan(conn, name), tree)


def demand_draft(before: PlanView, version: int) -> None:
    """Refuse to change what is no draft, or another one by now.

    Raises
    ------
    Conflict
        ``plan-not-draft``, ``plan-changed``.
    """
    demand_state(before, "draft")
    if before.version != version:
        raise Conflict("plan-changed", name=before.name)


def assignment_kept(workspace: Workspace, name: str) -> dict[str, Any]:
    """Read which atom is to be whose, and what was locked, as :class:`Draft` has it.

    New areas that stand by now are called by their codes.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`gridmap.usecases.plans.plan`.
    """
    with workspace.database.read() as conn:
        row, tree = permitted_plan(workspace, conn, name, Act.SEE)
        kept: dict[str, Any] = json.loads(plan_store.heavy(conn, row["id"])["assignment"])
        heirs = {
            step["label"]: tree.areas[step["area"]].code
            for step in plan_store.areas(conn, row["id"])
            if step["level"] == row["level"] and step["area"] in tree.areas
        }
    kept["labels"] = [heirs.get(label, label) for label in kept["labels"]]
    return kept


def _facts(workspace: Workspace, draft: Draft, taken: Collection[str]) -> dict[str, Any]:
    """Tell what is kept of a draft, where plans of the same area have ``taken`` titles."""
    texts = {
        name: json.dumps(getattr(draft, name), ensure_ascii=False)
        for name in ("account", "assignment", "drawing")
    }
    now, by = workspace.clock(), workspace.actor.person
    return {"title": _untaken(draft.title, taken), "changed_at": now, "changed_by": by, **texts}


def _untaken(title: str | None, taken: Collection[str]) -> str | None:
    """Number a title that another plan has: a list of two alike tells nobody which is which."""
    if title is None or title not in taken:
        return title
    return next(new for number in count(2) if (new := f"{title} ({number})") not in taken)


def _keep_steps(conn: Connection, key: int, tree: AreaTree, steps: Steps) -> None:
    rows: dict[Place, int] = {}
    for step in steps.areas:
        parent = step.parent
        fresh = parent is not None and parent in rows and parent[1] not in tree.by_code
        rows[step.place] = plan_store.add_area(
            conn,
            key,
            {
                "level": step.place[0].value,
                "label": step.place[1],
                "area": None if step.area is None else step.area.id,
                "fresh": step.area is None,
                "ends": step.ends,
                "parent": None if parent is None or fresh else tree.by_code[parent[1]].id,
                "parent_new": rows[parent] if parent is not None and fresh else None,
            },
        )
    known = tree.by_code
    plan_store.add_moves(
        conn,
        key,
        [
            {
                "part": move.part,
                "unit": move.unit,
                "floor_lo": move.low,
                "floor_hi": move.high,
                "from_area": None if move.origin is None else known[move.origin].id,
                "to_area": known[move.to[1]].id if move.to[1] in known else None,
                "to_new": None if move.to[1] in known else rows[move.to],
            }
            for move in steps.moves
        ],
    )
