"""Plans: looked at, submitted, approved for a day by somebody else, taken back, discarded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, RowMapping

from gridmap.errors import Conflict, InputError
from gridmap.store import areas as area_store
from gridmap.store import plans as plan_store
from gridmap.store.sequence import ground_changed, take
from gridmap.territory.areas import AreaTree
from gridmap.territory.policy import Act, Data
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.gazetteer import named
from gridmap.usecases.plan_effect import take_back, take_effect
from gridmap.usecases.plan_views import PlanView, demand_state, permitted_plan, view_of
from gridmap.usecases.workspace import Workspace

__all__ = ["approve_plan", "discard_plan", "plan", "plans", "submit_plan", "withdraw_plan"]

_AHEAD: Final = timedelta(days=366)
"""How long a plan may wait for its day: until then no other one changes the same areas."""


def plans(
    workspace: Workspace, *, within: str | None = None, most: int | None = None
) -> list[PlanView]:
    """List plans, the newest first.

    Parameters
    ----------
    within
        Code of an area: plans of it, and of what lies below.
    most
        No more than so many.

    Raises
    ------
    NotFound
        ``area-unknown``.
    NotPermitted
        If the actor sets nothing up, or not there.
    """
    workspace.actor.insist(Act.SEE, Data.SETTING_UP)
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
        top = None if within is None else named(tree, within)
        reach = workspace.actor.demand(tree, Act.SEE, Data.SETTING_UP, *([top] if top else []))
        inside = None if top is None else {one.id for one in tree.subtree(top)}
        theirs = (
            row
            for row in plan_store.listing(conn)
            if row["area"] in reach and (inside is None or row["area"] in inside)
        )
        return [view_of(workspace, row, tree) for row in islice(theirs, most)]


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
        row, tree = permitted_plan(workspace, conn, name, Act.SEE)
        return view_of(workspace, row, tree)


def submit_plan(workspace: Workspace, name: str, *, version: int | None = None) -> PlanView:
    """Hand a draft on to be approved.

    Parameters
    ----------
    version
        The one that was looked at; whichever there is by default.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`plan`.
    Conflict
        ``plan-not-draft``, ``plan-changed``; ``plan-outdated`` when what it hands over is another's
        by now.
    """
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    with workspace.writing() as conn:
        row, tree = permitted_plan(workspace, conn, name, Act.CHANGE)
        demand_state(view_of(workspace, row, tree), "draft")
        _demand_version(row, version)
        _demand_current(conn, row, workspace.today())
        facts = {"state": "submitted", "submitted_by": workspace.actor.person}
        return _turned(workspace, conn, row, tree, facts)


def withdraw_plan(workspace: Workspace, name: str) -> PlanView:
    """Make what was submitted a draft again, to be changed.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`plan`.
    Conflict
        ``plan-not-submitted``.
    """
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    with workspace.writing() as conn:
        row, tree = permitted_plan(workspace, conn, name, Act.CHANGE)
        demand_state(view_of(workspace, row, tree), "submitted")
        return _turned(workspace, conn, row, tree, {"state": "draft", "submitted_by": None})


def approve_plan(
    workspace: Workspace, name: str, on: date, *, version: int | None = None
) -> PlanView:
    """Let a submitted plan hold from a day on; before it no figure changes.

    The operator may do both; anybody else approves what somebody else has submitted.

    Parameters
    ----------
    version
        As for :func:`submit_plan`.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`plan`.
    InputError
        ``plan-day-past``; ``plan-day-far`` where it is more than a year ahead.
    Conflict
        ``plan-not-submitted``, ``plan-own-approval``, ``plan-changed``; ``plan-outdated``,
        ``plan-overlaps`` when an approved one hands over some of the same.
    """
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    actor, today = workspace.actor, workspace.today()
    if on < today:
        raise InputError("plan-day-past", day=on, today=today)
    if on > (last := today + _AHEAD):
        raise InputError("plan-day-far", day=on, last=last)
    with workspace.writing() as conn:
        row, tree = permitted_plan(workspace, conn, name, Act.CHANGE)
        demand_state(view_of(workspace, row, tree), "submitted")
        if not actor.is_operator and actor.person == row["submitted_by"]:
            raise Conflict("plan-own-approval")
        _demand_version(row, version)
        _demand_current(conn, row, today)
        take_effect(workspace, conn, row, on)
        if on == today:
            rebuild_tallies(workspace, conn)
            ground_changed(conn)
        facts = {"state": "approved", "approved_by": actor.person, "applies_on": on}
        return _turned(workspace, conn, row, area_store.tree(conn, today), facts)


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
        row, tree = permitted_plan(workspace, conn, name, Act.CHANGE)
        if row["state"] == "discarded":
            raise Conflict("plan-discarded", name=name)
        if row["state"] == "approved":
            if row["applies_on"] <= today:
                raise Conflict("plan-in-effect-already", name=name, day=row["applies_on"])
            take_back(conn, row)
        return _turned(workspace, conn, row, tree, {"state": "discarded"})


def _turned(
    workspace: Workspace,
    conn: Connection,
    row: RowMapping,
    tree: AreaTree,
    facts: Mapping[str, Any],
) -> PlanView:
    """Write another state of a plan."""
    plan_store.change(conn, row["id"], **facts)
    take(conn)
    return view_of(workspace, {**row, **facts}, tree)


def _demand_version(row: RowMapping, version: int | None) -> None:
    if version is not None and version != row["version"]:
        raise Conflict("plan-changed", name=row["name"])


def _demand_current(conn: Connection, row: RowMapping, today: date) -> None:
    """Refuse a plan that the world has overtaken."""
    if astray := plan_store.astray(conn, row["id"], today):
        raise Conflict("plan-outdated", name=row["name"], count=astray)
    if others := plan_store.later_plans(conn, row["id"], today):
        raise Conflict("plan-overlaps", name=row["name"], other=others[0])
    standing = set(area_store.tree(conn, today).areas)
    if gone := len(plan_store.areas_of(conn, row["id"]) - standing):
        raise Conflict("plan-outdated", name=row["name"], count=gone)
