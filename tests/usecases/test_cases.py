"""To whom a case falls."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from gridmap.errors import Conflict
from gridmap.fieldwork.cases import CaseKind, CaseState, HazardCategory, Severity
from gridmap.store import areas as area_store
from gridmap.store import membership as membership_store
from gridmap.store.bulk import new_uids
from gridmap.store.tables.ground import building, part
from gridmap.usecases.areas import enter_areas
from gridmap.usecases.cases import CaseDraft, cases, handle_case, report_case
from gridmap.usecases.workspace import Workspace
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.worlds import COMMUNITIES, GRIDS, NOON, WEST, Clock, area_rows, square

pytestmark = ON_SQLITE


@pytest.mark.parametrize("named", [True, False])
def test_a_hazard_falls_to_whom_the_building_was_handed_over(
    workspace: Workspace, named: bool
) -> None:
    with workspace.writing() as conn:
        row = conn.execute(select(building).where(building.c.source_ref == "b0")).mappings().one()
        [whole] = conn.scalars(select(part.c.id).where(part.c.building == row["id"]))
        grids = area_store.tree(conn, workspace.today()).by_code
        membership_store.move(
            conn, {whole: grids[GRIDS[-1]].id}, source="hand", since=workspace.today()
        )
    [uid] = new_uids(1)
    place = square(0, size=0.2, at=0.1).centroid
    reported = report_case(
        workspace,
        CaseDraft(
            uid,
            CaseKind.HAZARD,
            HazardCategory.FIRE,
            building=row["uid"] if named else None,
            place=None if named else (place.x, place.y),
        ),
    )
    assert reported.case["area_uid"] == grids[GRIDS[-1 if named else 0]].uid


def test_a_hazard_outside_every_area_falls_to_nobody(workspace: Workspace) -> None:
    [uid] = new_uids(1)
    reported = report_case(
        workspace,
        CaseDraft(uid, CaseKind.HAZARD, HazardCategory.FIRE, place=(WEST - 1, 27.84)),
    )
    assert reported.case["area_uid"] is None


def test_a_case_stays_in_the_list_of_the_area_above_when_its_own_ends(
    workspace: Workspace,
) -> None:
    [uid] = new_uids(1)
    place = square(0).centroid
    report_case(
        workspace, CaseDraft(uid, CaseKind.HAZARD, HazardCategory.FIRE, place=(place.x, place.y))
    )
    with workspace.writing() as conn:
        rows = area_rows([f"{COMMUNITIES[0]}003", GRIDS[1]], [square(0), square(1)])
        enter_areas(workspace, conn, rows, close_vanished=True)
    assert [case["uid"] for case in cases(workspace, area=COMMUNITIES[0])] == [uid]
    assert cases(workspace, area=COMMUNITIES[1]) == []


def _hazard(workspace: Workspace) -> CaseDraft:
    with workspace.database.read() as conn:
        uid = conn.scalars(select(building.c.uid).where(building.c.source_ref == "b0")).one()
    return CaseDraft(
        new_uids(1)[0],
        CaseKind.HAZARD,
        HazardCategory.FIRE,
        Severity.SEVERE,
        place=(WEST + 0.0003, 27.8403),
        building=uid,
        note="call 110101199003077758",  # an identity number is blanked, and is the same after
        opened_at=NOON,
    )


@ON_BOTH
def test_a_case_that_is_sent_twice_is_one(workspace: Workspace, clock: Clock) -> None:
    draft = _hazard(workspace)
    first = report_case(workspace, draft)
    assert first.status == "opened"
    clock.forward(hours=1)
    again = report_case(workspace, draft)
    assert (again.status, again.case["seq"]) == ("duplicate", first.case["seq"])
    # What was done about it meanwhile takes nothing from the report.
    handle_case(workspace, draft.id, state=CaseState.HANDLED, base_seq=first.case["seq"], note="ok")
    assert report_case(workspace, draft).status == "duplicate"
    # Nor does what the report left open.
    vague = replace(draft, id=new_uids(1)[0], place=None, opened_at=None)
    assert [report_case(workspace, vague).status for _ in range(2)] == ["opened", "duplicate"]


@pytest.mark.parametrize(
    "other",
    [
        {"kind": CaseKind.DISPUTE},
        {"category": HazardCategory.GAS},
        {"severity": None},
        {"place": (WEST + 0.0004, 27.8403)},
        {"building": None},
        {"note": "call"},
        {"note": None},
        {"opened_at": NOON - timedelta(seconds=1)},
    ],
)
def test_another_case_under_a_known_id_is_told(
    workspace: Workspace, other: dict[str, object]
) -> None:
    draft = _hazard(workspace)
    report_case(workspace, draft)
    with pytest.raises(Conflict) as told:
        report_case(workspace, replace(draft, **other))  # type: ignore[arg-type]
    assert told.value.code == "case-id-taken"
