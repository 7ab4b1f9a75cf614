"""How wide words become on paper, in the font that prints them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final

from PIL import ImageFont

from gridmap.errors import Finding, InputError

__all__ = [
    "FONTS",
    "POINT",
    "boxed_finding",
    "cut_to",
    "fitting",
    "font_family",
    "fonts_for",
    "lacking",
    "set_in",
    "width_of",
    "wrapped",
]

FONTS: Final = ("Noto Sans SC", "Noto Sans JP", "Noto Sans TC", "Noto Sans KR")
"""Families in which sheets are set: simplified Chinese, and where that lacks a character (𠮷, 한)
the next that has it; all from 100 to 900."""

POINT: Final = 25.4 / 72
"""Millimetres in a typographic point."""

_SIZE: Final = 200
_BOLD: Final = 700
_REGULAR: Final = 400
# What no line begins with, and what none ends with.
_NEVER_FIRST: Final = "，。、；：！？）》〉」』】”’…·"
_NEVER_LAST: Final = "（《〈「『【“‘"
# What houses and their parts are counted in stays with its number.
_COUNTED: Final = re.compile(r"[A-Za-z\d#]+ ?(?:单元|[号栋幢座户楼层室])+")
# Nobody reads smaller type.
_LEAST: Final = 7.0
# A font of one's own, and a character that no font has.
_OWN: ContextVar[Path | None] = ContextVar("own font", default=None)
_FONTS: Final = frozenset({".ttf", ".otf"})
_NOTHING: Final = "\U0010fffe"
# Of characters that no font has so many are named.
_NAMED: Final = 8


@cache
def _file(family: str) -> Path:
    folder = files("justmytype_intl_cjk") / "fonts" / "ofl" / family.replace(" ", "").lower()
    return next(Path(str(folder)).glob("*.ttf"))


def fonts_for(letters: Iterable[str], own: Path | None) -> tuple[list[str], list[str]]:
    """Tell families and folders of the fonts that characters are set in, as few as do."""
    used = {_file_of(letter, own) for letter in letters}
    families = [one for at, one in enumerate(FONTS) if at == 0 or _file(one) in used]
    folders = [str(_file(one).parent) for one in families]
    if own is None:
        return families, folders
    return [font_family(own), *families], [*folders, str(own.parent.resolve())]


@cache
def _font(file: Path, weight: int) -> ImageFont.FreeTypeFont:
    return _opened(file, weight)


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
    return bytes(_font(file, _REGULAR).getmask(letter)) != _nothing(file)


@cache
def _nothing(file: Path) -> bytes:
    return bytes(_font(file, _REGULAR).getmask(_NOTHING))


@cache
def _file_of(letter: str, own: Path | None) -> Path | None:
    """Find the font that a character is set in; ``None`` if no font has it."""
    files = (*(() if own is None else (own,)), *map(_file, FONTS))
    return next((file for file in files if letter == " " or _has(file, letter)), None)


def lacking(letters: Iterable[str], own: Path | None) -> list[str]:
    """Tell which characters no font has, one of one's own among them.

    Examples
    --------
    >>> lacking("茨𠮷한\U0001f600", None)
    ['😀']
    """
    return sorted(one for one in letters if _is_seen(one) and _file_of(one, own) is None)


def _is_seen(letter: str) -> bool:
    """Tell whether a character is drawn: blanks, controls and those that choose a form are not."""
    hidden = unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp", "Zs"}
    return not hidden and "VARIATION SELECTOR" not in unicodedata.name(letter, "")


def boxed_finding(boxed: Sequence[str]) -> list[Finding]:
    """Tell which characters came out as boxes, if any did."""
    if not boxed:
        return []
    named = ", ".join(f"{one} (U+{ord(one):04X})" for one in boxed[:_NAMED])
    characters = named + (" …" if len(boxed) > _NAMED else "")
    return [Finding("characters-boxed", fields={"characters": characters})]


@cache
def _length(text: str, own: Path | None, *, bold: bool) -> float:
    """Measure a line of text in its own size."""
    weight = _BOLD if bold else _REGULAR
    first = _file(FONTS[0])
    plain = 0.0
    for file, run in groupby(text, key=lambda letter: _file_of(letter, own) or first):
        font = _own(file, bold=bold) if file == own else _font(file, weight)
        plain += font.getlength("".join(run)) / _SIZE
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


def wrapped(
    text: str, width: float, points: float, *, most: int | None = None, bold: bool = False
) -> list[str]:
    """Break a text into lines no wider than ``width`` millimetres, between any two characters.

    Latin words are kept whole where a line holds them. Of more than ``most`` lines the last one
    ends in an ellipsis.
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if width_of(line + piece.rstrip(), points, bold=bold) <= width:
            line += piece
            continue
        if line:
            lines.append(line.rstrip())
        line = ""
        for letter in piece.lstrip():
            # A word longer than a line is broken where the line ends.
            if line and width_of(line + letter, points, bold=bold) > width:
                lines.append(line)
                line = ""
            line += letter
    if line.strip() or not lines:
        lines.append(line.rstrip())
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], cut_to(f"{lines[most - 1]}…", width, points, bold=bold)]


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
    """Take a text apart where a line may end: around each Chinese character, after a space.

    Examples
    --------
    >>> _pieces("建设路12号2单元A 栋")
    ['建', '设', '路', '12号', '2单元', 'A 栋']
    """
    inside = {
        at for found in _COUNTED.finditer(text) for at in range(found.start() + 1, found.end())
    }
    pieces: list[str] = []
    for at, letter in enumerate(text):
        before = pieces[-1][-1] if pieces else " "
        joins = at in inside or (letter.isascii() and before.isascii() and before != " ")
        if joins or (pieces and (letter in _NEVER_FIRST or before in _NEVER_LAST)):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces
