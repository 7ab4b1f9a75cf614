"""Buildings: footprints or points, from map files and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS

from gridmap.errors import Finding
from gridmap.geo.datum import Datum
from gridmap.intake.addresses import one_line
from gridmap.intake.coordinates import declared_crs, declared_datum, to_lonlat
from gridmap.intake.frames import TEXT, called_by_ref, laid_out, most, place_of
from gridmap.intake.kinds import Kind
from gridmap.intake.result import Intake
from gridmap.intake.sandbox import Parcel, read
from gridmap.intake.uses import in_known_words

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

__all__ = ["buildings_of", "read_buildings"]

_OSM: Final = (Kind.OSM_PBF, Kind.OSM_XML)
_OSM_NAMES: Final = {
    "building": "kind",
    "building:levels": "levels",
    "building:flats": "flats",
    "addr:full": "address",
    "addr:housename": "housename",
    "addr:housenumber": "housenumber",
    "addr:street": "street",
    "addr:place": "place",
}
_READ: Final = ("source_ref", "name", "address", "estate", "kind", "levels", "flats")
_ADDRESS: Final = ("housename", "housenumber", "street", "place")
_EXTERNAL: Final = ("address_code", "real_estate_unit")
# The tallest building has 163 storeys; the largest housing block some 4,000 flats.
_MOST_LEVELS, _MOST_FLATS = 200, 10_000


def read_buildings(
    path: str | os.PathLike[str],
    *,
    crs: Any = None,  # noqa: ANN401  (anything pyproj takes)
    datum: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Intake:
    """Read buildings from a file.

    Parameters
    ----------
    path
        GeoJSON, GeoPackage, Shapefile (also zipped), GeoParquet, OpenStreetMap (``.osm.pbf``,
        ``.osm``), or CSV or Excel with longitude and latitude or a WKT column.
    crs, datum, columns
        As in :func:`gridmap.intake.read_areas`.

    Returns
    -------
    Intake
        ``rows``: ``row, source_ref, name, address, estate, kind`` (text, NA where unknown),
        ``levels, flats`` (``Int64``), ``external_ids`` (dict of text: ``address_code``,
        ``real_estate_unit``) and ``geometry`` (Polygon, MultiPolygon or Point, EPSG:4326).

    Raises
    ------
    InputError
        When the file cannot be used as it is; the sentence says what to do.
    CrsError
        When its coordinate system is missing or contradicts its numbers.

    Notes
    -----
    A footprint drawn twice comes in once, with a warning. OpenStreetMap's ``building=no`` does
    not count as a building.
    """
    system, shift = declared_crs(crs), declared_datum(datum)
    parcel = read(path, "buildings", columns=columns)["buildings"]
    return buildings_of(parcel, called=place_of(path), crs=system, datum=shift)


def buildings_of(parcel: Parcel, *, called: str, crs: CRS | None, datum: Datum | None) -> Intake:
    """Lay out a table of buildings in the standard columns."""
    places, said = to_lonlat(parcel, called=called, crs=crs, datum=datum)
    found = parcel.columns
    if parcel.kind in _OSM:
        found = found.rename(columns=_OSM_NAMES)
        found["name"] = found["name:zh"].fillna(found["name"])
    frame = laid_out(found, (*_READ, *_ADDRESS, *_EXTERNAL, "element", "element_id"))
    # Exports of OpenStreetMap carry kind and number apart: "way", 79696955.
    pair = (frame["element"] + "/" + frame["element_id"]).astype(TEXT)
    frame["source_ref"] = pair.fillna(frame["source_ref"])
    frame["address"] = one_line(frame).to_numpy()
    frame["kind"] = in_known_words(frame["kind"])
    frame["levels"] = most(frame["levels"], ceiling=_MOST_LEVELS)
    frame["flats"] = most(frame["flats"], ceiling=_MOST_FLATS)
    frame["external_ids"] = pd.Series(_external_ids(frame), index=frame.index, dtype=object)
    frame = frame[["row", *_READ, "external_ids"]]
    buildings = gpd.GeoDataFrame(frame, geometry=places, crs="EPSG:4326")
    out = shapely.is_missing(places)
    rejected = frozenset(buildings["source_ref"][out].dropna())
    buildings = buildings[~out].reset_index(drop=True)
    findings = (*parcel.findings, *said, *_referred_once(buildings))
    if parcel.kind in _OSM:
        findings = called_by_ref(findings, frame)
    return Intake(
        buildings, findings, parcel.read, rejected, columns=parcel.chosen, headers=parcel.headers
    )


def _referred_once(buildings: pd.DataFrame) -> list[Finding]:
    """Take a repeated id from the later buildings, in place: an id leads to one building."""
    refs = buildings["source_ref"]
    again = refs.notna() & refs.duplicated()
    first = buildings[~again].dropna(subset="source_ref").set_index("source_ref")["row"]
    findings = [
        Finding(
            "building-ref-duplicate",
            "warning",
            int(row),
            {"ref": str(ref), "first": int(first[ref])},
        )
        for row, ref in zip(buildings["row"][again], refs[again], strict=True)
    ]
    buildings.loc[again, "source_ref"] = pd.NA
    return findings


def _external_ids(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Gather the numbers other registers know a building by."""
    if frame[list(_EXTERNAL)].isna().all(axis=None):
        return [{} for _ in range(len(frame))]
    return [
        {name: str(value) for name, value in zip(_EXTERNAL, row, strict=True) if pd.notna(value)}
        for row in frame[list(_EXTERNAL)].itertuples(index=False)
    ]
