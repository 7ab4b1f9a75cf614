"""To whom a case falls."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from gridmap.fieldwork.cases import CaseKind, HazardCategory
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store.bulk import new_uids
from gridmap.store.tables.ground import building, part
from gridmap.usecases.cases import CaseDraft, report_case
from gridmap.usecases.workspace import Workspace
from tests.usecases.worlds import GRIDS, WEST, square


@pytest.mark.parametrize("named", [True, False])
def test_a_hazard_falls_to_whom_the_building_was_handed_over(
    workspace: Workspace, named: bool
) -> None:
    with workspace.writing() as conn:
        row = conn.execute(select(building).where(building.c.source_ref == "b0")).mappings().one()
        [whole] = conn.scalars(select(part.c.id).where(part.c.building == row["id"]))
        grids = area_store.tree(conn, workspace.today()).by_code
        building_store.move_members(
            conn, {whole: grids[GRIDS[-1]].id}, source="hand", since=workspace.today()
        )
    [uid] = new_uids(1)
    place = square(0, size=0.2, at=0.1).centroid
    case = report_case(
        workspace,
        CaseDraft(
            uid,
            CaseKind.HAZARD,
            HazardCategory.FIRE,
            building=row["uid"] if named else None,
            place=None if named else (place.x, place.y),
        ),
    )
    assert case["area_uid"] == grids[GRIDS[-1 if named else 0]].uid


def test_a_hazard_outside_every_area_falls_to_nobody(workspace: Workspace) -> None:
    [uid] = new_uids(1)
    case = report_case(
        workspace,
        CaseDraft(uid, CaseKind.HAZARD, HazardCategory.FIRE, place=(WEST - 1, 27.84)),
    )
    assert case["area_uid"] is None
