"""What the audit finds."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
import shapely
from sqlalchemy import select

from gridmap.store import buildings as building_store
from gridmap.store import membership as membership_store
from gridmap.store.bulk import append
from gridmap.store.tables.ground import building, part
from gridmap.usecases.areas import enter_areas
from gridmap.usecases.audit import check, examine, place_finding
from gridmap.usecases.workspace import Workspace
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.worlds import GRIDS, Clock, area_rows, square

pytestmark = ON_SQLITE


def test_an_orphan_part_leaves_nobody_responsible_for_its_own_households_only(
    workspace: Workspace,
) -> None:
    with workspace.writing() as conn:
        tower = conn.scalars(select(building.c.id).where(building.c.source_ref == "b1")).one()
        [whole] = conn.scalars(select(part.c.id).where(part.c.building == tower))
        append(conn, part, {"building": [tower, tower], "unit": ["2", "3"]})  # nobody lives there
    found = [one for one in check(workspace) if one.finding.code == "part-orphan"]
    assert [(one.subject, one.finding.fields["households"]) for one in found] == [("b1", 0)]

    with workspace.writing() as conn:
        membership_store.add(
            conn, np.array([whole]), [None], source="hand", since=workspace.today()
        )
    found = [one for one in check(workspace) if one.finding.code == "part-orphan"]
    assert [(one.subject, one.finding.fields["households"]) for one in found] == [("b1", 2)]


@ON_BOTH
def test_what_is_closed_is_not_counted(workspace: Workspace, clock: Clock) -> None:
    def counted() -> tuple[str, str]:
        told = dict(examine(workspace))
        return told["buildings"], told["households"]

    # Two of the doors that were estimated are counted, and one more gives way to a counted one.
    assert counted() == ("8", "15")
    with workspace.writing() as conn:
        gone = conn.scalars(select(building.c.id).where(building.c.source_ref == "b1")).one()
        building_store.close_buildings(conn, [gone], workspace.today() + timedelta(days=1))
    assert counted() == ("8", "15")
    clock.forward(days=1)
    assert counted() == ("7", "13")


def test_a_city_far_from_every_area(workspace: Workspace) -> None:
    with workspace.database.read() as conn:
        here = np.array([square(1)], dtype=object)
        there = np.array([shapely.box(121.4, 31.2, 121.5, 31.3)], dtype=object)
        beside = np.array([square(6)], dtype=object)
        assert place_finding(conn, workspace.today(), here) is None
        assert place_finding(conn, workspace.today(), beside) is None
        found = place_finding(conn, workspace.today(), there)
    assert found is not None
    assert (found.code, found.fields) == ("buildings-far", {"km": 882})


@pytest.mark.parametrize(
    ("begins", "told"), [(0.5, set()), (0.6, {"tiling-gap"}), (0.4, {"tiling-overlap"})]
)
def test_a_patch_beside_groups_fills_a_grid_together_with_them(
    workspace: Workspace, begins: float, told: set[str]
) -> None:
    west, south, east, north = square(0).bounds
    middle, start = (west + share * (east - west) for share in (0.5, begins))
    rows = area_rows(
        [f"{GRIDS[0]}G1", f"{GRIDS[0]}001"],
        [shapely.box(west, south, middle, north), shapely.box(start, south, east, north)],
    )
    rows["level"] = pd.Series(["group", "patch"], dtype="string")
    rows["parent"] = pd.Series([GRIDS[0]] * 2, dtype="string")
    with workspace.writing() as conn:
        enter_areas(workspace, conn, rows)
    found = {one.finding.code for one in check(workspace) if "tiling" in one.finding.code}
    assert found == told
