"""Outlines: one tiling, every footprint in its own, borders where streets are."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from gridmap.geo.contiguity import contiguity
from gridmap.geo.outlines import outlines


def block(rows, columns, *, at=(0.0, 0.0), gap=4.0, size=10.0):
    """Footprints in rows, ``gap`` metres apart."""
    row, column = np.divmod(np.arange(rows * columns), columns)
    x, y = at[0] + column * (size + gap), at[1] + row * (size + gap)
    return shapely.box(x, y, x + size, y + size)


def held(polygons, footprints, label, slack=0.01):
    """Tell whether every footprint lies inside the polygon of its set."""
    return shapely.covers(shapely.buffer(polygons, slack)[label], footprints).all()


def tiling(polygons):
    return (
        shapely.coverage_is_valid(polygons)
        and shapely.is_valid(polygons).all()
        and (shapely.get_type_id(polygons) == shapely.GeometryType.POLYGON).all()
    )


@pytest.mark.parametrize("seed", range(4))
def test_sets_of_a_random_town_tile_the_ground(seed):
    random = np.random.default_rng(seed)
    centres = random.uniform(0, 400, (120, 2))
    turned = [
        shapely.affinity.rotate(shapely.box(x, y, x + w, y + h), angle)
        for (x, y), w, h, angle in zip(
            centres,
            random.uniform(4, 20, 120),
            random.uniform(4, 20, 120),
            random.uniform(0, 90, 120),
            strict=True,
        )
    ]
    footprints = []
    for one in turned:
        if not any(one.distance(other) < 0.4 for other in footprints):
            footprints.append(one)
    footprints = np.array(footprints, dtype=object)
    middles = shapely.get_coordinates(shapely.centroid(footprints))
    label = ((middles[:, 0] > 200) * 2 + (middles[:, 1] > 200)).astype(np.int64)
    polygons = outlines(footprints, label)
    assert tiling(polygons)
    assert held(polygons, footprints, label)
    whole = shapely.union_all(polygons)
    assert whole.area == pytest.approx(shapely.area(polygons).sum())
    assert whole.covers(shapely.convex_hull(shapely.multipoints(middles)))


def test_a_border_follows_the_street_not_the_middle_between_houses():
    west, east = block(5, 2), block(5, 2, at=(60, 0))
    footprints, label = np.concatenate([west, east]), np.repeat([0, 1], 10)
    street = shapely.LineString([(30, -200), (30, 300)])  # nearer to the west
    polygons = outlines(footprints, label, streets=np.array([street]))
    assert tiling(polygons)
    border = shapely.intersection(*shapely.boundary(polygons))
    assert border.length > 90
    assert street.buffer(0.01).covers(border)
    middle = shapely.intersection(*shapely.boundary(outlines(footprints, label)))
    assert middle.distance(street) > 5


def test_an_empty_block_between_streets_is_not_cut_through():
    footprints = np.concatenate([block(4, 3), block(4, 3, at=(140, 0))])
    label = np.repeat([0, 1], 12)
    streets = np.array([shapely.LineString([(x, -99), (x, 150)]) for x in (50, 130)])
    polygons = outlines(footprints, label, streets=streets)
    border = shapely.intersection(*shapely.boundary(polygons))
    assert shapely.union_all(streets).buffer(0.01).covers(border)


def test_houses_that_share_a_wall_are_parted_at_the_wall():
    row = shapely.box(np.arange(8) * 5.0, 0, np.arange(8) * 5.0 + 5, 12)
    label = np.repeat([0, 1], 4)
    polygons = outlines(row, label)
    assert tiling(polygons)
    assert held(polygons, row, label, slack=0.002)


def test_a_house_that_leans_on_a_longer_wall_stands_in_its_own_ground_whole():
    both = [shapely.box(-23.52, 0, 0, 12.78), shapely.box(0, 0.7, 50.34, 2.4)]
    turned = np.array(shapely.affinity.rotate(shapely.multipolygons(both), 23.55, (0, 0)).geoms)
    label = np.arange(2)
    polygons = outlines(turned, label)
    assert tiling(polygons)
    assert held(polygons, turned, label)


def test_ground_of_zones_is_filled_to_its_border_and_no_further():
    footprints = np.concatenate([block(3, 4), block(3, 4, at=(56, 0))])
    zone = np.repeat([0, 1], 12)
    label = np.tile([0, 0, 1, 1], 3)
    label = np.concatenate([label, label + 2])
    ground = shapely.box([-40, 54], [-30, -30], [54, 150], [90, 90])
    polygons = outlines(footprints, label, ground=ground, zone=zone)
    assert tiling(polygons)
    assert held(polygons, footprints, label)
    for number in (0, 1):
        mine = shapely.union_all(polygons[2 * number : 2 * number + 2])
        assert (
            mine.equals_exact(ground[number], 0.01, normalize=True)
            or mine.symmetric_difference(ground[number]).area < 0.01
        )


def test_parts_of_one_tower_are_drawn_once_and_points_have_ground():
    tower = np.array([shapely.box(0, 0, 20, 20)] * 2 + [shapely.Point(60, 10)], dtype=object)
    polygons = outlines(tower, np.array([0, 1, 2]))
    assert polygons[1] is None
    assert polygons[0].covers(tower[0])
    assert polygons[2].covers(tower[2])


@pytest.mark.parametrize("first", [0, 1])
def test_ground_of_a_tower_is_that_of_the_set_that_hangs_together_by_it(first):
    # Four in a row; the second is a tower of two sets, and joins the first house to the third.
    row = block(1, 4)
    footprints = row[[0, 1, 1, 2, 3]]
    label = np.array([0, first, 1 - first, 0, 1])
    joined, other = outlines(footprints, label)
    assert tiling(np.array([joined, other]))
    assert joined.covers(row[1])


def test_a_set_with_nothing_but_its_share_of_a_tower_has_that_as_its_ground():
    row = block(1, 2)
    polygons = outlines(row[[0, 1, 1]], np.array([0, 0, 1]))
    assert tiling(polygons)
    assert polygons[1].covers(row[1])


def test_a_set_on_two_sides_of_another_is_in_two_pieces():
    row, label = block(1, 3, size=30.0), np.array([0, 1, 0])
    polygons = outlines(row, label)
    assert shapely.coverage_is_valid(polygons)
    assert held(polygons, row, label)
    assert shapely.get_num_geometries(polygons).tolist() == [2, 1]


@pytest.mark.parametrize(("x", "y", "gap"), [(0, 34, 4), (0.5, 34, 21), (0, 29, 8)])
def test_a_hut_within_anothers_walls_does_not_take_the_ground_around_both(x, y, gap):
    hall, hut = shapely.box(0, 0, 40, 60), shapely.box(x, y, x + 10, y + 7)
    house = shapely.box(-gap - 30, y - 10, -gap, y + 20)
    polygons = outlines(np.array([hall, hut, house], dtype=object), np.array([0, 1, 1]))
    assert shapely.coverage_is_valid(polygons)
    assert polygons[0].covers(hall.difference(hut.buffer(0.01)))
    assert polygons[1].buffer(0.01).covers(house)
    assert not polygons[1].intersects(shapely.Point(30, 10))


def terraces(made):
    """Two rows of terraced houses along a street, and the lines of some streets between them."""
    houses, turn = [], made.uniform(0, 180)
    across = made.uniform(16, 28)
    for front, back in ((0, -1), (across, 1)):
        ends = np.cumsum([made.uniform(0, 3), *made.uniform(3.5, 7, 14)])
        far = front + back * made.uniform(8, 16, 14)
        houses += [
            *shapely.box(ends[:-1], np.minimum(front, far), ends[1:], np.maximum(front, far))
        ]
    crossing = made.uniform((5, 6), (60, 10), (2, 2))
    sides = np.column_stack([[-40, 120], made.uniform(2, 14, 2)])
    streets = [
        shapely.LineString([sides[0], crossing[0], sides[1]]),
        shapely.LineString([sides[0], *crossing, sides[1]]),
        shapely.LineString([crossing[1], (made.uniform(0, 70), across - 0.5)]),
    ]
    turned = [shapely.affinity.rotate(one, turn, origin=(0, 0)) for one in [*houses, *streets]]
    return np.array(turned[:28]), np.array(turned[28:])


def in_two(pairs, count, made):
    """Divide what hangs together in two sets that do, too; none if the second one does not."""
    beside = [
        np.concatenate([pairs[pairs[:, at] == one, 1 - at] for at in (0, 1)])
        for one in range(count)
    ]
    mine = {int(made.integers(count))}
    for _ in range(made.integers(3, count - 3)):
        mine.add(int(made.choice(sorted({*np.concatenate([beside[one] for one in mine])} - mine))))
    rest = set(range(count)) - mine
    reached, waiting = set(), [min(rest)]
    while waiting:
        one = waiting.pop()
        reached.add(one)
        waiting += [*({*beside[one].tolist()} & rest - reached)]
    return np.isin(np.arange(count), [*mine]).astype(np.int64) if reached == rest else None


# Sets went to pieces where a narrow house made its neighbours on both sides neighbours, and where a
# strip across a street had its ground told by a place beside a half-way line; a wall was cut where
# a sliver along it was told by a place across it.
@pytest.mark.parametrize("seed", [379, 387, 457, 480, 2308, 2321, 3281])
def test_sets_that_hang_together_have_ground_that_does(seed):
    made = np.random.default_rng(seed)
    houses, streets = terraces(made)
    graph = contiguity(houses)
    pairs = graph.pairs[~graph.linked]
    label = next(filter(lambda one: one is not None, (in_two(pairs, 28, made) for _ in range(99))))
    polygons = outlines(houses, label, streets=streets)
    assert tiling(polygons)
    assert held(polygons, houses, label)


def test_ground_far_from_the_equator_is_shared_as_near_it():
    made = np.random.default_rng(0)
    for _ in range(10):
        houses, _ = terraces(made)
        near = contiguity(houses)
        far = contiguity(shapely.transform(houses, lambda at: at + np.array([500_540, 5_714_747])))
        assert np.array_equal(near.pairs, far.pairs)
        assert np.allclose(near.shared_m, far.shared_m, atol=0.02)
