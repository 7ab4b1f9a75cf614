"""How much ink is in each box of a flat page, measured against the box's own printed frame.

The frame is a thin black line of known place and width: how dark and how wide it came out says
what this printer, copier, camera and light make of a thin black line just there. Strokes are
measured in such lines, so that nothing need be known of the machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import scipy  # its parts are loaded when first used: here only where a scan is read
from numpy.typing import NDArray

from gridmap.errors import InputError
from gridmap.intake.scans.faint_lines import clearest_line
from gridmap.intake.scans.flat import DOTS, FlatPage

__all__ = ["Ink", "measure"]

Floats = NDArray[np.float64]

# How far boxes are looked for from where they should be, in dots: paper bends, printers shift.
_REACH: Final = 28
_NEAR: Final = 4
# Around each box this much is looked at; other print is farther away.
_AROUND: Final = 7
# Frames that are there stand out from what is around them by this share.
_STANDS_OUT: Final = 0.3
# Light that differs by more than this around one box is the edge of a shadow.
_SHADOW_EDGE: Final = 0.84
# Where the paper around a box is looked at, millimetres beyond it.
_BEYOND: Final = 2.0
_EVEN: Final = 0.8
_BLACK: Final = 0.25
_LEAST_INK: Final = (0.22, 0.45)
_NOISE: Final = 5.0
_LARGEST_STROKE: Final = 15
_DROPPED: Final = 0.1
_LEAST_FITTED: Final = 12
# What a line at least stands out from the paper, of the frame's darkness and of the noise.
_FAINT: Final = 0.08
_OUT_OF_NOISE: Final = 4.0


@dataclass(frozen=True, slots=True)
class Ink:
    """What is in each box, arrays of shape ``(n,)``.

    Attributes
    ----------
    length
        Of strokes within, as so many sides of the box a line as wide as the frame would have.
    extent
        How far the largest stroke reaches, as a share of the inside.
    cover
        Share of the inside that is dark.
    faint
        Whether a line is within, be it too faint for ``length``.
    around
        Ink beside the box, in the same measure as ``length``.
    sides
        Which sides ink within touches, shape ``(n, 4)``: left, top, right, bottom.
    frame
        How much of the frame is there, from 0 to 1, beside those of the other boxes.
    seen
        Whether all of it is in the picture.
    """

    length: Floats
    extent: Floats
    cover: Floats
    faint: NDArray[np.bool_]
    around: Floats
    sides: NDArray[np.bool_]
    frame: Floats
    seen: NDArray[np.bool_]


def measure(page: FlatPage, boxes: Floats) -> Ink:
    """Measure boxes.

    Parameters
    ----------
    boxes
        Left, top and side in millimetres, shape ``(n, 3)``.

    Raises
    ------
    InputError
        ``scan-does-not-fit`` if no boxes are where they should be.
    """
    darkness, light = _darkness(page.dots)
    sides = np.round(boxes[:, 2] * DOTS).astype(int)
    places, frame = _aligned(darkness, boxes, sides)
    count = len(boxes)
    ink = Ink(
        length=np.zeros(count),
        extent=np.zeros(count),
        cover=np.zeros(count),
        faint=np.zeros(count, dtype=bool),
        around=np.zeros(count),
        sides=np.zeros((count, 4), dtype=bool),
        frame=frame,
        seen=np.zeros(count, dtype=bool),
    )
    for side in np.unique(sides):
        some = np.flatnonzero(sides == side)
        _measure(page, light, places[some], int(side), some, ink)
    return ink


def _darkness(dots: NDArray[np.uint8]) -> tuple[Floats, Floats]:
    """Tell how much darker each dot is than the paper around, and how light each millimetre is."""
    high, wide = (length // DOTS for length in dots.shape)
    blocks = dots[: high * DOTS, : wide * DOTS].reshape(high, DOTS, wide, DOTS)
    flat = blocks.transpose(0, 2, 1, 3).reshape(high, wide, -1)
    light = np.partition(flat, 48, axis=2)[:, :, 48].astype(np.float64)
    paper = scipy.ndimage.gaussian_filter(scipy.ndimage.maximum_filter(light, 5), 2)
    rows = np.minimum(np.arange(dots.shape[0]) // DOTS, high - 1)
    columns = np.minimum(np.arange(dots.shape[1]) // DOTS, wide - 1)
    shown = np.maximum(paper[np.ix_(rows, columns)], 1.0)
    return np.clip(1 - dots / shown, 0, 1), light


# Where each box is -------------------------------------------------------------------------------


def _aligned(
    darkness: Floats, boxes: Floats, sides: NDArray[np.int_]
) -> tuple[NDArray[np.int_], Floats]:
    """Find where the frame of each box came to lie: upper left corners in dots, and how clearly."""
    planned = np.round(boxes[:, :2] * DOTS).astype(int)
    steps = np.arange(-_REACH, _REACH + 1)
    across, down = (one.ravel() for one in np.meshgrid(steps, steps))
    # Marker ink must not outweigh the frame.
    lines = np.minimum(darkness, 0.5)
    pad = _REACH + int(sides.max()) + 4
    lines = np.pad(lines, pad)
    score = np.empty((len(boxes), len(across)))
    for side in np.unique(sides):
        some = np.flatnonzero(sides == side)
        rows = scipy.ndimage.uniform_filter1d(lines, int(side), axis=1, origin=-(int(side) // 2))
        columns = scipy.ndimage.uniform_filter1d(lines, int(side), axis=0, origin=-(int(side) // 2))
        x = planned[some, 0, None] + across + pad
        y = planned[some, 1, None] + down + pad
        x, y = (
            np.clip(x, 0, lines.shape[1] - side - 1),
            np.clip(y, 0, lines.shape[0] - side - 1),
        )
        parts = (rows[y, x], rows[y + side, x], columns[y, x], columns[y, x + side])
        # Lines of tables have one or two sides in common with a box, never all four.
        score[some] = 0.4 * np.mean(parts, axis=0) + 0.6 * np.min(parts, axis=0)
    usual = np.median(score, axis=1)
    apart = np.hypot(across, down) / _REACH
    best = np.argmax(score - 0.05 * apart * score.max(axis=1, keepdims=True), axis=1)
    found = np.column_stack([across[best], down[best]])
    clear = (score[np.arange(len(best)), best] - usual) / np.maximum(score.max(axis=1), 1e-6)
    drift = _smooth(boxes[:, :2], found.astype(np.float64), clear)
    if np.median(clear) < _STANDS_OUT:
        raise InputError("scan-does-not-fit")
    # Frames lie where those around them do: a stroke beside one must not pull it away.
    astray = np.hypot(across - drift[:, :1], down - drift[:, 1:])
    near = np.where(astray <= _NEAR, score - 0.02 * astray / _NEAR, -1.0)
    best = np.argmax(near, axis=1)
    found = np.column_stack([across[best], down[best]])
    seen = score[np.arange(len(best)), best]
    return planned + found, np.clip(seen / max(float(np.median(seen)), 1e-6), 0, 1)


def _smooth(places: Floats, drift: Floats, weight: Floats) -> Floats:
    """Smooth what boxes drifted over the page, those that stick out left aside."""
    if len(places) < _LEAST_FITTED:
        return np.broadcast_to(np.median(drift, axis=0), drift.shape)
    x, y = ((places - places.mean(axis=0)) / np.maximum(np.ptp(places, axis=0), 20.0)).T
    terms = np.column_stack([np.ones_like(x), x, y, x * y, x * x, y * y])
    trust = np.clip(weight, 0.01, 1)
    fitted = np.broadcast_to(np.median(drift, axis=0), drift.shape)
    for _ in range(6):
        off = np.hypot(*(drift - fitted).T)
        scale = max(float(np.median(off)) * 1.5, 0.7)
        root = np.sqrt(trust / (1 + (off / scale) ** 2))[:, None]
        # A little ridge, so that few boxes do not bend the page.
        ridge = np.diag([0, 0.1, 0.1, 0.3, 0.3, 0.3])
        left, right = np.vstack([terms * root, ridge]), np.vstack([drift * root, np.zeros((6, 2))])
        fitted = terms @ np.linalg.lstsq(left, right, rcond=None)[0]
    return np.asarray(fitted)


# What is in it -----------------------------------------------------------------------------------


def _measure(
    page: FlatPage,
    light: Floats,
    places: NDArray[np.int_],
    side: int,
    some: NDArray[np.intp],
    ink: Ink,
) -> None:
    """Measure boxes of one size and enter it at ``some``."""
    window = side + 2 * _AROUND + 1
    reach = np.arange(window) - _AROUND
    y = places[:, 1, None, None] + reach[:, None]
    x = places[:, 0, None, None] + reach[None, :]
    within = (y >= 0) & (x >= 0) & (y < page.dots.shape[0]) & (x < page.dots.shape[1])
    y, x = np.clip(y, 0, page.dots.shape[0] - 1), np.clip(x, 0, page.dots.shape[1] - 1)
    shown = page.dots[y, x].astype(np.float64)
    paper = _paper(shown, reach, side, _in_shadow(light, places, side))
    # No shadow makes paper black: ink goes far beyond such a box, and its paper cannot be seen.
    bare = np.median(paper, axis=(1, 2)) >= _BLACK * np.median(light)
    ink.seen[some] = (within & page.seen[y, x]).all(axis=(1, 2)) & bare
    dark = 1 - shown / np.maximum(paper, 1.0)
    # Distance of each dot from the frame, outwards negative.
    inward = np.minimum(reach, side - reach)
    depth = np.minimum(inward[:, None], inward[None, :])
    profile = _profile(dark, inward, side)
    line = profile[:, _AROUND - 1 : _AROUND + 2].max(axis=1)
    usual = float(np.median(line))
    strength = np.clip(line, 0.75 * usual, 1.25 * usual)
    strength = np.maximum(strength, 0.05)
    shape = np.median(profile / np.maximum(strength[:, None], 0.05), axis=0)
    width = max(float(np.clip(shape, 0, None).sum()), 1.5)
    inset = 2
    while inset < side // 4 and shape[_AROUND + inset] > _DROPPED:
        inset += 1
    inset += 1
    lines = dark / strength[:, None, None]
    smooth = scipy.ndimage.gaussian_filter(lines, (0, 0.7, 0.7))
    inner, outer = depth >= inset, (depth <= -3) & (depth >= -_AROUND + 1)
    # What is lighter than most is noise alone, whatever is drawn in a box.
    middle, low = np.percentile(smooth[:, inner], (50, 16), axis=1)
    noise = float(np.percentile(middle - low, 10))
    least = float(np.clip(_NOISE * noise, *_LEAST_INK))
    inked = smooth > least
    inside = side - 2 * inset + 1
    unit = inside * width
    weight = np.clip(smooth, 0, 1.5) * inked
    ink.length[some] = weight[:, inner].sum(axis=1) / unit
    ink.around[some] = weight[:, outer].sum(axis=1) / unit
    ink.faint[some] = clearest_line(lines, depth, inset) > max(_FAINT, _OUT_OF_NOISE * noise)
    ink.cover[some] = (smooth[:, inner] > 0.5).mean(axis=1)
    first, last = _AROUND + inset, _AROUND + side - inset + 1
    held = inked[:, first:last, first:last]
    ink.extent[some] = _extents(held, weight[:, first:last, first:last])
    ink.sides[some] = np.column_stack(
        [
            held[:, :, 0].any(axis=1),
            held[:, 0].any(axis=1),
            held[:, :, -1].any(axis=1),
            held[:, -1].any(axis=1),
        ]
    )


def _in_shadow(light: Floats, places: NDArray[np.int_], side: int) -> NDArray[np.bool_]:
    """Tell at which boxes a shadow may end: it goes on beyond the box, as no stroke does."""
    middle = (places + side / 2) / DOTS
    far = side / 2 / DOTS + _BEYOND
    around = np.array([(-1, -1), (0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0)])
    at = np.round(middle[:, None] + around * far - 0.5).astype(int)
    lights = np.zeros(at.shape[:2])
    for right in (0, 1):
        for down in (0, 1):
            x = np.clip(at[:, :, 0] + right, 0, light.shape[1] - 1)
            y = np.clip(at[:, :, 1] + down, 0, light.shape[0] - 1)
            lights = np.maximum(lights, light[y, x])
    dark = lights < _SHADOW_EDGE * lights.max(axis=1, keepdims=True)
    # Three in a row: filled boxes stand on two sides at most.
    runs = [np.roll(dark, turn, axis=1) for turn in (-1, 0, 1)]
    return np.asarray(np.all(runs, axis=0).any(axis=1))


def _paper(
    shown: Floats, reach: NDArray[np.int_], side: int, in_shadow: NDArray[np.bool_]
) -> Floats:
    """Tell how light the paper is under each dot."""
    ends = reach[0] + 1, -3
    far = side + 3, reach[-1] - 1
    bands = (ends, far)
    # Eight stretches around the box: the light of the paper at the middle of each.
    places, lights, darkest = [], [], []
    thirds = np.linspace(-3, side + 3, 3)
    for low, high in bands:
        band = (reach >= low) & (reach <= high)
        for start, end in pairwise(thirds):
            along = (reach >= start) & (reach <= end)
            middle, across = (start + end) / 2, (low + high) / 2
            for rows, columns, place in (
                (band, along, (middle, across)),
                (along, band, (across, middle)),
            ):
                stretch = shown[:, rows][:, :, columns].reshape(len(shown), -1)
                low_light, high_light = np.percentile(stretch, (20, 75), axis=1)
                lights.append(high_light)
                darkest.append(low_light)
                places.append((1.0, *place))
    light = np.column_stack(lights)
    terms = np.array(places)
    plane = np.linalg.lstsq(terms, light.T, rcond=None)[0]
    for _ in range(2):
        # What lies far under the plane is ink.
        fitted = terms @ plane
        light = np.where(0.93 * fitted > light.T, fitted, light.T).T
        plane = np.linalg.lstsq(terms, light.T, rcond=None)[0]
    # A shadow is even and never quite black; ink that covers a stretch is neither.
    whole, low = np.column_stack(lights), np.column_stack(darkest)
    lightest = whole.max(axis=1, keepdims=True)
    dim = whole < _SHADOW_EDGE * lightest
    even = (low > _EVEN * whole) & (low > _BLACK * lightest)
    shaded = in_shadow & dim.any(axis=1) & (even | ~dim).all(axis=1)
    y, x = np.meshgrid(reach, reach, indexing="ij")
    paper = (
        plane[0][:, None, None]
        + plane[1][:, None, None] * x[None]
        + plane[2][:, None, None] * y[None]
    )
    if shaded.any():
        stroke = (1, _LARGEST_STROKE, _LARGEST_STROKE)
        closed = scipy.ndimage.grey_closing(shown[shaded], size=stroke)
        paper[shaded] = np.minimum(paper[shaded], scipy.ndimage.gaussian_filter(closed, (0, 1, 1)))
    return np.asarray(paper)


def _profile(dark: Floats, inward: NDArray[np.int_], side: int) -> Floats:
    """Tell how dark each frame is across its line, shape ``(n, window // 2)``: inwards."""
    middle = inward > side // 4
    depth = np.arange(-_AROUND, side // 3)
    found = []
    for one in depth:
        near, far = one + _AROUND, side - one + _AROUND
        edges = np.concatenate(
            [
                dark[:, near, middle],
                dark[:, far, middle],
                dark[:, middle, near],
                dark[:, middle, far],
            ],
            axis=1,
        )
        found.append(np.median(edges, axis=1))
    return np.column_stack(found)


def _extents(held: NDArray[np.bool_], weight: Floats) -> Floats:
    """Tell how far the heaviest stroke of each box reaches, as a share of its inside."""
    found = np.zeros(len(held))
    for at in np.flatnonzero(held.any(axis=(1, 2))):
        labels, count = scipy.ndimage.label(held[at], structure=np.ones((3, 3)))
        heavy = 1 + int(
            np.argmax(scipy.ndimage.sum_labels(weight[at], labels, np.arange(1, count + 1)))
        )
        rows, columns = np.nonzero(labels == heavy)
        found[at] = max(np.ptp(rows), np.ptp(columns)) + 1
    return np.asarray(found / held.shape[1])
