"""Coordinate systems are declared, held against the numbers, and never guessed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import mapping

from gridmap.errors import CrsError, InputError
from gridmap.geo.datum import to_datum
from gridmap.intake import read_areas, read_buildings
from tests.intake.conftest import codes, feature, polygon, speaks_both, town

pytestmark = pytest.mark.usefixtures("read_here")

Write = Callable[..., Path]


def refused(read: Callable[..., object], file: Path, **options: object) -> CrsError:
    with pytest.raises(CrsError) as caught:
        read(file, **options)
    speaks_both(caught.value)
    return caught.value


def in_metres(epsg: int) -> list[dict[str, object]]:
    frame = gpd.GeoDataFrame.from_features(town(), crs="EPSG:4326").to_crs(epsg)
    return [
        feature(mapping(shape), code=code)
        for code, shape in zip(frame["code"], frame.geometry, strict=True)
    ]


def points_csv(folder: Path, *lines: str, header: str = "id,lon,lat") -> Path:
    file = folder / "points.csv"
    file.write_text("\n".join([header, *lines]), encoding="utf-8")
    return file


def test_missing_for_a_shapefile_without_prj(tmp_path: Path) -> None:
    file = tmp_path / "grids.shp"
    gpd.GeoDataFrame.from_features(town()).set_crs(4326).to_file(file)
    file.with_suffix(".prj").unlink()
    told = refused(read_areas, file)
    assert told.code == "crs-missing"
    assert "grids.shp" in told.sentence("zh-CN")
    assert len(read_areas(file, crs=4326).rows) == 3
    assert len(read_areas(file, datum="cgcs2000").rows) == 3


def test_missing_for_a_table_of_points(tmp_path: Path) -> None:
    file = points_csv(tmp_path, "1,113.15,27.83")
    assert refused(read_buildings, file).code == "crs-missing"
    assert read_buildings(file, crs="EPSG:4490").rows.geometry.x[0] == 113.15
    assert read_buildings(file, datum="wgs84").rows.geometry.y[0] == 27.83


def test_missing_when_geojson_says_null(geojson: Write) -> None:
    assert refused(read_areas, geojson(town(), crs=None)).code == "crs-missing"


def test_a_crs_member_that_means_nothing(geojson: Write) -> None:
    member = {"type": "name", "properties": {"name": "Beijing local"}}
    assert refused(read_areas, geojson(town(), crs=member)).code == "crs-unknown"
    assert refused(read_areas, geojson(town(), crs={"type": "link"})).code == "crs-unreadable"


def test_a_property_called_crs_is_no_member(geojson: Write) -> None:
    features = [{**town(1)[0], "properties": {"code": "1", "crs": None}}]
    assert len(read_areas(geojson(features)).rows) == 1


def test_unknown(geojson: Write) -> None:
    assert refused(read_areas, geojson(town()), crs="EPSG:99999999").code == "crs-unknown"
    assert refused(read_areas, geojson(town()), crs="nowhere.prj").code == "crs-file-missing"


def test_unknown_datum(geojson: Write) -> None:
    with pytest.raises(InputError) as caught:
        read_areas(geojson(town()), datum="mars")
    assert caught.value.code == "datum-unknown"


def test_metres_declared_as_degrees(geojson: Write) -> None:
    told = refused(read_areas, geojson(in_metres(4547)))
    assert told.code == "crs-metres-as-degrees"
    assert "EPSG:4547" in told.sentence("en")
    rows = read_areas(geojson(in_metres(4547)), crs="EPSG:4547").rows
    assert rows.total_bounds[0] == pytest.approx(113.152)


def test_an_easting_with_its_zone_names_the_system(geojson: Write) -> None:
    told = refused(read_areas, geojson(in_metres(4526)))
    assert told.fields["guess"] == "EPSG:4526"  # CGCS2000 / 3-degree Gauss-Kruger zone 38


def test_degrees_declared_as_metres(geojson: Write) -> None:
    told = refused(read_areas, geojson(town()), crs="EPSG:4547")
    assert told.code == "crs-degrees-as-metres"
    assert "EPSG:4326" in told.sentence("en")


def test_a_system_of_another_part_of_the_world(geojson: Write) -> None:
    told = refused(read_areas, geojson(in_metres(4547)), crs="EPSG:27700")
    assert told.code == "crs-outside-its-area"


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(113.15, 27.83), (75.99, 39.47), (126.6, 45.8), (151.2, -33.9)],
    ids=["Zhuzhou", "Kashgar", "Harbin", "Sydney"],
)
def test_latitude_before_longitude(lon: float, lat: float, tmp_path: Path) -> None:
    file = points_csv(tmp_path, f"1,{lat},{lon}", f"2,{lat + 0.001},{lon}")
    assert refused(read_buildings, file, crs=4326).code == "coordinates-swapped"
    told = read_buildings(file, crs=4326, columns={"lon": "lat", "lat": "lon"})
    assert told.rows.geometry.x[0] == lon


def test_newport_is_not_taken_for_swapped(tmp_path: Path) -> None:
    file = points_csv(tmp_path, "1,-3.0,51.58")
    assert len(read_buildings(file, crs=4326).rows) == 1


def test_what_is_passed_wins_over_what_the_file_says(tmp_path: Path) -> None:
    file = tmp_path / "wrong.gpkg"
    frame = gpd.GeoDataFrame.from_features(town(), crs="EPSG:4326").to_crs(4547)
    frame.set_crs(4548, allow_override=True).to_file(file)
    intake = read_areas(file, crs=4547)
    assert codes(intake.findings) == ["crs-overridden"]
    assert intake.rows.total_bounds[0] == pytest.approx(113.152)


def test_a_row_beyond_the_earth_is_left_out(geojson: Write) -> None:
    lost = feature(polygon(113.1, 127.8), code="x")
    intake = read_areas(geojson([*town(), lost]))
    assert codes(intake.findings) == ["geometry-off-earth"]
    assert intake.findings[0].row == 4
    assert len(intake.rows) == 3


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_shifted_outlines_come_back_to_their_place(datum: str, geojson: Write) -> None:
    straight = gpd.GeoDataFrame.from_features(town(), crs="EPSG:4326")

    def shift(corners: np.ndarray) -> np.ndarray:
        return np.column_stack(to_datum(*corners.T, source="wgs84", target=datum))

    shifted = shapely.transform(straight.geometry.to_numpy(), shift)
    features = [
        feature(mapping(shape), code=code)
        for code, shape in zip(straight["code"], shifted, strict=True)
    ]
    rows = read_areas(geojson(features), datum=datum).rows
    assert rows.total_bounds == pytest.approx(straight.total_bounds, abs=1e-9)
    assert abs(shifted[0].bounds[0] - straight.total_bounds[0]) > 0.003
