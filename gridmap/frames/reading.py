"""Files as frames."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd

from gridmap import intake
from gridmap.errors import Finding, GridmapWarning
from gridmap.geo.datum import Datum
from gridmap.words import say

if TYPE_CHECKING:
    from gridmap.intake import Intake

__all__ = ["read_areas", "read_buildings"]


def read_buildings(
    path: str | os.PathLike[str], *, crs: object = None, datum: Datum | None = None
) -> gpd.GeoDataFrame:
    """Read building footprints from a file.

    Parameters
    ----------
    path
        OpenStreetMap extract (``.osm.pbf``, ``.osm``), GeoJSON, GeoPackage, Shapefile, GeoParquet,
        or CSV with longitude and latitude.
    crs
        Coordinate system, for files that do not say theirs.
    datum
        Datum of shifted coordinates: ``"gcj02"`` or ``"bd09"``.

    Returns
    -------
    geopandas.GeoDataFrame
        One row a building in EPSG:4326, with ``row`` (its record in the file), ``source_ref, name,
        address, estate, kind, levels, flats, external_ids`` and ``geometry``. Whatever was left
        out or mended is listed in ``.attrs["findings"]``.

    Raises
    ------
    InputError
        If the file cannot be read as buildings.
    CrsError
        If its coordinate system is missing or contradicts the coordinates.

    Warns
    -----
    GridmapWarning
        If records were left out or mended.
    """
    return _told(intake.read_buildings(path, crs=crs, datum=datum), path)


def read_areas(
    path: str | os.PathLike[str],
    *,
    level: str | None = None,
    crs: object = None,
    datum: Datum | None = None,
) -> gpd.GeoDataFrame:
    """Read area boundaries from a file.

    Parameters
    ----------
    path
        GeoJSON, GeoPackage, Shapefile or GeoParquet.
    level
        Level of all areas: ``"county"``, ``"subdistrict"``, ``"community"``, ``"grid"``,
        ``"group"`` or ``"patch"``; otherwise as the file says.
    crs, datum
        As in :func:`read_buildings`.

    Returns
    -------
    geopandas.GeoDataFrame
        One row an area in EPSG:4326, with ``row, code, name, level, parent, kind`` and
        ``geometry``. Findings, errors and warnings are as in :func:`read_buildings`.
    """
    return _told(intake.read_areas(path, level=level, crs=crs, datum=datum), path)


def _told(taken: Intake, path: str | os.PathLike[str]) -> gpd.GeoDataFrame:
    """Hand on the rows, with the findings where people will see them."""
    rows = taken.rows
    rows.attrs["findings"] = [_plain(finding) for finding in taken.findings]
    left_out, mended = (
        sum(finding.severity == severity for finding in taken.findings)
        for severity in ("error", "warning")
    )
    if left_out or mended:
        summary = say(
            "read-summary",
            file=Path(path).name,
            read=taken.read,
            left_out=left_out,
            mended=mended,
        )
        warnings.warn(summary, GridmapWarning, stacklevel=3)
    return rows


def _plain(finding: Finding) -> dict[str, object]:
    """Write a finding in JSON's own types."""
    simple = (str, int, float, bool, type(None))
    return {
        "code": finding.code,
        "severity": finding.severity,
        "row": finding.row,
        "sentence": finding.sentence(),
        "fields": {
            name: value if isinstance(value, simple) else str(value)
            for name, value in finding.fields.items()
        },
    }
