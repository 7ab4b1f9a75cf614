"""Plans and days: nothing before, everything on the day, and all of it taken back until then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pandas as pd
import pytest
from shapely import box, union_all
from sqlalchemy import select

from gridmap.errors import Conflict, NotFound
from gridmap.render.short_names import area_number
from gridmap.store import areas as area_store
from gridmap.store import membership as membership_store
from gridmap.store.tables.ground import building
from gridmap.store.tables.households import household, placement
from gridmap.territory.codes import Level
from gridmap.usecases.areas import enter_areas
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.plan_finding import Wanted
from gridmap.usecases.plan_ground import ground_of
from gridmap.usecases.planning import propose, propose_anew
from gridmap.usecases.plans import discard_plan, plan
from gridmap.usecases.responsibility import refresh_membership
from tests.database import ON_SQLITE
from tests.usecases.drafts import (
    MERGED,
    TOWN,
    approved,
    planner_of,
    stored,
    targets,
    with_tower,
)
from tests.usecases.staff import divided
from tests.usecases.worlds import GRIDS, area_rows, square


@pytest.fixture
def planner(workspace):
    return planner_of(workspace)


@pytest.fixture
def tower(workspace):
    return with_tower(workspace)


@ON_SQLITE
def test_figures_change_on_the_day_and_never_before_it(workspace, planner, clock):
    began = workspace.today()
    before = targets(workspace)
    towns = targets(workspace, Level.COMMUNITY)
    approved(workspace, propose(planner, TOWN, MERGED).plan.name, days=3)
    assert targets(workspace) == before
    clock.forward(days=2)
    assert targets(workspace) == before
    clock.forward(days=1)
    with workspace.writing() as conn:
        rebuild_tallies(workspace, conn)
    after = targets(workspace)
    assert after == {
        GRIDS[0]: before[GRIDS[0]] + before[GRIDS[1]],
        **{grid: before[grid] for grid in GRIDS[2:]},
    }
    assert targets(workspace, Level.COMMUNITY) == towns
    # The past stays with the old grids.
    assert targets(workspace, as_of=began) == before
    assert plan(planner, f"{TOWN}-1").state == "in_effect"
    with pytest.raises(Conflict) as caught:
        discard_plan(planner, f"{TOWN}-1")
    assert caught.value.code == "plan-in-effect-already"


def test_a_plan_is_taken_back_before_its_day_as_if_it_had_never_been(workspace, planner, tower):
    before = stored(workspace)
    for wanted in (
        Wanted(level=Level.PATCH, size=(5, 15)),
        Wanted(add={TOWN: 1}, size=(1, 28)),
        Wanted(remove=[GRIDS[0]], size=(1, 99)),
    ):
        name = propose(planner, TOWN, wanted).plan.name
        approved(workspace, name, days=5)
        assert stored(workspace) != before
        assert discard_plan(planner, name).state == "discarded"
        assert stored(workspace) == before
    with pytest.raises(Conflict, match="before"):
        discard_plan(planner, name)


@ON_SQLITE
def test_a_leaders_home_stays_in_a_tower_that_is_shared(workspace, planner, tower):
    """Without the lock the floor goes; a floor that is not there is told."""
    wanted = Wanted(level=Level.PATCH)
    free = propose(planner, TOWN, wanted)
    home = free.ground.atoms.loc[free.division.moves.index[0]]
    with workspace.database.read() as conn:
        uid = conn.scalars(
            select(building.c.uid).where(building.c.id == int(home["building"]))
        ).one()
    named = f"{uid}/{home['unit'] or ''}/{int(home['floor'])}"
    kept = propose(planner, TOWN, replace(wanted, locked=[named]))
    assert home.name not in kept.division.moves.index
    assert len(kept.division.moves)
    for gone in (f"{uid}//99", f"{uid}/no such unit/x", f"{uid}//x", "nowhere//1"):
        with pytest.raises(NotFound, match=gone.split("/")[0]):
            propose(planner, TOWN, replace(wanted, locked=[gone]))


@pytest.fixture
def group(workspace):
    """A group of two patches, which fill a grid."""
    grid = square(0)
    west, south, east, north = grid.bounds
    middle = (west + east) / 2
    halves = [box(west, south, middle, north), box(middle, south, east, north)]
    codes = [group := f"{GRIDS[0]}01", f"{GRIDS[0]}001", f"{GRIDS[0]}002"]
    rows = area_rows(codes, [grid, *halves])
    rows["level"] = pd.Series(["group", "patch", "patch"], dtype="string")
    rows["parent"] = pd.Series([GRIDS[0], group, group], dtype="string")
    with workspace.writing() as conn:
        enter_areas(workspace, conn, rows)
        refresh_membership(conn, workspace.today())
    return group


@ON_SQLITE
def test_patches_of_one_grid_have_different_numbers_when_others_come(
    workspace, planner, group, clock
):
    rows = area_rows([f"{GRIDS[1]}001"], [square(1)])
    rows["level"] = pd.Series(["patch"], dtype="string")
    rows["parent"] = pd.Series([GRIDS[1]], dtype="string")
    with workspace.writing() as conn:
        enter_areas(workspace, conn, rows)
        refresh_membership(conn, workspace.today())
    merged = Wanted(merge=[[GRIDS[1], GRIDS[0]]], size=(1, 999))
    name = propose(planner, TOWN, merged).plan.name
    approved(workspace, name, days=1)
    with workspace.database.read() as conn:
        before = area_store.tree(conn, workspace.today())
        after = area_store.tree(conn, workspace.today() + timedelta(days=1))
    [grid] = [
        one for one in after.areas.values() if one.level is Level.GRID and one.code in GRIDS[:2]
    ]
    patches = [one for one in after.subtree(grid) if one.level is Level.PATCH]
    numbers = [area_number(one.code, one.name, one.level) for one in patches]
    assert sorted(numbers) == [1, 2, 3]
    # Only the one whose number was taken has a name of its own now.
    assert len([one for one in patches if one.name]) == 1
    discard_plan(workspace, name)
    with workspace.database.read() as conn:
        assert area_store.tree(conn, workspace.today() + timedelta(days=1)).areas == before.areas


@ON_SQLITE
def test_a_group_of_patches_is_drawn_around_those_it_has(workspace, planner, group, clock):
    approved(workspace, propose(planner, TOWN, Wanted(add={TOWN: 1})).plan.name, days=1)
    clock.forward(days=1)
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
        drawn = area_store.outlines(conn, workspace.today())
    [around, above] = (drawn[tree.by_code[code].id] for code in (group, GRIDS[0]))
    assert not around.equals(square(0))
    assert around.difference(above).area == pytest.approx(0, abs=1e-12)
    below = [drawn[one.id] for one in tree.children[tree.by_code[group].id]]
    assert around.symmetric_difference(union_all(below)).area == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("keeps", [0, 1])
def test_a_group_takes_patches_in_or_goes_along_with_its_own(
    workspace, planner, group, clock, keeps
):
    divided(workspace, GRIDS[1])
    merged = [[GRIDS[keeps], GRIDS[1 - keeps]]]
    name = propose(planner, TOWN, Wanted(merge=merged, size=(1, 99))).plan.name
    approved(workspace, name, days=1)
    clock.forward(days=1)
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
    in_group, in_grid = (
        {one.code for one in tree.children[tree.by_code[code].id]} for code in (group, GRIDS[keeps])
    )
    own, others = ({f"{grid}00{n}" for n in (1, 2)} for grid in GRIDS[:2])
    together = (own, others | {group}) if keeps else (own | others, {group})
    assert (in_group, in_grid) == together


@ON_SQLITE
def test_groups_whose_patches_have_no_ground_share_that_of_their_grid(workspace, planner, clock):
    """Each of two groups has a patch without outline, of one building, as in towers."""
    west, south, east, north = square(0).bounds
    middle = (west + east) / 2
    halves = [box(west, south, middle, north), box(middle, south, east, north)]
    groups, patches = ([f"{GRIDS[0]}{name}{n}" for n in (1, 2)] for name in ("G", "00"))
    rows = area_rows([*groups, *patches], [*halves, None, None])
    rows["level"] = pd.Series(["group", "group", "patch", "patch"], dtype="string")
    rows["parent"] = pd.Series([GRIDS[0]] * 2 + groups, dtype="string")
    with workspace.writing() as conn:
        enter_areas(workspace, conn, rows)
        tree = area_store.tree(conn, workspace.today())
        members = membership_store.members(conn, workspace.today())
        own = members.loc[members["leaf_area"] == tree.by_code[GRIDS[0]].id, "part"]
        leaves = [tree.by_code[code].id for code in patches]
        move = dict(zip(own, leaves, strict=True))
        membership_store.move(conn, move, source="hand", since=workspace.today())
    approved(workspace, propose(planner, TOWN, MERGED).plan.name, days=1)
    clock.forward(days=1)
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
        drawn = area_store.outlines(conn, workspace.today())
    assert not drawn.keys() & {*leaves}
    whole, *shares = (drawn[tree.by_code[code].id] for code in (GRIDS[0], *groups))
    assert whole.area == pytest.approx(2 * square(0).area, rel=1e-3)
    assert union_all(shares).symmetric_difference(whole).area < 1e-4 * whole.area
    assert sum(one.area for one in shares) == pytest.approx(whole.area, rel=1e-4)


@ON_SQLITE
def test_patches_made_from_nothing_are_drawn_like_those_that_end(workspace, planner, group, clock):
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
    before = {one.code for one in tree.children[tree.by_code[group].id]}
    wanted = Wanted(level=Level.PATCH, size=(1, 5))
    approved(workspace, propose_anew(planner, GRIDS[0], wanted).plan.name, days=1)
    clock.forward(days=1)
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
        drawn = area_store.outlines(conn, workspace.today())
    grid = tree.by_code[GRIDS[0]]
    made = [one for one in tree.subtree(grid) if one.level is Level.PATCH]
    covered, whole = union_all([drawn[one.id] for one in made]), drawn[grid.id]
    assert covered.symmetric_difference(whole).area < 1e-4 * whole.area
    assert {one.parent for one in made} == {tree.by_code[group].id}
    assert {len(one.code) for one in made} == {len(code) for code in before}
    assert before.isdisjoint(one.code for one in made)


@ON_SQLITE
def test_what_is_left_of_a_shared_tower_is_not_left_in_a_patch_that_ends(
    workspace, planner, tower, clock
):
    wanted = Wanted(level=Level.PATCH, size=(1, 5))
    approved(workspace, propose_anew(planner, TOWN, wanted).plan.name, days=1)
    clock.forward(days=1)
    with workspace.database.read() as conn:
        leaves = area_store.tree(conn, workspace.today()).leaves
        members = membership_store.members(conn, workspace.today())
    assert not set(tower) & {one.code for one in leaves}
    assert members["leaf_area"].isin([one.id for one in leaves]).all()


def test_a_tower_is_shared_by_units_and_floors(workspace, planner, tower, clock):
    found = propose(planner, TOWN, Wanted(level=Level.PATCH))
    assert found.plan.account["asked"]["size"] == [*workspace.settings.households_per_leader]
    assert (found.plan.account["today"]["outside"], found.plan.account["then"]["outside"]) == (2, 1)
    approved(workspace, found.plan.name, days=1)
    before = targets(workspace, Level.PATCH)
    assert [before[code] for code in tower] == [2, 24]
    clock.forward(days=1)
    with workspace.writing() as conn:
        rebuild_tallies(workspace, conn)
    after = targets(workspace, Level.PATCH)
    assert sum(after[code] for code in tower) == 26
    assert all(5 <= after[code] <= 15 for code in tower)
    with workspace.database.read() as conn:
        [key] = conn.scalars(select(building.c.id).where(building.c.source_ref == "b1"))
        doors = conn.execute(
            select(household.c.unit, household.c.floor, placement.c.part)
            .join(placement, placement.c.household == household.c.id)
            .where(household.c.building == key, placement.c.valid_from == workspace.today())
        ).all()
        pieces = membership_store.parts_of(conn, key, workspace.today())
    spans = {row["part"]: row for row in pieces}
    assert len(doors) == 24
    for unit, floor, piece in doors:
        assert spans[piece]["unit"] in (None, unit)
        assert (spans[piece]["floor_lo"] or floor) <= floor <= (spans[piece]["floor_hi"] or floor)
    # No piece without doors is left beside them, but for units that nobody knows.
    lived_in = {piece for _, _, piece in doors}
    assert all(span["unit"] is None or piece in lived_in for piece, span in spans.items())
    again = propose(planner, TOWN, Wanted(level=Level.PATCH)).plan.account
    assert again["today"]["pieces"] == 0


def first_floors(workspace):
    """Unit and floor that count as the ground of each building that is shared."""
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
        ground = ground_of(conn, tree, tree.by_code[TOWN], workspace.today(), floors=True)
    return ground.atoms.groupby("building")[["unit", "floor"]].nth(0).dropna().to_numpy().tolist()


@ON_SQLITE
@pytest.mark.parametrize(("load", "size"), [("2 * households", (10, 30)), ("households", (8, 24))])
def test_floors_go_by_what_is_balanced_and_where_whole_parts_would_not_do(
    workspace, planner, tower, clock, load, size
):
    """The tower is 24 households: too much at twice the weight, else what its neighbour lacks."""
    kept = propose(planner, TOWN, Wanted(level=Level.PATCH, load=load, size=(1, 48)))
    assert kept.division.moves.empty
    ground = first_floors(workspace)
    assert ground
    found = propose(planner, TOWN, Wanted(level=Level.PATCH, load=load, size=size))
    told = {row["label"]: row for row in found.plan.account["areas"]}
    assert all(size[0] <= told[code]["load"] <= size[1] for code in tower)
    assert found.plan.account["then"]["buildings_moved"] == 1 < len(found.division.moves)
    approved(workspace, found.plan.name, days=1)
    clock.forward(days=1)
    with workspace.writing() as conn:
        rebuild_tallies(workspace, conn)
    after = targets(workspace, Level.PATCH)
    assert {code: after[code] for code in tower} == {code: told[code]["after"] for code in tower}
    # Of a shared tower one floor counts as its ground: the one that it was drawn by.
    assert first_floors(workspace) == ground
