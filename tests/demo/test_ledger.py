"""The ledger of the town: whose doors it lists, and that nobody in it exists."""

from __future__ import annotations

import re
from datetime import date

import pytest

from gridmap.demo.ledger import LedgerSheet, ledger_of
from gridmap.demo.workbook import write_ledger
from gridmap.intake import read_ledger
from gridmap.settings import Settings
from tests.demo.conftest import TODAY


@pytest.fixture(scope="module")
def sheets(drawn) -> list[LedgerSheet]:
    return ledger_of(drawn, TODAY, later=True)


def column(sheet: LedgerSheet, name: str) -> list[object]:
    at = [lower or upper for upper, lower in sheet.columns].index(name)
    return [row[at] for row in sheet.rows[:-1] if row[at] is not None]


def test_each_community_has_a_sheet_and_premises_have_theirs(sheets):
    assert len({sheet.title for sheet in sheets}) == len(sheets) == 14
    assert len({sheet.columns for sheet in sheets}) == 6


def test_nobody_can_have_such_an_id_number_or_phone(sheets):
    for sheet in sheets[:-1]:
        for number in column(sheet, "身份证号"):
            assert re.fullmatch(r"99\d{15}X", str(number))
        for phone in column(sheet, "电话"):
            assert re.fullmatch(r"100\d{8}|不详", str(phone))


def test_families_came_and_went_since_the_earlier_ledger(drawn, sheets):
    before = ledger_of(drawn, date(2026, 9, 20), later=False)
    assert [sheet.title for sheet in before] == [sheet.title for sheet in sheets[:5]]

    def places(some: list[LedgerSheet]) -> set[object]:
        return {(one.title, place) for one in some for place in column(one, one.columns[1][0])}

    then, now = places(before[1:]), places(sheets[1:5])
    assert 10 < len(then - now) < 150
    assert 10 < len(now - then) < 150


def test_the_workbook_reads_as_it_is_meant(sheets, tmp_path):
    write_ledger(tmp_path / "book.xlsx", sheets[:2])
    taken = read_ledger(tmp_path / "book.xlsx", zone=Settings().zone)
    assert taken.read == sum(len(sheet.rows) - 1 for sheet in sheets[:2])
    assert "身份证号" not in {*taken.columns.values(), *taken.own.column_names}
    # Written once above several rows, and merged over them.
    estates = taken.rows.loc[taken.rows["estate"].notna(), "estate"]
    assert len(estates) > 500 > estates.nunique()
    assert taken.rows["people"].notna().mean() > 0.8
    assert taken.rows["confirmed_on"].notna().mean() > 0.95
