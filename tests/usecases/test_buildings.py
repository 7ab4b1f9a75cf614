"""A survey that comes again."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
import shapely
from sqlalchemy import Connection, func, select

from gridmap.store.tables.ground import building, part
from gridmap.store.tables.households import household
from gridmap.territory.codes import Level
from gridmap.usecases.buildings import enter_buildings
from gridmap.usecases.coverage import coverage
from gridmap.usecases.households import enter_households
from gridmap.usecases.workspace import Workspace
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.worlds import BUILDINGS, GRIDS, Clock, building_rows, footprints, household_rows

pytestmark = ON_SQLITE


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


def _open(conn: Connection, ref: str) -> tuple[int, int, list[bool]]:
    """Count the open buildings of this name and their open parts; tell which doors are guesses."""
    mine = building.c.source_ref == ref
    parts = select(func.count()).join_from(part, building).where(mine, part.c.closed_on.is_(None))
    doors = (
        select(household.c.estimated)
        .join_from(household, building)
        .where(mine, household.c.closed_on.is_(None))
    )
    standing = select(func.count()).where(mine, building.c.closed_on.is_(None))
    return (
        conn.scalar(standing) or 0,
        conn.scalar(parts) or 0,
        sorted(conn.scalars(doors)),
    )


def _survey(workspace: Workspace, conn: Connection, *refs: str, **facts: object) -> None:
    shapes = [footprints()[BUILDINGS.index(ref)] for ref in refs]
    rows = building_rows(refs, shapes, **facts)
    enter_buildings(workspace, conn, rows, source="survey", close_vanished=True)


@ON_BOTH
@pytest.mark.parametrize("days", [0, 10])
def test_a_building_that_is_back_brings_no_estimates_beside_its_counted_doors(
    workspace: Workspace, clock: Clock, days: int
) -> None:
    with workspace.writing() as conn:
        enter_households(workspace, conn, household_rows([("b1", "101")]))
        assert _open(conn, "b1") == (1, 1, [False])
        clock.forward(days=days)
        # Two of eight are missing: one was counted today, one is estimated only.
        _survey(workspace, conn, *(ref for ref in BUILDINGS if ref not in ("b1", "b2")))
        assert _open(conn, "b1") == _open(conn, "b2") == (0, 0, [])
        clock.forward(days=days)
        _survey(workspace, conn, *BUILDINGS)
        assert _open(conn, "b1") == (1, 1, [False])
        assert _open(conn, "b2") == (1, 1, [True, True])


def test_a_building_is_back_under_the_id_of_another_system(workspace: Workspace) -> None:
    with workspace.writing() as conn:
        _survey(
            workspace, conn, *BUILDINGS, external_ids=[{"address_code": ref} for ref in BUILDINGS]
        )
        _survey(workspace, conn, *BUILDINGS[:3], *BUILDINGS[4:])
        assert _open(conn, "b3") == (0, 0, [])
        rows = building_rows(["n3"], [footprints()[3]], external_ids=[{"address_code": "b3"}])
        changes = enter_buildings(workspace, conn, rows, source="another")
        assert _open(conn, "b3") == (1, 1, [False])
    assert changes.added == ()
    assert changes.altered == ("n3",)


def test_a_row_that_names_a_standing_building_brings_none_back(workspace: Workspace) -> None:
    with workspace.writing() as conn:
        codes = [{"address_code": "one"} if ref == "b2" else {} for ref in BUILDINGS]
        _survey(workspace, conn, *BUILDINGS, external_ids=codes)
        _survey(workspace, conn, *(ref for ref in BUILDINGS if ref != "b2"))
        assert _open(conn, "b2")[0] == 0
        rows = building_rows(["b1"], [footprints()[1]], external_ids=[{"address_code": "one"}])
        enter_buildings(workspace, conn, rows, source="survey")
        assert _open(conn, "b2")[0] == 0


@pytest.mark.parametrize("order", [1, -1])
def test_buildings_that_share_an_address_code_stay_apart(workspace: Workspace, order: int) -> None:
    refs, codes = BUILDINGS[::order], [{"address_code": "one"}] * 8
    with workspace.writing() as conn:
        _survey(workspace, conn, *BUILDINGS, external_ids=codes)
        rows = building_rows(refs, footprints()[::order], external_ids=codes)
        changes = enter_buildings(workspace, conn, rows, source="survey")
    assert (changes.added, changes.altered, changes.unchanged) == ((), (), 8)
