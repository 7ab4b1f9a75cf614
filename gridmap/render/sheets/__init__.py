"""Sheets: maps and lists of areas on paper.

What a sheet shows is an :class:`AreaScene` in metres; a layout lays it on pages in millimetres;
:func:`typeset` sets the pages as a PDF.
"""

from __future__ import annotations

from gridmap.render.sheets.address_index import IndexEntry, address_index
from gridmap.render.sheets.area_list import put_pages
from gridmap.render.sheets.area_sheet import area_sheet
from gridmap.render.sheets.atlas import bound, numbered
from gridmap.render.sheets.boxes import BoxMeaning, TickBox
from gridmap.render.sheets.buildings import (
    TO_VISIT,
    DoorToTick,
    FloorToTick,
    SheetBuilding,
    UnitToTick,
)
from gridmap.render.sheets.change_sheets import change_sheet
from gridmap.render.sheets.changes import AreaChange, Change, ChangedBuilding, PlanFacts, PlanGround
from gridmap.render.sheets.contact_cards import ContactCard, contact_cards
from gridmap.render.sheets.feet import put_printed
from gridmap.render.sheets.hazard_sheet import hazard_sheet
from gridmap.render.sheets.leader_sheet import leader_sheet
from gridmap.render.sheets.letters import boxed_finding, font_family, set_in
from gridmap.render.sheets.marks import put_marks
from gridmap.render.sheets.notice_letters import LetterPaper, NoticeLetter, notice_letters
from gridmap.render.sheets.pages import LaidPage
from gridmap.render.sheets.paper import Paper
from gridmap.render.sheets.plan_overview import plan_overview
from gridmap.render.sheets.poster import poster
from gridmap.render.sheets.round_sheet import round_sheet
from gridmap.render.sheets.scene import (
    AreaScene,
    Box,
    Landmark,
    MapPart,
    Nearby,
    SheetHazard,
    Streets,
    Tone,
)
from gridmap.render.sheets.square_code import demand_web_address
from gridmap.render.sheets.typeset import picture, typeset

__all__ = [
    "TO_VISIT",
    "AreaChange",
    "AreaScene",
    "Box",
    "BoxMeaning",
    "Change",
    "ChangedBuilding",
    "ContactCard",
    "DoorToTick",
    "FloorToTick",
    "IndexEntry",
    "LaidPage",
    "Landmark",
    "LetterPaper",
    "MapPart",
    "Nearby",
    "NoticeLetter",
    "Paper",
    "PlanFacts",
    "PlanGround",
    "SheetBuilding",
    "SheetHazard",
    "Streets",
    "TickBox",
    "Tone",
    "UnitToTick",
    "address_index",
    "area_sheet",
    "bound",
    "boxed_finding",
    "change_sheet",
    "contact_cards",
    "demand_web_address",
    "font_family",
    "hazard_sheet",
    "leader_sheet",
    "notice_letters",
    "numbered",
    "picture",
    "plan_overview",
    "poster",
    "put_marks",
    "put_pages",
    "put_printed",
    "round_sheet",
    "set_in",
    "typeset",
]
