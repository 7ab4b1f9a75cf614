"""The one place that calls GDAL."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError
from pyogrio.raw import read_arrow

from gridmap.errors import Finding, InputError
from gridmap.intake.shapes import parsed
from gridmap.intake.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["geometries", "read_layer"]


def read_layer(file: Path, *, called: str, layer: str | int = 0, **options: Any) -> Source:  # noqa: ANN401
    """Read one layer whole.

    Parameters
    ----------
    file
        The private copy.
    called
        What people call the file, for messages.
    layer
        Name or number of the layer.
    **options
        Passed on to :func:`pyogrio.raw.read_arrow`.

    Raises
    ------
    InputError
        ``file-unreadable`` with GDAL's own words.
    """
    try:
        with warnings.catch_warnings():
            # What GDAL warns of (open rings, odd numbers) is found and reported row by row.
            warnings.simplefilter("ignore")
            meta, table = read_arrow(file, layer=layer, **options)
        table = _sound(table)
    except (DataSourceError, DataLayerError, FeatureError, FieldError, OSError, ValueError) as no:
        raise InputError("file-unreadable", file=called, detail=_inner(no, file)) from no
    name = meta["geometry_name"] or "wkb_geometry"
    rows = np.arange(1, table.num_rows + 1)
    if name not in table.column_names:
        return Source(table, None, meta["crs"], rows)
    places, findings = geometries(table[name], rows)
    return Source(table.drop_columns([name]), places, meta["crs"], rows, findings)


def _sound(table: pa.Table) -> pa.Table:
    """Drop the halves of characters that a dBase table leaves where it cuts a value off."""
    for at, field in enumerate(table.schema):
        if not pa.types.is_string(field.type):
            continue
        try:
            table[field.name].validate(full=True)
        except pa.ArrowInvalid:
            cells = table[field.name].cast(pa.binary()).to_pylist()
            texts = [cell if cell is None else cell.decode(errors="ignore") for cell in cells]
            table = table.set_column(at, field.name, pa.array(texts, pa.string()))
    return table


def geometries(
    column: pa.ChunkedArray, rows: NDArray[np.int64]
) -> tuple[NDArray[np.object_], list[Finding]]:
    """Turn a column of WKB into shapely geometries; what cannot be read becomes ``None``.

    Rings that were left open are closed, and a finding says so.
    """
    wkb = column.to_numpy()
    places, curved = parsed(wkb, shapely.from_wkb)
    findings = [Finding("geometry-curved", "error", int(rows[at])) for at in curved]
    given = np.array(column.is_valid())
    given[curved] = False
    open_rings = np.flatnonzero(shapely.is_missing(places) & given)
    if len(open_rings):
        places[open_rings] = shapely.from_wkb(wkb[open_rings], on_invalid="fix")
        findings += [
            Finding("geometry-closed", "warning", int(rows[at]))
            for at in open_rings
            if places[at] is not None
        ]
    return places, findings


def layers(file: Path, *, called: str) -> list[tuple[str, str | None]]:
    """List a file's layers and their geometry types."""
    try:
        found = pyogrio.list_layers(file)
    except (DataSourceError, OSError) as no:
        raise InputError("file-unreadable", file=called, detail=_inner(no, file)) from no
    return [(str(name), kind) for name, kind in found]


def _inner(fault: Exception, file: Path) -> str:
    """Give GDAL's reason without the private path."""
    return str(fault).replace(str(file), file.name).split("\n")[0][:300]
