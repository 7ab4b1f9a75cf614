"""What somebody sees and does depends on where they hold which office."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from gridmap.errors import NotPermitted
from gridmap.fieldwork.cases import CaseKind, CaseState, HazardCategory
from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.fieldwork.outcomes import Outcome
from gridmap.store import areas as area_store
from gridmap.store.bulk import append, new_uids
from gridmap.store.tables.fieldwork import case_file, visit
from gridmap.store.tables.people import department, person
from gridmap.territory.codes import Level
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data, Role
from gridmap.usecases import import_desk, responsibility
from gridmap.usecases.acting import OPERATOR, Actor, Held, holdings
from gridmap.usecases.cases import CaseDraft, case, cases, handle_case, report_case
from gridmap.usecases.coverage import coverage, coverage_within
from gridmap.usecases.credit import coverage_credit
from gridmap.usecases.drawing import draw_area, redraw_area
from gridmap.usecases.drawn_map import map_overview
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.gazetteer import areas
from gridmap.usecases.households import enter_households
from gridmap.usecases.imports import ImportKind
from gridmap.usecases.inventory import Wanted, buildings
from gridmap.usecases.inventory import building as inside
from gridmap.usecases.key_groups import key_group_figures
from gridmap.usecases.map_status import EVERYTHING, Question, status_changes, statuses
from gridmap.usecases.offices import end_office
from gridmap.usecases.search import search
from gridmap.usecases.seats import Seat
from gridmap.usecases.status_board import StatusBoard
from gridmap.usecases.visits import VisitDraft, record_visit
from tests.usecases.staff import as_holder, somebody
from tests.usecases.worlds import COMMUNITIES, GRIDS, doors, household_rows, square

GROUP = "独居老人"
SUBDISTRICT = COMMUNITIES[0][:9]
WORLD = square(0, size=10)


@pytest.fixture
def world(sqlite_workspace):
    return sqlite_workspace


def leader(world, grid=GRIDS[0], person=None):
    return as_holder(world, Office.PATCH_LEADER, grid, person)


def worker(world, grid=GRIDS[0], person=None):
    return as_holder(world, Office.GRID_WORKER_FULL, grid, person)


def cadre(world, community=COMMUNITIES[0]):
    return as_holder(world, Office.CADRE, community)


def planner(world, area=COMMUNITIES[0]):
    return as_holder(world, Office.PLANNER, area)


def refusal(act, *args, **more):
    with pytest.raises(NotPermitted) as refused:
        act(*args, **more)
    return refused.value.code


def all_doors(world):
    with world.database.read() as conn:
        return doors(conn)


def a_visit(world, door, *, ago=1, **more):
    at = world.clock() - timedelta(hours=ago)
    return VisitDraft(new_uids(1)[0], door, Outcome.MET, at, **more)


def tree_of(world):
    with world.database.read() as conn:
        return area_store.tree(conn, world.today())


# Reach


def test_rights_reach_down_from_the_area_of_the_office_and_no_further(world):
    tree = tree_of(world)
    actor = cadre(world).actor
    reach = actor.reach(tree, Act.SEE, Data.DOORS)
    own = {COMMUNITIES[0], *GRIDS[:2]}
    assert {area.code for area in tree.areas.values() if area.id in reach} == own
    assert not reach.everywhere
    assert None not in reach
    assert {area.code for area in reach.part_of(tree).areas.values()} == own


def test_all_leaf_areas_are_the_whole_workspace(world):
    tree = tree_of(world)
    assert planner(world, SUBDISTRICT).actor.reach(tree, Act.SEE, Data.FIGURES).everywhere
    assert not planner(world).actor.reach(tree, Act.SEE, Data.FIGURES).everywhere


def test_several_offices_add_up_each_where_it_is_held(world):
    tree = tree_of(world)
    first, second = (tree.by_code[code].id for code in (GRIDS[0], COMMUNITIES[1]))
    actor = Actor(1, (Held(Role.WORKER, first), Held(Role.PLANNER, second)))
    assert actor.reach(tree, Act.SEE, Data.DOORS).areas == {first}
    assert first in actor.reach(tree, Act.SEE, Data.FIGURES)
    assert second in actor.reach(tree, Act.SEE, Data.FIGURES)
    assert first not in actor.reach(tree, Act.CHANGE, Data.SETTING_UP)


def test_a_token_may_no_more_than_its_scopes(world):
    tree = tree_of(world)
    actor = replace(cadre(world).actor, scopes=frozenset({(Act.SEE, Data.FIGURES)}))
    assert actor.reach(tree, Act.SEE, Data.FIGURES)
    assert not actor.may(Act.SEE, Data.DOORS)
    assert not actor.group_reach(tree, GROUP)
    assert refusal(actor.demand, tree, Act.SEE, Data.GROUND) == "not-your-role"


def test_an_office_without_an_area_is_no_right_to_everything():
    def row(office, area=None, department=None):
        return {"office": office, "area": area, "department": department}

    assert holdings([row("member_household"), row("cadre"), row("planner")]) == ()
    assert holdings([row("admin")]) == (Held(Role.ADMIN, None),)
    assert holdings([row("department_officer", department=3)]) == (Held(Role.DEPARTMENT, None, 3),)
    assert holdings([row("group_lead", area=5)]) == (Held(Role.LEADER, 5),)


def test_a_department_reaches_no_area(world):
    tree = tree_of(world)
    actor = Actor(1, (Held(Role.DEPARTMENT, None, 3),))
    assert not actor.reach(tree, Act.SEE, Data.CASES)
    assert actor.may(Act.SEE, Data.CASES)
    assert actor.departments() == {3}


def test_refusals_say_whether_it_is_the_role_or_the_area(world):
    tree = tree_of(world)
    actor, other = leader(world).actor, tree.by_code[GRIDS[1]]
    assert refusal(actor.demand, tree, Act.SEE, Data.FIGURES, other) == "not-yours"
    assert refusal(actor.demand, tree, Act.SEE, Data.PEOPLE, other) == "not-your-role"
    assert refusal(actor.demand, tree, Act.SEE, Data.FIGURES, None) == "beyond-yours"
    assert actor.demand(tree, Act.SEE, Data.GROUND, other).everywhere
    assert OPERATOR.demand(tree, Act.CHANGE, Data.SETTING_UP, None).everywhere


def test_nobody_may_nothing(world):
    tree, nobody = tree_of(world), Actor(None)
    for act in Act:
        for data in Data:
            assert not nobody.may(act, data)
            assert not nobody.reach(tree, act, data)


# Figures


def test_a_table_has_what_is_within_reach_and_adds_up_to_it(world):
    for office, area in (
        (Office.PATCH_LEADER, GRIDS[0]),
        (Office.CADRE, COMMUNITIES[0]),
        (Office.PLANNER, SUBDISTRICT),
    ):
        mine = as_holder(world, office, area)
        whole = coverage(world, by=Level.GRID, within=area)
        for level in Level:
            table = coverage(mine, by=level)
            codes = [row.code for row in table.rows]
            assert all(code.startswith(area) or code in area for code in codes), (area, codes)
            told = sum(row.figure.target for row in table.rows)
            assert told == sum(row.figure.target for row in whole.rows)


def test_figures_elsewhere_are_refused_at_every_level(world):
    for code in (GRIDS[1], GRIDS[2], *COMMUNITIES, SUBDISTRICT):
        assert refusal(coverage, leader(world), by=Level.GRID, within=code) == "not-yours"
    assert refusal(coverage, cadre(world), by=Level.GRID, within=COMMUNITIES[1]) == "not-yours"
    department = as_holder(world, Office.DEPARTMENT_OFFICER, COMMUNITIES[0])
    assert refusal(coverage, department, by=Level.GRID) == "not-your-role"


def test_past_days_and_periods_reach_no_further(world):
    record_visit(world, a_visit(world, all_doors(world)[-1]))
    past = coverage(leader(world), by=Level.GRID, as_of=world.today())
    assert [(row.code, row.figure.reached) for row in past.rows] == [(GRIDS[0], 0)]
    assert past.orphans.target == 0


def test_a_drawn_polygon_counts_what_is_within_reach(world):
    assert coverage_within(world, WORLD).target == coverage_within(cadre(world), WORLD).target + 8
    assert coverage_within(leader(world), square(3)).target == 0
    planned = as_holder(world, Office.DEPARTMENT_OFFICER, COMMUNITIES[0])
    assert refusal(coverage_within, planned, WORLD) == "not-your-role"


def test_who_may_not_know_single_households_is_told_no_figure_that_is_of_one(world):
    admin = as_holder(world, Office.ADMIN, None)
    # Whatever is drawn: one ring less another one is a house.
    for ring in (square(0, size=0.2, at=0.1), WORLD):
        assert refusal(coverage_within, admin, ring) == "not-your-role"
        assert coverage_within(planner(world, SUBDISTRICT), ring).target
    # Four households in each grid, two in each building.
    assert all(view.figure is None and view.few for view in listed(admin).values())
    assert not any(view.few for view in listed(planner(world, SUBDISTRICT)).values())
    table = coverage(admin, by=Level.GRID)
    assert (table.rows, table.few) == ((), GRIDS)
    assert [row.figure.target for row in coverage(admin, by=Level.COMMUNITY).rows] == [7, 8]
    assert not coverage(planner(world, SUBDISTRICT), by=Level.GRID).few
    with world.writing() as conn:
        more = [("b0", f"{floor}03") for floor in range(1, 6)]
        enter_households(world, conn, household_rows(more))
        rebuild_tallies(world, conn)
    assert listed(admin)["b0"].figure.target == 7
    # An area drawn around a house is as small as the house, and its sibling would give it away.
    assert coverage(admin, by=Level.GRID).few == GRIDS
    told = as_holder(world, Office.CADRE, COMMUNITIES[0])
    both = replace(told, actor=replace(told.actor, held=(*told.actor.held, *admin.actor.held)))
    assert [row.code for row in coverage(both, by=Level.GRID).rows] == list(GRIDS[:2])


def test_credit_is_told_of_own_areas_only(world):
    first, *_, last = all_doors(world)
    for door in (first, last):
        record_visit(world, a_visit(world, door))
    assert [area.code for area, _ in coverage_credit(world, by=Level.GRID).rows] == [
        GRIDS[0],
        GRIDS[3],
    ]
    told = coverage_credit(leader(world), by=Level.GRID)
    assert [area.code for area, _ in told.rows] == [GRIDS[0]]


# Buildings, doors and the map


def listed(world, **more):
    return {view.source_ref: view for view in buildings(world, Wanted(), **more).items}


def test_a_building_elsewhere_is_footprint_and_address(world):
    record_visit(world, a_visit(world, all_doors(world)[-1]))
    seen, everything = listed(leader(world)), listed(world)
    assert seen.keys() == everything.keys()
    for ref, view in seen.items():
        own = ref in ("b0", "b1")
        assert (view.figure is not None) == own
        assert own or view.status == "none"
        assert view.footprint == everything[ref].footprint
    done = [view.uid for view in everything.values() if view.status == "partly"]
    other = inside(leader(world), done[0])
    assert (other.doors, other.building.figure, other.building.status) == ((), None, "none")
    assert inside(world, done[0]).doors


def test_doors_are_for_those_who_go_there(world):
    uid = listed(world)["b0"].uid
    for who in (leader(world), worker(world), cadre(world)):
        assert len(inside(who, uid).doors) == len(inside(world, uid).doors) > 0
    told = inside(planner(world), uid)
    assert told.doors == ()
    assert told.building.figure == inside(world, uid).building.figure


def test_a_list_by_status_has_nothing_of_others(world):
    def untouched(who):
        page = buildings(who, Wanted(status=BuildingStatus.UNTOUCHED, near=(113.14, 27.84)))
        return {view.source_ref for view in page.items}

    assert untouched(leader(world)) == {"b0", "b1"}
    assert len(untouched(world)) == 8


def test_the_array_of_statuses_is_unknown_elsewhere_and_kept_apart(world):
    board = StatusBoard(world)
    everything = board.ask(EVERYTHING).numbers
    assert (everything[1:] == 1).all()
    for grid in GRIDS:
        mine = leader(world, grid)
        told = board.acting_as(mine.actor).ask(EVERYTHING).numbers
        assert told.tolist() == statuses(mine, EVERYTHING).numbers.tolist()
        assert (told != 0).sum() == 2
    seq = statuses(world, EVERYTHING).seq
    first, *_, last = all_doors(world)
    record_visit(world, a_visit(world, last))
    changes = status_changes(leader(world), EVERYTHING, seq)
    assert (changes.buildings, changes.areas) == ((), ())
    record_visit(world, a_visit(world, first))
    changes = status_changes(leader(world), EVERYTHING, seq)
    assert [number for _, number in changes.buildings] == [2]
    assert changes.areas == (GRIDS[0],)
    assert status_changes(world, EVERYTHING, seq).areas[-1] == GRIDS[3]
    department = as_holder(world, Office.DEPARTMENT_OFFICER, COMMUNITIES[0])
    assert refusal(StatusBoard(world).acting_as(department.actor).ask, EVERYTHING)


def test_the_ground_is_one_for_all_and_its_numbers_are_not(world):
    seen, everything = map_overview(leader(world)), map_overview(world)
    assert seen.levels == everything.levels
    assert seen.buildings == everything.buildings == 8
    assert (seen.households, everything.households) == (4, 15)
    mine = leader(world)
    assert len(areas(mine, outlines=True)) == len(areas(world))
    assert {found["name"] for found in search(mine, "b7")} == {"b7"}


# Key groups


@pytest.fixture
def peopled(world):
    """Six of a group in the first grid, two in the second, eight in the third."""
    told = [
        (building, f"{n}") for building, k in (("b0", 6), ("b3", 2), ("b5", 8)) for n in range(k)
    ]
    with world.writing() as conn:
        groups = [(GROUP, "流动党员")] * len(told)
        enter_households(world, conn, household_rows(told, key_groups=groups))
        rebuild_tallies(world, conn)
    return world


def test_a_group_is_the_target_for_those_who_serve_it(peopled):
    grid, community = GRIDS[2], COMMUNITIES[1]
    for who in (leader(peopled, grid), worker(peopled, grid), cadre(peopled, community)):
        assert coverage(who, by=Level.GRID, target=GROUP).rows[0].figure.target == 8
    assert coverage(cadre(peopled), by=Level.COMMUNITY, target="流动党员").rows
    for who, group in (
        (leader(peopled), "流动党员"),
        (worker(peopled), "流动党员"),
        (planner(peopled), GROUP),
        (as_holder(peopled, Office.ADMIN, None), GROUP),
    ):
        asked = Question(target=group)
        assert refusal(coverage, who, by=Level.GRID, target=group) == "not-your-role"
        assert refusal(coverage_within, who, WORLD, target=group) == "not-your-role"
        assert refusal(statuses, who, asked) == "not-your-role"
        assert refusal(status_changes, who, asked, 0) == "not-your-role"
        assert refusal(buildings, who, Wanted(), question=asked) == "not-your-role"
        uid = listed(peopled)["b0"].uid
        assert refusal(inside, who, uid, question=asked) == "not-your-role"


def test_few_of_a_group_are_told_to_nobody(peopled):
    table = coverage(cadre(peopled), by=Level.GRID, target=GROUP)
    # Or the community would give the difference away.
    assert (table.rows, table.few) == ((), GRIDS[:2])
    [row] = coverage(cadre(peopled), by=Level.COMMUNITY, target=GROUP).rows
    assert row.figure.target == 8
    assert refusal(coverage_within, cadre(peopled), square(1), target=GROUP) == "group-too-few"
    assert coverage_within(cadre(peopled), square(0), target=GROUP).target == 6
    asked = Question(target=GROUP)
    numbers = statuses(cadre(peopled), asked).numbers
    seen = listed(cadre(peopled), question=asked)
    assert [ref for ref, view in seen.items() if numbers[view.id]] == ["b0"]
    assert [ref for ref, view in seen.items() if view.few] == ["b3"]
    assert seen["b3"].figure is None
    assert seen["b3"].status == "none"
    page = buildings(cadre(peopled), Wanted(status=BuildingStatus.UNTOUCHED), question=asked)
    assert [view.source_ref for view in page.items] == ["b0"]


def test_numbers_of_groups_are_for_who_serves_them_or_sees_no_doors(peopled):
    def named(who):
        return {figure.name for figure in key_group_figures(who, within=GRIDS[0])}

    assert named(leader(peopled)) == named(worker(peopled)) == {GROUP}
    assert named(cadre(peopled)) == named(planner(peopled)) == {GROUP, "流动党员"}
    assert refusal(key_group_figures, leader(peopled), within=GRIDS[1]) == "not-yours"
    assert map_overview(leader(peopled)).key_groups == (GROUP,)
    assert map_overview(planner(peopled)).key_groups == ()


# Visits


def test_a_visit_is_recorded_at_own_doors_only(world):
    first, *_, last = all_doors(world)
    uid = somebody(world, "甲")
    mine = leader(world, person=uid)
    assert record_visit(mine, a_visit(world, first)).status == "applied"
    assert refusal(record_visit, mine, a_visit(world, last)) == "visit-not-yours"
    assert refusal(record_visit, planner(world), a_visit(world, first)) == "not-your-role"
    with world.database.read() as conn:
        row = conn.execute(select(visit)).mappings().one()
        me = conn.scalar(select(person.c.id).where(person.c.uid == uid))
    assert row["visited_by"] == row["recorded_by"] == me


def test_a_visit_of_somebody_elses_is_not_corrected(world):
    first, *_, last = all_doors(world)
    theirs = a_visit(world, last)
    record_visit(world, theirs)
    mine = a_visit(world, first, corrects=theirs.id)
    assert refusal(record_visit, leader(world), mine) == "visit-not-yours"


def test_a_visit_counts_that_was_made_while_the_door_was_ones_own(world, clock):
    first = all_doors(world)[0]
    uid = somebody(world, "甲", Seat(Office.GRID_WORKER_FULL, GRIDS[0]))
    before, clock.now = a_visit(world, first, ago=0), clock.now + timedelta(days=3)
    end_office(world, uid, Seat(Office.GRID_WORKER_FULL, GRIDS[0]), on=world.today())
    moved = leader(world, GRIDS[3], uid)
    after = a_visit(world, first)
    assert refusal(record_visit, moved, after) == "visit-not-yours"
    assert record_visit(moved, before).status == "applied"
    assert record_visit(moved, before).status == "duplicate"
    # Nor does it matter that they serve nowhere now.
    nobody = replace(moved, actor=replace(moved.actor, held=()))
    again = replace(before, id=new_uids(1)[0])
    assert record_visit(nobody, again).status == "applied"


# Cases


def a_case(world, column):
    place = square(column).centroid
    return CaseDraft(
        new_uids(1)[0], CaseKind.HAZARD, HazardCategory.BLOCKED, place=(place.x, place.y)
    )


def test_cases_are_seen_and_handled_where_one_works(world):
    ours, theirs = (report_case(world, a_case(world, column)).case for column in (0, 3))
    assert [row["uid"] for row in cases(worker(world))] == [ours["uid"]]
    assert [row["uid"] for row in cases(worker(world), area=COMMUNITIES[1])] == []
    assert case(worker(world), ours["uid"]).case["uid"] == ours["uid"]
    assert refusal(case, worker(world), theirs["uid"]) == "not-yours"
    told = {"state": CaseState.HANDLED, "base_seq": theirs["seq"]}
    assert refusal(handle_case, worker(world), theirs["uid"], **told) == "not-yours"
    assert refusal(handle_case, planner(world), ours["uid"], **told) == "not-your-role"
    assert refusal(cases, as_holder(world, Office.ADMIN, None)) == "not-your-role"


def test_a_hazard_is_reported_wherever_it_is_seen(world):
    mine = worker(world, person=somebody(world, "甲"))
    assert report_case(mine, a_case(world, 3)).status == "opened"
    assert refusal(report_case, planner(world), a_case(world, 0)) == "not-your-role"


def test_a_department_sees_what_was_sent_to_it(world):
    uid = somebody(world, "甲")
    ours, theirs = (report_case(world, a_case(world, column)).case for column in (0, 0))
    with world.writing() as conn:
        [me] = conn.scalars(select(person.c.id).where(person.c.uid == uid))
        [key] = append(conn, department, {"uid": new_uids(1), "name": ["城管"]}).tolist()
        conn.execute(update(case_file).where(case_file.c.id == ours["id"]).values(department=key))
    officer = replace(world, actor=Actor(me, (Held(Role.DEPARTMENT, None, key),)))
    assert [row["uid"] for row in cases(officer)] == [ours["uid"]]
    assert case(officer, ours["uid"])
    assert refusal(case, officer, theirs["uid"]) == "not-yours"
    done = handle_case(officer, ours["uid"], state=CaseState.HANDLED, base_seq=ours["seq"])
    assert done["state"] == "handled"


# Setting up


def test_areas_are_drawn_within_ones_own(world):
    shape = square(0, size=0.5)
    mine = planner(world)
    drawn = draw_area(mine, shape, level=Level.PATCH, parent=GRIDS[0])
    assert drawn.areas[0].code.startswith(GRIDS[0])
    for parent, level in ((GRIDS[2], Level.PATCH), (SUBDISTRICT, Level.COMMUNITY)):
        elsewhere = square(2, size=0.5) if parent == GRIDS[2] else square(8)
        assert refusal(draw_area, mine, elsewhere, level=level, parent=parent) == "not-yours"
    assert refusal(redraw_area, mine, GRIDS[3], square(3, size=0.5)) == "not-yours"
    assert refusal(redraw_area, cadre(world), GRIDS[0], shape) == "not-your-role"
    assert not [view for view in areas(world) if view.area.code.startswith(GRIDS[2] + "0")]


@pytest.mark.parametrize("few", [0, 1000])
def test_a_register_is_kept_within_ones_own(world, monkeypatch, few):
    # As one would of a few houses, and of a whole survey.
    monkeypatch.setattr(responsibility, "_FEW", few)

    def enter(who, building):
        with who.writing() as conn:
            enter_households(who, conn, household_rows([(building, "901")]))

    enter(cadre(world), "b1")
    assert refusal(enter, cadre(world), "b7") == "not-yours"
    assert refusal(enter, worker(world), "b1") == "not-your-role"


def test_every_kind_of_import_is_somebodys():
    assert import_desk._CHANGES.keys() == set(ImportKind)
