"""Defects of a set of areas."""

from __future__ import annotations

import time

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS
from shapely import Polygon, box

from gridmap.geo.crs import LONLAT, area_m2, project
from gridmap.geo.tiling import DefectKind, tiling_defects

METRES = CRS.from_epsg(4547)
EAST, NORTH = 410_000, 3_078_000


def plot(x0, y0, x1, y1):
    """Draw a rectangle in metres, near Zhuzhou."""
    return box(EAST + x0, NORTH + y0, EAST + x1, NORTH + y1)


def found(*polygons, within=None, parent=None, min_area_m2=1.0):
    defects = tiling_defects(
        np.array(polygons, dtype=object),
        within=None if within is None else np.array(within, dtype=object),
        parent=parent,
        crs=METRES,
        min_area_m2=min_area_m2,
    )
    return [(str(d.kind), d.areas, round(d.area_m2)) for d in defects]


def test_a_tiling_has_none():
    assert found(plot(0, 0, 50, 50), plot(50, 0, 100, 50), plot(0, 50, 100, 100)) == []


def test_overlap():
    assert found(plot(0, 0, 50, 50), plot(45, 0, 100, 50)) == [("overlap", (0, 1), 250)]


def test_the_same_area_twice_overlaps_whole():
    assert found(plot(0, 0, 50, 50), plot(0, 0, 50, 50)) == [("overlap", (0, 1), 2500)]


def test_an_area_inside_another_overlaps():
    assert found(plot(0, 0, 50, 50), plot(10, 10, 20, 20)) == [("overlap", (0, 1), 100)]


def test_an_enclosed_hole_is_a_gap_between_its_neighbours():
    ring = plot(0, 0, 30, 30).difference(plot(10, 10, 20, 20))
    assert found(ring, plot(10, 10, 20, 15)) == [("gap", (0, 1), 50)]


def test_an_open_side_is_a_gap_only_against_a_parent():
    left, right, parent = plot(0, 0, 50, 50), plot(60, 0, 100, 50), plot(0, 0, 100, 50)
    assert found(left, right) == []
    assert found(left, right, within=[parent]) == [("gap", (0, 1), 500)]


def test_a_parent_without_areas_is_a_gap():
    defects = found(plot(0, 0, 50, 50), within=[plot(0, 0, 50, 50), plot(200, 0, 210, 10)])
    assert defects == [("gap", (), 100)]


def test_outside_the_parent():
    defects = found(plot(0, 0, 60, 50), within=[plot(0, 0, 50, 50)])
    assert defects == [("outside_parent", (0,), 500)]


def test_each_area_answers_to_its_own_parent():
    parents = [plot(0, 0, 50, 50), plot(50, 0, 100, 50)]
    areas = [plot(0, 0, 60, 50), plot(60, 0, 100, 50)]
    assert found(*areas, within=parents) == []
    own = found(*areas, within=parents, parent=np.array([0, 1]))
    assert own == [("outside_parent", (0,), 500)]
    assert found(*areas, within=parents, parent=np.array([-1, 1])) == []


def test_multipart_tells_what_lies_apart():
    pair = shapely.MultiPolygon([plot(0, 0, 50, 50), plot(90, 0, 100, 10)])
    assert found(pair) == [("multipart", (0,), 100)]


def test_a_crossing_outline_is_invalid_and_judged_as_repaired():
    bow = Polygon([(EAST, NORTH), (EAST + 10, NORTH + 10), (EAST + 10, NORTH), (EAST, NORTH + 10)])
    assert found(bow, plot(5, 0, 10, 10)) == [("invalid", (0,), 50), ("overlap", (0, 1), 25)]


def test_what_is_no_polygon_is_invalid():
    with np.errstate(invalid="ignore"):
        unplaced = Polygon([(EAST, NORTH), (np.nan, NORTH + 10), (EAST + 10, NORTH)])
    defects = found(None, Polygon(), shapely.Point(EAST, NORTH), unplaced, plot(0, 0, 5, 5))
    assert defects == [("invalid", (at,), 0) for at in range(4)]


def test_no_areas_no_defects():
    assert found() == []
    assert found(within=[plot(0, 0, 5, 5)]) == [("gap", (), 25)]


def test_specks_are_left_out():
    areas = plot(0, 0, 50, 50), plot(49.996, 0, 100, 50)
    assert found(*areas) == []
    assert found(*areas, min_area_m2=0.1) == [("overlap", (0, 1), 0)]


def test_a_border_with_a_vertex_on_one_side_only_fits():
    # In longitude and latitude, and a long one: straight there is not straight in metres.
    south = box(113.0, 27.8, 113.1, 27.85)
    north = [box(113.0, 27.85, 113.03, 27.9), box(113.03, 27.85, 113.1, 27.9)]
    assert tiling_defects(np.array([south, *north])) == []


def test_defects_are_measured_on_the_ground():
    degrees = project(np.array([plot(0, 0, 50, 50), plot(45, 0, 100, 50)]), METRES, LONLAT)
    (defect,) = tiling_defects(degrees)
    assert defect.kind is DefectKind.OVERLAP
    assert defect.area_m2 == pytest.approx(250, rel=1e-3)
    assert area_m2(np.array([defect.geometry]))[0] == defect.area_m2


@given(
    st.lists(st.tuples(*[st.integers(0, 8)] * 2, *[st.integers(1, 5)] * 2), min_size=1, max_size=8)
)
def test_finds_every_overlap_and_nothing_else(corners):
    plots = [plot(x * 10, y * 10, (x + w) * 10, (y + h) * 10) for x, y, w, h in corners]
    expected = {
        (one, other): round(plots[one].intersection(plots[other]).area)
        for one in range(len(plots))
        for other in range(one + 1, len(plots))
        if plots[one].intersection(plots[other]).area > 0
    }
    overlaps = {areas: size for kind, areas, size in found(*plots) if kind == "overlap"}
    assert overlaps == expected


@given(
    st.lists(st.tuples(*[st.integers(0, 8)] * 2, *[st.integers(1, 5)] * 2), min_size=1, max_size=8)
)
def test_gaps_and_areas_make_up_the_parent(corners):
    plots = [plot(x * 10, y * 10, (x + w) * 10, (y + h) * 10) for x, y, w, h in corners]
    parent = plot(-10, -10, 150, 150)
    gaps = sum(size for kind, _, size in found(*plots, within=[parent]) if kind == "gap")
    assert gaps == round(parent.area - shapely.union_all(plots).area)


def test_two_thousand_areas_in_a_few_seconds():
    seeds = shapely.MultiPoint(np.random.default_rng(0).uniform(0, 10_000, (2_000, 2)))
    frame = box(0, 0, 10_000, 10_000)
    cells = shapely.intersection(
        np.array(shapely.voronoi_polygons(seeds, extend_to=frame).geoms), frame
    )
    cells = shapely.transform(
        shapely.segmentize(cells, 20), lambda xy: xy + np.array([EAST, NORTH])
    )
    cells[::10] = shapely.transform(cells[::10], lambda xy: xy + 3)
    began = time.perf_counter()
    defects = tiling_defects(cells, crs=METRES)
    assert time.perf_counter() - began < 10
    assert {d.kind for d in defects} == {DefectKind.OVERLAP, DefectKind.GAP}
