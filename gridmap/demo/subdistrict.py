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
from shapely.geometry.base import BaseGeometry

from gridmap.demo.addresses import address
from gridmap.demo.areas import number_areas
from gridmap.demo.blocks import Stock, build
from gridmap.demo.division import community_of, faces_of, grids_of
from gridmap.demo.dwellings import units_of
from gridmap.demo.gates import gates_of
from gridmap.demo.ground import hills_of, paths_of, water_of
from gridmap.demo.hazards import found_hazards
from gridmap.demo.organisation import Organisation, organise
from gridmap.demo.patches import divide
from gridmap.demo.people import staff
from gridmap.demo.plan import COMMUNITIES
from gridmap.demo.plane import dice, lonlat
from gridmap.demo.register import building_frame, household_frame, part_frame
from gridmap.demo.rounds import visits
from gridmap.demo.streets import lay_streets, whole_streets
from gridmap.demo.succession import succession
from gridmap.geo.crs import LONLAT

__all__ = ["Town", "town"]

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
        ``name, kind, geometry``: LineStrings that share a vertex where streets meet; ``kind`` is
        the OSM ``highway`` value; ``name`` NA for drives and paths.
    gates
        ``name, kind, geometry``: points where the drives of estates meet streets; ``kind`` is the
        OSM ``barrier`` value.
    landcover
        ``name, kind, geometry``: water and green.
    buildings
        ``source_ref, name, address, estate, kind, levels, units, geometry``: ``estate`` is an
        estate's ``ref`` or NA, ``kind`` the OSM ``building`` value, ``units`` the number of
        staircases with dwellings (0 where nobody lives).
    parts
        ``building, unit, floor_lo, floor_hi, leaf_area, geometry``: who answers for what.
        ``building`` is a ``source_ref``; ``unit`` NA means the whole building, floors NA all of
        them; ``leaf_area`` is an area's code, NA for the two that nobody answers for;
        ``geometry`` a point within the part's ground.
    households
        ``building, unit, floor, door, part, occupancy, do_not_visit, key_groups``: ``part`` is a
        row number of ``parts``; ``key_groups`` a tuple of names.
    offices, links
        ``person, office, area, since, until`` and ``cadre, leader, since``: persons are keys such
        as ``p0001``, without names or phones; days as :func:`gridmap.demo.succession.succession`
        gives them.
    organisation
        Party trees, departments, a team, further offices, and invented names for everybody.
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
    gates: gpd.GeoDataFrame
    landcover: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame
    parts: gpd.GeoDataFrame
    households: pd.DataFrame
    offices: pd.DataFrame
    links: pd.DataFrame
    organisation: Organisation
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
    723
    """
    network = lay_streets()
    water, hills = water_of(network), hills_of()
    stock = build(network, np.array([g for _, g in water]), np.array([g for _, g in hills]))
    units = units_of(stock.footprints, np.array(stock.block))
    homes = np.bincount(units.block, units.homes, len(network.blocks)).astype(np.float64)
    community = community_of(network)
    grids = grids_of(network, community, homes)
    patches = divide(units, network.blocks, _strain(community))
    faces = faces_of(
        network, grids.of_block, patches.borders, (units.ground, units.block, patches.region)
    )
    division = number_areas(grids, patches, faces)
    buildings = building_frame(stock, address(network, stock))
    parts, part_of_row = part_frame(buildings, units, patches, faces, division)
    households = household_frame(units, patches, part_of_row, buildings)
    offices, links = succession(*staff(division.frame), today)
    leaf = parts.leaf_area.to_numpy(dtype=str)[households.part]
    seen = visits(
        today,
        np.array([code[:15] for code in leaf]),
        leaf,
        pd.factorize(households.building)[0],
        (households.occupancy.eq("vacant") | households.do_not_visit).to_numpy(),
    )
    lived_in = np.unique(units.building)
    parts = _overlooked(parts, households, seen)
    hazards = found_hazards(
        today,
        buildings.source_ref.to_numpy(dtype=str)[lived_in],
        np.array([stock.footprints[each].outline for each in lived_in.tolist()]),
        np.array([stock.footprints[each].levels > 9 for each in lived_in.tolist()]),
        network.lines[(network.sides >= 0).all(axis=1)],
    )
    streets = whole_streets(network, stock.lanes, paths_of(network, hills))
    green = [*hills, *(("", lawn) for lawn in stock.lawns)]
    return Town(
        areas=_placed(division.frame.rename(columns={"outline": "geometry"})),
        estates=_estates(stock, today),
        streets=_placed(streets),
        gates=_placed(gates_of(network, stock)),
        landcover=_placed(_landcover(water, green)),
        buildings=_placed(buildings),
        parts=_placed(parts),
        households=households,
        offices=offices,
        links=links,
        organisation=organise(division.frame, offices),
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


def _overlooked(parts: pd.DataFrame, households: pd.DataFrame, seen: pd.DataFrame) -> pd.DataFrame:
    """Let nobody answer for two buildings, in two communities, where nobody has been yet.

    Their patches go on with more households than these.
    """
    doors = households.groupby("part").size().reindex(parts.index, fill_value=0)
    patch = doors.groupby(parts["leaf_area"]).transform("sum")
    fit = parts["unit"].isna() & doors.between(2, 12) & (patch - doors >= 5)
    fit[households["part"].to_numpy()[seen["household"].unique()]] = False
    chosen = doors[fit].groupby(parts["leaf_area"].str[:12]).idxmax().iloc[:2]
    return parts.assign(leaf_area=parts["leaf_area"].mask(parts.index.isin(chosen)))


def _strain(community: NDArray[np.int64]) -> NDArray[np.float64]:
    """Tell how short of leaders each block's community is."""
    by_community = dice(12).permutation(np.linspace(0.0, 14.0, len(COMMUNITIES)))
    strain: NDArray[np.float64] = by_community[community]
    return strain


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
    water: list[tuple[str, shapely.Polygon]], green: list[tuple[str, BaseGeometry]]
) -> pd.DataFrame:
    rows = [(name or None, "water", ground) for name, ground in water]
    rows += [
        (name or None, "green", piece)
        for name, ground in green
        for piece in shapely.get_parts(ground)
    ]
    frame = pd.DataFrame(rows, columns=["name", "kind", "geometry"])
    return frame[shapely.area(frame.geometry.to_numpy(dtype=object)) > _LANDCOVER_MIN_M2]
