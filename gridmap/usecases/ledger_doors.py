"""Which door of its building a row of a ledger means, and when only a person can say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from gridmap.territory.addresses import Address, parse

__all__ = ["DOUBTS", "UNTOLD", "DoorFinder", "LedgerDoor"]

UNTOLD: Final = "unit-untold"
"""What is only said: nothing is known there yet, and other rows of the same ledger name units."""

DOUBTS: Final = ("unit-missing", "unit-new")
"""Why a row waits though its building is known.

``unit-missing``: it names no unit, and the building has several; ``unit-new``: it names one, and
the doors that are known there have none.
"""

# Where all other doors are of unit 1, there is no second one.
_ONLY: Final = "1"
_Doors = dict[tuple[int, str | None], list["LedgerDoor"]]


@dataclass(frozen=True, slots=True)
class LedgerDoor:
    """Unit and door as the workspace spells them, or as a ledger does where it has no such door.

    Attributes
    ----------
    household
        Row id of a door that is known.
    doubt
        One of :data:`DOUBTS`, or :data:`UNTOLD`.
    """

    unit: str | None
    door: str | None
    household: int | None = None
    doubt: str | None = None


@dataclass(frozen=True)
class DoorFinder:
    """Finds doors that were counted before, in whichever way their number is written."""

    _staircases: Mapping[int, int]
    _exact: dict[tuple[int, str | None, str | None], LedgerDoor] = field(default_factory=dict)
    _by_number: _Doors = field(default_factory=lambda: defaultdict(list))
    _units: dict[int, Counter[str | None]] = field(default_factory=lambda: defaultdict(Counter))

    @classmethod
    def of(cls, doors: pd.DataFrame, staircases: Mapping[int, int]) -> DoorFinder:
        """Index doors (:func:`gridmap.store.households.doors`); estimates stand for nobody.

        Parameters
        ----------
        staircases
            How many each building has (row id), where the map tells.
        """
        finder = cls(staircases)
        real = doors[~doors["estimated"]]
        cells = real[["household", "building", "unit", "door"]].astype(object)
        written: dict[tuple[str | None, str | None], tuple[str | None, str | None]] = {}
        for household, building, unit, door in cells.where(cells.notna(), None).to_numpy():
            if (unit, door) not in written:
                plain = parse("", unit=unit, door=door)
                written[unit, door] = (plain.unit or unit, plain.door or door)
            known = LedgerDoor(unit, door, household)
            plain_unit, plain_door = written[unit, door]
            finder._exact.setdefault((building, plain_unit, plain_door), known)
            finder._by_number[building, plain_door].append(known)
            finder._units[building][plain_unit] += 1
        return finder

    def find(
        self, buildings: Sequence[int | None], addresses: Sequence[Address]
    ) -> list[LedgerDoor]:
        """Find the door of each row of one ledger.

        Parameters
        ----------
        buildings
            Row id of each row's building, ``None`` where it is not clear.
        """
        said: dict[int, Counter[str | None]] = defaultdict(Counter)
        for building, address in zip(buildings, addresses, strict=True):
            if building is not None and address.door is not None:
                said[building][address.unit] += 1
        return [
            LedgerDoor(address.unit, address.door)
            if building is None
            else self._one(building, address, said[building])
            for building, address in zip(buildings, addresses, strict=True)
        ]

    def _one(self, building: int, address: Address, said: Counter[str | None]) -> LedgerDoor:
        unit, door = address.unit, address.door
        here = LedgerDoor(unit, door)
        if known := self._exact.get((building, unit, door)):
            return known
        if door is None:
            return here
        alike = self._by_number.get((building, door), [])
        units = self._units.get(building, Counter())
        one = alike[0] if len(alike) == 1 else None
        if unit is None:
            # Where a ledger leaves out the unit it means the one door of that number.
            return one or self._without_unit(building, door, units, said)
        if set(units) != {None} and all(each.unit is not None for each in alike):
            return LedgerDoor(unit, door)
        if self._staircases.get(building) != 1:
            return LedgerDoor(unit, door, doubt="unit-new")
        return one or LedgerDoor(None, door)

    def _without_unit(
        self, building: int, door: str, units: Counter[str | None], said: Counter[str | None]
    ) -> LedgerDoor:
        """Tell a door that names no unit from one of a building where most doors name theirs."""
        told = units + said
        others = set(told) - {None}
        if not others or told[None] > sum(told.values()) / 2:
            return LedgerDoor(None, door)
        if others == {_ONLY}:
            return self._exact.get((building, _ONLY, door)) or LedgerDoor(None, door)
        known = set(units) - {None}
        return LedgerDoor(None, door, doubt="unit-missing" if len(known) > 1 else UNTOLD)
