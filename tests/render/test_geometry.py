from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, box

from gridmap.render.geometry import STEPS_PER_DEGREE, pack, room_for_label


def unpack(packed):
    """Read packed geometry the way the page does: rings and lines of each feature."""
    steps = np.array(packed["xy"]).reshape(-1, 2).cumsum(axis=0) / STEPS_PER_DEGREE
    pieces = np.split(steps, np.cumsum(packed["vertices"])[:-1])
    assert sum(packed["vertices"]) == len(steps)
    assert sum(packed["pieces"]) == len(packed["vertices"])
    features, at = [], 0
    for count in packed["pieces"]:
        features.append(pieces[at : at + count])
        at += count
    return features


def surface(rings) -> shapely.Geometry:
    even_odd = shapely.Polygon()
    for ring in rings:
        even_odd = even_odd.symmetric_difference(shapely.Polygon(ring))
    return even_odd


def test_holes_and_parts_come_back_as_the_same_surface():
    ring_road = box(113, 27, 113.01, 27.01).difference(box(113.002, 27.002, 113.004, 27.004))
    two = MultiPolygon([box(114, 28, 114.01, 28.01), box(114.02, 28, 114.03, 28.01)])

    first, second = unpack(pack(np.array([ring_road, two])))

    assert surface(first).symmetric_difference(ring_road).area < 1e-12
    assert surface(second).symmetric_difference(two).area < 1e-12


def test_order_is_kept_where_kinds_are_mixed():
    shapes = np.array([Point(1, 2), box(3, 4, 5, 6), None, LineString([(7, 8), (9, 9)])])

    features = unpack(pack(shapes))

    assert [len(pieces) for pieces in features] == [1, 1, 0, 1]
    assert features[0][0].tolist() == [[1, 2]]
    assert len(features[1][0]) == 4  # a ring is written without its closing vertex
    assert features[3][0].tolist() == [[7, 8], [9, 9]]


def test_vertices_closer_than_a_step_are_written_once():
    line = LineString([(113, 27), (113 + 1e-7, 27), (113.001, 27), (113.001, 27)])

    [[piece]] = unpack(pack(np.array([line])))

    assert piece == pytest.approx(np.array([[113, 27], [113.001, 27]]), abs=1e-9)


@pytest.mark.parametrize(
    "nothing", [None, shapely.Polygon(), GeometryCollection(), Point(np.nan, 1), Point(np.inf, 1)]
)
def test_what_has_no_place_draws_nothing(nothing):
    packed = pack(np.array([nothing, Point(1, 1)], dtype=object))

    assert packed["pieces"] == [0, 1]


def test_height_is_dropped():
    packed = pack(np.array([LineString([(1, 2, 30), (3, 4, 50)])]))

    assert packed["xy"] == [1_000_000, 2_000_000, 2_000_000, 2_000_000]


def test_a_label_stands_inside_the_widest_part():
    horseshoe = box(0, 0, 3, 3).difference(box(1, 1, 3, 2))
    islands = MultiPolygon([box(10, 0, 11, 1), horseshoe])

    [middle, nowhere] = room_for_label(np.array([islands, None], dtype=object))

    assert horseshoe.contains(Point(middle).buffer(0.3))
    assert nowhere is None
