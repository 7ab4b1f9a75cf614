"""What one cell of a table looks like: a door, a building, a whole address, a day.

The parser of addresses says what a cell tells of; here is what that makes of it.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final

from gridmap.intake.days import day_in
from gridmap.territory.address_words import SIDES, is_code, plain
from gridmap.territory.addresses import parse

__all__ = [
    "HIGHEST_FLOOR",
    "is_bare",
    "is_building",
    "is_day",
    "is_door",
    "is_flat",
    "is_name",
    "is_whole",
    "parts_in",
    "parts_inside",
    "tells_door",
]

HIGHEST_FLOOR: Final = 70
"""No floor has a higher number."""

_DOORS_A_FLOOR: Final = 40
_BARE: Final = re.compile(r"\d{1,3}")
_PARTS: Final = ("road", "number", "estate", "group", "building", "unit", "floor", "door")
# Up to two digits of a floor before the two of the door, at the end: 301, 1203A室.
_DOOR_NUMBER: Final = re.compile(
    r"(?<!\d)0?(?P<floor>\d{1,2}?)??(?P<door>\d{1,2})(?P<letter>[A-Z])?[室号房户]?$"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


@lru_cache(maxsize=1 << 14)
def parts_in(cell: str) -> frozenset[str]:
    """Tell what the parser reads in a cell."""
    told = parse(cell)
    return frozenset(name for name in _PARTS if getattr(told, name) is not None)


@lru_cache(maxsize=1 << 14)
def parts_inside(cell: str) -> frozenset[str]:
    """Tell what the parser reads in a cell that stands beside its building."""
    told = parse(cell, within=True)
    return frozenset(name for name in _PARTS if getattr(told, name) is not None)


def _is_code(cell: str) -> bool:
    return is_code(plain(cell))


def is_whole(cell: str) -> bool:
    """Tell an address that leads to a building."""
    parts = parts_in(cell)
    if parts >= {"group", "number"}:
        return True  # 3组12号: the village is told by the sheet
    return bool(parts & {"estate", "road"}) and bool(
        parts & {"building", "group"} or parts >= {"road", "number"}
    )


def is_flat(cell: str) -> bool:
    """Tell what leads to a door, but for the name of the estate: 6-2-301, A座2单元301."""
    return parts_in(cell) - {"floor"} == {"building", "unit", "door"} and _is_numbered(cell)


def is_building(cell: str) -> bool:
    """Tell 3栋 and A, also with its estate, from 3楼 inside a building and from a bare 3."""
    if is_whole(cell):
        return "door" not in parts_in(cell)
    if parts_in(cell) != {"building"} or parts_inside(cell) == {"floor"}:
        return False
    return not cell.strip().isdecimal()


def is_day(cell: str) -> bool:
    """Tell a day, however it is written."""
    return day_in(cell, dt.UTC)[0] is not None


def is_name(cell: str) -> bool:
    """Tell the name of a building: what leads to it, or names it within its estate."""
    parts = parts_in(cell)
    return is_whole(cell) or ("building" in parts and "door" not in parts and not _is_code(cell))


def tells_door(cell: str) -> bool:
    """Tell whether a cell leads to a door, whatever else it says."""
    return "door" in parts_in(cell)


def is_door(cell: str) -> bool:
    """Tell a door, also behind its unit: 301, 12A, B301室, 2-301, 东户."""
    parts = parts_inside(cell)
    if "door" not in parts or not parts <= {"unit", "floor", "door"}:
        return False
    if plain(cell)[0] in SIDES:
        return True
    return not _YEAR.fullmatch(plain(cell)) and _is_numbered(cell)


def _is_numbered(cell: str) -> bool:
    """Tell whether what ends a cell numbers doors as floors do: 1203, and neither 120 m² nor 9999.

    A number of one floor's doors (12A) tells no floor before it.
    """
    found = _DOOR_NUMBER.search(plain(cell))
    if found is None:
        return False
    floor, door = found["floor"], found["door"]
    if not floor:
        return bool(found["letter"])
    return 1 <= int(floor) <= HIGHEST_FLOOR and 1 <= int(door) <= _DOORS_A_FLOOR


def is_bare(cell: str, most: int) -> bool:
    """Tell a number from 1 to ``most`` and nothing else."""
    return bool(_BARE.fullmatch(cell)) and 1 <= int(cell) <= most
