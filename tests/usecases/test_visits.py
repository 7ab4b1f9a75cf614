"""Visits from a table."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from gridmap.store.tables.fieldwork import visit
from gridmap.usecases.visits import enter_visits
from gridmap.usecases.workspace import Workspace
from tests.usecases.worlds import Clock, visit_rows


def test_what_corrects_a_row_that_was_left_out_is_left_out_too(
    workspace: Workspace, clock: Clock
) -> None:
    met = {"building": "b0", "door": "101", "outcome": "met", "occurred_at": clock()}
    rows = visit_rows(
        [
            {**met, "id": "c", "corrects": "b"},
            {**met, "id": "b", "corrects": "a"},
            {**met, "id": "a", "occurred_at": clock() + timedelta(days=1)},
            {**met, "id": "e", "corrects": "d"},
            {**met, "id": "d"},
        ]
    )
    with workspace.writing() as conn:
        changes = enter_visits(workspace, conn, rows)
        assert conn.scalar(select(func.count()).select_from(visit)) == 2
    assert [(found.row, found.code) for found in changes.findings] == [
        (3, "visit-row-in-future"),
        (2, "visit-row-corrects-unknown"),
        (1, "visit-row-corrects-unknown"),
    ]
    assert set(changes.added) == {"d", "e"}
