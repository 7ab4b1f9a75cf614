"""Numbers in discs: how wide a disc has to be for one, and how large one may be in a disc."""

from __future__ import annotations

from math import hypot
from typing import Final

from gridmap.render.sheets.letters import POINT, width_of
from gridmap.render.sheets.pages import CELL_INSET

__all__ = ["cell_width", "points_within", "radius_around"]

# Height of a digit, in sizes of type.
_HIGH: Final = 0.73
# Between a digit and the ring, with half of the ring; at the ends of one that is drawn out.
_RIM: Final = 0.35
_ENDS: Final = 1.0


def radius_around(text: str, points: float) -> float:
    """Tell how wide a disc is in which a number of this size stands, in millimetres."""
    return hypot(width_of(text, points, bold=True), _HIGH * points * POINT) / 2 + _RIM


def points_within(text: str, radius: float, most: float) -> float:
    """Choose the size of a number in a disc: ``most`` points, or less where it would not fit."""
    return most * min(1.0, (radius - _RIM) / (radius_around(text, most) - _RIM))


def cell_width(text: str, points: float) -> float:
    """Tell how wide a column is in which a number of this size stands in its disc."""
    return width_of(text, points, bold=True) + _ENDS + CELL_INSET
