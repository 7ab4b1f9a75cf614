"""Paper: its sizes, the scale at which a piece of ground fits a frame, and from metres to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import sqrt
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries

__all__ = ["MARGIN", "SCALES", "MapFrame", "Page", "Paper", "fit", "just_fitting", "page"]

SCALES: Final = (
    *(500, 750, 1_000, 1_250, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000),
    *(6_000, 7_500, 10_000, 12_500, 15_000, 20_000, 25_000, 30_000, 40_000, 50_000),
    *(75_000, 100_000, 150_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000),
)
"""Round scales, as denominators, in which a map on paper is drawn."""

MARGIN: Final = 12.0
"""Millimetres left free at the edges: office printers and copiers leave about five."""

# The short side of the largest paper that is held in the hand, A3.
_IN_HAND: Final = 297.0
# Ground shown beyond what has to be on the map, in millimetres of paper.
_AROUND: Final = 6.0


class Paper(StrEnum):
    """Sizes of paper (ISO 216)."""

    A4 = "A4"
    A3 = "A3"
    A2 = "A2"
    A1 = "A1"
    A0 = "A0"

    @property
    def sides(self) -> tuple[float, float]:
        """Short and long side in millimetres."""
        return {
            Paper.A4: (210.0, 297.0),
            Paper.A3: (297.0, 420.0),
            Paper.A2: (420.0, 594.0),
            Paper.A1: (594.0, 841.0),
            Paper.A0: (841.0, 1189.0),
        }[self]


@dataclass(frozen=True, slots=True)
class Page:
    """A page in millimetres."""

    width: float
    height: float

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return self.width - 2 * MARGIN

    @property
    def large(self) -> float:
        """How large numbers and names on its map are: larger on a wall than in the hand."""
        return max(1.0, sqrt(min(self.width, self.height) / _IN_HAND))


def page(paper: Paper, *, landscape: bool) -> Page:
    """Lay paper upright or across."""
    short, long = paper.sides
    return Page(long, short) if landscape else Page(short, long)


@dataclass(frozen=True, slots=True)
class MapFrame:
    """A piece of ground on paper, north up.

    Attributes
    ----------
    width, height
        Of the frame in millimetres.
    scale
        Denominator: 1,500 for 1:1,500.
    left, top
        The north-western corner of the frame, in metres of the scene.
    """

    width: float
    height: float
    scale: int
    left: float
    top: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top in metres."""
        metres = self.scale / 1000
        return (
            self.left,
            self.top - self.height * metres,
            self.left + self.width * metres,
            self.top,
        )

    def smaller(self) -> MapFrame:
        """Show more ground around the same middle, in the next smaller scale."""
        left, bottom, right, top = self.box
        scale = next((one for one in SCALES if one > self.scale), self.scale)
        wide, high = self.width * scale / 1000, self.height * scale / 1000
        return replace(
            self,
            scale=scale,
            left=(left + right - wide) / 2,
            top=(bottom + top + high) / 2,
        )

    def laid(self, shapes: Geometries) -> Geometries:
        """Bring shapes from metres to millimetres of the frame, y downwards from its top."""

        def down(xy: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.column_stack([xy[:, 0] - self.left, self.top - xy[:, 1]]) * 1000 / self.scale

        return shapely.transform(shapes, down)

    def cut(self, shapes: Geometries) -> Geometries:
        """Keep what is within the frame of shapes in millimetres, and a little beyond it."""
        if not len(shapes):
            return shapes
        low, wide, high = -2.0, self.width + 2, self.height + 2
        left, top, right, bottom = shapely.bounds(shapes).T
        shown = (left <= wide) & (right >= low) & (top <= high) & (bottom >= low)
        within = (left >= low) & (right <= wide) & (top >= low) & (bottom <= high)
        cut = shapes.copy()
        # Most are within as a whole, which is sooner seen than cut.
        cut[shown & ~within] = shapely.clip_by_rect(cut[shown & ~within], low, low, wide, high)
        kept: Geometries = cut[shown & ~(shapely.is_empty(cut) | shapely.is_missing(cut))]
        return kept


def just_fitting(bounds: tuple[float, float, float, float], width: float, height: float) -> float:
    """Tell the scale, round or not, in which ground just fits a frame; as :func:`fit` has them."""
    left, bottom, right, top = bounds
    wide, high = width - 2 * _AROUND, height - 2 * _AROUND
    return max((right - left) / wide, (top - bottom) / high) * 1000


def fit(bounds: tuple[float, float, float, float], width: float, height: float) -> MapFrame:
    """Choose the largest round scale in which ground fits a frame, and put it into the middle.

    Parameters
    ----------
    bounds
        Left, bottom, right, top in metres.
    width, height
        Of the frame in millimetres.
    """
    left, bottom, right, top = bounds
    needed = just_fitting(bounds, width, height)
    scale = next((one for one in SCALES if one >= needed), SCALES[-1])
    metres = scale / 1000
    return MapFrame(
        width,
        height,
        scale,
        (left + right - width * metres) / 2,
        (top + bottom + height * metres) / 2,
    )
