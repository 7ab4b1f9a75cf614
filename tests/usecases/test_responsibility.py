"""From when on an outline tells who answers."""

from __future__ import annotations

from datetime import date, timedelta

import shapely
from sqlalchemy import select

from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import membership as membership_store
from gridmap.store.bulk import new_uids
from gridmap.store.steps import BEGINNING
from gridmap.store.tables.ground import building, membership, part
from gridmap.territory.codes import Level
from gridmap.usecases.areas import enter_areas
from gridmap.usecases.audit import check
from gridmap.usecases.buildings import enter_buildings
from gridmap.usecases.changes import ChangeSet
from gridmap.usecases.coverage import coverage
from gridmap.usecases.credit import coverage_credit
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.responsibility import refresh_membership
from gridmap.usecases.visits import Outcome, VisitDraft, record_visit
from gridmap.usecases.workspace import Workspace
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.worlds import (
    COMMUNITIES,
    GRIDS,
    Clock,
    area_rows,
    building_rows,
    doors,
    square,
)

pytestmark = ON_SQLITE


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


def hand(workspace: Workspace, ref: str, code: str, *, source: str = "hand", days: int = 0) -> None:
    """Hand a whole building to an area, today or some days from now."""
    with workspace.writing() as conn:
        goal = area_store.tree(conn, workspace.today()).by_code[code].id
        parts = conn.scalars(select(part.c.id).join(building).where(building.c.source_ref == ref))
        moves = dict.fromkeys(parts, goal)
        since = workspace.today() + timedelta(days=days)
        membership_store.move(conn, moves, source=source, since=since)
        rebuild_tallies(workspace, conn)


def draw(
    workspace: Workspace,
    codes: list[str],
    shapes: list[shapely.Geometry],
    *,
    close_vanished: bool = False,
) -> ChangeSet:
    with workspace.writing() as conn:
        changes = enter_areas(
            workspace, conn, area_rows(codes, shapes), close_vanished=close_vanished
        )
        refresh_membership(conn, workspace.today())
        rebuild_tallies(workspace, conn)
    return changes


def targets(workspace: Workspace, *, days: int = 0, by: Level = Level.GRID) -> dict[str, int]:
    """Households by code; from the tallies today, from the facts on other days."""
    day = workspace.today() + timedelta(days=days) if days else None
    table = coverage(workspace, by=by, as_of=day)
    rows = {row.code: row.figure.target for row in table.rows}
    return {**rows, "nobody": table.orphans.target}


def sources(workspace: Workspace, ref: str) -> list[tuple[date, str, str]]:
    """Steps of the membership of a building: since when, which area, who placed it there."""
    with workspace.database.read() as conn:
        codes = {
            area.id: area.code
            for area in area_store.tree(conn, workspace.today(), ended=True).areas.values()
        }
        steps = conn.execute(
            select(membership.c.valid_from, membership.c.leaf_area, membership.c.source)
            .join(part, part.c.id == membership.c.part)
            .join(building)
            .where(building.c.source_ref == ref)
            .order_by(membership.c.valid_from)
        ).all()
    return [(row.valid_from, codes.get(row.leaf_area, "nobody"), row.source) for row in steps]


PATCHES = [f"{GRIDS[0]}01", f"{GRIDS[0]}02"]
HALVES = [square(0, size=0.5), square(0, size=0.5, at=0.5)]
WHOLE = {**dict.fromkeys(GRIDS, 4), GRIDS[1]: 3, "nobody": 0}


@ON_BOTH
def test_dividing_a_grid_keeps_its_members_whoever_placed_them(
    workspace: Workspace, clock: Clock
) -> None:
    """Handed back by hand since yesterday, in by plan from tomorrow: no grid's total changes."""
    hand(workspace, "b0", GRIDS[0])
    hand(workspace, "b1", GRIDS[1], source="plan")
    hand(workspace, "b1", GRIDS[0], source="plan", days=2)
    clock.forward(days=1)
    when = (-10, -1, 0, 1, 5)
    before = [targets(workspace, days=days) for days in when]
    assert before[2] == {**WHOLE, GRIDS[0]: 2, GRIDS[1]: 5}
    draw(workspace, PATCHES, HALVES)
    assert [targets(workspace, days=days) for days in when] == before
    given = workspace.today() - timedelta(days=1)
    assert sources(workspace, "b0") == [
        (BEGINNING, PATCHES[0], "polygon"),
        (given, PATCHES[0], "hand"),
    ]
    assert sources(workspace, "b1") == [
        (BEGINNING, PATCHES[1], "polygon"),
        (given, GRIDS[1], "plan"),
        (given + timedelta(days=2), PATCHES[1], "plan"),
    ]


def test_dividing_a_grid_keeps_the_past_of_a_building_that_is_gone(
    workspace: Workspace, clock: Clock
) -> None:
    clock.forward(days=5)
    with workspace.writing() as conn:
        gone = conn.scalars(select(building.c.id).where(building.c.source_ref == "b1")).all()
        building_store.close_buildings(conn, list(gone), workspace.today())
    draw(workspace, PATCHES, HALVES)
    assert targets(workspace) == {**WHOLE, GRIDS[0]: 2}
    assert targets(workspace, days=-1) == WHOLE


def test_what_no_part_of_a_divided_area_holds_is_told_until_one_does(
    workspace: Workspace, clock: Clock
) -> None:
    hand(workspace, "b2", GRIDS[0])  # it stands in the second grid
    draw(workspace, PATCHES[:1], HALVES[:1])
    assert targets(workspace) == {**WHOLE, GRIDS[0]: 2, GRIDS[1]: 1, "nobody": 4}
    left = [one for one in check(workspace) if one.finding.code == "part-in-divided-area"]
    assert [(one.subject, one.finding.fields["area"]) for one in left] == [
        ("b1", GRIDS[0]),
        ("b2", GRIDS[0]),
    ]
    assert [one.finding.fields["households"] for one in left] == [2, 2]
    assert not [one for one in check(workspace) if one.finding.code == "part-orphan"]
    # The second patch comes a week later: what was learned late has been so all along.
    clock.forward(days=7)
    draw(workspace, PATCHES[1:], HALVES[1:])
    for days in (0, -3):
        assert targets(workspace, days=days) == {**WHOLE, GRIDS[1]: 1, "nobody": 2}


def test_an_area_that_is_gone_ends_today_and_keeps_its_past(
    workspace: Workspace, clock: Clock
) -> None:
    draw(workspace, PATCHES, HALVES)
    hand(workspace, "b2", PATCHES[0])
    with workspace.database.read() as conn:
        [door, *_] = doors(conn)
    record_visit(workspace, VisitDraft(new_uids(1)[0], door, Outcome.MET, workspace.clock()))
    clock.forward(days=10)
    before = targets(workspace)
    assert before == {**WHOLE, GRIDS[0]: 6, GRIDS[1]: 1}

    # The community is divided anew: the first grid's ground goes to a third and a fourth.
    news = [GRIDS[1], f"{COMMUNITIES[0]}003", f"{COMMUNITIES[0]}004"]
    shapes = [square(1), *HALVES]
    listed = draw(workspace, news, shapes)
    assert listed.vanished == (GRIDS[0],)
    ended = draw(workspace, news, shapes, close_vanished=True)
    assert ended.vanished == (GRIDS[0],)

    now = {**WHOLE, news[1]: 2, news[2]: 2}
    del now[GRIDS[0]]
    assert targets(workspace) == now
    assert targets(workspace, days=1) == now
    assert targets(workspace, days=-1) == before
    assert PATCHES[0] in targets(workspace, days=-1, by=Level.PATCH)
    assert not {GRIDS[0], *PATCHES} & targets(workspace, by=Level.PATCH).keys()
    assert not [one for one in check(workspace) if one.finding.code.startswith("part-")]
    # The work stays with those who did it.
    for by, code in ((Level.GRID, GRIDS[0]), (Level.PATCH, PATCHES[0])):
        credit = coverage_credit(workspace, by=by)
        assert [(area.code, visits["visits"]) for area, visits in credit.rows] == [(code, 1)]
        assert credit.nobody["visits"] == 0
    # A second time, nothing is left to end.
    assert draw(workspace, news, shapes, close_vanished=True).vanished == ()


def test_a_file_of_patches_ends_no_grid_they_lie_in(workspace: Workspace) -> None:
    changes = draw(workspace, [*PATCHES, GRIDS[1]], [*HALVES, square(1)], close_vanished=True)
    assert changes.vanished == ()
    assert targets(workspace) == WHOLE


@ON_BOTH
def test_the_code_of_an_ended_area_may_be_used_again(workspace: Workspace, clock: Clock) -> None:
    one, both = [GRIDS[0]], [GRIDS[0], GRIDS[1]]
    wide = shapely.union(square(0), square(1))
    draw(workspace, one, [wide], close_vanished=True)
    merged = {GRIDS[0]: 7, **dict.fromkeys(GRIDS[2:], 4), "nobody": 0}
    assert targets(workspace) == merged
    with workspace.database.read() as conn:
        first = area_store.tree(conn, workspace.today(), ended=True).by_code[GRIDS[1]]
    # Taken back the same day it is the same area, which was never away.
    changes = draw(workspace, both, [square(0), square(1)])
    assert changes.added == ()
    assert targets(workspace) == WHOLE
    draw(workspace, one, [wide], close_vanished=True)
    clock.forward(days=5)
    changes = draw(workspace, both, [square(0), square(1)])
    assert changes.added == (GRIDS[1],)
    with workspace.database.read() as conn:
        second = area_store.tree(conn, workspace.today()).by_code[GRIDS[1]]
    assert second.id != first.id
    assert targets(workspace) == WHOLE
    assert targets(workspace, days=-1) == merged
    # The estimate that the ledger did not bear out never stood for anybody.
    assert targets(workspace, days=-6) == WHOLE
    # It ends in its turn.
    draw(workspace, one, [wide], close_vanished=True)
    assert targets(workspace) == merged


def test_an_area_on_ground_of_others_begins_today(workspace: Workspace, clock: Clock) -> None:
    clock.forward(days=400)
    third, fourth = f"{COMMUNITIES[0]}003", f"{COMMUNITIES[0]}004"
    draw(workspace, [GRIDS[0], third, f"{third}01"], [HALVES[0], HALVES[1], HALVES[1]])
    assert targets(workspace) == {**WHOLE, GRIDS[0]: 2, third: 2}
    assert targets(workspace, days=-1) == WHOLE
    assert f"{third}01" not in targets(workspace, days=-1, by=Level.PATCH)
    # No membership begins before its area does, nor do those of buildings that come later.
    today = workspace.today()
    assert sources(workspace, "b1") == [
        (BEGINNING, GRIDS[0], "polygon"),
        (today, f"{third}01", "polygon"),
    ]
    with workspace.writing() as conn:
        shape = square(0, size=0.1, at=0.85)
        rows = building_rows(["late"], [shape], kind=["apartments"], flats=[2])
        enter_buildings(workspace, conn, rows, source="survey")
        rebuild_tallies(workspace, conn)
    assert sources(workspace, "late") == [(today, f"{third}01", "polygon")]
    # Ground that was nobody's has been known late: it stands as long as the area above.
    draw(workspace, [fourth], [square(7)])
    assert targets(workspace, days=-1)[fourth] == 0


def test_an_area_without_an_outline_beside_others_begins_today(
    workspace: Workspace, clock: Clock
) -> None:
    draw(workspace, [PATCHES[0]], [None])
    clock.forward(days=3)
    draw(workspace, [PATCHES[1]], [None])
    assert PATCHES[0] in targets(workspace, days=-1, by=Level.PATCH)
    assert PATCHES[1] not in targets(workspace, days=-1, by=Level.PATCH)


def test_a_level_that_differs_from_the_known_one_is_told(workspace: Workspace) -> None:
    rows = area_rows(GRIDS[:2], [square(0), square(1)])
    rows["level"] = ["patch", "grid"]
    with workspace.writing() as conn:
        changes = enter_areas(workspace, conn, rows)
    [found] = changes.findings
    assert (found.code, found.severity, found.row) == ("area-level-stands", "warning", 1)
    assert found.fields == {"code": GRIDS[0], "level": Level.GRID, "given": Level.PATCH}
    assert targets(workspace) == WHOLE


def test_a_silent_file_keeps_a_level_that_the_code_does_not_tell(workspace: Workspace) -> None:
    rows = area_rows([f"{GRIDS[0]}01"], [square(0)])
    rows["level"] = ["group"]
    with workspace.writing() as conn:
        enter_areas(workspace, conn, rows)
    again = draw(workspace, [f"{GRIDS[0]}01"], [square(0)])
    assert not [one for one in again.findings if one.code == "area-level-stands"]
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
    assert tree.by_code[f"{GRIDS[0]}01"].level is Level.GROUP
