"""One visit recorded and all its figures read, live tallies against reckoning from the facts.

The visit is one transaction (``synchronous=FULL`` on SQLite). All its figures are the coverage of
every area of every level. Without tallies an office would reckon the table anew after each visit:
that is the other contestant, with the same kernel. The demo town, on SQLite and on PostgreSQL where
its programs are installed.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from benchmarks.postgres import empty_database
from benchmarks.protocol import compare, keep
from gridmap.demo import town
from gridmap.fieldwork.outcomes import Outcome
from gridmap.fieldwork.period import Period
from gridmap.store.bulk import new_uids
from gridmap.store.tables.households import household
from gridmap.territory.codes import Level
from gridmap.usecases.coverage import coverage
from gridmap.usecases.demo import fill_demo
from gridmap.usecases.visits import VisitDraft, record_visit
from gridmap.usecases.workspace import Workspace, create_workspace

LEVELS = (Level.SUBDISTRICT, Level.COMMUNITY, Level.GRID, Level.GROUP, Level.PATCH)


def visits(workspace: Workspace) -> Iterator[VisitDraft]:
    """Go from door to door."""
    with workspace.database.read() as conn:
        doors = list(conn.scalars(select(household.c.uid).order_by(household.c.uid)))
    for door in doors:
        yield VisitDraft(
            new_uids(1)[0], door, Outcome.MET, workspace.clock() - timedelta(minutes=1)
        )


def contestants(workspace: Workspace) -> dict[str, Callable[[Any], object]]:
    """Record a visit, then read every figure: from tallies, or from the facts of all time."""
    all_time = Period(start=workspace.today() - timedelta(days=3650))

    def live(visit: VisitDraft) -> None:
        record_visit(workspace, visit)
        for level in LEVELS:
            coverage(workspace, by=level)

    def anew(visit: VisitDraft) -> None:
        record_visit(workspace, visit)
        for level in LEVELS:
            coverage(workspace, by=level, period=all_time)

    return {"recorded, figures live": live, "recorded, figures from facts": anew}


def measure(workspace: Workspace) -> dict[str, object]:
    """Fill the workspace with the demo and measure both."""
    fill_demo(workspace, town(workspace.today()))
    rounds = visits(workspace)
    both = compare(contestants(workspace), fresh=lambda: next(rounds), rounds=15)
    alone = compare(
        {"recorded": lambda visit: record_visit(workspace, visit)},
        fresh=lambda: next(rounds),
        rounds=50,
    )
    return {"with figures": both, "recorded alone": alone}


def main() -> None:
    """Measure and keep the results."""
    measured = {}
    with tempfile.TemporaryDirectory() as folder:
        workspace = create_workspace(Path(folder, "sqlite"))
        measured["SQLite, synchronous=FULL"] = measure(workspace)
        workspace.close()
        with empty_database() as url:
            if url is not None:
                os.environ["GRIDMAP_DB"] = url
                workspace = create_workspace(Path(folder, "postgresql"))
                measured["PostgreSQL"] = measure(workspace)
                workspace.close()
    keep("visits", measured, against=("sqlalchemy",))


if __name__ == "__main__":
    main()
