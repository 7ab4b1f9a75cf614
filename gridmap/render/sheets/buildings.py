"""The buildings that a sheet numbers, with the doors in them that are ticked one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from shapely.geometry.base import BaseGeometry

from gridmap.fieldwork.coverage import BuildingStatus

__all__ = ["TO_VISIT", "DoorToTick", "FloorToTick", "SheetBuilding", "UnitToTick"]

TO_VISIT: Final = frozenset({BuildingStatus.UNTOUCHED, BuildingStatus.PARTLY})
"""How buildings stand where somebody is still to go."""


@dataclass(frozen=True, slots=True)
class DoorToTick:
    """A door as paper may tell of it: whether to go there, and no more.

    Attributes
    ----------
    uid
        Its public id, by which a tick comes back to it; never printed.
    """

    label: str
    to_go: bool
    uid: str = ""


@dataclass(frozen=True, slots=True)
class FloorToTick:
    """The doors of one floor; ``floor`` is ``None`` where it is not known."""

    floor: int | None
    doors: tuple[DoorToTick, ...]


@dataclass(frozen=True, slots=True)
class UnitToTick:
    """One unit (单元), its floors from the top down."""

    unit: str | None
    floors: tuple[FloorToTick, ...]


@dataclass(frozen=True, slots=True)
class SheetBuilding:
    """A building that the sheet numbers.

    Attributes
    ----------
    number
        Its number in walking order; the same on the screen.
    shape
        Footprint in metres of the scene.
    status
        Untouched, partly, done; ``NONE`` where no household of the area is to be visited.
    address
        What stands in the table; empty where neither address nor name is known.
    households
        Dwelling doors that the area answers for.
    inside
        Its doors by unit and floor, for buildings that are ticked door by door; else empty.
    uid, homes
        Public ids of the building and of its doors, by which ticks come back; never printed.
    patch
        Which patch it is numbered with: the order of numbers within one is a walk, too.
    """

    number: int
    shape: BaseGeometry
    status: BuildingStatus
    address: str
    units: int | None
    households: int
    inside: tuple[UnitToTick, ...] = ()
    uid: str = ""
    homes: tuple[str, ...] = ()
    patch: int = 0

    @property
    def marked(self) -> BuildingStatus:
        """How it is drawn: paper does not tell where nobody is to be visited from what is done."""
        return self.status if self.status in TO_VISIT else BuildingStatus.DONE

    def doors_to_go(self) -> Iterator[tuple[str | None, int | None, str]]:
        """Name doors by unit, floor and label, as somebody passes them on the way down."""
        for unit in self.inside:
            for floor in unit.floors:
                for door in floor.doors:
                    if door.to_go:
                        yield unit.unit, floor.floor, door.label
