"""Which building an address means: sure, doubtful, or none, and why."""

from __future__ import annotations

import pytest

from gridmap.territory.addresses import parse
from gridmap.territory.matching import AHEAD, MOST, SURE, BuildingIndex, KnownBuilding

FURONG = [KnownBuilding(at, f"红旗路21号芙蓉小区{at}栋", units=3, levels=6) for at in range(1, 13)]
OTHERS = [
    KnownBuilding(20, "红旗路23号", levels=6, units=2),
    KnownBuilding(21, "茨菇塘村8组15号"),
    KnownBuilding(22, "茨菇塘村9组15号"),
    KnownBuilding(23, None, "6栋", "荷塘花园", external_ids=("4302-0023",)),
    KnownBuilding(24, None, "荷塘花园7栋"),
    KnownBuilding(25, "向阳街8号", "红楼", aliases=("老供销社宿舍3栋",)),
    KnownBuilding(26, None, "桂花阁", "朝阳公寓"),
    KnownBuilding(27, None, "玉兰阁", "朝阳公寓"),
    KnownBuilding(28, "12 High Street"),
    KnownBuilding(29, "中山北路1234弄5号"),
    KnownBuilding(30, "荷塘苑8栋"),
]
INDEX = BuildingIndex.of([*FURONG, *OTHERS])


def match(text, **columns):
    return INDEX.match([parse(text, **columns)])[0]


@pytest.mark.parametrize(
    ("text", "building", "reason"),
    [
        ("芙蓉小区六幢2单元301", 6, "estate-building"),
        ("红旗路21号芙蓉小区6-2-301", 6, "road-number"),
        ("红旗路21号6栋2单元301", 6, "road-number"),
        ("荷塘区红旗路21号院6号楼", 6, "road-number"),
        ("红旗路二十三号1单元301", 20, "road-number"),
        ("茨菇塘村八组15号", 21, "village-number"),
        ("荷塘花园6号楼301", 23, "estate-building"),
        ("荷塘花园7号301", 24, "number-as-building"),
        ("老供销社宿舍三栋2单元", 25, "alias"),
        ("朝阳公寓桂花阁1203", 26, "estate-building"),
        ("Flat 3, 12 High St", 28, "road-number"),
        ("中山北路1234弄5号601室", 29, "road-number"),
        ("芙蓉6栋301", 6, "name-shortened"),
    ],
)
def test_a_clear_address_finds_its_building(text, building, reason):
    found = match(text)
    assert found.building == building
    assert reason in found.reasons
    assert found.score >= SURE
    assert found.candidates[0].building == building


@pytest.mark.parametrize(
    ("text", "first", "reason"),
    [
        ("芙蓉小区6栋5单元301", 6, "unit-beyond"),
        ("芙蓉小区6栋1单元1203", 6, "floor-beyond"),
        ("芙容小区6栋", 6, "name-mistyped"),
        ("东风路9号芙蓉小区6栋", 6, "road-differs"),
        ("红旗路21号幸福里6栋", 6, "estate-differs"),
        ("茨菇塘村7组15号", None, "group-differs"),
        ("红旗路23号旁", 20, "beside"),
        ("芙蓉小区16栋", None, "building-differs"),
        ("茨菇塘村15号", None, "village-number"),
    ],
)
def test_a_doubtful_address_is_left_to_a_person(text, first, reason):
    found = match(text)
    assert found.building is None
    assert 1 <= len(found.candidates) <= MOST
    assert reason in found.reasons
    if first is not None:
        assert found.candidates[0].building == first


def test_an_address_that_many_buildings_share_shows_some_of_them():
    found = match("红旗路21号1单元301")
    assert found.building is None
    assert len(found.candidates) == MOST
    assert {each.building for each in found.candidates} <= set(range(1, 13))


def test_two_estates_that_one_short_name_could_mean_are_both_shown():
    shared = BuildingIndex.of([KnownBuilding(1, "荷塘花园8栋"), KnownBuilding(2, "荷塘苑8栋")])
    found = shared.match([parse("荷塘8栋301")])[0]
    assert found.building is None
    assert {each.building for each in found.candidates} == {1, 2}
    assert found.candidates[0].score - found.candidates[1].score < AHEAD


@pytest.mark.parametrize("text", ["东风路3号", "", "完全不认识的地方", "0", "12 Mill Lane"])
def test_what_is_like_nothing_has_no_candidates(text):
    found = match(text)
    assert (found.building, found.score, found.candidates) == (None, 0.0, ())


def test_an_id_goes_before_the_address():
    address = parse("芙蓉小区6栋")
    found = INDEX.match([address, address], external_ids=["4302-0023", "unheard-of"])
    assert (found[0].building, found[0].reasons) == (23, ("external-id",))
    assert found[1].building == 6


def test_a_slip_is_told_from_another_estate_by_how_often_it_is_written():
    rows = [parse(f"芙蓉小区{at % 12 + 1}栋301") for at in range(60)]
    once = INDEX.match([*rows, parse("芙容小区6栋301")])[-1]
    often = INDEX.match([*rows, *[parse("芙容小区6栋301")] * 30])[-1]
    assert (once.building, often.building) == (6, None)
    assert "name-mistyped" in once.reasons


def test_the_building_tells_how_its_doors_are_read():
    # Six floors: 1203 is 203 of unit 1; three units at the most: 6 栋 floor 4, door 401.
    assert match("芙蓉小区6栋1203").address.unit == "1"
    assert match("芙蓉小区6栋1203").address.door == "203"
    four = match("芙蓉小区6-4-401")
    assert (four.building, four.address.unit, four.address.door) == (6, None, "401")


def test_the_building_that_has_no_street_number_takes_that_of_its_estate():
    gates = [KnownBuilding(1, "新街5号福园1栋"), KnownBuilding(2, None, "2栋", "福园")]
    assert BuildingIndex.of(gates).match([parse("新街5号2栋301")])[0].building == 2


def test_a_number_alone_tells_where_there_is_one_estate():
    one = BuildingIndex.of([KnownBuilding(at, None, f"{at}栋", "福园") for at in (1, 2)])
    assert one.match([parse("2-1-301")])[0].building == 2
    assert match("6栋301").building is None


def test_a_former_name_in_brackets_is_found():
    assert match("新名家园(原荷塘花园)7栋").building == 24
