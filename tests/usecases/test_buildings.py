"""A survey that comes again."""

from __future__ import annotations

import numpy as np
import shapely

from gridmap.usecases.buildings import enter_buildings
from gridmap.usecases.workspace import Workspace
from tests.usecases.worlds import BUILDINGS, building_rows, footprints


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


def test_a_survey_without_a_usable_row_closes_nothing(workspace: Workspace) -> None:
    rows = building_rows(BUILDINGS, footprints()).iloc[:0]
    with workspace.writing() as conn:
        changes = enter_buildings(workspace, conn, rows, source="survey", close_vanished=True)
    assert changes.vanished == ()
