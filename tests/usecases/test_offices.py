"""Offices: dated, one lead an area, handed over with their history; who may give them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gridmap.errors import Conflict, InputError, NotFound, NotPermitted
from gridmap.territory.people import Office
from gridmap.usecases.links import links, put_links
from gridmap.usecases.looks import LookAct, looks
from gridmap.usecases.offices import assign_office, end_office, hand_over, offices
from gridmap.usecases.people import add_person, change_person, people, person
from gridmap.usecases.seats import Seat
from gridmap.usecases.vacancies import vacancies
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.staff import as_holder, divided, somebody
from tests.usecases.worlds import COMMUNITIES, GRIDS

pytestmark = ON_SQLITE

COMMUNITY, OTHER = COMMUNITIES
GRID = GRIDS[0]
TODAY = date(2026, 3, 4)
LEAD = Seat(Office.GRID_LEAD, GRID)


def held(workspace, day=None, **more):
    return [(one.person, one.office, one.area) for one in offices(workspace, day=day, **more)]


@ON_BOTH
def test_an_office_is_in_force_from_its_first_day_until_before_its_last(workspace):
    who = somebody(workspace, "甲")
    assign_office(workspace, who, LEAD, since=TODAY, until=TODAY + timedelta(days=3))
    days = [TODAY + timedelta(days=n) for n in (-1, 0, 2, 3)]
    assert [len(held(workspace, day)) for day in days] == [0, 1, 1, 0]


def test_an_area_has_one_lead_at_a_time(workspace):
    first, second = somebody(workspace, "甲", LEAD), somebody(workspace, "乙")
    for since, until in (
        (TODAY, None),
        (TODAY + timedelta(days=9), None),
        (TODAY - timedelta(days=9), TODAY + timedelta(days=1)),
    ):
        with pytest.raises(Conflict, match=GRID) as refused:
            assign_office(workspace, second, LEAD, since=since, until=until)
        assert refused.value.code == "office-taken"
    assign_office(workspace, second, LEAD, since=TODAY - timedelta(days=9), until=TODAY)
    assert held(workspace) == [(first, Office.GRID_LEAD, GRID)]
    assert held(workspace, TODAY - timedelta(days=1)) == [(second, Office.GRID_LEAD, GRID)]


@ON_BOTH
def test_two_workers_may_share_a_grid_but_nobody_holds_an_office_twice(workspace):
    seat = Seat(Office.GRID_WORKER_FULL, GRID)
    who = somebody(workspace, "甲", seat)
    somebody(workspace, "乙", seat)
    assert len(held(workspace)) == 2
    with pytest.raises(Conflict) as refused:
        assign_office(workspace, who, seat)
    assert refused.value.code == "office-held"


@ON_BOTH
def test_a_handover_keeps_history_and_the_cadre(workspace):
    patch, _ = divided(workspace)
    seat = Seat(Office.PATCH_LEADER, patch)
    old, new = somebody(workspace, "甲", seat), somebody(workspace, "乙")
    cadre = somebody(workspace, "丙", Seat(Office.CADRE, COMMUNITY))
    put_links(workspace, {old: cadre})
    day = TODAY + timedelta(days=2)
    assert hand_over(workspace, seat, new, on=day).since == day
    assert held(workspace, day - timedelta(days=1), office=[seat.office])[0][0] == old
    assert held(workspace, day, office=[seat.office])[0][0] == new
    [link] = links(workspace, day=day).leaders
    assert (link.leader, link.cadre, link.since) == (new, cadre, day)
    [was] = person(workspace, old, history=True).offices
    assert (was.area, was.since, was.until) == (patch, TODAY, day)
    assert [one.offices for one in (person(workspace, old),)] == [(was,)]


def test_a_handover_dated_back_forgets_nobody_who_served_since(workspace):
    old = somebody(workspace, "甲")
    new = somebody(workspace, "乙")
    assign_office(workspace, old, LEAD, since=TODAY - timedelta(days=9))
    with pytest.raises(Conflict) as refused:
        hand_over(workspace, LEAD, new, on=TODAY - timedelta(days=10))
    assert refused.value.code == "office-begun-later"
    hand_over(workspace, LEAD, new, on=TODAY - timedelta(days=8))
    [was] = person(workspace, old, history=True).offices
    assert was.until == TODAY - timedelta(days=8)


def test_what_is_only_planned_gives_way_to_a_handover(workspace):
    one, two, three = (somebody(workspace, name) for name in "甲乙丙")
    assign_office(workspace, one, LEAD, until=TODAY + timedelta(days=5))
    assign_office(workspace, two, LEAD, since=TODAY + timedelta(days=5))
    # Of several to come it is the one of that day who hands over.
    with pytest.raises(Conflict) as refused:
        hand_over(workspace, LEAD, three, on=TODAY + timedelta(days=1))
    assert refused.value.code == "office-taken"
    end_office(workspace, two, LEAD)
    hand_over(workspace, LEAD, three, on=TODAY + timedelta(days=1))
    assert held(workspace, TODAY) == [(one, Office.GRID_LEAD, GRID)]
    assert held(workspace, TODAY + timedelta(days=9)) == [(three, Office.GRID_LEAD, GRID)]


def test_nobody_hands_over_what_nobody_holds(workspace):
    new = somebody(workspace, "乙")
    with pytest.raises(NotFound) as missing:
        hand_over(workspace, LEAD, new)
    assert missing.value.code == "office-unknown"
    somebody(workspace, "甲", LEAD)
    with pytest.raises(NotFound):
        hand_over(workspace, LEAD, new, giver=somebody(workspace, "丙"))


def test_several_workers_have_to_be_told_apart(workspace):
    seat = Seat(Office.GRID_WORKER_PART, GRID)
    one, _ = somebody(workspace, "甲", seat), somebody(workspace, "乙", seat)
    new = somebody(workspace, "丙")
    with pytest.raises(InputError) as unclear:
        hand_over(workspace, seat, new)
    assert unclear.value.code == "office-giver"
    hand_over(workspace, seat, new, giver=one)
    assert {who for who, _, _ in held(workspace)} == {
        row.uid for row in people(workspace) if row.name in ("乙", "丙")
    }


def test_an_office_ended_the_day_it_began_never_was(workspace):
    who = somebody(workspace, "甲", LEAD)
    end_office(workspace, who, LEAD)
    assert person(workspace, who, history=True).offices == ()
    with pytest.raises(NotFound):
        end_office(workspace, who, LEAD)


@pytest.mark.parametrize(
    ("seat", "code"),
    [
        (Seat(Office.PATCH_LEADER, GRID), "office-place"),
        (Seat(Office.CADRE, GRID), "office-place"),
        (Seat(Office.GRID_LEAD), "office-area"),
        (Seat(Office.DEPARTMENT_OFFICER), "office-place"),
        (Seat(Office.DEPARTMENT_OFFICER, GRID), "office-place"),
        (Seat(Office.ADMIN, GRID), "office-place"),
    ],
)
def test_an_office_belongs_to_areas_of_its_level(workspace, seat, code):
    who = somebody(workspace, "甲")
    with pytest.raises(InputError) as refused:
        assign_office(workspace, who, seat)
    assert refused.value.code == code


def test_an_end_before_the_beginning_is_refused(workspace):
    who = somebody(workspace, "甲")
    with pytest.raises(InputError) as refused:
        assign_office(workspace, who, LEAD, since=TODAY, until=TODAY)
    assert refused.value.code == "office-dates"


@ON_BOTH
def test_every_vacancy_is_listed_with_the_day_it_began(workspace):
    patches = divided(workspace)
    seat = Seat(Office.PATCH_LEADER, patches[0])
    who = somebody(workspace, "甲", seat)
    end_office(workspace, who, seat, on=TODAY + timedelta(days=5))
    before = {(one.office, one.area.code) for one in vacancies(workspace, within=COMMUNITY)}
    assert before == {
        (Office.PATCH_LEADER, patches[1]),
        *((office, grid) for grid in GRIDS[:2] for office in (Office.GRID_LEAD, FULL)),
    }
    later = vacancies(workspace, within=patches[0], day=TODAY + timedelta(days=5))
    assert [(one.office, one.since) for one in later] == [
        (Office.PATCH_LEADER, TODAY + timedelta(days=5))
    ]
    somebody(workspace, "乙", Seat(Office.GRID_WORKER_PART, GRID))
    assert (FULL, GRID) not in {(one.office, one.area.code) for one in vacancies(workspace)}


FULL = Office.GRID_WORKER_FULL


@ON_BOTH
def test_names_and_phones_lie_sealed_and_a_phone_is_one_persons(workspace):
    made = add_person(workspace, name="张三丰", phone="+86 138-0000-0000")
    assert (made.name, made.phone) == ("张三丰", "13800000000")
    with workspace.database.read() as conn:
        rows = conn.exec_driver_sql("SELECT * FROM person").all()
    assert "张三丰" not in str(rows)
    assert "13800000000" not in str(rows)
    with pytest.raises(Conflict):
        add_person(workspace, name="李四", phone="\uff11\uff13\uff18 0000 0000")
    other = add_person(workspace, name="李四", phone="13900000000")
    with pytest.raises(Conflict):
        change_person(workspace, other.uid, name="李四", phone="13800000000")
    assert change_person(workspace, other.uid, name="王五", phone=None).phone is None


@pytest.mark.parametrize(
    ("name", "phone", "code"),
    [
        ("甲", "abc", "person-phone"),
        ("甲", "12", "person-phone"),
        ("甲" * 51, None, "person-name"),
        ("甲 11010519491231002X", None, "person-name"),
    ],
)
def test_odd_names_and_phones_are_refused(sqlite_workspace, name, phone, code):
    with pytest.raises(InputError) as refused:
        add_person(sqlite_workspace, name=name, phone=phone)
    assert refused.value.code == code


def test_a_list_tells_no_phone_and_goes_on(sqlite_workspace):
    ws = sqlite_workspace
    for nth in range(3):
        somebody(
            ws, f"人{nth}", Seat(Office.GRID_WORKER_FULL, GRIDS[nth]), phone=f"1380000000{nth}"
        )
    page = people(ws, most=2)
    assert [one.phone for one in page] == [None, None]
    assert all(one.has_phone for one in page)
    rest = people(ws, after=page[-1].id)
    assert [one.name for one in [*page, *rest]] == ["人0", "人1", "人2"]
    assert [one.name for one in people(ws, within=COMMUNITY)] == ["人0", "人1"]
    assert [one.name for one in people(ws, name="2")] == ["人2"]
    assert people(ws, office=Office.CADRE) == []


def test_each_change_of_rights_and_each_look_at_a_phone_is_written_down(sqlite_workspace):
    ws = sqlite_workspace
    who = somebody(ws, "甲", LEAD, phone="13800000000")
    other = somebody(ws, "乙")
    hand_over(ws, LEAD, other, on=TODAY + timedelta(days=1))
    cadre = as_holder(ws, Office.CADRE, COMMUNITY, other)
    person(cadre, who)
    person(cadre, other)  # has none
    noted = [(one.act, one.subject, one.area) for one in reversed(looks(ws))]
    assert noted == [
        (LookAct.RIGHTS, who, GRID),
        (LookAct.RIGHTS, who, GRID),
        (LookAct.RIGHTS, other, GRID),
        (LookAct.PHONE, who, GRID),
    ]


class TestRights:
    """Who may give and see which office."""

    def test_a_cadre_cares_for_their_community_alone(self, sqlite_workspace):
        ws = sqlite_workspace
        mine = somebody(ws, "甲", Seat(Office.GRID_LEAD, GRID))
        theirs = somebody(ws, "乙", Seat(Office.GRID_LEAD, GRIDS[2]))
        cadre = as_holder(ws, Office.CADRE, COMMUNITY)
        assert [one.uid for one in people(cadre)] == [mine]
        assert person(cadre, mine).name == "甲"
        for act in (
            lambda: person(cadre, theirs),
            lambda: change_person(cadre, theirs, name="丁", phone=None),
            lambda: people(cadre, within=OTHER),
            lambda: assign_office(cadre, mine, Seat(Office.GRID_WORKER_FULL, GRIDS[2])),
            lambda: assign_office(cadre, mine, Seat(Office.ADMIN)),
            lambda: assign_office(cadre, mine, Seat(Office.PLANNER, COMMUNITY)),
        ):
            with pytest.raises(NotPermitted):
                act()
        assign_office(cadre, mine, Seat(Office.GRID_WORKER_FULL, GRIDS[1]))

    def test_whoever_serves_elsewhere_too_is_changed_by_neither_alone(self, sqlite_workspace):
        ws = sqlite_workspace
        both = somebody(
            ws, "甲", Seat(Office.GRID_WORKER_FULL, GRID), Seat(Office.GRID_WORKER_FULL, GRIDS[2])
        )
        cadre = as_holder(ws, Office.CADRE, COMMUNITY)
        assert person(cadre, both).name == "甲"
        with pytest.raises(NotPermitted):
            change_person(cadre, both, name="乙", phone=None)

    def test_nobody_gives_themselves_an_office(self, sqlite_workspace):
        ws = sqlite_workspace
        me = somebody(ws, "甲", Seat(Office.CADRE, COMMUNITY))
        cadre = as_holder(ws, Office.CADRE, COMMUNITY, me)
        with pytest.raises(NotPermitted) as refused:
            assign_office(cadre, me, Seat(Office.GRID_LEAD, GRID))
        assert refused.value.code == "office-own"
        with pytest.raises(NotPermitted):
            end_office(cadre, me, Seat(Office.CADRE, COMMUNITY))

    def test_a_leader_sees_nobody_but_themselves(self, sqlite_workspace):
        ws = sqlite_workspace
        [patch, _] = divided(ws)
        me = somebody(ws, "甲", Seat(Office.PATCH_LEADER, patch))
        other = somebody(ws, "乙", Seat(Office.GRID_LEAD, GRID))
        leader = as_holder(ws, Office.PATCH_LEADER, patch, me)
        assert person(leader, me).name == "甲"
        for act in (
            lambda: person(leader, other),
            lambda: people(leader),
            lambda: offices(leader),
            lambda: vacancies(leader),
        ):
            with pytest.raises(NotPermitted):
                act()
