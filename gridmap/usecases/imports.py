"""One import as somebody asks for it, of whatever kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from gridmap import intake
from gridmap.errors import CrsError, GridmapError, InputError
from gridmap.territory.codes import Level
from gridmap.usecases.areas import import_areas
from gridmap.usecases.buildings import import_buildings, survey_name
from gridmap.usecases.changes import ChangeSet
from gridmap.usecases.households import import_households
from gridmap.usecases.ledgers import import_ledger
from gridmap.usecases.listed import import_list
from gridmap.usecases.osm import enter_osm, import_osm
from gridmap.usecases.roster import import_people
from gridmap.usecases.uploads import Upload
from gridmap.usecases.visit_tables import import_visits
from gridmap.usecases.workspace import Workspace

__all__ = ["ImportKind", "ImportOrder", "carry_out", "fetched"]


class ImportKind(StrEnum):
    """What a file is imported for."""

    AREAS = "areas"
    BUILDINGS = "buildings"
    HOUSEHOLDS = "households"
    VISITS = "visits"
    OSM = "osm"
    LIST = "list"
    LEDGER = "ledger"
    PEOPLE = "people"


# What can be said of each kind beside its file.
_OPTIONS: Final[Mapping[ImportKind, frozenset[str]]] = {
    ImportKind.AREAS: frozenset({"level", "crs", "datum", "columns", "close_vanished"}),
    ImportKind.BUILDINGS: frozenset({"source", "crs", "datum", "columns", "close_vanished"}),
    ImportKind.HOUSEHOLDS: frozenset({"crs", "datum", "columns"}),
    ImportKind.VISITS: frozenset({"columns"}),
    ImportKind.PEOPLE: frozenset({"columns"}),
    ImportKind.OSM: frozenset({"place", "bbox", "close_vanished"}),
    ImportKind.LIST: frozenset({"source", "columns"}),
    ImportKind.LEDGER: frozenset({"columns"}),
}
# A code of an authority, or WKT: nothing that PROJ would look for on this machine.
_PLAIN_CRS: Final = re.compile(r"\s*([A-Za-z]+:[0-9]+\s*$|[A-Z_]+\s*\[)")


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What somebody wants imported.

    Attributes
    ----------
    upload
        The file; for OpenStreetMap a ``place`` or a ``bbox`` (west, south, east, north, degrees)
        may stand in its stead.
    level, crs, datum, columns, source, close_vanished
        As the import of this kind takes them; the others are ``None`` or ``False``.

    Raises
    ------
    InputError
        ``import-source`` unless there is just one source, ``import-option-unfit`` for an option
        that this kind has not.
    CrsError
        ``crs-unknown`` if ``crs`` is neither a code nor WKT.
    """

    kind: ImportKind
    upload: Upload | None = None
    place: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    level: Level | None = None
    crs: str | None = None
    datum: str | None = None
    columns: Mapping[str, str] | None = None
    source: str | None = None
    close_vanished: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        options = ("place", "bbox", "level", "crs", "datum", "columns", "source", "close_vanished")
        for option in options:
            if getattr(self, option) and option not in _OPTIONS[self.kind]:
                raise InputError("import-option-unfit", option=option, kind=self.kind)
        if sum(given is not None for given in (self.upload, self.place, self.bbox)) != 1:
            raise InputError("import-source")
        if self.crs is not None and not _PLAIN_CRS.match(self.crs):
            raise CrsError("crs-unknown", crs=self.crs[:80])

    @property
    def name(self) -> str:
        """What to call it: the file's name, the place or the extent."""
        if self.upload is not None:
            return self.upload.name
        return self.place or ", ".join(f"{side:g}" for side in self.bbox or ())


def fetched(workspace: Workspace, order: ImportOrder) -> intake.OsmExtract | None:
    """Fetch what an order wants from the network; ``None`` if it brings a file.

    Raises
    ------
    InputError, NetworkError
        As :func:`gridmap.intake.fetch_osm`.
    """
    if order.upload is not None:
        return None
    return intake.fetch_osm(
        place=order.place, bbox=order.bbox, overpass_url=workspace.settings.overpass_url
    )


def carry_out(
    workspace: Workspace,
    order: ImportOrder,
    extract: intake.OsmExtract | None = None,
    *,
    dry_run: bool,
) -> ChangeSet:
    """Do an import, or tell what it would do.

    Parameters
    ----------
    extract
        What :func:`fetched` gave.

    Raises
    ------
    GridmapError
        What the import of this kind raises; files are called by their senders' names.
    """
    if extract is not None:
        return enter_osm(workspace, extract, close_vanished=order.close_vanished, dry_run=dry_run)
    upload = order.upload
    if upload is None:
        raise InputError("import-source")
    try:
        changes = _from_file(workspace, order, upload, dry_run=dry_run)
    except GridmapError as no:
        raise type(no)(no.code, **_labelled(no.fields, upload)) from no
    findings = tuple(
        replace(found, fields=_labelled(found.fields, upload)) for found in changes.findings
    )
    return replace(changes, findings=findings)


def _from_file(  # noqa: PLR0911  (one a kind)
    workspace: Workspace, order: ImportOrder, upload: Upload, *, dry_run: bool
) -> ChangeSet:
    path, columns = upload.path, order.columns
    source = order.source or survey_name(upload.name)
    match order.kind:
        case ImportKind.AREAS:
            return import_areas(
                workspace,
                path,
                level=order.level,
                crs=order.crs,
                datum=order.datum,
                columns=columns,
                close_vanished=order.close_vanished,
                dry_run=dry_run,
            )
        case ImportKind.BUILDINGS:
            return import_buildings(
                workspace,
                path,
                source=source,
                crs=order.crs,
                datum=order.datum,
                columns=columns,
                close_vanished=order.close_vanished,
                dry_run=dry_run,
            )
        case ImportKind.HOUSEHOLDS:
            return import_households(
                workspace,
                path,
                crs=order.crs,
                datum=order.datum,
                columns=columns,
                dry_run=dry_run,
            )
        case ImportKind.VISITS:
            return import_visits(workspace, path, columns=columns, dry_run=dry_run)
        case ImportKind.OSM:
            return import_osm(workspace, path, close_vanished=order.close_vanished, dry_run=dry_run)
        case ImportKind.LIST:
            return import_list(workspace, path, source=source, columns=columns, dry_run=dry_run)
        case ImportKind.PEOPLE:
            return import_people(workspace, path, columns=columns, dry_run=dry_run)
        case ImportKind.LEDGER:
            return import_ledger(
                workspace, path, name=upload.name, columns=columns, dry_run=dry_run
            )


def _labelled(fields: Mapping[str, object], upload: Upload) -> dict[str, Any]:
    """Call a file by its sender's name where our own stands for it."""
    own = (upload.path.name, str(upload.path))
    return {name: upload.name if value in own else value for name, value in fields.items()}
