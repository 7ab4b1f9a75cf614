"""An import on its way: what was ordered, by whom, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gridmap import intake
from gridmap.errors import GridmapError
from gridmap.usecases.acting import Actor
from gridmap.usecases.changes import ChangeSet
from gridmap.usecases.imports import ImportOrder

__all__ = ["ImportJob", "ImportPhase", "ImportState"]


class ImportState(StrEnum):
    """Where an import stands."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"
    APPLYING = "applying"
    APPLIED = "applied"
    DISCARDED = "discarded"


class ImportPhase(StrEnum):
    """What is being done while an import is read or applied."""

    READING = "reading"
    MATCHING = "matching"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class ImportJob:
    """An import as it stands at one moment.

    Attributes
    ----------
    by
        Who handed it in; nobody else sees it.
    changes
        What it would change, once read; once applied, what it did change.
    hidden
        Number of changed places that ``changes`` leaves out: beyond
        :data:`~gridmap.usecases.import_desk.MOST_PLACES`.
    problem
        Why it failed.
    extract
        What was fetched from the network, so that just that is applied.
    """

    id: str
    order: ImportOrder
    by: Actor
    state: ImportState = ImportState.WAITING
    phase: ImportPhase | None = None
    changes: ChangeSet | None = None
    hidden: int = 0
    problem: GridmapError | None = None
    extract: intake.OsmExtract | None = field(default=None, repr=False)
