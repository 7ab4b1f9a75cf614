"""People, span and orphans on the command line."""

from __future__ import annotations

import pytest
import python_calamine

from tests.usecases.worlds import COMMUNITIES, GRIDS

ROSTER = f"""\
姓名,电话,职务,区域
甲,13800000001,网格长,{GRIDS[0]}
乙,,干部,{COMMUNITIES[0]}
丙,,舰长,{GRIDS[0]}
丁,,网格长,火星
"""


@pytest.fixture
def told(gridmap, town, write, tmp_path):
    """The first roster brought in, and the rows that came back."""
    file = tmp_path / "rejected.xlsx"
    ended = gridmap("people", "import", write("people.csv", ROSTER), "--rejected", file)
    return ended, python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()


def test_a_roster_comes_in_and_what_does_not_comes_back(told):
    ended, sheet = told
    assert "2 new" in ended.out
    assert "2 left out" in ended.out
    assert [line[2:] for line in sheet] == [
        ["姓名", "电话", "职务", "区域"],
        ["丙", "", "舰长", GRIDS[0]],
        ["丁", "", "网格长", "火星"],
    ]
    assert all(line[1] for line in sheet[1:])
    assert "13800000001" not in ended.out + ended.err


def test_people_are_listed_by_area_and_office(told, gridmap):
    everybody = gridmap("people", "list")
    assert f"grid lead {GRIDS[0]}" in everybody.out
    assert "13800000001" not in everybody.out
    assert "乙" in gridmap("people", "list", "--office", "cadre").out
    assert gridmap("people", "list", "--area", COMMUNITIES[1]).out == ""
    assert "2 people" in everybody.err


def test_the_template_is_a_workbook(gridmap, tmp_path):
    file = tmp_path / "template.xlsx"
    gridmap("people", "template", "-o", file)
    [head] = python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    assert head[:4] == ["name", "phone", "office", "area"]


def test_span_compares_areas_and_orphans_are_counted(told, gridmap):
    span = gridmap("span").out
    assert all(code in span for code in COMMUNITIES)
    assert "甲" not in span
    assert "乙" not in span
    assert "Patches without leader: 0" in gridmap("orphans", "--area", COMMUNITIES[0]).out
