"""What belongs to a map's frame: where north is, how long 50 metres are, where all this lies."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gridmap.geo.crs import Geometries
from gridmap.render.sheets.paper import MapFrame
from gridmap.render.sheets.room import Box
from gridmap.render.sheets.scene import AreaScene
from gridmap.render.sheets.strokes import LEAST_LINE, mm, path_data

__all__ = ["Furniture", "ScaleBar", "furnish", "scale_bar"]

_EDGE: Final = 2.5
_NORTH: Final = (13.0, 14.0)
_INSET: Final = (30.0, 32.0)
_INSET_HEAD: Final = 4.5
# What lies around is worth a map if it is so many times as large.
_MORE_AROUND: Final = 1.1
# What is smaller there, in millimetres, has a disc in its place.
_LEAST_HERE: Final = 2.2
# Widths are written to a hundredth of a millimetre.
_ROUNDING: Final = 0.005
_BAR_HEIGHT: Final = 10.5
_LONGEST_BAR: Final = 45.0
_BAR_MARGIN: Final = 4.0
# Corners of the frame: left?, top?; where each thing is sought for first.
_CORNERS: Final = ((False, True), (True, False), (False, False), (True, True))


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A bar of a round length.

    Attributes
    ----------
    metres
        What it stands for on the ground.
    length
        Of the bar on paper, in millimetres.
    """

    metres: int
    length: float


@dataclass(frozen=True)
class Furniture:
    """Things of the frame, in millimetres from its upper left corner.

    Attributes
    ----------
    north, bar, inset
        Their boxes; ``bar`` is ``None`` on maps for those who do not measure, ``inset`` where there
        is nothing around to show.
    size
        How many times as large as usual they are.
    covers
        Whether one of them covers a building that is numbered.
    svg
        Their lines.
    """

    north: Box
    bar: Box | None
    scale: ScaleBar
    inset: Box | None
    size: float
    covers: bool
    svg: str

    @property
    def boxes(self) -> list[Box]:
        """All boxes there are."""
        return [box for box in (self.north, self.bar, self.inset) if box is not None]


def scale_bar(scale: int, longest: float = _LONGEST_BAR) -> ScaleBar:
    """Choose a bar of 1, 2 or 5 times a power of ten metres, as long as there is room for.

    Parameters
    ----------
    scale
        Denominator.
    longest
        Millimetres there is room for.

    Examples
    --------
    >>> scale_bar(1_500)
    ScaleBar(metres=50, length=33.333333333333336)
    """
    lengths = [step * 10**power for power in range(7) for step in (1, 2, 5)]
    metres = max((one for one in lengths if one * 1000 / scale <= longest), default=lengths[0])
    return ScaleBar(metres, metres * 1000 / scale)


def furnish(
    scene: AreaScene,
    frame: MapFrame,
    own: Geometries,
    *,
    measured: bool = True,
    size: float = 1.0,
) -> Furniture:
    """Put north, scale and inset into corners, where they cover least of the area.

    Parameters
    ----------
    own
        Footprints of the numbered buildings in millimetres of the frame.
    measured
        Whether there is a scale bar.
    size
        How many times as large as usual all of it is.
    """
    bar = scale_bar(frame.scale, _LONGEST_BAR * size)
    sizes = [_NORTH]
    if measured:
        sizes.append((bar.length / size + 2 * _BAR_MARGIN + 6, _BAR_HEIGHT))
    if scene.around is not None and scene.around.area > _MORE_AROUND * _here(scene).area:
        sizes.append(_INSET)
    tree = shapely.STRtree(own)
    outline = frame.laid(np.array([scene.outline], dtype=object))[0]

    def cost(box: Box) -> tuple[int, float]:
        shape = shapely.box(*box)
        covered = len(tree.query(shape, "intersects"))
        return covered, float(shape.intersection(outline).area)

    boxes = {
        (one, corner): _corner(frame, (one[0] * size, one[1] * size), corner)
        for one in sizes
        for corner in _CORNERS
    }
    costs = {key: cost(box) for key, box in boxes.items()}

    def total(corners: tuple[tuple[bool, bool], ...]) -> tuple[int, float]:
        found = [costs[pair] for pair in zip(sizes, corners, strict=True)]
        return sum(one[0] for one in found), sum(one[1] for one in found)

    # The first of equals: as listed.
    corners = min(permutations(_CORNERS, len(sizes)), key=total)
    placed = [boxes[pair] for pair in zip(sizes, corners, strict=True)]
    inset = placed[-1] if _INSET in sizes else None
    covered = total(corners)[0] > 0
    bar_box = placed[1] if measured else None
    # Each is drawn in its usual size from its own corner, and its lines so that none is too thin.
    thin = LEAST_LINE / size + _ROUNDING
    drawn = [(placed[0], _north(_usual(_NORTH), thin))]
    if bar_box is not None:
        drawn.append((bar_box, _bar(_usual(sizes[1]), bar.length / size, thin)))
    if inset is not None:
        drawn.append((inset, _inset(scene, _usual(_INSET), thin)))
    svg = "".join(
        f'<g transform="translate({box[0]:.2f} {box[1]:.2f}) scale({size:g})">{lines}</g>'
        for box, lines in drawn
    )
    return Furniture(placed[0], bar_box, bar, inset, size, covered, svg)


def _usual(size: tuple[float, float]) -> Box:
    return 0.0, 0.0, *size


def _corner(frame: MapFrame, size: tuple[float, float], corner: tuple[bool, bool]) -> Box:
    (wide, high), (at_left, at_top) = size, corner
    left = _EDGE if at_left else frame.width - _EDGE - wide
    top = _EDGE if at_top else frame.height - _EDGE - high
    return left, top, left + wide, top + high


def _framed(thin: float) -> str:
    return f'fill="#fff" stroke="#000" stroke-width="{mm(max(0.3, thin))}"'


def _panel(box: Box, thin: float) -> str:
    left, top, right, bottom = box
    return (
        f'<rect x="{left:.2f}" y="{top:.2f}" width="{right - left:.2f}" '
        f'height="{bottom - top:.2f}" {_framed(thin)}/>'
    )


def _north(box: Box, thin: float) -> str:
    left, top, right, _ = box
    x, y = (left + right) / 2, top + 1.2
    return (
        f"{_panel(box, thin)}"
        f'<path d="M{x:.2f} {y:.2f}l2.4 7.4l-2.4 -1.6z"/>'
        f'<path d="M{x:.2f} {y:.2f}l-2.4 7.4l2.4 -1.6z" {_framed(thin)} '
        'stroke-linejoin="round"/>'
    )


def _bar(box: Box, length: float, thin: float) -> str:
    left, top = box[0] + _BAR_MARGIN, box[1] + 4.6
    half = length / 2
    return (
        f"{_panel(box, thin)}"
        f'<rect x="{left:.3f}" y="{top:.2f}" width="{length:.3f}" height="1.3" {_framed(thin)}/>'
        f'<rect x="{left:.3f}" y="{top:.2f}" width="{half:.3f}" height="1.3"/>'
    )


def _here(scene: AreaScene) -> BaseGeometry:
    """Tell what of its surroundings this is: of a stretch, the piece of ground that its map has."""
    if not scene.whole:
        return shapely.box(*scene.bounds)
    if scene.outline.is_empty:  # it shares towers: these are its ground
        return shapely.union_all([one.shape for one in scene.buildings])
    return scene.outline


def _inset(scene: AreaScene, box: Box, thin: float) -> str:
    """Draw the areas side by side, this one in black."""
    left, top, right, bottom = box
    low_x, low_y, high_x, high_y = shapely.total_bounds(scene.around).tolist()
    wide, high = right - left - 3, bottom - top - 3 - _INSET_HEAD
    ratio = min(wide / max(high_x - low_x, 1e-9), high / max(high_y - low_y, 1e-9))
    x = (left + right - (high_x - low_x) * ratio) / 2
    y = top + _INSET_HEAD + (bottom - top - _INSET_HEAD + (high_y - low_y) * ratio) / 2

    def small(shapes: Geometries) -> str:
        # Nobody sees a bend of less than a tenth of a millimetre.
        plain = shapely.simplify(shapes, 0.15 / ratio)
        offset = np.array([low_x, low_y])
        placed = shapely.transform(plain, lambda xy: (xy - offset) * (ratio, -ratio) + (x, y))
        return path_data(placed)

    around = np.array([scene.around], dtype=object)
    here = _here(scene)
    low, bottom, high, top_of = here.bounds
    if max(high - low, top_of - bottom) * ratio < _LEAST_HERE:  # lost in the lines around it
        [(across, up)] = shapely.get_coordinates(here.centroid).tolist()
        mark = (
            f'<circle cx="{mm(x + (across - low_x) * ratio)}" cy="{mm(y - (up - low_y) * ratio)}" '
            f'r="{mm(_LEAST_HERE / 2 + 0.25)}" stroke="#fff" stroke-width=".5"/>'
        )
    else:
        outline = np.array([here], dtype=object)
        mark = f'<path d="{small(outline)}" stroke="#000" stroke-width="{mm(thin)}"/>'
    return (
        f"{_panel(box, thin)}"
        f'<path d="{small(scene.siblings)}" fill="none" stroke="#444" stroke-width="{mm(thin)}"/>'
        f'<path d="{small(around)}" fill="none" stroke="#000" '
        f'stroke-width="{mm(max(0.4, thin))}"/>'
        f"{mark}"
    )
