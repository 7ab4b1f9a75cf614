"""Point to polygon, held against geopandas' spatial join."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gridmap.geo import locate as module
from gridmap.geo.locate import locate


def joined(points, polygons):
    """Answer as geopandas does: the lowest position among all polygons that intersect."""
    left = gpd.GeoDataFrame(geometry=gpd.GeoSeries(points))
    right = gpd.GeoDataFrame(geometry=gpd.GeoSeries(polygons))
    pairs = gpd.sjoin(left, right, predicate="intersects")
    lowest = pairs.groupby(level=0)["index_right"].min()
    return lowest.reindex(range(len(points)), fill_value=-1).to_numpy()


# Whole numbers make points meet corners and edges as often as insides.
small = st.integers(0, 6)


@st.composite
def polygons(draw):
    """Boxes that touch and overlap, rings with holes, pairs of parts, slanted triangles."""
    x, y, width, height = draw(small), draw(small), draw(st.integers(1, 4)), draw(st.integers(1, 4))
    box = shapely.box(x, y, x + width, y + height)
    shape = draw(st.sampled_from(["box", "ring", "pair", "triangle", "nothing"]))
    if shape == "ring":
        hole = shapely.box(x + 0.25 * width, y + 0.25 * height, x + 0.5 * width, y + 0.5 * height)
        return box.difference(hole)
    if shape == "pair":
        return shapely.MultiPolygon([box, shapely.box(x + 5, y, x + 6, y + 1)])
    if shape == "triangle":
        return shapely.Polygon([(x, y), (x + width, y + 1), (x + 1, y + height)])
    return draw(st.sampled_from([None, shapely.Polygon()])) if shape == "nothing" else box


ground = st.lists(polygons(), min_size=1, max_size=12)
places = st.lists(
    st.tuples(
        st.one_of(small.map(float), st.floats(-1, 12)),
        st.one_of(small.map(float), st.floats(-1, 12)),
    ),
    min_size=1,
    max_size=40,
)


def solid(polygons):
    """Keep triangles that enclose something."""
    return [p for p in polygons if p is None or p.is_empty or p.area > 0]


@given(ground=ground, places=places)
def test_agrees_with_the_spatial_join(ground, places):
    ground = np.array([*solid(ground), None], dtype=object)
    corners = shapely.get_coordinates(ground)
    edges = shapely.get_coordinates(shapely.centroid(shapely.get_parts(ground)))
    xy = np.concatenate([np.array(places), corners, edges])
    points = shapely.points(xy)
    expected = joined(points, ground)
    np.testing.assert_array_equal(locate(xy, ground), expected)
    np.testing.assert_array_equal(locate(points, ground), expected)


def test_a_tessellation_with_all_its_vertices(monkeypatch):
    monkeypatch.setattr(module, "_PAIRS", 1_000)
    random = np.random.default_rng(2)
    seeds = shapely.MultiPoint(random.uniform(0, 1, (300, 2)))
    cells = np.array(shapely.voronoi_polygons(seeds).geoms)
    xy = np.concatenate([random.uniform(0, 1, (5_000, 2)), shapely.get_coordinates(cells)])
    np.testing.assert_array_equal(locate(xy, cells), joined(shapely.points(xy), cells))


def test_overlapping_parts_do_not_cancel_out():
    # Crossings counted over both parts at once would put (1.5, 0.5) outside.
    twice = shapely.MultiPolygon([shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1)])
    assert not twice.is_valid
    assert locate(np.array([[1.5, 0.5]]), np.array([twice])).tolist() == [0]


def test_what_is_no_place_is_nowhere():
    square = np.array([shapely.box(0, 0, 1, 1)])
    points = np.array([None, shapely.Point(), shapely.Point(0.5, 0.5)], dtype=object)
    assert locate(points, square).tolist() == [-1, -1, 0]
    xy = np.array([[np.nan, 0.5], [0.5, np.inf], [0.5, 0.5]])
    assert locate(xy, square).tolist() == [-1, -1, 0]


@pytest.mark.parametrize("polygons", [[], [None], [shapely.Polygon()]])
def test_no_ground(polygons):
    assert locate(np.array([[0.0, 0.0]]), np.array(polygons, dtype=object)).tolist() == [-1]


def test_no_points():
    square = np.array([shapely.box(0, 0, 1, 1)])
    assert locate(np.empty((0, 2)), square).shape == (0,)
    assert locate(np.empty(0, dtype=object), square).shape == (0,)


def test_points_in_one_spot():
    square = np.array([shapely.box(0, 0, 1, 1)])
    assert locate(np.full((10, 2), 0.5), square).tolist() == [0] * 10
