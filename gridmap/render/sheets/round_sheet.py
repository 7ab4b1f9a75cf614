"""The sheet of a round: a row for each door to go to, in the order of the walk, and the way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gridmap.render.sheets.area_sheet import area_sheet
from gridmap.render.sheets.buildings import TO_VISIT
from gridmap.render.sheets.pages import LaidPage
from gridmap.render.sheets.paper import Paper
from gridmap.render.sheets.scene import AreaScene
from gridmap.words import Language, say

__all__ = ["round_sheet"]


def round_sheet(
    scene: AreaScene, *, paper: Paper = Paper.A4, lang: Language, first_only: bool = False
) -> list[LaidPage]:
    """Lay out the sheet of a round: where nobody is to go is left out, and drawn as what is beside.

    Parameters
    ----------
    scene
        With the doors of those buildings that have several.
    first_only
        As for :func:`~gridmap.render.sheets.area_sheet.area_sheet`.
    """
    ahead = tuple(one for one in scene.buildings if one.status in TO_VISIT)
    passed = [one.shape for one in scene.buildings if one.status not in TO_VISIT]
    beside = np.array([*scene.neighbours, *passed], dtype=object)
    title = say("sheet-round-title", lang=lang, title=scene.title)
    on_round = replace(scene, title=title, buildings=ahead, neighbours=beside, hazards=())
    return area_sheet(on_round, paper=paper, lang=lang, by_door=True, first_only=first_only)
