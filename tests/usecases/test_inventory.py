"""Lists of buildings: by id or the nearest first, so far or all, page after page."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from gridmap.errors import InputError, NotFound
from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.fieldwork.outcomes import Outcome
from gridmap.fieldwork.period import Period
from gridmap.store.bulk import new_uids
from gridmap.usecases import candidates
from gridmap.usecases.inventory import Wanted, building, buildings
from gridmap.usecases.map_status import Question
from gridmap.usecases.places import what_is_at
from gridmap.usecases.visits import VisitDraft, record_visit
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.worlds import BUILDINGS, COMMUNITIES, GRIDS, SOUTH, STEP, WEST, doors

pytestmark = ON_SQLITE

MARCH = Question(Period(date(2026, 3, 1), date(2026, 4, 1)))
FEBRUARY = Question(Period(date(2026, 2, 1), date(2026, 3, 1)))


def names(page):
    return [view.source_ref for view in page.items]


@pytest.fixture
def met(workspace):
    """Somebody was met behind one door of the first building."""
    with workspace.database.read() as conn:
        door = doors(conn)[0]
    at = workspace.clock() - timedelta(hours=1)
    record_visit(workspace, VisitDraft(new_uids(1)[0], door, Outcome.MET, at))
    return workspace


EASTERN_END = WEST + 4 * STEP, SOUTH


@ON_BOTH
@pytest.mark.parametrize("area", [None, "430202", COMMUNITIES[0], GRIDS[0]])
def test_the_nearest_come_first(workspace, area):
    known = list(
        BUILDINGS if area in (None, "430202") else BUILDINGS[: 4 if area in COMMUNITIES else 2]
    )
    wanted = Wanted(area=area if area != "430202" else None, near=EASTERN_END)
    page = buildings(workspace, wanted)
    assert names(page) == known[::-1]
    metres = [view.distance_m for view in page.items]
    assert metres == sorted(metres)
    assert page.next is None


def test_circles_find_the_same_as_looking_everywhere(workspace, monkeypatch):
    monkeypatch.setattr(candidates, "_FIRST_METRES", 20.0)
    assert names(buildings(workspace, Wanted(near=EASTERN_END))) == list(BUILDINGS)[::-1]


def test_far_away_is_far_but_found(workspace):
    page = buildings(workspace, Wanted(near=(-150.0, -60.0)), most=3)
    assert len(page.items) == 3
    assert page.items[0].distance_m > 1_000_000


@pytest.mark.parametrize("near", [None, EASTERN_END])
@pytest.mark.parametrize("status", [None, BuildingStatus.UNTOUCHED])
def test_pages_add_up(met, near, status):
    wanted = Wanted(near=near, status=status)
    whole = names(buildings(met, wanted))
    assert len(whole) == (8 if status is None else 7)
    pages, after = [], 0
    while after is not None:
        page = buildings(met, wanted, after=after, most=3)
        pages += names(page)
        after = page.next
    assert pages == whole


@ON_BOTH
def test_only_those_so_far(met):
    assert names(buildings(met, Wanted(status=BuildingStatus.PARTLY))) == ["b0"]
    assert names(buildings(met, Wanted(status=BuildingStatus.DONE))) == []
    assert names(buildings(met, Wanted(status=BuildingStatus.PARTLY), question=MARCH)) == ["b0"]
    assert names(buildings(met, Wanted(status=BuildingStatus.PARTLY), question=FEBRUARY)) == []


def test_a_building_in_another_period(met):
    uid = buildings(met, Wanted()).items[0].uid
    now, march, february = (
        building(met, uid, question=question) for question in (Question(), MARCH, FEBRUARY)
    )
    assert now.building.figure.reached == march.building.figure.reached == 1
    assert {door.state.outcome for door in now.doors} == {Outcome.MET, None}
    assert {door.state.outcome for door in march.doors} == {Outcome.MET, None}
    assert {door.state.outcome for door in february.doors} == {None}
    assert february.building.status is BuildingStatus.UNTOUCHED


def test_a_building_by_its_id_on_the_map(workspace):
    view = buildings(workspace, Wanted()).items[2]
    assert building(workspace, f"i:{view.id}").building.uid == view.uid
    for wrong in ("i:", "i:-1", "i:0", "i:1e3", "i:99999999999999999999", "i:٣", str(view.id)):
        with pytest.raises(NotFound):
            building(workspace, wrong)


def test_numbers_are_those_of_the_sheet_whoever_knows_them(workspace):
    found = {view.id: view.number for view in buildings(workspace, Wanted()).items}
    assert sorted(found.values()) == [1] * 4 + [2] * 4
    known = np.arange(max(found) + 1, dtype=np.int32)
    told = buildings(workspace, Wanted(), numbers=known).items
    assert [view.number for view in told] == [view.id for view in told]
    few = buildings(workspace, Wanted(), numbers=known[:0]).items
    assert [view.number for view in few] == [None] * 8


def test_a_period_backwards_is_refused(workspace):
    backwards = Question(Period(date(2026, 3, 2), date(2026, 3, 1)))
    with pytest.raises(InputError):
        buildings(workspace, Wanted(), question=backwards)


@ON_BOTH
def test_what_is_at_a_place(workspace):
    first = buildings(workspace, Wanted()).items[0]
    here = what_is_at(workspace, WEST + 0.2 * STEP, SOUTH + 0.2 * STEP)
    assert here.building == first.uid
    assert here.areas[-2:] == (COMMUNITIES[0], GRIDS[0])
    beside = what_is_at(workspace, WEST + 0.05 * STEP, SOUTH + 0.05 * STEP)
    assert beside.building is None
    assert beside.areas == here.areas
    assert what_is_at(workspace, -180, 90).areas == ()
