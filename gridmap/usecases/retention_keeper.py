"""Lets go of what is kept no longer, once a day while a workspace is served."""

from __future__ import annotations

import logging
import threading
from dataclasses import asdict
from datetime import datetime, time, timedelta
from typing import Final

from gridmap.errors import GridmapError
from gridmap.usecases.retention import enforce_retention, last_retention
from gridmap.usecases.unforeseen import places_of
from gridmap.usecases.workspace import Workspace

__all__ = ["RetentionKeeper"]

# Local time from which it is due: nobody knocks then.
_DUE_FROM: Final = time(3)
# How often to look; after a failure it is tried again at the next look.
_LOOK_SECONDS: Final = 600.0
# A server that was just started has other things to do first.
_FIRST_SECONDS: Final = 60.0

_log = logging.getLogger(__name__)


class RetentionKeeper:
    """Enforces retention in one workspace, whichever process or command did so before."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="retention", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End; what is being let go of is let go of first."""
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join()

    def look(self) -> None:
        """Let go of what is due, and tell the log how much that was; nobody's data is told."""
        try:
            last = last_retention(self._workspace)
            if last is not None and last >= self._due_since():
                return
            let_go = asdict(enforce_retention(self._workspace))
        except GridmapError as fault:  # the database is away for a moment
            _log.warning("retention: %s", fault.code)
        except Exception as unforeseen:  # noqa: BLE001  (tomorrow is another day)
            _log.error("retention\n%s", places_of(unforeseen))
        else:
            if told := [f"{name} {count}" for name, count in let_go.items() if count]:
                _log.warning("retention let go of: %s", ", ".join(told))

    def _due_since(self) -> datetime:
        zone = self._workspace.settings.zone
        now = self._workspace.clock().astimezone(zone)
        due = datetime.combine(now.date(), _DUE_FROM, zone)
        return due if due <= now else due - timedelta(days=1)

    def _keep(self) -> None:
        wait = _FIRST_SECONDS
        while not self._stop.wait(wait):
            self.look()
            wait = _LOOK_SECONDS
