"""Plans: drafts kept, looked at, submitted, approved for a day by somebody else, discarded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, select

from gridmap.errors import Conflict, InputError, NotFound
from gridmap.store import areas as area_store
from gridmap.store import plans as plan_store
from gridmap.store.sequence import ground_changed
from gridmap.store.tables.ground import workspace as workspace_table
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.plan_effect import take_back, take_effect
from gridmap.usecases.plan_steps import Place, Steps
from gridmap.usecases.workspace import Workspace

__all__ = ["PlanView", "approve_plan", "discard_plan", "keep", "plan", "plans", "submit_plan"]

State = Literal["draft", "submitted", "approved", "in_effect", "discarded"]


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan as it is shown.

    Attributes
    ----------
    name
        What it is called: the code of its area and a number.
    area
        The area it is for; ``None`` once that has ended.
    state
        ``in_effect`` is an approved one whose day has come.
    applies_on
        The day from which it holds, once it is approved.
    account
        What was asked and what it comes to, see :mod:`gridmap.usecases.plan_account`.
    """

    name: str
    area: Area | None
    level: Level
    state: State
    applies_on: date | None
    account: Mapping[str, Any]


def keep(
    workspace: Workspace, area: Area, level: Level, account: Mapping[str, Any], steps: Steps
) -> PlanView:
    """Keep a proposal as a draft."""
    now = workspace.clock()
    with workspace.writing() as conn:
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
                "base_seq": conn.scalar(select(workspace_table.c.last_seq)),
                "account": json.dumps(account, ensure_ascii=False),
                "created_at": now,
                "created_by": workspace.actor.person,
            },
        )
        tree = area_store.tree(conn, workspace.today())
        _keep_steps(conn, key, tree, steps)
        return _view(_found(conn, name), tree, workspace.today())


def plans(workspace: Workspace) -> list[PlanView]:
    """List all plans, the newest first.

    Raises
    ------
    NotPermitted
        If the actor sets nothing up.
    """
    workspace.actor.insist(Act.SEE, Data.SETTING_UP)
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
        reach = workspace.actor.demand(tree, Act.SEE, Data.SETTING_UP)
        return [
            _view(row, tree, workspace.today())
            for row in plan_store.listing(conn)
            if row["area"] in reach
        ]


def plan(workspace: Workspace, name: str) -> PlanView:
    """Look at a plan.

    Raises
    ------
    NotFound
        ``plan-unknown``.
    NotPermitted
        If its area is not the actor's to set up.
    """
    workspace.actor.insist(Act.SEE, Data.SETTING_UP)
    with workspace.database.read() as conn:
        row, tree = _permitted(workspace, conn, name, Act.SEE)
        return _view(row, tree, workspace.today())


def submit_plan(workspace: Workspace, name: str) -> PlanView:
    """Hand a draft on to be approved.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`plan`.
    Conflict
        ``plan-not-draft``; ``plan-outdated`` when what it hands over is another's by now.
    """
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    with workspace.writing() as conn:
        row, tree = _permitted(workspace, conn, name, Act.CHANGE)
        if row["state"] != "draft":
            raise Conflict("plan-not-draft", name=name)
        _demand_current(conn, row, workspace.today())
        facts = {"state": "submitted", "submitted_by": workspace.actor.person}
        plan_store.change(conn, row["id"], **facts)
        return _view({**row, **facts}, tree, workspace.today())


def approve_plan(workspace: Workspace, name: str, on: date) -> PlanView:
    """Let a submitted plan hold from a day on; before it no figure changes.

    The operator may do both; anybody else approves what somebody else has submitted.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`plan`.
    InputError
        ``plan-day-past``.
    Conflict
        ``plan-not-submitted``, ``plan-own-approval``; ``plan-outdated``, ``plan-overlaps`` when an
        approved one hands over some of the same.
    """
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    actor, today = workspace.actor, workspace.today()
    if on < today:
        raise InputError("plan-day-past", day=on, today=today)
    with workspace.writing() as conn:
        row, _ = _permitted(workspace, conn, name, Act.CHANGE)
        if row["state"] != "submitted":
            raise Conflict("plan-not-submitted", name=name)
        if not actor.is_operator and actor.person == row["submitted_by"]:
            raise Conflict("plan-own-approval")
        _demand_current(conn, row, today)
        take_effect(workspace, conn, row, on)
        facts = {"state": "approved", "approved_by": actor.person, "applies_on": on}
        plan_store.change(conn, row["id"], **facts)
        if on == today:
            rebuild_tallies(workspace, conn)
            ground_changed(conn)
        return _view({**row, **facts}, area_store.tree(conn, today), today)


def discard_plan(workspace: Workspace, name: str) -> PlanView:
    """Discard a plan; of one approved for a day to come, all that it wrote is taken back.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`plan`.
    Conflict
        ``plan-in-effect-already`` once its day has come; ``plan-discarded`` where that was done
        before.
    """
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    today = workspace.today()
    with workspace.writing() as conn:
        row, tree = _permitted(workspace, conn, name, Act.CHANGE)
        if row["state"] == "discarded":
            raise Conflict("plan-discarded", name=name)
        if row["state"] == "approved":
            if row["applies_on"] <= today:
                raise Conflict("plan-in-effect-already", name=name, day=row["applies_on"])
            take_back(conn, row)
        plan_store.change(conn, row["id"], state="discarded")
        return _view({**row, "state": "discarded"}, tree, today)


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


def _found(conn: Connection, name: str) -> RowMapping:
    row = plan_store.by_name(conn, name)
    if row is None:
        raise NotFound("plan-unknown", name=name)
    return row


def _permitted(
    workspace: Workspace, conn: Connection, name: str, act: Act
) -> tuple[RowMapping, AreaTree]:
    """Find a plan that the actor may see or change."""
    row = _found(conn, name)
    tree = area_store.tree(conn, workspace.today())
    workspace.actor.demand(tree, act, Data.SETTING_UP, tree.areas.get(row["area"]))
    return row, tree


def _demand_current(conn: Connection, row: RowMapping, today: date) -> None:
    """Refuse a plan that the world has overtaken."""
    if astray := plan_store.astray(conn, row["id"], today):
        raise Conflict("plan-outdated", name=row["name"], count=astray)
    if others := plan_store.later_plans(conn, row["id"], today):
        raise Conflict("plan-overlaps", name=row["name"], other=others[0])
    standing = set(area_store.tree(conn, today).areas)
    if gone := len(plan_store.areas_of(conn, row["id"]) - standing):
        raise Conflict("plan-outdated", name=row["name"], count=gone)


def _view(row: Mapping[str, Any] | RowMapping, tree: AreaTree, today: date) -> PlanView:
    state = row["state"]
    if state == "approved" and row["applies_on"] <= today:
        state = "in_effect"
    return PlanView(
        row["name"],
        tree.areas.get(row["area"]),
        Level(row["level"]),
        state,
        row["applies_on"] if state in ("approved", "in_effect") else None,
        json.loads(row["account"]),
    )
