"""Every supported kind of file gives the same areas and buildings."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
import xlsxwriter

from gridmap.intake import read_areas, read_buildings, read_households
from tests.intake.conftest import ZHUZHOU, codes, document, town

NAMES = ["第1网格", "第2网格", "第3网格"]


@pytest.fixture(scope="module")
def frame() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame.from_features(town(), crs="EPSG:4326")


def as_gpkg(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    frame.to_file(folder / "grids.gpkg")
    return folder / "grids.gpkg"


def as_metres(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    frame.to_crs(4547).to_file(folder / "metres.gpkg")
    return folder / "metres.gpkg"


def as_parquet(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    frame.to_parquet(folder / "grids.parquet")
    return folder / "grids.parquet"


def as_shapefile(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    frame.to_file(folder / "grids.shp", encoding="GBK")
    return folder / "grids.shp"


def as_shapefile_without_cpg(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    file = as_shapefile(frame, folder)
    file.with_suffix(".cpg").unlink()
    return file


def as_shapefile_with_wrong_cpg(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    file = as_shapefile(frame, folder)
    file.with_suffix(".cpg").write_text("UTF-8")
    return file


def as_shapefile_in_utf8(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    # A field name has ten bytes: the last character of 网格编号 is cut in two.
    frame.rename(columns={"code": "__code____", "name": "__name____"}).to_file(
        folder / "grids.shp", encoding="UTF-8"
    )
    table = folder / "grids.dbf"
    content = table.read_bytes()
    for name, meant in (("__code____", "网格编号"), ("__name____", "网格名称")):
        assert content.count(name.encode()) == 1
        content = content.replace(name.encode(), meant.encode()[:10])
    table.write_bytes(content)
    return folder / "grids.shp"


def as_shapefile_without_shx(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    file = as_shapefile(frame, folder)
    file.with_suffix(".shx").unlink()
    return file


def as_zip(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    shape = as_shapefile(frame, folder)
    file = folder / "grids.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in folder.glob("grids.*"):
            if part.suffix != ".zip":
                archive.write(part, f"网格/{shape.stem}{part.suffix.upper()}")
        archive.writestr("__MACOSX/网格/._grids.shp", b"x")
    return file


def as_csv(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    table = pd.DataFrame(
        {"代码": frame["code"], "名称": frame["name"], "WKT": frame.to_wkt().geometry}
    )
    table.to_csv(folder / "grids.csv", index=False, encoding="gb18030")
    return folder / "grids.csv"


@pytest.mark.parametrize(
    "write",
    [
        as_gpkg,
        as_metres,
        as_parquet,
        as_shapefile,
        as_shapefile_without_cpg,
        as_shapefile_with_wrong_cpg,
        as_shapefile_in_utf8,
        as_shapefile_without_shx,
        as_zip,
    ],
)
def test_areas_come_in_alike(
    write: Callable[[gpd.GeoDataFrame, Path], Path], frame: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    intake = read_areas(write(frame, tmp_path))
    rows = intake.rows
    assert intake.findings == ()
    assert intake.read == 3
    assert list(rows.columns) == [
        *("row", "code", "name", "level", "parent", "within", "kind", "geometry")
    ]
    assert rows["code"].tolist() == frame["code"].tolist()
    assert rows["name"].tolist() == NAMES
    assert rows["row"].tolist() == [1, 2, 3]
    assert rows.crs == "EPSG:4326"
    # A metre is about 1e-5 degrees: coordinates agree to a tenth of a millimetre.
    assert shapely.equals_exact(
        shapely.normalize(rows.geometry.to_numpy()),
        shapely.normalize(frame.geometry.to_numpy()),
        tolerance=1e-9,
    ).all()


def test_geojson_is_wgs84_by_its_standard(geojson: Callable[..., Path]) -> None:
    rows = read_areas(geojson(town()), level="grid").rows
    assert rows["level"].tolist() == ["grid"] * 3
    assert rows.total_bounds[:2] == pytest.approx((ZHUZHOU[0] + 0.002, ZHUZHOU[1]))


@pytest.mark.parametrize(
    ("ids", "refs"),
    [
        (["0", "1", "2"], [None] * 3),
        (["1", "0", "2"], ["1", "0", "2"]),
        (["way/1", "way/2", "way/3"], ["way/1", "way/2", "way/3"]),
    ],
)
def test_ids_that_only_count_the_features_name_nothing(
    geojson: Callable[..., Path], ids: list[str], refs: list[str | None]
) -> None:
    """So geopandas writes its index."""
    features = [
        {**feature, "id": name, "properties": {"kind": "house"}}
        for feature, name in zip(town(), ids, strict=True)
    ]
    rows = read_buildings(geojson(features)).rows
    assert [None if pd.isna(ref) else ref for ref in rows["source_ref"]] == refs


def test_geojson_with_an_old_crs_member_is_transformed(
    geojson: Callable[..., Path], frame: gpd.GeoDataFrame
) -> None:
    metres = frame.to_crs(4547)
    features = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": shapely.geometry.mapping(shape),
        }
        for code, shape in zip(metres["code"], metres.geometry, strict=True)
    ]
    member = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}
    rows = read_areas(geojson(features, crs=member)).rows
    assert rows.total_bounds == pytest.approx(frame.total_bounds, abs=1e-8)


def test_csv_with_wkt_needs_a_crs_and_takes_a_prj_file(
    frame: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    definition = tmp_path / "city.prj"
    definition.write_text(frame.to_crs(4547).crs.to_wkt("WKT1_ESRI"))
    metres = as_csv(frame.to_crs(4547), tmp_path)
    rows = read_areas(metres, crs=definition).rows
    assert rows["name"].tolist() == NAMES
    assert rows["row"].tolist() == [2, 3, 4]  # the lines that a spreadsheet shows
    assert rows.total_bounds == pytest.approx(frame.total_bounds, abs=1e-8)


def test_buildings_from_a_csv_of_points_in_a_shifted_datum(tmp_path: Path) -> None:
    file = tmp_path / "楼栋.csv"
    file.write_text(
        "﻿楼栋编号,小区,地址,层数,户数,不动产单元号,经度,纬度\n"
        'B1,茨菇塘小区,"建设路12号,东门",6,24,430202001001GB00001F00010001,113.1558046956,27.8268340546\n'
        "B2,茨菇塘小区,,5;7,,,113.1568,27.8268\n"
    )
    intake = read_buildings(file, datum="gcj02")
    rows = intake.rows
    assert intake.findings == ()
    assert (rows.geometry.x[0], rows.geometry.y[0]) == pytest.approx((113.15, 27.83), abs=1e-8)
    assert rows["source_ref"].tolist() == ["B1", "B2"]
    assert rows["address"].tolist()[0] == "建设路12号,东门"
    assert rows["address"].isna().tolist() == [False, True]
    assert rows["levels"].tolist() == [6, 7]
    assert rows["flats"].isna().tolist() == [False, True]
    assert rows["external_ids"].tolist() == [
        {"real_estate_unit": "430202001001GB00001F00010001"},
        {},
    ]
    assert rows["estate"].tolist() == ["茨菇塘小区"] * 2


def test_households_from_excel_below_a_title(tmp_path: Path) -> None:
    file = tmp_path / "台账.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "茨菇塘社区住户台账")
        for line, cells in enumerate(
            [
                ["户编号", "楼栋", "单元", "楼层", "室号", "重点群体", "不上门"],
                [1001, "3栋", "2", "5层", 502, "独居、残疾", ""],
                [1002, "3栋", "2", "B1", 2, "", "是"],
            ],
            2,
        ):
            sheet.write_row(line, 0, cells)
    intake = read_households(file)
    rows = intake.rows
    assert intake.findings == ()
    assert rows["row"].tolist() == [4, 5]
    assert rows["external_id"].tolist() == ["1001", "1002"]
    assert rows["floor"].tolist() == [5, -1]
    assert rows["door"].tolist() == ["502", "2"]
    assert rows["key_groups"].tolist() == [("独居老人", "残疾人"), ()]
    assert rows["do_not_visit"].tolist() == [False, True]
    assert rows.geometry.isna().all()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_geojson_in_other_encodings(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "网格.geojson"
    file.write_bytes(document(town()).encode(encoding))
    assert read_areas(file).rows["name"].tolist() == NAMES


def test_a_geojson_that_is_called_a_shapefile(tmp_path: Path) -> None:
    file = tmp_path / "grids.shp"
    file.write_text(document(town()), encoding="utf-8")
    intake = read_areas(file)
    assert codes(intake.findings) == ["file-type-mismatch"]
    assert intake.rows["name"].tolist() == NAMES


def test_a_shapefile_that_is_called_otherwise(frame: gpd.GeoDataFrame, tmp_path: Path) -> None:
    file = as_shapefile(frame, tmp_path).rename(tmp_path / "grids.json")
    intake = read_buildings(file, crs=4326)
    assert codes(intake.findings) == ["file-type-mismatch"]
    assert len(intake.rows) == 3


def test_a_misleading_extension_is_told_and_read_by_content(
    frame: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    file = as_gpkg(frame, tmp_path).rename(tmp_path / "grids.geojson")
    intake = read_areas(file)
    assert codes(intake.findings) == ["file-type-mismatch"]
    assert len(intake.rows) == 3


def test_a_geopackage_with_points_and_outlines_gives_areas_the_outlines(
    frame: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    file = as_gpkg(frame, tmp_path)
    points = frame.set_geometry(shapely.centroid(frame.geometry.to_numpy()), crs=4326)
    points.to_file(file, layer="labels")
    assert len(read_areas(file).rows) == 3


def test_names_that_dbase_cut_in_the_middle_of_a_character(
    frame: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    file = tmp_path / "cut.shp"
    frame.to_file(file, encoding="UTF-8")
    table = file.with_suffix(".dbf")
    whole = "第3网格".encode()
    content = table.read_bytes()
    assert whole in content
    table.write_bytes(content.replace(whole, whole[:-1] + b" "))
    assert read_areas(file).rows["name"].tolist() == ["第1网格", "第2网格", "第3网"]


def test_parquet_without_an_epsg_code_keeps_its_own_system(
    frame: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    local = "+proj=tmerc +lon_0=113 +x_0=800000 +y_0=-2700000 +ellps=GRS80"
    file = tmp_path / "local.parquet"
    frame.to_crs(local).to_parquet(file)
    assert read_areas(file).rows.total_bounds == pytest.approx(frame.total_bounds, abs=1e-8)
