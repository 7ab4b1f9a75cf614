"""Where an office can be held, and which offices have one holder at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gridmap.territory.codes import Level
from gridmap.territory.people import Office

__all__ = ["FOR_ALL", "GRANTED", "LEADS", "LED_BY", "SEATS", "WORKERS"]

_ABOVE: Final = frozenset({Level.COUNTY, Level.SUBDISTRICT})
_BELOW: Final = frozenset({Level.GRID, Level.GROUP, Level.PATCH})
_GRID: Final = frozenset({Level.GRID})

SEATS: Final[Mapping[Office, frozenset[Level]]] = {
    Office.CADRE: _ABOVE | {Level.COMMUNITY},
    Office.GRID_LEAD: _GRID,
    Office.GRID_WORKER_FULL: _GRID,
    Office.GRID_WORKER_PART: _GRID,
    Office.GRID_CADRE: _GRID,
    Office.GROUP_LEAD: frozenset({Level.GROUP}),
    Office.PATCH_LEADER: frozenset({Level.PATCH}),
    Office.BUILDING_LEAD: _BELOW,
    Office.MEMBER_HOUSEHOLD: _BELOW | {Level.COMMUNITY},
    Office.SERVICE_POST: _BELOW | {Level.COMMUNITY},
    Office.PLANNER: _ABOVE | {Level.COMMUNITY},
    Office.DEPARTMENT_OFFICER: frozenset(),
    Office.ADMIN: _ABOVE,
}
"""Levels of the areas that an office is held in; an officer of a department has none."""

FOR_ALL: Final = frozenset({Office.ADMIN})
"""Offices that may be held for the whole workspace instead."""

LED_BY: Final[Mapping[Level, Office]] = {
    Level.GRID: Office.GRID_LEAD,
    Level.GROUP: Office.GROUP_LEAD,
    Level.PATCH: Office.PATCH_LEADER,
}
"""Who leads an area of a level (一片一组一邻长): one person at a time."""

LEADS: Final = frozenset(LED_BY.values())
"""Offices that an area has one holder of at a time."""

WORKERS: Final = frozenset({Office.GRID_WORKER_FULL, Office.GRID_WORKER_PART})
"""网格员, full or part time: a grid wants at least one."""

GRANTED: Final = frozenset({Office.PLANNER, Office.DEPARTMENT_OFFICER, Office.ADMIN})
"""Offices that only whoever keeps the accounts may give."""
