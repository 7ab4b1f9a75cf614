"""Names of places: what is larger than they are, and what people leave out or mistype."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.territory.place_names import Names, name_key, place_of, road_of

KNOWN = Names(
    ["芙蓉小区", "荷塘花园", "荷塘苑", "六〇一厂家属区", "红旗新村", "中山东路", "桂园小区"]
)


def meant(name):
    return [(like.key, like.reason) for like in KNOWN.like(name)]


@pytest.mark.parametrize(
    ("written", "key", "reason"),
    [
        ("芙蓉小区", "芙蓉小区", "equal"),
        ("601厂家属区", "601厂家属区", "equal"),
        ("株洲市荷塘区芙蓉小区", "芙蓉小区", "equal"),
        ("红旗路芙蓉小区", "芙蓉小区", "equal"),
        ("芙蓉", "芙蓉小区", "shortened"),
        ("红旗新村小区", "红旗新村", "shortened"),
        ("荷塘区芙蓉", "芙蓉小区", "shortened"),
        ("芙容小区", "芙蓉小区", "mistyped"),
        ("芙蓉区", "芙蓉小区", "similar"),
    ],
)
def test_a_name_is_found_again(written, key, reason):
    assert meant(written) == [(key, reason)]


def test_a_name_that_could_be_two_is_both():
    assert {key for key, _ in meant("荷塘")} == {"荷塘花园", "荷塘苑"}


@pytest.mark.parametrize("other", ["凤凰城", "", "区", "东风路"])
def test_another_name_is_not_found(other):
    assert meant(other) == []


@pytest.mark.parametrize("other", ["中山西路", "金桂园小区", "红旗一村"])
def test_names_that_one_telling_sign_parts_are_never_a_slip(other):
    assert "mistyped" not in {reason for _, reason in meant(other)}


def test_a_slip_that_could_be_of_two_names_is_of_neither():
    assert len(meant("荷塘园")) == 2


@given(st.text(max_size=12))
def test_a_key_is_its_own_key(name):
    assert name_key(name_key(name)) == name_key(name)


def test_roads_and_estates_are_parted():
    assert road_of("株洲市荷塘区茨菇塘街道红旗路") == ("红旗路", None)
    assert road_of("芙蓉小区红旗路") == ("红旗路", "芙蓉小区")
    assert road_of("芙蓉小区") == (None, "芙蓉小区")
    # 里 ends many an estate: behind it a bare number is a building.
    assert road_of("幸福里") == ("幸福里", None)
    assert road_of("幸福里", bare=True) == (None, "幸福里")
    assert place_of("茨菇塘街道荷塘社区芙蓉小区").estate == "芙蓉小区"
