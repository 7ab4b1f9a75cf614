"""Searches for divisions that somebody waits for: one after the other, told how far they are."""

from __future__ import annotations

import copy
import logging
import queue
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import pandas as pd

from gridmap.errors import Conflict, GridmapError, NotFound
from gridmap.frames.division import Division
from gridmap.frames.seeking import Progress
from gridmap.store.bulk import new_uids
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import Actor
from gridmap.usecases.plan_account import account_of
from gridmap.usecases.plan_prepared import Prepared
from gridmap.usecases.plan_steps import labels_of
from gridmap.usecases.planning import Wanted, asked_of, demand_load, found
from gridmap.usecases.unforeseen import places_of
from gridmap.usecases.workspace import Workspace

__all__ = ["Outcome", "PlanSearch", "PlanSearches", "SearchState", "outcome_of"]

_MOST_WAITING: Final = 8
_MOST_KEPT: Final = 16
# A page that is still there asks every second; one that is loaded again is back within a few.
_PATIENCE_SECONDS: Final = 60.0
# A search asks many times a second whether to go on; a server that ends waits for that.
_LAST_SECONDS: Final = 10.0

_log = logging.getLogger(__name__)


class SearchState(StrEnum):
    """Where a search stands."""

    WAITING = "waiting"
    SEARCHING = "searching"
    DONE = "done"
    FAILED = "failed"


_BUSY: Final = {SearchState.WAITING, SearchState.SEARCHING}


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


@dataclass(frozen=True, slots=True)
class PlanSearch:
    """A search as it stands at one moment.

    Attributes
    ----------
    by
        Who began it; nobody else sees it.
    ahead
        Searches that come before it.
    share, outside, moved
        As :class:`gridmap.Progress` has them; ``None`` before anything was found.
    seconds
        How long it has been looked for.
    stopped
        Whether it ended with the best so far.
    problem
        Why it failed.
    """

    id: str
    here: Prepared
    wanted: Wanted
    by: Actor
    looked: float
    state: SearchState = SearchState.WAITING
    ahead: int = 0
    share: float = 0.0
    outside: int | None = None
    moved: float | None = None
    seconds: float = 0.0
    stopped: bool = False
    problem: GridmapError | None = None
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
        self._known: dict[str, PlanSearch] = {}
        self._tasks: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
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
        InputError
            ``plan-assignment``.
        NotFound
            ``plan-lock-unknown``.
        NotPermitted
            ``not-your-role`` where the load tells of key groups.
        """
        demand_load(self.workspace, here, wanted.load)
        here.locked(wanted.locked)
        if wanted.start is not None:
            wanted.start.over(here)
        with self._lock:
            if sum(one.state is SearchState.WAITING for one in self._all()) >= _MOST_WAITING:
                raise Conflict("plan-searches-full", most=_MOST_WAITING)
            over = [one.id for one in self._all() if one.state not in _BUSY]
            for uid in over[: max(0, len(over) - _MOST_KEPT + 1)]:
                del self._known[uid]
            [uid] = new_uids(1)
            self._known[uid] = PlanSearch(uid, here, wanted, self.workspace.actor, time.monotonic())
            self._tasks.put(uid)
            if self._worker.ident is None:
                self._worker.start()
            return self._told(uid)

    def mine(self) -> list[PlanSearch]:
        """List the actor's own searches, the newest first.

        Raises
        ------
        NotPermitted
            ``not-your-role`` to whoever sets nothing up.
        """
        self.workspace.actor.insist(Act.SEE, Data.SETTING_UP)
        with self._lock:
            return [self._told(one.id) for one in reversed(self._all()) if self._own(one)]

    def look(self, uid: str) -> PlanSearch:
        """Tell how a search stands.

        Raises
        ------
        NotFound
            ``plan-search-unknown``: it never was, is somebody else's, or is long over.
        NotPermitted
            As :meth:`mine`.
        """
        with self._lock:
            self._demand(uid)
            return self._told(uid)

    def stop(self, uid: str) -> PlanSearch:
        """End a search with the best so far; what has not begun is looked for shortly.

        Raises
        ------
        NotFound, NotPermitted
            As :meth:`look`.
        """
        with self._lock:
            if self._demand(uid).state in _BUSY:
                self._known[uid] = replace(self._known[uid], stopped=True)
            return self._told(uid)

    def drop(self, uid: str) -> None:
        """End a search, and keep nothing of it.

        Raises
        ------
        NotFound, NotPermitted
            As :meth:`look`.
        """
        with self._lock:
            self._demand(uid)
            del self._known[uid]

    def close(self) -> None:
        """Begin nothing more, and end what is looked for."""
        self._closing.set()
        self._tasks.put(None)
        if self._worker.is_alive():
            self._worker.join(_LAST_SECONDS)

    def _all(self) -> list[PlanSearch]:
        return list(self._known.values())

    def _own(self, one: PlanSearch) -> bool:
        actor = self.workspace.actor
        return actor.is_operator or one.by.person == actor.person

    def _demand(self, uid: str) -> PlanSearch:
        self.workspace.actor.insist(Act.SEE, Data.SETTING_UP)
        one = self._known.get(uid)
        if one is None or not self._own(one):
            raise NotFound("plan-search-unknown")
        return one

    def _told(self, uid: str) -> PlanSearch:
        """Tell of a search, and note that somebody still asks for it."""
        self._known[uid] = one = replace(self._known[uid], looked=time.monotonic())
        if one.state is not SearchState.WAITING:
            return one
        before = list(self._known)[: list(self._known).index(uid)]
        return replace(one, ahead=sum(self._known[other].state in _BUSY for other in before))

    def _work(self) -> None:
        while (uid := self._tasks.get()) is not None:
            self._do(uid)

    def _put(self, uid: str, **news: Any) -> PlanSearch | None:  # noqa: ANN401 (fields of a search)
        """Write how a search stands; ``None`` where nobody wants it any more."""
        with self._lock:
            if uid in self._known:
                self._known[uid] = replace(self._known[uid], **news)
            return self._known.get(uid)

    def _do(self, uid: str) -> None:
        """Look for what was asked."""
        one = self._put(uid, state=SearchState.SEARCHING)
        if one is None or self._closing.is_set():
            return
        began = time.monotonic()

        def watch(now: Progress) -> bool:
            seen = self._put(
                uid,
                share=now.share,
                outside=now.outside,
                moved=now.moved,
                seconds=time.monotonic() - began,
            )
            if seen is None or self._closing.is_set():
                return True
            alone = time.monotonic() - seen.looked > _PATIENCE_SECONDS
            if alone and not seen.stopped:
                self._put(uid, stopped=True)
            return alone or seen.stopped

        try:
            theirs = self.workspace.acting_as(one.by)
            divisions = found(theirs, one.here, one.wanted, progress=watch)
            asked = asked_of(one.wanted)
            outcomes = tuple(
                outcome_of(one.here, division, asked) for division in divisions if self._wanted(uid)
            )
        except GridmapError as no:
            news: dict[str, Any] = {"state": SearchState.FAILED, "problem": no}
        except Exception as unforeseen:  # noqa: BLE001  (or it would take all later ones along)
            _log.error("unforeseen error in a search\n%s", places_of(unforeseen))
            problem = GridmapError("plan-search-unforeseen")
            news = {"state": SearchState.FAILED, "problem": problem}
        else:
            news = {"state": SearchState.DONE, "outcomes": outcomes, "share": 1.0}
        self._put(uid, seconds=time.monotonic() - began, **news)

    def _wanted(self, uid: str) -> bool:
        with self._lock:
            return uid in self._known and not self._closing.is_set()
