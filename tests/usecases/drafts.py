"""Plans to try: a planner, a tower, what is stored, and somebody else who approves."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from gridmap.store.tables.ground import area, area_version, membership, part
from gridmap.store.tables.households import placement
from gridmap.territory.codes import Level
from gridmap.territory.people import Office
from gridmap.usecases.coverage import coverage
from gridmap.usecases.households import enter_households
from gridmap.usecases.plan_finding import Wanted
from gridmap.usecases.plans import approve_plan, submit_plan
from tests.usecases.staff import as_holder, divided
from tests.usecases.worlds import COMMUNITIES, GRIDS, household_rows

TOWN = COMMUNITIES[0]
MERGED = Wanted(merge=[GRIDS[:2]], size=(1, 99))


def planner_of(workspace):
    return as_holder(workspace, Office.PLANNER, TOWN)


def with_tower(workspace):
    """Build a tower of two units and six floors in the second of two patches of the first grid."""
    doors = [(unit, floor) for unit in ("1", "2") for floor in range(1, 7)]
    with workspace.writing() as conn:
        enter_households(
            workspace,
            conn,
            household_rows(
                [("b1", f"{floor}0{n}") for _, floor in doors for n in (1, 2)],
                unit=[unit for unit, _ in doors for _ in (1, 2)],
                floor=[floor for _, floor in doors for _ in (1, 2)],
            ),
        )
    return divided(workspace)


def targets(workspace, level=Level.GRID, **when):
    return {row.code: row.figure.target for row in coverage(workspace, by=level, **when).rows}


def stored(workspace):
    """Everything that a plan may write to."""
    tables = (area, area_version, membership, part, placement)
    with workspace.database.read() as conn:
        return [conn.execute(select(table).order_by(table.c.id)).all() for table in tables]


def approved(workspace, name, **after):
    """Let a second planner approve what a first one submits."""
    submit_plan(planner_of(workspace), name)
    return approve_plan(planner_of(workspace), name, workspace.today() + timedelta(**after))
