"""The reading process: one foreign file in, clean columns out, nothing else.

Started by :mod:`gridmap.intake.sandbox` with a private folder that holds the file under a neutral
name and ``job.json``; it leaves ``answer.json`` and one Arrow file a table there. It runs apart
because parsers of foreign formats are where a hostile file would take hold.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gridmap.intake.confine import confine

if TYPE_CHECKING:
    from gridmap.errors import Finding
    from gridmap.intake.columns import Thing
    from gridmap.intake.kinds import Kind
    from gridmap.intake.source import Source


def main(folder: Path) -> None:
    """Do the job in ``folder`` and write the answer, a refusal included."""
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    confine()
    from gridmap.errors import GridmapError  # noqa: PLC0415  (after the locks, as all below)

    try:
        answer = _answer(folder, job)
    except GridmapError as no:
        answer = {"error": type(no).__name__, "code": no.code, "fields": no.fields}
    except MemoryError:
        answer = {"error": "InputError", "code": "file-too-large-to-read", "fields": {}}
    (folder / "answer.json").write_text(
        json.dumps(answer, default=str, ensure_ascii=False), encoding="utf-8"
    )


def _answer(folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    from gridmap.intake.columns import THINGS  # noqa: PLC0415
    from gridmap.intake.kinds import Kind  # noqa: PLC0415

    called = job["called"]
    file, kind = _unpacked(folder / job["file"], called)
    wanted = job["thing"]
    osm = kind in (Kind.OSM_PBF, Kind.OSM_XML)
    tables = {}
    if wanted == "osm" and not osm:
        from gridmap.errors import InputError  # noqa: PLC0415

        raise InputError("file-not-osm", file=called, kind=kind.value)
    if osm:
        tables = _osm(folder, file, kind, called, wanted)
    else:
        thing = THINGS[wanted]
        source = _read(file, kind, called, thing)
        tables[wanted] = _tabulated(folder, source, thing, called, job["columns"])
    return {"kind": kind.value, "tables": tables}


def _unpacked(file: Path, called: str) -> tuple[Path, Kind]:
    """Tell the kind of the file, taking it out of an archive first."""
    from gridmap.intake import archive, limits  # noqa: PLC0415
    from gridmap.intake.kinds import Kind, kind_of  # noqa: PLC0415

    kind = kind_of(file, called=called)
    if kind is not Kind.ZIP:
        return file, kind
    if archive.is_workbook(file, called=called):
        archive.verify(file, called=called, most=limits.SHEET_BYTES)
        return file, Kind.EXCEL
    file = archive.unpack(file, file.parent, called=called)
    return file, kind_of(file, called=called)


def _read(file: Path, kind: Kind, called: str, thing: Thing) -> Source:
    from gridmap.intake.formats import geojson, geopackage, parquet, shapefile, table  # noqa: PLC0415
    from gridmap.intake.kinds import Kind  # noqa: PLC0415

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
            return table.read_csv(file, called=called)
        case _:
            return table.read_excel(file, called=called)


def _osm(folder: Path, file: Path, kind: Kind, called: str, wanted: str) -> dict[str, Any]:
    from gridmap.errors import InputError  # noqa: PLC0415
    from gridmap.intake.formats import osm  # noqa: PLC0415
    from gridmap.intake.kinds import Kind  # noqa: PLC0415

    if wanted not in ("osm", "buildings"):
        raise InputError("file-is-osm", file=called)
    # GDAL picks its OSM parser by the name's ending.
    file = file.rename(file.with_name("input.osm" if kind is Kind.OSM_XML else "input.osm.pbf"))
    check = osm.check_xml if kind is Kind.OSM_XML else osm.check_pbf
    check(file, called=called)
    readers = {"buildings": (osm.read_buildings, "footprint")}
    if wanted == "osm":
        readers["streets"] = (osm.read_streets, "line")
        readers["landcover"] = (osm.read_landcover, "polygon")
    return {
        name: _written(folder, name, read(file, called=called), places)
        for name, (read, places) in readers.items()
    }


def _tabulated(
    folder: Path, source: Source, thing: Thing, called: str, columns: dict[str, str] | None
) -> dict[str, Any]:
    """Guard, choose and name the columns, find the places, write the table."""
    from dataclasses import replace  # noqa: PLC0415

    from gridmap.errors import InputError  # noqa: PLC0415
    from gridmap.intake import personal  # noqa: PLC0415
    from gridmap.intake.columns import match  # noqa: PLC0415
    from gridmap.intake.formats.located import places_in_columns  # noqa: PLC0415

    table, findings = personal.without_id_numbers(source.table)
    gone = set(source.table.column_names) - set(table.column_names)
    if asked := gone & set((columns or {}).values()):
        raise InputError("column-is-id-number", file=called, column=min(asked))
    chosen = match(table.column_names, thing, called=called, columns=columns)
    if thing.people:
        groups = chosen.get("key_groups")
        personal.refuse_control_lists(table, source.rows, called=called, groups=groups)
    findings = [*source.findings, *findings]
    places = source.geometry
    if places is None and thing.places != "none":
        places, said = places_in_columns(table, source.rows, chosen, thing, called)
        findings += said
    kept = {
        name: column for name, column in chosen.items() if name not in ("lon", "lat", "wkt")
    }
    table = table.select(list(kept.values())).rename_columns(list(kept))
    source = replace(source, table=table, geometry=places, findings=findings)
    answer = _written(folder, thing.name, source, thing.places, placeless=thing.placeless)
    return {**answer, "columns": chosen}


def _written(
    folder: Path, name: str, source: Source, kind: str, *, placeless: bool = False
) -> dict[str, Any]:
    """Clean the places and leave the table in the folder, every attribute as text."""
    import numpy as np  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.feather as feather  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    from gridmap.intake import shapes  # noqa: PLC0415

    findings = list(source.findings)
    columns = {header: _as_text(source.table[header]) for header in source.table.column_names}
    columns["row"] = pa.array(source.rows)
    keep = np.ones(source.table.num_rows, dtype=bool)
    if source.geometry is not None and kind != "none":
        places, keep, said = shapes.clean(source.geometry, source.rows, kind, placeless=placeless)
        findings += said
        if name == "buildings":
            keep &= _once(places, source.rows, findings)
        columns["geometry"] = pa.array(shapely.to_wkb(places), pa.binary())
    table = pa.table(columns)
    table = table if keep.all() else table.filter(pa.array(keep))
    feather.write_feather(table, str(folder / f"{name}.arrow"), compression="uncompressed")
    return {
        "crs": source.crs,
        "read": source.table.num_rows,
        "findings": [_plain(finding) for finding in findings],
    }


def _once(places: Any, rows: Any, findings: list[Finding]) -> Any:  # noqa: ANN401  (arrays)
    """Leave out footprints drawn a second time."""
    import numpy as np  # noqa: PLC0415

    from gridmap.errors import Finding  # noqa: PLC0415
    from gridmap.intake import shapes  # noqa: PLC0415

    keep = np.ones(len(places), dtype=bool)
    for later, first in shapes.repeated(places).items():
        keep[later] = False
        row = int(rows[later])
        fields = {"row": row, "first": int(rows[first])}
        findings.append(Finding("geometry-duplicate", "warning", row, fields))
    return keep


def _as_text(column: Any) -> Any:  # noqa: ANN401  (arrow's arrays are untyped)
    """Write values as people would: whole numbers without a point, instants as ISO 8601."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

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


if __name__ == "__main__":
    main(Path(sys.argv[1]))
