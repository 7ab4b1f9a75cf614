"""Buildings of lists on the map: place one, take a placing back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, RowMapping

from gridmap.errors import Conflict, InputError, NotFound
from gridmap.geo.crs import area_m2
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import listed as listed_store
from gridmap.store import membership as membership_store
from gridmap.store.sequence import ground_changed
from gridmap.territory.estimates import estimate_listed
from gridmap.territory.footprints import standing_on
from gridmap.territory.policy import Act, Data
from gridmap.usecases.buildings import enter_buildings
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.listed import ListedView
from gridmap.usecases.placeholders import settle_placeholders
from gridmap.usecases.responsibility import demand_ground
from gridmap.usecases.workspace import Workspace
from gridmap.words.foreign import geos_reason

__all__ = ["Placing", "place_listed", "take_back_placing"]

# Source of buildings that somebody placed by hand; their reference is the list row's uid.
_HAND: Final = "hand"

_TEXT: Final = pd.StringDtype(na_value=pd.NA)
# Ground that one building covers: less is a slip of the finger, more is a block of streets.
_LEAST_M2, _MOST_M2 = 4.0, 200_000.0
# About 1 cm: the same placing, sent once more.
_SAME_DEGREES = 1e-7


@dataclass(frozen=True, slots=True)
class Placing:
    """A listed building on the map, and the code of the leaf area that answers for it, if any."""

    listed: ListedView
    building: str | None
    area: str | None


def place_listed(
    workspace: Workspace,
    uid: str,
    *,
    place: BaseGeometry | None = None,
    building: str | None = None,
) -> Placing:
    """Place a listed building: at a point, on a footprint, or by naming a known building.

    Parameters
    ----------
    place
        Point or polygon, EPSG:4326.
    building
        Uid of the building on the map that it is: that one learns what it did not know.

    Raises
    ------
    NotFound
        If the listed or the known building is not there.
    InputError
        If the place cannot be a building's.
    Conflict
        ``listed-placed`` if it stands somewhere else already, ``listed-known`` if a survey brought
        it meanwhile, ``listed-stands-there`` if the place is another known building's: ``building``
        names that one.
    NotPermitted
        If the ground is not the actor's.
    """
    workspace.actor.insist(Act.CHANGE, Data.PLACING)
    with workspace.writing() as conn:
        listed = _listed(conn, uid)
        if listed["building"] is not None:
            demand_ground(workspace, conn, Data.PLACING, [listed["building"]])
            return _placed_before(workspace, conn, listed, place, building)
        if building is not None:
            key = _be(workspace, conn, listed, building)
        else:
            key = _put(workspace, conn, listed, _ground(place))
        listed_store.put_building(conn, listed["id"], key)
        demand_ground(workspace, conn, Data.PLACING, [key])
        rebuild_tallies(workspace, conn)
        ground_changed(conn)
        return _placing(workspace, conn, uid)


def _listed(conn: Connection, uid: str) -> RowMapping:
    if (listed := listed_store.one(conn, uid)) is None:
        raise NotFound("listed-unknown", listed=uid)
    return listed


def _placing(workspace: Workspace, conn: Connection, uid: str) -> Placing:
    """Look at a listed building and at who answers for it."""
    listed = _listed(conn, uid)
    area = None
    if listed["building"] is not None:
        today = workspace.today()
        members = membership_store.members(conn, today, [listed["building"]])
        tree = area_store.tree(conn, today)
        codes = [tree.areas[leaf].code for leaf in members["leaf_area"].dropna()]
        area = codes[0] if codes else None
    return Placing(ListedView.of(listed), listed["building_uid"], area)


def _placed_before(
    workspace: Workspace,
    conn: Connection,
    listed: RowMapping,
    place: BaseGeometry | None,
    building: str | None,
) -> Placing:
    """Acknowledge a placing that is sent once more; refuse any other."""
    stands = building_store.one(conn, listed["building_uid"])
    same = building == listed["building_uid"] or (
        place is not None
        and stands is not None
        and shapely.equals_exact(
            shapely.normalize(stands["geom"]), shapely.normalize(place), _SAME_DEGREES
        )
    )
    if not same:
        raise Conflict("listed-placed", building=listed["building_uid"])
    return _placing(workspace, conn, listed["uid"])


def _ground(place: BaseGeometry | None) -> BaseGeometry:
    """Check that a place can be that of one building."""
    if place is None or place.is_empty or not np.isfinite(place.bounds).all():
        raise InputError("listed-placeless")
    if isinstance(place, shapely.Point):
        return place
    if not isinstance(place, shapely.Polygon) or not place.is_valid:
        raise InputError("polygon-unusable", reason=geos_reason(shapely.is_valid_reason(place)))
    [size] = area_m2(np.array([place], dtype=object))
    if not _LEAST_M2 <= size <= _MOST_M2:
        raise InputError("footprint-of-no-building", area_m2=round(float(size)))
    return place


def _be(workspace: Workspace, conn: Connection, listed: RowMapping, building: str) -> int:
    """Let the listed building be one that is known, which learns what it did not know."""
    today = workspace.today()
    known = building_store.one(conn, building)
    if known is None or (known["closed_on"] is not None and known["closed_on"] <= today):
        raise NotFound("building-unknown", building=building)
    key: int = known["id"]
    named = listed_store.called(conn, listed["source"], listed["source_ref"])
    if named is None:
        listed_store.note_id(conn, key, listed["source"], listed["source_ref"])
    elif named != key:
        raise Conflict("listed-placed", building=building_store.uid_of(conn, named))
    facts = {
        name: listed[name] if known[name] is None else known[name]
        for name in ("name", "address", "kind", "levels", "units", "flats")
    }
    if known["estate"] is None and listed["estate"] is not None:
        facts["estate"] = listed_store.estate(conn, listed["source"], listed["estate"])
    building_store.change_buildings(conn, [{"building": key, **facts}])
    if known["flats"] is None and facts["flats"] is not None:
        told = np.array([facts["flats"]])
        settle_placeholders(conn, np.array([key]), told, known=np.array([True]), today=today)
    return key


def _put(workspace: Workspace, conn: Connection, listed: RowMapping, place: BaseGeometry) -> int:
    """Enter the listed building at a place of its own."""
    today = workspace.today()
    near = building_store.near(conn, place, today)
    at = standing_on(place, near["geom"])
    if at is not None:
        raise Conflict("listed-stands-there", building=near["uid"][at])
    named = listed_store.called(conn, listed["source"], listed["source_ref"])
    if named is not None:
        raise Conflict("listed-known", building=building_store.uid_of(conn, named))
    [size] = area_m2(np.array([place], dtype=object))
    stood = listed_store.ended(conn, _HAND, listed["uid"])
    if stood is not None:
        # It is back, and not where it was: a point would not replace the footprint it had.
        building_store.change_buildings(
            conn, [{"building": stood, "geom": place, "footprint_m2": float(size)}]
        )
    rows = _row(listed, place)
    kind, levels, units, flats = (listed[name] for name in ("kind", "levels", "units", "flats"))
    rows["households"] = [estimate_listed(kind, levels, units, flats, float(size))]
    enter_buildings(workspace, conn, rows, source=_HAND, data=Data.PLACING)
    key = listed_store.called(conn, _HAND, listed["uid"])
    if key is None:  # pragma: no cover  (what could be another building was refused above)
        raise Conflict("listed-stands-there", building="")
    building_store.change_buildings(conn, [{"building": key, "units": listed["units"]}])
    return key


def _row(listed: RowMapping, place: BaseGeometry) -> gpd.GeoDataFrame:
    """Lay the one building out as a survey has it.

    Its own list's reference goes along as another system's id, so that a survey or register which
    names it by that finds it.
    """
    text = {name: listed[name] for name in ("name", "address", "estate", "kind")}
    return gpd.GeoDataFrame(
        {
            "row": [1],
            "source_ref": pd.Series([listed["uid"]], dtype=_TEXT),
            **{name: pd.Series([value], dtype=_TEXT) for name, value in text.items()},
            **{name: pd.Series([listed[name]], dtype="Int64") for name in ("levels", "flats")},
            "external_ids": pd.Series([{listed["source"]: listed["source_ref"]}], dtype=object),
        },
        geometry=np.array([place], dtype=object),
        crs="EPSG:4326",
    )


def take_back_placing(workspace: Workspace, uid: str) -> ListedView:
    """Take a placing back; one that is not placed stays so.

    A building placed by hand goes from the map as if it had never been there, or, when work hangs
    on it (visits, counted doors, cases), ends today: its history stays, and placing it again brings
    it back with that. A known building that was said to be this one keeps what it learned and
    forgets only the list's name for it.

    Raises
    ------
    NotFound
        If there is no such listed building.
    NotPermitted
        If the ground is not the actor's.
    """
    workspace.actor.insist(Act.CHANGE, Data.PLACING)
    with workspace.writing() as conn:
        listed = _listed(conn, uid)
        key = listed["building"]
        if key is None:
            return ListedView.of(listed)
        demand_ground(workspace, conn, Data.PLACING, [key])
        stands = building_store.one(conn, listed["building_uid"])
        listed_store.put_building(conn, listed["id"], None)
        if stands is None or (stands["source"], stands["source_ref"]) != (_HAND, uid):
            listed_store.forget_id(conn, key, listed["source"], listed["source_ref"])
        elif listed_store.untouched(conn, key):
            listed_store.take_off_map(conn, key)
        else:
            building_store.close_buildings(conn, [key], workspace.today())
            listed_store.forget_id(conn, key, listed["source"], listed["source_ref"])
        rebuild_tallies(workspace, conn)
        ground_changed(conn)
        return ListedView.of(_listed(conn, uid))
