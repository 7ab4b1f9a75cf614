"""Datums: the published oracle, the way there and back, and the edges of the box."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gridmap.errors import InputError
from gridmap.geo.datum import CHINA, DATUMS, Datum, to_datum

WEST, SOUTH, EAST, NORTH = CHINA
METRES_PER_DEGREE = 111_320.0
PAIRS = list(itertools.permutations(DATUMS, 2))

inside_lon = arrays(float, 20, elements=st.floats(WEST, EAST))
inside_lat = arrays(float, 20, elements=st.floats(SOUTH, NORTH))


def metres(lon_a, lat_a, lon_b, lat_b):
    east = (lon_a - lon_b) * METRES_PER_DEGREE * np.cos(np.radians(lat_a))
    return np.hypot(east, (lat_a - lat_b) * METRES_PER_DEGREE)


def test_meets_the_oracle():
    there = to_datum(113.15, 27.83, source="wgs84", target="gcj02")
    assert there == pytest.approx((113.1558046956, 27.8268340546), abs=5e-11)
    back = to_datum(113.1558046956, 27.8268340546, source="gcj02", target="wgs84")
    assert back == pytest.approx((113.15, 27.83), abs=1e-9)


def test_baidu_lies_beyond_gcj_to_the_north_east():
    # Baidu's own published example for its conversion: Tiananmen, GCJ-02 to BD-09.
    lon, lat = to_datum(116.404, 39.915, source="gcj02", target="bd09")
    assert (lon, lat) == pytest.approx((116.41036949, 39.92133699), abs=1e-7)


@pytest.mark.parametrize(("source", "target"), PAIRS)
@given(lon=inside_lon, lat=inside_lat)
def test_round_trip_within_a_millimetre(source: Datum, target: Datum, lon, lat):
    start = to_datum(lon, lat, source="wgs84", target=source)
    back = to_datum(*to_datum(*start, source=source, target=target), source=target, target=source)
    assert metres(*start, *back).max() < 1e-3


@given(lon=inside_lon, lat=inside_lat)
def test_the_shift_is_some_hundred_metres(lon, lat):
    shifted = to_datum(lon, lat, source="wgs84", target="gcj02")
    moved = metres(lon, lat, *shifted)
    assert moved.min() > 1
    assert moved.max() < 5_000


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_elsewhere_is_left_alone(source: Datum, target: Datum):
    lon = np.array([-3.0, 150.0, 100.0, 100.0, 71.0])
    lat = np.array([51.5, 30.0, -10.0, 60.0, 30.0])
    there = to_datum(lon, lat, source=source, target=target)
    np.testing.assert_array_equal(there, (lon, lat))


def test_the_box_includes_its_edge():
    outside = EAST + 1e-6
    lon, _ = to_datum([EAST, outside], [30, 30], source="wgs84", target="gcj02")
    assert lon[0] != EAST
    assert lon[1] == outside


def test_cgcs2000_is_wgs84():
    lon, lat = to_datum([113.1, 120.2], [27.8, 30.3], source="cgcs2000", target="wgs84")
    assert (lon.tolist(), lat.tolist()) == ([113.1, 120.2], [27.8, 30.3])


def test_scalars_give_floats_and_arrays_keep_their_shape():
    lon, lat = to_datum(np.float64(113), 27, source="wgs84", target="bd09")
    assert type(lon) is type(lat) is float
    lon, lat = to_datum(np.full((2, 3), 113.0), 27.0, source="wgs84", target="bd09")
    assert lon.shape == lat.shape == (2, 3)
    empty, _ = to_datum([], [], source="bd09", target="gcj02")
    assert empty.shape == (0,)


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_what_is_no_place_passes_through(source: Datum, target: Datum):
    lon, lat = np.array([np.nan, np.inf, 113.0]), np.array([27.0, 27.0, np.nan])
    there = to_datum(lon, lat, source=source, target=target)
    np.testing.assert_array_equal(there, (lon, lat))


def test_the_arguments_stay_as_they_were():
    lon, lat = np.array([113.0]), np.array([27.0])
    for source, target in PAIRS:
        to_datum(lon, lat, source=source, target=target)
    assert (lon[0], lat[0]) == (113.0, 27.0)


def test_an_unknown_datum_is_named():
    with pytest.raises(InputError) as refusal:
        to_datum(113.0, 27.0, source="gcj-02", target="wgs84")  # type: ignore[call-overload]
    assert refusal.value.code == "datum-unknown"
    assert refusal.value.fields["datum"] == "gcj-02"
