"""From when on an outline tells who answers."""

from __future__ import annotations

from datetime import timedelta

import shapely

from gridmap.territory.codes import Level
from gridmap.usecases.areas import enter_areas
from gridmap.usecases.coverage import coverage
from gridmap.usecases.responsibility import refresh_membership
from gridmap.usecases.workspace import Workspace
from tests.usecases.worlds import GRIDS, Clock, area_rows, square


def test_who_was_nobodys_for_a_while_stays_so_in_the_past(
    workspace: Workspace, clock: Clock
) -> None:
    away = area_rows([GRIDS[3]], [square(9)])
    wider = area_rows([GRIDS[2]], [shapely.union(square(2), square(3))])
    for rows in (away, wider):
        clock.forward(days=10)
        with workspace.writing() as conn:
            enter_areas(workspace, conn, rows)
            refresh_membership(conn, workspace.today())

    def figures(days_ago: int) -> tuple[list[int], int]:
        day = workspace.today() - timedelta(days=days_ago)
        table = coverage(workspace, by=Level.GRID, as_of=day)
        return [row.figure.target for row in table.rows[2:]], table.orphans.target

    assert figures(0) == ([8, 0], 0)
    assert figures(1) == ([4, 0], 4)
    assert figures(11) == ([4, 4], 0)
