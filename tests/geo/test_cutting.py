"""Areas drawn by hand: what fits, what follows, what falls apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gridmap.geo.crs import area_m2
from gridmap.geo.cutting import SLIVER_M2, fit, mended, shift_border, snapped, split
from gridmap.geo.tiling import tiling_defects

WEST, SOUTH, METRE = 113.14, 27.84, 1 / 111_320
BLOCK = 200 * METRE


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    """A box in metres (of latitude) from the corner of the town."""
    sides = (WEST + west * METRE, SOUTH + south * METRE, WEST + east * METRE, SOUTH + north * METRE)
    return shapely.box(*sides)


def line(*points: tuple[float, float]) -> shapely.LineString:
    return shapely.LineString([(WEST + METRE * x, SOUTH + METRE * y) for x, y in points])


def size(shape: shapely.Geometry) -> float:
    return float(area_m2(np.array([shape], dtype=object))[0])


def silent(shapes: Sequence[shapely.Geometry], within: shapely.Geometry) -> bool:
    areas = np.array(shapes, dtype=object)
    return not tiling_defects(areas, within=np.array([within], dtype=object))


TOWN = box(0, 0, 200, 200)


def test_what_is_drawn_wildly_is_mended() -> None:
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    assert mended(bow).is_valid
    assert mended(bow).area == pytest.approx(0.5)
    for nothing in (line((0, 0), (9, 9)), shapely.Point(0, 0), shapely.Polygon(), box(0, 0, 1, 1)):
        assert mended(nothing).is_empty
    with np.errstate(invalid="ignore"):
        lost = shapely.Polygon([(0, 0), (1, 1), (float("nan"), 0), (0, 0)])
    assert mended(lost).is_empty
    assert not mended(shapely.force_3d(TOWN, 7.0)).has_z


def test_an_area_is_cut_to_its_parent_and_leaves_siblings_alone() -> None:
    left = box(0, 0, 100, 200)
    done = fit(box(50, -50, 250, 250), [left], TOWN)
    assert silent([left, done.outline], TOWN)
    assert done.trimmed_m2 == pytest.approx(size(box(50, -50, 250, 250)) - size(done.outline))
    assert fit(box(10, 10, 90, 90), [left], TOWN).outline.is_empty
    free = fit(box(300, 0, 400, 100), [left], None)
    assert (free.trimmed_m2, free.outline.equals(box(300, 0, 400, 100))) == (0, True)


@pytest.mark.parametrize("gap", [0.05, 0.2, 0.45])
def test_a_hairline_is_closed_and_a_lane_is_not(gap: float) -> None:
    left = box(0, 0, 100, 200)
    drawn = box(100 + gap, gap, 200 - gap, 200 - gap)
    done = fit(drawn, [left], TOWN)
    assert silent([left, done.outline], TOWN)
    assert done.trimmed_m2 == 0
    lane = fit(box(103, 3, 197, 197), [left], TOWN).outline
    assert lane.equals(box(103, 3, 197, 197))


def test_scraps_are_no_ground() -> None:
    # A sibling that leaves but a corner of 1 m² beyond it.
    wall = box(0, 0, 199, 200)
    drawn = box(150, 150, 200, 151).union(box(0, 0, 10, 10))
    assert size(box(199, 150, 200, 151)) < SLIVER_M2
    assert fit(drawn, [wall], TOWN).outline.is_empty


@given(st.floats(-80, 80), st.floats(-80, 80))
def test_a_border_that_moves_leaves_no_gap(low: float, high: float) -> None:
    before = box(0, 0, 100, 200)
    others = [box(100, 0, 200, 90), box(100, 90, 200, 200)]
    corners = [(0, 0), (100 + low, 0), (100 + high, 200), (0, 200)]
    drawn = mended(shapely.Polygon([(WEST + METRE * x, SOUTH + METRE * y) for x, y in corners]))
    drawn = snapped(drawn, [before, *others])
    done = shift_border(before, fit(drawn, [], TOWN).outline, others)
    assert silent([done.outline, *done.neighbours], TOWN)
    assert size(shapely.union_all([done.outline, *done.neighbours])) == pytest.approx(
        size(TOWN), rel=1e-5
    )


def test_who_is_not_concerned_stays_as_it_is() -> None:
    others = [box(100, 0, 200, 200), box(400, 0, 500, 200)]
    done = shift_border(box(0, 0, 100, 200), box(0, 0, 120, 200), others)
    assert done.moved == [0]
    assert done.neighbours[1] is others[1]
    swallowed = shift_border(box(0, 0, 100, 200), box(0, 0, 200, 200), others)
    assert swallowed.neighbours[0].is_empty


@pytest.mark.parametrize(
    ("along", "pieces"),
    [
        (line((100, -10), (100, 210)), 2),
        (line((100, 8), (100, 192)), 2),  # falls a little short
        (line((100, 0), (100, 200)), 2),
        (line((100, -10), (100, 8), (100, 8), (100, 8), (100, 192)), 2),
        (line((-10, 50), (210, 50), (210, 150), (-10, 150)), 3),  # there and back
        (line((-10, -10), (210, 210), (210, -10), (-10, 210)), 4),  # crosses itself
        (line((100, 50), (100, 150)), 1),
        (line((300, 0), (300, 200)), 1),
        (line((0, 0), (0, 200)), 1),  # runs along the border
        (line((0.01, -10), (0.01, 210)), 1),  # cuts a hair off
    ],
)
def test_a_line_splits(along: shapely.LineString, pieces: int) -> None:
    cut = split(TOWN, along)
    assert len(cut) == pieces
    assert silent(cut, TOWN)
    sizes = [size(piece) for piece in cut]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == pytest.approx(size(TOWN), rel=1e-5)


def test_what_the_line_does_not_touch_stays_with_the_largest() -> None:
    whole = shapely.union_all([TOWN, box(300, 0, 350, 50)])
    large, small = split(whole, line((80, -10), (80, 210)))
    assert shapely.get_num_geometries(large) == 2
    assert size(small) == pytest.approx(size(box(0, 0, 80, 200)), rel=1e-4)
    ring = TOWN.difference(box(80, 80, 120, 120))
    assert len(split(ring, line((100, -10), (100, 210)))) == 2
    # Through one side of a ring only: it opens, and is one piece all the same.
    assert len(split(ring, line((100, -10), (100, 100)))) == 1


@given(
    st.lists(
        st.tuples(st.floats(-20, 220), st.floats(-20, 220)), min_size=2, max_size=6, unique=True
    )
)
def test_whatever_the_line_the_pieces_cover_the_area_once(
    points: list[tuple[float, float]],
) -> None:
    cut = split(TOWN, line(*points))
    assert silent([shapely.union_all(cut)], TOWN)
    assert sum(map(size, cut)) == pytest.approx(size(TOWN), rel=1e-5)
    assert all(size(piece) >= SLIVER_M2 for piece in cut)
