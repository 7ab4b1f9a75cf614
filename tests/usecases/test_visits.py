"""Visits from a table."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from gridmap.store import visits as visit_store
from gridmap.store.tables.fieldwork import visit
from gridmap.usecases.visit_tables import enter_visits
from gridmap.usecases.workspace import Workspace
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.worlds import Clock, visit_rows

pytestmark = ON_SQLITE


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


@ON_BOTH
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


@ON_BOTH
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


def test_only_the_visits_asked_for_are_read(workspace: Workspace, clock: Clock) -> None:
    met = {"building": "b0", "door": "101", "outcome": "met", "occurred_at": clock()}
    names = [f"v{n:04}" for n in range(6000)]
    with workspace.writing() as conn:
        fix = {**met, "id": "fix", "corrects": names[0]}
        enter_visits(workspace, conn, visit_rows([*({**met, "id": uid} for uid in names), fix]))
        read = visit_store.recorded(conn, ["v0000", "v0001", "unheard of"])
        assert read["corrected"].to_dict() == {"v0000": True, "v0001": False}
        assert len(visit_store.recorded(conn, [*names, *names])) == 6000
        assert visit_store.recorded(conn, []).empty


def test_a_file_that_comes_again_changes_nothing(workspace: Workspace, clock: Clock) -> None:
    met = {"building": "b0", "door": "101", "outcome": "met", "occurred_at": clock()}
    rows = visit_rows(
        [met, {**met, "door": "102", "id": "a"}, {"corrects": "a", "occurred_at": clock()}]
    )
    with workspace.writing() as conn:
        assert len(enter_visits(workspace, conn, rows).added) == 3
        again = enter_visits(workspace, conn, rows)
    assert (again.added, again.unchanged, again.findings) == ((), 3, ())


def test_a_visit_is_corrected_once_whichever_file_says_so(
    workspace: Workspace, clock: Clock
) -> None:
    met = {"building": "b0", "door": "101", "outcome": "met", "occurred_at": clock()}
    with workspace.writing() as conn:
        for uid, corrects in (("a", None), ("b", "a")):
            enter_visits(workspace, conn, visit_rows([{**met, "id": uid, "corrects": corrects}]))
        changes = enter_visits(workspace, conn, visit_rows([{**met, "id": "c", "corrects": "a"}]))
    assert [found.code for found in changes.findings] == ["visit-row-corrected-already"]
