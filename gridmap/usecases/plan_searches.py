"""Searches for divisions that somebody waits for: one after the other, told how far they are."""

from __future__ import annotations

import copy
import queue
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any, Final

import pandas as pd

from gridmap.errors import Conflict
from gridmap.frames.alternatives import undominated
from gridmap.frames.division import Division
from gridmap.frames.seeking import Progress
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import Actor
from gridmap.usecases.jobs import Job, Jobs, JobState
from gridmap.usecases.plan_account import account_of
from gridmap.usecases.plan_finding import Wanted, demand_load, found
from gridmap.usecases.plan_prepared import Prepared
from gridmap.usecases.plan_steps import labels_of
from gridmap.usecases.planning import asked_of
from gridmap.usecases.unforeseen import problem_of
from gridmap.usecases.workspace import Workspace

__all__ = ["Outcome", "PlanSearch", "PlanSearches", "outcome_of"]

_MOST_WAITING: Final = 8
_MOST_KEPT: Final = 16
# A page that is still there asks every second; one that is loaded again is back within a few.
_PATIENCE_SECONDS: Final = 60.0
# A search asks many times a second whether to go on; a server that ends waits for that.
_LAST_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A division that was found, over the atoms of a ground.

    Attributes
    ----------
    base
        Of the ground.
    labels, part
        As :class:`gridmap.usecases.assignments.Assignment` has them.
    patches
        Likewise the receiving patch of each atom, where grids have patches.
    account
        What it comes to, see :mod:`gridmap.usecases.plan_account`.
    """

    base: str
    labels: tuple[str, ...]
    part: tuple[int, ...]
    patches: tuple[tuple[str, ...], tuple[int, ...]] | None
    account: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSearch(Job):
    """A search as it stands at one moment.

    Attributes
    ----------
    ahead
        Searches that come before it.
    share, outside, moved
        As :class:`gridmap.Progress` has them; ``None`` before anything was found.
    seconds
        How long it has been looked for.
    stopped
        Whether it ended with the best so far.
    """

    here: Prepared
    wanted: Wanted
    ahead: int = 0
    share: float = 0.0
    outside: int | None = None
    moved: float | None = None
    seconds: float = 0.0
    stopped: bool = False
    outcomes: tuple[Outcome, ...] = ()


def outcome_of(
    here: Prepared, division: Division, asked: Mapping[str, Any], *, drawn: bool = True
) -> Outcome:
    """Make a division fit to be told."""
    return Outcome(
        here.base,
        *_numbered(labels_of(division)),
        None if division.patches is None else _numbered(division.patches),
        account_of(here, division, asked, drawn=drawn),
    )


def worth_choosing(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Leave out what another one equals or outdoes in all that a planner is shown of it.

    That is areas out of bounds, load beyond them, the price, and how compact areas are; divisions
    with shorter borders, of which they were found, need not be the more compact.
    """
    return tuple(
        outcomes[at] for at in undominated([_worth(one.account["then"]) for one in outcomes])
    )


def _worth(then: Mapping[str, Any]) -> tuple[tuple[float, ...], ...]:
    """Tell what is the better, the less it is."""
    price = then["moved"] if then["leaders_changed"] is None else then["leaders_changed"]
    return (then["outside"],), (then["beyond"],), (price, then["moved"]), (-then["polsby_popper"],)


def _numbered(labels: pd.Series[Any]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    codes, names = pd.factorize(labels)
    return tuple(names.tolist()), tuple(codes.tolist())


class PlanSearches:
    """Where searches are begun, one done after the other; known until the server ends.

    A search takes all of the machine's cores, so there is one at a time. It ends with the best so
    far when nobody has asked for it for a minute: whoever closed the page does not wait for it.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._jobs: Jobs[PlanSearch] = Jobs("plan-search-unknown")
        self._tasks: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._worker = threading.Thread(target=self._work, name="plan searches", daemon=True)

    def acting_as(self, actor: Actor) -> PlanSearches:
        """Give the same searches to somebody, who finds their own ones there."""
        theirs = copy.copy(self)
        theirs.workspace = self.workspace.acting_as(actor)
        return theirs

    def begin(self, here: Prepared, wanted: Wanted) -> PlanSearch:
        """Have divisions looked for.

        Raises
        ------
        Conflict
            ``plan-searches-full``, ``plan-ground-changed``.
        InputError, NotFound
            As :meth:`Wanted.staying`.
        NotPermitted
            ``plan-load-private`` where the load tells of key groups.
        """
        demand_load(self.workspace, here, wanted.load)
        wanted.staying(here)
        job = PlanSearch(by=self.workspace.actor, here=here, wanted=wanted)
        with self._jobs.lock:
            known = self._jobs.all()
            if sum(one.state is JobState.WAITING for one in known) >= _MOST_WAITING:
                raise Conflict("plan-searches-full", most=_MOST_WAITING)
            over = [one.id for one in known if one.over]
            self._jobs.forget(*over[: max(0, len(over) - _MOST_KEPT + 1)])
            self._jobs.add(job)
            self._tasks.put(job.id)
            if self._worker.ident is None:
                self._worker.start()
        return self._told(job)

    def mine(self) -> list[PlanSearch]:
        """List the actor's own searches, the newest first.

        Raises
        ------
        NotPermitted
            ``not-your-role`` to whoever sets nothing up.
        """
        self._demand()
        actor = self.workspace.actor
        return [self.look(one.id) for one in reversed(self._jobs.of(actor))]

    def look(self, uid: str) -> PlanSearch:
        """Tell how a search stands.

        Raises
        ------
        NotFound
            ``plan-search-unknown``: it never was, is somebody else's, or is long over.
        NotPermitted
            As :meth:`mine`.
        """
        self._demand()
        return self._told(self._jobs.look(uid, self.workspace.actor))

    def stop(self, uid: str) -> PlanSearch:
        """End a search with the best so far; what has not begun is looked for shortly.

        Raises
        ------
        NotFound, NotPermitted
            As :meth:`look`.
        """
        with self._jobs.lock:
            if not self.look(uid).over:
                self._jobs.put(uid, stopped=True)
            return self.look(uid)

    def drop(self, uid: str) -> None:
        """End a search, and keep nothing of it.

        Raises
        ------
        NotFound, NotPermitted
            As :meth:`look`.
        """
        self._jobs.forget(self.look(uid).id)

    def close(self) -> None:
        """Begin nothing more, and end what is looked for."""
        self._closing.set()
        self._tasks.put(None)
        if self._worker.is_alive():
            self._worker.join(_LAST_SECONDS)

    def _demand(self) -> None:
        self.workspace.actor.insist(Act.SEE, Data.SETTING_UP)

    def _told(self, one: PlanSearch) -> PlanSearch:
        """Tell of a search that waits how many come before it."""
        if one.state is not JobState.WAITING:
            return one
        before = takewhile(lambda other: other.id != one.id, self._jobs.all())
        return replace(one, ahead=sum(not other.over for other in before))

    def _work(self) -> None:
        while (uid := self._tasks.get()) is not None:
            self._do(uid)

    def _do(self, uid: str) -> None:
        """Look for what was asked."""
        one = self._jobs.put(uid, state=JobState.RUNNING)
        if one is None or self._closing.is_set():
            return
        began = time.monotonic()

        def watch(now: Progress) -> bool:
            seen = self._jobs.put(
                uid,
                share=now.share,
                outside=now.outside,
                moved=now.moved,
                seconds=time.monotonic() - began,
            )
            if seen is None or self._closing.is_set():
                return True
            alone = seen.left_alone(_PATIENCE_SECONDS)
            if alone and not seen.stopped:
                self._jobs.put(uid, stopped=True)
            return alone or seen.stopped

        try:
            theirs = self.workspace.acting_as(one.by)
            divisions = found(theirs, one.here, one.wanted, progress=watch)
            asked = asked_of(theirs, one.wanted)
            outcomes = tuple(
                outcome_of(one.here, division, asked) for division in divisions if self._wanted(uid)
            )
        except Exception as error:  # noqa: BLE001  (or it would take all later ones along)
            problem = problem_of(error, "plan-search-unforeseen")
            news: dict[str, Any] = {"state": JobState.FAILED, "problem": problem}
        else:
            chosen = worth_choosing(outcomes)
            news = {"state": JobState.DONE, "outcomes": chosen, "share": 1.0}
        self._jobs.put(uid, seconds=time.monotonic() - began, **news)

    def _wanted(self, uid: str) -> bool:
        return self._jobs.knows(uid) and not self._closing.is_set()
