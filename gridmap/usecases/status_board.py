"""Statuses kept between requests: a city is reckoned once, and then only what visits changed."""

from __future__ import annotations

import copy
import threading
from collections import OrderedDict
from dataclasses import replace
from datetime import date
from typing import Final

from gridmap.store import areas as area_store
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import OPERATOR, Actor
from gridmap.usecases.kept_statuses import KeptStatuses
from gridmap.usecases.map_status import (
    EVERYTHING,
    Question,
    Statuses,
    status_changes,
    statuses,
)
from gridmap.usecases.workspace import Workspace

__all__ = ["StatusBoard"]

# Questions that are kept; a million buildings are a megabyte each.
_KEPT: Final = 32


class StatusBoard:
    """The statuses of a workspace, brought up to date whenever somebody asks."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._lock = threading.Lock()
        self._on_disk = KeptStatuses(workspace)
        self._kept: OrderedDict[tuple[Question, str, date, Actor], Statuses] = OrderedDict()

    def acting_as(self, actor: Actor) -> StatusBoard:
        """Give the same board to somebody; what was reckoned is shared by those of equal rights."""
        theirs = copy.copy(self)
        theirs.workspace = self.workspace.acting_as(actor)
        return theirs

    def ask(self, question: Question) -> Statuses:
        """Tell how far every building is, as :func:`statuses` does."""
        # What takes effect on a day may change them without any number of the sequence; and in a
        # workspace that was put back from a copy the numbers count from there again.
        epoch, rights = self.workspace.about().epoch, self._rights(question)
        key = question, epoch, self.workspace.today(), rights
        everything = question == EVERYTHING and rights == OPERATOR
        with self._lock:
            known = self._kept.pop(key, None)
            if known is None and everything:
                known = self._on_disk.take(epoch)
            found = None if known is None else self._patched(question, known)
            reckoned = found is None
            found = found or statuses(self.workspace, question)
            if everything and (reckoned or self._on_disk.is_old(found)):
                self._on_disk.put(epoch, found)
            self._kept[key] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def _rights(self, question: Question) -> Actor:
        """Tell apart those who are told different things: whoever sees all sees the same."""
        actor = self.workspace.actor
        if actor.is_operator:
            return OPERATOR
        if question.target is None:
            with self.workspace.database.read() as conn:
                tree = area_store.tree(conn, question.as_of or self.workspace.today())
            if actor.reach(tree, Act.SEE, Data.FIGURES).everywhere:
                return OPERATOR
        return replace(actor, person=None)

    def _patched(self, question: Question, known: Statuses) -> Statuses | None:
        """Bring what is known up to date; ``None`` where more than visits came in."""
        changes = status_changes(self.workspace, question, known.seq)
        if changes.whole:
            return None
        if changes.seq == known.seq:
            return known
        if not changes.buildings:
            return Statuses(changes.seq, known.numbers)
        numbers = known.numbers.copy()
        for building, number in changes.buildings:
            numbers[building] = number
        return Statuses(changes.seq, numbers)
