"""What known buildings are called: by their address, their name, and names of old."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gridmap.territory.addresses import Address, parse
from gridmap.territory.place_names import name_key

__all__ = ["KnownBuilding", "Plate", "plates_of"]


@dataclass(frozen=True, slots=True)
class KnownBuilding:
    """A building of the workspace, as far as it is called something.

    Attributes
    ----------
    id
        What :class:`Match` names it by.
    address, name, estate
        As the map or a list has them.
    aliases
        Old names, and what ledgers called it as somebody confirmed.
    external_ids
        Values by which other systems name it.
    units, levels
        Staircases and floors above ground; ``None`` where not known.
    """

    id: int
    address: str | None = None
    name: str | None = None
    estate: str | None = None
    aliases: tuple[str, ...] = ()
    external_ids: tuple[str, ...] = ()
    units: int | None = None
    levels: int | None = None


@dataclass(frozen=True, slots=True)
class Plate:
    """One way in which a known building is called.

    Attributes
    ----------
    building
        Id of the building.
    estates, road
        Keys of names (:func:`gridmap.territory.place_names.name_key`); an estate may have several.
    number, group, code
        Number in the road or village, group of the village, number of the building.
    alias
        Whether it is a name of old.
    """

    building: int
    estates: frozenset[str]
    road: str | None
    number: str | None
    group: str | None
    code: str | None
    alias: bool


def plates_of(buildings: Iterable[KnownBuilding]) -> list[Plate]:
    """Tell every way in which buildings are called.

    Buildings of an estate have the street number that others of it tell, where it has one.
    """
    plates = [plate for each in buildings for plate in _plates_of_one(each)]
    gates: dict[str, set[tuple[str, str]]] = {}
    for plate in plates:
        for estate in plate.estates:
            if plate.road and plate.number and plate.code:
                gates.setdefault(estate, set()).add((plate.road, plate.number))
    return [
        replace(plate, road=gate[0], number=gate[1])
        if (gate := _gate(plate, gates)) is not None
        else plate
        for plate in plates
    ]


def _plates_of_one(known: KnownBuilding) -> list[Plate]:
    address, name = parse(known.address or ""), parse(known.name or "")
    estates = {known.estate, address.estate, name.estate} - {None}
    called = [address, name]
    if known.estate and name.estate and name.building is None and name.number is None:
        # A building of an estate that has a name in place of a number: 桂花阁.
        own = name_key(name.estate).removeprefix(name_key(known.estate))
        if own:
            called.append(Address(building=own))
            estates.discard(name.estate)
    plates = [_plate(known.id, called, estates, alias=False)]
    for alias in known.aliases:
        told = parse(alias)
        plates.append(_plate(known.id, [told], {told.estate}, alias=True))
    return plates


def _plate(
    building: int, called: Sequence[Address], estates: Iterable[str | None], *, alias: bool
) -> Plate:
    return Plate(
        building,
        frozenset(filter(None, (name_key(estate or "") for estate in estates))),
        road=_first(called, "road"),
        number=_first(called, "number"),
        group=_first(called, "group"),
        code=_first(called, "building"),
        alias=alias,
    )


def _gate(plate: Plate, gates: dict[str, set[tuple[str, str]]]) -> tuple[str, str] | None:
    if plate.road or plate.number or not plate.code:
        return None
    found = set().union(*(gates.get(estate, set()) for estate in plate.estates))
    return next(iter(found)) if len(found) == 1 else None


def _first(addresses: Sequence[Address], part: str) -> str | None:
    said = (getattr(address, part) for address in addresses)
    first: str | None = next(filter(None, said), None)
    return name_key(first) if first and part == "road" else first
