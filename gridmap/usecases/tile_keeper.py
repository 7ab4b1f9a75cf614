"""Keeps the tiles of a served workspace up to date, and says how far they are."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from gridmap.errors import GridmapError, StoreError
from gridmap.render.tiles import (
    AREAS,
    NUMBERS,
    AreaOnTiles,
    BuildingStopped,
    take_areas,
    take_numbers,
)
from gridmap.territory.policy import Act, Data
from gridmap.usecases.tiles import due_version, make_tiles, ready_version, tiles_file
from gridmap.usecases.unforeseen import places_of
from gridmap.usecases.workspace import Workspace

__all__ = ["TileKeeper", "TilesNow"]

# How often to look, and how long the ground rests before it is drawn: imports come in steps.
_LOOK_SECONDS: Final = 1.0
# After a failure the same ground is tried again so much later.
_AGAIN_SECONDS: Final = 300.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TilesNow:
    """How far the tiles are.

    Attributes
    ----------
    version
        The version that the ground has now; ``None`` while there is none.
    ready
        The newest version that is drawn, perhaps an older one.
    progress
        Per cent, while this process draws.
    fault
        Why drawing failed.
    """

    version: str | None
    ready: str | None
    state: Literal["ready", "building", "failed", "nothing"]
    progress: int | None = None
    fault: GridmapError | None = None


class TileKeeper:
    """Draws the tiles of one workspace anew whenever its ground has changed.

    It can be asked without being started; then somebody else draws.

    Parameters
    ----------
    settled
        Called beside the drawing when the ground is looked at first and whenever it has changed.
    """

    def __init__(self, workspace: Workspace, settled: Callable[[], object] = lambda: None) -> None:
        self._workspace = workspace
        self._settled = settled
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._due: tuple[tuple[str, int, date], str] | None = None
        self._progress: int | None = None
        self._failed: dict[str, tuple[float, GridmapError]] = {}
        self._bare: str | None = None

    def start(self) -> None:
        """Begin to keep the tiles."""
        self._thread = threading.Thread(target=self._keep, name="tiles", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End, also in the middle of drawing."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def due(self) -> str:
        """Name the version that the ground has now."""
        about, today = self._workspace.about(), self._workspace.today()
        key = (about.epoch, about.ground_seq, today)
        if self._due is None or self._due[0] != key:
            with self._workspace.database.read() as conn:
                self._due = key, due_version(conn, about, today)
        return self._due[1]

    def now(self) -> TilesNow:
        """Tell how far the tiles are."""
        version, ready = self.due(), ready_version(self._workspace)
        progress, failed = self._progress, self._failed.get(version)
        if version == self._bare:
            return TilesNow(None, ready, "nothing")
        if version == ready:
            return TilesNow(version, ready, "ready")
        if failed is not None and progress is None:
            return TilesNow(version, ready, "failed", fault=failed[1])
        return TilesNow(version, ready, "building", progress)

    def again(self, workspace: Workspace) -> None:
        """Forget that drawing failed, so that it is tried at the next look."""
        workspace.actor.insist(Act.CHANGE, Data.GROUND)
        self._failed = {}

    def numbers(self) -> NDArray[np.int32] | None:
        """Read the number of each building on its sheet, by id, if the tiles of today are drawn."""
        try:
            file = tiles_file(self._workspace, self.due())
            return take_numbers(file.with_suffix(NUMBERS))
        except (GridmapError, OSError):
            return None

    def areas(self) -> dict[int, AreaOnTiles]:
        """Read what is known of areas, by area id, if the tiles of today are drawn."""
        try:
            file = tiles_file(self._workspace, self.due())
            return take_areas(file.with_suffix(AREAS))
        except (GridmapError, OSError):
            return {}

    def _keep(self) -> None:
        seen = None
        while not self._stop.is_set():
            try:
                version = self.due()
                # What is missing at the start is drawn at once, a change once it has rested.
                if self._wants(version) and seen in (version, None):
                    self._draw(version)
                if seen != version:
                    self._settled()
                seen = version
            except GridmapError as fault:  # the database is away for a moment
                _log.warning("tiles: %s", fault)
            self._stop.wait(_LOOK_SECONDS)

    def _wants(self, version: str) -> bool:
        if version in (self._bare, ready_version(self._workspace)):
            return False
        failed = self._failed.get(version)
        return failed is None or time.monotonic() - failed[0] >= _AGAIN_SECONDS

    def _draw(self, version: str) -> None:
        self._progress = 0
        try:
            made = make_tiles(self._workspace, progress=self._tell, stop=self._stop)
            self._failed = {}
            self._bare = version if made == "nothing" else None
        except BuildingStopped:
            return
        except GridmapError as fault:
            _log.warning("tiles: %s", fault)
            self._failed = {version: (time.monotonic(), fault)}
        except Exception as fault:  # noqa: BLE001  (the server lives on with the tiles it has)
            _log.error("tiles\n%s", places_of(fault))
            told = StoreError("tiles-failed", reason=type(fault).__name__)
            self._failed = {version: (time.monotonic(), told)}
        finally:
            self._progress = None

    def _tell(self, percent: int) -> None:
        self._progress = percent
