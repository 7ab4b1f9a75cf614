"""What the map's routes share while the server runs."""

from __future__ import annotations

import copy
import gzip
import threading
from functools import lru_cache, partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import Actor
from gridmap.usecases.drawn_map import AreaLabel, area_labels
from gridmap.usecases.map_status import EVERYTHING, Question, Statuses
from gridmap.usecases.scenes import Scene, scene_of
from gridmap.usecases.status_board import StatusBoard
from gridmap.usecases.tile_keeper import TileKeeper
from gridmap.usecases.workspace import Workspace
from gridmap.words import Language

__all__ = ["MapDesk"]

# Lists of labels (a few levels in two languages) and scenes that are kept.
_KEPT: Final = 24
# Statuses of a million buildings take 40 ms to compress, to a quarter.
_SQUEEZE: Final = 4
_KEPT_SQUEEZED: Final = 4


class MapDesk:
    """The tiles of a workspace; labels and scenes, made once for a version of the ground."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.statuses = StatusBoard(workspace)
        # Of a city the first statuses take seconds: nobody is to wait for them.
        self.tiles = TileKeeper(workspace, settled=partial(self.statuses.ask, EVERYTHING))

        @lru_cache(maxsize=_KEPT)
        def labels(
            _version: str, level: Level, within: str | None, lang: Language
        ) -> list[AreaLabel]:
            known = self.tiles.areas()
            return area_labels(workspace, level=level, within=within, lang=lang, known=known)

        @lru_cache(maxsize=_KEPT)
        def scene(_version: str, code: str) -> Scene:
            return scene_of(workspace, code, numbers=self.tiles.numbers())

        self._labels, self._scene = labels, scene
        self._squeezing = threading.Lock()
        self._squeezed: list[tuple[NDArray[np.uint8], bytes]] = []

    def acting_as(self, actor: Actor) -> MapDesk:
        """Give the same desk to somebody; the ground is one for all, what is told on it is not."""
        theirs = copy.copy(self)
        theirs.workspace = self.workspace.acting_as(actor)
        theirs.statuses = self.statuses.acting_as(actor)
        return theirs

    def labels(self, level: Level, within: str | None, lang: Language) -> list[AreaLabel]:
        """Label all areas of a level."""
        self.workspace.actor.insist(Act.SEE, Data.GROUND)
        return self._labels(self.tiles.due(), level, within, lang)

    def scene(self, code: str) -> tuple[str, Scene]:
        """Draw one area, and tell the version of the ground."""
        self.workspace.actor.insist(Act.SEE, Data.GROUND)
        version = self.tiles.due()
        return version, self._scene(version, code)

    def squeezed_statuses(self, question: Question) -> tuple[Statuses, bytes]:
        """Tell how far every building is, and the same as gzip; compressed once for all."""
        found = self.statuses.ask(question)
        with self._squeezing:
            for numbers, squeezed in self._squeezed:
                if numbers is found.numbers:
                    return found, squeezed
            squeezed = gzip.compress(found.numbers.tobytes(), _SQUEEZE, mtime=0)
            self._squeezed[:] = [(found.numbers, squeezed), *self._squeezed[: _KEPT_SQUEEZED - 1]]
        return found, squeezed
