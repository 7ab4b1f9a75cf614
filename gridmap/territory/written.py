"""An address in one writing, whichever columns it stands in."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from gridmap.territory.address_words import is_code, one_writing

__all__ = ["Written", "written_of"]


_NUMBER: Final = r"[A-Z]?\d+(?:室|房|户|号?单元|梯|层|号楼|[楼栋幢座号#])"
_MEASURED: Final = re.compile(_NUMBER)
# 301室2单元6栋芙蓉小区: from the small to the large.
_SMALL_FIRST: Final = re.compile(rf"(\d+(?:室|房|户)(?:{_NUMBER})+)(\D{{2,}})")


_UNIT_AND_DOOR: Final = re.compile(r"[0-9A-Z]{1,2}-\d{3,4}室?")


class Written(NamedTuple):
    """An address in one writing, where columns are put together as one would say them.

    Attributes
    ----------
    ways
        Down to the building; several where columns repeat or contradict each other.
    inside
        Unit, floor and door, as far as they have columns.
    cells
        These columns as they are.
    exact
        Whether a column holds the number of the building and nothing else: the address of the
        building ends there.
    """

    ways: tuple[str, ...]
    inside: str
    cells: tuple[str | None, str | None, str | None]
    exact: bool = False

    def may_be_unit(self) -> bool:
        """Tell whether the column of doors begins with what may be a unit: 2-301, not 6-2-301."""
        return bool(_UNIT_AND_DOOR.fullmatch(one_writing(self.cells[2] or "")))


def written_of(
    text: str,
    estate: str | None,
    building: str | None,
    cells: tuple[str | None, str | None, str | None],
) -> Written:
    """Put the columns of an address together as one would say them."""
    text, estate, building = (one_writing(cell or "") for cell in (text, estate, building))
    exact = is_code(building) and bool(estate or text)
    if estate and len(building) > len(estate):
        building = building.removeprefix(estate)
    if found := _SMALL_FIRST.fullmatch(text):
        text = found[2] + "".join(reversed(_MEASURED.findall(found[1])))
    ways = [_joined(text, building)] if text else []
    if estate and estate not in text:
        ways = [_joined(estate, way) for way in ways] + [_joined(text, estate, building), *ways]
    if text and building:
        ways.append(text)
    if not ways or (estate and building):
        ways.append(_joined(estate, building))
    unit, floor, door = (one_writing(cell or "") for cell in cells)
    inside = _joined(
        f"{unit}单元" if is_code(unit) else unit, f"{floor}层" if is_code(floor) else floor, door
    )
    if inside and ways[0][-1:].isalnum() and ways[0][-1:].isascii() and inside[0].isalnum():
        inside = "-" + inside
    return Written(tuple(dict.fromkeys(ways)), inside, cells, exact)


def _joined(*texts: str) -> str:
    """Put texts together so that no two numbers become one."""
    whole = ""
    for text in texts:
        glue = whole[-1:].isascii() and whole[-1:].isalnum() and text[:1].isascii()
        whole += f"-{text}" if glue and text[:1].isalnum() else text
    return whole
