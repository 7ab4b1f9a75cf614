"""What the map's routes share while the server runs."""

from __future__ import annotations

from functools import lru_cache

from gridmap.territory.codes import Level
from gridmap.usecases.drawn_map import AreaLabel, area_labels
from gridmap.usecases.tile_keeper import TileKeeper
from gridmap.usecases.workspace import Workspace
from gridmap.words import Language

__all__ = ["MapDesk"]

# Lists of labels that are kept: a few levels in two languages.
_KEPT = 24


class MapDesk:
    """The tiles of a workspace, and labels that are found once for a version of the ground."""

    def __init__(self, workspace: Workspace) -> None:
        self.tiles = TileKeeper(workspace)

        @lru_cache(maxsize=_KEPT)
        def labels(
            _version: str, level: Level, within: str | None, lang: Language
        ) -> list[AreaLabel]:
            middles = self.tiles.middles()
            return area_labels(workspace, level=level, within=within, lang=lang, middles=middles)

        self._labels = labels

    def labels(self, level: Level, within: str | None, lang: Language) -> list[AreaLabel]:
        """Label all areas of a level."""
        return self._labels(self.tiles.due(), level, within, lang)
