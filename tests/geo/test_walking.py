"""Ways on foot past buildings."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Polygon, box

from gridmap.geo.walking import way_past

NOTHING = np.empty(0, dtype=object)


def goes_through(way, shapes):
    """Metres of the way within the thickest part of a house, but for corners cut by a step."""
    return max(shapely.length(shapely.intersection(shapely.buffer(shapes, -1.0), way)))


def test_along_a_row_of_houses_the_way_is_straight():
    row = shapely.box([0, 20, 40], 0, [10, 30, 50], 10)
    way = way_past(row, NOTHING)
    assert way.length == pytest.approx(30, abs=1)


def test_a_wall_between_is_walked_around():
    stops = np.array([box(0, 0, 10, 10), box(30, 0, 40, 10)])
    wall = np.array([box(18, -25, 20, 25)])
    way = way_past(stops, wall)
    assert goes_through(way, wall) == 0
    around = np.hypot(8, 15) + 2 + np.hypot(10, 15)
    assert way.length == pytest.approx(around, rel=0.05)


def test_a_house_in_a_closed_yard_is_reached_all_the_same():
    yard = np.array([Polygon(box(-20, -20, 30, 30).exterior, [box(-18, -18, 28, 28).exterior])])
    way = way_past(np.array([box(0, 0, 10, 10), box(60, 0, 70, 10)]), yard)
    assert way.length == pytest.approx(50, abs=1)


@pytest.mark.parametrize("back", [False, True])
def test_a_house_with_a_shaft_at_its_back_is_left_on_another_side(back):
    # The house closes a notch of the block, and the nearest wall of the other lies beyond that.
    house, other = box(2, 10, 12, 20), box(5, -20.5, 9, -12.5)
    block = np.array([box(-30, -10, 20, 10) - box(4, 8, 10, 10)])
    way = way_past(np.array([other, house] if back else [house, other]), block)
    assert goes_through(way, block) == 0
    # Along the block, past its end and back; and through the house at most.
    around = 8 + 20 + np.hypot(11, 2.5)
    assert around - 1 <= way.length <= around + 10 + 2


@pytest.mark.parametrize("count", [0, 1])
def test_nowhere_to_go_is_no_way(count):
    assert way_past(np.array([box(0, 0, 1, 1)] * count, dtype=object), NOTHING) == LineString()


@given(seed=st.integers(0, 10**6), count=st.integers(2, 8))
def test_the_way_touches_each_house_in_turn_and_goes_through_none(seed, count):
    random = np.random.default_rng(seed)
    places = random.permutation([(x * 24.0, y * 24.0) for x in range(4) for y in range(4)])
    sides = random.uniform(4, 20, (16, 2))
    shapes = shapely.box(places[:, 0], places[:, 1], *(places + sides).T)
    way = way_past(shapes[:count], shapes[count:])
    assert (shapely.distance(shapes[:count], way) < 1e-6).all()
    assert goes_through(way, shapes) == 0
