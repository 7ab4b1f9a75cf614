"""Numbers on sheets: each area from 1, the same for the same places, along a sensible walk."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gridmap.territory.walk import sheet_numbers

DEGREES = 0.005  # some 500 m


def strewn(n, seed=0):
    return np.random.default_rng(seed).uniform((113, 27.8), (113 + DEGREES, 27.8 + DEGREES), (n, 2))


def way(places, numbers):
    steps = np.diff(places[np.argsort(numbers)], axis=0) * (np.cos(np.radians(27.8)), 1)
    return np.hypot(*steps.T).sum()


@given(
    arrays(np.int64, st.integers(0, 60), elements=st.integers(-1, 3)),
    st.booleans(),
    st.integers(0, 5),
)
def test_every_area_is_numbered_from_one_without_a_gap(area, straighten, seed):
    places = strewn(len(area), seed).round(3)  # some fall together
    numbers = sheet_numbers(places, area, straighten=straighten)
    assert (numbers[area < 0] == 0).all()
    for one in np.unique(area[area >= 0]):
        assert sorted(numbers[area == one]) == list(range(1, (area == one).sum() + 1))


def test_an_area_is_numbered_the_same_with_and_without_others():
    places, area = strewn(400), np.arange(400) % 3
    together = sheet_numbers(places, area)
    for one in range(3):
        alone = sheet_numbers(places[area == one], area[area == one])
        assert (alone == together[area == one]).all()


@pytest.mark.parametrize("n", [12, 60, 250])
def test_the_walk_is_nearly_as_short_as_it_can_be(n):
    places, area = strewn(n), np.zeros(n, dtype=np.int64)
    straight = way(places, sheet_numbers(places, area))
    curve = way(places, sheet_numbers(places, area, straighten=False))
    # The shortest way through so many random places in a square, Beardwood et al. 1959.
    shortest = 0.7124 * np.sqrt(n * DEGREES**2 * np.cos(np.radians(27.8)))
    assert straight < curve
    assert straight < 1.35 * shortest


def test_a_street_is_walked_from_its_end_to_its_end():
    row = np.column_stack([113 + np.arange(30) * 0.0002, np.full(30, 27.8)])
    assert sheet_numbers(row, np.zeros(30, dtype=np.int64)).tolist() == list(range(1, 31))


@pytest.mark.parametrize("seed", range(5))
def test_the_walk_begins_at_its_end_towards_the_north_west(seed):
    places = strewn(40, seed)
    numbers = sheet_numbers(places, np.zeros(40, dtype=np.int64))
    east_and_south = places[np.argsort(numbers)] @ (np.cos(np.radians(27.8)), -1)
    assert east_and_south[0] <= east_and_south[-1]
