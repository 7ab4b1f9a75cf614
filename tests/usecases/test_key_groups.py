"""Key groups of an area in figures that tell of nobody in particular."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gridmap.errors import NotFound
from gridmap.fieldwork.outcomes import Outcome
from gridmap.store.bulk import new_uids
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.households import enter_households
from gridmap.usecases.inventory import Wanted, buildings
from gridmap.usecases.inventory import building as inside
from gridmap.usecases.key_groups import GroupFigure, key_group_figures, silent
from gridmap.usecases.visits import VisitDraft, record_visit
from tests.usecases.worlds import COMMUNITIES, GRIDS, doors, household_rows

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


def met(workspace, building, count):
    [uid] = [
        view.uid for view in buildings(workspace, Wanted()).items if view.source_ref == building
    ]
    named = [door for door in inside(workspace, uid).doors if door.door in set("012345")]
    for door in named[:count]:
        at = workspace.clock() - timedelta(hours=1)
        record_visit(workspace, VisitDraft(new_uids(1)[0], door.uid, Outcome.MET, at))


def of(workspace, code):
    [figure] = key_group_figures(workspace, within=code)
    return figure


def test_five_are_told_and_fewer_are_not(peopled):
    assert of(peopled, GRIDS[0]) == GroupFigure(GROUP, 6, 0, 0, few=False)
    assert of(peopled, COMMUNITIES[0]) == GroupFigure(GROUP, None, None, None, few=True)
    assert of(peopled, COMMUNITIES[0][:9]).target == 13
    assert of(peopled, GRIDS[2]) == GroupFigure(GROUP, None, None, None, few=True)
    assert of(peopled, GRIDS[3]) == GroupFigure(GROUP, 0, 0, 0, few=False)


def test_a_part_keeps_silent_when_it_or_the_rest_is_small(peopled):
    met(peopled, "b0", 2)
    assert of(peopled, GRIDS[0]) == GroupFigure(GROUP, 6, None, None, few=False)
    met(peopled, "b0", 6)
    assert of(peopled, GRIDS[0]) == GroupFigure(GROUP, 6, 6, 6, few=False)


def test_an_unknown_area_has_no_groups(workspace):
    with pytest.raises(NotFound):
        key_group_figures(workspace, within="43")
