"""What the reading process does with a file, once it is locked in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray
from pyarrow import feather

from gridmap.errors import Finding, InputError
from gridmap.intake import archive, limits, personal, shapes
from gridmap.intake.columns import match
from gridmap.intake.contents import guessed_of_building, names_buildings
from gridmap.intake.formats import geojson, geopackage, osm, parquet, shapefile, sheets
from gridmap.intake.formats.located import places_in_columns
from gridmap.intake.kinds import ENDINGS, Kind, kind_of
from gridmap.intake.register import ledger_answer
from gridmap.intake.source import Source
from gridmap.intake.thing import Places, Thing
from gridmap.intake.things import THINGS

__all__ = ["answer"]

_UNREAD = ("geometry-curved", "place-unreadable")


def answer(folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    """Read the file of a job and say what came of it; the tables are left in ``folder``."""
    called = job["called"]
    file, kind = _unpacked(folder / job["file"], called)
    wanted = job["thing"]
    osm = kind in (Kind.OSM_PBF, Kind.OSM_XML)
    tables = {}
    if wanted == "append":
        # What writes workbooks takes a while to load, and is seldom asked for.
        from gridmap.intake.appending import append_answer  # noqa: PLC0415

        return append_answer(folder, file, kind, job)
    if wanted == "ledger":
        return {"kind": kind.value, "tables": {wanted: ledger_answer(folder, file, kind, job)}}
    if wanted == "osm" and not osm:
        raise InputError("file-not-osm", file=called, kind=kind.value)
    if osm:
        tables = _osm(folder, file, kind, called, wanted)
    else:
        thing = THINGS[wanted]
        source = _read(file, kind, called, thing)
        if source.table.num_rows == 0:
            raise InputError("file-no-records", file=called)
        tables[wanted] = _tabulated(folder, source, thing, called, job["columns"])
    return {"kind": kind.value, "tables": tables}


def _unpacked(file: Path, called: str) -> tuple[Path, Kind]:
    """Tell the kind of the file, taking it out of an archive first."""
    kind = kind_of(file, called=called)
    if kind is not Kind.ZIP:
        return _renamed(file, kind), kind
    if archive.is_workbook(file, called=called):
        archive.verify(file, called=called, most=limits.SHEET_BYTES)
        return file, Kind.EXCEL
    file = archive.unpack(file, file.parent, called=called)
    kind = kind_of(file, called=called)
    return _renamed(file, kind), kind


def _renamed(file: Path, kind: Kind) -> Path:
    """Give the copy the ending of its true kind: some of GDAL's drivers look at nothing else."""
    name = f"input{ENDINGS[kind]}"
    return file if kind is Kind.ZIP or file.name == name else file.rename(file.with_name(name))


def _read(file: Path, kind: Kind, called: str, thing: Thing) -> Source:
    match kind:
        case Kind.GEOJSON:
            return geojson.read(file, called=called)
        case Kind.GEOPACKAGE:
            return geopackage.read(file, called=called, flat=thing.places == "polygon")
        case Kind.SHAPEFILE:
            return shapefile.read(file, called=called)
        case Kind.PARQUET:
            return parquet.read(file, called=called)
        case Kind.CSV:
            return sheets.read_csv(file, called=called)
        case _:
            return sheets.read_excel(file, kind, called=called)


def _osm(folder: Path, file: Path, kind: Kind, called: str, wanted: str) -> dict[str, Any]:
    if wanted not in ("osm", "buildings"):
        raise InputError("file-is-osm", file=called)
    check = osm.check_xml if kind is Kind.OSM_XML else osm.check_pbf
    check(file, called=called)
    readers: dict[str, tuple[Callable[..., Source], Places]] = {
        "buildings": (osm.read_buildings, "footprint")
    }
    if wanted == "osm":
        readers["streets"] = (osm.read_streets, "line")
        readers["gates"] = (osm.read_gates, "point")
        readers["landcover"] = (osm.read_landcover, "polygon")
    return {
        name: _written(folder, name, read(file, called=called), places)
        for name, (read, places) in readers.items()
    }


def _tabulated(
    folder: Path, source: Source, thing: Thing, called: str, columns: dict[str, str] | None
) -> dict[str, Any]:
    """Guard, choose and name the columns, find the places, write the table."""
    table, findings = personal.without_id_columns(source.table)
    gone = set(source.table.column_names) - set(table.column_names)
    if asked := gone & set((columns or {}).values()):
        raise InputError("column-is-id-number", file=called, column=min(asked))
    headers = table.column_names
    with _offering(headers):
        chosen = match(headers, thing, called=called, columns=columns)
    if thing.name == "buildings":
        chosen, said = _of_buildings(table, chosen, columns or {})
        findings += said
    if thing.people:
        groups = chosen.get("key_groups")
        personal.refuse_control_lists(table, source.rows, called=called, groups=groups)
    findings = [*source.findings, *findings]
    places = source.geometry
    if places is None and thing.places != "none":
        with _offering(headers):
            places, said = places_in_columns(table, source.rows, chosen, thing, called)
        findings += said
    kept = {name: column for name, column in chosen.items() if name not in ("lon", "lat", "wkt")}
    table = table.select(list(kept.values())).rename_columns(list(kept))
    source = replace(source, table=table, geometry=places, findings=findings)
    answer = _written(folder, thing.name, source, thing.places, placeless=thing.placeless)
    return {**answer, "columns": chosen, "headers": headers}


def _of_buildings(
    table: pa.Table, chosen: dict[str, str], asked: Mapping[str, str]
) -> tuple[dict[str, str], list[Finding]]:
    """Look at what the columns of buildings hold: BUILDING may be a kind, as in OSM, or a name."""
    kind = chosen.get("kind")
    guessed = {}
    if kind and "kind" not in asked and "name" not in chosen and names_buildings(table[kind]):
        guessed["name"] = kind
        chosen = {what: name for what, name in chosen.items() if what != "kind"}
    guessed |= guessed_of_building(table, {**chosen, **guessed})
    return {**chosen, **guessed}, [
        Finding("column-guessed", "warning", None, {"column": name, "meaning": what})
        for what, name in guessed.items()
    ]


@contextmanager
def _offering(headers: list[str]) -> Iterator[None]:
    """Let a refusal name all columns: whoever is asked to choose has to know between what."""
    try:
        yield
    except InputError as no:
        raise InputError(no.code, **no.fields, headers=headers) from no


def _written(
    folder: Path, name: str, source: Source, kind: Places, *, placeless: bool = False
) -> dict[str, Any]:
    """Clean the places and leave the table in the folder, every attribute as text."""
    findings = list(source.findings)
    columns = {header: _as_text(source.table[header]) for header in source.table.column_names}
    columns["row"] = pa.array(source.rows)
    keep = np.ones(source.table.num_rows, dtype=bool)
    if source.geometry is not None and kind != "none":
        places, keep, said = shapes.clean(source.geometry, source.rows, kind, placeless=placeless)
        # "Has no geometry" would be a second word, and a wrong one, on what could not be read.
        told = {finding.row for finding in findings if finding.code in _UNREAD}
        findings += [no for no in said if no.code != "geometry-missing" or no.row not in told]
        if name == "buildings":
            keep &= _once(places, source.rows, findings)
            # A building left out is one that the file has all the same: its id goes along.
            places[~keep] = None
            keep[:] = True
        columns["geometry"] = pa.array(shapely.to_wkb(places), pa.binary())
    table = pa.table(columns)
    table = table if keep.all() else table.filter(pa.array(keep))
    feather.write_feather(table, str(folder / f"{name}.arrow"), compression="uncompressed")
    return {
        "crs": source.crs,
        "read": source.table.num_rows,
        "findings": [_plain(finding) for finding in findings],
    }


def _once(
    places: NDArray[np.object_], rows: NDArray[np.int64], findings: list[Finding]
) -> NDArray[np.bool_]:
    """Leave out footprints drawn a second time."""
    keep = np.ones(len(places), dtype=bool)
    for later, first in shapes.repeated(places).items():
        keep[later] = False
        row = int(rows[later])
        fields = {"first": int(rows[first])}
        findings.append(Finding("geometry-duplicate", "warning", row, fields))
    return keep


def _as_text(column: Any) -> Any:  # noqa: ANN401  (arrow's arrays are untyped)
    """Write values as people would: whole numbers without a point, instants as ISO 8601."""
    kind = column.type
    if isinstance(kind, pa.BaseExtensionType):
        column = pa.chunked_array([chunk.storage for chunk in column.chunks], kind.storage_type)
        kind = column.type
    if pa.types.is_floating(kind):
        whole = pc.equal(pc.round(column), column)
        small = pc.less(pc.abs(column), 2.0**63)
        exact = pc.if_else(pc.and_(whole, small), column, None).cast(pa.int64(), safe=False)
        return pc.coalesce(exact.cast(pa.string()), column.cast(pa.string()))
    if pa.types.is_binary(kind) or pa.types.is_nested(kind):
        return pa.nulls(len(column), pa.string())
    text = column.cast(pa.string())
    trimmed = pc.utf8_trim_whitespace(text)
    return pc.if_else(pc.equal(trimmed, ""), None, trimmed)


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "row": finding.row,
        "fields": dict(finding.fields),
    }
