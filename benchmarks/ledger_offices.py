"""Habits of offices in other provinces, learnt from ledgers that the matching failed on at first.

Lanes within lanes and spans of numbers (Shanghai), lanes of villages within cities (Guangdong),
annexes and floors below the street (Chongqing), committees (the north-east), rows of houses and
zones (Xinjiang).
"""

from __future__ import annotations

import random

from benchmarks.ledger_habits import names
from benchmarks.ledgers import Clerk, Habit, House, Told, chinese
from gridmap.demo.names import LANES
from gridmap.territory.matching import KnownBuilding

__all__ = ["OFFICES"]

_TOWNS = ("", "", "上海市徐汇区", "广东省广州市天河区石牌街道", "渝中区")


def sublanes(rng: random.Random, count: int) -> list[House]:
    """龙漕路200弄12号, 325弄4支弄3号; one building in four has several numbers: 12-14号."""
    houses = []
    for road in names(rng, LANES, ("漕路", "钥路", "勤路"), 60):
        lane = f"{road}{rng.randint(8, 900)}弄"
        if rng.random() < 0.2:
            lane += f"{rng.randint(1, 5)}支弄"
        number = 1
        while number < rng.randint(8, 40):
            last = number + rng.choice([0, 0, 0, 2])
            span = str(number) if last == number else f"{number}-{last}"
            houses.append(House("sublanes", road=lane, number=span, doors=4))
            number = last + 1
    rng.shuffle(houses)
    return houses[:count]


def write_sublanes(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    low, _, high = (house.number or "").partition("-")
    number = str(clerk.rng.randint(int(low), int(high or low)))
    lane = house.road or ""
    if clerk.columns:
        return "", {"estate": lane, "building": clerk.rng.choice([number, f"{number}号"]),
                    "door": door}  # fmt: skip
    plain = f"{clerk.rng.choice(_TOWNS[:3])}{lane}{number}号{door}{clerk.end}"
    short = f"{lane.removesuffix('弄')}-{number}-{door}"
    return clerk.rng.choice(
        [plain, plain, f"{lane}{number}/{door}"] + [short] * (lane.count("弄") == 1)
    ), {}


def alleys(rng: random.Random, count: int) -> list[House]:
    """逢源大街三巷12号, beside it 12号之一."""
    houses = []
    for street in names(rng, LANES, ("源大街", "安大街", "石大街"), 60):
        for at in range(1, rng.randint(2, 7)):
            alley = f"{street}{rng.choice(['', '西'])}{chinese(at)}巷"
            for number in range(1, rng.randint(6, 16)):
                houses.append(House("alleys", road=alley, number=str(number), levels=8, doors=6))
                if rng.random() < 0.1:
                    houses.append(
                        House("alleys", road=alley, number=f"{number}号之一", levels=8, doors=6)
                    )
    rng.shuffle(houses)
    return houses[:count]


def write_alleys(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    number = house.number or ""
    plate = number if "之" in number else f"{number}号"
    lane = f"{clerk.rng.choice(_TOWNS)}{house.road}"
    return clerk.rng.choice(
        [f"{lane}{plate}{door}房", f"{lane}{plate}{floor}楼{door}", f"{house.road}{plate}首层铺"]
    ), {}


def sign_number(rng: random.Random, house: House) -> KnownBuilding:
    """Write road and number on the map, with or without the city."""
    number = house.number or ""
    plate = number if "之" in number else f"{number}号"
    town = rng.choice(["", "湖南省株洲市荷塘区"])
    return KnownBuilding(house.id, f"{town}{house.road}{plate}", levels=house.levels)


def slopes(rng: random.Random, count: int) -> list[House]:
    """Chongqing: 58号, beside it 58号附3号; doors are floor and number, some below the street."""
    houses = []
    for road in names(rng, LANES, ("正街", "坡路", "岩路"), 60):
        for number in rng.sample(range(10, 260), 20):
            houses.append(House("slopes", road=road, number=str(number), doors=1))
            if rng.random() < 0.15:
                houses.append(House("slopes", road=road, number=f"{number}-1", doors=1))
    rng.shuffle(houses)
    return houses[:count]


def write_slopes(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    number, _, annex = (house.number or "").partition("-")
    plate = f"{house.road}{number}号" + (f"附{annex}号" if annex else "")
    level = clerk.rng.choice([str(floor), "负1", "吊2", "负一"])
    return clerk.rng.choice(
        [f"{plate}{level}-{door[-1]}", f"重庆市渝中区{plate} {level}-{door[-1]}", plate,
         f"{plate}{level}楼{door[-1]}号", f"{plate}{floor}-{door[-1]}号"]
    ), {}  # fmt: skip


def sign_slope(rng: random.Random, house: House) -> KnownBuilding:
    """Write an annex as people say it."""
    number, _, annex = (house.number or "").partition("-")
    return KnownBuilding(
        house.id, f"重庆市渝中区{house.road}{number}号" + (f"附{annex}号" if annex else "")
    )


def zones(rng: random.Random, count: int) -> list[House]:
    """幸福小区A区12号楼, 昭乌达小区二区5号楼, 红山花园东区3号楼."""
    houses = []
    for estate in names(rng, LANES, ("安小区", "山花园", "乌小区"), 60):
        for zone in rng.choice([("A区", "B区"), ("一区", "二区", "三区"), ("东区", "西区")]):
            houses += [
                House("zones", estate=f"{estate}{zone}", code=str(code), units=4)
                for code in range(1, rng.randint(6, 20))
            ]
    rng.shuffle(houses)
    return houses[:count]


def write_zones(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    estate, code = house.estate or "", clerk.spelt(house.code or "")
    turned = f"{estate[-2:]}{estate[:-2]}"
    stairs = f"{unit or 1}{clerk.stair}{door}{clerk.end}"
    return clerk.rng.choice(
        [f"{estate}{code}号楼{stairs}", f"{estate}{house.code}#{unit or 1}-{door}",
         f"{turned}{code}号楼{stairs}", f"{estate[:-2]}（{estate[-2:]}）{code}栋{stairs}"]
    ), {}  # fmt: skip


def sign_zone(rng: random.Random, house: House) -> KnownBuilding:
    """Write the zone into the name, or have the estate apart."""
    estate, code = house.estate, rng.choice([f"{house.code}号楼", f"{house.code}#"])
    whole = KnownBuilding(house.id, None, f"{estate}{house.code}号楼", units=house.units)
    return rng.choice([whole, KnownBuilding(house.id, None, code, estate, units=house.units)])


OFFICES: dict[str, Habit] = {
    "sublanes": (sublanes, write_sublanes, sign_number),
    "alleys": (alleys, write_alleys, sign_number),
    "slopes": (slopes, write_slopes, sign_slope),
    "zones": (zones, write_zones, sign_zone),
}
