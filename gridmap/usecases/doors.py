"""Find the door that a row of a table means."""

from __future__ import annotations

from datetime import date

import pandas as pd
from sqlalchemy import Connection

from gridmap.store import buildings as building_store
from gridmap.store import households as household_store

__all__ = ["find_buildings", "find_doors"]


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

    What means several buildings means none.
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
    return names.map(
        {name: next(iter(keys)) for name, keys in means.items() if len(keys) == 1}
    ).astype("Int64")


def _address(doors: pd.DataFrame) -> pd.Series:
    """Write unit and door, an unnamed unit as an empty one."""
    unit, door = (
        doors[column].astype(object).fillna("").astype(str) for column in ("unit", "door")
    )
    return "/" + unit + "/" + door
