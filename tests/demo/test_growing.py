"""Dividing pieces into connected areas."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from gridmap.demo.growing import grow, nearest_by_road, shares


def lattice(width, height):
    """Middles and neighbours of a lattice of squares."""
    number = np.arange(width * height).reshape(height, width)
    across = np.stack([number[:, :-1].ravel(), number[:, 1:].ravel()], axis=1)
    along = np.stack([number[:-1].ravel(), number[1:].ravel()], axis=1)
    y, x = np.divmod(np.arange(width * height), width)
    return np.stack([x, y], axis=1).astype(float), np.concatenate([across, along])


@given(st.integers(2, 7), st.integers(2, 7), st.integers(1, 6), st.integers(0, 2**31))
def test_areas_hang_together_and_leave_nothing_out(width, height, count, seed):
    at, pairs = lattice(width, height)
    weights = np.random.default_rng(seed).integers(0, 30, len(at)).astype(float)
    label = grow(weights, at, pairs, count)
    assert set(label) == set(range(min(count, len(at))))
    for area in range(label.max() + 1):
        mine = np.flatnonzero(label == area)
        inside = pairs[(label[pairs] == area).all(axis=1)]
        place = np.searchsorted(mine, inside)
        graph = sparse.coo_array((np.ones(len(inside)), tuple(place.T)), (len(mine), len(mine)))
        assert connected_components(graph, directed=False)[0] == 1


def test_areas_are_of_about_equal_weight():
    at, pairs = lattice(12, 12)
    loads = np.bincount(grow(np.ones(144), at, pairs, 6))
    assert loads.max() <= 1.6 * loads.min()


def test_parts_that_do_not_touch_are_areas_of_their_own():
    label = grow(
        np.ones(4), np.array([(0, 0), (1, 0), (9, 0), (10, 0)]), np.array([(0, 1), (2, 3)]), 1
    )
    assert label[0] == label[1] != label[2] == label[3]


def test_pieces_go_to_the_start_that_is_nearest_by_road():
    pairs = np.array([(0, 1), (1, 2), (2, 3)])
    costs = np.array([1.0, 5.0, 1.0])
    assert nearest_by_road(np.array([0, 3]), pairs, costs, 4).tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("weights", "total", "least", "expected"),
    [
        ([1, 1, 2], 8, 0, [2, 2, 4]),
        ([1, 1, 1], 4, 1, [2, 1, 1]),
        ([0, 10], 6, 2, [2, 4]),
    ],
)
def test_seats_are_shared_by_largest_remainder(weights, total, least, expected):
    assert shares(np.array(weights, dtype=float), total, least).tolist() == expected
