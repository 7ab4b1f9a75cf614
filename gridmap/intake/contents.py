"""What columns hold, told from their cells where their headers say nothing.

A header that nobody knows (甲, JZWDZ, 门头) stands above cells that look like something all the
same: 301, 3栋, 芙蓉小区6栋2单元301, 自住. What is found here is a guess, and is said to be one.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Final

import pyarrow as pa

from gridmap.intake.columns import normalised
from gridmap.intake.days import day_in
from gridmap.intake.numbers import people_in
from gridmap.intake.vocabulary import OCCUPANCIES, REGISTRATIONS
from gridmap.territory.addresses import Address, parse
from gridmap.territory.place_names import is_place

__all__ = ["contradicted", "guessed_of_building", "guessed_of_ledger", "is_row", "names_buildings"]

_LOOKED_AT: Final = 1500
_LEAST: Final = 3
# So many cells of a column have to look alike for it to be taken for that.
_SHARE: Final = 0.8
_HIGHEST: Final = 70
_DOORS_A_FLOOR: Final = 40
_STAIRCASES: Final = 12
_CODES: Final = 400
# Headers of places that are not where somebody lives, and of what only looks like a place.
_ELSEWHERE: Final = re.compile(
    r"户籍|户口|籍贯|原|迁|工作|单位|公司|房东|房主|业主|产权|身份|证|面积|㎡|m2|平方|年龄|岁|出生|生日"
    r"|车|电话|手机|序|编号|金额|元|备注"
)
_NOT_CONFIRMED: Final = re.compile(r"出生|生日|入住|入驻|迁|到期|合同|租|购|交付|签|入党|建成|竣工")
_BUILDING: Final = re.compile(
    r"第?(?:[A-Z]|[甲乙丙丁])?\d{0,3}[A-Z]?(?:号楼|栋|幢|座|#楼?)|[A-Z]座?"
    r"|第?[一二三四五六七八九十]{1,3}(?:号楼|栋|幢|座)"
)
_UNIT: Final = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十]|[A-Z甲乙丙丁东西])(?:单元|门洞|梯|门)"
)
_FLOOR: Final = re.compile(r"-?B?\d{1,2}[F层楼]")
_DOOR: Final = re.compile(r"[A-Z]?\d{3,4}[A-Z]?[室号房户]?|\d{1,2}[A-Z][室号房户]?")
_UNIT_DOOR: Final = re.compile(r"\d{1,2}(?:-|单元)\d{3,4}[室号房户]?")
_FLAT: Final = re.compile(r"\d{1,3}(?:-|#|栋|幢|座|号楼)-?\d{1,2}(?:-|单元)-?\d{3,4}[室号房户]?")
_BARE: Final = re.compile(r"\d{1,3}")
_NUMBERED: Final = re.compile(r"[\dA-Z一二三四五六七八九十]")
_LAST_NUMBER: Final = re.compile(r"\d{1,9}$")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")

Cells = Counter[str]


def guessed_of_ledger(own: pa.Table, chosen: Mapping[str, str]) -> dict[str, str]:
    """Find columns of a ledger whose headers say nothing.

    Parameters
    ----------
    own
        The sheet's columns, texts.
    chosen
        ``{standard column: source column}`` as the headers tell.

    Returns
    -------
    dict
        Standard columns that are not ``chosen``, and the source column of each.
    """
    free = _free(own, chosen)
    looks = {name: cells for name, cells in free.items() if sum(cells.values()) >= _LEAST}
    found: dict[str, str] = {}

    def take(standard: str, fits: Callable[[str], bool], *, share: float = _SHARE) -> None:
        if standard in chosen or standard in found:
            return
        alike = [
            name
            for name, cells in looks.items()
            if name not in found.values() and _share(cells, fits) >= share
        ]
        # Of two columns that both look like it nobody knows which is meant.
        if len(alike) == 1:
            found[standard] = alike[0]

    take("occupancy", lambda cell: normalised(cell) in OCCUPANCIES, share=0.6)
    take("registration", lambda cell: normalised(cell) in REGISTRATIONS, share=0.6)
    places = {name: cells for name, cells in looks.items() if not _ELSEWHERE.search(name)}
    looks = {name: cells for name, cells in places.items() if name not in found.values()}
    _take_place(own, {**chosen, **found}, take)
    _take_bare(own, looks, chosen, found)
    looks = {
        name: cells for name, cells in looks.items() if not _NOT_CONFIRMED.search(normalised(name))
    }
    take("confirmed_on", _is_day)
    if any("人" in name or "口" in name for name in looks):
        looks = {name: cells for name, cells in looks.items() if "人" in name or "口" in name}
        take("people", lambda cell: people_in(cell) is not None)
    return found


def _take_place(
    own: pa.Table,
    known: Mapping[str, str],
    take: Callable[[str, Callable[[str], bool]], None],
) -> None:
    """Find address, estate, building, unit and door by the words and signs in their cells."""
    if "building" not in known and "address" not in known:
        take("address", _is_whole)
    told = {"door"} & known.keys() or (
        "address" in known and _share(_cells(own[known["address"]]), _tells_door) >= 0.5
    )
    if told and known.keys() & {"building", "address", "external_id"}:
        return
    if "building" not in known:
        take("address", lambda cell: bool(_FLAT.fullmatch(_plain(cell))))
        take("building", lambda cell: bool(_BUILDING.fullmatch(_plain(cell))))
    take("unit", lambda cell: bool(_UNIT.fullmatch(_plain(cell))))
    take("floor", lambda cell: bool(_FLOOR.fullmatch(_plain(cell))))
    take("door", lambda cell: bool(_UNIT_DOOR.fullmatch(_plain(cell))))
    take("door", _is_door)
    take("estate", lambda cell: is_place(_plain(cell)) and not any(map(str.isdecimal, cell)))


def _take_bare(
    own: pa.Table, looks: Mapping[str, Cells], chosen: Mapping[str, str], found: dict[str, str]
) -> None:
    """Read bare numbers left of the doors: building and unit, in that order."""
    door = found.get("door") or chosen.get("door")
    if door is None:
        return
    names = own.column_names
    at = names.index(door)
    for standard, most in (("unit", _STAIRCASES), ("building", _CODES)):
        if standard in chosen or standard in found or "address" in {*chosen, *found}:
            continue
        name = names[at - 1] if at else ""
        cells = looks.get(name)
        if cells is None or name in found.values() or not _numbers_to(cells, most):
            continue
        if standard == "unit" and "building" not in chosen and "building" not in found:
            # 3, 301: without another number beside it, it is the building.
            before = looks.get(names[at - 2]) if at > 1 else None
            if before is None or not _numbers_to(before, _CODES) or _counts_up(own[names[at - 2]]):
                continue
        if _counts_up(own[name]):
            continue
        found[standard] = name
        at -= 1


def contradicted(own: pa.Table, chosen: Mapping[str, str]) -> set[str]:
    """Find the standard columns whose cells deny their header: a 户号 that counts the rows."""
    door = chosen.get("door")
    return {"door"} if door is not None and _counts_up(own[door]) else set()


def guessed_of_building(table: pa.Table, chosen: Mapping[str, str]) -> dict[str, str]:
    """Find name, address and estate of buildings in columns whose headers say nothing."""
    found: dict[str, str] = {}
    if "name" in chosen:
        return found
    looks = _free(table, chosen)
    for standard, fits in (
        ("address", _is_whole),
        ("name", _is_name),
        ("estate", lambda cell: is_place(_plain(cell))),
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
    return len(cells) >= _LEAST and _share(cells, _is_name) >= _SHARE


def is_row(cells: Sequence[str]) -> bool:
    """Tell a line that says where somebody lives from one that names columns."""
    said = [cell.strip() for cell in cells if cell.strip()]
    telling = sum(
        _is_whole(cell) or bool(_FLAT.fullmatch(_plain(cell))) or _is_door(cell) for cell in said
    )
    return telling > 0 and sum(any(map(str.isdecimal, cell)) for cell in said) > 1


def _is_name(cell: str) -> bool:
    plain = _plain(cell)
    return _is_whole(cell) or bool(_BUILDING.search(plain) and _NUMBERED.search(plain))


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


def _plain(cell: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", cell).upper().split())
    return re.sub(r"[/\\—–_~]+", "-", plain)


def _read(cell: str) -> Address:
    return parse(cell)


def _is_whole(cell: str) -> bool:
    """Tell an address that leads to a building."""
    told = _read(cell)
    named = bool(told.estate or told.road)
    if told.group and told.number:
        return True  # 3组12号: the village is told by the sheet
    return named and bool(told.building or told.group or (told.road and told.number))


def _is_day(cell: str) -> bool:
    return day_in(cell, dt.UTC)[0] is not None


def _tells_door(cell: str) -> bool:
    return _read(cell).door is not None


def _is_door(cell: str) -> bool:
    plain = _plain(cell)
    if not _DOOR.fullmatch(plain) or _YEAR.fullmatch(plain):
        return False
    digits = "".join(filter(str.isdecimal, plain))
    if len(digits) <= 2:
        return True
    return 1 <= int(digits[:-2]) <= _HIGHEST and 1 <= int(digits[-2:]) <= _DOORS_A_FLOOR


def _numbers_to(cells: Cells, most: int) -> bool:
    return (
        _share(cells, lambda cell: bool(_BARE.fullmatch(cell)) and 1 <= int(cell) <= most) >= 0.95
    )


def _counts_up(column: pa.ChunkedArray) -> bool:
    """Tell numbers in order, 1, 2, 3 or Q0001, Q0002: they count the rows."""
    cells = [_LAST_NUMBER.search(cell) for cell in column.to_pylist() if cell]
    numbers = [int(found[0]) for found in cells if found]
    steps = sum(after - before == 1 for before, after in pairwise(numbers))
    return len(numbers) > _LEAST and steps > 0.9 * (len(numbers) - 1)
