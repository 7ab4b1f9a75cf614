"""Who may see and do what: the table of rights."""

from __future__ import annotations

import pytest

from gridmap.territory.people import KeyGroup, Office
from gridmap.territory.policy import RULES, Act, Data, Role, allows, counts, role_of, serves

PARTY = {KeyGroup.MEMBER_IN_HARDSHIP, KeyGroup.MEMBER_AWAY}


def roles_that(act, data):
    return {role for role in Role if allows(role, act, data)}


def test_every_office_has_a_role_and_every_role_an_office_and_rules():
    assert {role_of(office) for office in Office} == set(Role) == set(RULES)


@pytest.mark.parametrize("role", Role)
def test_whoever_changes_something_sees_it(role):
    for data, acts in RULES[role].items():
        assert Act.SEE in acts, data
    assert allows(role, Act.SEE, Data.GROUND)


def test_single_doors_are_for_those_who_go_there():
    doorstep = {Role.LEADER, Role.WORKER, Role.CADRE}
    assert roles_that(Act.SEE, Data.DOORS) == doorstep
    assert roles_that(Act.CHANGE, Data.VISITS) == doorstep
    assert roles_that(Act.SEE, Data.KEY_GROUPS) == doorstep


def test_who_sets_up_sees_no_resident_and_who_sees_residents_sets_nothing_up():
    for role in roles_that(Act.CHANGE, Data.ACCOUNTS):
        for data in (Data.DOORS, Data.VISITS, Data.CASES, Data.KEY_GROUPS, Data.REGISTER):
            assert not allows(role, Act.SEE, data), (role, data)
    assert not roles_that(Act.SEE, Data.DOORS) & roles_that(Act.CHANGE, Data.SETTING_UP)


def test_a_department_sees_the_ground_and_its_cases_and_nothing_else():
    assert set(RULES[Role.DEPARTMENT]) == {Data.GROUND, Data.CASES}


def test_who_looked_is_never_rewritten():
    assert not roles_that(Act.CHANGE, Data.AUDIT)


@pytest.mark.parametrize("group", KeyGroup)
def test_party_status_is_for_cadres_and_need_for_those_who_help(group):
    serving = {role for role in Role if serves(role, group)}
    helpers = {Role.LEADER, Role.WORKER} if group not in PARTY else set()
    assert serving == {Role.CADRE} | helpers


def test_a_group_that_a_workspace_adds_is_for_cadres():
    assert {role for role in Role if serves(role, "高龄老人")} == {Role.CADRE}


@pytest.mark.parametrize("group", KeyGroup)
def test_numbers_of_a_group_are_for_who_serves_it_or_sees_no_doors(group):
    counting = {role for role in Role if counts(role, group)}
    assert Role.DEPARTMENT not in counting
    assert {Role.CADRE, Role.PLANNER, Role.ADMIN} <= counting
    assert (Role.LEADER in counting) == (group not in PARTY)
