"""The register: buildings, their parts and who answers for them, and every door."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gridmap.demo.addresses import Addresses
from gridmap.demo.areas import Division
from gridmap.demo.blocks import Stock
from gridmap.demo.division import Faces
from gridmap.demo.dwellings import Units
from gridmap.demo.patches import Patches
from gridmap.demo.plane import dice
from gridmap.geo.crs import Geometries

__all__ = ["building_frame", "household_frame", "part_frame"]

_KEY_GROUPS: Final = {
    "独居老人": 0.030,
    "困难群众": 0.018,
    "残疾人": 0.015,
    "留守儿童": 0.009,
    "流动党员": 0.008,
    "困难党员": 0.003,
}


def building_frame(stock: Stock, addresses: Addresses) -> pd.DataFrame:
    """List all buildings, columns as in :attr:`gridmap.demo.Town.buildings`, on the plane."""
    return pd.DataFrame(
        {
            "source_ref": [f"b{number:04d}" for number in range(1, len(stock.footprints) + 1)],
            "name": addresses.name,
            "address": addresses.address,
            "estate": [f"e{each + 1:03d}" if each >= 0 else None for each in stock.estate],
            "kind": [each.kind for each in stock.footprints],
            "levels": pd.array([each.levels for each in stock.footprints], dtype="Int64"),
            "units": pd.array([len(each.units) for each in stock.footprints], dtype="Int64"),
            "geometry": _array([each.outline for each in stock.footprints]),
        }
    )


def part_frame(
    buildings: pd.DataFrame, units: Units, patches: Patches, faces: Faces, division: Division
) -> tuple[pd.DataFrame, NDArray[np.int64]]:
    """List building parts, and the part that each row of ``patches`` is in.

    A building that is one leader's is one part, whole; another one has a part for each staircase,
    or stretch of floors of a staircase. Where nobody lives, the ground tells who answers.

    Returns
    -------
    parts
        Columns as in :attr:`gridmap.demo.Town.parts`, on the plane.
    part_of_row
        Row number of ``parts`` for each row of ``patches``.
    """
    inner = shapely.point_on_surface(buildings.geometry.to_numpy(dtype=object))
    number = units.building[patches.unit]
    lived_in = pd.DataFrame(
        {
            "number": number,
            "unit": pd.array(units.number[patches.unit].astype(str), dtype="string"),
            "floor_lo": pd.array(patches.lo, dtype="Int64"),
            "floor_hi": pd.array(patches.hi, dtype="Int64"),
            "leaf_area": division.patch_codes[patches.patch],
            "geometry": shapely.point_on_surface(units.ground[patches.unit]),
        }
    )
    whole = lived_in.groupby("number").leaf_area.transform("nunique").eq(1)
    upright = (patches.lo == units.first[patches.unit]) & (patches.hi == units.last[patches.unit])
    lived_in.loc[whole | upright, ["floor_lo", "floor_hi"]] = pd.NA
    lived_in.loc[whole, "unit"] = pd.NA
    lived_in.loc[whole, "geometry"] = inner[number[whole]]

    empty = np.setdiff1d(np.arange(len(inner)), number)
    at, face = shapely.STRtree(faces.ground).query(inner[empty], predicate="intersects")
    at, first = np.unique(at, return_index=True)
    others = pd.DataFrame(
        {
            "number": empty[at],
            "leaf_area": division.leaf_of_face[face[first]],
            "geometry": inner[empty[at]],
        }
    )
    rows = pd.concat([lived_in, others], ignore_index=True)
    rows["part"] = rows.groupby(["number", "unit", "floor_lo"], dropna=False).ngroup()
    parts = rows.drop_duplicates("part").sort_values("part", ignore_index=True)
    parts.insert(0, "building", buildings.source_ref.to_numpy(dtype=str)[parts.number])
    part_of_row = rows.part.to_numpy(dtype=np.int64)[: len(lived_in)]
    return parts.drop(columns=["number", "part"]).astype({"leaf_area": "string"}), part_of_row


def household_frame(
    units: Units,
    patches: Patches,
    part_of_row: NDArray[np.int64],
    buildings: pd.DataFrame,
) -> pd.DataFrame:
    """List every door, columns as in :attr:`gridmap.demo.Town.households`.

    Parameters
    ----------
    units, patches, part_of_row
        Staircases, their division, and the part that each row of the division is in.
    buildings
        As from :func:`building_frame`.
    """
    rng = dice(4)
    count = units.doors[patches.unit] * (patches.hi - patches.lo + 1)
    row = np.repeat(np.arange(len(count)), count)
    unit = patches.unit[row]
    nth = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    doors = units.doors[unit]
    floor = patches.lo[row] + nth // doors
    kind = buildings.kind.to_numpy(dtype=str)[units.building[unit]]
    frame = pd.DataFrame(
        {
            "number": units.building[unit],
            "building": buildings.source_ref.to_numpy(dtype=str)[units.building[unit]],
            "unit": pd.Series(units.number[unit].astype(str), dtype="string").mask(kind == "house"),
            "floor": pd.array(floor, dtype="Int64"),
            "door": [
                f"{f}{d:02d}"
                for f, d in zip(floor.tolist(), (nth % doors + 1).tolist(), strict=True)
            ],
            "part": part_of_row[row],
        }
    )
    frame = frame.sort_values(["number", "unit", "floor", "door"], kind="stable", ignore_index=True)
    size = len(frame)
    frame["occupancy"] = rng.choice(
        ["occupied", "rented", "vacant", "collective"], size, p=(0.74, 0.195, 0.06, 0.005)
    )
    frame["do_not_visit"] = rng.random(size) < 0.006
    has = rng.random((size, len(_KEY_GROUPS))) < list(_KEY_GROUPS.values())
    has &= ~frame.occupancy.eq("vacant").to_numpy()[:, None]
    names = np.array(list(_KEY_GROUPS))
    frame["key_groups"] = [tuple(names[mask].tolist()) for mask in has]
    return frame.drop(columns="number")


def _array(geometries: list[shapely.Polygon]) -> Geometries:
    return np.array(geometries, dtype=object)
