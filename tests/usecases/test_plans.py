"""Plans: proposed, submitted, approved by somebody else, overtaken by what others do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import shapely
from sqlalchemy import select, update

from gridmap.errors import Conflict, InputError, NotFound, NotPermitted
from gridmap.planning.bounds import around
from gridmap.store import areas as area_store
from gridmap.store import membership as membership_store
from gridmap.store.tables.ground import membership
from gridmap.store.tables.households import placement
from gridmap.territory.codes import Level
from gridmap.territory.people import Office
from gridmap.usecases.plan_account import account_of, balanced_said, findings_in
from gridmap.usecases.plan_drafts import change_draft, keep
from gridmap.usecases.plan_finding import Wanted, found
from gridmap.usecases.plan_prepared import prepared, seen_ground
from gridmap.usecases.planning import asked_of, draft_of, propose, propose_anew
from gridmap.usecases.plans import (
    approve_plan,
    discard_plan,
    plan,
    plans,
    submit_plan,
    withdraw_plan,
)
from tests.usecases.drafts import MERGED, TOWN, approved, planner_of, stored, with_tower
from tests.usecases.staff import as_holder
from tests.usecases.worlds import COMMUNITIES, GRIDS


@pytest.fixture
def workspace(sqlite_workspace):
    return sqlite_workspace


@pytest.fixture
def planner(workspace):
    return planner_of(workspace)


@pytest.fixture
def tower(workspace):
    return with_tower(workspace)


def test_a_draft_changes_nothing(workspace, planner):
    before = stored(workspace)
    found = propose(planner, TOWN, MERGED)
    assert stored(workspace) == before
    assert (found.plan.name, found.plan.state) == (f"{TOWN}-1", "draft")
    assert found.plan.account["then"]["moved"] == 3
    assert propose(planner, TOWN, MERGED).plan.name == f"{TOWN}-2"
    assert [one.name for one in plans(planner)] == [f"{TOWN}-2", f"{TOWN}-1"]
    layer = found.drawn()
    assert layer["kind"].tolist() == ["area", "move", "move"]
    assert layer["to"].dropna().unique().tolist() == [GRIDS[0]]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted(), "even shares ±5 %"),
        (Wanted(tolerance=0.125), "even shares ±12.5 %"),
        (Wanted(level=Level.PATCH), "5 to 15 each"),
        (Wanted(level=Level.PATCH, tolerance=0.1), "even shares ±10 %"),
        (Wanted(level=Level.PATCH, tolerance=0.1, anew=True), "even shares ±10 %"),
        (Wanted(level=Level.PATCH, anew=True), "5 to 15 each"),
        (Wanted(parts=3, tolerance=0.2, anew=True), "even shares ±20 %"),
        (Wanted(parts=3, anew=True), "even shares ±5 %"),
        (Wanted(anew=True), "300 to 500 each"),
        (Wanted(size=(0.5, 1200), load="walk_up"), "0.5 to 1,200 each"),
    ],
)
def test_bounds_that_nobody_asked_for_are_told(workspace, wanted, said):
    asked = asked_of(workspace, wanted)
    assert balanced_said(asked, "en").endswith(said)
    assert ("households" in balanced_said(asked, "en")) == (wanted.load == "households")
    assert ("户数" in balanced_said(asked, "zh-CN")) == (wanted.load == "households")


def test_who_submits_does_not_approve(workspace, planner):
    name = propose(planner, TOWN, MERGED).plan.name
    with pytest.raises(Conflict) as caught:
        approve_plan(planner, name, workspace.today())
    assert caught.value.code == "plan-not-submitted"
    submit_plan(planner, name)
    with pytest.raises(Conflict) as caught:
        approve_plan(planner, name, workspace.today())
    assert caught.value.code == "plan-own-approval"
    for days, code in ((-1, "plan-day-past"), (367, "plan-day-far")):
        with pytest.raises(InputError) as refused:
            approve_plan(workspace, name, workspace.today() + timedelta(days=days))
        assert refused.value.code == code
    for office, place in ((Office.PLANNER, COMMUNITIES[1]), (Office.CADRE, TOWN)):
        with pytest.raises(NotPermitted):
            approve_plan(as_holder(workspace, office, place), name, workspace.today())
    assert approve_plan(workspace, name, workspace.today()).state == "in_effect"


def test_a_new_grid_gets_a_code_and_the_ground_is_tiled_again(workspace, planner, clock):
    found = propose(planner, TOWN, Wanted(add={TOWN: 1}, size=(1, 4)))
    assert found.plan.account["then"]["grids"] == 3
    approved(workspace, found.plan.name, days=1)
    clock.forward(days=1)
    today = workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        drawn = area_store.outlines(conn, today)
        members = membership_store.members(conn, today)
    grids = tree.children[tree.by_code[TOWN].id]
    assert [one.code for one in grids] == [*GRIDS[:2], f"{TOWN}003"]
    shapes = [drawn[one.id] for one in grids]
    assert shapely.union_all(shapes).symmetric_difference(
        drawn[tree.by_code[TOWN].id]
    ).area == pytest.approx(0, abs=1e-10)
    assert members["leaf_area"].isin([one.id for one in tree.leaves]).all()
    assert set(members["source"]) == {"polygon", "plan"}


def test_patches_come_from_nothing_where_there_are_none(workspace, planner, clock):
    found = propose_anew(planner, TOWN, Wanted(level=Level.PATCH, size=(1, 3)))
    assert found.plan.account["then"]["grids"] == 4
    with workspace.database.read() as conn:
        tree, outlined = (
            read(conn, workspace.today()) for read in (area_store.tree, area_store.outlines)
        )
    # Patches fill their grids, and nothing beyond.
    ground = shapely.union_all([outlined[tree.by_code[grid].id] for grid in GRIDS[:2]])
    drawn = found.drawn().query("kind == 'area'")
    assert len(drawn) == 4
    assert ground.symmetric_difference(drawn.union_all()).area == pytest.approx(0, abs=1e-10)
    approved(workspace, found.plan.name, days=1)
    clock.forward(days=1)
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
    assert [len(tree.children[tree.by_code[grid].id]) for grid in GRIDS[:2]] == [2, 2]


def test_a_grid_where_nobody_lives_gets_no_patch(workspace, planner):
    with workspace.database.write() as conn:
        grid = area_store.tree(conn, workspace.today()).by_code[GRIDS[1]].id
        its = select(membership.c.part).where(membership.c.leaf_area == grid)
        conn.execute(update(placement).where(placement.c.part.in_(its)).values(part=None))
    found = propose_anew(planner, TOWN, Wanted(level=Level.PATCH, size=(1, 4)))
    assert [one["after"] for one in found.plan.account["areas"]] == [2, 2]
    assert found.plan.account["infeasible"] == []


def test_dividing_from_nothing_tells_what_it_costs_those_who_have_a_leader_today(planner, tower):
    """Today's patches end by it, so everybody in one changes leader."""
    plan = propose_anew(planner, TOWN, Wanted(level=Level.PATCH, size=(1, 5))).plan.account
    before = [one for one in plan["areas"] if one["before"]]
    assert {one["label"] for one in before} == set(tower)
    assert all(one["leaves"] == one["before"] for one in before)
    assert plan["then"]["moved"] == sum(one["before"] for one in before) > 0
    assert (plan["today"]["grids"], plan["today"]["moved"]) == (len(tower), 0)
    new = [one["label"] for one in plan["areas"] if one not in before]
    assert new == [f"new-{number}" for number in range(1, plan["then"]["grids"] + 1)]
    assert len(new) > 9


def test_a_part_that_is_too_much_is_named_with_its_unit(planner, tower):
    wanted = Wanted(level=Level.PATCH, size=(1, 5), load="3 * households")
    plan = propose(planner, TOWN, wanted).plan
    heavy = [one for one in findings_in(plan.account) if one.code == "division-building-heavy"]
    named = [one.fields["building"] for one in heavy]
    assert named
    assert len(set(named)) == len(named)


def test_grids_with_patches_are_not_divided_from_nothing(workspace, planner, tower):
    with pytest.raises(Conflict) as caught:
        propose_anew(planner, TOWN, Wanted(size=(1, 20)))
    assert caught.value.code == "plan-patches-below"


def test_a_patch_goes_with_its_grid_and_its_leader_stays(workspace, planner, tower, clock):
    found = propose(planner, TOWN, Wanted(merge=[[GRIDS[1], GRIDS[0]]], size=(1, 99)))
    assert found.plan.account["then"]["moved"] == 26
    assert found.plan.account["then"]["leaders_changed"] == 0
    approved(workspace, found.plan.name, days=1)
    clock.forward(days=1)
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
    assert {tree.areas[tree.by_code[code].parent].code for code in tower} == {GRIDS[1]}
    assert GRIDS[0] not in tree.by_code


def test_the_second_planner_sees_that_the_ground_has_changed(workspace, planner):
    first, second = (propose(planner, TOWN, MERGED).plan.name for _ in range(2))
    approved(workspace, first, days=2)
    before = stored(workspace)
    with pytest.raises(Conflict) as caught:
        submit_plan(planner, second)
    assert caught.value.code == "plan-overlaps"
    discard_plan(planner, first)
    submit_plan(planner, second)
    with workspace.writing() as conn:
        tree = area_store.tree(conn, workspace.today())
        [moved, *_] = membership_store.members(conn, workspace.today()).query(
            f"leaf_area == {tree.by_code[GRIDS[1]].id}"
        )["part"]
        move = {int(moved): tree.by_code[GRIDS[0]].id}
        membership_store.move(conn, move, source="hand", since=workspace.today())
    with pytest.raises(Conflict) as caught:
        approve_plan(workspace, second, workspace.today())
    assert caught.value.code == "plan-outdated"
    assert caught.value.fields["count"] == 1
    assert before != stored(workspace)


def test_what_is_not_there_is_named(workspace, planner):
    for code, act in (
        ("area-unknown", lambda: propose(planner, "430", MERGED)),
        ("plan-lock-unknown", lambda: propose(planner, TOWN, Wanted(locked=["nowhere"]))),
        ("plan-unknown", lambda: plan(planner, "430-1")),
    ):
        with pytest.raises(NotFound) as caught:
            act()
        assert caught.value.code == code
    with pytest.raises(InputError) as caught:
        propose(planner, TOWN, Wanted(level=Level.GROUP))
    assert caught.value.code == "plan-level"
    with pytest.raises(NotPermitted):
        propose(as_holder(workspace, Office.CADRE, TOWN), TOWN, MERGED)


@pytest.mark.parametrize("level", [Level.GRID, Level.PATCH])
def test_a_search_that_comes_to_its_end_says_so(workspace, planner, level):
    with_tower(workspace)
    shares = []
    propose(
        planner,
        TOWN,
        Wanted(level=level, tolerance=0.4),
        progress=lambda now: shares.append(now.share),
    )
    assert shares[-1] == 1.0
    assert shares == sorted(shares)


def test_even_shares_from_nothing_are_those_of_as_many_areas_as_there_are(planner):
    wanted = Wanted(tolerance=0.2)
    told = propose_anew(planner, TOWN, wanted).plan.account
    assert told["asked"]["tolerance"] == 0.2
    assert told["then"]["grids"] == told["today"]["grids"] == 2
    share = told["then"]["households"] / 2
    bounds = {(one["low"], one["high"]) for one in told["areas"] if one["load"] is not None}
    assert bounds == {around(share * 2, 2, 0.2, whole=True)}
    three = propose_anew(planner, TOWN, replace(wanted, parts=3)).plan.account
    assert three["then"]["grids"] == 3


@pytest.mark.parametrize(("size", "grids"), [((2, 2), 2), (None, 2), ((4, 9), 1)])
def test_a_community_without_grids_gets_as_many_as_it_needs(workspace, size, grids):
    """Where nobody says how large they are to be, as large as those around."""
    ground, *rest = seen_ground(workspace, TOWN, Level.GRID)
    bare = ground.atoms["grid"] == GRIDS[1]
    atoms = ground.atoms.assign(
        grid=ground.atoms["grid"].mask(bare),
        community=ground.atoms["community"].mask(bare, COMMUNITIES[1]),
        households=bare + 1,
    )
    here = prepared(replace(ground, atoms=atoms), Level.GRID, *rest)
    [division] = found(workspace, here, Wanted(size=size))
    assert division.assignment[bare].nunique() == grids
    told = account_of(here, division, {}, drawn=False)
    assert told["then"]["buildings_given"] == int(bare.sum()) == 2
    assert (told["then"]["buildings_moved"], told["today"]["buildings_given"]) == (0, 0)


def test_what_became_of_a_plan_is_said_where_it_cannot_be_changed(workspace, planner):
    made = propose(planner, TOWN, MERGED).plan.name
    submit_plan(planner, made)
    with pytest.raises(Conflict, match="waits for approval"):
        submit_plan(planner, made)
    approve_plan(workspace, made, workspace.today() + timedelta(days=3))
    for act in (submit_plan, withdraw_plan):
        with pytest.raises(Conflict, match=r"approved .* 2026"):
            act(planner, made)
    discard_plan(planner, made)
    with pytest.raises(Conflict, match="was discarded"):
        submit_plan(planner, made)


def test_no_two_plans_of_an_area_are_called_the_same(planner):
    found = propose(planner, TOWN, MERGED)
    here = prepared(found.ground, Level.GRID, *seen_ground(planner, TOWN, Level.GRID)[1:])

    def draft(title):
        return draft_of(here, found.division, found.plan.account["asked"], title=title)

    kept = [keep(planner, here.ground.area, Level.GRID, draft("甲案")) for _ in range(3)]
    assert [one.title for one in kept] == ["甲案", "甲案 (2)", "甲案 (3)"]
    # Its own title is not another's.
    assert change_draft(planner, kept[1].name, 1, draft("甲案 (2)")).title == "甲案 (2)"
    assert change_draft(planner, kept[1].name, 2, draft("甲案 (3)")).title == "甲案 (3) (2)"
    discard_plan(planner, kept[0].name)
    assert keep(planner, here.ground.area, Level.GRID, draft("甲案")).title == "甲案"
    assert keep(planner, here.ground.area, Level.GRID, draft(None)).title is None


def test_what_is_too_small_to_be_divided_is_refused(planner, tower):
    for code, level, refused in (
        (tower[0], Level.GRID, "plan-area-below"),
        (tower[0], Level.PATCH, "plan-area-alone"),
        (GRIDS[0], Level.GRID, "plan-area-alone"),
    ):
        with pytest.raises(InputError) as caught:
            propose(planner, code, Wanted(level=level))
        assert caught.value.code == refused
    assert not plans(planner)
    shared = propose(planner, tower[1], Wanted(level=Level.PATCH, add={GRIDS[0]: 1}))
    assert shared.plan.account["then"]["grids"] == 2
