"""Inside a building, and towers shared between leaders: who answers, what it costs, and back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from gridmap.errors import Conflict, InputError, NotFound, NotPermitted
from gridmap.fieldwork.coverage import Exclusion
from gridmap.fieldwork.outcomes import Outcome
from gridmap.store.bulk import new_uids
from gridmap.store.tables.ground import building, membership, part
from gridmap.store.tables.households import household, placement
from gridmap.territory.codes import Level
from gridmap.territory.parts import Span
from gridmap.territory.people import KeyGroup, Office
from gridmap.usecases.coverage import coverage
from gridmap.usecases.door_groups import groups_at_door
from gridmap.usecases.households import enter_households
from gridmap.usecases.looks import Reason
from gridmap.usecases.matrix import matrix
from gridmap.usecases.towers import split_tower, undo_split
from gridmap.usecases.visits import VisitDraft, record_visit
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.conftest import put_once
from tests.usecases.staff import as_holder, divided
from tests.usecases.worlds import COMMUNITIES, GRIDS, household_rows

pytestmark = ON_SQLITE

TOWER = "b1"  # in the first grid, as b0 is
DOORS = [(unit, floor, n) for unit in ("1", "2") for floor in range(1, 7) for n in (1, 2)]
PATCHES = tuple(f"{GRIDS[0]}{n:03}" for n in (1, 2))


@pytest.fixture
def tower(workspace, once):
    """Uid of a tower of two units, six floors and two doors a floor, in a grid of two patches."""
    put_once(once, "tower", workspace.database, lambda: build(workspace))
    with workspace.database.read() as conn:
        return conn.scalar(select(building.c.uid).where(building.c.source_ref == TOWER))


def build(workspace):
    with workspace.writing() as conn:
        enter_households(
            workspace,
            conn,
            household_rows(
                [(TOWER, f"{floor}0{n}") for _, floor, n in DOORS],
                unit=[unit for unit, _, _ in DOORS],
                floor=[floor for _, floor, _ in DOORS],
                occupancy=["vacant", *[None] * 23],
                do_not_visit=[False, True, *[False] * 22],
                key_groups=[
                    (),
                    (),
                    (KeyGroup.ELDER_ALONE.value, KeyGroup.MEMBER_AWAY.value),
                    (KeyGroup.MEMBER_AWAY.value,),
                    *[()] * 20,
                ],
            ),
        )
    divided(workspace)


def answering(workspace, uid):
    """The code of the area that answers for each floor of each unit."""
    return {
        (unit.unit, row.floor): row.area
        for unit in matrix(workspace, uid).units
        for row in unit.rows
    }


def by_label(workspace, uid, unit="1"):
    [column] = [one for one in matrix(workspace, uid).units if one.unit == unit]
    return {door.label: door for row in column.rows for door in row.doors}


def stored(workspace):
    """Everything a split writes to."""
    tables = (part, membership, placement)
    columns = {
        part: (part.c.id, part.c.closed_on, part.c.unit),
        membership: (membership.c.part, membership.c.valid_from, membership.c.leaf_area),
        placement: (placement.c.household, placement.c.valid_from, placement.c.part),
    }
    with workspace.database.read() as conn:
        return [sorted(map(repr, conn.execute(select(*columns[table])))) for table in tables]


def figures(workspace, level=Level.PATCH, **day):
    """Target and reached by area."""
    rows = coverage(workspace, by=level, **day).rows
    return {row.code: (row.figure.target, row.figure.reached) for row in rows}


def visit(workspace, door, outcome, **ago):
    at = workspace.clock() - timedelta(**ago)
    record_visit(workspace, VisitDraft(new_uids(1)[0], door, outcome, at))


# The matrix ---------------------------------------------------------------------------------------


def test_doors_stand_in_their_place_with_their_state(workspace, tower):
    doors = by_label(workspace, tower)
    visit(workspace, doors["202"].uid, Outcome.NO_ANSWER, hours=30)
    visit(workspace, doors["202"].uid, Outcome.NO_ANSWER, hours=2)
    visit(workspace, doors["601"].uid, Outcome.MET, hours=2)
    laid = matrix(workspace, tower)
    assert [(unit.unit, [row.floor for row in unit.rows]) for unit in laid.units] == [
        ("1", [6, 5, 4, 3, 2, 1]),
        ("2", [6, 5, 4, 3, 2, 1]),
    ]
    doors = by_label(workspace, tower)
    assert (doors["202"].state.outcome, doors["202"].tries) == (Outcome.NO_ANSWER, 2)
    assert (doors["601"].state.outcome, doors["601"].state.settled) == (Outcome.MET, True)
    assert (doors["101"].excluded, doors["101"].reason) == (True, Exclusion.VACANT)
    assert (doors["102"].excluded, doors["102"].reason) == (True, Exclusion.DO_NOT_VISIT)
    assert (doors["301"].excluded, doors["301"].reason, doors["301"].tries) == (False, None, 0)


@ON_BOTH
def test_placeholders_are_spread_over_the_floors(workspace, tower):
    with workspace.writing() as conn:
        conn.execute(
            update(building).where(building.c.source_ref == "b4").values(levels=2, units=1)
        )
        uid = conn.scalar(select(building.c.uid).where(building.c.source_ref == "b4"))
    laid = matrix(workspace, uid)
    assert laid.guessed
    assert [
        (row.floor, [door.label for door in row.doors]) for unit in laid.units for row in unit.rows
    ] == [(2, ["201"]), (1, ["101"])]


def test_doors_beyond_reach_are_counted_and_nothing_else(workspace, tower):
    split_tower(workspace, tower, Span("1", 4, None), PATCHES[0])
    leader = as_holder(workspace, Office.PATCH_LEADER, PATCHES[0])
    rows = {
        (unit.unit, row.floor): row for unit in matrix(leader, tower).units for row in unit.rows
    }
    assert [(len(rows["1", n].doors), rows["1", n].others) for n in (3, 4)] == [(0, 2), (2, 0)]
    planner = as_holder(workspace, Office.PLANNER, COMMUNITIES[0])
    laid = matrix(planner, tower)
    assert all(not row.doors and row.others == 2 for unit in laid.units for row in unit.rows)
    assert laid.may_split
    assert not matrix(leader, tower).may_split


def test_a_ring_shows_to_those_who_serve_the_group_and_tells_it_when_asked(workspace, tower):
    elder, member = (by_label(workspace, tower)[label].uid for label in ("201", "202"))
    cadre = as_holder(workspace, Office.CADRE, COMMUNITIES[0])
    worker = as_holder(workspace, Office.GRID_WORKER_FULL, GRIDS[0])
    ringed = {
        who: {label for label, door in by_label(hands, tower).items() if door.in_key_group}
        for who, hands in {"cadre": cadre, "worker": worker}.items()
    }
    assert ringed == {"cadre": {"201", "202"}, "worker": {"201"}}
    assert groups_at_door(cadre, elder, reason=Reason.VISIT) == ("流动党员", "独居老人")
    assert groups_at_door(worker, elder, reason=Reason.VISIT) == ("独居老人",)
    assert groups_at_door(worker, member, reason=Reason.VISIT) == ()
    with pytest.raises(NotPermitted):
        groups_at_door(
            as_holder(workspace, Office.PLANNER, COMMUNITIES[0]), elder, reason=Reason.VISIT
        )
    with pytest.raises(NotPermitted):
        groups_at_door(
            as_holder(workspace, Office.CADRE, COMMUNITIES[1]), elder, reason=Reason.VISIT
        )
    with pytest.raises(NotFound):
        groups_at_door(cadre, tower, reason=Reason.VISIT)


# Splits -------------------------------------------------------------------------------------------


@ON_BOTH
def test_a_house_without_doors_is_handed_over_as_well(workspace, tower):
    """Doors may come later: somebody answers for it before."""
    with workspace.writing() as conn:
        house = conn.execute(select(building).where(building.c.source_ref == "b0")).mappings().one()
        there = household.c.building == house["id"]
        conn.execute(update(household).where(there).values(closed_on=workspace.today()))
    empty = house["uid"]
    laid = matrix(workspace, empty)
    assert (laid.units, laid.may_split) == ((), True)
    split = split_tower(workspace, empty, Span(), PATCHES[1])
    assert [(share.area, share.households) for share in split.parts] == [(PATCHES[1], 0)]


def test_a_split_hands_over_what_was_asked_and_nothing_else(workspace, tower):
    was = answering(workspace, tower)
    [before] = set(was.values())
    heir = next(code for code in PATCHES if code != before)
    today = figures(workspace)
    yesterday = {"level": Level.GRID, "as_of": workspace.today() - timedelta(days=1)}
    past = figures(workspace, **yesterday)

    split = split_tower(workspace, tower, Span("1", 4, 9), heir)

    assert answering(workspace, tower) == {
        (unit, floor): heir if unit == "1" and floor >= 4 else before for unit, floor in was
    }
    assert split.moved == 6
    assert {(share.span, share.area, share.households) for share in split.parts} == {
        (Span("1", 4, None), heir, 6),  # nothing lies above the sixth floor
        (Span("1", None, 3), before, 6),
        (Span(None, None, None), before, 12),
    }
    now = figures(workspace)
    assert now[heir][0] == today[heir][0] + 6
    assert now[before][0] == today[before][0] - 6
    assert figures(workspace, **yesterday) == past


def test_visits_go_with_the_doors(workspace, tower):
    [before] = set(answering(workspace, tower).values())
    heir = next(code for code in PATCHES if code != before)
    visit(workspace, by_label(workspace, tower)["601"].uid, Outcome.MET, hours=2)
    split_tower(workspace, tower, Span("1", 6, None), heir)
    assert by_label(workspace, tower)["601"].state.outcome is Outcome.MET
    now = figures(workspace)
    assert (now[heir][1], now[before][1]) == (1, 0)


def test_a_dry_run_tells_the_same_and_keeps_nothing(workspace, tower):
    [before] = set(answering(workspace, tower).values())
    heir = next(code for code in PATCHES if code != before)
    kept = stored(workspace)
    told = split_tower(workspace, tower, Span("2"), heir, dry_run=True)
    assert stored(workspace) == kept
    done = split_tower(workspace, tower, Span("2"), heir)
    assert (told.parts, told.moved) == (done.parts, done.moved)


@ON_BOTH
def test_splits_are_taken_back_one_after_the_other(workspace, tower):
    [before] = set(answering(workspace, tower).values())
    heir = next(code for code in PATCHES if code != before)
    first = stored(workspace)
    split_tower(workspace, tower, Span("1"), heir)
    second = stored(workspace)
    split_tower(workspace, tower, Span("1", 1, 2), before)
    assert undo_split(workspace, tower).moved == 4
    assert stored(workspace) == second
    assert undo_split(workspace, tower).moved == 12
    assert stored(workspace) == first
    with pytest.raises(Conflict, match="today"):
        undo_split(workspace, tower)


@ON_BOTH
def test_a_whole_part_changes_hands_and_back(workspace, tower):
    [before] = set(answering(workspace, tower).values())
    heir = next(code for code in PATCHES if code != before)
    kept = stored(workspace)
    assert split_tower(workspace, tower, Span(), heir).moved == 24
    assert set(answering(workspace, tower).values()) == {heir}
    undo_split(workspace, tower)
    assert stored(workspace) == kept


def test_what_was_split_yesterday_stays_split(workspace, tower, clock):
    [before] = set(answering(workspace, tower).values())
    heir = next(code for code in PATCHES if code != before)
    split_tower(workspace, tower, Span("1"), heir)
    clock.forward(days=1)
    with pytest.raises(Conflict):
        undo_split(workspace, tower)
    assert split_tower(workspace, tower, Span("1"), before).moved == 12
    assert undo_split(workspace, tower).moved == 12


def test_a_door_that_a_ledger_brings_later_is_placed_in_its_part(workspace, tower):
    [before] = set(answering(workspace, tower).values())
    heir = next(code for code in PATCHES if code != before)
    split_tower(workspace, tower, Span("1", 4, None), heir)
    with workspace.writing() as conn:
        enter_households(
            workspace,
            conn,
            household_rows(
                [(TOWER, "503"), (TOWER, "103"), (TOWER, "101")],
                unit=["1", "1", "3"],
                floor=[5, 1, 1],
            ),
        )
    now = answering(workspace, tower)
    assert (now["1", 5], now["1", 1], now["3", 1]) == (heir, before, before)


@pytest.mark.parametrize(
    ("out", "error"),
    [
        (Span("1", 5, 4), "tower-floors-reversed"),
        (Span("9"), "tower-unit-unknown"),
        (Span(None, 7, 9), "tower-floors-unknown"),
    ],
)
def test_what_is_not_there_cannot_be_handed_over(workspace, tower, out, error):
    with pytest.raises(InputError) as refused:
        split_tower(workspace, tower, out, PATCHES[0])
    assert refused.value.code == error


def test_only_a_leaf_that_has_it_not_yet_can_take_it(workspace, tower):
    [before] = set(answering(workspace, tower).values())
    with pytest.raises(Conflict) as refused:
        split_tower(workspace, tower, Span("1"), before)
    assert refused.value.code == "tower-already-so"
    with pytest.raises(Conflict):
        split_tower(workspace, tower, Span("1"), GRIDS[0])
    with pytest.raises(NotFound):
        split_tower(workspace, "nowhere", Span("1"), before)


@pytest.mark.parametrize(
    ("office", "area", "allowed"),
    [
        (Office.CADRE, COMMUNITIES[0], True),
        (Office.PLANNER, COMMUNITIES[0], True),
        (Office.CADRE, COMMUNITIES[1], False),
        (Office.GRID_WORKER_FULL, GRIDS[0], False),
        (Office.PATCH_LEADER, PATCHES[0], False),
    ],
)
def test_cadres_and_planners_split_what_is_theirs(workspace, tower, office, area, allowed):
    [before] = set(answering(workspace, tower).values())
    heir = next(code for code in PATCHES if code != before)
    hands = as_holder(workspace, office, area)
    if allowed:
        split_tower(hands, tower, Span("1"), heir)
        undo_split(hands, tower)
        with pytest.raises(NotPermitted):  # to another community
            split_tower(hands, tower, Span("1"), GRIDS[2])
    else:
        kept = stored(workspace)
        with pytest.raises(NotPermitted):
            split_tower(hands, tower, Span("1"), heir)
        assert stored(workspace) == kept
