"""Find the door that a row of a table means."""

from __future__ import annotations

from datetime import date

import pandas as pd
from sqlalchemy import Connection, select

from gridmap.store import buildings as building_store
from gridmap.store import households as household_store
from gridmap.store import ledgers as ledger_store
from gridmap.store.bulk import fetch_frame
from gridmap.store.tables.ground import estate as estate_table
from gridmap.territory.addresses import parse
from gridmap.territory.matching import BuildingIndex, KnownBuilding

__all__ = ["building_index", "find_buildings", "find_doors"]


# What people call a building by, the surer first.
_CALLED = ("address", "name")


def find_doors(conn: Connection, at: date, rows: pd.DataFrame) -> pd.Series:
    """Find the household that each row names.

    Parameters
    ----------
    rows
        ``household`` (public or external id) and, for rows without it, ``building`` (reference or
        external id), ``unit`` and ``door``.

    Returns
    -------
    pandas.Series
        ``Int64`` row ids, missing where there is no such door, or more than one.
    """
    found = rows["household"].map(household_store.by_external_id(conn)).astype("Int64")
    described = rows.index[found.isna() & rows["building"].notna()]
    if len(described):
        doors = household_store.doors(conn, at)
        keys = doors["building"].astype(str) + _address(doors)
        by_address = pd.Series(doors["household"].to_numpy(), index=keys)
        by_address = by_address[~by_address.index.duplicated(keep=False)]
        wanted = rows.loc[described]
        building = find_buildings(conn, at, wanted["building"])
        addresses = building.astype(str) + _address(wanted)
        found[described] = addresses.map(by_address).astype("Int64").array
    return found


def find_buildings(conn: Connection, at: date, names: pd.Series) -> pd.Series:
    """Find the building that each name means: an id, else an address, else a name.

    A name that is written otherwise than on the map (荷塘花园三幢 for 荷塘花园3栋) means the
    building that is clearly meant. What means several buildings means none.
    """
    known = building_store.known_buildings(conn, at)
    ids = [
        *zip(known["source_ref"], known["id"], strict=True),
        *zip(known["uid"], known["id"], strict=True),
        *((value, key) for (_, value), key in building_store.external_ids(conn).items()),
    ]
    means: dict[str, set[int]] = {}
    for pairs in (ids, *(zip(known[column], known["id"], strict=True) for column in _CALLED)):
        more: dict[str, set[int]] = {}
        for name, key in pairs:
            if name is not None:
                more.setdefault(name, set()).add(key)
        means = more | means
    told = {name: next(iter(keys)) for name, keys in means.items() if len(keys) == 1}
    unheard = [name for name in names.dropna().unique() if name not in means]
    if unheard:
        matches = building_index(conn, known).match([parse(name) for name in unheard])
        told |= {
            name: match.building
            for name, match in zip(unheard, matches, strict=True)
            if match.building is not None
        }
    return names.map(told).astype("Int64")


def building_index(conn: Connection, known: pd.DataFrame) -> BuildingIndex:
    """Index buildings by everything they are called.

    Parameters
    ----------
    known
        As :func:`gridmap.store.buildings.known_buildings` gives them.
    """
    aliases = ledger_store.aliases(conn)
    named = fetch_frame(conn, select(estate_table.c.id, estate_table.c.name))
    estates = dict(zip(named["id"], named["name"], strict=True))
    ids: dict[int, list[str]] = {}
    for (_, value), key in building_store.external_ids(conn).items():
        ids.setdefault(key, []).append(value)
    facts = known[["id", "address", "name", "estate", "units", "levels"]].astype(object)
    return BuildingIndex.of(
        [
            KnownBuilding(
                key,
                address,
                name,
                estates.get(estate),
                tuple(aliases.get(key, ())),
                tuple(ids.get(key, ())),
                units,
                levels,
            )
            for key, address, name, estate, units, levels in facts.where(
                facts.notna(), None
            ).to_numpy()
        ]
    )


def _address(doors: pd.DataFrame) -> pd.Series:
    """Write unit and door, an unnamed unit as an empty one."""
    unit, door = (
        doors[column].astype(object).fillna("").astype(str) for column in ("unit", "door")
    )
    return "/" + unit + "/" + door
