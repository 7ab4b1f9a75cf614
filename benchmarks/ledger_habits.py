"""Habits of ledgers across the country: how houses are numbered, and how clerks write that."""

from __future__ import annotations

import random
from dataclasses import replace

from benchmarks.ledgers import Clerk, Habit, House, Told, chinese
from gridmap.demo.names import COMPOUNDS, ESTATES, LANES
from gridmap.territory.matching import KnownBuilding

__all__ = ["HABITS", "names", "sign_estate", "sign_street", "streets", "towers"]


def names(
    rng: random.Random, stems: tuple[str, ...], ends: tuple[str, ...], count: int
) -> list[str]:
    """Take names off stems and ends: many differ in their end only."""
    every = [stem + end for stem in stems for end in ends]
    rng.shuffle(every)
    return every[:count]


def town_roads(rng: random.Random, count: int) -> list[str]:
    return names(
        rng, LANES, ("路", "街", "东路", "西路", "巷", "大道", "中路", "一路", "二路"), count
    )


# Estates ------------------------------------------------------------------------------------------


def towers(rng: random.Random, count: int) -> list[House]:
    houses: list[House] = []
    stems = tuple({name[:2] for name in (*ESTATES, *LANES)})
    estates = list(ESTATES) + names(rng, stems, ("小区", "花园", "苑", "公馆", "国际城"), 400)
    roads = town_roads(rng, 300)
    for estate in dict.fromkeys(estates):
        phase = rng.choice(["", "", "", "", "一期", "二期"])
        road, number = rng.choice(roads), str(rng.randint(1, 400))
        high = rng.random() < 0.4
        for code in range(1, rng.randint(3, 24)):
            houses += [
                House(
                    "towers",
                    road,
                    number,
                    estate + phase,
                    code=str(code),
                    units=rng.randint(1, 2) if high else rng.randint(1, 5),
                    levels=rng.choice([18, 26, 33]) if high else rng.choice([6, 7, 11]),
                    doors=4 if high else 2,
                )
            ]
        if len(houses) >= count:
            break
    return houses[:count]


def write_towers(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    rng, code, estate = clerk.rng, house.code or "", house.estate or ""
    if clerk.columns:
        return "", {
            "estate": estate,
            "building": rng.choice([code, f"{clerk.spelt(code)}{clerk.measure}"]),
            "unit": rng.choice([unit or "1", f"{unit or '1'}单元"]) if unit else "",
            "door": door,
        }
    place = estate
    if rng.random() < 0.15:
        place = f"{house.road}{house.number}号{estate}"
    if estate.endswith("小区") and rng.random() < 0.02:
        place = estate.removesuffix("小区")
    if rng.random() < 0.006 and len(estate) > 3:
        place = clerk.slip(estate)
    place = clerk.town + place
    if clerk.hyphens and rng.random() < 0.6:
        return f"{place}{code}-{unit or '1'}-{door}", {}
    written = f"{place}{clerk.spelt(code)}{clerk.measure}"
    return written + clerk.inside(house, unit, floor, door), {}


def sign_estate(rng: random.Random, house: House) -> KnownBuilding:
    """The map's own ways of naming a building of an estate."""
    measure = rng.choice(["栋", "栋", "幢", "号楼"])
    name = f"{house.estate}{house.code}{measure}"
    address = f"{house.road}{house.number}号"
    ways = (
        KnownBuilding(house.id, f"{address}{name}", name),
        KnownBuilding(house.id, f"{address}{name}", None, house.estate),
        KnownBuilding(house.id, None, f"{house.code}{measure}", house.estate),
        KnownBuilding(house.id, name, None),
        KnownBuilding(house.id, address, name),
    )
    return replace(rng.choice(ways), units=house.units, levels=house.levels)


def letters(rng: random.Random, count: int) -> list[House]:
    houses: list[House] = []
    for estate in names(
        rng, tuple(name[:2] for name in LANES), ("名城", "国际", "公寓", "广场", "天下"), 300
    ):
        road, number = rng.choice(LANES) + "大道", str(rng.randint(1, 500))
        for code in "ABCDEFGH"[: rng.randint(2, 8)]:
            towered = rng.random() < 0.2
            houses += [
                House(
                    "letters",
                    road,
                    number,
                    estate,
                    code=f"{code}{rng.randint(1, 3)}" if towered else code,
                    units=rng.randint(1, 3),
                    levels=rng.choice([18, 24, 32]),
                    doors=6,
                )
            ]
    distinct = {(house.estate, house.code): house for house in houses}
    return list(distinct.values())[:count]


def write_letters(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    code = house.code or ""
    if clerk.rng.random() < 0.2:
        code = code.lower()
    if clerk.hyphens:
        return f"{clerk.town}{house.estate}{code}-{unit + '-' if unit else ''}{door}", {}
    measure = clerk.rng.choice(["座", "栋", "座", "幢"])
    return f"{clerk.town}{house.estate}{code}{measure}{clerk.inside(house, unit, floor, door)}", {}


# Street numbers -----------------------------------------------------------------------------------


def streets(rng: random.Random, count: int) -> list[House]:
    houses = []
    for road in town_roads(rng, 400):
        for number in range(1 + rng.randint(0, 1), rng.randint(8, 60), 2):
            annex = f"{number}-{rng.randint(1, 3)}" if rng.random() < 0.04 else str(number)
            houses += [
                House(
                    "streets",
                    road,
                    annex,
                    units=rng.randint(1, 4),
                    levels=rng.choice([3, 5, 6, 7, 12]),
                )
            ]
    rng.shuffle(houses)
    return houses[:count]


def write_streets(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    number = house.number or ""
    if "-" in number:
        base, annex = number.split("-")
        number = clerk.rng.choice([f"{base}号附{annex}", f"{base}-{annex}", f"{base}号之{annex}"])
    number = clerk.spelt(number)
    road = house.road or ""
    if clerk.rng.random() < 0.005 and len(road) > 3:
        road = clerk.slip(road)
    place = f"{clerk.town}{road}{number}号"
    if clerk.columns:
        return place, {"unit": unit or "", "floor": str(floor), "door": door}
    return place + clerk.inside(house, unit, floor, door), {}


def sign_street(rng: random.Random, house: House) -> KnownBuilding:
    name = rng.choice([None, None, None, "邮电局宿舍"])
    return KnownBuilding(
        house.id, f"{house.road}{house.number}号", name, units=house.units, levels=house.levels
    )


# Villages -----------------------------------------------------------------------------------------


def villages(rng: random.Random, count: int) -> list[House]:
    houses = []
    for village in names(rng, LANES, ("村", "湾村", "冲村", "塘村"), 80):
        for group in range(1, rng.randint(4, 16)):
            for number in range(1, rng.randint(5, 40)):
                houses += [
                    House(
                        "villages",
                        estate=village,
                        group=str(group),
                        number=str(number),
                        levels=rng.randint(1, 4),
                        doors=1,
                    )
                ]
    rng.shuffle(houses)
    return houses[:count]


def write_villages(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    group = clerk.rng.choice(["组", "组", "村民小组", "组", "队"])
    town = clerk.rng.choice(["", "", "仙庾镇", "荷塘区明照乡"])
    place = f"{town}{house.estate}{clerk.spelt(house.group or '')}{group}"
    return f"{place}{clerk.spelt(house.number or '')}号", {}


def sign_village(rng: random.Random, house: House) -> KnownBuilding:
    ways = (
        KnownBuilding(house.id, f"{house.estate}{house.group}组{house.number}号"),
        KnownBuilding(house.id, f"{house.group}组{house.number}号", None, house.estate),
    )
    return replace(rng.choice(ways), levels=house.levels)


# Housing of work units: old names, blocks with Chinese numerals ----------------------------------


def compounds(rng: random.Random, count: int) -> list[House]:
    houses = []
    makers = ("一", "二", "三", "四")
    every = [*COMPOUNDS, *(f"国棉{one}厂{other}宿舍" for one in makers for other in makers[:2])]
    for compound in every:
        road, number = rng.choice(LANES) + "路", str(rng.randint(1, 300))
        new = rng.choice(LANES) + "家园" if rng.random() < 0.3 else compound
        for code in range(1, rng.randint(2, 14)):
            houses += [
                House(
                    "compounds",
                    road,
                    number,
                    new,
                    compound if new != compound else None,
                    code=str(code),
                    units=rng.randint(2, 4),
                    levels=rng.randint(4, 7),
                )
            ]
    return houses[:count]


def write_compounds(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    place = house.estate or ""
    if house.old_estate and clerk.rng.random() < 0.4:
        place = clerk.rng.choice(
            [house.old_estate, f"{place}(原{house.old_estate})", f"{place}（{house.old_estate}）"]
        )
    code = clerk.rng.choice([chinese(int(house.code or 1)), house.code or ""])
    return f"{place}{code}{clerk.measure}{clerk.inside(house, unit, floor, door)}", {}


def sign_compound(rng: random.Random, house: House) -> KnownBuilding:
    known = sign_estate(rng, house)
    if house.old_estate:
        known = replace(known, aliases=(f"{house.old_estate}{house.code}栋",))
    return known


# Elsewhere in the country, and abroad ----------------------------------------------------------


def lanes(rng: random.Random, count: int) -> list[House]:
    """Shanghai: a lane off a road, numbers in it are staircases."""
    houses = []
    for road in names(rng, LANES, ("路", "北路", "南路", "新路"), 60):
        for lane in rng.sample(range(10, 2000), rng.randint(1, 4)):
            for number in range(1, rng.randint(6, 40)):
                houses += [
                    House(
                        "lanes",
                        f"{road}{lane}弄",
                        str(number),
                        estate=f"{road[:2]}{rng.choice(['新村', '公寓'])}",
                        levels=rng.choice([6, 6, 18]),
                        doors=4,
                    )
                ]
    return houses[:count]


def write_lanes(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    number = clerk.spelt(house.number or "")
    town = clerk.rng.choice(["", "上海市普陀区", "长寿路街道"])
    if clerk.rng.random() < 0.1:
        return f"{town}{house.road}.{house.number}号{door}", {}
    return f"{town}{house.road}{number}号{door}{clerk.rng.choice(['室', '室', ''])}", {}


def sign_lane(rng: random.Random, house: House) -> KnownBuilding:
    return KnownBuilding(house.id, f"{house.road}{house.number}号", levels=house.levels)


def yards(rng: random.Random, count: int) -> list[House]:
    """Beijing, Tianjin: yard, building, 门."""
    houses = []
    for road in names(rng, LANES, ("胡同", "东里", "北大街", "南路"), 120):
        for yard in rng.sample(range(1, 200), rng.randint(1, 4)):
            for code in range(1, rng.randint(2, 12)):
                houses += [
                    House(
                        "yards",
                        road,
                        str(yard),
                        code=str(code),
                        units=rng.randint(2, 6),
                        levels=rng.choice([5, 6, 16]),
                        doors=3,
                    )
                ]
    return houses[:count]


def write_yards(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    code, number = house.code or "", house.number or ""
    stair = clerk.rng.choice(["单元", "门", "单元"])
    inner = f"{unit}{stair}" if unit else ""
    form = clerk.rng.choice(
        [
            f"{house.road}{number}号院{code}号楼{inner}{door}号",
            f"{house.road}{number}号院{code}楼{inner}{door}",
            f"{house.road}{number}号{code}楼{inner}{door}室",
            f"{house.road}甲{number}号院{code}号楼{inner}{door}"
            if number == "0"
            else f"{house.road}{number}号院{code}-{unit or 1}-{door}",
        ]
    )
    return clerk.rng.choice(["", "朝阳区", "北京市海淀区"]) + form, {}


def sign_yard(rng: random.Random, house: House) -> KnownBuilding:
    return KnownBuilding(
        house.id,
        f"{house.road}{house.number}号院{house.code}号楼",
        units=house.units,
        levels=house.levels,
    )


def hills(rng: random.Random, count: int) -> list[House]:
    """Chongqing, Guiyang: unit, floor and door joined by hyphens, doors of one floor."""
    houses = towers(rng, count * 2)
    return [
        replace(
            house, habit="hills", estate=f"{(house.estate or '')[:2]}龙湖{(house.estate or '')[2:]}"
        )
        for house in houses
    ][:count]


def write_hills(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    stairs, estate = f"{unit or 1}-{floor}-{int(door[-2:])}", house.estate
    last = str(int(door[-2:]))
    measure = clerk.rng.choice(["栋", "幢", "号楼"])
    form = clerk.rng.choice(
        [
            f"{house.road}{house.number}号{estate}{house.code}{measure}{stairs}号",
            f"{house.estate}{house.code}{measure}{unit or 1}单元{floor}-{last}",
            f"{house.road}{house.number}号{house.code}{measure}{stairs}",
            f"{house.estate}{house.code}-{stairs}",
        ]
    )
    return form, {}


def south(rng: random.Random, count: int) -> list[House]:
    """Guangdong: 巷 within villages, 座, 房, directions."""
    houses = []
    for village in names(rng, LANES, ("村", "涌村", "新村"), 40):
        for lane in range(1, rng.randint(3, 12)):
            side = rng.choice(["", "东", "西"])
            for number in range(1, rng.randint(4, 16)):
                houses += [
                    House(
                        "south",
                        f"{village}{side}{chinese(lane)}巷",
                        str(number),
                        levels=rng.randint(3, 8),
                        doors=4,
                    )
                ]
    distinct = {(house.road, house.number): house for house in houses}
    return list(distinct.values())[:count]


def write_south(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    road = house.road or ""
    if clerk.rng.random() < 0.3:
        for lane in range(20, 0, -1):
            road = road.replace(f"{chinese(lane)}巷", f"{lane}巷")
    return f"{road}{house.number}号{door}{clerk.rng.choice(['房', '', '室'])}", {}


def english(rng: random.Random, count: int) -> list[House]:
    houses = []
    stems = (
        "Mill",
        "Church",
        "High",
        "Station",
        "Victoria",
        "Park",
        "Queen",
        "Chapel",
        "Castle",
        "Oak",
    )
    for stem in stems:
        for end in ("Street", "Road", "Lane", "Close", "Avenue"):
            houses += [
                House("english", f"{stem} {end}", str(number), levels=3) for number in range(1, 40)
            ]
    rng.shuffle(houses)
    return houses[:count]


def write_english(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    road = house.road or ""
    short = road.replace("Street", "St").replace("Road", "Rd").replace("Avenue", "Ave.")
    return clerk.rng.choice(
        [
            f"Flat {door}, {house.number} {road}",
            f"{house.number} {short}, Flat {door}, Newport NP20 1AB",
            f"{door}/{house.number} {road.upper()}",
            f"Apt {door}, {house.number} {road}, Newport",
        ]
    ), {}


def sign_english(rng: random.Random, house: House) -> KnownBuilding:
    return KnownBuilding(house.id, f"{house.number} {house.road}", levels=house.levels)


HABITS: dict[str, Habit] = {
    "towers": (towers, write_towers, sign_estate),
    "streets": (streets, write_streets, sign_street),
    "villages": (villages, write_villages, sign_village),
    "letters": (letters, write_letters, sign_estate),
    "compounds": (compounds, write_compounds, sign_compound),
    "lanes": (lanes, write_lanes, sign_lane),
    "yards": (yards, write_yards, sign_yard),
    "hills": (hills, write_hills, sign_estate),
    "south": (south, write_south, sign_lane),
    "english": (english, write_english, sign_english),
}
