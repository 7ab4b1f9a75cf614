"""What the numbers on a printed sheet mean: which building, and which doors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["SheetDoor", "SheetLine", "lines_as_text", "lines_from_text", "means_the_same"]


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


def means_the_same(at_hand: Iterable[SheetLine], other: Iterable[SheetLine]) -> bool:
    """Tell whether all that a print names is on another one, by the same numbers and names.

    Where boxes stand, whether somebody is to go there, and what only the other print has make no
    difference; nor does it that one of them names doors which the other only counts, as for whoever
    may not see them.

    Examples
    --------
    >>> doors = SheetDoor("h", "2", 3, "301"), SheetDoor("i", "2", 3, "302")
    >>> line = SheetLine(4, "b", True, doors)
    >>> counted = SheetLine(4, "b", False, (SheetDoor("h"), SheetDoor("i")))
    >>> means_the_same([line], [counted]), means_the_same([counted], [line])
    (True, True)
    >>> from dataclasses import replace
    >>> means_the_same([line], [replace(line, number=5)])
    False
    """
    there = {line.number: line for line in other}
    return all(line.number in there and _is_within(line, there[line.number]) for line in at_hand)


def _is_within(line: SheetLine, other: SheetLine) -> bool:
    if line.building != other.building:
        return False
    named = line.by_door and other.by_door

    def called(one: SheetLine) -> set[tuple[object, ...]]:
        return {
            (door.household, door.unit, door.floor, door.label) if named else (door.household,)
            for door in one.doors
        }

    return called(line) <= called(other)
