"""OpenStreetMap, PBF and XML: checked before GDAL sees them, because GDAL stops without a word."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gridmap.errors import InputError
from gridmap.intake import limits
from gridmap.intake.formats.gdal import read_layer
from gridmap.intake.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = [
    "check_pbf",
    "check_xml",
    "read_buildings",
    "read_gates",
    "read_landcover",
    "read_streets",
]

_ADDRESS: Final = (
    "full",
    "city",
    "district",
    "suburb",
    "place",
    "street",
    "housenumber",
    "housename",
)
BUILDING_TAGS: Final = (
    "building",
    "name",
    "name:zh",
    "building:levels",
    "building:flats",
    *(f"addr:{part}" for part in _ADDRESS),
)
WATER: Final = "natural = 'water' OR waterway = 'riverbank' OR landuse IN ('reservoir', 'basin')"
GREEN: Final = (
    "leisure IN ('park', 'garden', 'pitch', 'playground', 'nature_reserve', 'golf_course') OR "
    "landuse IN ('grass', 'forest', 'meadow', 'recreation_ground', 'village_green', 'cemetery') OR "
    "natural IN ('wood', 'grassland', 'scrub', 'heath')"
)
_GATES: Final = (
    "barrier IN ('gate', 'lift_gate', 'swing_gate', 'sliding_gate', 'entrance', 'sally_port')"
)
_LANDCOVER_TAGS: Final = ("name", "natural", "waterway", "landuse", "leisure", "building")
_CUT_SHORT: Final = (
    expat.errors.XML_ERROR_NO_ELEMENTS,
    expat.errors.XML_ERROR_UNCLOSED_TOKEN,
    expat.errors.XML_ERROR_PARTIAL_CHAR,
)
# Layers that are not asked for need an entry, or GDAL falls back on its own long lists.
_CONFIG: Final = """
closed_ways_are_polygons=aeroway,amenity,boundary,building,craft,geological,historic,landuse,leisure,military,natural,office,place,shop,sport,tourism,waterway=riverbank
attribute_name_laundering=no
[points]
osm_id=yes
attributes={tags}
[lines]
osm_id=yes
attributes={tags}
[multipolygons]
osm_id=yes
attributes={tags}
[multilinestrings]
osm_id=yes
attributes=name
[other_relations]
osm_id=yes
attributes=name
"""


def read_buildings(file: Path, *, called: str) -> Source:
    """Read every closed way and multipolygon with a ``building`` tag, its tags as columns."""
    source = _read(file, called, "multipolygons", BUILDING_TAGS, "building IS NOT NULL")
    return _where(source, pc.not_equal(source.table["building"], "no"))


def read_landcover(file: Path, *, called: str) -> Source:
    """Read water and greenery, told apart in the column ``kind``."""
    source = _read(
        file, called, "multipolygons", _LANDCOVER_TAGS, f"building IS NULL AND ({WATER} OR {GREEN})"
    )
    tags = source.table
    water = pc.or_kleene(
        pc.or_kleene(pc.equal(tags["natural"], "water"), pc.equal(tags["waterway"], "riverbank")),
        pc.is_in(tags["landuse"], pa.array(["reservoir", "basin"])),
    )
    kind = pc.if_else(pc.fill_null(water, fill_value=False), "water", "green")
    table = tags.select(["source_ref", "name"]).append_column("kind", kind)
    return Source(table, source.geometry, source.crs, source.rows, source.findings)


def read_streets(file: Path, *, called: str) -> Source:
    """Read the ways with a ``highway`` tag; squares drawn as areas are not streets."""
    source = _read(file, called, "lines", ("name", "highway", "area"), "highway IS NOT NULL")
    table = source.table
    square = pc.fill_null(pc.equal(table["area"], "yes"), fill_value=False)
    table = table.rename_columns({"highway": "kind"}).select(["source_ref", "name", "kind"])
    named = Source(table, source.geometry, source.crs, source.rows, source.findings)
    return _where(named, pc.invert(square))


def read_gates(file: Path, *, called: str) -> Source:
    """Read the points where a fence or wall lets people or cars through."""
    source = _read(file, called, "points", ("name", "barrier"), _GATES)
    table = source.table.rename_columns({"barrier": "kind"}).select(["source_ref", "name", "kind"])
    return Source(table, source.geometry, source.crs, source.rows, source.findings)


def _read(file: Path, called: str, layer: str, tags: Sequence[str], where: str) -> Source:
    config = file.with_name("osmconf.ini")
    config.write_text(_CONFIG.format(tags=",".join(tags)), encoding="ascii")
    source = read_layer(file, called=called, layer=layer, where=where, CONFIG_FILE=str(config))
    table = source.table
    ref = _ref("node" if layer == "points" else "way", table["osm_id"])
    if "osm_way_id" in table.column_names:
        # A polygon comes from a closed way or from a relation; the other id is null.
        ref = pc.coalesce(_ref("way", table["osm_way_id"]), _ref("relation", table["osm_id"]))
    table = table.append_column("source_ref", ref)
    return Source(table, source.geometry, source.crs, source.rows, source.findings)


def _ref(element: str, number: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(pa.scalar(element), number.cast(pa.string()), "/")


def _where(source: Source, keep: pa.ChunkedArray) -> Source:
    """Keep some records, with their numbers."""
    if source.geometry is None:
        return source
    chosen = keep.combine_chunks() if isinstance(keep, pa.ChunkedArray) else keep
    mask = np.asarray(chosen.to_numpy(zero_copy_only=False), dtype=bool)
    return Source(
        source.table.filter(keep),
        source.geometry[mask],
        source.crs,
        np.arange(1, int(mask.sum()) + 1),
        source.findings,
    )


def check_xml(file: Path, *, called: str) -> None:
    """Refuse XML with a document type definition (entities can swell without end) or cut short.

    Raises
    ------
    InputError
        ``xml-dtd``, ``file-truncated`` or ``file-unreadable``.
    """
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise InputError("xml-dtd", file=called)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        with file.open("rb") as stream:
            parser.ParseFile(stream)
    except expat.ExpatError as no:
        if expat.ErrorString(no.code) in _CUT_SHORT:
            raise InputError("file-truncated", file=called) from no
        raise InputError("file-unreadable", file=called, detail=str(no)) from no


def check_pbf(file: Path, *, called: str) -> None:
    """Walk through the blocks of a PBF: whole, unpackable and of the size they claim.

    Raises
    ------
    InputError
        ``file-truncated``, ``archive-bomb`` or ``file-unreadable``.
    """
    with file.open("rb") as stream:
        size = file.stat().st_size
        while size - stream.tell():
            head = stream.read(int.from_bytes(stream.read(4), "big") & 0xFFFFFF)
            length = next((int(v) for key, v in _fields(head) if key == 3), -1)
            if length < 0:
                raise InputError("file-unreadable", file=called, detail="pbf")
            if length > limits.PBF_BLOCK_BYTES:
                raise InputError("archive-bomb", file=called, mib=length // limits.MIB)
            block = stream.read(length)
            if len(block) < length:
                raise InputError("file-truncated", file=called)
            for key, value in _fields(block):
                if key == 3 and isinstance(value, bytes):
                    _check_packed(value, called)


def _check_packed(packed: bytes, called: str) -> None:
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(packed, limits.PBF_BLOCK_BYTES)
    except zlib.error as no:
        raise InputError("file-unreadable", file=called, detail=str(no)) from no
    if not unpacker.eof:
        raise InputError("archive-bomb", file=called, mib=limits.PBF_BLOCK_BYTES // limits.MIB)


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Go through the top fields of a protocol buffers message (numbers and byte strings)."""
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while at < len(message):
            byte = message[at]
            at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
            shift += 7
        return value

    while at < len(message):
        key = varint()
        if key & 7 == 2:
            length = varint()
            yield key >> 3, message[at : at + length]
            at += length
        elif key & 7 == 0:
            yield key >> 3, varint()
        else:
            return
