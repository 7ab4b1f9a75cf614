"""Prints that somebody waits for: told how far they are, kept until they are fetched."""

from __future__ import annotations

import copy
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from gridmap.errors import Conflict, GridmapError, NotFound
from gridmap.store.bulk import new_uids
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import Actor
from gridmap.usecases.atlas import Atlas
from gridmap.usecases.sheet_run import SheetWishes
from gridmap.usecases.unforeseen import places_of
from gridmap.usecases.workspace import Workspace

__all__ = ["PrintDesk", "PrintJob", "PrintState"]

# So many sheets take half a minute; nobody with fewer waits behind somebody with more.
_SHORT: Final = 60
_MOST_WAITING: Final = 16
# Sheets tell where people live: they lie here no longer than it takes to come back for them.
_KEPT_SECONDS: Final = 900.0
# A page that is still there asks every second, one in the background every minute.
_PATIENCE_SECONDS: Final = 180.0

_log = logging.getLogger(__name__)


class PrintState(StrEnum):
    """Where a print stands."""

    WAITING = "waiting"
    DRAWING = "drawing"
    DONE = "done"
    FAILED = "failed"


_BUSY: Final = {PrintState.WAITING, PrintState.DRAWING}


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A print as it stands at one moment.

    Attributes
    ----------
    by
        Who began it; nobody else sees it.
    area
        Code of the area.
    sheets
        So many are to be drawn.
    drawn
        So many are; with all of them they are being bound.
    looked
        When somebody last asked for it.
    problem
        Why it failed.
    """

    id: str
    by: Actor
    area: str
    wishes: SheetWishes
    sheets: int
    looked: float
    state: PrintState = PrintState.WAITING
    drawn: int = 0
    problem: GridmapError | None = None
    pdf: bytes | None = field(default=None, repr=False)


class _Dropped(Exception):
    """Nobody waits for this print any more."""


class PrintDesk:
    """Where prints are begun, one a person at a time; known until the server ends.

    Long ones are drawn one after the other, and short ones beside them. A print is forgotten when
    it was fetched and dropped, after a quarter of an hour, and when whoever began it signs out; it
    ends when nobody has asked for it for some minutes.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._known: dict[str, PrintJob] = {}
        self._lock = threading.Lock()
        self._short = ThreadPoolExecutor(1, thread_name_prefix="short prints")
        self._long = ThreadPoolExecutor(1, thread_name_prefix="long prints")

    def acting_as(self, actor: Actor) -> PrintDesk:
        """Give the same desk to somebody, who finds their own print there."""
        theirs = copy.copy(self)
        theirs.workspace = self.workspace.acting_as(actor)
        return theirs

    def begin(self, code: str, wishes: SheetWishes) -> PrintJob:
        """Have the sheets of an area printed, instead of an earlier print that is done.

        Raises
        ------
        Conflict
            ``print-going`` while another one of theirs is drawn, ``prints-full``.
        NotFound, NotPermitted, InputError
            As :meth:`gridmap.usecases.atlas.Atlas.ordered`.
        """
        atlas = Atlas.ordered(self.workspace, [code], wishes)
        sheets = len(atlas.areas)
        with self._lock:
            for one in self._own():
                if one.state in _BUSY:
                    raise Conflict("print-going", drawn=one.drawn, sheets=one.sheets)
            if sum(one.state in _BUSY for one in self._known.values()) >= _MOST_WAITING:
                raise Conflict("prints-full", most=_MOST_WAITING)
            self._forget_own()
            [uid] = new_uids(1)
            job = PrintJob(uid, self.workspace.actor, code, wishes, sheets, time.monotonic())
            self._known[uid] = job
            lane = self._short if sheets <= _SHORT else self._long
            lane.submit(self._do, uid, atlas)
            return job

    def mine(self) -> list[PrintJob]:
        """List the actor's own print, if there is one.

        Raises
        ------
        NotPermitted
            ``not-your-role`` to whoever sees no figures.
        """
        self._demand()
        with self._lock:
            return self._own()

    def look(self, uid: str) -> PrintJob:
        """Tell how a print stands.

        Raises
        ------
        NotFound
            ``print-unknown``: it never was, is somebody else's, or is forgotten.
        NotPermitted
            As :meth:`mine`.
        """
        self._demand()
        with self._lock:
            job = next((one for one in self._own() if one.id == uid), None)
            if job is None:
                raise NotFound("print-unknown")
            self._known[uid] = job = replace(job, looked=time.monotonic())
            return job

    def fetch(self, uid: str) -> bytes:
        """Give the PDF of a print that is done, if it is still theirs to see.

        Raises
        ------
        Conflict
            ``print-not-ready``.
        NotFound, NotPermitted, InputError
            As :meth:`look` and :meth:`begin`.
        """
        job = self.look(uid)
        if job.pdf is None:
            raise Conflict("print-not-ready", drawn=job.drawn, sheets=job.sheets)
        Atlas.ordered(self.workspace, [job.area], job.wishes)
        return job.pdf

    def drop(self, uid: str) -> None:
        """End a print between two sheets, and keep nothing of it.

        Raises
        ------
        NotFound, NotPermitted
            As :meth:`look`.
        """
        self.look(uid)
        self._forget(uid)

    def drop_own(self) -> None:
        """End whatever the actor has here: they sign out."""
        with self._lock:
            self._forget_own()

    def close(self) -> None:
        """Begin nothing more, and end what is drawn."""
        with self._lock:
            self._known.clear()
        self._short.shutdown(cancel_futures=True)
        self._long.shutdown(cancel_futures=True)

    def _demand(self) -> None:
        self.workspace.actor.insist(Act.SEE, Data.FIGURES)

    def _own(self) -> list[PrintJob]:
        person = self.workspace.actor.person
        return [one for one in self._known.values() if one.by.person == person]

    def _forget_own(self) -> None:
        for one in self._own():
            del self._known[one.id]

    def _forget(self, uid: str) -> None:
        with self._lock:
            self._known.pop(uid, None)

    def _put(self, uid: str, **news: Any) -> PrintJob:  # noqa: ANN401  (fields of a job)
        """Write how a print stands; raises :class:`_Dropped` where nobody waits for it."""
        with self._lock:
            job = self._known.get(uid)
            if job is None:
                raise _Dropped
            if time.monotonic() - job.looked > _PATIENCE_SECONDS:
                del self._known[uid]
                raise _Dropped
            self._known[uid] = job = replace(job, **news)
            return job

    def _do(self, uid: str, atlas: Atlas) -> None:
        """Draw what was ordered."""

        def progress(drawn: int, _sheets: int) -> None:
            self._put(uid, state=PrintState.DRAWING, drawn=drawn)

        try:
            try:
                pdf = atlas.printed(progress).pdf
            except GridmapError as no:
                self._put(uid, state=PrintState.FAILED, problem=no)
            except _Dropped:
                raise
            except Exception as unforeseen:  # noqa: BLE001  (whoever waits is told)
                _log.error("unforeseen error in a print\n%s", places_of(unforeseen))
                problem = GridmapError("print-unforeseen")
                self._put(uid, state=PrintState.FAILED, problem=problem)
            else:
                self._put(uid, state=PrintState.DONE, pdf=pdf)
        except _Dropped:
            return
        late = threading.Timer(_KEPT_SECONDS, self._forget, [uid])
        late.daemon = True
        late.start()
