"""Sheets of a small area as they come from a printer: their pages with boxes, in dots."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2
import shapely
from numpy.typing import NDArray

from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.render.sheets import (
    AreaScene,
    DoorToTick,
    FloorToTick,
    LaidPage,
    SheetBuilding,
    UnitToTick,
    area_sheet,
    bound,
    leader_sheet,
    put_marks,
)
from tests.intake.simulated_scans import INK_DOTS

__all__ = ["ORIGIN", "Printed", "places_of", "print_sheets"]

AREA_SHEET, LEADERS = 70_001, 2
ORIGIN = 40_000


@dataclass
class Printed:
    """Pages with boxes as they come from a printer, :data:`INK_DOTS` a millimetre."""

    told: list[tuple[int, int]]
    pages: list[LaidPage]
    dots: list[NDArray[Any]]


def scene() -> AreaScene:
    floors = tuple(
        FloorToTick(floor, tuple(DoorToTick(f"{floor}0{at}", at != 2) for at in range(1, 5)))
        for floor in range(8, 0, -1)
    )
    inside = (UnitToTick("1", floors), UnitToTick("2", floors))
    plots = [shapely.box(x, y, x + 9, y + 9) for y in (0, -18, -36) for x in range(0, 126, 18)]
    houses = tuple(
        SheetBuilding(at, plot, BuildingStatus.UNTOUCHED, f"梅园巷{at}号", 1, 1)
        for at, plot in enumerate(plots[1:], start=2)
    )
    tower = SheetBuilding(1, plots[0], BuildingStatus.PARTLY, "1栋", 2, 64, inside)
    outline = shapely.union_all(plots).envelope.buffer(12)
    return AreaScene("4302020021", "第2网格", "grid", outline, (tower, *houses))


def print_sheets() -> Printed:
    """Print the sheets of a small area, for whoever walks it and for a leader."""
    sheets = {
        AREA_SHEET: area_sheet(scene(), lang="zh-CN"),
        LEADERS: leader_sheet(scene(), lang="en"),
    }
    for number, sheet in sheets.items():
        put_marks(sheet, number, ORIGIN)
    pdf = pypdfium2.PdfDocument(bound([*sheets.values()], title="1", lang="zh-CN"))
    every = [
        (number, leaf, page)
        for number, sheet in sheets.items()
        for leaf, page in enumerate(sheet, start=1)
    ]
    made = Printed([], [], [])
    for at, (number, leaf, page) in enumerate(every):
        if page.boxes:
            dots = pdf[at].render(scale=INK_DOTS * 25.4 / 72, grayscale=True).to_numpy()
            made.told.append((number, leaf))
            made.pages.append(page)
            made.dots.append(np.array(dots))
    return made


def places_of(page: LaidPage) -> tuple[NDArray[np.float64], list[Hashable]]:
    """Give left, top and side of the boxes of a page, and what each tells of."""
    places = np.array([(box.x, box.y, box.side) for box in page.boxes])
    return places, [box.whose for box in page.boxes]
