"""Which kind of file it is, told from its content: a name proves nothing."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gridmap.errors import InputError
from gridmap.intake.text import decode_start

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ENDINGS", "EXTENSIONS", "Kind", "kind_of"]


class Kind(StrEnum):
    """A supported kind of file."""

    GEOJSON = "GeoJSON"
    GEOPACKAGE = "GeoPackage"
    SHAPEFILE = "Shapefile"
    PARQUET = "GeoParquet"
    CSV = "CSV"
    EXCEL = "Excel"
    PAGE = "HTML"
    EXCEL_XML = "Excel 2003 XML"
    OSM_PBF = "OSM PBF"
    OSM_XML = "OSM XML"
    ZIP = "zip"


EXTENSIONS: Final[dict[str, Kind]] = {
    ".geojson": Kind.GEOJSON,
    ".json": Kind.GEOJSON,
    ".gpkg": Kind.GEOPACKAGE,
    ".shp": Kind.SHAPEFILE,
    ".parquet": Kind.PARQUET,
    ".geoparquet": Kind.PARQUET,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".txt": Kind.CSV,
    ".xlsx": Kind.EXCEL,
    ".xlsm": Kind.EXCEL,
    ".xls": Kind.EXCEL,
    ".ods": Kind.EXCEL,
    ".et": Kind.EXCEL,
    ".htm": Kind.PAGE,
    ".html": Kind.PAGE,
    ".xml": Kind.EXCEL_XML,
    ".pbf": Kind.OSM_PBF,
    ".osm": Kind.OSM_XML,
    ".zip": Kind.ZIP,
}

ENDINGS: Final[dict[Kind, str]] = {
    Kind.GEOJSON: ".geojson",
    Kind.GEOPACKAGE: ".gpkg",
    Kind.SHAPEFILE: ".shp",
    Kind.PARQUET: ".parquet",
    Kind.CSV: ".csv",
    Kind.EXCEL: ".xlsx",
    Kind.PAGE: ".html",
    Kind.EXCEL_XML: ".xml",
    Kind.OSM_PBF: ".osm.pbf",
    Kind.OSM_XML: ".osm",
}
"""The ending under which GDAL looks for each kind."""

_SIGNATURES: Final = {
    b"SQLite format 3\0": Kind.GEOPACKAGE,
    b"PAR1": Kind.PARQUET,
    b"PK\x03\x04": Kind.ZIP,
    b"PK\x05\x06": Kind.ZIP,
    b"\x00\x00\x27\x0a\x00\x00\x00\x00": Kind.SHAPEFILE,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": Kind.EXCEL,
}
_TEXTS: Final = (".csv", ".tsv", ".txt")
# What is often renamed to a table: no text table, though it may read as one.
_FOREIGN: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"7z\xbc\xaf")
_HEAD_BYTES: Final = 65536
_ROOT = re.compile(r"<\s*([A-Za-z_][\w:.-]*)")
_SPREADSHEET: Final = '="urn:schemas-microsoft-com:office:spreadsheet"'
_REFERRING: Final = ("OGRVRTDataSource", "VRTDataset", "GDALTileIndexDataset")


def kind_of(file: Path, *, called: str) -> Kind:
    """Tell the kind of ``file`` from how it begins.

    Parameters
    ----------
    file
        Where it lies.
    called
        What people call it, for messages.

    Raises
    ------
    InputError
        ``file-empty``; ``xml-dtd``; ``file-only-refers`` for mere pointers to other places;
        ``file-not-text`` for a text table in no known encoding;
        ``file-type-unknown`` for everything that is not supported.
    """
    with file.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if not head.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise InputError("file-empty", file=called)
    kind = _by_signature(head)
    if head.startswith(_FOREIGN):
        raise InputError("file-type-unknown", file=called)
    if kind is None and (text := decode_start(head)) is not None:
        kind = _by_text(text.lstrip(), called)
    elif kind is None and called.lower().endswith(_TEXTS) and b"\0" not in head:
        raise InputError("file-not-text", file=called)
    if kind is None:
        raise InputError("file-type-unknown", file=called)
    return kind


def _by_text(text: str, called: str) -> Kind | None:
    """Name the kinds that are text, from their first characters."""
    if text.startswith("{"):
        if '"gdal_streamed_alg"' in text:
            raise InputError("file-only-refers", file=called)
        return Kind.GEOJSON
    if text.startswith("<"):
        root = _ROOT.search(re.sub(r"<[?!][^>]*>", "", text))
        name = root.group(1) if root else ""
        if name in _REFERRING:
            raise InputError("file-only-refers", file=called)
        if "<table" in text.lower() and _SPREADSHEET not in text:
            return Kind.PAGE
        if "<!DOCTYPE" in text and name != "html":
            raise InputError("xml-dtd", file=called)
        if name.rpartition(":")[2] == "Workbook" and _SPREADSHEET in text:
            return Kind.EXCEL_XML
        return Kind.OSM_XML if name == "osm" else None
    if text.startswith("MIME-Version:"):
        raise InputError("file-is-web-archive", file=called)
    if not text.startswith("[") and re.search(r"[,;\t|，]|[\r\n]", text):
        return Kind.CSV
    return None


def _by_signature(head: bytes) -> Kind | None:
    """Name the kinds whose first bytes are fixed."""
    if b"OSMHeader" in head[:32]:
        return Kind.OSM_PBF
    return next((kind for start, kind in _SIGNATURES.items() if head.startswith(start)), None)
