"""Whether boxes are ticked, from the ink in them; what is uncertain is said, never guessed."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.intake.scans.flat import FlatPage
from gridmap.intake.scans.measuring import Ink, measure

__all__ = ["BoxReading", "BoxState", "Doubt", "read_boxes"]

# Ink in lines as long as the box is wide. Below the first a box is empty, above the second it may
# be ticked: a tick has about two, a short dash across it one.
_SPECK: Final = 0.06
_STROKE: Final = 0.35
_SURE: Final = 1.0
# How far across the inside the stroke of a tick reaches at least.
_REACHES: Final = 0.45
# As much ink as few ticks have: filled, of a thick pen, or scribbled over to take it back.
_FILLED: Final = 0.85
_SCRIBBLED: Final = 6.0
# The same, for what goes beyond the box on all sides as a scribble does.
_MUCH: Final = 3.2
_BEYOND: Final = 1.0
# What is scribbled over goes beyond the box on all sides, farther than other marks of the page.
_ASTRAY: Final = 0.6
_FARTHER: Final = 2.0
_SHOWS_A_HABIT: Final = 2
# A box round which somebody wrote or drew, and in which there is nothing.
_CIRCLED: Final = 3.0
_LEAST_FRAME: Final = 0.3
# Boxes this close to one another, in sides, share the tails of ticks.
_BESIDE: Final = 2.0
_WEAKER: Final = 0.6
_LOOKS_IN: Final = 0.7


class BoxState(StrEnum):
    """What a box looks like."""

    TICKED = "ticked"
    EMPTY = "empty"
    DOUBTFUL = "doubtful"


class Doubt(StrEnum):
    """Why a box is doubtful."""

    FAINT = "faint"
    FILLED = "filled"  # a tick, or one that was taken back?
    STRAY = "stray"  # ink that may belong to what is beside it
    HIDDEN = "hidden"  # cut off, or its frame cannot be seen
    SEVERAL = "several"  # another box of the same door, which says otherwise, is ticked too


@dataclass(frozen=True, slots=True)
class BoxReading:
    """How one box was read.

    Attributes
    ----------
    confidence
        From 0 to 1: how far from what would be read otherwise.
    doubt
        Why it is doubtful; ``None`` where it is not.
    """

    state: BoxState
    confidence: float
    doubt: Doubt | None = None


def read_boxes(
    page: FlatPage, boxes: NDArray[np.float64], whose: Sequence[Hashable]
) -> list[BoxReading]:
    """Tell of each box whether it is ticked.

    Parameters
    ----------
    boxes
        Left, top and side in millimetres of the page, shape ``(n, 3)``.
    whose
        What each box tells of: a filled one beside another tick of the same was taken back.

    Raises
    ------
    InputError
        ``scan-does-not-fit`` if no boxes are where they should be: another version of the sheet.
    """
    if not len(boxes):
        return []
    ink = measure(page, boxes)
    stray = _stray(ink, boxes)
    full = _full(ink)
    doubts = [_doubt(ink, at, full=full, stray=stray) for at in range(len(boxes))]
    plain = (ink.length >= _SPECK) & ~full & np.array([doubt is None for doubt in doubts])
    back = _taken_back(ink, full, plain, whose)
    return [
        _judged(ink, at, Doubt.FILLED if doubt is None and back[at] else doubt)
        for at, doubt in enumerate(doubts)
    ]


def _judged(ink: Ink, at: int, doubt: Doubt | None) -> BoxReading:
    length, extent = ink.length[at], ink.extent[at]
    if doubt is not None:
        return BoxReading(BoxState.DOUBTFUL, 0.0, doubt)
    if length < _SPECK:
        return BoxReading(BoxState.EMPTY, float(1 - 0.5 * length / _SPECK))
    sure = min((length - _STROKE) / (_SURE - _STROKE), (extent - _REACHES) / (1 - _REACHES), 1.0)
    return BoxReading(BoxState.TICKED, float(0.5 + 0.5 * sure))


def _full(ink: Ink) -> NDArray[np.bool_]:
    """Find boxes with as much ink as few ticks have."""
    all_over = ink.sides.all(axis=1) & (ink.around >= _BEYOND) & (ink.length >= _MUCH)
    return (ink.cover >= _FILLED) | (ink.length >= _SCRIBBLED) | all_over


def _doubt(ink: Ink, at: int, *, full: NDArray[np.bool_], stray: NDArray[np.bool_]) -> Doubt | None:
    length, cover = ink.length[at], ink.cover[at]
    if not ink.seen[at] or (ink.frame[at] < _LEAST_FRAME and cover < _FILLED):
        return Doubt.HIDDEN
    if full[at]:
        return None
    if length < _SPECK and cover < _SPECK:
        if ink.around[at] >= _CIRCLED:
            return Doubt.STRAY
        return Doubt.FAINT if ink.faint[at] else None
    if stray[at]:
        return Doubt.STRAY
    return Doubt.FAINT if length < _STROKE or ink.extent[at] < _REACHES else None


def _taken_back(
    ink: Ink, full: NDArray[np.bool_], plain: NDArray[np.bool_], whose: Sequence[Hashable]
) -> NDArray[np.bool_]:
    """Find full boxes that may be no ticks but ticks taken back.

    Who fills boxes fills them all, and a thick pen fills them anyhow: a full box is a tick, unless
    what it tells of is plainly ticked in another one, or it sticks out on its page.
    """
    elsewhere = {told for told, ticked in zip(whose, plain, strict=True) if ticked}
    marked = full | plain
    found = full & np.array([told in elsewhere for told in whose])
    for at in np.flatnonzero(full & ink.sides.all(axis=1) & ~found):
        others = marked.copy()
        others[at] = False
        habit = others.sum() >= _SHOWS_A_HABIT
        usual = float(np.median(ink.around[others])) if habit else 0.0
        found[at] = ink.around[at] >= max(_ASTRAY, _FARTHER * usual)
    return np.asarray(found)


def _stray(ink: Ink, boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Find ink that may be the tail of a stroke in the box beside it, or of what is written."""
    stray = np.zeros(len(boxes), dtype=bool)
    middle = boxes[:, :2] + boxes[:, 2:] / 2
    touched = ink.sides.sum(axis=1)
    # A stroke that only looks in from one side.
    stray |= (touched == 1) & (ink.extent < _LOOKS_IN)
    for at in np.flatnonzero((ink.length >= _SPECK) & (touched > 0)):
        off = middle - middle[at]
        near = (np.abs(off).max(axis=1) < _BESIDE * boxes[at, 2]) & (ink.length > 0)
        near[at] = False
        for other in np.flatnonzero(near):
            x, y = off[other]
            facing = (0 if x < 0 else 2) if abs(x) > abs(y) else (1 if y < 0 else 3)
            joined = ink.sides[at, facing] and ink.sides[other, (facing + 2) % 4]
            weaker = ink.length[at] < _WEAKER * ink.length[other]
            if joined and weaker and ink.extent[at] < _LOOKS_IN:
                stray[at] = True
    return stray
