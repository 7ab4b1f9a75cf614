"""Habits of ledgers that the parser was not written with: their figures stand apart."""

from __future__ import annotations

import random
from dataclasses import replace

from benchmarks.ledger_habits import names, sign_estate, streets, towers
from benchmarks.ledgers import Clerk, Habit, House, Told, chinese
from gridmap.demo.names import LANES
from gridmap.territory.matching import KnownBuilding

__all__ = ["APART"]


def systems(rng: random.Random, count: int) -> list[House]:
    """What systems of property managers put out: codes of fixed width, signs between the parts."""
    return [
        replace(
            house, habit="systems", estate=f"{(house.estate or '')[:2]}景{(house.estate or '')[2:]}"
        )
        for house in towers(rng, count)
    ]


def write_systems(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    code, estate, stair = house.code or "", house.estate or "", unit or "1"
    return clerk.rng.choice(
        [
            f"{estate}{code.zfill(2)}{stair.zfill(2)}{door.zfill(4)}",
            f"{estate}/{code}栋/{stair}单元/{door}",
            f"{estate}_{code}_{stair}_{door}",
            f"{estate}，{code}栋，{stair}单元，{door}",
            f"{code}-{stair}-{door}（{estate}）",
            f"{door}室,{stair}单元,{code}栋,{estate}",
            f"{estate}第 {code} 幢 {stair} 单元 {door} 室",
            f"{estate}{code}栋-{stair}-{door}",
            f"{estate}({code}-{stair}-{door})",
        ]
    ), {}


def quarters(rng: random.Random, count: int) -> list[House]:
    """Beijing: 和平里七区14号楼, 西园四区411楼."""
    houses = []
    for name in names(rng, LANES, ("里", "西园", "北里"), 60):
        for quarter in rng.sample(range(1, 10), rng.randint(1, 3)):
            for code in rng.sample(
                range(100, 440) if "园" in name else range(1, 40), rng.randint(3, 14)
            ):
                houses += [
                    House(
                        "quarters",
                        estate=f"{name}{chinese(quarter)}区",
                        code=str(code),
                        units=rng.randint(2, 6),
                        levels=rng.choice([6, 16]),
                        doors=3,
                    )
                ]
    return houses[:count]


def write_quarters(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    town = clerk.rng.choice(["", "", "北京市东城区", "和平街道"])
    stair = clerk.rng.choice(["单元", "门", "单元"])
    storey = clerk.rng.choice(["楼", "号楼", "号楼", "栋"])
    return f"{town}{house.estate}{house.code}{storey}{unit or 1}{stair}{door}{clerk.end}", {}


def sign_quarter(rng: random.Random, house: House) -> KnownBuilding:
    return KnownBuilding(
        house.id, f"{house.estate}{house.code}号楼", units=house.units, levels=house.levels
    )


def rows_of_houses(rng: random.Random, count: int) -> list[House]:
    """One-storey rows of a works: 3排5号."""
    houses = []
    for works in names(rng, LANES, ("机械厂", "林场", "砖厂", "农机站"), 60):
        estate = works + rng.choice(["平房", "家属院", "老区"])
        houses += [
            House("rows", estate=f"{estate}{row}排", number=str(number), levels=1, doors=1)
            for row in range(1, rng.randint(3, 9))
            for number in range(1, rng.randint(4, 13))
        ]
    rng.shuffle(houses)
    return houses[:count]


def write_rows(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    estate = house.estate or ""
    row = estate[-2]
    spelt = f"{estate[:-2]}{clerk.spelt(row)}排"
    return f"{clerk.rng.choice([estate, spelt])}{clerk.spelt(house.number or '')}号", {}


def sign_row(rng: random.Random, house: House) -> KnownBuilding:
    return KnownBuilding(house.id, f"{house.estate}{house.number}号", levels=1)


def markets(rng: random.Random, count: int) -> list[House]:
    """Streets of market towns: shops below, dwellings above."""
    return [
        replace(
            house,
            habit="markets",
            road=f"古{house.road}",
            number=(house.number or "").split("-")[0],
        )
        for house in streets(rng, count * 2)
        if "-" not in (house.number or "")
    ][:count]


def write_markets(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    road, number = house.road, clerk.spelt(house.number or "")
    return clerk.rng.choice(
        [
            f"{road}{number}号{floor}楼",
            f"{road}{number}号门面",
            f"{road}{number}号1楼商铺",
            f"{road}{number}号二楼{door}",
            f"{road}{number}号(农商行楼上){door}",
            f"{road}{house.number}#{door}",
            f"龙头铺镇{road}{number}号(菜场附近)",
        ]
    ), {}


def sign_market(rng: random.Random, house: House) -> KnownBuilding:
    return KnownBuilding(house.id, f"{house.road}{house.number}号", levels=house.levels)


def teams(rng: random.Random, count: int) -> list[House]:
    """Villages of Sichuan and the north: 社, 队, a hamlet between group and number."""
    houses = []
    for village in names(rng, LANES, ("坡村", "沟村", "庄", "屯"), 70):
        hamlets = rng.sample(["张家湾", "李家坝", "王庄", "老院子", "河边", "窑上"], 3)
        for group in range(1, rng.randint(3, 10)):
            hamlet = rng.choice(hamlets)
            houses += [
                House("teams", estate=village, group=str(group), number=str(number),
                      old_estate=hamlet, levels=2, doors=1)
                for number in range(1, rng.randint(5, 25))
            ]  # fmt: skip
    rng.shuffle(houses)
    return houses[:count]


def write_teams(clerk: Clerk, house: House, unit: str | None, floor: int, door: str) -> Told:
    measure = clerk.rng.choice(["社", "队", "组", "生产队"])
    hamlet = clerk.rng.choice(["", "", house.old_estate])
    town = clerk.rng.choice(["", "明照乡", "四川省广安市前锋区"])
    number = clerk.spelt(house.number or "")
    return f"{town}{house.estate}{clerk.spelt(house.group or '')}{measure}{hamlet}{number}号", {}


def sign_team(rng: random.Random, house: House) -> KnownBuilding:
    return KnownBuilding(house.id, f"{house.estate}{house.group}组{house.number}号")


APART: dict[str, Habit] = {
    "systems": (systems, write_systems, sign_estate),
    "quarters": (quarters, write_quarters, sign_quarter),
    "rows": (rows_of_houses, write_rows, sign_row),
    "markets": (markets, write_markets, sign_market),
    "teams": (teams, write_teams, sign_team),
}
