"""The statuses of all buildings on the disk: no first map waits for a city to be reckoned."""

from __future__ import annotations

import contextlib
import logging
import zipfile
from importlib.metadata import version
from typing import Final
from uuid import uuid4

import numpy as np

from gridmap.store import news
from gridmap.usecases.map_status import Statuses
from gridmap.usecases.workspace import Workspace

__all__ = ["KeptStatuses"]

_FILE: Final = "statuses.npz"
# So many numbers of the sequence may pass before they are written again.
_WORTH_WRITING: Final = 500
_RECKONED_BY: Final = version("gridmap")

_log = logging.getLogger(__name__)


class KeptStatuses:
    """What was last reckoned of all buildings for all visits, beside the tiles.

    It is as of a number of the sequence: whoever takes it adds what has come since. What belongs to
    another state of the database, to another release or is no such file counts as not there.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._file = workspace.home / "tiles" / _FILE
        self._written: int | None = None

    def is_old(self, found: Statuses) -> bool:
        """Tell whether so much has come since they were written that it is worth doing again."""
        return self._written is None or found.seq - self._written >= _WORTH_WRITING

    def take(self, epoch: str) -> Statuses | None:
        """Read what is kept, if it is of this database."""
        self._written = None
        try:
            with self._file.open("rb") as opened, np.load(opened, allow_pickle=False) as kept:
                seq, numbers = int(kept["seq"]), kept["numbers"].astype(np.uint8)
                about = kept["about"].tolist()
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        if about != self._about(epoch, seq):
            return None
        self._written = seq
        return Statuses(seq, numbers)

    def put(self, epoch: str, found: Statuses) -> None:
        """Write statuses."""
        part = self._file.with_name(f".{_FILE}.{uuid4().hex}")
        try:
            part.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as opened:
                about = np.array(self._about(epoch, found.seq))
                np.savez(opened, seq=found.seq, numbers=found.numbers, about=about)
            part.replace(self._file)
        except OSError as fault:  # they are reckoned again then
            _log.warning("statuses: %s", fault.strerror)
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            return
        self._written = found.seq

    def _about(self, epoch: str, seq: int) -> list[str]:
        """Tell what the statuses follow from: a copy of the database may count on differently."""
        ground = self._workspace.about().ground_seq
        with self._workspace.database.read() as conn:
            last = news.last_record(conn, seq)
        return [_RECKONED_BY, epoch, f"{ground}", last or ""]
