"""Households and visits out of tables: columns, words, times."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from gridmap.errors import GridmapError, InputError
from gridmap.fieldwork.outcomes import Mode, Outcome, Source
from gridmap.intake import read_areas, read_buildings, read_households, read_visits
from gridmap.intake.clock import instants
from gridmap.intake.columns import match, normalised
from gridmap.intake.frames import most
from gridmap.intake.text import decode, encoding_of
from gridmap.intake.things import THINGS
from gridmap.intake.vocabulary import LEVELS, MODES, OCCUPANCIES, OUTCOMES, SOURCES, split_groups
from gridmap.territory.codes import Level
from gridmap.territory.people import Occupancy
from tests.intake.conftest import codes, town

pytestmark = pytest.mark.usefixtures("read_here")

SHANGHAI = ZoneInfo("Asia/Shanghai")


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "table.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_encodings_of_tables(encoding: str, tmp_path: Path) -> None:
    text = "楼栋编号,名称,经度,纬度\r\n甲1,紫荆公寓1号楼,113.1,27.8\r\n"
    rows = read_buildings(table(tmp_path, text, encoding), crs=4326).rows
    assert rows["name"].tolist() == ["紫荆公寓1号楼"]
    assert rows["source_ref"].tolist() == ["甲1"]


def test_rare_characters_of_names_come_through() -> None:
    assert decode("㙍塘村".encode("gb18030")) == "㙍塘村"
    assert encoding_of(["é".encode("cp1252") + b" rue"]) == "cp1252"
    assert encoding_of([codecs.BOM_UTF8 + b"a"]) == "utf-8-sig"


def test_values_cut_in_the_middle_of_a_character_are_still_utf8() -> None:
    cut = "网格网格".encode()[:-1]
    assert encoding_of([cut, "中".encode()], whole=False) == "utf-8"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(separator: str, tmp_path: Path) -> None:
    text = separator.join(["楼栋", "室号"]) + "\n" + separator.join(["3栋", "101"]) + "\n"
    assert read_households(table(tmp_path, text)).rows["door"].tolist() == ["101"]


def test_rows_longer_and_shorter_than_the_header(tmp_path: Path) -> None:
    intake = read_households(table(tmp_path, "楼栋,室号\n3栋,101,x,y\n4栋\n\n5栋,501\n"))
    assert codes(intake.findings) == ["row-too-long"]
    assert (intake.findings[0].row, intake.findings[0].fields["cells"]) == (2, 2)
    assert intake.rows["row"].tolist() == [2, 3, 5]


def test_headers_in_any_dress() -> None:
    assert normalised(" 网格编号（必填）* ") == normalised("网格编号")
    assert normalised("Grid Code") == normalised("grid_code") == normalised("ＧＲＩＤ＿ＣＯＤＥ")  # noqa: RUF001  (wide letters are the point)
    assert match(["网格编号（必填）", "备注"], THINGS["areas"], called="x") == {
        "code": "网格编号（必填）"
    }


def test_headers_cut_off_by_dbase() -> None:
    assert match(["上级编", "网格编", "网格编码"], THINGS["areas"], called="x") == {
        "code": "网格编码",
        "parent": "上级编",
    }


def test_an_id_leads_to_one_building(tmp_path: Path) -> None:
    text = "编号,经度,纬度\nA,113.1,27.8\nA,113.2,27.8\n,113.3,27.8\n,113.4,27.8\n"
    intake = read_buildings(table(tmp_path, text), crs=4326)
    assert codes(intake.findings) == ["building-ref-duplicate"]
    assert (intake.findings[0].row, intake.findings[0].fields["first"]) == (3, 2)
    assert intake.rows["source_ref"].fillna("-").tolist() == ["A", "-", "-", "-"]


@pytest.mark.parametrize(("level", "meant"), [("grid", "grid"), ("网格", "grid"), ("ward", None)])
def test_levels_by_option(level: str, meant: str | None, geojson: Callable[..., Path]) -> None:
    file = geojson(town(1))
    if meant is None:
        with pytest.raises(InputError) as caught:
            read_areas(file, level=level)
        assert caught.value.code == "level-not-known"
    else:
        assert read_areas(file, level=level).rows["level"].tolist() == [meant]


def test_an_explicit_mapping_wins_and_takes_its_column_away() -> None:
    found = match(
        ["code", "名称", "wg"], THINGS["areas"], called="x", columns={"code": "wg", "kind": "code"}
    )
    assert found == {"code": "wg", "kind": "code", "name": "名称"}


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"door": "门"}, "column-unknown"),
        ({"colour": "室号"}, "column-not-standard"),
    ],
)
def test_mappings_that_cannot_be(columns: dict[str, str], code: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_households(table(tmp_path, "楼栋,室号\n3栋,101\n"), columns=columns)
    assert caught.value.code == code


def test_a_missing_column_is_named_with_those_there_are(
    tmp_path: Path, refusal: Callable[..., GridmapError]
) -> None:
    told = refusal(table(tmp_path, "户编号,走访时间\n1,2026-03-05\n"), "visits")
    assert told.code == "column-missing"
    assert "outcome" in told.sentence("zh-CN")
    assert "户编号, 走访时间" in told.sentence("zh-CN")


@pytest.mark.parametrize(
    ("vocabulary", "words"),
    [
        (Outcome, OUTCOMES),
        (Mode, MODES),
        (Source, SOURCES),
        (Level, LEVELS),
        (Occupancy, OCCUPANCIES),
    ],
)
def test_every_word_of_a_vocabulary_is_understood(vocabulary: type, words: dict[str, str]) -> None:
    assert set(words.values()) == {str(word) for word in vocabulary}
    for word in vocabulary:
        assert words[normalised(str(word))] == word


def test_visits_in_chinese(tmp_path: Path) -> None:
    text = (
        "走访编号,户编号,走访结果,走访时间,走访方式,来源\n"
        "v1,1001,见面,2026/3/5 19:30,上门,现场\n"
        "v2,1002,没人,2026年3月5日 上午,,纸单\n"
        "v3,1003,进不了门,2026-03-05T11:00:00Z,电话,补录\n"
        "v4,1004,拒访,2026-03-05,,\n"
        "v5,1005,空置,20260305,,\n"
        "v6,1006,已搬走,2026-03-05 8:05,微信,代录\n"
        "v7,1007,查无此户,2026-03-05 下午3点20分,别处,\n"
    )
    intake = read_visits(table(tmp_path, text))
    rows = intake.rows
    assert intake.findings == ()
    assert rows["outcome"].tolist() == [
        "met", "no_answer", "no_access", "refused", "vacant", "moved", "not_found",
    ]  # fmt: skip
    assert str(rows["occurred_at"].dtype) == "datetime64[us, UTC]"
    local = rows["occurred_at"].dt.tz_convert(SHANGHAI).dt.strftime("%d %H:%M")
    assert local.tolist() == [
        "05 19:30", "05 10:00", "05 19:00", "05 12:00", "05 12:00", "05 08:05", "05 15:20",
    ]  # fmt: skip
    assert rows["mode"].tolist()[0] == "door"
    assert rows["source"].tolist()[:3] == ["on_the_spot", "paper", "later"]
    assert rows["id"].tolist()[0] == "v1"


def test_visits_with_faults_are_left_out_one_by_one(tmp_path: Path) -> None:
    text = (
        "id,household,outcome,occurred_at,mode,corrects\n"
        "1,1001,met,2026-03-05 10:00,door,\n"
        "2,1001,哈哈,2026-03-05 10:00,door,\n"
        "3,1001,met,tomorrow,door,\n"
        "4,1001,,2026-03-05 10:00,door,\n"
        "5,1001,met,,door,\n"
        "6,,met,2026-03-05 10:00,door,\n"
        "7,1001,met,2026-02-30 10:00,door,\n"
        "8,1001,met,2026-03-05 10:00,drone,\n"
        "9,1001,,2026-03-06 10:00,,1\n"
    )
    intake = read_visits(table(tmp_path, text))
    assert sorted(zip((f.row for f in intake.findings), codes(intake.findings), strict=True)) == [
        (3, "outcome-unknown"),
        (4, "time-unreadable"),
        (5, "outcome-missing"),
        (6, "time-missing"),
        (7, "visit-unplaced"),
        (8, "time-unreadable"),
        (9, "mode-unknown"),
    ]
    assert intake.rows["id"].tolist() == ["1", "8", "9"]
    assert intake.rows["outcome"].isna().tolist() == [False, False, True]  # 9 takes 1 back
    assert intake.read == 9


def test_times_belong_to_the_zone_that_is_named(tmp_path: Path) -> None:
    text = "household,outcome,occurred_at\n1,met,2026-07-05 10:00\n"
    there = read_visits(table(tmp_path, text), tz="Europe/London").rows["occurred_at"]
    assert there.tolist() == [pd.Timestamp("2026-07-05T09:00Z")]
    with pytest.raises(InputError) as caught:
        read_visits(table(tmp_path, text), tz="Mars/Olympus")
    assert caught.value.code == "time-zone-unknown"


@pytest.mark.parametrize(
    ("cell", "utc"),
    [
        ("2026-03-05 19:30:15", "2026-03-05T11:30:15Z"),
        ("2026-03-05T19:30:15.250+05:30", "2026-03-05T14:00:15Z"),
        ("２０２６．３．５　晚上７点", "2026-03-05T11:00:00Z"),  # noqa: RUF001  (wide digits)
        ("2026-03-05 12:30 am", "2026-03-04T16:30:00Z"),
        ("2026-03-05 12:30 PM", "2026-03-05T04:30:00Z"),
        ("46086", "2026-03-05T04:00:00Z"),
        ("46086.8125", "2026-03-05T11:30:00Z"),
        ("4608", None),
        ("5.3.2026", None),
        ("2026-03-05 25:00", None),
        ("2026-03-05 10:00+99:00", None),
        ("0001-01-01 00:00", None),
        ("2026-03-05" + " " * 100_000 + "x", None),  # must not take time either
    ],
)
def test_times(cell: str, utc: str | None) -> None:
    read = instants(pd.Series([cell]), SHANGHAI)[0]
    assert read is pd.NaT if utc is None else read == pd.Timestamp(utc)


def test_households_with_doubtful_words(tmp_path: Path) -> None:
    text = "楼栋,居住状态,不上门\n3栋,出租,\n3栋,火星,否\n3栋,,看情况\n,,\n,自住,\n"
    intake = read_households(table(tmp_path, text))
    assert codes(intake.findings) == [
        "occupancy-unknown",
        "do-not-visit-unclear",
        "household-unplaced",
    ]
    assert intake.rows["do_not_visit"].tolist() == [False, False, True]
    assert intake.rows["occupancy"].fillna("?").tolist() == ["rented", "?", "?"]


def test_household_places(tmp_path: Path) -> None:
    text = "楼栋,经度,纬度\n3栋,113.1,27.8\n4栋,,\n5栋,东,西\n"
    intake = read_households(table(tmp_path, text), crs=4326)
    assert codes(intake.findings) == ["place-unreadable"]
    assert intake.rows.geometry.isna().tolist() == [False, True, True]


def test_groups() -> None:
    assert split_groups("独居，残疾人; 独居老人/高龄") == ("独居老人", "残疾人", "高龄")
    assert split_groups("无") == ()


def test_levels_as_people_write_them() -> None:
    cells = pd.Series(["6", "5;6", "3.5", "0.5", "7层", "999", "-1", "?", None], dtype="string")
    assert most(cells, ceiling=200).fillna(0).tolist() == [6, 6, 3, 1, 7, 0, 0, 0, 0]


_CODE = "430202002001"
_FULL_WIDTH = _CODE.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})


@pytest.mark.parametrize(
    "written", [_FULL_WIDTH, f"'{_CODE}", "430202 002001", "430202002-001", f"{_CODE}.0"]
)
def test_codes_are_read_as_they_are_meant(tmp_path, written):
    table = tmp_path / "areas.csv"
    square = "POLYGON ((113 27, 113.1 27, 113.1 27.1, 113 27.1, 113 27))"
    table.write_text(f'code,wkt\n{written},"{square}"\n', encoding="utf-8")
    assert read_areas(table, crs="EPSG:4326").rows["code"].tolist() == ["430202002001"]


def test_codes_of_another_habit_stay(tmp_path):
    table = tmp_path / "areas.csv"
    square = "POLYGON ((113 27, 113.1 27, 113.1 27.1, 113 27.1, 113 27))"
    table.write_text(f'code,wkt\nHT-07 甲,"{square}"\n', encoding="utf-8")
    assert read_areas(table, crs="EPSG:4326", level="grid").rows["code"].tolist() == ["HT-07 甲"]


def test_what_a_building_is_used_for_is_said_in_chinese_too(tmp_path: Path) -> None:
    text = "类型,经度,纬度\n住宅,113.15,27.83\n 自建房 ,113.16,27.83\n水塔,113.17,27.83\n"
    kinds = read_buildings(table(tmp_path, text), crs=4326).rows["kind"]
    assert kinds.tolist() == ["residential", "house", "水塔"]
