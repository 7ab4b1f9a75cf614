"""Files that cannot be used are refused with a reason, in both languages."""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gridmap.errors import GridmapError, InputError
from gridmap.intake import limits, read_areas, read_osm
from tests.intake.conftest import document, speaks_both, town

Refusal = Callable[..., GridmapError]


@pytest.fixture
def frame() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame.from_features(town(40), crs="EPSG:4326")


def written(file: Path, content: bytes | str) -> Path:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("blank.csv", "\ufeff \n\n", "file-empty"),
        ("picture.geojson", b"\x89PNG\r\n\x1a\n" + bytes(64), "file-type-unknown"),
        ("login.json", "<!doctype html><html><body>sign in</body></html>", "file-type-unknown"),
        ("bomb.osm", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "xml-dtd"),
        ("deep.json", '{"crs":' + "[" * 100_000 + ',"features":[]}', "crs-unreadable"),
        ("page.json", "<html><body>sign in</body></html>", "file-type-unknown"),
        ("list.json", "[1, 2, 3]", "file-type-unknown"),
        ("note.txt", "hello", "file-type-unknown"),
        ("header.csv", "code,wkt\n", "file-no-records"),
        ("none.geojson", '{"type": "FeatureCollection", "features": []}', "file-no-records"),
        ("one.csv", "code\n1\n2\n", "table-no-header"),
        ("other.geojson", '{"type": "Topology", "objects": {}}', "file-unreadable"),
        ("binary.csv", b"code,name\n1,\x81\x8d\xff\xfe\x00\n", "file-type-unknown"),
        ("empty.zip", b"PK\x05\x06" + bytes(18), "archive-no-map"),
        ("broken.zip", b"PK\x03\x04" + bytes(40), "file-truncated"),
        ("broken.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file-unreadable"),
        ("short.parquet", b"PAR1" + bytes(64), "file-truncated"),
        ("bad.parquet", b"PAR1" + bytes(64) + b"\x10\0\0\0PAR1", "file-unreadable"),
        (
            "houses.geojson",
            "<OGRVRTDataSource><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTDataSource>",
            "file-only-refers",
        ),
        ("steps.json", '{"type": "gdal_streamed_alg", "command_line": "x"}', "file-only-refers"),
    ],
)
def test_foreign_content(
    name: str, content: bytes | str, code: str, tmp_path: Path, refusal: Refusal
) -> None:
    assert refusal(written(tmp_path / name, content)).code == code


@pytest.mark.parametrize("kind", ["geojson", "gpkg", "shp", "dbf", "parquet", "csv-zip"])
def test_truncated(kind: str, frame: gpd.GeoDataFrame, tmp_path: Path, refusal: Refusal) -> None:
    file = tmp_path / f"grids.{'shp' if kind == 'dbf' else kind}"
    if kind == "geojson":
        file.write_text(document(town(40)), encoding="utf-8")
    elif kind == "parquet":
        frame.to_parquet(file)
    elif kind == "csv-zip":
        file = tmp_path / "grids.zip"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("grids.csv", "code,wkt\n" * 500)
    else:
        frame.to_file(file)
    part = file.with_suffix(".dbf") if kind == "dbf" else file
    content = part.read_bytes()
    part.write_bytes(content[: len(content) * 2 // 3])
    assert refusal(file).code == "file-truncated"


def test_truncated_extracts(shared_data: Path, tmp_path: Path, refusal: Refusal) -> None:
    pbf = (shared_data / "queens-village-ny.osm.pbf").read_bytes()
    assert refusal(written(tmp_path / "cut.osm.pbf", pbf[: len(pbf) // 2]), "osm").code == (
        "file-truncated"
    )


def test_truncated_xml(shared_data: Path, tmp_path: Path, refusal: Refusal) -> None:
    xml = (shared_data / "tsinghua-2017.osm").read_bytes()
    file = written(tmp_path / "cut.osm", xml[: len(xml) // 2])
    assert refusal(file, "osm").code == "file-truncated"


def test_damaged_extract(shared_data: Path, tmp_path: Path, refusal: Refusal) -> None:
    pbf = bytearray((shared_data / "queens-village-ny.osm.pbf").read_bytes())
    pbf[len(pbf) // 2 : len(pbf) // 2 + 64] = bytes(64)
    assert refusal(written(tmp_path / "hit.osm.pbf", bytes(pbf)), "osm").code == "file-unreadable"


def test_faulty_xml(tmp_path: Path, refusal: Refusal) -> None:
    xml = (
        '<?xml version="1.0"?><osm version="0.6"><node id="1"></way><node id="2"/></osm>' + " " * 99
    )
    assert refusal(written(tmp_path / "odd.osm", xml), "osm").code == "file-unreadable"


def test_xml_bomb(tmp_path: Path, refusal: Refusal) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    xml = f'<?xml version="1.0"?><!DOCTYPE osm [{laughs}]><osm version="0.6">&l9;</osm>'
    assert refusal(written(tmp_path / "laughs.osm", xml), "osm").code == "xml-dtd"


def test_xml_that_asks_for_other_files(tmp_path: Path, refusal: Refusal) -> None:
    xml = '<!DOCTYPE osm SYSTEM "file:///etc/passwd"><osm version="0.6"></osm>'
    assert refusal(written(tmp_path / "asks.osm", xml), "osm").code == "xml-dtd"


def test_archive_bomb(tmp_path: Path, refusal: Refusal) -> None:
    file = tmp_path / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("grids.csv", bytes(64 * limits.MIB))
    told = refusal(file)
    assert told.code == "archive-bomb"
    assert told.fields["mib"] == 64


def test_spreadsheet_bomb(tmp_path: Path, refusal: Refusal) -> None:
    file = tmp_path / "ledger.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(64 * limits.MIB))
    assert refusal(file, "households").code == "archive-bomb"


def test_an_archive_that_lies_about_its_sizes(tmp_path: Path, refusal: Refusal) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("grids.csv", bytes(64 * limits.MIB))
    content = packed.getvalue()
    true, lie = struct.pack("<I", 64 * limits.MIB), struct.pack("<I", 100)
    assert content.count(true) == 2
    file = written(tmp_path / "liar.zip", content.replace(true, lie))
    assert refusal(file).code == "file-truncated"


def test_archive_with_too_many_files(tmp_path: Path, refusal: Refusal) -> None:
    file = tmp_path / "many.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for n in range(limits.ARCHIVE_ENTRIES + 1):
            archive.writestr(f"{n}.csv", "")
    assert refusal(file).code == "archive-entries"


def test_archive_with_several_maps(tmp_path: Path, refusal: Refusal) -> None:
    file = tmp_path / "two.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.geojson", document(town()))
        archive.writestr("b.geojson", document(town()))
    assert refusal(file).code == "archive-several"


def test_archive_members_stay_in_their_folder(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "climb.zip"
    file.parent.mkdir()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../climbed.geojson", document(town()))
    assert len(read_areas(file).rows) == 3
    assert list(tmp_path.rglob("*.geojson")) == []


def test_archive_with_password(tmp_path: Path, refusal: Refusal) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("grids.csv", "code,wkt\n")
    content = bytearray(packed.getvalue())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(written(tmp_path / "locked.zip", bytes(content))).code == "archive-encrypted"


def test_block_bomb_in_a_pbf(tmp_path: Path, refusal: Refusal) -> None:
    def field(number: int, content: bytes) -> bytes:
        return bytes([number << 3 | 2]) + varint(len(content)) + content

    def varint(value: int) -> bytes:
        out = bytearray()
        while value > 0x7F:
            out.append(value & 0x7F | 0x80)
            value >>= 7
        return bytes([*out, value])

    blob = field(3, zlib.compress(bytes(64 * limits.MIB), 9))
    head = field(1, b"OSMHeader") + b"\x18" + varint(len(blob))
    file = written(tmp_path / "bomb.osm.pbf", struct.pack(">I", len(head)) + head + blob)
    assert refusal(file, "osm").code == "archive-bomb"


def test_geopackage_whose_own_tables_are_views(
    frame: gpd.GeoDataFrame, tmp_path: Path, refusal: Refusal
) -> None:
    file = tmp_path / "views.gpkg"
    frame.to_file(file)
    with sqlite3.connect(file) as db:
        db.execute("ALTER TABLE gpkg_contents RENAME TO real_contents")
        db.execute("CREATE VIEW gpkg_contents AS SELECT * FROM real_contents")
    db.close()
    assert refusal(file).code == "geopackage-views"


def test_geopackage_views_are_no_layers(
    frame: gpd.GeoDataFrame, tmp_path: Path, refusal: Refusal
) -> None:
    file = tmp_path / "only_view.gpkg"
    frame.to_file(file, layer="grids")
    with sqlite3.connect(file) as db:
        db.execute("CREATE VIEW shown AS SELECT * FROM grids")
        db.execute("UPDATE gpkg_contents SET table_name = 'shown'")
        db.execute("UPDATE gpkg_geometry_columns SET table_name = 'shown'")
    db.close()
    assert refusal(file).code == "layer-none"


def test_geopackage_triggers_do_not_run(frame: gpd.GeoDataFrame, tmp_path: Path) -> None:
    file = tmp_path / "triggers.gpkg"
    frame.to_file(file, layer="grids")
    with sqlite3.connect(file) as db:
        db.execute("CREATE TRIGGER spoil AFTER UPDATE ON grids BEGIN DELETE FROM grids; END")
    db.close()
    before = file.read_bytes()
    assert len(read_areas(file).rows) == 40
    assert file.read_bytes() == before


def test_geopackage_with_several_layers(
    frame: gpd.GeoDataFrame, tmp_path: Path, refusal: Refusal
) -> None:
    file = tmp_path / "two.gpkg"
    frame.to_file(file, layer="grids")
    frame.to_file(file, layer="communities")
    told = refusal(file)
    assert (told.code, told.fields["layers"]) == ("layer-several", "grids, communities")


def test_other_databases_are_not_geopackages(tmp_path: Path, refusal: Refusal) -> None:
    file = tmp_path / "notes.gpkg"
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE notes (text)")
    db.close()
    assert refusal(file).code == "file-type-unknown"


def test_parquet_in_another_geometry_encoding(tmp_path: Path, refusal: Refusal) -> None:
    geo = {"primary_column": "g", "columns": {"g": {"encoding": "polygon"}}}
    table = pa.table({"g": ["x"]}).replace_schema_metadata({"geo": json.dumps(geo)})
    pq.write_table(table, tmp_path / "native.parquet")
    assert refusal(tmp_path / "native.parquet").code == "parquet-encoding"


def test_an_extract_is_no_list_of_areas(tmp_path: Path, refusal: Refusal) -> None:
    file = written(tmp_path / "town.osm", '<osm version="0.6"></osm>')
    assert refusal(file, "areas").code == "file-is-osm"


def test_areas_are_no_extract(geojson: Callable[..., Path], refusal: Refusal) -> None:
    assert refusal(geojson(town()), "osm").code == "file-not-osm"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("nowhere.geojson", "file-missing"),
        ("", "file-is-folder"),
        ("/vsicurl/http://127.0.0.1/x.geojson", "file-elsewhere"),
        ("/vsizip/x.zip/x.shp", "file-elsewhere"),
        ("https://example.org/x.geojson", "file-elsewhere"),
    ],
)
def test_paths_that_are_no_file_here(path: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_areas(path if "/" in path else tmp_path / path)
    assert caught.value.code == code
    speaks_both(caught.value)


def test_nothing_in_it(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_areas(written(tmp_path / "nothing.geojson", b""))
    assert caught.value.code == "file-empty"


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 10)
    with pytest.raises(InputError) as caught:
        read_areas(written(tmp_path / "large.geojson", "x" * 11))
    assert caught.value.code == "file-too-large"


def test_refusals_cross_the_process(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_osm(written(tmp_path / "说明.osm", "<!DOCTYPE osm><osm></osm>"))
    assert caught.value.code == "xml-dtd"
    assert "说明.osm" in caught.value.sentence("zh-CN")
