"""What is kept of a division while it is annealed, and what it may cost to be in bounds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gridmap.planning.annealing import anneal
from gridmap.planning.cooling import fresh
from gridmap.planning.instance import standing
from gridmap.planning.plots import zones
from gridmap.planning.search import search
from tests.planning.towns import instance


def street(length):
    """Pairs of neighbours along a street."""
    return np.stack([np.arange(length - 1), np.arange(1, length)], axis=1)


def test_the_better_end_of_each_of_two_divisions_is_kept():
    # Two pairs of parts, one at each end; in each division one end is in bounds.
    locked = replace(
        instance(street(8), [4] * 8, [0, 0, 0, 1, 2, 3, 3, 3], [8] * 4, [8] * 4),
        free=np.zeros(8, np.bool_),
    )
    (plot,) = zones(locked)
    first, second = np.array([0, 0, 1, 1, 2, 3, 3, 3]), np.array([0, 0, 0, 1, 2, 2, 3, 3])
    assert [standing(locked, part).outside for part in (first, second)] == [2, 2]
    cooling = fresh(locked, 0.0, steps=4)
    both = anneal(plot.ground, first, second, cooling, 0)
    assert both.tolist() == [0, 0, 1, 1, 2, 2, 3, 3]
    assert anneal(plot.ground, second, both, cooling, 0).tolist() == both.tolist()


@pytest.mark.parametrize(("small", "outside", "cost"), [(300, 1, 0.0), (3, 0, 60.0)])
def test_a_part_stays_out_of_bounds_where_that_costs_many_buildings(small, outside, cost):
    # The last part lacks one household; only the 60 next door can help.
    load = [*[1] * small, 100, 60, 100]
    home = [*[0] * small, 1, 1, 2]
    town = instance(street(small + 3), load, home, [1, 90, 101], [1000, 170, 170])
    dear = np.zeros(3, np.bool_)
    found = standing(town, search(town, town.home, dear=dear))
    assert (found.pieces, found.outside, found.cost) == (0, outside, cost)
    assert dear.tolist() == [False, False, outside == 1]


def test_it_is_warm_enough_for_borders_that_are_worth_more_than_buildings():
    town = instance(street(8), [4] * 8, [0] * 4 + [1] * 4, [8] * 2, [24] * 2)
    plain, round_, rounder = (fresh(town, border, steps=4).hot for border in (0.0, 0.1, 100.0))
    assert plain == round_ < rounder
