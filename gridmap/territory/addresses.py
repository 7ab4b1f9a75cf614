"""What a ledger writes for an address, taken apart: road, estate, building, unit, floor, door.

The order is that of Chinese addresses, from the large to the small, and the parts carry their
measure word behind them (栋, 单元, 室). So one scan finds number and measure word; what stands
between is names. Parts without a measure word (6-2-301) are told by where they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from gridmap.territory.address_words import SIDES, Kind, is_latin, plain, without_remarks
from gridmap.territory.latin_addresses import latin_parts
from gridmap.territory.scanning import SHORT, Scan
from gridmap.territory.written import Written, written_of

__all__ = ["Address", "parse"]


@dataclass(frozen=True, slots=True)
class Address:
    """Parts of an address, each ``None`` where nothing is said.

    Numbers are brought to one form: half-width, Arabic, capitals, no leading zeros. Names keep
    their characters.

    Attributes
    ----------
    road, number
        Street or lane, and the number in it: ``红旗路``, ``21``; ``12-3`` for 12号附3号.
    estate
        Estate, compound or village: ``芙蓉小区一期``, ``茨菇塘村``.
    group
        Group of a village: 8组.
    building, unit, door
        ``6`` of 6栋, ``2`` of 2单元, ``301`` of 301室; also ``A``, ``6-1``, ``东``.
    floor
        As said, else as the door's number tells it; basements below 0.
    rest
        What was not understood, remarks in brackets among it.
    written
        What it was read from, for a second look once its building is known.
    """

    road: str | None = None
    number: str | None = None
    estate: str | None = None
    group: str | None = None
    building: str | None = None
    unit: str | None = None
    floor: int | None = None
    door: str | None = None
    rest: str = ""
    written: Written | None = field(default=None, compare=False, repr=False)


_NOBODY: Final = frozenset[str]()
_KNOWN_WITHIN: Final = frozenset({"estate", "road", "number", "building"})


def parse(
    text: str,
    *,
    estate: str | None = None,
    building: str | None = None,
    unit: str | None = None,
    floor: str | None = None,
    door: str | None = None,
    within: bool = False,
) -> Address:
    """Take an address apart. Never raises: what is not understood is ``rest``.

    Parameters
    ----------
    text
        The address as written, possibly empty.
    estate, building, unit, floor, door
        Columns of their own where the ledger has them, as written (``6``, ``六栋``, ``2单元``,
        also ``芙蓉小区6栋`` or ``6-2``); they win over ``text``.
    within
        Whether all of it is inside a building that is known.

    Examples
    --------
    >>> address = parse("芙蓉小区六栋二单元301")
    >>> address.estate, address.building, address.unit, address.floor, address.door
    ('芙蓉小区', '6', '2', 3, '301')
    >>> parse("红旗路21号", unit="1", door="1003").floor
    10
    """
    told: dict[str, Any] = {}
    rest = []
    here = _KNOWN_WITHIN if within else _NOBODY
    for cell, kind in (
        (building, Kind.BUILDING),
        (unit, Kind.UNIT),
        (floor, Kind.FLOOR),
        (door, Kind.DOOR),
        (estate, None),
        (text, None),
    ):
        if cell and cell.strip():
            parts = dict(_read(cell, kind, here.union(told)))
            rest.append(parts.pop("rest", ""))
            told = parts | told
    plainly = within or is_latin(text or building or "")
    written = None if plainly else written_of(text, estate, building, (unit, floor, door))
    return _completed(told, " ".join(filter(None, rest)), written)


@lru_cache(maxsize=1 << 15)
def _read(cell: str, asked: Kind | None, known: frozenset[str]) -> dict[str, Any]:
    text, remarks = without_remarks(cell)
    if is_latin(text):
        parts = latin_parts(text)
        if asked is None or asked.value in parts or "road" in parts:
            parts["rest"] = " ".join(filter(None, (parts.get("rest"), remarks)))
            return parts
    scan = Scan(asked, known)
    scan.read(cell)
    if asked in {Kind.UNIT, Kind.DOOR} and set(scan.told) <= {"estate"}:
        # A unit or door that is called something: 东头, 传达室.
        return {asked.value: plain(cell)}
    return scan.told | {"rest": " ".join(filter(None, scan.rest))}


def _completed(told: dict[str, Any], rest: str, written: Written | None) -> Address:
    """Read floor and unit off the number of the door, and bring doors of one floor to it."""
    door, floor, unit = (told.get(name) for name in ("door", "floor", "unit"))
    if unit is not None and unit in _said_before(told):
        unit = None
    if door is not None and door.isdecimal():
        if len(door) in {7, 8} and not told.keys() & {"building", "unit"}:
            # 06020301 of a property manager's system: building, unit, floor, door.
            *(told["building"], unit), door = (
                piece.lstrip("0") for piece in (door[:-6], door[-6:-4], door[-4:])
            )
        elif len(door) in {5, 6} and unit in {None, door[:-4].lstrip("0")}:
            # 20301 is 0301 of unit 2.
            unit, door = door[:-4], door[-4:].lstrip("0")
        if len(door) <= SHORT and floor is not None and floor > 0:
            door = f"{floor}{int(door):02d}"
        elif len(door) <= SHORT and floor is not None and floor < 0:
            door = f"{floor}-{int(door)}"
        elif floor is None and len(door) in {3, 4}:
            floor = int(door[:-2])
    elif door is not None and floor is None and (found := _LETTERED.fullmatch(door)):
        floor = int(found[1])
    if door in SIDES and floor is not None:
        # Each floor has its own eastern door.
        door = f"{floor}{door}"
    return Address(
        **told | {"door": door, "floor": floor, "unit": unit, "rest": rest, "written": written}
    )


def _said_before(told: dict[str, Any]) -> set[str]:
    """Tell what before a door says no unit: the A of A座 A3213, the B1 of B1层 B1-13."""
    building, floor = told.get("building") or "", told.get("floor") or 0
    return {*([building] if building.isalpha() else ()), *([f"B{-floor}"] if floor < 0 else ())}


# 3A, 12B: the number is the floor. 301A: a part of 301.
_LETTERED: Final = re.compile(r"(\d{1,2})(?:\d\d)?[A-Z]")
