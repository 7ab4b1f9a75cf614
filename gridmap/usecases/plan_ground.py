"""What a plan is made from: the parts of buildings of an area, as a frame, and its ground."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection

from gridmap.errors import InputError
from gridmap.fieldwork.cases import CaseKind, CaseState
from gridmap.geo.crs import LONLAT
from gridmap.geo.locate import locate
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import cases as case_store
from gridmap.store import households as household_store
from gridmap.store import key_groups as key_group_store
from gridmap.store import landscape
from gridmap.store import membership as membership_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level

__all__ = ["Ground", "ground_of"]

_NO_STREET: Final = frozenset({"footway", "steps", "path", "cycleway", "corridor", "bridleway"})
"""Ways that are no border: they run through estates."""

_DOORS: Final = ("households", "key_groups", "walk_up")
"""What is counted door by door."""

_HIGH: Final = 3
"""A door above this floor is a climb where there is no lift."""

_LIFT_FROM: Final = 7
"""Buildings with as many floors have a lift."""


@dataclass(frozen=True, slots=True)
class Ground:
    """An area to be divided.

    Attributes
    ----------
    tree, area
        All areas of the day, and the one the plan is for.
    atoms
        A row a part of a building, or, for patches, which share towers, a floor of a unit of it:
        ``part``, ``unit``, ``floor`` and ``top`` (lowest and highest one), ``households``,
        ``key_groups``, ``walk_up``, ``hazards``, ``leaf`` (code of the leaf area), ``patch`` (the
        same where it lies below a grid), ``grid``, ``community``, and ``geometry`` (EPSG:4326).
    streets, water
        Lines that borders follow, and what grids do not reach across.
    communities, grids
        Outlines of those that have one, by ``community`` and by ``grid``.
    """

    tree: AreaTree
    area: Area
    atoms: gpd.GeoDataFrame
    streets: gpd.GeoSeries
    water: gpd.GeoSeries
    communities: gpd.GeoDataFrame
    grids: gpd.GeoDataFrame

    def within(self, zone: str) -> gpd.GeoDataFrame | None:
        """Outlines of the zones, by ``community`` or by ``grid``, if all have one."""
        outlined = self.communities if zone == "community" else self.grids
        return outlined if set(outlined[zone]) >= set(self.atoms[zone]) else None


def ground_of(conn: Connection, tree: AreaTree, area: Area, today: date, *, floors: bool) -> Ground:
    """Take an area out of the tables.

    Parameters
    ----------
    floors
        Whether parts fall into floors, unit by unit, where all of their doors have one.

    Raises
    ------
    InputError
        ``plan-area-empty`` when it has no buildings.
    """
    outlines = area_store.outlines(conn, today)
    members = _members(conn, tree, area, today, outlines)
    if members.empty:
        raise InputError("plan-area-empty", area=area.name or area.code)
    homes = _doors(conn, today)
    counts = homes.groupby("part")[list(_DOORS)].sum()
    whole = members.join(counts, on="part").fillna(dict.fromkeys(_DOORS, 0))
    hazards = _hazards(conn)
    alike = whole.groupby("building")["part"].transform("count")
    whole["hazards"] = whole["building"].map(hazards).fillna(0) / alike
    atoms = _by_floor(whole, homes) if floors else whole
    for name in ("unit", "leaf", "patch", "grid", "community"):
        atoms[name] = atoms[name].astype(object).where(atoms[name].notna(), None)
    # In an order that stays when parts are split: of a shared tower the first counts as its ground.
    place = atoms.groupby("building", sort=False).ngroup()
    atoms = atoms.assign(place=place).sort_values(["place", "unit", "floor"], kind="stable")
    atoms = atoms.drop(columns="place").reset_index(drop=True)
    atoms = gpd.GeoDataFrame(atoms, geometry="geometry", crs=LONLAT)
    return Ground(
        tree,
        area,
        atoms,
        *_landscape(conn, atoms),
        *(_outlined(tree, atoms[zone].dropna(), outlines) for zone in ("community", "grid")),
    )


def _members(
    conn: Connection,
    tree: AreaTree,
    area: Area,
    today: date,
    outlines: Any,  # noqa: ANN401 - a mapping
) -> pd.DataFrame:
    """Read the parts that the area answers for, and those of nobody that stand on its ground."""
    below = {one.id: one for one in tree.subtree(area)}
    members = membership_store.members(conn, today)
    places = building_store.footprints(conn)
    place = dict(zip(places["id"].tolist(), places["geom"], strict=True))
    own = members["leaf_area"].isin(list(below))
    if (outline := outlines.get(area.id)) is not None:
        nobody = members.index[members["leaf_area"].isna()]
        at = np.array([place[one] for one in members["building"][nobody]], dtype=object)
        if len(at):
            inside = locate(shapely.point_on_surface(at), np.array([outline], dtype=object)) == 0
            own[nobody[inside]] = True
    members = members[own]
    parts = household_store.parts(conn, today).set_index("id")[["unit", "floor_lo", "floor_hi"]]
    members = members.join(parts, on="part")
    members["geometry"] = members["building"].map(place)
    leaves = [below.get(key) for key in members["leaf_area"].fillna(-1).astype(int)]
    members["leaf"] = [None if leaf is None else leaf.code for leaf in leaves]
    members["grid"] = [_of_level(tree, leaf, Level.GRID) for leaf in leaves]
    members["patch"] = [
        leaf.code if leaf is not None and leaf.level.depth > Level.GRID.depth else None
        for leaf in leaves
    ]
    members["community"] = [
        _of_level(tree, leaf, Level.COMMUNITY) if leaf is not None else None for leaf in leaves
    ]
    loose = members["community"].isna()
    members.loc[loose, "community"] = _located(members.loc[loose, "geometry"], tree, area, outlines)
    columns = ["part", "building", "unit", "leaf", "patch", "grid", "community", "geometry"]
    members["floor"] = members["floor_lo"].astype("Float64")
    members["top"] = members["floor_hi"].astype("Float64")
    return members[[*columns, "floor", "top"]]


def _of_level(tree: AreaTree, leaf: Area | None, level: Level) -> str | None:
    """Tell the code of the area of a level that a leaf area lies in."""
    if leaf is None:
        return None
    return next((one.code for one in tree.path(leaf) if one.level is level), None)


def _located(places: pd.Series[Any], tree: AreaTree, area: Area, outlines: Any) -> list[str]:  # noqa: ANN401
    """Tell the community on whose ground buildings of nobody stand; the area itself otherwise."""
    towns = [
        one for one in tree.subtree(area) if one.level is Level.COMMUNITY and one.id in outlines
    ]
    if not towns or not len(places):
        return [area.code] * len(places)
    points = shapely.point_on_surface(places.to_numpy())
    found = locate(points, np.array([outlines[one.id] for one in towns], dtype=object))
    return [towns[at].code if at >= 0 else area.code for at in found.tolist()]


def _doors(conn: Connection, today: date) -> pd.DataFrame:
    """Read the doors of a day with what they weigh."""
    standing = household_store.standing(conn, today)
    homes = pd.DataFrame({name: standing[name] for name in ("household", "part", "building")})
    doors = household_store.doors(conn, today).set_index("household")[["unit", "floor"]]
    homes = homes.join(doors, on="household")
    floors = homes["floor"].astype("Float64").fillna(0)
    levels = floors.groupby(homes["building"]).transform("max")
    groups = pd.Series(
        [key for key, _ in key_group_store.members(conn, today)], dtype="int64"
    ).value_counts()
    homes["households"] = 1
    homes["key_groups"] = homes["household"].map(groups).fillna(0)
    homes["walk_up"] = ((floors > _HIGH) & (levels < _LIFT_FROM)).astype(float)
    return homes


def _hazards(conn: Connection) -> pd.Series[Any]:
    """Count the hazards that are open, by building."""
    rows = case_store.cases(
        conn, kind=CaseKind.HAZARD.value, state=CaseState.OPEN.value, most=1_000_000
    )
    places = [row["building"] for row in rows if row["building"] is not None]
    return pd.Series(places, dtype="int64").value_counts()


def _by_floor(whole: pd.DataFrame, homes: pd.DataFrame) -> pd.DataFrame:
    """Let parts fall into floors, unit by unit."""
    known = homes["floor"].notna().groupby(homes["part"]).all()
    falls = whole["part"].isin(known.index[known])
    doors = homes[homes["part"].isin(whole.loc[falls, "part"])].copy()
    doors["unit"] = doors["unit"].astype(object).where(doors["unit"].notna(), None)
    floors = (
        doors.groupby(["part", "unit", "floor"], dropna=False)[list(_DOORS)].sum().reset_index()
    )
    rest = whole[falls].drop(columns=["unit", "floor", "top", *_DOORS])
    split = rest.merge(floors, on="part")
    split["floor"] = split["top"] = split["floor"].astype("Float64")
    shares = split.groupby("part")["part"].transform("count")
    split["hazards"] = split["hazards"] / shares
    return pd.concat([whole[~falls], split], ignore_index=True)


def _landscape(conn: Connection, atoms: gpd.GeoDataFrame) -> tuple[gpd.GeoSeries, gpd.GeoSeries]:
    """Read streets and water around."""
    bbox = tuple(float(side) for side in atoms.total_bounds)
    west, south, east, north = bbox
    near = (west - 0.002, south - 0.002, east + 0.002, north + 0.002)
    found = landscape.streets(conn, near)
    kept = np.array([kind not in _NO_STREET for kind in found["kind"]], dtype=bool)
    land = landscape.landcovers(conn, near)
    wet = np.array([kind == "water" for kind in land["kind"]], dtype=bool)
    return _series(found["geom"], kept), _series(land["geom"], wet)


def _series(shapes: NDArray[Any], kept: NDArray[np.bool_]) -> gpd.GeoSeries:
    return gpd.GeoSeries(list(shapes[kept]), crs=LONLAT)


def _outlined(tree: AreaTree, codes: pd.Series[Any], outlines: Any) -> gpd.GeoDataFrame:  # noqa: ANN401
    known = {
        code: outlines[tree.by_code[code].id]
        for code in sorted(set(codes))
        if code in tree.by_code and tree.by_code[code].id in outlines
    }
    return gpd.GeoDataFrame({codes.name: list(known)}, geometry=list(known.values()), crs=LONLAT)
