"""More habits of ledgers: cells that hold too much, names for numbers, capital numerals."""

from __future__ import annotations

import random
from dataclasses import replace

from benchmarks.ledger_habits import names, sign_estate, sign_street, streets, towers
from benchmarks.ledgers import Clerk, Habit, House, Told, chinese
from gridmap.demo.names import ESTATES, LANES
from gridmap.territory.matching import KnownBuilding

__all__ = ["ODDITIES"]

FORMAL = dict(zip("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾", strict=True))
TRADITIONAL = str.maketrans("号楼栋单层门区", "號樓棟單層門區")


def renamed(houses: list[House], habit: str, middle: str) -> list[House]:
    """Take houses over under names of their own."""
    return [
        replace(
            house,
            habit=habit,
            estate=f"{(house.estate or '')[:2]}{middle}{(house.estate or '')[2:]}",
        )
        for house in houses
    ]


def cells(rng: random.Random, count: int) -> list[House]:
    """Columns that hold more or less than their header says."""
    return renamed(towers(rng, count), "cells", "府")


def write_cells(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    code, estate = house.code or "", house.estate or ""
    told = (
        ("", {"estate": estate, "building": f"{code}-{unit or 1}", "door": door}),
        (
            "",
            {
                "estate": estate,
                "building": f"{code}#",
                "unit": f"第{unit or 1}单元",
                "door": f"{door}室",
            },
        ),
        (estate, {"door": f"{code}-{unit or 1}-{door}"}),
        (estate, {"building": f"{code}号楼{unit or 1}单元", "door": door}),
        (
            "",
            {
                "building": f"{estate}{code}幢",
                "unit": chinese(int(unit or 1)),
                "floor": f"{floor}层",
                "door": door[-2:],
            },
        ),
        (f"{estate}{code}栋", {"unit": unit or "", "floor": f"{floor}F", "door": door}),
        (f"{estate} {code}栋 {unit or 1}单元", {"door": f"{door}号"}),
    )
    return clerk.rng.choice(told)


def courts(rng: random.Random, count: int) -> list[House]:
    """Buildings with names or sides instead of numbers."""
    houses = []
    called = ("桂花阁", "玉兰阁", "牡丹轩", "东楼", "西楼", "主楼", "北楼", "南楼", "甲栋", "乙栋")
    for estate in names(rng, LANES, ("公寓", "雅居", "大院"), 150):
        road, number = rng.choice(LANES) + "路", str(rng.randint(1, 200))
        houses += [
            House(
                "courts",
                road,
                number,
                estate,
                code=code,
                units=rng.randint(1, 2),
                levels=rng.choice([6, 18]),
            )
            for code in rng.sample(called, rng.randint(2, 5))
        ]
    return houses[:count]


def write_courts(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    estate = clerk.rng.choice([house.estate or "", f"{house.road}{house.number}号{house.estate}"])
    dot = clerk.rng.choice(["", "", "·", " "])
    return f"{estate}{dot}{house.code}{f'{unit}单元' if unit else ''}{door}{clerk.end}", {}


def sign_court(rng: random.Random, house: House) -> KnownBuilding:
    name = f"{house.estate}{house.code}"
    ways = (
        KnownBuilding(house.id, f"{house.road}{house.number}号", name),
        KnownBuilding(house.id, f"{house.road}{house.number}号{name}"),
        KnownBuilding(house.id, None, house.code, house.estate),
    )
    return replace(rng.choice(ways), units=house.units, levels=house.levels)


def hamlets(rng: random.Random, count: int) -> list[House]:
    """Villages whose groups have names, or names beside numbers."""
    houses = []
    for village in names(rng, LANES, ("岭村", "桥村", "社区", "坳村"), 60):
        for group in rng.sample(["大屋", "上湾", "张家冲", "老屋场", "新屋里", "对门", "坝上"], 4):
            houses += [
                House("hamlets", estate=village, group=group, number=str(number), levels=3, doors=1)
                for number in range(1, rng.randint(5, 30))
            ]
    rng.shuffle(houses)
    return houses[:count]


def write_hamlets(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    town = clerk.rng.choice(["", "", "龙头铺镇", "云龙示范区龙头铺街道"])
    number = clerk.spelt(house.number or "")
    form = clerk.rng.choice(
        [
            f"{town}{house.estate}{house.group}组{number}号",
            f"{town}{house.estate}{house.group}组 {number}号",
            f"{house.estate}{house.group}村民小组{number}号",
        ]
    )
    return form, {}


def sign_hamlet(rng: random.Random, house: House) -> KnownBuilding:
    return KnownBuilding(
        house.id, f"{house.estate}{house.group}组{house.number}号", levels=house.levels
    )


def formal(rng: random.Random, count: int) -> list[House]:
    """第, capital numerals, traditional characters, phases and quarters, sides for doors."""
    houses = []
    for estate in names(
        rng, tuple(name[:2] for name in ESTATES), ("锦苑", "里", "半岛", "新苑"), 120
    ):
        part = rng.choice(["", "一期", "二期", "A区", "东区", "北苑"])
        houses += [
            House(
                "formal",
                rng.choice(LANES) + "路",
                str(rng.randint(1, 99)),
                estate + part,
                code=str(code),
                units=rng.randint(1, 4),
                levels=rng.choice([6, 11]),
                doors=2,
            )
            for code in range(1, rng.randint(4, 20))
        ]
    return houses[:count]


def write_formal(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    code, side = int(house.code or 1), "西" if door.endswith("1") else "东"
    capital = "".join(FORMAL.get(sign, sign) for sign in chinese(code))
    quarter = (house.estate or "").replace("一期", "1期").replace("二期", "第二期")
    form = clerk.rng.choice(
        [
            f"{house.estate}第{chinese(code)}栋第{chinese(int(unit or 1))}单元{door}室",
            f"{house.estate}{capital}幢{unit or 1}单元{door}",
            f"{house.estate}{code}号楼{unit or 1}单元{door}室".translate(TRADITIONAL),
            f"{quarter}{code}栋{unit or 1}单元{door}",
            f"{house.estate}{code}#{unit or 1}单元{chinese(floor)}楼{side}户",
            f"{house.estate}({code}栋){unit or 1}单元{door}",
        ]
    )
    return form, {}


def gates(rng: random.Random, count: int) -> list[House]:
    """Street numbers with letters, annexes and side entrances."""
    houses = []
    for house in streets(rng, count):
        base = (house.number or "1").split("-")[0]
        letter = rng.choice(["", "", "A", "B"])
        houses.append(replace(house, habit="gates", road=f"新{house.road}", number=base + letter))
    return list({(house.road, house.number): house for house in houses}.values())


def write_gates(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    number = house.number or ""
    if number[-1] in "AB" and clerk.rng.random() < 0.3:
        number = number.lower()
    side = clerk.rng.choice(["", "", "", "(临街)", "（后门进）"])
    form = clerk.rng.choice(
        [
            f"{house.road}{number}号{side}{unit or 1}单元{door}",
            f"{house.road}{number}号{unit or 1}-{door}{side}",
            f"{house.road} {number} 号 {door} 室",
            f"{house.road}№{number}号{door}",
            f"{house.road}{number}号楼上{door}",
        ]
    )
    return form, {}


ODDITIES: dict[str, Habit] = {
    "cells": (cells, write_cells, sign_estate),
    "courts": (courts, write_courts, sign_court),
    "hamlets": (hamlets, write_hamlets, sign_hamlet),
    "formal": (formal, write_formal, sign_estate),
    "gates": (gates, write_gates, sign_street),
}
