"""Which footprint of a new survey is which known building."""

from __future__ import annotations

import numpy as np
import shapely

from gridmap.territory.footprints import match_footprints


def shapes(*given):
    return np.array(given, dtype=object)


def pairs(new, known):
    found = match_footprints(shapes(*new), shapes(*known))
    return dict(zip(found.new.tolist(), found.known.tolist(), strict=True)), set(
        found.ambiguous.tolist()
    )


HOUSE, NEXT = shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)


def test_two_drawings_of_one_building():
    assert pairs([shapely.box(1, 0, 11, 10)], [HOUSE, NEXT]) == ({0: 0}, set())


def test_neighbours_that_touch_are_two():
    assert pairs([NEXT], [HOUSE]) == ({}, set())


def test_half_a_building_is_for_a_person_to_tell():
    assert pairs([shapely.box(5, 0, 15, 10)], [HOUSE]) == ({}, {0})
    assert pairs([shapely.box(8, 0, 18, 10)], [HOUSE]) == ({}, set())


def test_two_drawings_of_the_same_building_are_for_a_person_to_tell():
    assert pairs([HOUSE, shapely.box(0, 0, 10, 9)], [HOUSE]) == ({}, {0, 1})


def test_a_point_is_the_building_it_lies_in():
    assert pairs([shapely.Point(5, 5), shapely.Point(50, 5)], [HOUSE, NEXT]) == ({0: 0}, set())
    assert pairs([HOUSE], [shapely.Point(5, 5)]) == ({0: 0}, set())
    # Between two it could be either.
    assert pairs([shapely.Point(10, 5)], [HOUSE, NEXT]) == ({}, {0})


def test_nothing_to_match():
    assert pairs([], [HOUSE]) == ({}, set())
    assert pairs([HOUSE], []) == ({}, set())


def test_every_shape_finds_itself():
    grid = shapes(*(shapely.box(x, y, x + 0.9, y + 0.9) for x in range(9) for y in range(9)))
    moved = shapely.transform(grid, lambda xy: xy + 0.05)
    found = match_footprints(moved, grid)
    order = np.argsort(found.new)
    assert found.new[order].tolist() == found.known[order].tolist() == list(range(81))
    assert not len(found.ambiguous)
