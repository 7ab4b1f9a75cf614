"""The whole invented subdistrict, as the frames that an import would bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gridmap.demo.addresses import address
from gridmap.demo.areas import Division, number_areas
from gridmap.demo.blocks import Stock, build
from gridmap.demo.division import Faces, community_of, faces_of, grids_of
from gridmap.demo.dwellings import Units, units_of
from gridmap.demo.ground import hills_of, water_of
from gridmap.demo.hazards import found_hazards
from gridmap.demo.patches import PATCHES, Patches, divide
from gridmap.demo.people import staff
from gridmap.demo.plan import COMMUNITIES
from gridmap.demo.plane import dice, lonlat
from gridmap.demo.rounds import visits
from gridmap.demo.streets import lay_streets, whole_streets
from gridmap.geo.crs import LONLAT, Geometries

__all__ = ["Town", "town"]

_KEY_GROUPS: Final = {
    "独居老人": 0.030,
    "困难群众": 0.018,
    "残疾人": 0.015,
    "留守儿童": 0.009,
    "流动党员": 0.008,
    "困难党员": 0.003,
}
_LANDCOVER_MIN_M2: Final = 40.0


@dataclass(frozen=True)
class Town:
    """An invented subdistrict: frames, the geometries in EPSG:4326 with 7 decimals.

    Attributes
    ----------
    areas
        ``code, name, level, parent, kind, geometry``, parents before children. ``level`` as in
        :class:`gridmap.territory.codes.Level`; ``parent`` is a code (NA at the top). ``kind`` is
        basic or dedicated for grids, resident_group or building_group for groups, else NA. Each
        level tiles what is above it, vertex on vertex; patches that share a tower by floors have no
        geometry of their own, so patches and groups tile all but the ground of towers.
    estates
        ``ref, name, managed, committee_until``: whether there is property management, and the date
        on which the owners' committee's (业委会) term ends, NaT where there is none.
    streets
        ``name, kind, geometry``: LineStrings that share a vertex where streets meet; ``kind`` is the
        OSM ``highway`` value; ``name`` NA for drives and paths.
    landcover
        ``name, kind, geometry``: water and green.
    buildings
        ``source_ref, name, address, estate, kind, levels, units, geometry``: ``estate`` is an
        estate's ``ref`` or NA, ``kind`` the OSM ``building`` value, ``units`` the number of
        staircases with dwellings (0 where nobody lives).
    parts
        ``building, unit, floor_lo, floor_hi, leaf_area, geometry``: who answers for what.
        ``building`` is a ``source_ref``; ``unit`` NA means the whole building, floors NA all of
        them; ``leaf_area`` is an area's code; ``geometry`` a point within the part's ground.
    households
        ``building, unit, floor, door, part, occupancy, do_not_visit, key_groups``: ``part`` is a
        row number of ``parts``; ``key_groups`` a tuple of names.
    offices, links
        ``person, office, area`` and ``cadre, leader``: persons are keys such as ``p0001``, without
        names or phones.
    visits
        ``id, household, outcome, mode, occurred_at, recorded_at, source, corrects`` by time of
        record: ``household`` is a row number of ``households``, ``id`` a UUID, ``corrects`` the id
        of an earlier fact or NA, instants in UTC.
    hazards
        ``category, severity, state, building, geometry, opened_at, note``: ``building`` a
        ``source_ref``, NA for those on a street.
    """

    areas: gpd.GeoDataFrame
    estates: pd.DataFrame
    streets: gpd.GeoDataFrame
    landcover: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame
    parts: gpd.GeoDataFrame
    households: pd.DataFrame
    offices: pd.DataFrame
    links: pd.DataFrame
    visits: pd.DataFrame
    hazards: gpd.GeoDataFrame


def town(today: date) -> Town:
    """Generate the demo subdistrict, 茨菇塘街道, as of a day.

    Everything but the dates is the same whatever the day.

    Parameters
    ----------
    today
        Local date (Asia/Shanghai). Visits and hazards lie in the 24 days before it.

    Examples
    --------
    >>> from datetime import date
    >>> generated = town(date(2026, 11, 21))
    >>> int((generated.areas.level == "patch").sum())
    719
    """
    network = lay_streets()
    water, hills = water_of(network), hills_of()
    stock = build(network, np.array([g for _, g in water]), np.array([g for _, g in hills]))
    units = units_of(stock.footprints, np.array(stock.block))
    homes = np.bincount(units.block, units.homes, len(network.blocks))
    community = community_of(network)
    grids = grids_of(network, community, homes)
    patches = divide(units, network.blocks, _strain(community))
    faces = faces_of(
        network, grids.of_block, patches.borders, (units.ground, units.block, patches.region)
    )
    division = number_areas(grids, patches, faces, units.building)
    buildings = _buildings(stock, address(network, stock).address, address(network, stock).name)
    parts, part_of_row = _parts(stock, units, patches, faces, division, buildings.source_ref)
    households = _households(units, patches, part_of_row, buildings)
    offices, links = staff(division.frame)
    leaf = parts.leaf_area.to_numpy(dtype=str)[households.part]
    building_no = units.building[np.repeat(patches.unit, _homes(units, patches))]
    seen = visits(
        today,
        np.array([code[:15] for code in leaf]),
        leaf,
        np.sort(building_no),
        (households.occupancy.eq("vacant") | households.do_not_visit).to_numpy(),
    )
    lived_in = np.unique(units.building)
    hazards = found_hazards(
        today,
        buildings.source_ref.to_numpy(dtype=str)[lived_in],
        np.array([stock.footprints[each].outline for each in lived_in.tolist()]),
        np.array([stock.footprints[each].levels > 9 for each in lived_in.tolist()]),
        network.lines[(network.sides >= 0).all(axis=1)],
    )
    streets = whole_streets(network, stock.lanes, stock.paths)
    green = [*hills, *((name, lawn) for name, lawn in stock.lawns)]
    return Town(
        areas=_placed(division.frame.rename(columns={"outline": "geometry"})),
        estates=_estates(stock, today),
        streets=_placed(streets),
        landcover=_placed(_landcover(water, green)),
        buildings=_placed(buildings),
        parts=_placed(parts),
        households=households,
        offices=offices,
        links=links,
        visits=seen,
        hazards=_placed(hazards),
    )


def _placed(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """Take a frame from the plane to longitude and latitude, text columns as text."""
    ground = lonlat(frame.geometry.to_numpy(dtype=object))
    text = [name for name in ("name", "parent", "kind", "estate", "address") if name in frame]
    return gpd.GeoDataFrame(
        frame.drop(columns="geometry").astype(dict.fromkeys(text, "string")),
        geometry=ground,
        crs=LONLAT,
    )


def _strain(community: NDArray[np.int64]) -> NDArray[np.float64]:
    """Tell how short of leaders each block's community is."""
    by_community = dice(12).permutation(np.linspace(0.0, 14.0, len(COMMUNITIES)))
    strain: NDArray[np.float64] = by_community[community]
    return strain


def _homes(units: Units, patches: Patches) -> NDArray[np.int64]:
    return units.doors[patches.unit] * (patches.hi - patches.lo + 1)


def _buildings(stock: Stock, addresses: list[str], names: list[str | None]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "source_ref": [f"b{number:04d}" for number in range(1, len(stock.footprints) + 1)],
            "name": names,
            "address": addresses,
            "estate": [f"e{each + 1:03d}" if each >= 0 else None for each in stock.estate],
            "kind": [each.kind for each in stock.footprints],
            "levels": pd.array([each.levels for each in stock.footprints], dtype="Int64"),
            "units": pd.array([len(each.units) for each in stock.footprints], dtype="Int64"),
            "geometry": np.array([each.outline for each in stock.footprints], dtype=object),
        }
    )


def _parts(
    stock: Stock,
    units: Units,
    patches: Patches,
    faces: Faces,
    division: Division,
    refs: pd.Series,
) -> tuple[pd.DataFrame, NDArray[np.int64]]:
    """List building parts, and the part that each row of ``patches`` is in."""
    building = units.building[patches.unit]
    table = pd.DataFrame(
        {"building": building, "unit": units.number[patches.unit], "lo": patches.lo, "hi": patches.hi,
         "patch": patches.patch, "first": units.first[patches.unit], "last": units.last[patches.unit],
         "row": np.arange(len(building))}
    )  # fmt: skip
    table["geometry"] = shapely.point_on_surface(units.ground[patches.unit])
    whole = table.groupby("building").patch.transform("nunique").eq(1)
    outlines = np.array([each.outline for each in stock.footprints], dtype=object)
    inner = shapely.point_on_surface(outlines)

    empty = np.setdiff1d(np.arange(len(outlines)), building)
    face, at = shapely.STRtree(inner[empty]).query(faces.ground, predicate="intersects")
    leaf_of_empty = pd.Series(division.leaf_of_face[face], index=empty[at]).groupby(level=0).first()
    together = table[whole].groupby("building").patch.first()
    single = pd.concat([leaf_of_empty, together.map(lambda patch: division.patch_codes[patch])])
    ones = pd.DataFrame(
        {"number": single.index, "unit": pd.NA, "floor_lo": pd.NA, "floor_hi": pd.NA,
         "leaf_area": single.to_numpy(), "geometry": inner[single.index]}
    )  # fmt: skip
    split = table[~whole]
    full = (split.lo == split["first"]) & (split.hi == split["last"])
    several = pd.DataFrame(
        {"number": split.building, "unit": split.unit.astype(str), "floor_lo": split.lo.mask(full),
         "floor_hi": split.hi.mask(full), "leaf_area": division.patch_codes[split.patch],
         "geometry": split.geometry}
    )  # fmt: skip
    both = pd.concat([ones, several])
    both["row"] = [*(-1 for _ in range(len(ones))), *split["row"]]
    both = both.astype(
        {"unit": "string", "floor_lo": "Int64", "floor_hi": "Int64", "leaf_area": "string"}
    )
    both = both.sort_values(["number", "unit", "floor_lo"], kind="stable", ignore_index=True)
    part_of_row = np.full(len(table), -1)
    is_split = both["row"].to_numpy() >= 0
    part_of_row[both["row"].to_numpy()[is_split]] = np.flatnonzero(is_split)
    part_of_whole = pd.Series(np.flatnonzero(~is_split), index=both.number[~is_split])
    part_of_row[table["row"][whole]] = part_of_whole[table.building[whole]].to_numpy()
    both.insert(0, "building", refs.to_numpy(dtype=str)[both.number])
    return both.drop(columns=["number", "row"]), part_of_row


def _households(
    units: Units,
    patches: Patches,
    part_of_row: NDArray[np.int64],
    buildings: pd.DataFrame,
) -> pd.DataFrame:
    rng = dice(4)
    count = _homes(units, patches)
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
            "unit": pd.array(
                np.where(kind == "house", None, units.number[unit].astype(str)), dtype="string"
            ),
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


def _estates(stock: Stock, today: date) -> pd.DataFrame:
    rng = dice(5)
    compound = np.array([use == "compound" for use in stock.estate_uses])
    managed = rng.random(len(compound)) < np.where(compound, 0.2, 0.8)
    elected = rng.random(len(compound)) < np.where(managed, 0.6, 0.15)
    days = rng.integers(-400, 1_300, len(compound))
    until = [
        pd.Timestamp(today + timedelta(days=int(day))) if has else pd.NaT
        for day, has in zip(days, elected, strict=True)
    ]
    return pd.DataFrame(
        {
            "ref": [f"e{number:03d}" for number in range(1, len(compound) + 1)],
            "name": stock.estate_names,
            "managed": managed,
            "committee_until": pd.Series(until, dtype="datetime64[us]"),
        }
    )


def _landcover(
    water: list[tuple[str, shapely.Polygon]], green: list[tuple[str, shapely.Geometry]]
) -> pd.DataFrame:
    rows = [(name or None, "water", ground) for name, ground in water]
    rows += [
        (name or None, "green", piece)
        for name, ground in green
        for piece in shapely.get_parts(ground)
    ]
    frame = pd.DataFrame(rows, columns=["name", "kind", "geometry"])
    return frame[shapely.area(frame.geometry.to_numpy(dtype=object)) > _LANDCOVER_MIN_M2]
