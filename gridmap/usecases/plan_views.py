"""A plan as somebody sees it: how it stands, and what they may do with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping

from gridmap.errors import Conflict, NotFound
from gridmap.store import areas as area_store
from gridmap.store import plans as plan_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.workspace import Workspace

__all__ = [
    "PlanView",
    "Rights",
    "State",
    "day_before",
    "demand_state",
    "found_plan",
    "permitted_plan",
    "view_of",
]

State = Literal["draft", "submitted", "approved", "in_effect", "discarded"]


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do with a plan as it stands."""

    change: bool
    submit: bool
    approve: bool
    withdraw: bool
    discard: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan as it is shown.

    Attributes
    ----------
    name
        What it is called: the code of its area and a number.
    title
        What its planner calls it.
    area
        The area it is for; ``None`` once that has ended.
    state
        ``in_effect`` is an approved one whose day has come.
    version
        Counts the changes of the draft.
    applies_on
        The day from which it holds, once it is approved.
    mine
        Whether the one who looks changed it last.
    may
        What they may do with it now.
    account
        What was asked and what it comes to, see :mod:`gridmap.usecases.plan_account`.
    """

    name: str
    title: str | None
    area: Area | None
    level: Level
    state: State
    version: int
    applies_on: date | None
    created_at: datetime
    changed_at: datetime
    mine: bool
    may: Rights
    account: Mapping[str, Any]


def found_plan(conn: Connection, name: str) -> RowMapping:
    """Find a plan by its name.

    Raises
    ------
    NotFound
        ``plan-unknown``.
    """
    row = plan_store.by_name(conn, name)
    if row is None:
        raise NotFound("plan-unknown", name=name)
    return row


def permitted_plan(
    workspace: Workspace, conn: Connection, name: str, act: Act
) -> tuple[RowMapping, AreaTree]:
    """Find a plan that the actor may see or change.

    Raises
    ------
    NotFound
        ``plan-unknown``.
    NotPermitted
        If its area is not the actor's to set up.
    """
    row = found_plan(conn, name)
    tree = area_store.tree(conn, workspace.today())
    workspace.actor.demand(tree, act, Data.SETTING_UP, tree.areas.get(row["area"]))
    return row, tree


def day_before(workspace: Workspace, row: RowMapping) -> date:
    """Tell the last day that a plan has changed nothing on: today, as long as it is none."""
    today, on = workspace.today(), row["applies_on"]
    return today if on is None else min(today, on - timedelta(days=1))


def demand_state(view: PlanView, state: Literal["draft", "submitted"]) -> None:
    """Refuse what a plan is not fit for as it stands, saying how it stands.

    Raises
    ------
    Conflict
        ``plan-not-draft``, ``plan-not-submitted``.
    """
    if view.state == state:
        return
    facts = {"state": view.state.replace("_", "-"), "day": view.applies_on or ""}
    code = "plan-not-draft" if state == "draft" else "plan-not-submitted"
    # Whoever planned it knows it by what they called it.
    raise Conflict(code, name=view.name, title=view.title or view.name, **facts)


def view_of(workspace: Workspace, row: Mapping[Any, Any] | RowMapping, tree: AreaTree) -> PlanView:
    """Show a plan to whoever acts."""
    actor, state, on = workspace.actor, row["state"], row["applies_on"]
    if state == "approved" and on <= workspace.today():
        state = "in_effect"
    area = tree.areas.get(row["area"])
    here = (None if area is None else area.id) in actor.reach(tree, Act.CHANGE, Data.SETTING_UP)
    another = actor.is_operator or actor.person != row["submitted_by"]
    return PlanView(
        name=row["name"],
        title=row["title"],
        area=area,
        level=Level(row["level"]),
        state=state,
        version=row["version"],
        applies_on=on if state in ("approved", "in_effect") else None,
        created_at=row["created_at"],
        changed_at=row["changed_at"],
        mine=row["changed_by"] == actor.person,
        may=Rights(
            change=here and state == "draft",
            submit=here and state == "draft",
            approve=here and state == "submitted" and another,
            withdraw=here and state == "submitted",
            discard=here and state in ("draft", "submitted", "approved"),
        ),
        account=json.loads(row["account"]),
    )
