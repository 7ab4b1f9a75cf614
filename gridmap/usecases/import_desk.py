"""Imports that wait for a person: read without keeping anything, looked at, then done for real."""

from __future__ import annotations

import contextlib
import copy
import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection

from gridmap.errors import Conflict, NotFound
from gridmap.store import accounts as account_store
from gridmap.store.bulk import new_uids
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import Actor
from gridmap.usecases.import_jobs import ImportJob, ImportPhase, ImportState
from gridmap.usecases.imports import ImportKind, ImportOrder, carry_out, fetched
from gridmap.usecases.sessions import actor_of
from gridmap.usecases.unforeseen import problem_of
from gridmap.usecases.uploads import Uploads
from gridmap.usecases.workspace import Workspace

__all__ = ["MOST_PLACES", "ImportDesk", "ImportJob", "ImportPhase", "ImportState"]

MOST_PLACES: Final = 20_000
"""So many places of changes are kept for the map."""

_MOST_KEPT: Final = 16
_MOST_WAITING: Final = 16
_SWEEP_SECONDS: Final = 1800.0
# An import that is at the database has a minute to end before the server goes.
_LAST_SECONDS: Final = 60.0

# What somebody must be allowed to change to import something.
_CHANGES: Final[Mapping[ImportKind, Data]] = {
    ImportKind.AREAS: Data.SETTING_UP,
    ImportKind.BUILDINGS: Data.SETTING_UP,
    ImportKind.OSM: Data.SETTING_UP,
    ImportKind.LIST: Data.SETTING_UP,
    ImportKind.HOUSEHOLDS: Data.REGISTER,
    ImportKind.LEDGER: Data.REGISTER,
    ImportKind.VISITS: Data.VISITS,
    ImportKind.PEOPLE: Data.PEOPLE,
}

_BUSY: Final = {ImportState.WAITING, ImportState.READING, ImportState.APPLYING}
_LIVE: Final = {*_BUSY, ImportState.DONE}
_OVER: Final = {ImportState.FAILED, ImportState.APPLIED, ImportState.DISCARDED}


class _Dropped(Exception):
    """Nobody waits for this import any more."""


@dataclass(frozen=True)
class _Watched(Workspace):
    """A workspace that tells when an act is about to write."""

    begins: Callable[[], object] = object

    @contextmanager
    def writing(self, *, dry_run: bool = False) -> Iterator[Connection]:
        self.begins()
        with super().writing(dry_run=dry_run) as conn:
            yield conn


def _rights_now(workspace: Workspace, by: Actor) -> Actor:
    """Tell what somebody may do now: their offices may have ended while an import waited."""
    if by.is_operator or by.person is None:
        return by
    with workspace.database.read() as conn:
        account = account_store.by_person(conn, by.person)
        if account is not None and account["disabled_at"] is not None:
            return replace(by, held=())
        return replace(actor_of(workspace, conn, by.person), scopes=by.scopes)


class ImportDesk:
    """Where imports are handed in, one done after the other; known until the server ends.

    While an import is matched or written nobody else can write to the workspace, so there is one
    at a time. Reading files keeps nobody from anything.

    Attributes
    ----------
    uploads
        The files that imports may take.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.uploads = Uploads(workspace)
        self.workspace = workspace
        self._jobs: dict[str, ImportJob] = {}
        self._tasks: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        # A server that ends waits for the database (close), not for a file to be read.
        self._worker = threading.Thread(target=self._work, name="imports", daemon=True)

    def acting_as(self, actor: Actor) -> ImportDesk:
        """Give the same desk to somebody, who finds their own files and imports there."""
        theirs = copy.copy(self)
        theirs.workspace = self.workspace.acting_as(actor)
        theirs.uploads = self.uploads.acting_as(actor)
        return theirs

    def open(self) -> None:
        """Begin to look after files: what nobody takes goes, also what an earlier server left."""
        self._sweep()
        with self._lock:
            self._begin()

    def hand_in(self, order: ImportOrder) -> ImportJob:
        """Have an import read; nothing is kept of it until it is applied.

        One that takes the same file again is instead of an earlier one that was not applied.

        Raises
        ------
        Conflict
            ``imports-full``.
        NotPermitted
            If the actor may not change what it brings.
        """
        by = self.workspace.actor
        by.insist(Act.CHANGE, _CHANGES[order.kind])
        with self._lock:
            if sum(job.state in _BUSY for job in self._jobs.values()) >= _MOST_WAITING:
                raise Conflict("imports-full", most=_MOST_WAITING)
            for job in self._jobs.values():
                same = order.upload is not None and job.order.upload == order.upload
                if same and job.state is not ImportState.APPLYING:
                    self._put(job.id, state=ImportState.DISCARDED)
            [uid] = new_uids(1)
            self._jobs[uid] = made = ImportJob(uid, order, by)
            self._forget_oldest()
            self._enqueue(uid)
            return made

    def look(self, uid: str) -> ImportJob:
        """Tell how an import stands.

        Raises
        ------
        NotFound
            ``import-unknown``: it never was, is long over, or is from before the server started.
        """
        with self._lock:
            return self._look(uid)

    def apply(self, uid: str) -> ImportJob:
        """Have an import that was read done for real.

        What has changed since it was read counts: its account is told anew.

        Raises
        ------
        NotFound
            As :meth:`look`, and ``upload-unknown`` if its file is gone.
        Conflict
            ``import-not-ready`` unless it is read and not applied.
        NotPermitted
            As :meth:`hand_in`.
        """
        by = self.workspace.actor
        with self._lock:
            job = self._look(uid)
            by.insist(Act.CHANGE, _CHANGES[job.order.kind])
            if job.state is not ImportState.DONE:
                raise Conflict("import-not-ready", state=job.state)
            if job.order.upload is not None:
                self.uploads.find(job.order.upload.id)
            self._put(uid, state=ImportState.APPLYING, phase=None, by=by)
            self._enqueue(uid)
            return self._jobs[uid]

    def discard(self, uid: str) -> ImportJob:
        """Give an import up, read or not, and throw its file away.

        Raises
        ------
        NotFound
            As :meth:`look`.
        Conflict
            ``import-not-ready`` if it is being applied.
        """
        with self._lock:
            job = self._look(uid)
            if job.state is ImportState.APPLYING:
                raise Conflict("import-not-ready", state=job.state)
            if job.state is not ImportState.APPLIED:
                self._put(uid, state=ImportState.DISCARDED)
                self._drop_upload(job)
            return self._jobs[uid]

    def drop_upload(self, uid: str) -> None:
        """Throw a file away that no import is about to take.

        Raises
        ------
        NotFound
            ``upload-unknown``.
        Conflict
            ``upload-in-use``.
        """
        with self._lock:
            upload = self.uploads.find(uid)
            if any(job.order.upload == upload and job.state in _LIVE for job in self._all()):
                raise Conflict("upload-in-use", file=upload.name)
            self.uploads.drop(uid)

    def close(self) -> None:
        """Begin nothing more, let what is at the database end, and throw the files away."""
        self._tasks.put(None)
        with self._lock:
            jobs = self._all()
            at_database = any(
                job.state is ImportState.APPLYING or job.phase is ImportPhase.MATCHING
                for job in jobs
            )
            for job in jobs:
                if job.state in (ImportState.WAITING, ImportState.READING):
                    self._put(job.id, state=ImportState.DISCARDED)
        if at_database and self._worker.is_alive():
            self._worker.join(_LAST_SECONDS)
        self.uploads.drop_all()

    def _all(self) -> list[ImportJob]:
        return list(self._jobs.values())

    def _look(self, uid: str) -> ImportJob:
        job, actor = self._jobs.get(uid), self.workspace.actor
        if job is None or not (actor.is_operator or job.by.person == actor.person):
            raise NotFound("import-unknown")
        return job

    def _put(self, uid: str, **news: Any) -> None:  # noqa: ANN401  (fields of a job)
        """Write how a job stands; one that is over holds on to nothing large."""
        job = replace(self._jobs[uid], **news)
        if job.state in _OVER:
            job = replace(job, extract=None, phase=None)
        if job.state is ImportState.DISCARDED:
            job = replace(job, changes=None)
        self._jobs[uid] = job

    def _drop_upload(self, job: ImportJob) -> None:
        """Throw a job's file away unless another one is about to take it."""
        upload = job.order.upload
        if upload is None:
            return
        if not any(one.order.upload == upload and one.state in _LIVE for one in self._all()):
            self.uploads.drop(upload.id)

    def _forget_oldest(self) -> None:
        idle = [job for job in self._all() if job.state not in _BUSY]
        for job in idle[: max(0, len(idle) - _MOST_KEPT)]:
            del self._jobs[job.id]
            self._drop_upload(job)

    def _enqueue(self, uid: str) -> None:
        self._tasks.put(uid)
        self._begin()

    def _begin(self) -> None:
        if self._worker.ident is None:
            self._worker.start()

    def _work(self) -> None:
        while True:
            try:
                uid = self._tasks.get(timeout=_SWEEP_SECONDS)
            except queue.Empty:
                self._sweep()
                continue
            if uid is None:
                return
            with contextlib.suppress(_Dropped):
                self._do(uid)

    def _sweep(self) -> None:
        with self._lock:
            held = {job.order.upload.id for job in self._all() if job.order.upload is not None}
            self.uploads.sweep(held)

    def _do(self, uid: str) -> None:
        """Read an import, or apply one that was read."""
        job = self._reaches(uid, ImportPhase.READING)
        real = job.state is ImportState.APPLYING
        held = self.workspace
        try:
            by = _rights_now(held, job.by)
            by.insist(Act.CHANGE, _CHANGES[job.order.kind])
            watched = _Watched(
                held.home,
                held.database,
                held.settings,
                held.clock,
                by,
                held.keyring,
                begins=partial(self._is_to_write, uid, by),
            )
            extract = job.extract if real else fetched(watched, job.order)
            changes = carry_out(watched, job.order, extract, dry_run=not real)
            drawable = changes.drawable(MOST_PLACES)
        except _Dropped:
            raise
        except Exception as error:  # noqa: BLE001  (or it would take all later imports along)
            problem = problem_of(error, "import-unforeseen")
            self._ends(uid, state=ImportState.FAILED, problem=problem)
        else:
            self._ends(
                uid,
                state=ImportState.APPLIED if real else ImportState.DONE,
                changes=drawable,
                hidden=changes.placed - drawable.placed,
                extract=extract,
            )

    def _is_to_write(self, uid: str, by: Actor) -> None:
        """Note that a job comes to the database; refuse it to whoever lost rights meanwhile."""
        if _rights_now(self.workspace, by) != by:
            raise Conflict("rights-changed")
        real = self._jobs[uid].state is ImportState.APPLYING if uid in self._jobs else False
        self._reaches(uid, ImportPhase.WRITING if real else ImportPhase.MATCHING)

    def _reaches(self, uid: str, phase: ImportPhase) -> ImportJob:
        """Note what a job comes to; raises :class:`_Dropped` if it was given up meanwhile."""
        with self._lock:
            job = self._jobs.get(uid)
            if job is None or job.state not in _BUSY:
                raise _Dropped
            state = ImportState.READING if job.state is ImportState.WAITING else job.state
            self._put(uid, state=state, phase=phase)
            return self._jobs[uid]

    def _ends(self, uid: str, **news: Any) -> None:  # noqa: ANN401  (fields of a job)
        with self._lock:
            job = self._jobs.get(uid)
            if job is None or job.state not in _BUSY:
                raise _Dropped
            self._put(uid, phase=None, **news)
            if self._jobs[uid].state is ImportState.APPLIED:
                self._drop_upload(job)
