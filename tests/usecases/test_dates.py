"""What holds from which day: figures follow, credit stays, the past does not change."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import select

from gridmap.store import areas as area_store
from gridmap.store import drawn
from gridmap.store import households as household_store
from gridmap.store import membership as membership_store
from gridmap.store import placements as placement_store
from gridmap.store.bulk import new_uids
from gridmap.store.tables.ground import building, part
from gridmap.store.tables.households import household
from gridmap.territory.codes import Level
from gridmap.usecases.area_sizes import buildings_of_areas
from gridmap.usecases.buildings import enter_buildings
from gridmap.usecases.coverage import coverage, coverage_within
from gridmap.usecases.credit import coverage_credit
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.visits import Outcome, VisitDraft, record_visit
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases import worlds
from tests.usecases.worlds import GRIDS

pytestmark = ON_SQLITE


def targets(workspace, **when):
    rows = coverage(workspace, by=Level.GRID, **when).rows
    return {row.code: (row.figure.target, row.figure.reached) for row in rows}


def visit(workspace, door, outcome=Outcome.MET):
    draft = VisitDraft(new_uids(1)[0], door, outcome, workspace.clock())
    return record_visit(workspace, draft)


@pytest.fixture
def moved(workspace):
    """The first building, visited today, goes from the first grid to the second in two days."""
    with workspace.database.read() as conn:
        [door, *_] = worlds.doors(conn)
        [first] = conn.scalars(
            select(part.c.id).join(building).where(building.c.source_ref == "b0")
        )
        goal = area_store.tree(conn, workspace.today()).by_code[GRIDS[1]]
    visit(workspace, door)
    day = workspace.today() + timedelta(days=2)
    with workspace.writing() as conn:
        membership_store.move(conn, {first: goal.id}, source="plan", since=day)
        rebuild_tallies(workspace, conn)
    return day


BEFORE = {GRIDS[0]: (4, 1), GRIDS[1]: (3, 0), GRIDS[2]: (4, 0), GRIDS[3]: (4, 0)}
AFTER = {**BEFORE, GRIDS[0]: (2, 0), GRIDS[1]: (5, 1)}


def test_a_move_holds_from_its_day_on(workspace, clock, moved):
    assert targets(workspace) == BEFORE
    assert targets(workspace, as_of=moved) == AFTER
    clock.forward(days=1)
    assert targets(workspace) == BEFORE
    clock.forward(days=1)
    assert workspace.today() == moved
    # Live figures turn with the day, without anybody's doing.
    assert targets(workspace) == AFTER
    assert targets(workspace, as_of=moved - timedelta(days=1)) == BEFORE


def test_a_visit_on_the_day_of_a_move_is_counted_once(workspace, clock, moved):
    clock.forward(days=2)
    with workspace.database.read() as conn:
        [_, second, *_] = worlds.doors(conn)
    visit(workspace, second)
    assert targets(workspace) == {**AFTER, GRIDS[1]: (5, 2)}


def test_credit_stays_where_the_work_was_done(workspace, clock, moved):
    clock.forward(days=3)
    with workspace.database.read() as conn:
        [_, second, *_] = worlds.doors(conn)
    visit(workspace, second, Outcome.NO_ANSWER)
    credit = coverage_credit(workspace, by=Level.GRID)
    assert {area.code: visits["visits"] for area, visits in credit.rows} == {
        GRIDS[0]: 1,
        GRIDS[1]: 1,
    }
    assert credit.nobody["visits"] == 0


def test_work_at_a_door_that_is_gone_keeps_its_credit(workspace, clock):
    with workspace.database.read() as conn:
        [door, *_] = worlds.doors(conn)
    visit(workspace, door)
    clock.forward(days=1)
    with workspace.writing() as conn:
        key = conn.scalar(select(household.c.id).where(household.c.uid == door))
        household_store.close_households(conn, [key], workspace.today())
        rebuild_tallies(workspace, conn)
    assert targets(workspace)[GRIDS[0]] == (3, 0)
    assert targets(workspace, as_of=workspace.today() - timedelta(days=1))[GRIDS[0]] == (4, 1)
    credit = coverage_credit(workspace, by=Level.GRID)
    assert [(area.code, visits["visits"]) for area, visits in credit.rows] == [(GRIDS[0], 1)]


def test_a_building_that_is_gone_takes_its_doors_along(workspace, clock):
    with workspace.database.read() as conn:
        [door, *_] = worlds.doors(conn)
    visit(workspace, door)
    clock.forward(days=1)

    def survey(refs, **options):
        shapes = [
            shape
            for ref, shape in zip(worlds.BUILDINGS, worlds.footprints(), strict=True)
            if ref in refs
        ]
        with workspace.writing() as conn:
            rows = worlds.building_rows(refs, shapes)
            changes = enter_buildings(workspace, conn, rows, source="survey", **options)
            rebuild_tallies(workspace, conn)
        return changes

    rest = [ref for ref in worlds.BUILDINGS if ref != "b1"]
    assert survey(rest).vanished == ("b1",)
    assert targets(workspace)[GRIDS[0]] == (4, 1)
    survey(rest, close_vanished=True)
    assert targets(workspace)[GRIDS[0]] == (2, 1)
    assert targets(workspace, as_of=workspace.today() - timedelta(days=1))[GRIDS[0]] == (4, 1)
    clock.forward(days=30)
    assert survey(list(worlds.BUILDINGS)).altered == ("b1",)
    assert targets(workspace)[GRIDS[0]] == (4, 1)


@ON_BOTH
def test_a_status_to_come_counts_from_its_day(workspace, clock):
    with workspace.writing() as conn:
        keys = conn.scalars(select(household.c.id).order_by(household.c.id).limit(2)).all()
        for day, occupancy in ((0, "rented"), (2, "vacant")):
            placement_store.put_status(
                conn,
                np.array(keys),
                np.array([occupancy] * 2, dtype=object),
                np.array([False, False]),
                since=[workspace.today() + timedelta(days=day)] * 2,
            )
        rebuild_tallies(workspace, conn)
    assert targets(workspace)[GRIDS[0]] == (4, 0)
    clock.forward(days=2)
    assert targets(workspace)[GRIDS[0]] == (2, 0)
    [row, *_] = coverage(workspace, by=Level.GRID).rows
    assert row.figure.excluded["vacant"] == 2


@ON_BOTH
def test_members_of_an_area_that_was_divided_by_hand_are_orphans_everywhere(workspace):
    """Live or from the facts, what no leaf area answers for is in no row, and is told."""
    with workspace.writing() as conn:
        tree = area_store.tree(conn, workspace.today())
        parts = conn.scalars(select(part.c.id).order_by(part.c.id).limit(1)).all()
        above = tree.by_code[worlds.COMMUNITIES[0]]
        membership_store.move(
            conn, dict.fromkeys(parts, above.id), source="hand", since=workspace.today()
        )
        rebuild_tallies(workspace, conn)
    for when in ({}, {"as_of": workspace.today()}):
        table = coverage(workspace, by=Level.COMMUNITY, **when)
        assert sum(row.figure.target for row in table.rows) == 13
        assert table.orphans.target == 2


def test_a_polygon_counts_as_of_its_day(workspace, moved):
    first = worlds.square(0, size=0.4)
    figure = coverage_within(workspace, first)
    assert (figure.target, figure.reached) == (2, 1)
    past = workspace.today() - timedelta(days=1)
    assert coverage_within(workspace, first, as_of=past).reached == 0


def test_all_at_once_and_one_by_one_are_read_the_same(workspace, clock, moved):
    """A city is read in single passes, a few doors by their keys: on every day the same."""
    rng, today = np.random.default_rng(5), workspace.today()
    with workspace.writing() as conn:
        homes = household_store.every(conn)
        for day in range(4):
            some = rng.choice(homes, 4, replace=False)
            words = rng.choice(np.array(["vacant", "occupied", "rented"], dtype=object), 4)
            since = [today + timedelta(days=day)] * 4
            asked = rng.random(4) < 0.5
            placement_store.put_status(conn, some, words, asked, since=since)
        parts = placement_store.placements(conn, today)["part"].to_numpy()
        placement_store.put_placements(
            conn, homes[:3], parts[-3:], since=[today + timedelta(days=1)] * 3
        )
        household_store.close_households(conn, homes[5:6].tolist(), moved)
    with workspace.database.read() as conn:
        buildings = list(range(1, 20))
        for day in (today - timedelta(days=400), *(today + timedelta(days=n) for n in range(4))):
            for whole, named in (
                (
                    household_store.standing(conn, day),
                    household_store.standing(conn, day, households=homes.tolist()),
                ),
                (
                    drawn.leaves_of_buildings(conn, day),
                    drawn.leaves_of_buildings(conn, day, buildings=buildings),
                ),
            ):
                assert {name: column.tolist() for name, column in whole.items()} == {
                    name: column.tolist() for name, column in named.items()
                }
                assert [column.dtype for column in whole.values()] == [
                    column.dtype for column in named.values()
                ]


def test_shared_buildings_count_once_in_what_lies_above(workspace, moved):
    """Two areas that share a building have it both; the one above has it once."""
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, moved)
        sizes = buildings_of_areas(conn, moved, tree)
        pairs = drawn.leaves_of_buildings(conn, moved)
    below = {
        area: {
            building
            for building, leaf in zip(
                pairs["building"].tolist(), pairs["leaf_area"].tolist(), strict=True
            )
            if tree.areas[area] in tree.path(tree.areas[leaf])
        }
        for area in tree.areas
    }
    assert sizes == {area: len(buildings) for area, buildings in below.items()}
