"""Which footprint of a new survey is which known building."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from gridmap.territory.footprints import match_footprints, standing_on


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


@pytest.mark.parametrize(
    ("place", "at"),
    [
        (shapely.Point(5, 5), 0),
        (shapely.Point(10, 5), 0),  # on the wall between two: the first
        (shapely.Point(25, 5), None),
        (HOUSE, 0),
        (shapely.box(12, 2, 14, 4), 1),
        (shapely.box(-40, -40, 60, 60), 0),
        (shapely.box(20, 0, 30, 10), None),
        (shapely.box(17, 0, 27, 10), None),
        (shapely.box(16, 0, 26, 10), 1),
        (shapely.box(49, 49, 51, 51), 2),
    ],
)
def test_on_whose_ground_somebody_draws(place, at):
    known = shapes(HOUSE, NEXT, shapely.Point(50, 50))
    assert standing_on(place, known) == at
    assert standing_on(place, shapes()) is None


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


def overlapping(share: float) -> shapely.Polygon:
    """The house moved sideways until it shares this part of the union with where it was."""
    step = 10 * (1 - share) / (1 + share)
    return shapely.box(step, 0, 10 + step, 10)


@pytest.mark.parametrize(
    ("share", "found"),
    [
        (0.51, ({0: 0}, set())),
        (0.49, ({}, {0})),
        (0.21, ({}, {0})),
        (0.19, ({}, set())),
    ],
)
def test_the_share_of_the_union_decides(share, found):
    moved = overlapping(share)
    union = shapely.union(moved, HOUSE).area
    assert shapely.intersection(moved, HOUSE).area / union == pytest.approx(share)
    assert pairs([moved], [HOUSE]) == found
    assert pairs([HOUSE], [moved]) == found


def test_a_house_and_its_halves():
    halves = [shapely.box(0, 0, 10, 5.5), shapely.box(0, 5.5, 10, 10)]
    # The larger half is more than half of the house; the smaller one is a building of its own
    # that nobody can tell apart from it.
    assert pairs(halves, [HOUSE]) == ({0: 0}, {1})
    found = match_footprints(shapes(HOUSE), shapes(*halves))
    assert found.new.tolist() == found.known.tolist() == [0]
    assert not len(found.ambiguous)


def test_two_known_buildings_drawn_as_one_are_both_contested():
    found = match_footprints(shapes(shapely.box(0, 0, 20, 10)), shapes(HOUSE, NEXT))
    assert not len(found.new)
    assert found.ambiguous.tolist() == [0]
    assert found.contested.tolist() == [0, 1]


def test_a_building_in_two_pieces_is_known_by_both():
    far = shapely.box(30, 0, 40, 10)
    pieces = shapely.MultiPolygon([HOUSE, far])
    moved = shapely.transform(pieces, lambda xy: xy + 1)
    assert pairs([moved], [pieces]) == ({0: 0}, set())
    # One piece is half of it, and half is not more than half.
    assert pairs([far], [pieces]) == ({}, {0})
    assert pairs([shapely.Point(35, 5), shapely.Point(25, 5)], [pieces]) == ({0: 0}, set())


def test_two_points_in_one_building_are_for_a_person_to_tell():
    assert pairs([shapely.Point(2, 2), shapely.Point(8, 8)], [HOUSE]) == ({}, {0, 1})
