"""Pages found in a picture by their corner marks, and brought flat into millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from gridmap.errors import InputError
from gridmap.intake.scans.flat import DOTS, FlatPage
from gridmap.territory.page_marks import (
    CELLS,
    MARK,
    PATTERNS,
    PageMark,
    cells,
    mark_places,
    page_of,
)

__all__ = ["find_page"]

Grey = NDArray[np.uint8]
Through = NDArray[np.float64]

# What sheets are printed on, width and height in millimetres.
_SIZES: Final = ((210.0, 297.0), (297.0, 210.0), (297.0, 420.0), (420.0, 297.0))
# Marks are looked for in a picture of this size, where each has some 50 dots a side.
_LOOKED_AT: Final = 2600
# Smaller pictures have too few dots for any box.
_LEAST_SIDE: Final = 400
_LEAST_MARKS: Final = 2
# How far a mark may lie from where the others say, in millimetres: paper is never quite flat.
_ASTRAY: Final = 4.0
_DARK: Final = 60.0
_LIGHT: Final = 200.0
_SHARP: Final = 12.0
_LEAST_CONTRAST: Final = 30.0


@dataclass(frozen=True, slots=True)
class _Marks:
    """Corner marks as they lie in a picture: number of the corner → its four corners."""

    found: dict[int, NDArray[np.float32]]
    twice: bool


def find_page(picture: Grey, origin: int) -> FlatPage:
    """Find a page by its marks, whichever way up it lies.

    Parameters
    ----------
    origin
        Where it must have been printed, as :func:`gridmap.territory.page_marks.origin_of` has it.

    Raises
    ------
    InputError
        ``scan-too-dark``, ``scan-blurred``, ``scan-cut-off``, ``scan-two-pages``,
        ``scan-foreign`` or ``scan-no-marks``.
    """
    if min(picture.shape) < _LEAST_SIDE:
        raise InputError("scan-blurred")
    marks = _marks(picture)
    if marks.twice:
        raise InputError("scan-two-pages")
    if len(marks.found) < _LEAST_MARKS:
        raise _missing(picture, marks)
    foreign = False
    for width, height, through in _placements(marks):
        told = _told(picture, through, width, height, origin)
        if told is not None and told.origin != origin:
            foreign = True
        elif told is not None:
            size = (round(width * DOTS), round(height * DOTS))
            to_dots = through @ np.diag([1 / DOTS, 1 / DOTS, 1.0])
            flags = cv2.INTER_AREA | cv2.WARP_INVERSE_MAP
            flat = cv2.warpPerspective(_softened(picture, through), to_dots, size, flags=flags)
            inside = np.full(picture.shape, 255, dtype=np.uint8)
            flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
            seen = cv2.warpPerspective(inside, to_dots, size, flags=flags) > 0
            dots = np.asarray(flat, dtype=np.uint8)
            return FlatPage(told.number, told.leaf, width, height, dots, seen)
    if foreign:
        raise InputError("scan-foreign")
    raise _missing(picture, marks)


# Marks -------------------------------------------------------------------------------------------


def _marks(picture: Grey) -> _Marks:
    """Look for marks, and again in other lights where some are missing."""
    scale = min(_LOOKED_AT / max(picture.shape), 1.0)
    smaller = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    best: dict[int, list[NDArray[np.float32]]] = {}
    for again, shown in _lights(np.asarray(smaller, dtype=np.uint8)):
        for number, quad in _detected(shown):
            place = quad / (scale * again)
            known = best.setdefault(number, [])
            apart = [np.abs(place - one).max() for one in known]
            if not known or min(apart) > np.ptp(place, axis=0).max() / 2:
                known.append(place)
        if len(best) == len(PATTERNS):
            break
    found = {number: places[0] for number, places in best.items() if len(places) == 1}
    return _Marks(found, sum(len(places) > 1 for places in best.values()) >= 2)


def _lights(picture: Grey) -> Iterator[tuple[float, Grey]]:
    """Show a picture as it is, softened, larger, and with its contrast evened out."""
    yield 1.0, picture
    yield 1.0, np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.2), dtype=np.uint8)
    evened = cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8)).apply(picture)
    yield 1.0, np.asarray(evened, dtype=np.uint8)
    if max(picture.shape) <= _LOOKED_AT * 0.8:
        larger = cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        yield 2.0, np.asarray(larger, dtype=np.uint8)


def _detected(picture: Grey) -> list[tuple[int, NDArray[np.float32]]]:
    asked = cv2.aruco.DetectorParameters()
    asked.minMarkerPerimeterRate = 0.015
    asked.maxMarkerPerimeterRate = 0.5
    asked.adaptiveThreshWinSizeMin = 5
    asked.adaptiveThreshWinSizeMax = 45
    asked.adaptiveThreshWinSizeStep = 10
    asked.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    asked.cornerRefinementWinSize = 3
    asked.perspectiveRemovePixelPerCell = 8
    standard = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    # The stubs keep silent that numbers are missing where there are no marks.
    numbers: Any
    quads, numbers, _ = cv2.aruco.ArucoDetector(standard, asked).detectMarkers(picture)
    if numbers is None:
        return []
    return [
        (int(number), np.asarray(quad, dtype=np.float32).reshape(4, 2))
        for number, quad in zip(np.ravel(numbers), quads, strict=True)
        if number < len(PATTERNS)
    ]


def _placements(marks: _Marks) -> list[tuple[float, float, Through]]:
    """Try the sizes of paper: how millimetres of the page become dots, the likeliest first."""
    tried = []
    for width, height in _SIZES:
        at = mark_places(width, height)
        square = np.array([(0, 0), (MARK, 0), (MARK, MARK), (0, MARK)])
        places = np.concatenate([square + at[number] for number in marks.found])
        dots = np.concatenate(list(marks.found.values())).astype(np.float64)
        through = _fitted(places, dots, len(marks.found))
        if through is None:
            continue
        scale = _scale(through, width, height)
        astray = np.abs(_moved(through, places) - dots).max() / scale if scale > 0 else np.inf
        if astray < _ASTRAY:
            tried.append((float(astray), width, height, through))
    return [one[1:] for one in sorted(tried, key=lambda one: one[0])]


def _fitted(places: NDArray[np.float64], dots: NDArray[np.float64], marks: int) -> Through | None:
    """Fit places to dots: two marks tell of shift, turn and size, more of perspective as well."""
    if marks > _LEAST_MARKS:
        through: Any = cv2.findHomography(places, dots, 0)[0]
        return None if through is None else np.asarray(through, dtype=np.float64)
    flat: Any = cv2.estimateAffinePartial2D(places, dots, method=cv2.LMEDS)[0]
    return None if flat is None else np.vstack([np.asarray(flat, dtype=np.float64), (0, 0, 1)])


def _scale(through: Through, width: float, height: float) -> float:
    """Tell how many dots a millimetre has in the middle of the page; 0 if it lies mirrored."""
    x, y = width / 2, height / 2
    middle, right, down = _moved(through, np.array([(x, y), (x + 1, y), (x, y + 1)]))
    (a, b), (c, d) = right - middle, down - middle
    return float(np.sqrt(max(a * d - b * c, 0.0)))


def _moved(through: Through, places: NDArray[np.float64]) -> NDArray[np.float64]:
    moved = cv2.perspectiveTransform(places.reshape(-1, 1, 2).astype(np.float64), through)
    return np.asarray(moved, dtype=np.float64).reshape(-1, 2)


# The margins -------------------------------------------------------------------------------------


def _told(
    picture: Grey, through: Through, width: float, height: float, origin: int
) -> PageMark | None:
    """Read the cells in the margins: one side after the other, then both together.

    Both sides must agree on what was printed elsewhere: bits that are wrong look just so.
    """
    darkness = []
    for side in cells(width, height):
        middles = np.array(side)
        here = np.array([(x, y) for x in (-0.6, 0.0, 0.6) for y in (-0.3, 0.0, 0.3)])
        around = np.array([(x, y) for x in (-2.2, 2.2) for y in (-0.3, 0.0, 0.3)])
        inked = _sampled(picture, through, (middles[:, None] + here).reshape(-1, 2))
        white = _sampled(picture, through, (middles[:, None] + around).reshape(-1, 2))
        paper = white.reshape(CELLS, -1).max(axis=1)
        darkness.append(1 - np.median(inked.reshape(CELLS, -1), axis=1) / np.maximum(paper, 1))
    read: list[set[PageMark]] = []
    for dark in (*darkness, darkness[0] + darkness[1]):
        # Somewhere between the darkest and the lightest, where they are farthest apart.
        ordered = np.sort(dark)
        split = int(np.argmax(np.diff(ordered)))
        level = (ordered[split] + ordered[split + 1]) / 2
        levels = level, (ordered[2] + ordered[-3]) / 2
        found = (page_of([int(value > between) for value in dark]) for between in levels)
        told = {mark for mark in found if mark is not None}
        if own := next((mark for mark in told if mark.origin == origin), None):
            return own
        read.append(told)
    return next(iter(read[0] & read[1]), None)


def _sampled(picture: Grey, through: Through, places: NDArray[np.float64]) -> NDArray[np.float64]:
    dots = _moved(through, places).astype(np.float32).reshape(-1, 1, 2)
    taken = cv2.remap(picture, dots, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)  # type: ignore[call-overload]
    return np.asarray(taken, dtype=np.float64).ravel()


def _softened(picture: Grey, through: Through) -> Grey:
    """Soften what has more dots than the flat page, so that thin lines do not break."""
    a, b = through[0, :2]
    finer = float(np.hypot(a, b)) / through[2, 2] / DOTS
    if finer <= 1.2:
        return picture
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.4 * finer), dtype=np.uint8)


# What is wrong -----------------------------------------------------------------------------------


def _missing(picture: Grey, marks: _Marks) -> InputError:
    """Say why no page is found, as far as that can be seen."""
    smaller = cv2.resize(picture, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    light, contrast = np.percentile(smaller, 95), np.ptp(np.percentile(smaller, (2, 98)))
    if light < _DARK or (contrast < _LEAST_CONTRAST and light < _LIGHT):
        return InputError("scan-too-dark")
    if marks.found:
        return InputError("scan-cut-off", found=len(marks.found))
    scale = min(1600 / max(picture.shape), 1.0)
    shown = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    if float(cv2.Laplacian(shown, cv2.CV_64F).std()) < _SHARP * contrast / 255:
        return InputError("scan-blurred")
    return InputError("scan-no-marks")
