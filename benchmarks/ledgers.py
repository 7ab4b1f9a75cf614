"""Invented ledgers: thousands of buildings, and rows that mean them as clerks write them.

Where the habits are from: the order of elements in the CCKS 2021 address tagging scheme (village,
group, street, doorplate, subdistrict, building_num, unit, floor, room) and in DB42/T 2175-2024;
addresses in public repositories (幢2单元, 号楼2单元, 弄12号, 栋2-28-1号, 202-7室, 2单元20402室);
and the issue. The habits are in :mod:`benchmarks.ledger_habits`, at hand while the parser was
written, and :mod:`benchmarks.ledgers_apart`, which were not.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from gridmap.territory.matching import KnownBuilding

__all__ = ["Clerk", "Habit", "House", "Ledger", "Row", "Told", "chinese", "invent"]

CHINESE = "零一二三四五六七八九"


@dataclass(frozen=True)
class House:
    """A building as it stands there, whatever anybody writes."""

    habit: str
    road: str | None = None
    number: str | None = None
    estate: str | None = None
    old_estate: str | None = None
    group: str | None = None
    code: str | None = None
    units: int = 1
    levels: int = 6
    doors: int = 2
    id: int = -1


@dataclass(frozen=True)
class Row:
    """A row of a ledger, and what it means.

    ``truth`` is the building it is about, ``None`` where the map has none; ``tells`` whether what
    is written is enough to know.
    """

    text: str
    columns: dict[str, Any]
    habit: str
    truth: int | None
    tells: bool
    unit: str | None
    door: str | None


@dataclass
class Ledger:
    """Rows, and the buildings on the map."""

    known: list[KnownBuilding] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def chinese(number: int) -> str:
    """Write 1–999 as people do: 十二, 二十, 一百零三."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{CHINESE[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else CHINESE[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (CHINESE[ones] if ones else "")


class Clerk:
    """Somebody who writes ledgers: one way for all rows, and slips."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311
        pick = self.rng.choice
        self.measure = pick(["栋", "幢", "号楼", "栋", "#", "座"])
        self.stair = pick(["单元", "单元", "单元", "梯", "门"])
        self.end = pick(["室", "室", "", "", "号", "房", "户"])
        self.town = pick(["", "", "株洲市荷塘区茨菇塘街道", "茨菇塘街道", "湖南省株洲市", "荷塘区"])
        self.numerals = self.rng.random() < 0.15
        self.columns = self.rng.random() < 0.3
        self.hyphens = self.rng.random() < 0.25
        self.wide = self.rng.random() < 0.1
        self.padded = self.rng.random() < 0.1

    def spelt(self, number: str) -> str:
        if self.numerals and number.isdecimal() and int(number) < 1000:
            return chinese(int(number))
        return number.zfill(2) if self.padded and number.isdecimal() else number

    def door(self, house: House) -> tuple[str | None, int, str]:
        unit = str(self.rng.randint(1, house.units)) if house.units > 1 else None
        floor = self.rng.randint(1, house.levels)
        return unit, floor, f"{floor}{self.rng.randint(1, house.doors):02d}"

    def inside(self, house: House, unit: str | None, floor: int, door: str) -> str:
        """Unit and door behind a building that has its measure word."""
        unit = unit or ("1" if self.rng.random() < 0.3 else None)
        if self.hyphens:
            return f"{unit}-{door}" if unit else f"{door}{self.end}"
        if self.rng.random() < 0.05:
            unit = None
        written = f"{self.spelt(unit)}{self.stair}" if unit else ""
        if self.rng.random() < 0.08:
            written += f"{self.spelt(str(floor))}{self.rng.choice('楼层')}"
        return f"{written}{door}{self.end}"

    def slip(self, name: str) -> str:
        """Mistype a name: one character another of about the same sound or shape."""
        at = self.rng.randrange(len(name))
        return name[:at] + self.rng.choice(SLIPS) + name[at + 1 :]

    def noise(self, text: str) -> str:
        """Add what does not belong there."""
        roll = self.rng.random()
        if roll < 0.02:
            text += self.rng.choice(["(租户)", "（空置）", " 出租", "（超市旁）", " 对面小卖部"])
        elif roll < 0.04:
            for _ in range(self.rng.randint(1, 2)):
                at = self.rng.randint(1, len(text))
                text = f"{text[:at]} {text[at:]}"
        elif roll < 0.05:
            text = self.rng.choice(["住址：", "地址:", "门牌号"]) + text
        elif roll < 0.06:
            text = text.replace("单元", "单元 ").replace("栋", " 栋")
        if self.wide or roll > 0.98:
            text = text.translate(WIDE)
        return text


SLIPS = "芙容唐糖花化原园远苑怡宜馨新欣星兴胜圣明名民和合河荷山珊林琳桥乔阳洋"
# Full-width forms stand in Unicode as the half-width ones do in ASCII.
WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789-ABCDEF#"}

Told = tuple[str, dict[str, str]]
Maker = Callable[[random.Random, int], list[House]]
Writer = Callable[[Clerk, House, str | None, int, str], Told]
Sign = Callable[[random.Random, House], KnownBuilding]
Habit = tuple[Maker, Writer, Sign]


def plate(house: House) -> tuple[str | None, ...]:
    """Write what tells a house."""
    if house.estate and house.habit not in {"lanes", "yards"}:
        return (house.estate, house.group, house.code or house.number)
    return (house.road, house.number, house.code)


def invent(habits: dict[str, Habit], *, buildings: int, rows: int, seed: int) -> Ledger:
    """Invent the buildings of a town and a ledger of them.

    Notes
    -----
    One building in fifty is not on the map. One row in fifty says too little: an estate of many
    buildings by its street number, or a building by its number without an estate.
    """
    rng = random.Random(seed)  # noqa: S311
    ledger = Ledger()
    houses: list[House] = []
    for maker, _, _ in habits.values():
        houses += maker(rng, buildings // len(habits))
    houses = [replace(house, id=key) for key, house in enumerate(houses)]
    on_map = {house.id for house in houses if rng.random() > 0.02}
    # A place that nobody has drawn yet at all: its names are not on the map either.
    missing = {house.estate or house.road for house in houses if rng.random() < 0.002}
    on_map -= {house.id for house in houses if (house.estate or house.road) in missing}
    for house in houses:
        if house.id in on_map:
            ledger.known.append(habits[house.habit][2](rng, house))
    clerks = [Clerk(rng.randrange(1 << 30)) for _ in range(40)]
    # Two estates of one name are told apart by nothing that clerks write.
    plates = Counter(map(plate, houses))
    for _ in range(rows):
        house = rng.choice(houses)
        clerk = rng.choice(clerks)
        unit, floor, door = clerk.door(house)
        text, columns = habits[house.habit][1](clerk, house, unit, floor, door)
        tells = plates[plate(house)] == 1
        if house.code and not columns and rng.random() < 0.02:
            tells = False
            if house.road and rng.random() < 0.5:
                text = f"{house.road}{house.number}号{unit or 1}单元{door}"
            else:
                text = f"{house.code}栋{unit or 1}单元{door}"
        ledger.rows.append(
            Row(
                clerk.noise(text) if text else "",
                columns,
                house.habit,
                house.id if house.id in on_map else None,
                tells,
                unit,
                None if house.doors == 1 else door,
            )
        )
    return ledger
