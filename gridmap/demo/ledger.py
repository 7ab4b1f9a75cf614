"""The office's ledger (台账) of the invented town: written by many clerks, with their slips.

Each community has a sheet of its own, in its clerk's habit: address in one cell or in parts, with
hyphens, Chinese numerals, full-width digits, the unit left out. Names, ID numbers and phones are
invented beyond doubt: no province has the number 99, no mobile number begins with 100.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from gridmap.demo.names import person_name
from gridmap.demo.plan import COMMUNITIES, SUBDISTRICT
from gridmap.demo.plane import dice

if TYPE_CHECKING:
    from gridmap.demo.subdistrict import Town

__all__ = ["Cell", "LedgerSheet", "ledger_of"]

Cell = str | int | date | None

_WIDE: Final = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789"}
_DIGITS: Final = "零一二三四五六七八九"
_OCCUPANCIES: Final = {
    "occupied": ("自住", "常住", "在住", "自住"),
    "rented": ("出租", "租住", "出租房", "租"),
    "vacant": ("空置", "空房", "无人居住", "空"),
    "collective": ("集体户", "集体宿舍", "集体户", "集体户"),
}
_REGISTRATIONS: Final = ("人户一致", "人在户不在", "户在人不在")
_REMARKS: Final = ("敲门没人，邻居代答", "门锁换过", "常年在外", "一楼做仓库", "电话停机")
_SHOPS: Final = ("便民超市", "早餐店", "理发店", "药房", "五金店", "水果店", "裁缝铺", "快递站")

_FACTS: Final = (
    ("户主", "姓名"), ("户主", "身份证号"), ("居住情况", ""), ("人口", "总数"), ("人口", "户籍"),
    ("人口", "流动"), ("人户情况", ""), ("房东", "姓名"), ("房东", "电话"), ("重点群体", ""),
    ("物业公司", ""), ("核实日期", ""), ("备注", ""),
)  # fmt: skip
_PREMISES: Final = (
    ("序号", ""), ("单位名称", ""), ("单位类型", ""), ("经营地址", ""), ("联系电话", ""),
    ("核实日期", ""),
)  # fmt: skip

_KEPT_BEFORE: Final = 5
"""Communities that had a ledger before."""

_GONE: Final = 0.004
_NEW: Final = 0.004
_UNCLEAR: Final = 0.006
"""Shares of doors that a later ledger has no more or for the first time, and of slips."""


@dataclass(frozen=True, slots=True)
class LedgerSheet:
    """One sheet of the workbook, as somebody sees it.

    Attributes
    ----------
    title
        On its tab.
    headings
        Lines above the header.
    columns
        Upper and lower line of the header; several columns may share the upper one.
    rows
        Cells below it.
    joined
        Columns in which equal cells one below the other are merged.
    """

    title: str
    headings: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    rows: list[tuple[Cell, ...]] = field(repr=False)
    joined: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Door:
    """A door as the clerk finds it; ``several`` tells whether its building has several units."""

    estate: str | None
    block: str | None
    street: str
    unit: str | None
    several: bool
    door: str


def ledger_of(town: Town, day: date, *, later: bool) -> list[LedgerSheet]:
    """Write the ledger of a day.

    Parameters
    ----------
    town
        Whose doors it lists.
    day
        When the office closed it.
    later
        Whether it is the one that comes after, of all communities: families have come and gone
        since, and dwellings are lived in otherwise. The earlier one has only some communities.
    """
    listed = _doors(town, later=later)
    sheets = [
        _sheet(listed[listed["community"] == centre.code], nth, day, later=later)
        for nth, centre in enumerate(COMMUNITIES)
        if later or nth < _KEPT_BEFORE
    ]
    return [*sheets, _shops(town, day)] if later else sheets


def _sheet(listed: pd.DataFrame, clerk: int, day: date, *, later: bool) -> LedgerSheet:
    centre, habit = COMMUNITIES[clerk], _HABITS[clerk % len(_HABITS)]
    records = listed.to_dict("records")
    doors = [_door(record) for record in records]
    rows: list[tuple[Cell, ...]] = [
        (number, *habit.place(door), *_facts(record, clerk, day))
        for number, (door, record) in enumerate(zip(doors, records, strict=True), 1)
    ]
    rows = _with_slips(rows, doors, habit, clerk, later=later)
    return LedgerSheet(
        title=centre.name,
        headings=(
            f"{SUBDISTRICT[1]}{centre.name}实有房屋住户台账",
            f"填报单位：{centre.name}　　　　填报日期：{day:%Y年%m月%d日}",
        ),
        columns=(("序号", ""), *habit.columns, *_FACTS),
        rows=[*rows, (f"合计{len(rows)}户",)],
        joined=habit.joined,
    )


# How clerks write places ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Habit:
    """How a clerk writes where a door is.

    Attributes
    ----------
    columns
        Those that say it.
    place
        Their cells.
    joined
        Places of the columns in the sheet whose cells are merged downwards.
    """

    columns: tuple[tuple[str, str], ...]
    place: Callable[[_Door], tuple[Cell, ...]]
    joined: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        return len(self.columns)


def _in_parts(door: _Door) -> tuple[Cell, ...]:
    unit = f"{door.unit}单元" if door.unit else None
    return (door.estate or door.street, f"{door.block}栋" if door.block else None, unit, door.door)


def _in_one_line(door: _Door) -> tuple[Cell, ...]:
    place = f"{door.estate}{door.block}栋" if door.block else door.street
    return (f"{place}{door.unit}单元{door.door}室" if door.several else f"{place}{door.door}室",)


def _with_hyphens(door: _Door) -> tuple[Cell, ...]:
    place = f"{door.estate}{door.block}-" if door.block else door.street
    return (f"{place}{door.unit}-{door.door}" if door.unit else f"{place}{door.door}",)


def _in_numerals(door: _Door) -> tuple[Cell, ...]:
    place = f"{door.estate}{_chinese(int(door.block))}栋" if door.block else door.street
    unit = f"{_chinese(int(door.unit))}单元" if door.several and door.unit else ""
    return (f"{place}{unit}{door.door}",)


def _full_width(door: _Door) -> tuple[Cell, ...]:
    place = f"{door.street}{door.estate}{door.block}幢" if door.block else door.street
    unit = f"{door.unit}单元" if door.unit else ""
    return (f"株洲市荷塘区{SUBDISTRICT[1]}{place}{unit}{door.door}室".translate(_WIDE),)


_HABITS: Final = (
    _Habit((("小区（院落）", ""), ("楼栋", ""), ("单元", ""), ("房号", "")), _in_parts, (1, 2, 3)),
    _Habit((("详细地址", ""),), _in_one_line),
    _Habit((("住址", ""),), _with_hyphens),
    _Habit((("家庭住址", ""),), _in_numerals),
    _Habit((("房屋地址", ""),), _full_width),
)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


# What a ledger has of a door ------------------------------------------------------------------


def _doors(town: Town, *, later: bool) -> pd.DataFrame:
    """List what the ledger says of each door, in the order of the buildings' addresses."""
    buildings = town.buildings.drop(columns="geometry").set_index("source_ref")
    estates = town.estates.set_index("ref")
    leaf = town.parts["leaf_area"].astype(object).to_numpy()
    frame = town.households.assign(
        community=[str(code)[:12] for code in leaf[town.households["part"]]],
        street=town.households["building"].map(buildings["address"]),
        called=town.households["building"].map(buildings["name"]),
        ref=town.households["building"].map(buildings["estate"]),
        several=town.households["building"].map(buildings["units"]).gt(1),
    )
    frame["estate"] = frame["ref"].map(estates["name"])
    frame["managed"] = frame["ref"].map(estates["managed"]).eq(other=True)
    rng, size = dice(20), len(frame)
    frame["nth"] = np.arange(size)
    frame["people"] = rng.choice([1, 2, 3, 4, 5, 6], size, p=(0.13, 0.3, 0.32, 0.15, 0.08, 0.02))
    frame["migrant"] = rng.binomial(
        frame["people"], np.where(frame["occupancy"] == "rented", 0.6, 0.04)
    )
    frame["registration"] = rng.choice(_REGISTRATIONS, size, p=(0.78, 0.17, 0.05))
    frame["days"] = rng.integers(1, 60, size)
    frame["told"] = rng.random(size)
    if later:
        frame = _since_then(frame)
    return frame.sort_values(
        ["community", "street", "building", "unit", "floor", "door"], kind="stable"
    )


def _since_then(frame: pd.DataFrame) -> pd.DataFrame:
    """Let families come and go, and dwellings be let, sold or left."""
    rng, size = dice(21), len(frame)
    moved = rng.random(size) < 0.03
    turned = rng.choice(["occupied", "rented", "vacant"], size, p=(0.35, 0.45, 0.2))
    frame = frame.assign(
        occupancy=np.where(moved, turned, frame["occupancy"]),
        people=np.where(rng.random(size) < 0.05, rng.integers(1, 6, size), frame["people"]),
    )
    frame["migrant"] = np.minimum(frame["migrant"], frame["people"])
    divided = frame[rng.random(size) < _NEW].copy()
    divided["door"] = divided["floor"].astype(str) + "99"
    divided["key_groups"] = [()] * len(divided)
    return pd.concat([frame[rng.random(size) > _GONE], divided])


def _door(row: dict[Any, Any]) -> _Door:
    in_estate = isinstance(row["estate"], str)
    return _Door(
        estate=row["estate"] if in_estate else None,
        block=row["called"][len(row["estate"]) : -1] if in_estate else None,
        street=row["street"].split(row["estate"])[0] if in_estate else row["street"],
        unit=row["unit"] if isinstance(row["unit"], str) else None,
        several=bool(row["several"]),
        door=row["door"],
    )


def _facts(row: dict[Any, Any], clerk: int, day: date) -> tuple[Cell, ...]:
    """Write what is told beside the place: :data:`_FACTS`."""
    nth, told, lived_in = int(row["nth"]), float(row["told"]), row["occupancy"] != "vacant"
    people, migrant = int(row["people"]), int(row["migrant"])
    let = row["occupancy"] == "rented"
    confirmed = day - timedelta(days=int(row["days"]))
    return (
        person_name(nth) if lived_in else None,
        f"990101{1950 + nth % 60}{nth % 12 + 1:02d}{nth % 28 + 1:02d}{nth % 1000:03d}X",
        None if told < 0.02 else _OCCUPANCIES[row["occupancy"]][clerk % 4],
        None if not lived_in else f"{people}人" if clerk % 3 == 1 and told > 0.5 else people,
        people - migrant if lived_in else None,
        migrant if lived_in and migrant else None,
        row["registration"] if lived_in else None,
        person_name(nth + 7) if let else None,
        f"100{nth:08d}" if let and told > 0.1 else "不详" if let else None,
        "、".join(row["key_groups"]) or None,
        f"{row['estate']}物业服务处" if row["managed"] else None,
        confirmed if clerk % 2 else f"{confirmed:%Y.}{confirmed.month}.{confirmed.day}",
        _REMARKS[nth % len(_REMARKS)] if told > 0.97 else None,
    )


# Slips ----------------------------------------------------------------------------------------


def _with_slips(
    rows: list[tuple[Cell, ...]], doors: list[_Door], habit: _Habit, clerk: int, *, later: bool
) -> list[tuple[Cell, ...]]:
    """Let a clerk mistype places, leave one out, and list a door twice."""
    rng = dice(22, clerk, later)
    for at in np.flatnonzero(rng.random(len(rows)) < _UNCLEAR).tolist():
        rows[at] = _said(rows[at], habit, _unclear(doors[at], int(rng.integers(4))))
    nowhere, again = rng.choice(len(rows), 2, replace=False).tolist()
    rows[nowhere] = _said(rows[nowhere], habit, None)
    return [*rows, (len(rows) + 1, *rows[again][1:])]


def _said(row: tuple[Cell, ...], habit: _Habit, place: str | None) -> tuple[Cell, ...]:
    """Write a place into the first column that says it, and nothing into the others."""
    return (row[0], place, *[None] * (habit.width - 1), *row[habit.width + 1 :])


def _unclear(door: _Door, slip: int) -> str:
    """Write a place so that a person has to say which building is meant."""
    if door.estate is None:
        return f"老菜场旁{door.door}" if slip % 2 else f"{door.street[:2]}路口{door.door}"
    return (
        f"{door.estate[0]}圆{door.estate[2:]}{door.block}栋{door.door}",  # one character mistaken
        f"{door.estate}{door.door}",  # which building?
        f"{door.estate}9{door.block}栋{door.door}",  # there is none of that number
        f"安置房{door.block}栋{door.door}",  # what people say, and no map knows
    )[slip]


def _shops(town: Town, day: date) -> LedgerSheet:
    """List premises (实有单位): the shops that line the streets."""
    shops = town.buildings[town.buildings["kind"] == "retail"].iloc[::6]
    rows: list[tuple[Cell, ...]] = [
        (
            nth,
            f"{address.rstrip('0123456789号')}{_SHOPS[nth % len(_SHOPS)]}{nth}号店",
            "九小场所" if nth % 3 else "商铺",
            address,
            f"100{nth:08d}",
            day - timedelta(days=nth % 50),
        )
        for nth, address in enumerate(shops["address"], 1)
    ]
    heading = f"{SUBDISTRICT[1]}实有单位台账"
    return LedgerSheet("实有单位", (heading,), _PREMISES, rows)
