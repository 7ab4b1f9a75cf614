"""Imports: read and looked at first, then applied."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated, Final, Literal
from urllib.parse import quote

import numpy as np
import shapely
from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field

from gridmap.api.books import XLSX, workbook
from gridmap.api.deps import AtDesk, Geometry
from gridmap.api.errors import sentence, spoken
from gridmap.api.requests import routes_of
from gridmap.api.routes.vocabulary import StandardColumn, columns_of
from gridmap.errors import Conflict, Finding, GridmapError, Severity
from gridmap.render.tables import findings_csv, rejected_xlsx
from gridmap.territory.codes import Level
from gridmap.usecases.changes import Change, ChangeSet
from gridmap.usecases.import_desk import ImportJob, ImportPhase, ImportState
from gridmap.usecases.imports import ImportKind, ImportOrder
from gridmap.usecases.ledgers import left_out
from gridmap.words import Language, say

__all__ = ["router"]

router = routes_of("imports")

_MOST_FINDINGS: Final = 200
_MOST_NAMED: Final = 20
# So many findings of one kind come before the next kind has its turn.
_AT_A_TURN: Final = 20
_WORST_FIRST: Final[dict[Severity, int]] = {"error": 0, "warning": 1, "note": 2}
_Text = Annotated[str, Field(max_length=200)]


class Order(BaseModel):
    """What to import; just one of ``upload``, ``place`` and ``bbox`` (the latter two for OSM)."""

    model_config = ConfigDict(extra="forbid")

    kind: ImportKind
    upload: _Text | None = Field(default=None, description="Id of a file that was handed in")
    place: _Text | None = Field(default=None, examples=["石峰区, 株洲市"])
    bbox: tuple[float, float, float, float] | None = Field(
        default=None, description="west, south, east, north in degrees (EPSG:4326)"
    )
    level: Level | None = Field(default=None, description="Level of all areas of the file")
    crs: str | None = Field(
        default=None, max_length=20_000, description="A code such as EPSG:4547, or WKT"
    )
    datum: _Text | None = Field(default=None, examples=["gcj02"])
    columns: dict[_Text, str] | None = Field(
        default=None,
        description="Header of each standard column that is named otherwise; empty where none is",
    )
    source: _Text | None = Field(
        default=None, description="Name of the survey; by default the file's"
    )
    close_vanished: bool = False


class Told(BaseModel):
    """A finding of an import."""

    severity: Severity
    row: int | None = Field(description="Number of the record in the source")
    ref: str | None = Field(description="What the source calls it, if that says more: way/123")
    code: str
    message: str


class Some(BaseModel):
    """Codes or references of some of the things concerned, at most 20 each."""

    added: list[str]
    altered: list[str]
    vanished: list[str]
    ambiguous: list[str]


class Sheet(BaseModel):
    """A sheet of a ledger that was read."""

    name: str = Field(description="What its tab says; empty for a text table")
    header: int = Field(description="Line of its header, from 1")


class Changes(BaseModel):
    """What an import would change, or once it is applied: what it did change."""

    kind: str
    read: int = Field(description="Records in the source")
    added: int
    altered: int
    unchanged: int
    vanished: int
    ambiguous: int
    rejected: int = Field(description="Records that were left out; ambiguous ones among them")
    some: Some
    counts: dict[str, int] = Field(examples=[{"placeholders": 120, "streets": 31}])
    findings: list[Told] = Field(description="At most 200, errors first, every kind among them")
    more: int = Field(description="Findings beyond these; the report has all")
    columns: dict[str, str] = Field(description="Header that each standard column was read from")
    headers: list[str] = Field(description="All headers that a mapping can choose from")
    sheets: list[Sheet] = Field(description="Of a ledger, those that were read")
    samples: dict[str, list[str]] = Field(
        description="Of a ledger, first cells by header; none of names and phones"
    )
    guessed: list[str] = Field(
        description="Headers that nobody knows, read as what their cells look like"
    )
    extent: tuple[float, float, float, float] | None
    dry_run: bool


class ImportProblem(BaseModel):
    """Why an import failed, and what its columns can be chosen from."""

    code: str
    message: str
    fields: dict[str, str]
    headers: list[str] = Field(description="Headers of the file, if it was the columns' fault")
    columns: list[StandardColumn] = Field(description="Standard columns of this kind, likewise")
    samples: dict[str, list[str]] = Field(
        description="Of a ledger, first cells by header, likewise; none of names and phones"
    )


class Job(BaseModel):
    """An import as it stands; ask again while it is waiting, reading or applying."""

    id: str
    kind: ImportKind
    name: str
    upload: str | None
    state: ImportState
    phase: ImportPhase | None
    result: Changes | None
    problem: ImportProblem | None


class ChangedThing(BaseModel):
    """What happens at one place."""

    change: Change
    ref: str
    count: int = Field(description="Number of things there: doors of a building")
    message: str | None


class ChangedFeature(BaseModel):
    """A place where something changes."""

    type: Literal["Feature"]
    geometry: Geometry
    properties: ChangedThing


class ChangeMap(BaseModel):
    """Places of changes as GeoJSON, those that want a look first; ``more`` were left out."""

    type: Literal["FeatureCollection"]
    features: list[ChangedFeature]
    more: int


@router.post("", status_code=202)
def hand_in_import(request: Request, desk: AtDesk, order: Order) -> Job:
    """Have a file (or a place of OpenStreetMap) read and told what it would change."""
    facts = order.model_dump()
    if order.upload is not None:
        facts["upload"] = desk.uploads.find(order.upload)
    return _job(desk.hand_in(ImportOrder(**facts)), spoken(request))


@router.get("/{job}")
def get_import(request: Request, desk: AtDesk, job: str) -> Job:
    """Tell how an import stands."""
    return _job(desk.look(job), spoken(request))


@router.post("/{job}/apply", status_code=202)
def apply_import(request: Request, desk: AtDesk, job: str) -> Job:
    """Do an import for real; its account is told anew, for things may have changed since."""
    return _job(desk.apply(job), spoken(request))


@router.delete("/{job}")
def discard_import(request: Request, desk: AtDesk, job: str) -> Job:
    """Give an import up and throw its file away."""
    return _job(desk.discard(job), spoken(request))


@router.get("/{job}/map", responses={200: {"model": ChangeMap}})
def get_import_map(request: Request, desk: AtDesk, job: str) -> Response:
    """Tell where the changes of an import are."""
    found = desk.look(job)
    body = _change_map(_read(found), found.hidden, spoken(request))
    return Response(body, media_type="application/geo+json")


@router.get(
    "/{job}/report", response_class=Response, responses={200: {"content": {"text/csv": {}}}}
)
def get_import_report(request: Request, desk: AtDesk, job: str) -> Response:
    """Write all findings of an import as a table that a spreadsheet opens."""
    found = desk.look(job)
    lang = spoken(request)
    table = findings_csv(_read(found).findings, lambda one: sentence(one, lang), lang)
    name = f"{found.order.name.partition('.')[0]}-{say('import-report', lang=lang)}.csv"
    return Response(
        table,
        media_type="text/csv",
        headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"},
    )


@router.get("/{job}/rejected", response_class=Response, responses={200: {"content": {XLSX: {}}}})
def get_import_rejected(request: Request, desk: AtDesk, job: str) -> Response:
    """Hand the rows of a ledger that were left out back, as the office wrote them, with reasons."""
    found = desk.look(job)
    lang = spoken(request)
    headers, rows = left_out(_read(found), lambda one: sentence(one, lang))
    name = f"{found.order.name.rpartition('.')[0]}-{say('ledger-rejected-file', lang=lang)}.xlsx"
    return workbook(rejected_xlsx(headers, rows, lang), name)


def _read(job: ImportJob) -> ChangeSet:
    if job.changes is None:
        raise Conflict("import-not-ready", state=job.state)
    return job.changes


def _job(job: ImportJob, lang: Language) -> Job:
    return Job(
        id=job.id,
        kind=job.order.kind,
        name=job.order.name,
        upload=None if job.order.upload is None else job.order.upload.id,
        state=job.state,
        phase=job.phase,
        result=None if job.changes is None else _changes(job.changes, lang),
        problem=None if job.problem is None else _problem(job.problem, job.order.kind, lang),
    )


def _problem(problem: GridmapError, kind: ImportKind, lang: Language) -> ImportProblem:
    fields = dict(problem.fields)
    headers, samples = fields.pop("headers", None), fields.pop("samples", None)
    listed = [str(header) for header in headers] if isinstance(headers, list) else []
    return ImportProblem(
        code=problem.code,
        message=sentence(problem, lang),
        fields={name: str(value) for name, value in fields.items()},
        headers=listed,
        columns=columns_of(kind) if listed else [],
        samples=samples if isinstance(samples, dict) else {},
    )


def _changes(changes: ChangeSet, lang: Language) -> Changes:
    shown = _in_turn(changes.findings)[:_MOST_FINDINGS]
    things = {name: getattr(changes, name) for name in Some.model_fields}
    return Changes(
        kind=changes.kind,
        read=changes.read,
        unchanged=changes.unchanged,
        rejected=changes.rejected,
        **{name: len(refs) for name, refs in things.items()},
        some=Some(**{name: list(refs[:_MOST_NAMED]) for name, refs in things.items()}),
        counts=dict(changes.counts),
        findings=[
            Told(
                severity=one.severity,
                row=one.row,
                ref=one.ref,
                code=one.code,
                message=sentence(one, lang),
            )
            for one in shown
        ],
        more=len(changes.findings) - len(shown),
        columns=dict(changes.columns),
        headers=list(changes.headers),
        sheets=[Sheet(name=name, header=header) for name, header in changes.sheets],
        samples={name: list(cells) for name, cells in changes.samples.items()},
        guessed=list(changes.guessed),
        extent=_extent(changes),
        dry_run=changes.dry_run,
    )


def _in_turn(findings: tuple[Finding, ...]) -> list[Finding]:
    """Put the worst first, what is about the whole before rows, and kinds of findings in turns.

    So none hides the others.
    """
    turns: defaultdict[str, int] = defaultdict(int)
    keyed = []
    for one in findings:
        turn = turns[one.code] // _AT_A_TURN
        keyed.append(((_WORST_FIRST[one.severity], one.row is not None, turn), one))
        turns[one.code] += 1
    return [one for _, one in sorted(keyed, key=lambda pair: pair[0])]


def _extent(changes: ChangeSet) -> tuple[float, float, float, float] | None:
    shapes = [places.geometry for places in changes.places if len(places.geometry)]
    if not shapes:
        return None
    west, south, east, north = shapely.total_bounds(np.concatenate(shapes)).tolist()
    return west, south, east, north


def _change_map(changes: ChangeSet, hidden: int, lang: Language) -> str:
    """Write the places as GeoJSON; by hand, for there may be twenty thousand outlines."""
    messages = {one.row: one for one in reversed(changes.findings) if one.severity == "error"}
    features = []
    for places in changes.places:
        shapes = shapely.to_geojson(shapely.transform(places.geometry, lambda xy: xy.round(7)))
        for at, (ref, shape) in enumerate(zip(places.refs, shapes, strict=True)):
            row = None if places.rows is None else int(places.rows[at])
            found = messages.get(row) if row is not None else None
            thing = ChangedThing(
                change=places.change,
                ref=ref,
                count=1 if places.counts is None else int(places.counts[at]),
                message=None if found is None else sentence(found, lang),
            )
            features.append(
                f'{{"type":"Feature","geometry":{shape},"properties":{thing.model_dump_json()}}}'
            )
    listed = ",".join(features)
    return f'{{"type":"FeatureCollection","features":[{listed}],"more":{hidden}}}'
