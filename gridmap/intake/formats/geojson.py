"""GeoJSON: WGS 84 by its standard (RFC 7946), unless an old-style ``crs`` member says otherwise."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from gridmap.errors import CrsError, InputError
from gridmap.intake.formats.gdal import read_layer
from gridmap.intake.text import encoding_of

if TYPE_CHECKING:
    from pathlib import Path

    from gridmap.intake.source import Source

__all__ = ["read"]

_LONLAT: Final = "OGC:CRS84"
_CRS_MEMBER: Final = re.compile(r'"crs"\s*:\s*')


def read(file: Path, *, called: str) -> Source:
    """Read the features of one GeoJSON document.

    Raises
    ------
    InputError
        ``file-truncated``, ``file-not-text`` or ``file-unreadable``.
    CrsError
        ``crs-unreadable`` when its ``crs`` member is not to be understood.
    """
    content = file.read_bytes()
    encoding = encoding_of([content])
    if encoding is None:
        raise InputError("file-not-text", file=called)
    text = content.decode(encoding)
    if encoding != "utf-8":
        file.write_text(text, encoding="utf-8")
    if not text.rstrip().endswith("}"):
        raise InputError("file-truncated", file=called)
    crs = _crs_of(text, called)
    del content, text
    source = replace(read_layer(file, called=called), crs=crs)
    return replace(source, table=_without_positions(source.table))


def _without_positions(table: pa.Table) -> pa.Table:
    """Drop ids that only count the features from "0", as pandas' index does: they name nothing."""
    if "id" not in table.column_names or not pa.types.is_string(table["id"].type):
        return table
    counted = [str(at) for at in range(table.num_rows)]
    return table.drop_columns(["id"]) if table["id"].to_pylist() == counted else table


def _crs_of(text: str, called: str) -> Any:  # noqa: ANN401  (whatever the file says)
    """Read the ``crs`` member of the document itself, not one inside a feature.

    GDAL takes a member it does not understand for WGS 84 without a word, so it is read here.
    """
    before = text.find('"features"')
    after = text.rfind("]")
    for stretch in (text[: max(before, 0)], text[after:]):
        if member := _CRS_MEMBER.search(stretch):
            try:
                value, _ = json.JSONDecoder().raw_decode(stretch, member.end())
            except (ValueError, RecursionError) as no:
                raise CrsError("crs-unreadable", file=called, crs="?") from no
            if value is None:
                return None
            try:
                return str(value["properties"]["name"])
            except (KeyError, TypeError) as no:
                raise CrsError("crs-unreadable", file=called, crs=json.dumps(value)[:80]) from no
    return _LONLAT
