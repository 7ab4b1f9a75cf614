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
        (1, "visit-row-corrects-unknown"),
        (2, "visit-row-corrects-unknown"),
    ]
    assert set(changes.added) == {"d", "e"}


def test_rows_that_correct_each_other_in_a_circle_are_left_out(
    workspace: Workspace, clock: Clock
) -> None:
    met = {"building": "b0", "door": "101", "outcome": "met", "occurred_at": clock()}
    circles = [("a", "b"), ("b", "c"), ("c", "a"), ("d", "d")]
    chain = [("g", "f"), ("f", "e"), ("e", None)]
    rows = visit_rows([{**met, "id": uid, "corrects": other} for uid, other in circles + chain])
    with workspace.writing() as conn:
        changes = enter_visits(workspace, conn, rows)
        kept = conn.scalars(select(visit.c.uid).order_by(visit.c.seq)).all()
    assert [(found.row, found.code) for found in changes.findings] == [
        (row, "visit-row-corrects-in-circle") for row in (1, 2, 3, 4)
    ]
    assert kept == ["g", "f", "e"]


def test_a_long_chain_of_corrections_ends_at_a_visit_on_record(
    workspace: Workspace, clock: Clock
) -> None:
    met = {"building": "b0", "door": "101", "outcome": "met", "occurred_at": clock()}
    with workspace.writing() as conn:
        enter_visits(workspace, conn, visit_rows([{**met, "id": "v0"}]))
        rows = visit_rows(
            [{**met, "id": f"v{n}", "corrects": f"v{n - 1}"} for n in range(3000, 0, -1)]
        )
        changes = enter_visits(workspace, conn, rows)
        assert conn.scalar(select(func.count()).where(visit.c.corrects.is_(None))) == 1
    assert changes.findings == ()
    assert len(changes.added) == 3000
