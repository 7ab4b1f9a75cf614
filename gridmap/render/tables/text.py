"""Coverage for programs: CSV, JSON and GeoJSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any, Final

import shapely

from gridmap.render.tables.rows import KEYS, CoverageRow, record

__all__ = ["csv_text", "to_csv", "to_geojson", "to_json"]

# With these a spreadsheet takes a cell for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

_DECIMALS: Final = 7  # about a centimetre; RFC 7946 advises against more


def to_csv(rows: Iterable[CoverageRow]) -> str:
    """Write coverage as CSV, rates as shares, empty where the target is 0; see :func:`csv_text`."""
    return csv_text([KEYS, *(record(row).values() for row in rows)])


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Write rows as CSV (RFC 4180) that Excel reads too.

    Begins with a byte order mark, for Excel takes UTF-8 for the local code page without it. A text
    that a spreadsheet would run as a formula is given a leading ``'``.
    """
    text = io.StringIO(newline="")
    text.write("\ufeff")
    csv.writer(text).writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def to_json(rows: Iterable[CoverageRow]) -> str:
    """Write coverage as a JSON array with one object for each area.

    Counts are households; ``rate`` is reached / target and ``attempted_rate`` attempted / target,
    both ``null`` where the target is 0.
    """
    return _json([record(row) for row in rows])


def to_geojson(rows: Iterable[CoverageRow]) -> str:
    """Write coverage as a GeoJSON FeatureCollection (RFC 7946), figures as properties.

    Outer rings run counterclockwise; areas without an outline have a null geometry.
    """
    features = [
        {"type": "Feature", "geometry": _geometry(row.geometry), "properties": record(row)}
        for row in rows
    ]
    return _json({"type": "FeatureCollection", "features": features})


def _harmless(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell


def _geometry(shape: shapely.Geometry | None) -> dict[str, Any] | None:
    if shape is None or shapely.is_empty(shape):
        return None
    flat = shapely.orient_polygons(shapely.force_2d(shape))
    short = shapely.transform(flat, lambda lonlat: lonlat.round(_DECIMALS))
    written: dict[str, Any] = json.loads(shapely.to_geojson(short))
    return written


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
