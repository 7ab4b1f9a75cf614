"""A building as one looks at it: unit beside unit, floor above floor, door beside door (户室图)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Cell", "Doorway", "Layout", "Row", "UnitColumn", "lay_out"]

_RANK = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Doorway:
    """What is known of where a door is; ``estimated`` stands for a placeholder."""

    unit: str | None
    floor: int | None
    door: str | None
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A door in its place.

    Attributes
    ----------
    door
        Its position among the doors laid out.
    label
        What to call it on the spot; ``None`` for the one door of a house.
    """

    door: int
    label: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """Doors of one floor, left to right; ``floor`` is ``None`` for those of no floor."""

    floor: int | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class UnitColumn:
    """One unit (单元), its floors from the top down; ``unit`` is ``None`` for doors of no unit."""

    unit: str | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Every door in its place, once.

    Attributes
    ----------
    guessed
        Whether units, floors and labels follow from the size of the building alone.
    """

    units: tuple[UnitColumn, ...]
    guessed: bool = False


def lay_out(doors: Sequence[Doorway], *, levels: int | None, units: int | None) -> Layout:
    """Lay the doors of a building out.

    Doors are where the ledger has them. Those it does not place stand in a row of no floor, below
    the others. Placeholders of a building whose storeys are known, and which has at least one for
    every floor, are spread over it evenly.

    Parameters
    ----------
    levels, units
        Storeys and stairwells of the building, where they are known.
    """
    guess = _guess(doors, levels or 1, units or 1)
    known = list(doors) if guess is None else guess
    columns: dict[str | None, dict[int | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, door in enumerate(known):
        columns[door.unit or None][door.floor].append(at)
    alone = len(doors) == 1 and (doors[0].estimated or not doors[0].door)
    laid = []
    for unit in sorted(columns, key=lambda unit: (unit is None, _rank(unit))):
        floors = columns[unit]
        unnamed = 0
        rows = []
        for floor in sorted(floors, key=_downwards):
            cells = []
            for at in sorted(floors[floor], key=lambda at: (_rank(known[at].door), at)):
                label = known[at].door
                if not label:
                    unnamed += 1
                    label = str(unnamed)
                cells.append(Cell(at, None if alone else label))
            rows.append(Row(floor, tuple(cells)))
        laid.append(UnitColumn(unit, tuple(rows)))
    return Layout(tuple(laid), guess is not None)


def _guess(doors: Sequence[Doorway], levels: int, units: int) -> list[Doorway] | None:
    """Spread placeholders over the units and floors of a building, from the ground up."""
    unplaced = all(door.estimated and not door.unit and door.floor is None for door in doors)
    if not unplaced or levels * units < 2 or len(doors) < levels * units:
        return None
    places = [
        (unit, floor, place + 1)
        for unit, homes in enumerate(_shares(len(doors), units), 1)
        for floor, across in enumerate(_shares(homes, levels), 1)
        for place in range(across)
    ]
    guessed: list[Doorway] = list(doors)
    order = sorted(range(len(doors)), key=lambda at: (_rank(doors[at].door), at))
    for at, (unit, floor, place) in zip(order, places, strict=True):
        name = None if units == 1 else str(unit)
        guessed[at] = Doorway(name, floor, f"{floor}{place:02}", estimated=True)
    return guessed


def _shares(things: int, among: int) -> list[int]:
    """Share things out as evenly as they go, the first ones having more."""
    least, over = divmod(things, among)
    return [least + (at < over) for at in range(among)]


def _downwards(floor: int | None) -> tuple[bool, int]:
    return floor is None, -(floor or 0)


def _rank(name: str | None) -> _RANK:
    """Order names as people do: numbers in them by their size."""
    parts = re.findall(r"\d+|\D+", name or "")
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part.casefold()) for part in parts
    )
