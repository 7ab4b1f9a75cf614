"""Scans and photos of ticked sheets as offices make them, drawn from the sheets' own pages.

Each picture is made in the order in which it comes about: pens on paper, then the copier, scanner
or phone. What somebody meant with each box is known, so that a reading can be compared with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["ALIKE", "HELD_OUT", "SEEN", "Ranges", "Simulated", "simulate"]

Grey = NDArray[Any]
Paper = NDArray[Any]
Meant = Literal["empty", "ticked", "taken back"]
Random = np.random.Generator

INK_DOTS: Final = 12.0
"""Dots a millimetre of the page on which pens write (305 to the inch)."""


@dataclass(frozen=True)
class Ranges:
    """From where to where each fault of a picture goes; lowest and highest."""

    turn: tuple[float, float] = (-3.0, 3.0)  # degrees on the glass of a scanner
    dots: tuple[float, float] = (100.0, 300.0)  # a scanner's, to the inch
    photo_dots: tuple[float, float] = (110.0, 260.0)  # where the page is nearest
    tilt: tuple[float, float] = (0.0, 0.12)  # share of the page that perspective takes
    photo_turn: tuple[float, float] = (-8.0, 8.0)
    bend: tuple[float, float] = (0.0, 1.2)  # millimetres that paper is not flat
    blur: tuple[float, float] = (0.0, 0.22)  # standard deviation in millimetres
    shadow: tuple[float, float] = (0.35, 0.95)  # light that is left in a shadow
    light: tuple[float, float] = (0.5, 1.05)
    noise: tuple[float, float] = (0.5, 7.0)
    jpeg: tuple[int, int] = (45, 95)
    threshold: tuple[float, float] = (0.55, 0.8)  # of a copier that knows black and white
    pencil: tuple[float, float] = (0.35, 0.75)  # darkness
    pen: tuple[float, float] = (0.6, 0.95)
    fit: tuple[float, float] = (0.94, 1.0)  # printers that make pages fit
    ticked: tuple[float, float] = (0.1, 0.7)
    # How many of a hundred people mark boxes how, and with what.
    habits: Mapping[str, int] = field(
        default_factory=lambda: {
            "tick": 52,
            "cross": 14,
            "slash": 10,
            "circle": 6,
            "filled": 3,
            "mixed": 15,
        }
    )
    mixed: tuple[str, ...] = ("tick", "cross", "slash", "circle")
    pens: Mapping[str, int] = field(
        default_factory=lambda: {
            "ballpoint": 40,
            "gel": 20,
            "pencil": 20,
            "light pencil": 8,
            "marker": 12,
        }
    )


SEEN: Final = Ranges()
"""What the reading was written against."""

HELD_OUT: Final = Ranges(
    turn=(-4.5, 4.5),
    dots=(95.0, 320.0),
    photo_dots=(100.0, 280.0),
    tilt=(0.0, 0.18),
    photo_turn=(-20.0, 20.0),
    bend=(0.0, 1.6),
    blur=(0.0, 0.26),
    shadow=(0.3, 0.9),
    light=(0.4, 1.1),
    noise=(0.0, 9.0),
    jpeg=(35, 97),
    threshold=(0.5, 0.82),
    pencil=(0.3, 0.7),
    pen=(0.55, 1.0),
    fit=(0.92, 1.02),
    ticked=(0.03, 0.85),
)
"""Further than that, for figures that nothing was adapted to."""

_EVERY: Final = ("tick", "cross", "slash", "circle", "filled", "scrawl")
ALIKE: Final = replace(
    HELD_OUT,
    habits=dict.fromkeys((*_EVERY, "mixed"), 1),
    mixed=_EVERY,
    pens=dict.fromkeys(SEEN.pens, 1),
)
"""Every kind of stroke and every pen as often as the others, which no office has."""


@dataclass
class Simulated:
    """A picture of a page.

    Attributes
    ----------
    meant
        What somebody meant with each box, in the order of the boxes.
    strokes
        With what kind of stroke; empty where there is none.
    pens
        With what each was drawn.
    faults
        What befell the page, in words.
    """

    picture: Grey
    meant: list[Meant]
    strokes: list[str]
    pens: list[str]
    made_by: str
    faults: list[str] = field(default_factory=list)

    def encoded(self, quality: int = 90) -> bytes:
        """Give the picture as a JPEG file."""
        return bytes(cv2.imencode(".jpg", self.picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1])


def simulate(page: Grey, boxes: Sequence[Any], seed: int, ranges: Ranges = SEEN) -> Simulated:
    """Tick some boxes of a page and make a picture of it.

    Parameters
    ----------
    page
        The page in grey, :data:`INK_DOTS` a millimetre.
    boxes
        With ``x``, ``y`` and ``side`` in millimetres, and ``whose`` they are.
    """
    made = np.random.default_rng(seed)
    paper = page.astype(np.float32) / 255
    made_by = str(made.choice(["scanner", "copier", "photo", "chat"], p=[0.25, 0.2, 0.3, 0.25]))
    pen = _Pen(made, ranges)
    meant, strokes, pens = _ticked(paper, boxes, pen, made, ranges)
    told = Simulated(page, meant, strokes, pens, made_by)
    _written_notes(paper, boxes, made, told)
    if made.random() < 0.1:
        _stain(paper, made)
        told.faults.append("stain")
    if made.random() < 0.5:
        told.faults.append("printed to fit")
    fit = made.uniform(*ranges.fit) if told.faults[-1:] == ["printed to fit"] else 1.0
    if made_by in ("photo", "chat"):
        picture = _photo(paper, fit, made, ranges, told)
    else:
        picture = _scan(paper, fit, made, ranges, told)
    quality = int(made.integers(*ranges.jpeg))
    if made_by != "copier" or made.random() < 0.5:
        coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        picture = np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
        told.faults.append("jpeg" if quality >= 60 else "strong jpeg")
    if made.random() < 0.15:
        picture = np.ascontiguousarray(np.rot90(picture, int(made.integers(1, 4))))
        told.faults.append("turned")
    told.picture = picture
    return told


# Pens on paper -----------------------------------------------------------------------------------


class _Pen:
    """What one person writes with, on one page."""

    def __init__(self, made: Random, ranges: Ranges) -> None:
        self.made = made
        self.kind = _one_of(ranges.pens, made)
        low, high = ranges.pencil
        self.dark = {
            "pencil": made.uniform((low + high) / 2, high),
            "light pencil": made.uniform(low, (low + high) / 2),
            "marker": made.uniform(0.85, 1.0),
        }.get(self.kind, made.uniform(*ranges.pen))
        self.wide = {
            "ballpoint": made.uniform(0.3, 0.5),
            "gel": made.uniform(0.35, 0.7),
            "marker": made.uniform(0.9, 1.8),
        }.get(self.kind, made.uniform(0.4, 0.8))

    def draw(self, paper: Paper, line: NDArray[np.float64]) -> None:
        """Draw a line through points in millimetres, pressed unevenly."""
        pad = self.wide + 0.5
        left, top = np.floor((line.min(axis=0) - pad) * INK_DOTS).astype(int)
        right, bottom = np.ceil((line.max(axis=0) + pad) * INK_DOTS).astype(int)
        left, top = max(left, 0), max(top, 0)
        right, bottom = min(right, paper.shape[1]), min(bottom, paper.shape[0])
        if right <= left or bottom <= top:
            return
        ink = np.zeros((bottom - top, right - left), dtype=np.uint8)
        dots = np.round((line * INK_DOTS - (left, top)) * 16).astype(np.int32)
        thick = max(round(self.wide * INK_DOTS * self.made.uniform(0.85, 1.15)), 1)
        cv2.polylines(ink, [dots.reshape(-1, 1, 2)], False, 255, thick, cv2.LINE_AA, 4)
        share = ink.astype(np.float32) / 255
        if "pencil" in self.kind:
            grain = self.made.uniform(0.55, 1.15, share.shape).astype(np.float32)
            share *= cv2.GaussianBlur(grain, (0, 0), 0.8)
        elif self.kind == "ballpoint" and self.made.random() < 0.3:
            # It skips now and then.
            fade = self.made.uniform(0.35, 1.1, (4, 4)).astype(np.float32)
            share *= cv2.resize(fade, share.shape[::-1], interpolation=cv2.INTER_CUBIC)
        dark = self.dark * self.made.uniform(0.9, 1.1)
        under = paper[top:bottom, left:right]
        np.multiply(under, 1 - np.clip(share * dark, 0, 0.98), out=under)


def _one_of(shares: Mapping[str, int], made: Random) -> str:
    weights = np.array([*shares.values()])
    return str(made.choice([*shares], p=weights / weights.sum()))


def _curve(
    points: Sequence[tuple[float, float]], wobble: float, made: Random
) -> NDArray[np.float64]:
    """Draw through points as a hand does."""
    fixed = np.array(points, dtype=np.float64)
    along = np.linspace(0, len(fixed) - 1, 12 * (len(fixed) - 1) + 1)
    line = np.column_stack(
        [np.interp(along, np.arange(len(fixed)), fixed[:, axis]) for axis in (0, 1)]
    )
    shake = made.normal(0, wobble, line.shape)
    kernel = np.ones(5) / 5
    smooth = np.column_stack([np.convolve(shake[:, axis], kernel, "same") for axis in (0, 1)])
    return line + smooth


_MEANT: Final[Mapping[str, Meant]] = {"": "empty", "taken back": "taken back"}


def _ticked(
    paper: Paper, boxes: Sequence[Any], pen: _Pen, made: Random, ranges: Ranges
) -> tuple[list[Meant], list[str], list[str]]:
    share = made.uniform(*ranges.ticked)
    habit = _one_of(ranges.habits, made)
    careless = made.uniform(0.1, 0.6)
    strokes = [""] * len(boxes)
    for at, box in enumerate(boxes):
        if strokes[at] or made.random() > share:
            continue
        strokes[at] = str(made.choice(ranges.mixed)) if habit == "mixed" else habit
        if made.random() < 0.015:
            # Mostly because another box of that door was meant, which is then ticked.
            others = [
                other
                for other, beside in enumerate(boxes)
                if other != at and not strokes[other] and beside.whose == box.whose
            ]
            if others and made.random() < 0.6:
                strokes[int(made.choice(others))] = strokes[at]
            strokes[at] = "taken back"
    meant: list[Meant] = []
    for stroke, box in zip(strokes, boxes, strict=True):
        meant.append(_MEANT.get(stroke, "ticked"))
        for line in _strokes(stroke, box, careless, made) if stroke else ():
            pen.draw(paper, line)
    return meant, strokes, [pen.kind if stroke else "" for stroke in strokes]


def _strokes(kind: str, box: Any, careless: float, made: Random) -> list[NDArray[np.float64]]:
    """Draw a mark in a box of side 1 around the origin, then put it onto the paper."""
    wobble = made.uniform(0.01, 0.06)
    grown = made.uniform(0.75, 1.1 + 0.7 * careless)

    def near(x: float, y: float, by: float = 0.08) -> tuple[float, float]:
        return x + made.normal(0, by), y + made.normal(0, by)

    if kind == "tick":
        tail = made.uniform(0.3, 0.6 + 0.5 * careless)
        lines = [_curve([near(-0.35, 0.02), near(-0.1, 0.34), near(tail, -0.45)], wobble, made)]
    elif kind == "cross":
        lines = [
            _curve([near(-0.35, -0.35), near(0.35, 0.35)], wobble, made),
            _curve([near(0.35, -0.35), near(-0.35, 0.35)], wobble, made),
        ]
    elif kind == "slash":
        lines = [_curve([near(-0.38, 0.38), near(0.4, -0.42)], wobble, made)]
    elif kind == "circle":
        turn = np.linspace(0.3, 0.3 + 2 * np.pi * made.uniform(0.9, 1.1), 9)
        radius = made.uniform(0.28, 0.42)
        lines = [_curve([(radius * np.cos(at), radius * np.sin(at)) for at in turn], wobble, made)]
    elif kind == "scrawl":
        turn = np.linspace(0, 2 * np.pi * made.uniform(1.5, 3), 17)
        radius = 0.36 * np.linspace(1, made.uniform(0.2, 0.9), len(turn))
        around = np.column_stack([radius * np.cos(turn), radius * np.sin(turn)])
        lines = [_curve([near(x, y, 0.05) for x, y in around], wobble, made)]
    else:  # filled, or scribbled over to take a tick back
        rows = np.linspace(-0.42, 0.42, int(made.integers(6, 11)))
        reach = 0.42 if kind == "filled" else 0.6
        zigzag = [near(reach if at % 2 else -reach, row, 0.03) for at, row in enumerate(rows)]
        lines = [_curve(zigzag, wobble, made)]
        if kind == "taken back":
            lines.append(_curve([(y, x) for x, y in zigzag], wobble, made))
    middle = np.array([box.x + box.side / 2, box.y + box.side / 2])
    off = made.normal(0, 0.06 + 0.12 * careless, 2) * box.side
    angle = made.normal(0, 0.12)
    turned = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return [(line * grown * box.side) @ turned + middle + off for line in lines]


def _written_notes(paper: Paper, boxes: Sequence[Any], made: Random, told: Simulated) -> None:
    """Write beside the boxes, now and then running into one."""
    if not boxes or made.random() > 0.35:
        return
    pen = _Pen(made, SEEN)
    told.faults.append("notes")
    for at in made.choice(len(boxes), size=min(len(boxes), int(made.integers(1, 9)))):
        box = boxes[at]
        x = box.x + box.side + made.uniform(0.3, 7.0)
        y = box.y + box.side / 2
        letters = int(made.integers(2, 6))
        end = x + 3.2 * letters
        runs_in = any(
            x < other.x + other.side and other.x < end and abs(other.y - box.y) < 5
            for other in boxes
        )
        if runs_in and made.random() < 0.8:
            continue
        for _ in range(letters):
            points = [(x + made.uniform(0, 3), y + made.uniform(-1.6, 1.6)) for _ in range(4)]
            pen.draw(paper, _curve(points, 0.05, made))
            x += 3.2


def _stain(paper: Paper, made: Random) -> None:
    """Put a wet cup down."""
    high, wide = paper.shape
    ring = np.zeros((high // 4, wide // 4), dtype=np.uint8)
    middle = (int(made.uniform(0, wide / 4)), int(made.uniform(0, high / 4)))
    radius = int(made.uniform(28, 42) * INK_DOTS / 4)
    cv2.circle(ring, middle, radius, 160, int(3 * INK_DOTS / 4), cv2.LINE_AA)
    cv2.circle(ring, middle, radius, 60, -1, cv2.LINE_AA)
    soft = cv2.GaussianBlur(ring, (0, 0), 4).astype(np.float32) / 255
    paper *= 1 - made.uniform(0.12, 0.4) * cv2.resize(soft, (wide, high))


# The machine -------------------------------------------------------------------------------------


def _scan(paper: Paper, fit: float, made: Random, ranges: Ranges, told: Simulated) -> Grey:
    """Lay the page on the glass of a scanner or copier."""
    dots = made.uniform(*ranges.dots)
    if told.made_by == "copier":
        dots = max(dots, 150.0)
    told.faults.append("below 150 dpi" if dots < 150 else "150 dpi and more")
    scale = dots / 25.4 / INK_DOTS
    high, wide = (round(side * scale) for side in paper.shape)
    angle = np.radians(made.uniform(*ranges.turn))
    middle = np.array([paper.shape[1], paper.shape[0]]) / 2
    turned = (
        scale * fit * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    )
    moved = np.array([wide, high]) / 2 + made.uniform(-2, 2, 2) * dots / 25.4 - turned @ middle
    soft = cv2.GaussianBlur(paper, (0, 0), max(0.45 / scale, 0.3))
    picture = cv2.warpAffine(
        soft, np.column_stack([turned, moved]), (wide, high), borderValue=(1.0,)
    )
    blur = made.uniform(*ranges.blur) * 0.5 * dots / 25.4
    if blur > 0.3:
        picture = cv2.GaussianBlur(picture, (0, 0), blur)
    if told.made_by == "copier":
        level = made.uniform(*ranges.threshold)
        rough = picture + made.normal(0, 0.04, picture.shape)
        black = np.where(rough < level, 0, 255).astype(np.uint8)
        specks = made.random(black.shape) < made.uniform(0, 4e-4)
        black[specks] = 255 - black[specks]
        told.faults.append("copier threshold")
        return black
    picture = np.asarray(picture) * made.uniform(0.88, 1.0) + made.uniform(0, 0.08)
    grain = made.uniform(*ranges.noise) * 0.5 / 255
    picture = picture + made.normal(0, grain, picture.shape)
    return np.asarray(np.clip(picture * 255, 0, 255), dtype=np.uint8)


def _photo(paper: Paper, fit: float, made: Random, ranges: Ranges, told: Simulated) -> Grey:
    """Take a picture by hand, on a desk."""
    dots = made.uniform(*ranges.photo_dots)
    if told.made_by == "chat":
        dots = min(dots, made.uniform(115.0, 150.0))
    told.faults.append("below 150 dpi" if dots < 150 else "150 dpi and more")
    scale = dots / 25.4 / INK_DOTS
    high, wide = paper.shape
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float64)
    middle = np.array([wide, high]) / 2
    angle = np.radians(made.uniform(*ranges.photo_turn))
    turned = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    tilt = made.uniform(*ranges.tilt)
    if tilt > 0.06:
        told.faults.append("perspective")
    shrunk = 1 - made.uniform(0, tilt, (4, 1))
    seen = ((corners - middle) * shrunk) @ turned.T * scale * fit
    room = made.uniform(0.01, 0.08, 4) * max(wide, high) * scale
    low, top = seen.min(axis=0), seen.max(axis=0)
    size = np.ceil(top - low + [room[0] + room[1], room[2] + room[3]]).astype(int)
    placed = (seen - low + [room[0], room[2]]).astype(np.float32)
    through = cv2.getPerspectiveTransform(corners.astype(np.float32), placed)
    soft = cv2.GaussianBlur(paper, (0, 0), max(0.45 / scale, 0.3))
    bend = made.uniform(*ranges.bend)
    if bend > 0.3:
        told.faults.append("bent")
        soft = _bent(soft, bend, made)
    out = (int(size[0]), int(size[1]))
    picture: Grey = cv2.warpPerspective(soft, through, out, flags=cv2.INTER_LINEAR)
    on_page = cv2.warpPerspective(np.ones_like(paper), through, out)
    desk = made.uniform(0.1, 0.6) + 0.05 * np.sin(np.arange(out[1])[:, None] / made.uniform(3, 30))
    picture = picture * on_page + desk.astype(np.float32) * (1 - on_page)
    picture *= _light(out, made, ranges, told)
    blur = made.uniform(*ranges.blur) * dots / 25.4
    if blur > 0.3:
        picture = cv2.GaussianBlur(picture, (0, 0), blur)
    if blur > 0.12 * dots / 25.4:
        told.faults.append("blurred")
    grain = made.uniform(*ranges.noise)
    if grain > 4:
        told.faults.append("noise")
    picture += made.normal(0, grain / 255, picture.shape)
    return np.clip(picture * 245, 0, 255).astype(np.uint8)


def _bent(paper: Paper, bend: float, made: Random) -> Paper:
    """Let the paper roll up a little: what is printed moves by fractions of a millimetre."""
    high, wide = paper.shape
    wave = made.uniform(0.6, 1.6)
    phase = made.uniform(0, 6)
    rows, columns = np.arange(high, dtype=np.float32), np.arange(wide, dtype=np.float32)
    down = bend * INK_DOTS * np.sin(wave * np.pi * columns / wide + phase)
    across = 0.4 * bend * INK_DOTS * np.sin(wave * np.pi * rows / high + phase)
    x = (columns[None, :] + across[:, None]).astype(np.float32)
    y = (rows[:, None] + down[None, :]).astype(np.float32)
    bent: Paper = cv2.remap(paper, x, y, cv2.INTER_LINEAR, borderValue=(1.0,)).astype(np.float32)
    return bent


def _light(
    size: tuple[int, int], made: Random, ranges: Ranges, told: Simulated
) -> NDArray[np.float32]:
    """Light from one side, and perhaps the shadow of the phone and a hand."""
    wide, high = size
    x, y = np.linspace(-1, 1, wide)[None, :], np.linspace(-1, 1, high)[:, None]
    toward = made.uniform(0, 2 * np.pi)
    strength = made.uniform(0, 0.25)
    light = made.uniform(*ranges.light) * (1 + strength * (np.cos(toward) * x + np.sin(toward) * y))
    if made.random() < 0.5:
        told.faults.append("shadow")
        edge = np.cos(toward) * (x - made.uniform(-0.8, 0.8)) + np.sin(toward) * (
            y - made.uniform(-0.8, 0.8)
        )
        softness = made.uniform(0.01, 0.2)
        dark = 1 / (1 + np.exp(-np.clip(edge / softness, -30, 30)))
        light = light * (1 - (1 - made.uniform(*ranges.shadow)) * dark)
    shown: NDArray[np.float32] = light.astype(np.float32)
    return shown
