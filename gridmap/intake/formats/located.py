"""Places that stand in columns: WKT, or longitude and latitude."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from gridmap.errors import Finding, InputError, Severity
from gridmap.intake.shapes import parsed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from gridmap.intake.thing import Thing

__all__ = ["places_in_columns"]


def places_in_columns(
    table: pa.Table,
    rows: NDArray[np.int64],
    chosen: Mapping[str, str],
    thing: Thing,
    called: str,
) -> tuple[NDArray[np.object_] | None, list[Finding]]:
    """Make geometries of a WKT column or of a pair of coordinate columns.

    Returns
    -------
    places
        One a record, ``None`` where the cells are empty or unreadable; ``None`` for all when the
        table has no such columns and may do without.
    findings
        ``place-unreadable`` for cells that hold something else, ``geometry-curved`` for arcs.

    Raises
    ------
    InputError
        ``places-missing`` when the records need places and the table has none.
    """
    if "wkt" in chosen and pa.types.is_string(table[chosen["wkt"]].type):
        text = table[chosen["wkt"]].to_numpy()
        places, curved = parsed(text, shapely.from_wkt)
        given = np.array(table[chosen["wkt"]].is_valid())
    elif "lon" in chosen and "lat" in chosen and thing.places != "polygon":
        lon, lat = (table[chosen[name]] for name in ("lon", "lat"))
        x, y = _numbers(lon), _numbers(lat)
        places = np.full(len(x), None, dtype=object)
        known = np.isfinite(x) & np.isfinite(y)
        places[known] = shapely.points(x[known], y[known])
        given = lon.is_valid().to_numpy() | lat.is_valid().to_numpy()
        curved = np.empty(0, dtype=np.intp)
    elif thing.placeless:
        return None, []
    else:
        known_columns = ", ".join(table.column_names[:20])
        raise InputError("places-missing", file=called, known=known_columns)
    given[curved] = False
    unreadable = np.flatnonzero(given & shapely.is_missing(places))
    severity: Severity = "warning" if thing.placeless else "error"
    findings = [
        Finding(code, severity, int(rows[at]))
        for code, where in (("geometry-curved", curved), ("place-unreadable", unreadable))
        for at in where
    ]
    return places, findings


def _numbers(column: pa.ChunkedArray) -> NDArray[np.float64]:
    """Read decimal numbers; everything else becomes NaN."""
    if not pa.types.is_string(column.type):
        return np.asarray(column.cast(pa.float64()).to_numpy(), dtype=np.float64)
    plain = pc.utf8_trim_whitespace(column)
    number = pc.match_substring_regex(plain, r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$")
    return np.asarray(pc.if_else(number, plain, None).cast(pa.float64()).to_numpy(), np.float64)
