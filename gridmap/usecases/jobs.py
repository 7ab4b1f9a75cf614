"""Long work that somebody waits for: theirs alone, told how far it is, ended when nobody asks."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

from gridmap.errors import GridmapError, NotFound
from gridmap.store.bulk import new_uids
from gridmap.usecases.acting import Actor

__all__ = ["Job", "JobState", "Jobs"]


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job as it stands at one moment.

    Attributes
    ----------
    by
        Who began it; nobody else sees it.
    looked
        When somebody last asked for it.
    problem
        Why it failed.
    """

    by: Actor
    id: str = field(default_factory=lambda: new_uids(1)[0])
    looked: float = field(default_factory=time.monotonic)
    state: JobState = JobState.WAITING
    problem: GridmapError | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state in {JobState.DONE, JobState.FAILED}

    def left_alone(self, seconds: float) -> bool:
        """Whether nobody has asked for it for so long."""
        return time.monotonic() - self.looked > seconds


J = TypeVar("J", bound=Job)


class Jobs(Generic[J]):
    """Jobs by their ids, in the order in which they were begun.

    Parameters
    ----------
    unknown
        Code of the error about a job that is not there.

    Attributes
    ----------
    lock
        For whoever looks and then writes; it may be taken again by who has it.
    """

    def __init__(self, unknown: str) -> None:
        self.lock = threading.RLock()
        self._unknown = unknown
        self._known: dict[str, J] = {}

    def all(self) -> list[J]:
        """List whatever is there, the oldest first."""
        with self.lock:
            return list(self._known.values())

    def of(self, actor: Actor) -> list[J]:
        """List somebody's own, the oldest first."""
        return [one for one in self.all() if one.by.person == actor.person]

    def knows(self, uid: str) -> bool:
        """Tell whether somebody still wants a job."""
        return uid in self._known

    def look(self, uid: str, actor: Actor) -> J:
        """Give somebody's own job, and note that they asked.

        Raises
        ------
        NotFound
            The code of the unknown: it never was, is somebody else's, or is forgotten.
        """
        with self.lock:
            if all(one.id != uid for one in self.of(actor)):
                raise NotFound(self._unknown)
            self._known[uid] = job = replace(self._known[uid], looked=time.monotonic())
            return job

    def add(self, job: J) -> None:
        """Know of a job from now on."""
        with self.lock:
            self._known[job.id] = job

    def put(self, uid: str, **news: Any) -> J | None:  # noqa: ANN401  (fields of a job)
        """Write how a job stands; ``None`` where it is no longer known."""
        with self.lock:
            if uid in self._known:
                self._known[uid] = replace(self._known[uid], **news)
            return self._known.get(uid)

    def forget(self, *uids: str) -> None:
        """Know no more of jobs, should they be known."""
        with self.lock:
            for uid in uids:
                self._known.pop(uid, None)
