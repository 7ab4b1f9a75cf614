"""Strokes too faint to be told by their darkness: straight lines that stand out from the paper."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["clearest_line"]

Floats = NDArray[np.float64]

# Faint lines are sought by their length, in so many directions: half of it, and how far beside it
# the paper is looked at, in dots; so many dots from what is left of the frame.
_DIRECTIONS: Final = 12
_HALF_LINE: Final = 6
_BESIDE: Final = 4.0
_LINE_WIDTH: Final = 1.1
_OFF_FRAME: Final = 3


def clearest_line(lines: Floats, depth: NDArray[np.int_], inset: int) -> Floats:
    """Tell how far the clearest straight line within each box stands out from what is beside it.

    Along a line as long as half of a tick noise evens out, and shadows are on both sides of it.
    """
    inner = depth >= inset
    paper = np.median(lines[:, inner], axis=1)[:, None, None]
    shown = np.where(inner, np.clip(lines - paper, -0.5, 1), 0)
    strokes = _strokes()
    reach, size = strokes.shape[-1] // 2, depth.shape[0] + strokes.shape[-1] - 1
    within = depth >= inset + _OFF_FRAME
    waves = np.fft.rfft2(shown, s=(size, size))
    clearest = np.zeros(len(lines))
    for stroke in strokes:
        met = np.fft.irfft2(waves * np.fft.rfft2(stroke, s=(size, size)), s=(size, size))
        met = met[:, reach : size - reach, reach : size - reach]
        clearest = np.maximum(clearest, met[:, within].max(axis=1))
    return clearest


@cache
def _strokes() -> Floats:
    """Weigh dots along a short line against those on both its sides, in each direction."""
    reach = int(np.ceil(_HALF_LINE + _LINE_WIDTH)) + 1
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    found = []
    for turn in np.arange(_DIRECTIONS) * np.pi / _DIRECTIONS:
        along = x * np.cos(turn) + y * np.sin(turn)
        aside = y * np.cos(turn) - x * np.sin(turn)
        long = np.clip(_HALF_LINE + 0.5 - np.abs(along), 0, 1)
        on, left, right = (
            long * np.exp(-(((aside - off) / _LINE_WIDTH) ** 2) / 2)
            for off in (0.0, -_BESIDE, _BESIDE)
        )
        found.append(on / on.sum() - (left + right) / (left + right).sum())
    return np.array(found)
