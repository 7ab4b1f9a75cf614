"""Unit, floor and door of an address once its building is known."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from gridmap.territory.addresses import Address, parse
from gridmap.territory.plates import KnownBuilding

__all__ = ["beyond", "read_behind", "read_within"]

# 负1-3, 1单元吊2-4, 2-负1-3: a floor below the street, and a door on it.
_BELOW: Final = re.compile(
    r"(?:-?(?P<unit>[0-9A-Z]{1,2})(?:单元|[门梯]|-))?-?(?:负|吊|地下|B)(?P<floor>\d)(?:[层楼]|-)+"
    r"(?P<door>\d{1,4})[号室房]?"
)
# 3-1 behind 58号 or 2幢, with no hyphen before it: floor and door.
_FLOOR_DOOR: Final = re.compile(r"(?P<floor>\d{1,2})-(?P<door>\d{1,2})[号室房]?")
_ALONE: Final = re.compile(r"-?(?P<door>\d+[A-Z]?)[号室房户]?")


def read_behind(address: Address, end: int, way: int) -> Address:
    """Read what stands behind the building again, now that it is known where that ends.

    Parameters
    ----------
    address
        As parsed as a whole.
    end
        Where the building's own address ends in ``address.written.ways[way]``.
    """
    written = address.written
    if written is None:
        return address
    where = written.ways[way]
    if end > len(where):
        unit, floor, door = _behind((where + written.inside)[end:], None, None, None)
    else:
        unit, floor, door = _behind(where[end:], *written.cells)
    return replace(address, unit=unit, floor=floor, door=door)


@lru_cache(maxsize=1 << 15)
def _behind(
    text: str, unit: str | None, floor: str | None, door: str | None
) -> tuple[str | None, int | None, str | None]:
    if unit is None and door is None:
        if found := _BELOW.fullmatch(text):
            # Doors below the street must not be those of floors above it.
            return found["unit"], -int(found["floor"]), f"-{found['floor']}-{int(found['door'])}"
        if found := _FLOOR_DOOR.fullmatch(text):
            text = f"{found['floor']}层{found['door']}室"
        elif found := _ALONE.fullmatch(text):
            text = f"{found['door']}室"
    elif unit is None and (found := _ALONE.fullmatch(text)):
        text, unit = "", found["door"]
    read = parse(text, unit=unit, floor=floor, door=door, within=True)
    return read.unit, read.floor, read.door


def beyond(unit: str | None, units: int | None) -> bool:
    """Tell whether a building has fewer staircases than would make this one of them."""
    return bool(units and unit and unit.isdecimal() and int(unit) > units)


def read_within(address: Address, known: KnownBuilding) -> Address:
    """Read the numbers again where the building's units and levels allow one reading only."""
    door, unit, floor = address.door, address.unit, address.floor
    if beyond(unit, known.units) and floor is not None and unit == str(floor):
        # 6-3-301 in a building with one staircase: the 3 is the floor.
        return replace(address, unit=None)
    if (
        door
        and unit is None
        and known.levels
        and known.units
        and len(door) == 4
        and door.isdecimal()
        and int(door[:2]) > known.levels + 1
        and int(door[0]) <= known.units
        and 0 < int(door[1]) <= known.levels
    ):
        return replace(address, unit=door[0], door=door[1:], floor=int(door[1]))
    return address
