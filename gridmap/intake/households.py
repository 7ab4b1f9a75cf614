"""Households: the doors of a register (住户台账), as a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import shapely

from gridmap.errors import Finding
from gridmap.intake.coordinates import declared_crs, declared_datum, to_lonlat
from gridmap.intake.frames import laid_out, place_of
from gridmap.intake.result import Intake
from gridmap.intake.sandbox import read
from gridmap.intake.vocabulary import OCCUPANCIES, split_groups, translated, yes_no

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["read_households"]

_COLUMNS: Final = (
    "external_id",
    "building",
    "unit",
    "floor",
    "door",
    "occupancy",
    "do_not_visit",
    "key_groups",
)
_FLOOR = re.compile(r"(地下|负|b|-)?(\d{1,3})")


def read_households(
    path: str | os.PathLike[str],
    *,
    crs: Any = None,  # noqa: ANN401  (anything pyproj takes)
    datum: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Intake:
    """Read households from a table or a map file.

    Parameters
    ----------
    path
        CSV or Excel (its first sheet with rows), or any map file of points.
    crs, datum, columns
        As in :func:`gridmap.intake.read_areas`; needed only where rows have coordinates.

    Returns
    -------
    Intake
        ``rows``: ``row, external_id, building`` (whatever the register calls it), ``unit``,
        ``floor`` (``Int64``, basements below 0), ``door``, ``occupancy`` (NA where not said),
        ``do_not_visit`` (bool), ``key_groups`` (tuple of text) and ``geometry`` (Point or None,
        EPSG:4326).

    Raises
    ------
    InputError
        When the file cannot be used as it is, or holds a control list (``control-list-refused``).
    CrsError
        When it has coordinates and their system is missing or contradicts them.

    Notes
    -----
    Names and phones are not read. Columns of ID numbers are dropped before anything else and
    their rows come in all the same.
    """
    system, shift = declared_crs(crs), declared_datum(datum)
    called = place_of(path)
    parcel = read(path, "households", columns=columns)["households"]
    findings: list[Finding] = list(parcel.findings)
    if parcel.places is None or shapely.is_missing(parcel.places).all():
        places = np.full(len(parcel.columns), None, dtype=object)
    else:
        places, said = to_lonlat(parcel, called=called, crs=system, datum=shift)
        findings += said
    frame = laid_out(parcel.columns, _COLUMNS)
    row = frame["row"]
    frame["floor"] = _floors(frame["floor"])
    frame["occupancy"], said = translated(frame["occupancy"], OCCUPANCIES, row, "occupancy-unknown")
    findings += said
    frame["do_not_visit"], said = yes_no(frame["do_not_visit"], row, "do-not-visit-unclear")
    findings += said
    frame["key_groups"] = [split_groups(cell) for cell in frame["key_groups"].fillna("")]
    unplaced = frame["building"].isna().to_numpy() & shapely.is_missing(places)
    findings += [Finding("household-unplaced", "error", int(number)) for number in row[unplaced]]
    rows = gpd.GeoDataFrame(frame, geometry=places, crs="EPSG:4326")
    return Intake(
        rows[~unplaced].reset_index(drop=True),
        tuple(findings),
        parcel.read,
        columns=parcel.chosen,
        headers=parcel.headers,
    )


def _floors(cells: pd.Series) -> pd.Series:
    """Read ``3``, ``3层``, ``12F``, ``B1``, ``地下1层``; anything else is NA."""
    known: dict[str, int | None] = {}
    for cell in cells.dropna().unique():
        found = _FLOOR.search(str(cell).casefold())
        known[cell] = None if found is None else int(found[2]) * (-1 if found[1] else 1)
    return cells.map(known).astype("Int64")
