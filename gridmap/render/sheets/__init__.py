"""Sheets: maps and lists of areas on paper.

What a sheet shows is an :class:`AreaScene` in metres; a layout lays it on pages in millimetres;
:func:`typeset` sets the pages as a PDF.
"""

from __future__ import annotations

from gridmap.render.sheets.area_sheet import area_sheet
from gridmap.render.sheets.atlas import bound
from gridmap.render.sheets.paper import Paper
from gridmap.render.sheets.scene import (
    AreaScene,
    DoorToTick,
    FloorToTick,
    SheetBuilding,
    SheetHazard,
    Streets,
    UnitToTick,
)

__all__ = [
    "AreaScene",
    "DoorToTick",
    "FloorToTick",
    "Paper",
    "SheetBuilding",
    "SheetHazard",
    "Streets",
    "UnitToTick",
    "area_sheet",
    "bound",
]
