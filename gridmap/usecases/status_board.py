"""Statuses kept between requests: a city is reckoned once, and then only what visits changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import date
from typing import Final

from gridmap.usecases.map_status import Question, Statuses, status_changes, statuses
from gridmap.usecases.workspace import Workspace

__all__ = ["StatusBoard"]

# Questions that are kept; a million buildings are a megabyte each.
_KEPT: Final = 8


class StatusBoard:
    """The statuses of a workspace, brought up to date whenever somebody asks."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[Question, date], Statuses] = OrderedDict()

    def ask(self, question: Question) -> Statuses:
        """Tell how far every building is, as :func:`statuses` does."""
        # What takes effect on a day may change them without any number of the sequence.
        key = question, self._workspace.today()
        with self._lock:
            known = self._kept.pop(key, None)
            found = self._anew(question, known)
            self._kept[key] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def _anew(self, question: Question, known: Statuses | None) -> Statuses:
        if known is None:
            return statuses(self._workspace, question)
        changes = status_changes(self._workspace, question, known.seq)
        if changes.whole:
            return statuses(self._workspace, question)
        numbers = known.numbers.copy()
        for building, number in changes.buildings:
            numbers[building] = number
        return Statuses(changes.seq, numbers)
