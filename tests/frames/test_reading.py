"""Files as frames: findings are seen and kept."""

from __future__ import annotations

import json

import geopandas as gpd
import pytest
from shapely import box

from gridmap import GridmapWarning, InputError, read_areas, read_buildings


def write(path, rows):
    gpd.GeoDataFrame(
        rows, geometry=[box(113.1, 27.8, 113.2, 27.9)] * len(rows["code"]), crs=4326
    ).to_file(path)
    return path


def test_areas_come_in_standard_columns(tmp_path):
    path = write(tmp_path / "grids.geojson", {"code": ["430202002001001"], "name": ["一网格"]})
    areas = read_areas(path, level="grid")
    assert areas.crs == 4326
    assert {"row", "code", "name", "level", "parent", "kind", "geometry"} <= set(areas.columns)
    assert areas["level"].tolist() == ["grid"]


def test_what_was_left_out_is_warned_of_and_listed(tmp_path):
    path = write(tmp_path / "grids.geojson", {"code": ["430202002001001"] * 2})
    with pytest.warns(GridmapWarning, match=r"grids\.geojson"):
        areas = read_areas(path)
    assert len(areas) == 1
    findings = areas.attrs["findings"]
    assert json.loads(json.dumps(findings)) == findings
    assert {"code", "severity", "row", "sentence", "fields"} == set(findings[0])
    assert any(finding["severity"] == "error" for finding in findings)


def test_a_missing_file_is_an_input_error(tmp_path):
    with pytest.raises(InputError):
        read_buildings(tmp_path / "nothing.geojson")


def test_newport(shared_data):
    with pytest.warns(GridmapWarning):
        buildings = read_buildings(shared_data / "newport-2023.osm.pbf")
    assert len(buildings) > 34_000
    assert buildings.crs == 4326
    assert buildings.geometry.is_valid.all()
