"""Addresses: the parts of each habit, in whatever numerals and width they are written."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.territory.addresses import Address, parse

VECTORS = json.loads(
    Path(__file__).parents[1].joinpath("vectors", "addresses.json").read_text(encoding="utf-8")
)
WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789-#ABCDEFGHabcdefgh()/"}
DIGITS = "零一二三四五六七八九"


def told(address):
    parts = asdict(replace(address, written=None))
    return {name: said for name, said in parts.items() if said not in {None, ""}}


@pytest.mark.parametrize("vector", VECTORS, ids=[str(list(v.values())[:-1]) for v in VECTORS])
def test_every_example_has_its_parts(vector):
    assert told(parse(vector["text"], **vector.get("columns", {}))) == vector["parts"]


@pytest.mark.parametrize("vector", VECTORS, ids=[str(list(v.values())[:-1]) for v in VECTORS])
def test_width_makes_no_other_address(vector):
    columns = {name: cell.translate(WIDE) for name, cell in vector.get("columns", {}).items()}
    assert told(parse(vector["text"].translate(WIDE), **columns)) == vector["parts"]


MESS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "0123456789一二十百零栋幢座号楼单元梯层室房户组路街弄小区村附之-#/（）() ABab"
        ),
    ),
    max_size=60,
)


@given(MESS, MESS, MESS, MESS)
def test_nothing_is_too_strange_to_be_read(text, building, unit, door):
    assert isinstance(parse(text, building=building, unit=unit, floor=door, door=door), Address)


@given(st.text("一九零十百千廿0123456789-栋", max_size=3000))
def test_nothing_is_too_long_to_be_read(text):
    assert isinstance(parse(text), Address)


def spoken(number):
    tens, ones = divmod(number, 10)
    text = "" if not tens else ("" if tens == 1 else DIGITS[tens]) + "十"
    return text + (DIGITS[ones] if ones or not tens else "")


ESTATES = st.sampled_from(
    ["芙蓉小区", "荷塘花园", "红旗新村", "六〇一厂宿舍", "阳光新城一期", "幸福里"]
)
ROADS = st.sampled_from(
    ["红旗路", "人民中路", "八一路", "中山东路", "学堂巷", "荷叶大道", "井边街"]
)
NUMBERS = st.integers(1, 99)
MEASURES = st.sampled_from(["栋", "幢", "号楼", "座", "#"])
STAIRS = st.sampled_from(["单元", "梯"])
ENDS = st.sampled_from(["室", "房", "户", "号", ""])


@given(
    ESTATES, NUMBERS, MEASURES, st.integers(1, 9), STAIRS, st.integers(1, 40), ENDS, st.booleans()
)
def test_what_is_composed_of_an_estate_is_read_again(
    estate, building, measure, unit, stair, floor, end, in_words
):
    write = spoken if in_words else str
    text = f"{estate}{write(building)}{measure}{write(unit)}{stair}{floor}02{end}"
    address = parse(text)
    assert (address.estate, address.building, address.unit) == (estate, str(building), str(unit))
    assert (address.floor, address.door, address.rest) == (floor, f"{floor}02", "")


@given(ESTATES, NUMBERS, st.integers(1, 9), st.integers(1, 40), st.sampled_from("-/ \uff0d—"))
def test_what_is_joined_by_signs_is_read_again(estate, building, unit, floor, sign):
    address = parse(f"{estate}{building}{sign}{unit}{sign}{floor}01")
    assert (address.estate, address.building, address.unit, address.door) == (
        estate,
        str(building),
        str(unit),
        f"{floor}01",
    )


@given(ROADS, NUMBERS, st.integers(1, 9), STAIRS, st.integers(1, 40), ENDS, st.booleans())
def test_what_is_composed_of_a_road_is_read_again(road, number, unit, stair, floor, end, in_words):
    write = spoken if in_words else str
    address = parse(f"{road}{write(number)}号{write(unit)}{stair}{floor}03{end}")
    assert (address.road, address.number, address.unit) == (road, str(number), str(unit))
    assert (address.floor, address.door, address.building) == (floor, f"{floor}03", None)


@given(ESTATES, NUMBERS, st.integers(1, 9), st.integers(1, 40))
def test_columns_and_one_text_are_the_same_address(estate, building, unit, floor):
    apart = parse("", estate=estate, building=f"{building}", unit=f"{unit}", door=f"{floor}01")
    assert apart == parse(f"{estate}{building}栋{unit}单元{floor}01室")
    # A column wins over the text beside it.
    text = f"{estate}{building + 1}栋"
    assert parse(text, building=f"{building}栋").building == str(building)
