"""GeoParquet, and plain Parquet tables with coordinates in columns."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from gridmap.errors import CrsError, InputError
from gridmap.intake import limits
from gridmap.intake.formats.gdal import geometries
from gridmap.intake.source import Source

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read"]


def read(file: Path, *, called: str) -> Source:
    """Read all columns; the primary geometry must be WKB, as the standard's default is.

    Raises
    ------
    InputError
        ``file-truncated``, ``file-too-large``, ``parquet-encoding`` or ``file-unreadable``.
    """
    with file.open("rb") as stream:
        stream.seek(-4, 2)
        if stream.read(4) != b"PAR1":
            raise InputError("file-truncated", file=called)
    try:
        with pq.ParquetFile(file) as parquet:
            groups = parquet.metadata
            size = sum(groups.row_group(n).total_byte_size for n in range(groups.num_row_groups))
            if size > limits.MEMORY_BYTES // 4:
                raise InputError("file-too-large", file=called, mib=size // limits.MIB)
            table = parquet.read()
    except (pa.ArrowException, OSError) as no:
        detail = str(no).replace(str(file), file.name).split("\n")[0][:300]
        raise InputError("file-unreadable", file=called, detail=detail) from no
    rows = np.arange(1, table.num_rows + 1)
    said = (table.schema.metadata or {}).get(b"geo")
    table = table.replace_schema_metadata(None)
    if said is None:
        return Source(_without_index(table), None, None, rows)
    name, encoding, crs = _geometry_column(said, called)
    if encoding != "WKB" or name not in table.column_names:
        raise InputError("parquet-encoding", file=called, encoding=encoding)
    column = table[name].cast(pa.binary())
    places, findings = geometries(column, rows)
    return Source(_without_index(table.drop_columns([name])), places, crs, rows, findings)


def _geometry_column(said: bytes, called: str) -> tuple[str, str, Any]:
    """Read the name, encoding and coordinate system of the primary geometry."""
    try:
        geo = json.loads(said)
        name = str(geo["primary_column"])
        column = geo["columns"][name]
        encoding = str(column["encoding"])
        # Absent means longitude and latitude, null means unknown: the standard tells them apart.
        crs = column.get("crs", "OGC:CRS84")
    except (ValueError, KeyError, TypeError, AttributeError) as no:
        raise InputError("file-unreadable", file=called, detail="geo") from no
    if crs is not None and not isinstance(crs, str | dict):
        raise CrsError("crs-unreadable", file=called, crs=str(crs)[:80])
    return name, encoding, json.dumps(crs) if isinstance(crs, dict) else crs


def _without_index(table: pa.Table) -> pa.Table:
    """Leave out what pandas writes for itself, and columns of nested values."""
    keep = [
        field.name
        for field in table.schema
        if not field.name.startswith("__index_level_") and not pa.types.is_nested(field.type)
    ]
    return table.select(keep)
