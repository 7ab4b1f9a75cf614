"""Areas: boundaries of districts, communities, grids and patches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from gridmap.errors import Finding, InputError
from gridmap.intake.columns import normalised
from gridmap.intake.coordinates import declared_crs, declared_datum, to_lonlat
from gridmap.intake.frames import laid_out, place_of
from gridmap.intake.result import Intake
from gridmap.intake.sandbox import read
from gridmap.intake.vocabulary import LEVELS, translated
from gridmap.territory.codes import Level

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["read_areas"]

_COLUMNS = ("code", "name", "level", "parent", "within", "kind")
# What a spreadsheet makes of a long number when it is not told that it is text: 4.30202E+14.
_SCIENTIFIC = r"\d(?:\.\d+)?[eE]\+\d+"


def read_areas(
    path: str | os.PathLike[str],
    *,
    level: str | None = None,
    crs: Any = None,  # noqa: ANN401  (anything pyproj takes)
    datum: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Intake:
    """Read area boundaries from a file.

    Parameters
    ----------
    path
        GeoJSON, GeoPackage, Shapefile (also zipped), GeoParquet, or CSV with a WKT column.
    level
        Level of all areas; by default each row's own, where the file has such a column.
    crs
        Coordinate system, where the file does not say it or says it wrongly: anything pyproj
        takes, WKT, or the path of a ``.prj`` or ``.wkt`` file.
    datum
        ``"gcj02"`` or ``"bd09"`` when the coordinates are shifted; they are brought to WGS 84.
    columns
        ``{standard column: source column}`` where the usual header names do not fit.

    Returns
    -------
    Intake
        ``rows``: ``row, code, name, level, parent, within, kind`` (text, NA where unknown) and
        ``geometry`` (Polygon or MultiPolygon, EPSG:4326).

    Raises
    ------
    InputError
        When the file cannot be used as it is; the sentence says what to do.
    CrsError
        When its coordinate system is missing or contradicts its numbers.

    Notes
    -----
    Only a missing or repeated code and an unusable geometry leave a row out. An area in several
    parts comes in with a warning.
    """
    level = None if level is None else _known(level)
    system, shift = declared_crs(crs), declared_datum(datum)
    called = place_of(path)
    parcel = read(path, "areas", columns=columns)["areas"]
    places, said = to_lonlat(parcel, called=called, crs=system, datum=shift)
    findings = [*parcel.findings, *said]
    frame = laid_out(parcel.columns, _COLUMNS)
    for name in ("code", "parent", "within"):
        frame[name] = _tidied(frame[name])
    frame["level"], strange = translated(frame["level"], LEVELS, frame["row"], "level-unknown")
    findings += strange
    if level is not None:
        frame["level"] = level
    areas = gpd.GeoDataFrame(frame, geometry=places, crs="EPSG:4326")
    keep = ~shapely.is_missing(places) & _coded_once(areas, findings)
    left_out = dict(zip(areas["row"][~keep].tolist(), places[~keep], strict=True))
    areas = areas[keep].reset_index(drop=True)
    parts = shapely.get_num_geometries(areas.geometry.to_numpy())
    for at in np.flatnonzero(parts > 1):
        row, code = int(areas["row"].iloc[at]), str(areas["code"].iloc[at])
        fields = {"area": code, "parts": int(parts[at])}
        findings.append(Finding("area-multipart", "warning", row, fields))
    return Intake(
        areas,
        tuple(findings),
        parcel.read,
        columns=parcel.chosen,
        headers=parcel.headers,
        left_out={row: place for row, place in left_out.items() if place is not None},
    )


def _known(level: str) -> str:
    """Understand a level's name, in either language."""
    if (meant := LEVELS.get(normalised(str(level)))) is None:
        raise InputError("level-not-known", level=level, known=", ".join(Level))
    return meant


def _tidied(codes: pd.Series[Any]) -> pd.Series[Any]:
    """Write codes as they are meant: full-width digits, quotes, blanks, hyphens and ``.0`` go."""
    tidy = codes.str.normalize("NFKC").str.strip().str.lstrip("'`’")
    # Numbers of up to 15 digits went through a spreadsheet whole; longer ones lost their end.
    tidy = tidy.str.replace(r"^([0-9]{1,15})\.0+$", r"\1", regex=True)
    digits = tidy.str.replace("[\\s_\u2010\u2011\u2013-]", "", regex=True)
    return tidy.where(~digits.str.fullmatch("[0-9]+").fillna(value=False), digits)


def _coded_once(
    areas: pd.DataFrame, findings: list[Finding]
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Mark the rows with a code of their own; of rows that share one the first stands."""
    mangled = areas["code"].str.fullmatch(_SCIENTIFIC).fillna(value=False).to_numpy(dtype=bool)
    findings += [
        Finding("area-code-mangled", "error", int(row), {"area": str(code)})
        for row, code in zip(areas["row"][mangled], areas["code"][mangled], strict=True)
    ]
    nameless = areas["code"].isna().to_numpy()
    findings += [Finding("area-code-missing", "error", int(row)) for row in areas["row"][nameless]]
    again = areas.duplicated("code").to_numpy() & ~nameless & ~mangled
    first = areas[~again].drop_duplicates("code").set_index("code")["row"]
    for row, code in zip(areas["row"][again], areas["code"][again], strict=True):
        fields = {"area": str(code), "first": int(first[code])}
        findings.append(Finding("area-code-duplicate", "error", int(row), fields))
    return ~(nameless | again | mangled)
