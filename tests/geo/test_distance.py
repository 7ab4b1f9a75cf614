"""How far apart sets of places are."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from gridmap.geo.distance import extents_apart_m, metres_from, widened


def places(*shapes: shapely.Geometry) -> np.ndarray:
    return np.array(shapes, dtype=object)


def test_a_degree_of_latitude() -> None:
    south = places(shapely.Point(113, 27), shapely.Point(114, 28))
    north = places(shapely.box(113, 29, 114, 30))
    assert extents_apart_m(south, north) == pytest.approx(110_800, rel=1e-3)
    assert extents_apart_m(north, south) == extents_apart_m(south, north)


def test_extents_that_touch() -> None:
    one = places(shapely.box(113, 27, 114, 28))
    assert extents_apart_m(one, places(shapely.Point(113.5, 27.5))) == 0
    assert extents_apart_m(one, places(shapely.box(114, 28, 115, 29))) == 0


def test_nothing_is_nowhere() -> None:
    one = places(shapely.Point(113, 27))
    assert extents_apart_m(one, places()) == 0
    assert extents_apart_m(places(), places()) == 0


def test_metres_from_a_place() -> None:
    around = shapely.box(113.14, 27.84, 113.16, 27.86)
    north = shapely.Point(113.15, 27.851)
    found = metres_from((113.15, 27.85), places(around, north))
    assert found == pytest.approx([0, 110.8], rel=1e-3)
    assert metres_from((113.15, 27.85), places()).shape == (0,)


@pytest.mark.parametrize("lat", [0.0, 27.85, -60.0])
@pytest.mark.parametrize("lon", [111.0, 113.15])
def test_a_wider_extent_has_all_that_is_so_near(lon: float, lat: float) -> None:
    west, south, east, north = widened((lon, lat, lon, lat), 150)
    assert (lon - west, lat - south) == pytest.approx((east - lon, north - lat))
    beside = shapely.Point(east, lat), shapely.Point(lon, north)
    found = metres_from((lon, lat), places(*beside))
    assert (found >= 150).all()
    assert (found < 152).all()
