"""Credit: visits stay with the area of their day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gridmap.fieldwork.credit import CREDIT, Steps, credit
from gridmap.fieldwork.outcomes import Mode, Outcome
from gridmap.fieldwork.period import ALWAYS, Period
from tests.fieldwork.histories import SHANGHAI, START, Visit, columns, histories, told_last

DAY = (START.date() - date(1970, 1, 1)).days
FOREVER = ALWAYS.bounds(SHANGHAI)


def steps(rows):
    thing, day, value = np.array(rows, dtype=int).reshape(-1, 3).T
    return Steps(thing, day, value)


def visit(outcome, hours, *, household=0, mode=Mode.DOOR, corrects=None):
    return Visit(household, outcome, mode, START + timedelta(hours=hours), 0, corrects)


def credited(visits, placement, membership, areas, period=ALWAYS):
    numbered = [replace(v, order=place) for place, v in enumerate(visits)]
    table = credit(
        columns(numbered),
        steps(placement),
        steps(membership),
        areas,
        bounds=period.bounds(SHANGHAI),
        tz=SHANGHAI,
    )
    return [
        {name: count for name, count in zip(CREDIT, row.tolist(), strict=True) if count}
        for row in table
    ]


def test_a_visit_stays_with_the_area_of_its_day():
    placement = [(0, 0, 0)]
    membership = [(0, 0, 0), (0, DAY + 1, 1)]  # the part changes hands on the second day
    visits = [visit(Outcome.MET, 23.9), visit(Outcome.NO_ANSWER, 24)]
    assert credited(visits, placement, membership, 2) == [
        {"visits": 1, "met": 1, "door": 1},
        {"visits": 1, "door": 1},
        {},
    ]


def test_every_mode_is_work_and_what_was_taken_back_is_not():
    visits = [
        visit(Outcome.MET, 9, mode=Mode.PHONE),
        visit(Outcome.MET, 10),
        visit(None, 10, corrects=1),
    ]
    assert credited(visits, [(0, 0, 0)], [(0, 0, 0)], 1) == [
        {"visits": 1, "met": 1, "phone": 1},
        {},
    ]


def test_what_nobody_was_responsible_for_comes_last():
    visits = [visit(Outcome.MET, 9), visit(Outcome.MET, 9, household=1)]
    assert credited(visits, [(0, DAY + 1, 0), (1, 0, 0)], [(0, 0, -1)], 1) == [
        {},
        {"visits": 2, "met": 2, "door": 2},
    ]


def test_the_period_holds():
    visits = [visit(Outcome.MET, -1), visit(Outcome.MET, 1)]
    period = Period(START.date(), None)
    assert credited(visits, [(0, 0, 0)], [(0, 0, 0)], 1, period)[0]["visits"] == 1


def test_no_steps_no_area():
    assert credited([visit(Outcome.MET, 9)], [], [], 1)[1]["visits"] == 1


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 3), st.integers(-5, 5)), st.integers(-1, 4), max_size=15
    ),
    st.lists(st.tuples(st.integers(0, 4), st.integers(-7, 7)), min_size=1, max_size=20),
)
def test_steps_hold_until_the_next_one(rows, questions):
    table = steps([(thing, day, value) for (thing, day), value in rows.items()])
    thing, day = np.array(questions).T
    expected = []
    for asked, when in questions:
        held = [(since, v) for (t, since), v in rows.items() if t == asked and since <= when]
        expected.append(max(held)[1] if held else -1)
    assert table.at(thing, day).tolist() == expected


@given(histories())
def test_every_standing_visit_is_credited_once(visits):
    placement = Steps(np.arange(4), np.zeros(4, int), np.array([0, 0, 1, -1]))
    membership = Steps(np.arange(2), np.zeros(2, int), np.array([0, 1]))
    table = credit(columns(visits), placement, membership, 2, bounds=FOREVER, tz=SHANGHAI)
    stand = [visits[place] for place in told_last(visits) if visits[place].outcome is not None]
    assert table[:, CREDIT.index("visits")].sum() == len(stand)
    assert table[2, 0] == sum(v.household == 3 for v in stand)
    np.testing.assert_array_equal(table[:, 2:].sum(axis=1), table[:, 0])
