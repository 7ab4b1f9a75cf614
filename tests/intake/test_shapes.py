"""Broken geometry is mended or left out, row by row, and said."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import hypothesis.strategies as st
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given

from gridmap.intake import read_areas, read_buildings
from gridmap.intake.shapes import clean, repeated
from tests.intake.conftest import codes, feature, polygon, ring, town

pytestmark = pytest.mark.usefixtures("read_here")

Write = Callable[..., Path]

BOW_TIE = [[113.0, 27.0], [113.001, 27.001], [113.001, 27.0], [113.0, 27.001], [113.0, 27.0]]
OPEN = ring(113.0, 27.0)[:-1]
SPIKE = [[113.0, 27.0], [113.001, 27.0], [113.0, 27.0], [113.0, 27.0]]


@pytest.mark.parametrize(
    ("geometry", "code", "severity"),
    [
        (None, "geometry-missing", "error"),
        ({"type": "Polygon", "coordinates": []}, "geometry-missing", "error"),
        ({"type": "Polygon", "coordinates": [SPIKE]}, "geometry-unusable", "error"),
        ({"type": "Point", "coordinates": [113.0, 27.0]}, "geometry-wrong-kind", "error"),
        (
            {"type": "LineString", "coordinates": [[113.0, 27.0], [113.1, 27.0]]},
            "geometry-wrong-kind",
            "error",
        ),
        ({"type": "Polygon", "coordinates": [BOW_TIE]}, "geometry-self-crossing", "warning"),
        ({"type": "Polygon", "coordinates": [OPEN]}, "geometry-closed", "warning"),
        (
            {"type": "Polygon", "coordinates": [ring(113.0, 27.0), ring(114.0, 27.0)]},
            "geometry-mended",
            "warning",
        ),
        (
            {
                "type": "GeometryCollection",
                "geometries": [
                    polygon(113.0, 27.0),
                    {"type": "Point", "coordinates": [113.0, 27.0]},
                ],
            },
            "geometry-parts-dropped",
            "warning",
        ),
    ],
)
def test_each_fault_is_told_with_its_row(
    geometry: dict[str, object] | None, code: str, severity: str, geojson: Write
) -> None:
    intake = read_areas(geojson([*town(), feature(geometry, code="4302020020019")]))
    told = [finding for finding in intake.findings if finding.code == code]
    assert code in codes(intake.findings)
    assert [(finding.row, finding.severity) for finding in told] == [(4, severity)]
    assert len(intake.rows) == (3 if severity == "error" else 4)
    assert intake.rows.is_valid.all()
    assert set(intake.rows.geom_type) <= {"Polygon", "MultiPolygon"}
    assert intake.read == 4


ARC = "CURVEPOLYGON(CIRCULARSTRING(113 27, 113.001 27.001, 113.002 27, 113.001 26.999, 113 27))"
NESTED = (
    "GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POLYGON((113 27,113.1 27,113.1 27.1,113 27))),"
    "LINESTRING(113 27,114 27))"
)


@pytest.mark.parametrize(
    ("wkt", "found"),
    [
        (ARC, [("geometry-curved", 3)]),
        ("POLYGON((113 27, 113 28", [("place-unreadable", 3)]),
        ("TRIANGLE((113 27,113.1 27,113.1 27.1,113 27))", [("place-unreadable", 3)]),
        (NESTED, [("geometry-parts-dropped", 3)]),
        ("POLYGON((113 27, inf 27, 113 28, 113 27))", [("geometry-unusable", 3)]),
        ("POLYGON((113 27, nan 27, 113 28, 113 27))", [("geometry-unusable", 3)]),
        ("POLYGON ZM((113 27 1 2,113.1 27 1 2,113.1 27.1 1 2,113 27 1 2))", []),
    ],
)
def test_rarities_of_wkt(wkt: str, found: list[tuple[str, int]], tmp_path: Path) -> None:
    file = tmp_path / "areas.csv"
    whole = "POLYGON((113 27,113.1 27,113.1 27.1,113 27))"
    file.write_text(f'code,wkt\n1,"{whole}"\n2,"{wkt}"\n', encoding="utf-8")
    intake = read_areas(file, crs=4326)
    assert list(zip(codes(intake.findings), (f.row for f in intake.findings), strict=True)) == found
    kept = not any(finding.severity == "error" for finding in intake.findings)
    assert len(intake.rows) == 1 + kept


def test_arcs_in_a_map_file(tmp_path: Path) -> None:
    file = tmp_path / "arcs.parquet"
    squares = gpd.GeoDataFrame.from_features(town(2), crs="EPSG:4326")
    squares.to_parquet(file)
    table = pq.read_table(file)
    # CurvePolygon of one CircularString of three points: a full circle.
    circle = struct.pack("<BIIBII6d", 1, 10, 1, 1, 8, 3, 113, 27, 113.1, 27, 113, 27)
    shapes = pa.array([table["geometry"][0].as_py(), circle], pa.binary())
    pq.write_table(table.set_column(table.column_names.index("geometry"), "geometry", shapes), file)
    intake = read_areas(file)
    assert codes(intake.findings) == ["geometry-curved"]
    assert len(intake.rows) == 1


def test_a_bow_tie_keeps_both_wings(geojson: Write) -> None:
    bow = feature({"type": "Polygon", "coordinates": [BOW_TIE]}, code="1")
    rows = read_areas(geojson([bow])).rows
    assert shapely.area(rows.geometry.to_numpy()) == pytest.approx([0.001 * 0.001 / 2])


def test_heights_are_dropped(geojson: Write) -> None:
    high = [[[x, y, 35.0] for x, y in ring(113.0, 27.0)]]
    rows = read_areas(geojson([feature({"type": "Polygon", "coordinates": high}, code="1")])).rows
    assert not rows.has_z.any()


def test_repeated_codes_reject_the_later_row(geojson: Write) -> None:
    again = feature(polygon(113.5, 27.8), code=town()[1]["properties"]["code"])
    nameless = feature(polygon(113.6, 27.8), name="?")
    intake = read_areas(geojson([*town(), again, nameless]))
    assert sorted(codes(intake.findings)) == ["area-code-duplicate", "area-code-missing"]
    duplicate = next(f for f in intake.findings if f.code == "area-code-duplicate")
    assert (duplicate.row, duplicate.fields["first"]) == (4, 2)
    assert len(intake.rows) == 3


def test_codes_that_a_spreadsheet_spoiled(geojson: Write) -> None:
    intake = read_areas(geojson([*town(), feature(polygon(113.5, 27.8), code="4.30202E+14")]))
    assert codes(intake.findings) == ["area-code-mangled"]
    assert len(intake.rows) == 3


def test_areas_in_parts_come_in_with_a_warning(geojson: Write) -> None:
    parts = [polygon(113.0, 27.0)["coordinates"], polygon(113.5, 27.0)["coordinates"]]
    intake = read_areas(
        geojson([feature({"type": "MultiPolygon", "coordinates": parts}, code="1")])
    )
    assert codes(intake.findings) == ["area-multipart"]
    assert len(intake.rows) == 1


def test_a_footprint_drawn_twice_counts_once(geojson: Write) -> None:
    turned = ring(113.002, 27.0)
    turned = [*turned[2:], *turned[1:3]][::-1]
    features = [
        feature(polygon(113.0, 27.0), building="yes"),
        feature(polygon(113.002, 27.0), building="house"),
        feature({"type": "Polygon", "coordinates": [turned]}, building="house"),
    ]
    intake = read_buildings(geojson(features))
    assert codes(intake.findings) == ["geometry-duplicate"]
    assert (intake.findings[0].row, intake.findings[0].fields["first"]) == (3, 2)
    assert intake.rows["kind"].tolist() == ["yes", "house"]


def test_buildings_left_out_are_told_by_their_ids(geojson: Write) -> None:
    line = {"type": "LineString", "coordinates": ring(113.01, 27.0)[:2]}
    far = {"type": "Polygon", "coordinates": [[[113, 91], [114, 91], [114, 92], [113, 91]]]}
    features = [
        feature(polygon(113.0, 27.0), id="good"),
        feature(None, id="nowhere"),
        feature(line, id="line"),
        feature(far, id="far"),
        feature(polygon(113.0, 27.0), id="twice"),
        feature(None),
    ]
    intake = read_buildings(geojson(features))
    assert intake.rows["source_ref"].tolist() == ["good"]
    assert intake.rejected_refs == {"nowhere", "line", "far", "twice"}
    assert intake.read == 6


def test_points_at_one_place_are_not_footprints_drawn_twice(tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    file.write_text("id,lon,lat\nA,113.1,27.8\nB,113.1,27.8\n")
    assert read_buildings(file, crs=4326).rows["source_ref"].tolist() == ["A", "B"]


corner = st.tuples(*[st.floats(-1, 1).map(lambda v: round(v, 2))] * 2)


@given(st.lists(st.lists(corner, min_size=4, max_size=9), min_size=1, max_size=5))
def test_whatever_the_ring_the_result_is_a_valid_polygon_or_none(
    rings: list[list[tuple[float, float]]],
) -> None:
    places = np.array([shapely.Polygon(corners) for corners in rings])
    cleaned, keep, findings = clean(
        places, np.arange(1, len(rings) + 1), "polygon", placeless=False
    )
    assert (shapely.is_missing(cleaned) == ~keep).all()
    good = cleaned[keep]
    assert shapely.is_valid(good).all()
    assert (shapely.area(good) > 0).all()
    assert set(shapely.get_type_id(good)) <= {3, 6}
    assert {f.row for f in findings if f.severity == "error"} == set(np.flatnonzero(~keep) + 1)


def test_many_repeats_point_to_the_first() -> None:
    boxes = shapely.box([0, 1, 0, 0], 0, [1, 2, 1, 1], 1)
    assert repeated(boxes) == {2: 0, 3: 0}
