"""Boxes to tick: what each is for and where on its page it lies, so that a photo can be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

__all__ = ["BoxMeaning", "TickBox"]


class BoxMeaning(StrEnum):
    """What a tick in a box says."""

    FIRST = "1"  # the first, second, third try at a building
    SECOND = "2"
    THIRD = "3"
    MET = "met"
    NOBODY = "nobody"
    LEAVE = "leave"
    DONE = "done"  # a door of a tower that needs nobody any more


@dataclass(frozen=True, slots=True)
class TickBox:
    """A box to tick on a page.

    Attributes
    ----------
    number
        Of its building on the sheet.
    x, y, side
        Its upper left corner and its side, in millimetres of the page.
    unit, floor, door
        Of which door it tells; all ``None`` where it tells of the building.
    """

    number: int
    means: BoxMeaning
    x: float
    y: float
    side: float
    unit: str | None = None
    floor: int | None = None
    door: str | None = None

    @property
    def whose(self) -> tuple[int, str | None, int | None, str | None]:
        """Of what it tells: number, unit, floor and door."""
        return self.number, self.unit, self.floor, self.door

    def kept(self) -> list[Any]:
        """Give the box as it is kept, as plain values of JSON."""
        place = [round(value, 2) for value in (self.x, self.y, self.side)]
        told = [self.number, self.means.value, *place]
        _, *of_door = self.whose
        return told if of_door == [None] * 3 else told + of_door

    @classmethod
    def of(cls, kept: list[Any]) -> TickBox:
        """Take a box as it was kept."""
        number, means, *more = kept
        return cls(number, BoxMeaning(means), *more)
