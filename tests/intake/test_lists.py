"""Lists of buildings: what their rows mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from gridmap.intake import read_list
from gridmap.intake.addresses import same_place
from gridmap.intake.result import Intake

Read = Callable[..., Intake]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a list that is written as CSV."""

    def reading(*lines: str, **more: object) -> Intake:
        file = tmp_path / "houses.csv"
        file.write_text("\n".join([*lines, ""]), encoding="utf-8")
        return read_list(file, **more)  # type: ignore[arg-type]

    return reading


def told(taken: Intake, column: str) -> list[object]:
    cells = taken.rows[column].astype(object)
    return cells.where(cells.notna(), None).tolist()


def test_a_building_is_told_by_reference_else_address_else_estate_and_name(read: Read) -> None:
    taken = read(
        "楼栋编号,地址,小区,楼栋",
        "A1,荷叶街1号,桃园,1栋",
        ",荷叶街 ２号,桃园,2栋",
        ",,桃园,3栋",
        ",,,4栋",
        ",,桃园,",
    )
    assert told(taken, "source_ref") == ["A1", "荷叶街2号", "桃园3栋", "4栋"]
    assert told(taken, "address") == ["荷叶街1号", "荷叶街 ２号", "桃园3栋", None]
    # An estate alone is no building.
    assert [(found.code, found.row) for found in taken.findings] == [("listed-nameless", 6)]


def test_rows_that_tell_nothing_and_rows_that_tell_it_again(read: Read) -> None:
    taken = read("地址,层数", "荷叶街1号,6", ",6", "荷叶街 1号,7", "荷叶街1号,", "荷叶街2号,6")
    assert told(taken, "row") == [2, 6]
    assert told(taken, "levels") == [6, 6]
    assert [(found.code, found.row, dict(found.fields)) for found in taken.findings] == [
        ("listed-nameless", 3, {}),
        ("listed-again", 2, {"what": "荷叶街1号", "count": 2}),
    ]
    assert taken.read == 5


def test_numbers_beyond_reason_are_slips(read: Read) -> None:
    taken = read("地址,层数,单元数,户数", "a,201,101,10001", "b,6层,3个,0", "c,-1,x,24户")
    assert told(taken, "levels") == [None, 6, None]
    assert told(taken, "units") == [None, 3, None]
    assert told(taken, "flats") == [None, None, 24]


def test_kinds_are_said_in_one_language(read: Read) -> None:
    taken = read("地址,用途", "a,住宅", "b,自建房", "c,商铺", "d,apartments", "e,教堂", "f,")
    assert told(taken, "kind") == [
        "residential",
        "house",
        "commercial",
        "apartments",
        "教堂",
        None,
    ]


def test_endless_names_are_cut(read: Read) -> None:
    taken = read("地址,楼栋", f"{'街' * 10_000},{'x' * 10_000}")
    assert len(str(told(taken, "address")[0])) == len(str(told(taken, "name")[0])) == 200
    assert len(str(told(taken, "source_ref")[0])) <= 200


def test_a_workbook_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "houses.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["楼栋编号（必填）", "详细地址", "总户数"])
        sheet.write_row(1, 0, [17, "荷叶街1号", 12])
    taken = read_list(file)
    assert (told(taken, "source_ref"), told(taken, "flats")) == (["17"], [12])
    assert taken.columns["source_ref"] == "楼栋编号（必填）"


def test_columns_can_be_named(read: Read) -> None:
    taken = read("哪里,备注", "荷叶街1号,x", columns={"address": "哪里"})
    assert told(taken, "address") == ["荷叶街1号"]


@pytest.mark.parametrize(
    "other", ["荷叶街 12号", "荷叶街１２号", "荷叶街12号 ", "荷叶街\u300012号"]
)
def test_one_place_written_in_many_ways(other: str) -> None:
    assert same_place(other) == same_place("荷叶街12号")
    assert same_place("12 HIGH STREET") == same_place("12 High Street")
