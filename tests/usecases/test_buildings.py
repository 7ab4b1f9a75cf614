"""A survey that comes again."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import shapely

from gridmap.territory.codes import Level
from gridmap.usecases.buildings import enter_buildings
from gridmap.usecases.coverage import coverage
from gridmap.usecases.workspace import Workspace
from tests.usecases.worlds import BUILDINGS, GRIDS, Clock, building_rows, footprints


def test_a_building_that_an_unclear_footprint_may_be_is_not_gone(workspace: Workspace) -> None:
    first, *others = footprints()
    west, south, east, north = first.bounds
    walls = np.linspace(west, east, 4)
    thirds = shapely.box(walls[:-1], south, walls[1:], north).tolist()
    rows = building_rows([*BUILDINGS[1:], None, None, None], [*others, *thirds])
    with workspace.writing() as conn:
        changes = enter_buildings(workspace, conn, rows, source="survey", close_vanished=True)
    assert len(changes.ambiguous) == 3
    assert changes.vanished == ()


def test_an_estimate_that_changes_leaves_the_past_alone(workspace: Workspace, clock: Clock) -> None:
    def estimate(flats: int) -> None:
        rows = building_rows(["b7"], [footprints()[7]], flats=[flats])
        with workspace.writing() as conn:
            enter_buildings(workspace, conn, rows, source="survey")

    for flats in (5, 1, 4):
        clock.forward(days=10)
        estimate(flats)
    days = [workspace.today() - timedelta(days=ago) for ago in (0, 10, 20, 21)]
    tables = [coverage(workspace, by=Level.GRID, within=GRIDS[-1], as_of=day) for day in days]
    # The other building of the grid has two.
    assert [table.rows[0].figure.target for table in tables] == [2 + n for n in (4, 1, 5, 2)]


def test_a_survey_without_a_usable_row_closes_nothing(workspace: Workspace) -> None:
    rows = building_rows(BUILDINGS, footprints()).iloc[:0]
    with workspace.writing() as conn:
        changes = enter_buildings(workspace, conn, rows, source="survey", close_vanished=True)
    assert changes.vanished == ()


def test_a_building_whose_row_was_left_out_is_not_gone(workspace: Workspace) -> None:
    rows = building_rows([*BUILDINGS[:3], *BUILDINGS[5:]], [*footprints()[:3], *footprints()[5:]])
    with workspace.writing() as conn:
        changes = enter_buildings(
            workspace, conn, rows, source="survey", rejected={"b3"}, close_vanished=True
        )
    assert changes.vanished == ("b4",)
