"""How wide words become on paper, in the font that prints them."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final

from PIL import ImageFont

from gridmap.errors import InputError

__all__ = [
    "FONT",
    "POINT",
    "cut_to",
    "fitting",
    "font_family",
    "font_folder",
    "set_in",
    "width_of",
    "wrapped",
]

FONT: Final = "Noto Sans SC"
"""Family in which sheets are set: simplified Chinese with rare characters, from 100 to 900."""

POINT: Final = 25.4 / 72
"""Millimetres in a typographic point."""

_SIZE: Final = 200
_BOLD: Final = 700
_REGULAR: Final = 400
# What no line begins with, and what none ends with.
_NEVER_FIRST: Final = "，。、；：！？）》〉」』】”’…·"
_NEVER_LAST: Final = "（《〈「『【“‘"
# Nobody reads smaller type.
_LEAST: Final = 7.0
# A font of one's own, and a character that no font has.
_OWN: ContextVar[Path | None] = ContextVar("own font", default=None)
_FONTS: Final = frozenset({".ttf", ".otf"})
_NOTHING: Final = "\U0010fffe"


def font_folder() -> Path:
    """Tell the folder that has the font, and no other."""
    return Path(str(files("justmytype_intl_cjk") / "fonts" / "ofl" / "notosanssc"))


@cache
def _font(weight: int) -> ImageFont.FreeTypeFont:
    return _opened(next(font_folder().glob("*.ttf")), weight)


def font_family(font: Path) -> str:
    """Read the name of a font's family.

    Raises
    ------
    InputError
        ``font-unreadable`` if the file is no font.
    """
    try:
        return str(_opened(font).getname()[0])
    except OSError as error:
        raise InputError("font-unreadable", file=font) from error


def _opened(file: Path, weight: int = _REGULAR) -> ImageFont.FreeTypeFont:
    """Open a font, in a weight where it has several."""
    font = ImageFont.truetype(str(file), _SIZE, layout_engine=ImageFont.Layout.BASIC)
    with suppress(OSError):  # most fonts have one
        axes = font.get_variation_axes()
        font.set_variation_by_axes(
            [weight if axis["name"] == b"Weight" else axis["default"] or 0 for axis in axes]
        )
    return font


@contextmanager
def set_in(font: Path | None) -> Iterator[None]:
    """Measure words in a font of one's own, where it has their letters.

    Raises
    ------
    InputError
        As :func:`font_family`.
    """
    if font is not None:
        font_family(font)
    before = _OWN.set(font)
    try:
        yield
    finally:
        _OWN.reset(before)


@cache
def _own(file: Path, *, bold: bool) -> ImageFont.FreeTypeFont:
    """Open a font as the typesetter does: bold letters from its family, if there are any."""
    font = _opened(file, _BOLD if bold else _REGULAR)
    if not bold:
        return font
    wanted = font_family(file), "Bold"
    for other in file.parent.iterdir():
        # Others in the folder need not be fonts.
        with suppress(OSError):
            if other.suffix.lower() in _FONTS and (beside := _opened(other)).getname() == wanted:
                return beside
    return font


@cache
def _has(file: Path, letter: str) -> bool:
    font = _own(file, bold=False)
    return bytes(font.getmask(letter)) != bytes(font.getmask(_NOTHING))


@cache
def _length(text: str, own: Path | None, *, bold: bool) -> float:
    """Measure a line of text in its own size."""
    noto = _font(_BOLD if bold else _REGULAR)
    if own is None:
        plain = noto.getlength(text) / _SIZE
    else:
        fonts = {True: _own(own, bold=bold), False: noto}
        runs = groupby(text, key=lambda letter: letter == " " or _has(own, letter))
        plain = sum(fonts[known].getlength("".join(run)) for known, run in runs) / _SIZE
    if text.isascii():
        return plain
    # Between Chinese and Latin the typesetter leaves a quarter of an em.
    return plain + 0.25 * sum(_meet(one, other) for one, other in pairwise(text))


def width_of(text: str, points: float, *, bold: bool = False) -> float:
    """Measure a line of text in millimetres.

    Parameters
    ----------
    points
        Size of the type.
    """
    return _length(text, _OWN.get(), bold=bold) * points * POINT


def _meet(one: str, other: str) -> bool:
    return (_is_wide(one) and other.isascii() and other.isalnum()) or (
        _is_wide(other) and one.isascii() and one.isalnum()
    )


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) == "W" and letter.isalpha()


def wrapped(text: str, width: float, points: float, *, most: int | None = None) -> list[str]:
    """Break a text into lines no wider than ``width`` millimetres, between any two characters.

    Latin words are kept whole where a line holds them. Of more than ``most`` lines the last one
    ends in an ellipsis.
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if width_of(line + piece.rstrip(), points) <= width:
            line += piece
            continue
        if line:
            lines.append(line.rstrip())
        line = ""
        for letter in piece.lstrip():
            # A word longer than a line is broken where the line ends.
            if line and width_of(line + letter, points) > width:
                lines.append(line)
                line = ""
            line += letter
    if line.strip() or not lines:
        lines.append(line.rstrip())
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], cut_to(f"{lines[most - 1]}…", width, points)]


def cut_to(text: str, width: float, points: float, *, bold: bool = False) -> str:
    """Shorten a line to ``width`` millimetres, with an ellipsis where something is left out."""
    if width_of(text, points, bold=bold) <= width:
        return text
    kept = bisect_right(
        range(1, len(text)),
        width,
        key=lambda letters: width_of(f"{text[:letters]}…", points, bold=bold),
    )
    return f"{text[:kept].rstrip()}…"


def fitting(
    lines: Sequence[str], width: float, points: float, *, bold: bool = False
) -> Iterator[tuple[str, float]]:
    """Give lines in the largest size in which all of them fit, cut where even the least does not.

    Parameters
    ----------
    width
        In millimetres.
    points
        The largest size.
    """
    widest = max(width_of(line, points, bold=bold) for line in lines)
    size = max(points * min(1.0, width / max(widest, 1e-9)), _LEAST)
    for line in lines:
        yield cut_to(line, width + 0.01, size, bold=bold), size


def _pieces(text: str) -> list[str]:
    """Take a text apart where a line may end: around each Chinese character, after a space."""
    pieces: list[str] = []
    for letter in text:
        before = pieces[-1][-1] if pieces else " "
        joins = letter.isascii() and before.isascii() and before != " "
        if joins or (pieces and (letter in _NEVER_FIRST or before in _NEVER_LAST)):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces
