"""Door states: each rule by itself, then any history against the rules in plain Python."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.fieldwork.doors import DoorState, door_state, door_states, link, standing
from gridmap.fieldwork.outcomes import OUTCOMES, UNTRIED, Mode, Outcome
from gridmap.fieldwork.period import ALWAYS, Period
from tests.fieldwork.histories import (
    SHANGHAI,
    START,
    Visit,
    columns,
    expected_state,
    histories,
)

FOREVER = ALWAYS.bounds(SHANGHAI)


def visit(outcome, hours, *, corrects=None, mode=Mode.DOOR, household=0):
    """Visit ``hours`` after the first midnight; numbered when it joins a history."""
    return Visit(household, outcome, mode, START + timedelta(hours=hours), 0, corrects)


def state(*visits: Visit, period=ALWAYS, as_of=None) -> DoorState:
    numbered = [replace(v, order=place) for place, v in enumerate(visits)]
    facts = columns(numbered)
    facts = replace(facts, household=np.where(facts.household == 0, 0, -1))
    return door_state(facts, bounds=period.bounds(SHANGHAI, as_of), tz=SHANGHAI)


def test_untried():
    assert state() == DoorState(None, settled=False, fact=None)


def test_met_is_settled_and_stays_met():
    seen = state(visit(Outcome.MET, 9), visit(Outcome.NO_ANSWER, 33))
    assert seen == DoorState(Outcome.MET, settled=True, fact=0)


def test_otherwise_the_latest_by_time_decides():
    seen = state(visit(Outcome.NO_ACCESS, 33), visit(Outcome.NO_ANSWER, 9))
    assert seen == DoorState(Outcome.NO_ACCESS, settled=False, fact=0)


def test_at_the_same_time_the_later_record_decides():
    assert state(visit(Outcome.NO_ACCESS, 9), visit(Outcome.MOVED, 9)).outcome == Outcome.MOVED


@pytest.mark.parametrize("mode", [Mode.PHONE, Mode.CHAT, Mode.ELSEWHERE])
def test_only_the_door_counts(mode):
    assert state(visit(Outcome.MET, 9, mode=mode)) == DoorState()


def test_a_refusal_is_respected_even_if_tried_again():
    seen = state(visit(Outcome.REFUSED, 9), visit(Outcome.NO_ANSWER, 33))
    assert seen == DoorState(Outcome.NO_ANSWER, settled=True, fact=1)


@pytest.mark.parametrize(
    ("hours", "settled"),
    [
        ((9, 14, 33), True),  # morning, afternoon, next morning
        ((9, 10, 11), False),  # one morning
        ((9, 14, 15), False),  # one day
        ((11.99, 12, 24), True),  # noon and midnight part
    ],
)
def test_three_half_days_settle(hours, settled):
    tries = [visit(Outcome.NO_ANSWER, h) for h in hours]
    assert state(*tries).settled is settled


def test_half_days_of_corrected_visits_do_not_count():
    seen = state(
        visit(Outcome.NO_ANSWER, 9),
        visit(Outcome.NO_ANSWER, 14),
        visit(Outcome.NO_ANSWER, 33),
        visit(Outcome.NO_ANSWER, 14, corrects=2),
    )
    assert not seen.settled


def test_a_correction_counts_with_its_own_time():
    seen = state(
        visit(Outcome.MET, 9),
        visit(Outcome.NO_ANSWER, 33),
        visit(Outcome.VACANT, 57, corrects=0),
    )
    assert seen == DoorState(Outcome.VACANT, settled=False, fact=2)


def test_of_several_corrections_the_last_counts():
    seen = state(
        visit(Outcome.NO_ANSWER, 9),
        visit(Outcome.MET, 9, corrects=0),
        visit(Outcome.MOVED, 9, corrects=0),
    )
    assert seen.outcome == Outcome.MOVED


def test_a_correction_may_be_corrected():
    seen = state(
        visit(Outcome.NO_ANSWER, 9),
        visit(Outcome.MET, 9, corrects=0),
        visit(Outcome.MOVED, 9, corrects=1),
    )
    assert seen == DoorState(Outcome.MOVED, settled=False, fact=2)


def test_a_correction_without_outcome_takes_the_visit_back():
    assert state(visit(Outcome.MET, 9), visit(None, 9, corrects=0)) == DoorState()


def test_a_correction_to_a_phone_call_takes_the_door_visit_back():
    seen = state(visit(Outcome.MET, 9), visit(Outcome.MET, 9, corrects=0, mode=Mode.PHONE))
    assert seen == DoorState()


def test_a_visit_to_the_wrong_door_moves():
    wrong, right = visit(Outcome.MET, 9), visit(Outcome.MET, 9, corrects=0, household=1)
    assert state(wrong, right) == DoorState()


def test_a_correction_holds_whatever_the_period():
    day = Period(START.date(), START.date() + timedelta(days=1))
    moved_away = visit(Outcome.MET, 9), visit(Outcome.MET, 33, corrects=0)
    assert state(*moved_away, period=day) == DoorState()
    moved_in = visit(Outcome.MET, 33), visit(Outcome.MET, 9, corrects=0)
    assert state(*moved_in, period=day).outcome == Outcome.MET


def test_the_period_is_half_open():
    day = Period(START.date(), START.date() + timedelta(days=1))
    assert state(visit(Outcome.MET, 0), period=day).outcome == Outcome.MET
    assert state(visit(Outcome.MET, 24), period=day) == DoorState()
    assert state(visit(Outcome.MET, -0.001), period=day) == DoorState()


def test_as_of_leaves_out_what_came_later():
    visits = visit(Outcome.NO_ANSWER, 23.9), visit(Outcome.MET, 24)
    assert state(*visits, as_of=START.date()).outcome == Outcome.NO_ANSWER


def test_corrections_in_a_circle_are_void():
    assert not standing(np.arange(3), np.array([1, 2, 0])).any()
    # One that hangs on the circle still says something.
    assert standing(np.arange(4), np.array([1, 2, 0, 0])).tolist() == [False, False, False, True]


def test_a_long_chain_of_corrections():
    length = 1_000
    stands = standing(np.arange(length), np.arange(length) - 1)
    assert np.flatnonzero(stands).tolist() == [length - 1]


def test_link_finds_the_corrected_fact():
    ids, corrects = np.array([70, 10, 40]), np.array([-1, 70, 99])
    assert link(ids, corrects).tolist() == [-1, 0, -1]
    assert link(ids[:0], corrects[:0]).shape == (0,)


@given(histories(), st.integers(-1, 14), st.integers(0, 14))
def test_any_history_agrees_with_the_rules_in_plain_python(visits, first, length):
    start: datetime = START + timedelta(hours=6 * first)
    stop = start + timedelta(hours=6 * length)
    bounds = Period(start, stop).bounds(SHANGHAI)
    states = door_states(columns(visits), 4, bounds=bounds, tz=SHANGHAI)
    for household in range(4):
        outcome, settled, fact = expected_state(visits, household, start, stop)
        assert states.outcome[household] == (
            UNTRIED if outcome is None else OUTCOMES.index(outcome)
        )
        assert states.settled[household] == settled
        assert states.fact[household] == (-1 if fact is None else fact)


@given(histories())
def test_one_door_is_reckoned_as_all_doors_are(visits):
    facts = columns(visits)
    states = door_states(facts, 4, bounds=FOREVER, tz=SHANGHAI)
    for household in range(4):
        own = replace(facts, household=np.where(facts.household == household, 0, -1))
        one = door_state(own, bounds=FOREVER, tz=SHANGHAI)
        assert one.settled == states.settled[household]
        assert (-1 if one.fact is None else one.fact) == states.fact[household]


@given(histories(), st.randoms(use_true_random=False))
def test_the_place_in_the_list_does_not_matter(visits, random):
    places = list(range(len(visits)))
    random.shuffle(places)
    moved_to = {old: new for new, old in enumerate(places)}
    shuffled = [replace(visits[old], corrects=moved_to.get(visits[old].corrects)) for old in places]
    before = door_states(columns(visits), 4, bounds=FOREVER, tz=SHANGHAI)
    after = door_states(columns(shuffled), 4, bounds=FOREVER, tz=SHANGHAI)
    np.testing.assert_array_equal(before.outcome, after.outcome)
    np.testing.assert_array_equal(before.settled, after.settled)
