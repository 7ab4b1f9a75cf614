"""Coverage: what each door adds, and live tallies against counting anew."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.fieldwork.coverage import (
    EXCLUSIONS,
    NOT_EXCLUDED,
    REASONS,
    TALLY,
    BuildingStatus,
    CoverageFigure,
    Exclusion,
    building_statuses,
    situation,
    tally,
    tally_change,
)
from gridmap.fieldwork.doors import door_state, door_states
from gridmap.fieldwork.outcomes import OUTCOMES, UNTRIED, Outcome
from gridmap.fieldwork.period import ALWAYS
from tests.fieldwork.histories import SHANGHAI, Visit, columns, histories

FOREVER = ALWAYS.bounds(SHANGHAI)
HOUSEHOLDS = 4


def counted(outcome, settled=False, exclusion=NOT_EXCLUDED, estimated=False):
    code = UNTRIED if outcome is None else OUTCOMES.index(outcome)
    door = situation([code], [settled], exclusion=[exclusion], estimated=[estimated])
    row = tally(door, np.array([0]), 1)[0]
    return {name: count for name, count in zip(TALLY, row.tolist(), strict=True) if count}


def test_what_a_door_adds():
    assert counted(None) == {"target": 1, "untried": 1}
    assert counted(Outcome.MET, settled=True) == {"target": 1, "reached": 1, "settled": 1}
    assert counted(Outcome.NO_ANSWER) == {"target": 1, "no_answer": 1}
    assert counted(Outcome.VACANT, estimated=True) == {
        "target": 1,
        "target_estimated": 1,
        "vacant": 1,
    }


@pytest.mark.parametrize("exclusion", Exclusion)
def test_an_excluded_household_is_shown_apart_and_nowhere_else(exclusion):
    number = EXCLUSIONS.index(exclusion)
    for outcome in (None, Outcome.MET):
        door = counted(outcome, settled=True, exclusion=number, estimated=True)
        assert door == {f"excluded_{exclusion}": 1}


doors = st.lists(
    st.tuples(
        st.integers(UNTRIED, len(OUTCOMES) - 1),
        st.booleans(),
        st.integers(NOT_EXCLUDED, len(EXCLUSIONS) - 1),
        st.booleans(),
        st.integers(-1, 3),
    ),
    max_size=40,
)


@given(doors)
def test_sums_by_group(doors):
    outcome, settled, exclusion, estimated, group = np.array(doors, int).reshape(-1, 5).T
    table = tally(situation(outcome, settled, exclusion=exclusion, estimated=estimated), group, 4)
    assert table.shape == (4, len(TALLY))
    for number, row in enumerate(table):
        figure = CoverageFigure.of(row)
        mine = [door for door in doors if door[4] == number]
        target = [door for door in mine if door[2] == NOT_EXCLUDED]
        how = Counter("untried" if o == UNTRIED else str(OUTCOMES[o]) for o, *_ in target)
        assert figure.target == len(target) == figure.reached + sum(figure.reasons.values())
        assert figure.attempted == len(target) - how["untried"]
        assert figure.reached == how["met"]
        assert figure.settled == sum(door[1] for door in target)
        assert figure.target_estimated == sum(door[3] for door in target)
        assert figure.reasons == {reason: how[reason] for reason in REASONS}
        assert sum(figure.excluded.values()) == len(mine) - len(target)


def test_rates_need_a_target():
    nobody = CoverageFigure.of(np.zeros(len(TALLY), dtype=int))
    assert nobody.rate is None
    assert nobody.attempted_rate is None
    row = np.zeros(len(TALLY), dtype=int)
    row[[TALLY.index(name) for name in ("target", "reached", "untried")]] = 8, 2, 4
    assert (CoverageFigure.of(row).rate, CoverageFigure.of(row).attempted_rate) == (0.25, 0.5)


def test_how_far_a_building_is():
    met, tried, untried = (OUTCOMES.index(Outcome.MET), OUTCOMES.index(Outcome.NO_ANSWER), UNTRIED)
    outcome = np.array([untried, untried, met, untried, met, met, tried, met, untried])
    settled = outcome == met
    building = np.array([1, 1, 2, 2, 3, 3, 4, 5, 5])
    exclusion = np.full(9, NOT_EXCLUDED)
    exclusion[-1] = 0  # the only other household of building 5 is not to be visited
    table = tally(situation(outcome, settled, exclusion=exclusion, estimated=False), building, 6)
    assert building_statuses(table) == [
        BuildingStatus.NONE,
        BuildingStatus.UNTOUCHED,
        BuildingStatus.PARTLY,
        BuildingStatus.DONE,
        BuildingStatus.PARTLY,
        BuildingStatus.DONE,
    ]


class Ledger:
    """A small live workspace: door states and leaf tallies that only ever change by differences."""

    def __init__(self, areas):
        self.visits: list[Visit] = []
        self.area = list(areas)
        self.exclusion = [NOT_EXCLUDED] * HOUSEHOLDS
        self.estimated = [True] * HOUSEHOLDS
        self.tallies = np.zeros((3, len(TALLY)), dtype=np.int64)
        self.now = [self.situation(h) for h in range(HOUSEHOLDS)]
        for household, area in enumerate(self.area):
            self.tallies[area] += tally_change(None, self.now[household])

    def situation(self, household):
        facts = columns(self.visits)
        own = replace(facts, household=np.where(facts.household == household, 0, -1))
        door = door_state(own, bounds=FOREVER, tz=SHANGHAI)
        code = UNTRIED if door.outcome is None else OUTCOMES.index(door.outcome)
        return int(
            situation(
                code,
                door.settled,
                exclusion=self.exclusion[household],
                estimated=self.estimated[household],
            )
        )

    def touch(self, *households):
        for household in households:
            before, after = self.now[household], self.situation(household)
            self.tallies[self.area[household]] += tally_change(before, after)
            self.now[household] = after

    def record(self, visit):
        self.visits.append(visit)
        # A correction can change every door of its story.
        story = self.visits if visit.corrects is not None else [visit]
        self.touch(*{told.household for told in story})

    def move(self, household, area):
        self.tallies[self.area[household]] += tally_change(self.now[household], None)
        self.tallies[area] += tally_change(None, self.now[household])
        self.area[household] = area

    def counted_anew(self):
        states = door_states(columns(self.visits), HOUSEHOLDS, bounds=FOREVER, tz=SHANGHAI)
        codes = situation(
            states.outcome, states.settled, exclusion=self.exclusion, estimated=self.estimated
        )
        return tally(codes, np.array(self.area), 3)


changes = st.lists(
    st.one_of(
        st.tuples(st.just("status"), st.integers(0, 3), st.integers(-1, len(EXCLUSIONS) - 1)),
        st.tuples(st.just("claimed"), st.integers(0, 3), st.booleans()),
        st.tuples(st.just("move"), st.integers(0, 3), st.integers(0, 2)),
        st.just(("visit", 0, 0)),
    ),
    max_size=30,
)


@given(histories(households=HOUSEHOLDS), changes)
def test_live_tallies_are_those_counted_anew(visits, changes):
    ledger = Ledger([0, 0, 1, 2])
    waiting = iter(visits)
    for what, household, value in [*changes, *[("visit", 0, 0)] * len(visits)]:
        if what == "visit":
            if (visit := next(waiting, None)) is not None:
                ledger.record(visit)
        elif what == "move":
            ledger.move(household, value)
        else:
            (ledger.exclusion if what == "status" else ledger.estimated)[household] = value
            ledger.touch(household)
        np.testing.assert_array_equal(ledger.tallies, ledger.counted_anew())
    assert ledger.tallies.min() >= 0
