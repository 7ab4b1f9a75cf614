"""Buildings to areas."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import Point, Polygon, box

from gridmap import CrsError, InputError, assign

LON, LAT = 113.1, 27.8


def frame(geometry, crs=4326, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(geometry), crs=crs)


@pytest.fixture
def squares():
    """Two squares side by side, the eastern one with the lower code."""
    return frame([box(0, 0, 1, 1), box(1, 0, 2, 1)], code=["b", "a"])


def test_index_and_name(squares):
    points = frame([Point(0.5, 0.5), Point(1.5, 0.5), Point(5, 5)])
    points.index = pd.MultiIndex.from_tuples([("x", 1), ("x", 1), ("y", 2)], names=["estate", "no"])
    found = assign(points, squares)
    pd.testing.assert_index_equal(found.index, points.index)
    assert found.name == "code"
    assert found.isna().tolist() == [False, False, True]
    assert found.iloc[:2].tolist() == ["b", "a"]


def test_boundaries_and_overlaps_go_to_the_lowest_code(squares):
    assert assign(frame([Point(1, 0.5)]), squares).tolist() == ["a"]
    assert assign(frame([Point(0, 0)]), squares).tolist() == ["b"]
    three = frame([box(0, 0, 2, 2)] * 3, code=[30, 4, 200])
    assert assign(frame([Point(1, 1)]), three).tolist() == [4]


def test_footprints_go_by_a_point_inside_them(squares):
    # Its centroid lies in the eastern square, all of it but a strip in neither.
    horseshoe = Polygon(
        [(0.9, 0.1), (0.9, -3), (3, -3), (3, 0.5), (2.9, 0.5), (2.9, -2.9), (1, -2.9)]
    )
    inside = shapely.point_on_surface(horseshoe)
    expected = [
        code for code, area in zip("ba", squares.geometry, strict=True) if area.covers(inside)
    ]
    assert assign(frame([horseshoe]), squares).dropna().tolist() == expected
    assert assign(frame([box(0.6, 0.2, 1.2, 0.4)]), squares).tolist() == ["b"]


def test_the_point_is_taken_in_the_buildings_own_system(squares):
    east = gpd.GeoSeries(squares.geometry).set_crs(4326).translate(LON, LAT)
    areas = frame(east, code=["b", "a"])
    footprints = frame([box(LON + 0.2, LAT + 0.2, LON + 0.3, LAT + 0.3)]).to_crs(4547)
    assert assign(footprints, areas).tolist() == ["b"]
    assert assign(footprints, areas.to_crs(32649)).tolist() == ["b"]
    # EPSG:4490 writes latitude first; nothing here may follow it.
    assert assign(footprints.to_crs(4490), areas).tolist() == ["b"]


@pytest.mark.parametrize(
    ("keys", "dtype"),
    [
        (["001", "002"], pd.Series(["001"]).dtype),
        (pd.Series(["001", "002"], dtype=object), np.dtype(object)),
        (pd.Series(["001", "002"], dtype="string"), pd.StringDtype()),
        ([1, 2], pd.Int64Dtype()),
        (np.array([1, 2], dtype="uint16"), pd.UInt16Dtype()),
        ([1.5, 2.5], np.dtype(float)),
        (pd.array([1, 2], dtype="Int32"), pd.Int32Dtype()),
        (pd.Categorical(["001", "002"]), pd.Series(["001"]).dtype),
        (pd.Categorical([1, 2]), pd.Int64Dtype()),
        ([False, True], pd.BooleanDtype()),
    ],
)
def test_the_keys_own_dtype_with_something_missing_or_not(keys, dtype):
    areas = frame([box(0, 0, 1, 1), box(1, 0, 2, 1)], grid=keys)
    first = pd.Series(keys).tolist()[0]
    inside = frame([Point(0.5, 0.5)])
    both = frame([Point(0.5, 0.5), Point(9, 9)])
    own = keys.categories.dtype if isinstance(keys, pd.Categorical) else pd.Series(keys).dtype
    for points in (inside, both, both.iloc[1:], both.iloc[:0]):
        found = assign(points, areas, key="grid")
        assert found.dtype == (dtype if found.isna().any() else own)
        assert found.name == "grid"
        assert found.isna().tolist() == [p.x > 2 for p in points.geometry]
    assert assign(inside, areas, key="grid").tolist() == [first]
    if dtype.kind == "O" and isinstance(dtype, np.dtype):
        assert assign(both, areas, key="grid").iloc[1] is pd.NA


def test_what_has_no_order_or_no_geometry_is_told():
    mixed = frame([box(0, 0, 1, 1)] * 2, code=pd.Series(["a", 1], dtype=object))
    with pytest.raises(InputError) as caught:
        assign(frame([Point(0.5, 0.5)]), mixed)
    assert caught.value.code == "frame-keys-mixed"
    for bare in (pd.DataFrame({"code": ["a"]}), gpd.GeoDataFrame({"code": ["a"]})):
        with pytest.raises(InputError) as caught:
            assign(frame([Point(0.5, 0.5)]), bare)
        assert caught.value.code == "frame-not-geo"


def test_categories_sort_as_what_they_stand_for():
    codes = pd.Categorical(["a", "b"], categories=["b", "a"], ordered=True)
    assert assign(frame([Point(1, 1)]), frame([box(0, 0, 2, 2)] * 2, code=codes)).tolist() == ["a"]


def test_an_area_without_code_gives_way(squares):
    areas = frame([box(0, 0, 1, 1)] * 2, code=[None, "a"])
    assert assign(frame([Point(0.5, 0.5)]), areas).tolist() == ["a"]


def test_numbered_categories_may_be_missing():
    areas = frame([box(0, 0, 1, 1), box(1, 0, 2, 1)], code=pd.Categorical([7, None]))
    found = assign(frame([Point(0.5, 0.5), Point(1.5, 0.5)]), areas)
    assert found.dtype == pd.Int64Dtype()
    assert found.tolist() == [7, pd.NA]


def test_no_geometry_no_area(squares):
    nowhere = frame([None, Point(), Polygon(), Point(0.5, 0.5)])
    assert assign(nowhere, squares).isna().tolist() == [True, True, True, False]
    moved = nowhere.to_crs(4547)
    assert assign(moved, squares).isna().tolist() == [True, True, True, False]


def test_empty_frames(squares):
    nothing = assign(frame([]), squares)
    assert len(nothing) == 0
    assert nothing.dtype == squares["code"].dtype
    assert assign(frame([Point(0, 0)]), squares.iloc[:0]).isna().tolist() == [True]


@pytest.mark.parametrize("missing", ["buildings", "areas"])
@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_a_missing_system_is_refused_with_what_to_do(squares, missing, lang):
    frames = {"buildings": frame([Point(0, 0)]), "areas": squares}
    frames[missing] = frames[missing].set_crs(None, allow_override=True)
    with pytest.raises(CrsError) as refusal:
        assign(**frames)
    assert f"{missing}.set_crs(" in refusal.value.sentence(lang)


def test_a_missing_key_is_named(squares):
    with pytest.raises(InputError) as refusal:
        assign(frame([Point(0, 0)]), squares, key="grid")
    assert refusal.value.fields == {"frame": "areas", "column": "grid"}


def test_nothing_handed_in_is_changed(squares):
    buildings = frame([box(0.2, 0.2, 0.4, 0.4), Point(0.5, 0.5)], crs=4326)
    before = buildings.copy(), squares.copy()
    assign(buildings, squares)
    pd.testing.assert_frame_equal(buildings, before[0])
    pd.testing.assert_frame_equal(squares, before[1])


def test_newport_agrees_with_the_spatial_join(shared_data):
    grids = gpd.read_file(shared_data / "newport-grids.geojson")
    west, south, east, north = grids.total_bounds
    random = np.random.default_rng(0)
    scattered = random.uniform((west, south), (east, north), (20_000, 2))
    vertices = shapely.get_coordinates(grids.geometry.to_numpy())[::7]
    points = frame(shapely.points(np.concatenate([scattered, vertices])))
    pairs = gpd.sjoin(points, grids, predicate="intersects")
    lowest = pairs.groupby(level=0)["code"].min().reindex(points.index)
    found = assign(points, grids)
    assert found.isna().any()
    pd.testing.assert_series_equal(found, lowest, check_names=False)
