"""OpenStreetMap extracts: buildings to visit, streets to walk, gates, water and greenery."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

from gridmap.intake.buildings import buildings_of
from gridmap.intake.coordinates import to_lonlat
from gridmap.intake.frames import called_by_ref, laid_out, place_of
from gridmap.intake.result import Intake, OsmExtract
from gridmap.intake.sandbox import Parcel, read

if TYPE_CHECKING:
    import os

__all__ = ["read_osm"]


def read_osm(path: str | os.PathLike[str]) -> OsmExtract:
    """Read an OpenStreetMap extract.

    Parameters
    ----------
    path
        An ``.osm.pbf`` or ``.osm`` (XML) file.

    Returns
    -------
    OsmExtract
        Buildings, streets, gates and landcover, EPSG:4326, each with its findings. Ids are
        ``way/123``, ``relation/123`` or ``node/123``.

    Raises
    ------
    InputError
        When the file is not a whole, harmless extract; the sentence says what to do.
    """
    called = place_of(path)
    parcels = read(path, "osm")
    return OsmExtract(
        buildings=buildings_of(parcels["buildings"], called=called, crs=None, datum=None),
        streets=_laid(parcels["streets"], called),
        gates=_laid(parcels["gates"], called),
        landcover=_laid(parcels["landcover"], called),
    )


def _laid(parcel: Parcel, called: str) -> Intake:
    """Lay out streets, gates or landcover."""
    places, said = to_lonlat(parcel, called=called, crs=None, datum=None)
    frame = laid_out(parcel.columns, ("source_ref", "name", "kind"))
    rows = gpd.GeoDataFrame(frame, geometry=places, crs="EPSG:4326")
    rows = rows[~shapely.is_missing(places)].reset_index(drop=True)
    return Intake(rows, called_by_ref((*parcel.findings, *said), frame), parcel.read)
