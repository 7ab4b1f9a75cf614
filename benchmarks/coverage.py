"""Coverage of every patch of the demo: from tallies, from the facts, and by pandas.

The pandas contestant is what an analyst writes in a notebook: read the visits and the register with
SQL, keep the latest visit of each door, group by patch. It knows nothing of corrections, half-days
and settled doors, so it does less, and gives the same number of met doors here.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import text

from benchmarks.protocol import compare, keep
from gridmap.demo import town
from gridmap.demo.patches import PATCHES
from gridmap.fieldwork.period import Period
from gridmap.territory.codes import Level
from gridmap.usecases.coverage import coverage
from gridmap.usecases.demo import fill_demo
from gridmap.usecases.workspace import Workspace, create_workspace

_DOORS = """
    SELECT h.id AS household, m.leaf_area, coalesce(s.occupancy, 'occupied') AS occupancy,
        coalesce(s.do_not_visit, 0) AS do_not_visit
    FROM household h
    JOIN placement p ON p.household = h.id
    JOIN membership m ON m.part = p.part
    LEFT JOIN household_status s ON s.household = h.id
"""
_VISITS = """
    SELECT v.household, v.outcome, v.occurred_at FROM visit v
    WHERE v.mode = 'door' AND NOT v.void
        AND NOT EXISTS (SELECT 1 FROM visit c WHERE c.corrects = v.id)
"""


def by_pandas(workspace: Workspace) -> pd.DataFrame:
    """Count met doors by patch, the way of a notebook."""
    with workspace.database.read() as conn:
        doors = pd.read_sql(text(_DOORS), conn)
        visits = pd.read_sql(text(_VISITS), conn)
    doors = doors[(doors["occupancy"] != "vacant") & (doors["do_not_visit"] == 0)]
    visits["met"] = visits["outcome"] == "met"
    latest = visits.sort_values(["met", "occurred_at"]).drop_duplicates("household", keep="last")
    joined = doors.merge(latest, on="household", how="left")
    return joined.groupby("leaf_area").agg(
        target=("household", "size"),
        reached=("met", lambda met: (met == True).sum()),  # noqa: E712
    )


def main() -> None:
    """Measure and keep the results."""
    all_time = Period(start=date(2000, 1, 1))
    with tempfile.TemporaryDirectory() as folder:
        workspace = create_workspace(Path(folder))
        fill_demo(workspace, town(workspace.today()))

        def tallies(_: Any) -> int:
            return sum(row.figure.reached for row in coverage(workspace, by=Level.PATCH).rows)

        def facts(_: Any) -> int:
            table = coverage(workspace, by=Level.PATCH, period=all_time)
            return sum(row.figure.reached for row in table.rows)

        def pandas(_: Any) -> int:
            return int(by_pandas(workspace)["reached"].sum())

        answers = {tallies(None), facts(None), pandas(None)}
        if len(answers) > 1:
            message = f"the contestants differ: {answers}"
            raise SystemExit(message)
        measured = compare({"tallies": tallies, "facts": facts, "pandas": pandas}, rounds=9)
        workspace.close()
    keep("coverage", {f"{PATCHES} patches": measured}, against=("pandas", "sqlalchemy"))


if __name__ == "__main__":
    main()
