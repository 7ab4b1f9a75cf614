"""Links suggested in balance: within a community counts differ by one at most, few links change."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.territory.linking import NOBODY, suggest_links

MOST = 8


@st.composite
def towns(draw):
    """Leaders and cadres of a few communities, some cadres above them, links as they happen."""
    communities = draw(st.integers(1, 3))
    n, m = draw(st.integers(0, 40)), draw(st.integers(0, 8))
    number = st.integers(0, communities - 1)
    home = np.array(draw(st.lists(number, min_size=n, max_size=n)), dtype=np.int64)
    seats = st.integers(NOBODY, communities - 1)
    cadres = np.array(draw(st.lists(seats, min_size=m, max_size=m)), dtype=np.int64)
    links = st.lists(st.integers(NOBODY, m - 1), min_size=n, max_size=n)
    now = np.array(draw(links), dtype=np.int64)
    xs = draw(st.lists(st.integers(0, 999), min_size=2 * n, max_size=2 * n))
    return np.array(xs, dtype=np.float64).reshape(n, 2), home, now, cadres


@given(towns())
def test_counts_within_a_community_differ_by_one_at_most(town):
    at, home, now, cadres = town
    after = suggest_links(at, home, now, cadres, most=MOST)
    for one in np.unique(home):
        own = np.flatnonzero(cadres == one)
        counts = np.bincount(after[home == one][after[home == one] >= 0], minlength=len(cadres))
        serving = np.union1d(own, np.flatnonzero(counts))
        if len(serving):
            assert np.ptp(counts[serving]) <= 1
            assert counts.sum() == (home == one).sum()
        else:
            assert (after[home == one] == NOBODY).all()


@given(towns())
def test_as_many_links_stay_as_balance_allows(town):
    at, home, now, cadres = town
    after = suggest_links(at, home, now, cadres, most=MOST)
    for one in np.unique(home):
        leaders = home == one
        own = np.flatnonzero(cadres == one)
        serving = np.union1d(own, np.unique(after[leaders][after[leaders] >= 0]))
        if not len(serving):
            continue
        before = np.bincount(now[leaders][now[leaders] >= 0], minlength=len(cadres))[serving]
        less, more = divmod(int(leaders.sum()), len(serving))
        possible = np.minimum(before, less).sum() + min(more, (before > less).sum())
        assert (after[leaders] == now[leaders])[np.isin(now[leaders], serving)].sum() == possible


@given(towns())
def test_cadres_of_a_community_stay_in_it(town):
    at, home, now, cadres = town
    after = suggest_links(at, home, now, cadres, most=MOST)
    linked = after >= 0
    theirs = cadres[after[linked]]
    assert ((theirs == home[linked]) | (theirs == NOBODY)).all()


@given(towns())
def test_a_suggestion_that_was_taken_is_suggested_again(town):
    at, home, now, cadres = town
    once = suggest_links(at, home, now, cadres, most=MOST)
    np.testing.assert_array_equal(suggest_links(at, home, once, cadres, most=MOST), once)


def test_leaders_of_one_cadre_live_near_one_another():
    at = np.array([[0.0, 0], [100, 0], [5, 0], [95, 0], [2, 3], [99, 4]])
    home, nobody = np.zeros(6, np.int64), np.full(6, NOBODY)
    after = suggest_links(at, home, nobody, np.zeros(2, np.int64), most=MOST)
    assert len(set(after[::2])) == len(set(after[1::2])) == 1


@pytest.mark.parametrize(("leaders", "helps"), [(16, False), (17, True)])
def test_the_subdistrict_helps_where_a_community_is_beyond_its_strength(leaders, helps):
    at = np.arange(2.0 * leaders).reshape(leaders, 2)
    home, nobody = np.zeros(leaders, np.int64), np.full(leaders, NOBODY)
    after = suggest_links(at, home, nobody, np.array([0, 0, NOBODY]), most=MOST)
    assert (2 in after) is helps


def test_a_leader_whose_place_is_unknown_is_linked_all_the_same():
    at = np.array([[0.0, 0], [np.nan, np.nan]])
    after = suggest_links(
        at, np.zeros(2, np.int64), np.full(2, NOBODY), np.zeros(1, np.int64), most=8
    )
    assert after.tolist() == [0, 0]
