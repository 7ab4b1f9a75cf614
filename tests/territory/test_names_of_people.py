"""Names of people are told from those of doors, shops and companies."""

from __future__ import annotations

import pytest

from gridmap.territory.names_of_people import is_person, without_people


@pytest.mark.parametrize(
    "name",
    ["王秀兰", "张伟", "欧阳建国", "刘女士", "陈师傅", "李某某", "老张家", "李建国家", "王经理"],
)
def test_a_name_is_one(name: str) -> None:
    assert is_person(name)
    assert without_people(name) == ""


@pytest.mark.parametrize(
    "name",
    [
        "东头", "西户", "传达室", "亭子间", "三层阁", "车库", "高层", "301", "6-2-301", "万科物业",
        "龙湖",
        "老王面馆", "张小泉", "安居物业", "便民超市", "华润",
    ],
)  # fmt: skip
def test_doors_shops_and_companies_are_none(name: str) -> None:
    assert not is_person(name)
    assert without_people(name) == name


def test_a_name_beside_something_else_goes_alone() -> None:
    assert without_people("安居物业 王经理") == "安居物业"
    assert without_people("301（王秀兰）") == "301"
    assert without_people("便民超市、张伟") == "便民超市"
