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


def test_yards_of_one_name_are_told_apart_by_their_numbers():
    yards = ["西城区东煤厂3号院4号楼", "西城区东煤厂5号院1号楼"]
    index = BuildingIndex.of([KnownBuilding(at, yard) for at, yard in enumerate(yards)])
    texts = ["东煤厂3号院4号楼2单元302", "东煤厂203号院4号楼3单元302", "西城区东煤厂203号院,4号楼"]
    assert [found.building for found in index.match(list(map(parse, texts)))] == [0, None, None]


def test_a_former_name_in_brackets_is_found():
    assert match("新名家园(原荷塘花园)7栋").building == 24


LADDERS = BuildingIndex.of(
    [
        KnownBuilding(1, "上海市徐汇区龙漕路200弄9-11号"),
        KnownBuilding(2, "上海市徐汇区龙漕路200弄12号"),
        KnownBuilding(3, "天钥桥路325弄4支弄3号"),
        KnownBuilding(4, "天河区石牌街道石牌村逢源大街三巷12号"),
        KnownBuilding(5, "天河区石牌街道石牌村逢源大街三巷12号之一"),
        KnownBuilding(6, "重庆市渝中区和平路58号"),
        KnownBuilding(7, "光明街道向阳委3组32号"),
        KnownBuilding(8, None, "怡景苑B栋2座"),
        KnownBuilding(9, "八一面粉厂家属院4排5号"),
        KnownBuilding(10, None, "3#", "幸福小区A区"),
        KnownBuilding(11, "玉兰社区新屋里组3号"),
        KnownBuilding(12, "百万庄大街16号院甲3号楼"),
        KnownBuilding(13, "百万庄大街16号院3号楼"),
        KnownBuilding(14, None, "国营红星机械厂宿舍5号楼"),
        KnownBuilding(15, None, "光明小区4栋"),
    ]
)


@pytest.mark.parametrize(
    ("text", "building", "unit", "floor", "door"),
    [
        ("龙漕路200弄10号301室", 1, None, 3, "301"),
        ("龙漕路200-12-301", 2, None, 3, "301"),
        ("天钥桥路325弄4支弄3号二楼", 3, None, 2, None),
        ("石牌逢源大街3巷12号4楼402", 4, None, 4, "402"),
        ("逢源大街三巷12号之一503房", 5, None, 5, "503"),
        ("渝中区和平路58号3-2", 6, None, 3, "302"),
        ("和平路58号1单元吊2-4", 6, "1", -2, "-2-4"),
        ("向阳委3-32", 7, None, None, None),
        ("怡景苑B2座1203", 8, None, 12, "1203"),
        ("面粉厂家属院四排5号", 9, None, None, None),
        ("A区幸福小区3号楼2单元东户", 10, "2", None, "东"),
        ("百万庄大街16号院甲3-2-601", 12, "2", 6, "601"),
        ("16号院3号楼2门601", 13, "2", 6, "601"),
        ("红星机械厂职工宿舍5楼1门3楼西户", 14, "1", 3, "3西"),
    ],
)
def test_the_longest_ladder_is_the_building_and_what_is_left_is_inside(
    text, building, unit, floor, door
):
    found = LADDERS.match([parse(text)])[0]
    read = found.address
    assert (found.building, read.unit, read.floor, read.door) == (building, unit, floor, door)


@pytest.mark.parametrize(
    "text",
    [
        "龙漕路200弄13号301室",  # no such number
        "逢源大街三巷12号之二",  # an annex that the map lacks, where it has others
        "粮仓坳村新屋里组3号",  # a group of that name in another village
        "光明小区四期3栋301",  # a zone is no building
        "黎明小区4栋301",  # sounds like nothing known
    ],
)
def test_what_only_begins_like_a_known_building_waits(text):
    assert LADDERS.match([parse(text)])[0].building is None


def test_a_unit_in_the_column_of_doors_is_no_building():
    named = {"estate": "幸福小区A区", "door": "3-301"}
    assert LADDERS.match([parse("", **named)])[0].building is None
    assert LADDERS.match([parse("", **named | {"door": "3-2-301"})])[0].building == 10


def test_a_title_names_the_estate_of_its_sheet():
    assert LADDERS.estate_in("其他\n光明小区住户台账（2026年）") == "光明小区"
    assert LADDERS.estate_in("花名册") is None
