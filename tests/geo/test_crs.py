"""Metric systems and what is measured in them."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Geod, Transformer

from gridmap.errors import InputError
from gridmap.geo.crs import LONLAT, area_m2, metric_crs, metric_crs_of, project
from gridmap.geo.datum import CHINA


@given(lon=st.floats(73.5, 136.4), lat=st.floats(CHINA[1], CHINA[3]))
def test_the_zone_in_china_is_the_nearest_without_prefix(lon, lat):
    crs = metric_crs(lon, lat)
    assert crs.name.startswith("CGCS2000 / 3-degree Gauss-Kruger CM ")
    parameters = {p.name: p.value for p in crs.coordinate_operation.params}
    assert abs(parameters["Longitude of natural origin"] - lon) <= 1.5 + 1e-9
    assert parameters["False easting"] == 500_000


@pytest.mark.parametrize(
    ("lon", "lat", "epsg"),
    [
        (72.1, 40.0, 4534),
        (137.8, 45.0, 4554),
        (113.0, 28.0, 4547),
        (-3.0, 51.5, 32630),
        (180.0, 10.0, 32601),
        (-73.7, 40.7, 32618),
        (151.2, -33.9, 32756),
    ],
)
def test_known_places(lon, lat, epsg):
    assert metric_crs(lon, lat).to_epsg() == epsg


def test_the_middle_of_the_extent_decides_and_what_is_no_place_does_not():
    assert metric_crs([np.nan, 112.0, 118.0], [np.inf, 28.0, 28.0]).to_epsg() == 4547
    with pytest.raises(InputError) as refusal:
        metric_crs([np.nan], [1.0])
    assert refusal.value.code == "extent-empty"


def square(lon, lat, side=0.01):
    return shapely.box(lon, lat, lon + side, lat + side)


@pytest.mark.parametrize(
    ("lon", "lat", "scale"), [(113.1, 27.8, 3e-4), (-3.0, 51.5, 1e-3), (115.4, 40.0, 6e-4)]
)
def test_areas_are_those_of_the_ellipsoid(lon, lat, scale):
    polygon = square(lon, lat)
    truth = abs(Geod(ellps="GRS80").geometry_area_perimeter(polygon)[0])
    assert area_m2(np.array([polygon]))[0] == pytest.approx(truth, rel=scale)


def test_areas_of_what_has_none_are_zero():
    nothing = np.array([None, shapely.Point(113, 27), shapely.Polygon()], dtype=object)
    assert area_m2(nothing).tolist() == [0, 0, 0]
    assert area_m2(np.append(nothing, square(113, 27)))[:3].tolist() == [0, 0, 0]
    assert area_m2(np.array([], dtype=object)).shape == (0,)


def test_axes_are_always_x_then_y():
    # EPSG:4490 and EPSG:4547 both write north first.
    point = np.array([shapely.Point(113.2, 27.8)])
    moved = project(point, CRS.from_epsg(4490), CRS.from_epsg(4547))
    x, y = shapely.get_x(moved)[0], shapely.get_y(moved)[0]
    assert x == pytest.approx(416_000, abs=100_000)
    assert y == pytest.approx(3_077_000, abs=5_000)


@pytest.mark.parametrize(("source", "target"), [(4326, 4547), (4547, 4326), (27700, 4326)])
def test_one_way_between_systems_or_several_they_lead_where_proj_leads(source, target):
    middle = {4326: (113.2, 27.8), 4547: (416_000, 3_077_000), 27700: (335_000, 187_000)}[source]
    rng = np.random.default_rng(5)
    xy = rng.normal(middle, 0.01 * abs(np.array(middle)), (1000, 2))
    moved = project(shapely.points(xy), CRS.from_epsg(source), CRS.from_epsg(target))
    proj = Transformer.from_crs(source, target, always_xy=True)
    assert np.array_equal(shapely.get_coordinates(moved), np.column_stack(proj.transform(*xy.T)))


def test_projected_geometries_find_their_own_metric_system():
    polygon = np.array([square(113.1, 27.8)])
    there = project(polygon, LONLAT, CRS.from_epsg(32649))
    assert metric_crs_of(there, CRS.from_epsg(32649)).to_epsg() == 4547
    assert area_m2(there, CRS.from_epsg(32649)) == pytest.approx(area_m2(polygon), rel=1e-6)


def test_no_geometry_stays_none():
    moved = project(
        np.array([None, shapely.Point(113, 27)], dtype=object), LONLAT, metric_crs(113, 27)
    )
    assert moved[0] is None
    assert moved[1] is not None
