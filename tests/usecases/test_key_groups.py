"""Key groups of an area in figures that tell of nobody in particular."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gridmap.errors import NotFound
from gridmap.fieldwork.outcomes import Outcome
from gridmap.fieldwork.period import Period
from gridmap.fieldwork.small_counts import silent
from gridmap.store.bulk import new_uids
from gridmap.territory.people import Office
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.households import enter_households
from gridmap.usecases.inventory import Wanted, buildings
from gridmap.usecases.inventory import building as inside
from gridmap.usecases.key_groups import GroupFigure, key_group_figures
from gridmap.usecases.visits import VisitDraft, record_visit
from tests.database import ON_SQLITE
from tests.usecases.staff import as_holder
from tests.usecases.worlds import COMMUNITIES, GRIDS, doors, household_rows

pytestmark = ON_SQLITE

GROUP = "独居老人"


@pytest.mark.parametrize(
    ("targets", "quiet"),
    [
        ({}, set()),
        ({"a": 0, "b": 7}, set()),
        ({"a": 4, "b": 7, "c": 9}, {"a", "b"}),  # or the sum would tell of a
        ({"a": 4, "b": 9, "c": 9}, {"a", "b"}),
        ({"a": 4, "b": 3, "c": 9}, {"a", "b"}),  # two unknowns tell of neither
        ({"a": 4, "b": 0}, {"a"}),  # nobody else to keep silent
        ({"a": 5, "b": 5}, set()),
    ],
)
def test_who_keeps_silent(targets, quiet):
    assert silent(targets) == quiet


def test_below_who_keeps_silent_somebody_does_too():
    assert silent({"a": 6, "b": 7}, above=True) == {"a"}
    assert silent({"a": 4, "b": 7}, above=True) == {"a", "b"}
    assert silent({"a": 0}, above=True) == set()


@pytest.fixture
def peopled(workspace):
    """Six of a group in the first grid, five in the second, and two in the third."""
    rows = [("b0", 6), ("b3", 5), ("b5", 2)]
    told = [(building, f"{door}") for building, n in rows for door in range(n)]
    with workspace.writing() as conn:
        before = set(doors(conn))
        enter_households(workspace, conn, household_rows(told, key_groups=[(GROUP,)] * len(told)))
        rebuild_tallies(workspace, conn)
        assert before
    return workspace


def visited(workspace, building, *outcomes):
    """Visit the first doors of a building in the order of their names."""
    [uid] = [
        view.uid for view in buildings(workspace, Wanted()).items if view.source_ref == building
    ]
    named = sorted((door for door in inside(workspace, uid).doors if door.door), key=_number)
    for door, outcome in zip(named, outcomes, strict=False):
        at = workspace.clock() - timedelta(hours=1)
        record_visit(workspace, VisitDraft(new_uids(1)[0], door.uid, outcome, at))


def _number(door):
    return int(door.door)


def met(workspace, building, count):
    visited(workspace, building, *[Outcome.MET] * count)


def of(workspace, code):
    [figure] = key_group_figures(workspace, within=code)
    return figure


def test_five_are_told_and_fewer_are_not(peopled):
    assert of(peopled, GRIDS[0]) == GroupFigure(GROUP, 6, 0, 0, few=False)
    assert of(peopled, COMMUNITIES[0]) == GroupFigure(GROUP, None, None, None, few=True)
    assert of(peopled, COMMUNITIES[0][:9]).target == 13
    # It would tell of its community, and that of the other one.
    assert of(peopled, GRIDS[1]) == GroupFigure(GROUP, None, None, None, few=True)
    assert of(peopled, GRIDS[2]) == GroupFigure(GROUP, None, None, None, few=True)
    assert of(peopled, GRIDS[3]) == GroupFigure(GROUP, 0, 0, 0, few=False)


def test_a_part_keeps_silent_when_it_or_the_rest_is_small(peopled):
    met(peopled, "b0", 2)
    assert of(peopled, GRIDS[0]) == GroupFigure(GROUP, 6, None, None, few=False)
    met(peopled, "b0", 6)
    assert of(peopled, GRIDS[0]) == GroupFigure(GROUP, 6, 6, 6, few=False)


def test_who_was_tried_and_not_met_is_a_few_as_well(workspace):
    told = [("b0", f"{door}") for door in range(16)]
    with workspace.writing() as conn:
        enter_households(workspace, conn, household_rows(told, key_groups=[(GROUP,)] * len(told)))
        rebuild_tallies(workspace, conn)
    visited(workspace, "b0", *[Outcome.MET] * 5, *[Outcome.NO_ANSWER] * 3)
    assert of(workspace, GRIDS[0]) == GroupFigure(GROUP, 16, None, 5, few=False)


def test_within_some_days_a_group_is_for_those_who_serve_it(peopled):
    """Two periods that differ by the day of one visit would tell whose it was."""
    met(peopled, "b0", 6)
    today = Period(peopled.today())
    for office, area, parts in (
        (Office.CADRE, COMMUNITIES[0], (6, 6)),
        (Office.PLANNER, COMMUNITIES[0][:9], (None, None)),
        (Office.ADMIN, None, (None, None)),
    ):
        theirs = as_holder(peopled, office, area)
        assert of(theirs, GRIDS[0]) == GroupFigure(GROUP, 6, 6, 6, few=False)
        [told] = key_group_figures(theirs, within=GRIDS[0], period=today)
        assert (told.target, told.attempted, told.reached) == (6, *parts)
        assert told.unserved == (parts == (None, None))


def test_an_unknown_area_has_no_groups(workspace):
    with pytest.raises(NotFound):
        key_group_figures(workspace, within="43")
