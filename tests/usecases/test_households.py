"""Ledgers that come again."""

from __future__ import annotations

from datetime import timedelta

from gridmap.territory.codes import Level
from gridmap.usecases.coverage import coverage
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.households import enter_households
from gridmap.usecases.workspace import Workspace
from tests.usecases.worlds import COMMUNITIES, Clock, household_rows


def _ledger(workspace: Workspace, occupancy: str) -> None:
    with workspace.writing() as conn:
        enter_households(workspace, conn, household_rows([("b0", "101")], occupancy=[occupancy]))
        rebuild_tallies(workspace, conn)


def _vacant(workspace: Workspace, days_ago: int) -> int:
    day = workspace.today() - timedelta(days=days_ago)
    table = coverage(workspace, by=Level.COMMUNITY, within=COMMUNITIES[0], as_of=day)
    return table.rows[0].figure.excluded["vacant"]


def test_a_door_that_falls_vacant_was_lived_in_until_then(
    workspace: Workspace, clock: Clock
) -> None:
    clock.forward(days=30)
    _ledger(workspace, "vacant")
    assert [_vacant(workspace, ago) for ago in (0, 1, 30)] == [1, 0, 0]
    clock.forward(days=30)
    _ledger(workspace, "rented")
    assert [_vacant(workspace, ago) for ago in (0, 1, 30, 31)] == [0, 1, 1, 0]
