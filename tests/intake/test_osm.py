"""Real extracts of OpenStreetMap, and small ones with every oddity."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from gridmap.intake import read_areas, read_buildings, read_osm
from gridmap.intake.addresses import one_line
from tests.intake.conftest import codes
from tests.reading_here import reading_here

__all__ = ["reading_here"]


def nodes(*at: tuple[float, float], start: int = 1) -> str:
    return "".join(
        f'<node id="{number}" lat="{lat}" lon="{lon}"/>'
        for number, (lon, lat) in enumerate(at, start)
    )


def way(number: int, refs: list[int], **tags: str) -> str:
    inner = "".join(f'<nd ref="{ref}"/>' for ref in refs)
    inner += "".join(f'<tag k="{k.replace("__", ":")}" v="{v}"/>' for k, v in tags.items())
    return f'<way id="{number}">{inner}</way>'


SQUARE = [(113.0, 27.0), (113.001, 27.0), (113.001, 27.001), (113.0, 27.001)]


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    """A house, a tower, a relation with a yard, a street, gates, a square, a pond, a park."""
    east = [(lon + 0.01, lat) for lon, lat in SQUARE]
    yard = [(113.0102, 27.0002), (113.0108, 27.0002), (113.0108, 27.0008), (113.0102, 27.0008)]
    north = [(lon, lat + 0.01) for lon, lat in SQUARE]
    file = tmp_path / "town.osm"
    file.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">'
        + nodes(*SQUARE, *east, *yard, *north)
        + '<node id="17" lat="27.0" lon="113.002"><tag k="barrier" v="lift_gate"/>'
        '<tag k="name" v="南门"/></node>'
        '<node id="18" lat="27.0" lon="113.003"><tag k="barrier" v="gate"/></node>'
        '<node id="19" lat="27.0" lon="113.004"><tag k="barrier" v="bollard"/></node>'
        + way(
            21, [1, 2, 3, 4, 1], building="apartments", name="Block 1", name__zh="1号楼",
            addr__street="建设路", addr__housenumber="12", building__levels="5;6",
            building__flats="24",
        )
        + way(22, [5, 6, 7, 8, 5])
        + way(23, [9, 10, 11, 12, 9])
        + way(24, [13, 14, 15, 16, 13], natural="water", name="茨菇塘")
        + way(25, [1, 6], highway="residential", name="建设路")
        + way(26, [13, 14, 15, 16, 13], highway="pedestrian", area="yes")
        + way(27, [1, 2, 3, 1], building="no")
        + way(28, [13, 14, 15, 13], leisure="park")
        + '<relation id="31"><member type="way" ref="22" role="outer"/>'
        '<member type="way" ref="23" role="inner"/><tag k="type" v="multipolygon"/>'
        '<tag k="building" v="residential"/></relation></osm>',
        encoding="utf-8",
    )  # fmt: skip
    return file


def test_tags_become_columns(extract: Path) -> None:
    told = read_osm(extract)
    rows = told.buildings.rows.set_index("source_ref")
    assert sorted(rows.index) == ["relation/31", "way/21"]
    block = rows.loc["way/21"]
    assert (block["name"], block["address"], block["kind"]) == ("1号楼", "建设路12号", "apartments")
    assert (block["levels"], block["flats"], block["external_ids"]) == (6, 24, {})
    assert block.geometry.geom_type == "Polygon"
    assert len(rows.loc["relation/31"].geometry.interiors) == 1
    streets = told.streets.rows
    assert streets[["source_ref", "name", "kind"]].to_numpy().tolist() == [
        ["way/25", "建设路", "residential"]
    ]
    gates = told.gates.rows
    assert gates[["source_ref", "kind"]].to_numpy().tolist() == [
        ["node/17", "lift_gate"],
        ["node/18", "gate"],
    ]
    assert gates["name"].fillna("").tolist() == ["南门", ""]
    assert shapely.get_coordinates(gates.geometry)[0].tolist() == [113.002, 27.0]
    assert told.landcover.rows.set_index("source_ref")["kind"].to_dict() == {
        "way/24": "water",
        "way/28": "green",
    }
    assert codes([*told.buildings.findings, *told.streets.findings]) == []


def test_newport(shared_data: Path) -> None:
    told = read_osm(shared_data / "newport-2023.osm.pbf")
    buildings = told.buildings.rows
    assert len(buildings) == told.buildings.read == 34_100
    assert buildings.is_valid.all()
    assert Counter(codes(told.buildings.findings)) == {"geometry-self-crossing": 19}
    refs = buildings.set_index("row")["source_ref"]
    assert all(found.ref == refs[found.row] for found in told.buildings.findings)
    assert buildings["source_ref"].is_unique
    assert (buildings["kind"] == "house").sum() == 19_935
    assert buildings["address"].notna().sum() >= 20_000
    assert buildings["levels"].notna().sum() == 1_860
    assert len(told.streets.rows) == 8_944
    assert told.streets.rows["name"].notna().sum() == 2_850
    assert len(told.gates.rows) > 100
    assert (told.landcover.rows["kind"] == "water").sum() > 100
    example = buildings.loc[buildings["source_ref"] == "relation/389107"].iloc[0]
    assert example["address"] == "Concept House, Cardiff Road"


def test_newport_areas(shared_data: Path) -> None:
    grids = read_areas(shared_data / "newport-grids.geojson", level="grid")
    assert len(grids.rows) == 66
    assert codes(grids.findings) == ["area-multipart"] * 10
    assert (grids.rows["within"] == grids.rows["code"].str[:12]).all()
    communities = read_areas(shared_data / "newport-communities.geojson")
    assert len(communities.rows) == 11
    assert "纽波特第11社区" in communities.rows["name"].tolist()


def test_queens_village_has_broken_geometry(shared_data: Path) -> None:
    intake = read_buildings(shared_data / "queens-village-ny.osm.pbf")
    assert intake.read == 49_843
    told = Counter(codes(intake.findings))
    assert told["geometry-missing"] == 15
    assert told["geometry-unusable"] + told["geometry-self-crossing"] == 51
    # 49,777 were whole; those that crossed themselves are kept, mended.
    assert len(intake.rows) == 49_777 + told["geometry-self-crossing"]
    assert intake.rows.is_valid.all()
    assert (shapely.area(intake.rows.geometry.to_numpy()) > 0).all()
    left_out = {finding.row for finding in intake.findings if finding.severity == "error"}
    assert left_out == set(range(1, intake.read + 1)) - set(intake.rows["row"])
    assert intake.rows["address"].notna().sum() > 29_000


def test_tsinghua_in_chinese(shared_data: Path) -> None:
    told = read_osm(shared_data / "tsinghua-2017.osm")
    buildings = told.buildings.rows
    assert len(buildings) == 521
    assert Counter(buildings["kind"])["residential"] == 117
    assert Counter(buildings["kind"])["dormitory"] == 24
    assert buildings["name"].str.contains(r"[\u4e00-\u9fff]").sum() == 288
    assert told.streets.rows["name"].str.contains("路").any()
    west, south, east, north = buildings.total_bounds
    assert 116.30 < west < east < 116.34
    assert 39.98 < south < north < 40.02


def test_exports_of_osmnx(shared_data: Path) -> None:
    dorms = read_buildings(shared_data / "tsinghua-2025-dorms.geojson").rows
    assert len(dorms) == 75
    assert dorms["name"].str.fullmatch(r"紫荆学生公寓.+").any()
    assert dorms["levels"].notna().sum() == 21
    assert dorms["source_ref"].str.fullmatch(r"(way|relation)/\d+").all()
    whole = read_buildings(shared_data / "tsinghua-2025-buildings.geojson")
    assert codes(whole.findings) == ["geometry-duplicate"] * 2
    assert len(whole.rows) == 626 - 2


def test_a_system_written_out_as_projjson(shared_data: Path) -> None:
    frame = read_buildings(shared_data / "wuhan-streets.parquet")
    assert set(codes(frame.findings[:5])) == {"geometry-wrong-kind"}
    assert len(frame.rows) == 0


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ({"street": "中关村东路", "housenumber": "1"}, "中关村东路1号"),
        (
            {"street": "中关村东路", "housenumber": "1-3", "housename": "清华科技园"},
            "中关村东路1-3号清华科技园",
        ),
        ({"street": "建设路", "housenumber": "12号院"}, "建设路12号院"),
        ({"street": "High Street", "housenumber": "12"}, "12 High Street"),
        ({"housename": "Tŷ Mawr", "place": "Bishton"}, "Tŷ Mawr, Bishton"),
        ({"housenumber": "7"}, "7"),
        ({"address": "石峰区建设路1号", "street": "x"}, "石峰区建设路1号"),
        ({}, None),
    ],
)
def test_addresses(parts: dict[str, str], line: str | None) -> None:
    names = ["address", "housename", "housenumber", "street", "place"]
    frame = pd.DataFrame({name: [parts.get(name)] for name in names}, dtype="string")
    composed = one_line(frame)[0]
    assert composed is pd.NA if line is None else composed == line


def test_rows_are_numbered_from_one(shared_data: Path) -> None:
    rows = read_buildings(shared_data / "tsinghua-2017.osm").rows["row"].to_numpy()
    assert (rows == np.arange(1, 522)).all()
