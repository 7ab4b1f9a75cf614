"""When the kept figures are made anew."""

from __future__ import annotations

from sqlalchemy import event, select

from gridmap.fieldwork.outcomes import Outcome
from gridmap.store.bulk import new_uids
from gridmap.store.tables.ground import workspace as workspace_table
from gridmap.usecases.visits import VisitDraft, record_visit
from gridmap.usecases.workspace import Workspace
from tests.usecases.worlds import Clock, doors


def test_only_the_first_visit_of_a_day_looks_for_steps_that_took_effect(
    workspace: Workspace, clock: Clock
) -> None:
    clock.forward(days=1)
    with workspace.database.read() as conn:
        household, *_ = doors(conn)
        engine = conn.engine
    looks: list[int] = []

    def listen(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        looks[-1] += "placement.valid_from >" in statement

    event.listen(engine, "before_cursor_execute", listen)
    for _ in range(2):
        looks.append(0)
        [uid] = new_uids(1)
        record_visit(workspace, VisitDraft(uid, household, Outcome.NO_ANSWER, clock()))
    event.remove(engine, "before_cursor_execute", listen)
    assert looks == [1, 0]
    with workspace.database.read() as conn:
        assert conn.scalar(select(workspace_table.c.tallied_on)) == workspace.today()
