"""Which building and door each row of a ledger means."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

import pandas as pd
from sqlalchemy import Connection

from gridmap.intake.addresses import same_place
from gridmap.store import buildings as building_store
from gridmap.store import households as household_store
from gridmap.store import ledgers as ledger_store
from gridmap.territory.addresses import Address, parse
from gridmap.territory.names_of_people import is_person
from gridmap.usecases.doors import building_index, find_buildings
from gridmap.usecases.ledger_doors import DOUBTS, DoorFinder, LedgerDoor

__all__ = ["PlaceFinder", "building_said"]

_SHORT: Final = re.compile(r"(\d{1,2})[-—](\d{1,2})[室号]?")


def building_said(address: Address) -> str:
    """Write down to the building what an address says, the same for however it was written.

    This is what a building's other names are kept as.
    """
    parts = (
        address.road,
        address.number and f"{address.number}号",
        address.estate,
        address.group and f"{address.group}组",
        address.building and f"{address.building}栋",
    )
    return "".join(part for part in parts if part) or address.rest.strip()


class PlaceFinder:
    """Finds buildings and doors by what ledgers call them, on one day."""

    def __init__(self, conn: Connection, today: date) -> None:
        self._conn = conn
        self._today = today
        known = building_store.known_buildings(conn, today)
        aliases = ledger_store.aliases(conn)
        self._index = building_index(conn, known)
        here = set(known["id"])
        self._staircases = {
            key: int(units)
            for key, units in zip(known["id"], known["units"], strict=True)
            if not pd.isna(units)
        }
        self._aliases = {
            same_place(name): key
            for key, called in aliases.items()
            for name in called
            if key in here
        }

    def find(self, rows: pd.DataFrame, *, told: int | None = None) -> pd.DataFrame:
        """Find the place of each row of a ledger.

        Parameters
        ----------
        rows
            As :func:`gridmap.intake.read_ledger` gives them.
        told
            The building of all of them, where a person has said it.

        Returns
        -------
        pandas.DataFrame
            The rows with ``building_id`` (``Int64``, missing where a person has to say),
            ``unit``, ``floor``, ``door`` in one form, ``score``, ``reason`` (why it would have to
            wait: ``unsure``, ``unknown``, or ``door`` where the building is clear and the door is
            not), ``candidates`` (building id, score and what speaks
            for and against it), ``said`` (the address down to the building), ``telling``
            (whether that means the same building wherever it is written; ``6栋`` does not) and
            ``doubt`` about the door (:data:`~gridmap.usecases.ledger_doors.DOUBTS`), also where a
            person has said the building.
        """
        rows = self._in_estates(rows.reset_index(drop=True))
        doors = household_store.doors(self._conn, self._today)
        known = rows["external_id"].map(household_store.by_external_id(self._conn))
        certain = known.map(doors.set_index("household")["building"]).astype("Int64")
        certain = certain.fillna(find_buildings(self._conn, self._today, rows["building_ref"]))
        cells = rows["building_ref"].astype(object)
        matches = self._index.match(
            _addresses(rows), external_ids=list(cells.where(cells.notna(), None))
        )
        addresses = [match.address for match in matches]
        said = [building_said(address) for address in addresses]
        named = pd.Series([self._aliases.get(same_place(name)) for name in said], dtype="Int64")
        found = pd.Series([match.building for match in matches], dtype="Int64")
        building = certain.fillna(named).fillna(found)
        if told is not None:
            building = pd.Series(told, index=rows.index, dtype="Int64")
        spelled = self._doors_of(rows, building, known, addresses, doors)
        doubts = [door.doubt if told is None and door.doubt in DOUBTS else None for door in spelled]
        clear = pd.Series([doubt is None for doubt in doubts])
        asked = building.where(~clear)
        return rows.assign(
            building_id=building.where(clear),
            unit=pd.Series([door.unit for door in spelled], dtype=object),
            # What the number of a door tells of its floor is nothing new of a known one.
            floor=pd.Series(
                [
                    None if door.household is not None and not written else address.floor
                    for address, door, written in zip(
                        addresses, spelled, rows["floor"].notna(), strict=True
                    )
                ],
                dtype="Int64",
            ),
            door=pd.Series([door.door for door in spelled], dtype=object),
            score=[match.score for match in matches],
            candidates=pd.Series(
                [
                    [(one.building, one.score, list(one.reasons)) for one in match.candidates]
                    if doubt is None
                    else [(int(key), 1.0, [doubt])]
                    for match, doubt, key in zip(matches, doubts, asked, strict=True)
                ],
                index=rows.index,
                dtype=object,
            ),
            reason=[
                "door" if doubt else "unsure" if match.candidates else "unknown"
                for match, doubt in zip(matches, doubts, strict=True)
            ],
            said=said,
            telling=[
                bool(address.estate or address.road or not address.building) and not is_person(name)
                for address, name in zip(addresses, said, strict=True)
            ],
            doubt=pd.Series([door.doubt for door in spelled], dtype=object),
        )

    def _doors_of(
        self,
        rows: pd.DataFrame,
        building: pd.Series,
        certain: pd.Series,
        addresses: list[Address],
        doors: pd.DataFrame,
    ) -> list[LedgerDoor]:
        """Spell units and doors as the workspace does where it has that door already.

        A door that an id names is certain, and premises may be behind a door of no unit.
        """
        keys = [None if pd.isna(key) else int(key) for key in building]
        found = DoorFinder.of(doors, self._staircases).find(keys, addresses)
        sure = certain.notna() | rows["premises_name"].notna()
        return [
            replace(door, doubt=None) if one else door
            for door, one in zip(found, sure, strict=True)
        ]

    def _in_estates(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Fill in the estate that only the tab or the title of a sheet tells."""
        if "about" not in rows:
            return rows
        named = {text: self._index.estate_in(text) for text in rows["about"].dropna().unique()}
        untold = rows["estate"].isna() & ~rows["address"].map(_tells_name).astype(bool)
        estates = rows["estate"].where(~untold, rows["about"].map(named))
        return rows.drop(columns="about").assign(estate=estates)


def _tells_name(address: object) -> bool:
    if not isinstance(address, str):
        return False
    told = parse(address)
    return bool(told.estate or told.road)


def _by_floors(rows: pd.DataFrame) -> pd.Series:
    """Write doors in full where those with a unit beside them are counted by floors.

    Then 8-3 is the third door of floor 8 also in a house of one staircase, and no unit 8.
    """
    short = rows["door"].str.fullmatch(_SHORT.pattern).fillna(value=False).astype(bool)
    if not (short & rows["unit"].notna()).any():
        return rows["door"]
    full = rows["door"].str.replace(
        _SHORT, lambda door: f"{int(door[1])}{int(door[2]):02d}", regex=True
    )
    return rows["door"].mask(short & rows["unit"].isna(), full)


def _addresses(rows: pd.DataFrame) -> list[Address]:
    """Take the addresses apart; each that is written the same way once only."""
    rows = rows.assign(door=_by_floors(rows))
    cells = rows[["address", "estate", "building", "unit", "floor", "door"]].astype(object)
    known: dict[tuple[str | None, ...], Address] = {}
    addresses = []
    for line in cells.where(cells.notna(), None).to_numpy():
        key = tuple(line)
        if key not in known:
            text, estate, building, unit, floor, door = key
            address = parse(
                text or "", estate=estate, building=building, unit=unit, floor=floor, door=door
            )
            if address.door is None and door is not None:
                address = replace(address, door=door.strip())
            known[key] = address
        addresses.append(known[key])
    return addresses
