"""Areas by hand: whose members are whose, on which day, and back again."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
import shapely
from sqlalchemy import func, insert, select

from gridmap.errors import Conflict, NotFound
from gridmap.fieldwork.cases import CaseKind, HazardCategory
from gridmap.fieldwork.sheet_codes import sheet_code
from gridmap.store import areas as area_store
from gridmap.store import membership as membership_store
from gridmap.store import sheets as sheet_store
from gridmap.store.bulk import new_uids
from gridmap.store.tables.ground import area, area_version, building, membership, part
from gridmap.store.tables.people import assignment, person
from gridmap.territory.codes import Level
from gridmap.usecases.areas import enter_areas
from gridmap.usecases.atlas import atlas
from gridmap.usecases.audit import check
from gridmap.usecases.cases import CaseDraft, report_case
from gridmap.usecases.coverage import coverage
from gridmap.usecases.drawing import draw_area, redraw_area, undo_area
from gridmap.usecases.gazetteer import area as look_at
from gridmap.usecases.keying import SheetMarks, key_in
from gridmap.usecases.returned_sheets import Half, returned_sheet
from gridmap.usecases.sheet_run import SheetWishes
from gridmap.usecases.splitting import split_area
from gridmap.usecases.workspace import Workspace
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.worlds import COMMUNITIES, GRIDS, SOUTH, STEP, WEST, Clock, area_rows, square

pytestmark = ON_SQLITE

MIDDLE = WEST + 0.5 * STEP
CROSS = shapely.LineString([(MIDDLE, SOUTH - STEP), (MIDDLE, SOUTH + 2 * STEP)])


def leaves(workspace: Workspace, at: date | None = None) -> dict[str, str | None]:
    """Code of the area that answers for each building."""
    day = at or workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today(), ended=True)
        members = membership_store.members(conn, day)
        names = {row.id: row.source_ref for row in conn.execute(select(building))}
    return {
        names[key]: None if leaf is None else tree.areas[leaf].code
        for key, leaf in zip(
            members["building"],
            members["leaf_area"].astype(object).where(members["leaf_area"].notna(), None),
            strict=True,
        )
    }


def everything(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Who is whose, and how areas are drawn."""
    with workspace.database.read() as conn:
        return {
            "members": sorted(
                tuple(row)
                for row in conn.execute(
                    select(membership.c.part, membership.c.leaf_area, membership.c.source)
                )
            ),
            "areas": sorted(tuple(row) for row in conn.execute(select(area.c.id, area.c.uid))),
            "outlines": sorted(
                (code, shapely.normalize(outline).wkt)
                for code, outline in conn.execute(
                    select(area_version.c.code, area_version.c.outline)
                )
            ),
        }


def test_what_is_drawn_and_taken_back_leaves_no_trace(workspace: Workspace) -> None:
    before = everything(workspace)
    draw_area(workspace, square(0, size=0.5), level=Level.PATCH, parent=GRIDS[0])
    draw_area(workspace, square(0), level=Level.PATCH, parent=GRIDS[0])
    assert leaves(workspace)["b0"] == f"{GRIDS[0]}01"
    assert leaves(workspace)["b1"] == f"{GRIDS[0]}02"
    for code in ("01", "02"):
        undo_area(workspace, f"{GRIDS[0]}{code}")
    assert everything(workspace) == before


@ON_BOTH
def test_a_split_taken_back_leaves_no_trace_in_an_older_area(
    workspace: Workspace, clock: Clock
) -> None:
    clock.forward(days=3)
    before = everything(workspace)
    done = split_area(workspace, GRIDS[0], CROSS)
    assert everything(workspace) != before
    undo_area(workspace, done.areas[1].code)
    assert everything(workspace) == before


@ON_BOTH
def test_a_split_whose_sheet_was_printed_is_taken_back_and_the_sheet_keyed_in(
    workspace: Workspace,
) -> None:
    before = leaves(workspace)
    done = split_area(workspace, GRIDS[0], CROSS)
    fresh = done.areas[1].code
    atlas(workspace, [fresh], SheetWishes(lang="en"))
    with workspace.database.read() as conn:
        code = sheet_code(1, sheet_store.origin(conn))
    lines = returned_sheet(workspace, code).lines
    undo_area(workspace, fresh)
    assert leaves(workspace) == before
    with pytest.raises(NotFound):
        look_at(workspace, fresh)
    came_back = returned_sheet(workspace, code)
    assert (came_back.area, came_back.lines) == (None, lines)
    marks = SheetMarks(UUID(int=1), "1", workspace.today(), Half.MORNING, None)
    assert key_in(workspace, code, marks).recorded == len(lines[0].doors)
    again = split_area(workspace, GRIDS[0], CROSS).areas[1].code
    assert leaves(workspace) == {**before, "b1": again}


@ON_BOTH
def test_a_split_is_taken_back_days_after_the_area_was_drawn(
    workspace: Workspace, clock: Clock
) -> None:
    clock.forward(days=3)
    before = leaves(workspace)
    done = split_area(workspace, GRIDS[0], CROSS)
    fresh = done.areas[1].code
    assert leaves(workspace) == {**before, "b1": fresh}
    with workspace.database.read() as conn:
        day = area_store.first_days(conn)
        tree = area_store.tree(conn, workspace.today())
        assert day[tree.by_code[fresh].id] == workspace.today()
        moved = conn.execute(
            select(membership.c.source).where(membership.c.leaf_area == tree.by_code[fresh].id)
        )
        assert moved.scalars().all() == ["hand"]
    assert leaves(workspace, workspace.today() - timedelta(days=1)) == before
    undo_area(workspace, fresh)
    assert leaves(workspace) == before
    clock.forward(days=1)
    assert leaves(workspace) == before


def test_members_by_hand_go_with_the_ground_they_stand_on(
    workspace: Workspace, clock: Clock
) -> None:
    with workspace.writing() as conn:
        key = conn.execute(
            select(part.c.id)
            .join(building, building.c.id == part.c.building)
            .where(building.c.source_ref == "b4")
        ).scalar_one()
        grid = area_store.tree(conn, workspace.today()).by_code[GRIDS[0]].id
        membership_store.move(conn, {key: grid}, source="hand", since=workspace.today())
    clock.forward(days=1)
    done = split_area(workspace, GRIDS[0], CROSS)
    # What belongs to the grid and stands elsewhere stays with its largest piece.
    told = leaves(workspace)
    assert told["b0"] != told["b1"]
    assert told["b4"] in {one.code for one in done.areas}
    assert sum(one.households for one in done.areas) == 6


@ON_BOTH
def test_a_case_in_an_area_taken_back_is_its_heirs(workspace: Workspace) -> None:
    done = split_area(workspace, GRIDS[0], CROSS)
    draft = CaseDraft(
        id=new_uids(1)[0],
        kind=CaseKind.HAZARD,
        category=HazardCategory.BLOCKED,
        place=(WEST + 0.9 * STEP, SOUTH + 0.5 * STEP),
    )
    case = report_case(workspace, draft).case
    undo_area(workspace, done.areas[1].code)
    with workspace.database.read() as conn:
        grid = conn.scalar(
            select(area.c.uid)
            .join(area_version, area_version.c.area == area.c.id)
            .where(area_version.c.code == GRIDS[0])
        )
    assert case["area_uid"] != grid
    again = report_case(workspace, draft).case
    assert again["area_uid"] == grid


@ON_BOTH
def test_an_area_with_offices_stays(workspace: Workspace) -> None:
    done = draw_area(workspace, square(0), level=Level.PATCH, parent=GRIDS[0])
    with workspace.writing() as conn:
        key = area_store.tree(conn, workspace.today()).by_code[done.areas[0].code].id
        who = conn.execute(
            insert(person).values(uid=new_uids(1)[0]).returning(person.c.id)
        ).scalar_one()
        conn.execute(
            insert(assignment).values(
                person=who, office="patch_leader", area=key, valid_from=workspace.today()
            )
        )
    with pytest.raises(Conflict) as caught:
        undo_area(workspace, done.areas[0].code)
    assert caught.value.code == "area-in-use"


def test_the_audit_stays_silent_and_totals_stay(workspace: Workspace, clock: Clock) -> None:
    quiet = {told.finding.code for told in check(workspace)}
    total = [row.figure.target for row in coverage(workspace, by=Level.COMMUNITY).rows]
    split_area(workspace, GRIDS[0], CROSS)
    redraw_area(workspace, GRIDS[1], square(1, size=0.7), share=True)
    clock.forward(days=1)
    narrower = shapely.box(WEST, SOUTH, MIDDLE - STEP / 20, SOUTH + STEP)
    redraw_area(workspace, GRIDS[0], narrower, share=True)
    assert {told.finding.code for told in check(workspace)} == quiet
    assert [row.figure.target for row in coverage(workspace, by=Level.COMMUNITY).rows] == total


def test_dry_runs_leave_nothing(workspace: Workspace) -> None:
    before = everything(workspace)
    draw_area(workspace, square(0), level=Level.PATCH, parent=GRIDS[0], dry_run=True)
    redraw_area(workspace, GRIDS[0], square(0, size=0.5), dry_run=True)
    split_area(workspace, GRIDS[0], CROSS, dry_run=True)
    assert everything(workspace) == before


def test_every_edit_makes_drawn_maps_old(workspace: Workspace) -> None:
    seqs = [workspace.about().ground_seq]
    done = split_area(workspace, GRIDS[0], CROSS)
    seqs.append(workspace.about().ground_seq)
    undo_area(workspace, done.areas[1].code)
    seqs.append(workspace.about().ground_seq)
    split_area(workspace, GRIDS[0], CROSS, dry_run=True)
    assert seqs == sorted(set(seqs))
    assert workspace.about().ground_seq == seqs[-1]


def test_a_workspace_begins_with_one_drawing(workspace: Workspace) -> None:
    far = shapely.transform(square(60, size=3), lambda xy: xy)
    done = draw_area(workspace, far, level=Level.COMMUNITY, parent=None, code="430202009001")
    below = draw_area(workspace, far, level=Level.GRID, parent=done.areas[0].code, name="一网格")
    assert (below.areas[0].code, below.areas[0].name) == ("430202009001001", "一网格")
    with workspace.database.read() as conn:
        assert (
            conn.scalar(select(func.count()).select_from(area))
            == len(GRIDS) + len(COMMUNITIES) + 1 + 2
        )


@ON_BOTH
def test_an_outline_that_follows_those_below_goes_on_following(
    workspace: Workspace, clock: Clock
) -> None:
    with workspace.writing() as conn:
        rows = area_rows(["430202009001001", "430202009002001"], [square(20), square(22)])
        enter_areas(workspace, conn, rows)
    clock.forward(days=1)
    # Beside the only grid of its community, and over that of the next one.
    wide = shapely.union_all([square(21), square(22, size=0.5)])
    done = draw_area(workspace, wide, level=Level.GRID, parent="430202009001")
    assert done.trimmed_m2 > 9_000
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
        outlines = area_store.outlines(conn, workspace.today())
    above = outlines[tree.by_code["430202009001"].id]
    assert above.contains(square(20, size=1.9, at=0.05).intersection(square(21)))
    assert not above.intersection(square(22)).area
    undo_area(workspace, done.areas[0].code)
    with workspace.database.read() as conn:
        outlines = area_store.outlines(conn, workspace.today())
    assert not outlines[tree.by_code["430202009001"].id].contains(square(21).centroid)


def test_a_divided_area_grows_but_leaves_none_of_its_own_outside(workspace: Workspace) -> None:
    with workspace.writing() as conn:
        community = area_store.tree(conn, workspace.today()).by_code[COMMUNITIES[0]]
        assert community.parent is not None
        room = {"outline": square(-5, size=30), "outline_source": "hand"}
        area_store.change_area(conn, community.parent, room, at=workspace.today(), since=None)
    wide = shapely.box(*square(-1, size=2).bounds[:2], *square(1).bounds[2:])
    done = redraw_area(workspace, COMMUNITIES[0], wide)
    assert (done.areas[0].households, done.trimmed_m2) == (7, 0)
    with pytest.raises(Conflict) as caught:
        redraw_area(workspace, COMMUNITIES[0], square(0, size=1.5))
    assert caught.value.code == "area-divided"
