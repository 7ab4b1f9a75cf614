"""Areas against one another, as frames."""

from __future__ import annotations

import geopandas as gpd
import pytest
from shapely import box

from gridmap import CrsError, tiling_defects

LON, LAT = 113.1, 27.8


def frame(*boxes, crs=4326, **columns):
    """Draw boxes in thousandths of a degree near Zhuzhou."""
    drawn = [
        box(LON + a / 1e3, LAT + b / 1e3, LON + c / 1e3, LAT + d / 1e3) for a, b, c, d in boxes
    ]
    return gpd.GeoDataFrame(columns, geometry=drawn, crs=4326).to_crs(crs)


def listed(defects):
    return defects[["kind", "areas"]].to_numpy().tolist()


@pytest.mark.parametrize("crs", [4326, 4547, 4490])
def test_columns_and_system(crs):
    areas = frame((0, 0, 5, 5), (4, 0, 9, 5), code=["001", "002"], crs=crs)
    defects = tiling_defects(areas)
    assert defects.columns.tolist() == ["kind", "areas", "area_m2", "geometry"]
    assert defects.crs == areas.crs
    assert listed(defects) == [["overlap", ("001", "002")]]
    # A thousandth of a degree by five, at 27.8° north: 98.5 m by 554 m.
    assert defects["area_m2"].iloc[0] == pytest.approx(98.5 * 554, rel=2e-3)


def test_areas_without_codes_go_by_their_index():
    areas = frame((0, 0, 5, 5), (4, 0, 9, 5))
    areas.index = ["west", "east"]
    assert listed(tiling_defects(areas)) == [["overlap", ("west", "east")]]


def test_no_defects_keep_the_columns():
    defects = tiling_defects(frame((0, 0, 5, 5), code=["001"]))
    assert len(defects) == 0
    assert defects.columns.tolist() == ["kind", "areas", "area_m2", "geometry"]
    assert defects.crs == 4326
    assert tiling_defects(frame(code=[])).empty


def test_a_grid_answers_to_the_community_its_code_begins_with():
    grids = frame((0, 0, 6, 5), (6, 0, 10, 5), code=["c1001", "c2001"])
    communities = frame((0, 0, 5, 5), (5, 0, 10, 5), code=["c1", "c2"])
    assert listed(tiling_defects(grids, within=communities)) == [["outside_parent", ("c1001",)]]
    assert tiling_defects(grids, within=communities.geometry).empty
    assert tiling_defects(grids, within=communities.drop(columns="code")).empty


def test_an_area_of_no_known_parent_may_be_in_any():
    grids = frame((0, 0, 6, 5), (6, 0, 12, 5), code=["x1", "x2"])
    communities = frame((0, 0, 5, 5), (5, 0, 10, 5), code=["c1", "c2"])
    assert listed(tiling_defects(grids, within=communities)) == [["outside_parent", ("x2",)]]


def test_ground_of_the_parent_that_no_area_covers():
    grids = frame((0, 0, 6, 5), code=["c1001"])
    community = frame((0, 0, 6, 6), code=["c1"], crs=4547)
    (defect,) = listed(tiling_defects(grids, within=community))
    assert defect == ["gap", ("c1001",)]


def test_the_smallest_that_counts():
    areas = frame((0, 0, 5, 5), (4, 0, 9, 5), code=["001", "002"])
    assert tiling_defects(areas, min_area_m2=60_000).empty


@pytest.mark.parametrize("missing", ["areas", "within"])
def test_a_missing_system_is_refused(missing):
    frames = {"areas": frame((0, 0, 5, 5)), "within": frame((0, 0, 5, 5))}
    frames[missing] = frames[missing].set_crs(None, allow_override=True)
    with pytest.raises(CrsError) as refusal:
        tiling_defects(**frames)
    assert refusal.value.fields == {"frame": missing}


def test_newport_tiles_but_for_ten_grids_in_parts(shared_data):
    grids = gpd.read_file(shared_data / "newport-grids.geojson")
    communities = gpd.read_file(shared_data / "newport-communities.geojson")
    defects = tiling_defects(grids, within=communities)
    assert defects["kind"].value_counts().to_dict() == {"multipart": 10}
