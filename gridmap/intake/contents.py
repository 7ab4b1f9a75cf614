"""What columns hold, told from their cells where their headers say nothing.

A header that nobody knows (甲, JZWDZ, 门头) stands above cells that look like something all the
same: 301, 3栋, 芙蓉小区6栋2单元301, 自住. What is found here is a guess, and is said to be one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import pyarrow as pa

from gridmap.intake.cells import (
    HIGHEST_FLOOR,
    is_bare,
    is_building,
    is_day,
    is_door,
    is_flat,
    is_name,
    is_whole,
    parts_in,
    parts_inside,
    tells_door,
)
from gridmap.intake.columns import normalised
from gridmap.intake.numbers import people_in
from gridmap.intake.vocabulary import OCCUPANCIES, REGISTRATIONS, RESIDENTS
from gridmap.territory.address_words import plain
from gridmap.territory.addresses import parse
from gridmap.territory.place_names import is_place

__all__ = [
    "contradicted",
    "guessed_of_building",
    "guessed_of_ledger",
    "is_row",
    "names_buildings",
    "tells_buildings",
]

_LOOKED_AT: Final = 1500
_LEAST: Final = 3
# So many cells of a column have to look alike for it to be taken for that.
_SHARE: Final = 0.8
# Where 3栋 and 3 stand in one column, so many have to say it in full.
_IN_FULL: Final = 0.2
_STAIRS: Final = 12
_CODES: Final = 400
# Headers of places that are not where somebody lives, and of what only looks like a place.
_ELSEWHERE: Final = re.compile(
    r"户籍|户口|籍贯|原|迁|工作|单位|公司|房东|房主|业主|产权|身份|证|面积|㎡|m2|平方|年龄|岁|出生|生日"
    r"|车|电话|手机|序|编号|金额|(?<!单)元|备注|姓名|名字|户主|户长|家长|主人|当家|联系人|租客|承租|成员"
)
_NOT_CONFIRMED: Final = re.compile(
    r"出生|生日|入住|入驻|入伙|收楼|交房|迁|到期|合同|租|购|交付|签|入党|建成|竣工"
)
_PLACED: Final = ("address", "estate", "group", "building", "unit", "floor")
_LAST_NUMBER: Final = re.compile(r"\d{1,9}$")
_DAY_LIKE: Final = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d.*")

Cells = Counter[str]


def guessed_of_ledger(
    own: pa.Table, chosen: Mapping[str, str], *, settled: Collection[str] = ()
) -> dict[str, str]:
    """Find columns of a ledger whose headers say nothing.

    Parameters
    ----------
    own
        The sheet's columns, texts.
    chosen
        ``{standard column: source column}`` as the headers tell.
    settled
        Standard columns that somebody has spoken about: they have their column, or none.

    Returns
    -------
    dict
        Standard columns that are neither ``chosen`` nor ``settled``, and the source column of each.
    """
    guess = _Guess(own, chosen, settled, _free(own, chosen))
    guess.take("occupancy", lambda cell: normalised(cell) in OCCUPANCIES, share=0.6)
    guess.take("registration", lambda cell: normalised(cell) in REGISTRATIONS, share=0.6)
    guess.take("resident_kind", lambda cell: normalised(cell) in RESIDENTS)
    guess.pass_over(_ELSEWHERE.search)
    looks = guess.looks
    guess.looks = {name: cells for name, cells in looks.items() if not _are_days(cells)}
    _take_place(own, guess)
    _take_bare(own, guess)
    guess.looks = looks
    guess.pass_over(_NOT_CONFIRMED.search)
    guess.take("confirmed_on", is_day)
    if any("人" in name or "口" in name for name in guess.looks):
        guess.pass_over(lambda name: "人" not in name and "口" not in name)
        guess.take("people", lambda cell: people_in(cell) is not None)
    return guess.found


@dataclass
class _Guess:
    """What the columns of a table are taken for, one after the other.

    Attributes
    ----------
    own
        The table.
    chosen, settled
        What is known by the headers, and what is not asked about.
    looks
        Columns that may still be something, with their cells.
    found
        What was taken for what.
    """

    own: pa.Table
    chosen: Mapping[str, str]
    settled: Collection[str]
    looks: dict[str, Cells]
    found: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.looks = {
            name: cells for name, cells in self.looks.items() if sum(cells.values()) >= _LEAST
        }

    def knows(self, *standards: str) -> bool:
        """Tell whether one of these has a column."""
        return any(one in self.chosen or one in self.found for one in standards)

    def column(self, standard: str) -> str | None:
        """Give the column of a standard one."""
        return self.found.get(standard) or self.chosen.get(standard)

    def pass_over(self, header: Callable[[str], object]) -> None:
        """Leave out columns by what their header says all the same."""
        self.looks = {
            name: cells for name, cells in self.looks.items() if not header(normalised(name))
        }

    def take(
        self,
        standard: str,
        fits: Callable[[str], bool],
        *,
        bare: int = 0,
        share: float = _SHARE,
    ) -> None:
        """Take the one column whose cells fit; of two nobody knows which is meant.

        ``bare``: up to which number cells may be nothing but a number, where others say it in full.
        """
        if self.knows(standard) or standard in self.settled:
            return
        alike = [name for name in self._left() if self._fits(self.looks[name], fits, bare, share)]
        if len(alike) > 1 and standard == "door":
            alike = self._behind(alike)
        if len(alike) == 1:
            self.found[standard] = alike[0]

    def _left(self) -> list[str]:
        return [name for name in self.looks if name not in self.found.values()]

    @staticmethod
    def _fits(cells: Cells, fits: Callable[[str], bool], bare: int, share: float) -> bool:
        in_full = _share(cells, fits)
        if in_full >= share or not bare:
            return in_full >= share
        either = _share(cells, lambda cell: fits(cell) or is_bare(cell, bare))
        return in_full >= _IN_FULL and either >= share

    def _behind(self, alike: list[str]) -> list[str]:
        """Keep the first of several columns behind what else says where a row is."""
        names = self.own.column_names
        placed = [names.index(name) for part in _PLACED if (name := self.column(part)) is not None]
        return [name for name in alike if placed and names.index(name) > max(placed)][:1]


def _take_place(own: pa.Table, guess: _Guess) -> None:
    """Find address, estate, building, unit and door: the parser says what a cell is."""
    if not guess.knows("building", "address"):
        guess.take("address", is_whole)
    address = guess.column("address")
    if address is not None and _share(_cells(own[address]), tells_door) >= 0.5:
        return
    if not guess.knows("building", "address"):
        guess.take("address", is_flat)
        guess.take("building", is_building, bare=_CODES)
    guess.take("unit", lambda cell: parts_in(cell) == {"unit"}, bare=_STAIRS)
    guess.take("floor", lambda cell: parts_inside(cell) == {"floor"}, bare=HIGHEST_FLOOR)
    guess.take("door", lambda cell: is_door(cell) and "unit" in parts_inside(cell))
    guess.take("door", is_door)
    guess.take("group", lambda cell: parts_in(cell) == {"group"}, bare=_CODES)
    if guess.knows("road", "group", "terrace"):
        # 12号, of a street or a village.
        house = "number" if guess.knows("road") else "building"
        guess.take(house, lambda cell: parts_in(cell) == {"number"}, bare=_CODES)
    guess.take("estate", lambda cell: is_place(plain(cell)) and not any(map(str.isdecimal, cell)))


def _take_bare(own: pa.Table, guess: _Guess) -> None:
    """Read bare numbers left of the doors: building and unit, in that order."""
    door = guess.column("door")
    if door is None or guess.knows("address"):
        return
    names = own.column_names
    at = names.index(door)
    if at and not guess.knows("floor") and _are_floors(own[names[at - 1]], own[door]):
        at -= 1
        guess.found["floor"] = names[at]
    for standard, most in (("unit", _STAIRS), ("building", _CODES)):
        if guess.knows(standard) or standard in guess.settled:
            continue
        name = names[at - 1] if at else ""
        cells = guess.looks.get(name)
        if cells is None or name in guess.found.values() or not _numbers_to(cells, most):
            continue
        if standard == "unit" and not guess.knows("building"):
            # 3, 301: without another number beside it, it is the building.
            before = guess.looks.get(names[at - 2]) if at > 1 else None
            if before is None or not _numbers_to(before, _CODES) or _counts_up(own[names[at - 2]]):
                continue
        if _counts_up(own[name]):
            continue
        guess.found[standard] = name
        at -= 1


def _are_floors(column: pa.ChunkedArray, doors: pa.ChunkedArray) -> bool:
    """Tell numbers that the doors beside them begin with: 3, 301."""
    pairs = [
        (cell, floor)
        for cell, door in zip(column.to_pylist(), doors.to_pylist(), strict=True)
        if cell and door and (floor := parse(door, within=True).floor) is not None
    ]
    alike = sum(parse("", floor=cell).floor == floor for cell, floor in pairs)
    return len(pairs) >= _LEAST and alike > 0.9 * len(pairs)


def contradicted(own: pa.Table, chosen: Mapping[str, str]) -> set[str]:
    """Find the standard columns whose cells deny their header: a 户号 that counts the rows.

    人员类别 may tell of need or of registration.
    """
    door = chosen.get("door")
    denied = {"door"} if door is not None and _counts_up(own[door]) else set()
    resident = chosen.get("resident_kind")
    if resident is not None:
        told = _share(_cells(own[resident]), lambda cell: normalised(cell) in RESIDENTS)
        if told < _SHARE:
            denied.add("resident_kind")
        elif chosen.get("key_groups") == resident:
            denied.add("key_groups")
    return denied


def guessed_of_building(table: pa.Table, chosen: Mapping[str, str]) -> dict[str, str]:
    """Find name, address and estate of buildings in columns whose headers say nothing."""
    found: dict[str, str] = {}
    if "name" in chosen:
        return found
    looks = _free(table, chosen)
    for standard, fits in (
        ("address", is_whole),
        ("name", is_name),
        ("estate", lambda cell: is_place(plain(cell))),
    ):
        alike = [
            name
            for name, cells in looks.items()
            if name not in found.values() and _share(cells, fits) >= _SHARE
        ]
        if standard not in chosen and len(alike) == 1:
            found[standard] = alike[0]
    return found


def names_buildings(column: pa.ChunkedArray) -> bool:
    """Tell a column of names of buildings from one of their kinds: 金茂国际A座, not ``yes``."""
    if not pa.types.is_string(column.type):
        return False
    cells = _cells(column)
    return len(cells) >= _LEAST and _share(cells, is_name) >= _SHARE


def tells_buildings(column: pa.ChunkedArray) -> bool:
    """Tell doors that are written with their building: 6-2-301, 6栋2单元301."""
    return _share(_cells(column), lambda cell: "building" in parts_in(cell)) >= 0.5


def is_row(cells: Sequence[str]) -> bool:
    """Tell a line that says where somebody lives from one that names columns."""
    said = [cell.strip() for cell in cells if cell.strip()]
    telling = sum(is_whole(cell) or is_flat(cell) or is_door(cell) for cell in said)
    return telling > 0 and sum(any(map(str.isdecimal, cell)) for cell in said) > 1


def _free(table: pa.Table, chosen: Mapping[str, str]) -> dict[str, Cells]:
    """Give the columns that mean nothing yet, with their cells."""
    used = set(chosen.values())
    return {
        name: cells
        for name in table.column_names
        if name not in used
        and pa.types.is_string(table.schema.field(name).type)
        and (cells := _cells(table[name]))
    }


def _cells(column: pa.ChunkedArray) -> Cells:
    step = max(1, len(column) // _LOOKED_AT)
    return Counter(cell for cell in column.to_pylist()[::step] if cell)


def _share(cells: Cells, fits: Callable[[str], bool]) -> float:
    whole = sum(cells.values())
    return sum(count for cell, count in cells.items() if fits(cell)) / whole if whole else 0.0


def _are_days(cells: Cells) -> bool:
    """Tell days, also those of which nobody knows whether the month comes first: 25/10/2026."""
    return _share(cells, lambda cell: is_day(cell) or bool(_DAY_LIKE.fullmatch(cell))) >= _SHARE


def _numbers_to(cells: Cells, most: int) -> bool:
    return _share(cells, lambda cell: is_bare(cell, most)) >= 0.95


def _counts_up(column: pa.ChunkedArray) -> bool:
    """Tell numbers in order, 1, 2, 3 or Q0001, Q0002: they count the rows."""
    cells = [_LAST_NUMBER.search(cell) for cell in column.to_pylist() if cell]
    numbers = [int(found[0]) for found in cells if found]
    steps = sum(after - before == 1 for before, after in pairwise(numbers))
    return len(numbers) > _LEAST and steps > 0.9 * (len(numbers) - 1)
