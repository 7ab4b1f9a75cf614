"""Prints that somebody waits for: told how far they are, kept until they are fetched."""

from __future__ import annotations

import copy
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

from gridmap.errors import Conflict
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import Actor
from gridmap.usecases.atlas import Atlas
from gridmap.usecases.jobs import Job, Jobs, JobState
from gridmap.usecases.sheet_run import SheetWishes
from gridmap.usecases.unforeseen import problem_of
from gridmap.usecases.workspace import Workspace

__all__ = ["PrintDesk", "PrintJob"]

# So many sheets take half a minute; nobody with fewer waits behind somebody with more.
_SHORT: Final = 60
_MOST_WAITING: Final = 16
# Sheets tell where people live: they lie here no longer than it takes to come back for them.
_KEPT_SECONDS: Final = 900.0
# A page that is still there asks every second, one in the background every minute.
_PATIENCE_SECONDS: Final = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob(Job):
    """A print as it stands at one moment.

    Attributes
    ----------
    area
        Code of the area.
    sheets
        So many are to be drawn.
    drawn
        So many are; with all of them they are being bound.
    boxed
        Characters that no font has, once it is done.
    """

    area: str
    wishes: SheetWishes
    sheets: int
    drawn: int = 0
    pdf: bytes | None = field(default=None, repr=False)
    boxed: tuple[str, ...] = ()


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
        self._jobs: Jobs[PrintJob] = Jobs("print-unknown")
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
        job = PrintJob(by=self.workspace.actor, area=code, wishes=wishes, sheets=len(atlas.areas))
        with self._jobs.lock:
            own = self._jobs.of(job.by)
            for one in own:
                if not one.over:
                    raise Conflict("print-going", drawn=one.drawn, sheets=one.sheets)
            if sum(not one.over for one in self._jobs.all()) >= _MOST_WAITING:
                raise Conflict("prints-full", most=_MOST_WAITING)
            self._jobs.forget(*(one.id for one in own))
            self._jobs.add(job)
            lane = self._short if job.sheets <= _SHORT else self._long
            lane.submit(self._do, job.id, atlas)
            return job

    def mine(self) -> list[PrintJob]:
        """List the actor's own print, if there is one.

        Raises
        ------
        NotPermitted
            ``not-your-role`` to whoever sees no figures.
        """
        self._demand()
        return self._jobs.of(self.workspace.actor)

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
        return self._jobs.look(uid, self.workspace.actor)

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
        self._jobs.forget(self.look(uid).id)

    def drop_own(self) -> None:
        """End whatever the actor has here: they sign out."""
        self._jobs.forget(*(one.id for one in self._jobs.of(self.workspace.actor)))

    def close(self) -> None:
        """Begin nothing more, and end what is drawn."""
        self._jobs.forget(*(one.id for one in self._jobs.all()))
        self._short.shutdown(cancel_futures=True)
        self._long.shutdown(cancel_futures=True)

    def _demand(self) -> None:
        self.workspace.actor.insist(Act.SEE, Data.FIGURES)

    def _do(self, uid: str, atlas: Atlas) -> None:
        """Draw what was ordered."""

        def progress(drawn: int, _sheets: int) -> None:
            job = self._jobs.put(uid, state=JobState.RUNNING, drawn=drawn)
            if job is None or job.left_alone(_PATIENCE_SECONDS):
                raise _Dropped

        try:
            made = atlas.printed(progress)
        except _Dropped:
            self._jobs.forget(uid)
            return
        except Exception as error:  # noqa: BLE001  (whoever waits is told)
            problem = problem_of(error, "print-unforeseen")
            self._jobs.put(uid, state=JobState.FAILED, problem=problem)
        else:
            self._jobs.put(uid, state=JobState.DONE, pdf=made.pdf, boxed=made.boxed)
        late = threading.Timer(_KEPT_SECONDS, self._jobs.forget, [uid])
        late.daemon = True
        late.start()
