"""What the numbers on a printed sheet mean: which building, and which doors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["SheetDoor", "SheetLine", "lines_as_text", "lines_from_text"]


@dataclass(frozen=True, slots=True)
class SheetDoor:
    """A door on a sheet.

    Attributes
    ----------
    household
        Its public id.
    unit, floor, label
        How paper calls it: unit (单元), floor and door; ``None`` and empty where it has no name
        there.
    to_go
        Whether paper says that somebody is to go there.
    """

    household: str
    unit: str | None = None
    floor: int | None = None
    label: str = ""
    to_go: bool = True


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A number on a sheet.

    Attributes
    ----------
    building
        Public id of the building that it stands for.
    by_door
        Whether each of its doors has boxes of its own.
    doors
        In the order of the sheet; those of the area alone where a building is shared.
    """

    number: int
    building: str
    by_door: bool
    doors: tuple[SheetDoor, ...]


def lines_as_text(lines: Iterable[SheetLine]) -> str:
    """Write lines as JSON, the same lines always the same."""
    told = [
        [
            line.number,
            line.building,
            line.by_door,
            [
                [door.household, door.unit, door.floor, door.label, door.to_go]
                for door in line.doors
            ],
        ]
        for line in lines
    ]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def lines_from_text(text: str) -> tuple[SheetLine, ...]:
    """Read what :func:`lines_as_text` wrote.

    Examples
    --------
    >>> line = SheetLine(4, "b", True, (SheetDoor("h", "2", 3, "301", to_go=False),))
    >>> lines_from_text(lines_as_text([line])) == (line,)
    True
    """
    return tuple(
        SheetLine(number, building, by_door, tuple(SheetDoor(*door) for door in doors))
        for number, building, by_door, doors in json.loads(text)
    )
