"""When the kept figures are made anew."""

from __future__ import annotations

from datetime import date

from sqlalchemy import event, select, update

from gridmap.fieldwork.outcomes import Outcome
from gridmap.fieldwork.period import ALWAYS, Period
from gridmap.store.bulk import append, new_uids
from gridmap.store.steps import BEGINNING
from gridmap.store.tables.fieldwork import campaign
from gridmap.store.tables.ground import workspace as workspace_table
from gridmap.store.tables.households import household, key_group
from gridmap.territory.codes import Level
from gridmap.usecases.coverage import coverage
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.visits import VisitDraft, record_visit
from gridmap.usecases.workspace import Workspace
from tests.database import ON_SQLITE
from tests.usecases.worlds import Clock, doors


@ON_SQLITE
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


def test_a_campaign_for_a_key_group_counts_nobody_else(workspace: Workspace, clock: Clock) -> None:
    with workspace.writing() as conn:
        elder, other, *_ = doors(conn)
        row = conn.scalar(select(household.c.id).where(household.c.uid == elder))
        append(conn, key_group, {"household": [row], "name": "独居老人", "valid_from": BEGINNING})
        conn.execute(update(campaign).values(target_rule="独居老人"))
        rebuild_tallies(workspace, conn)
    for door in (elder, other):
        [uid] = new_uids(1)
        record_visit(workspace, VisitDraft(uid, door, Outcome.MET, clock()))
    for period in (ALWAYS, Period(start=date(2000, 1, 1))):
        table = coverage(workspace, by=Level.COMMUNITY, period=period)
        assert sum(row.figure.target for row in table.rows) == 1
        assert sum(row.figure.reached for row in table.rows) == 1
