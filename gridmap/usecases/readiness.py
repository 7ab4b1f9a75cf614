"""What sheets are drawn with, loaded before anybody waits for the first of them."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely

from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.geo.crs import LONLAT, Geometries, metric_crs_of, project
from gridmap.render.sheets import AreaScene, SheetBuilding, area_sheet, picture
from gridmap.territory.walk import sheet_numbers
from gridmap.words import LANGUAGES

__all__ = ["get_ready"]

# More than one map has rows for, in patches of so many.
_HOUSES: Final = 40
_PATCH: Final = 8
_PIXELS: Final = 200


def get_ready() -> None:
    """Number and draw some houses that are nowhere: a process takes longest over its first sheet.

    Fonts, the words of both languages, the machine code of the walk and what shares ground out
    among several maps are then at hand.
    """
    row = [shapely.box(at * 2e-4, 0, at * 2e-4 + 1e-4, 1e-4) for at in range(_HOUSES)]
    lonlat: Geometries = np.array(row, dtype=object)
    patches = np.arange(_HOUSES) // _PATCH
    numbers = sheet_numbers(lonlat, np.zeros(_HOUSES, dtype=np.int64), patches)
    shapes = project(lonlat, LONLAT, metric_crs_of(lonlat))
    houses = tuple(
        SheetBuilding(number, shape, BuildingStatus.UNTOUCHED, "", None, 1)
        for number, shape in zip(numbers.tolist(), shapes, strict=True)
    )
    scene = AreaScene("", "", "grid", shapely.union_all(shapes).envelope, houses)
    for lang in LANGUAGES:
        [first] = area_sheet(scene, lang=lang, first_only=True)
        picture(first, lang=lang, width=_PIXELS)
