"""How far apart sets of places are."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from gridmap.geo.distance import extents_apart_m


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
