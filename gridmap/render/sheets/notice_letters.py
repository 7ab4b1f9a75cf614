"""Letters to households: their address, a text, whom to call, and how to check a visitor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gridmap.render.sheets.letters import POINT, fitting, width_of, wrapped
from gridmap.render.sheets.pages import Heading, LaidPage, Picture, Words
from gridmap.render.sheets.paper import Paper, page
from gridmap.render.sheets.square_code import square_code
from gridmap.render.sheets.strokes import rule, svg_of
from gridmap.words import Language, say

__all__ = ["LetterPaper", "NoticeLetter", "notice_letters"]

_LEADING: Final = 1.75
# A blank line parts paragraphs; it is less than a line.
_BLANK: Final = 0.7
_MOST_LINES_TO: Final = 3
# The middle of the first line of the address.
_TO: Final = 14.0


class LetterPaper(StrEnum):
    """How large a letter is."""

    A4 = "A4"
    A5 = "A5"  # two side by side on A4, to be cut


@dataclass(frozen=True, slots=True)
class NoticeLetter:
    """A letter to one household.

    Attributes
    ----------
    to
        Its address and door.
    heading, body
        Text; lines of the body end as they do there.
    """

    to: str
    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class _Leaf:
    """What one letter is laid on: millimetres, and points of its type."""

    width: float
    height: float
    margin: float
    heading: float
    text: float
    small: float
    phone: float

    @property
    def inner(self) -> float:
        return self.width - 2 * self.margin

    @property
    def line(self) -> float:
        """From one line of small type to the next."""
        return self.small * POINT * 1.5


_LEAVES: Final = {
    LetterPaper.A4: _Leaf(210, 297, 24, 22, 15, 13, 24),
    LetterPaper.A5: _Leaf(148.5, 210, 15, 17, 11.5, 10.5, 18),
}


def notice_letters(
    letters: Iterable[NoticeLetter],
    *,
    lang: Language,
    paper: LetterPaper = LetterPaper.A4,
    duty_phone: str | None = None,
    badge_check: str | None = None,
    draft: bool = False,
) -> list[LaidPage]:
    """Lay out letters, one a page or two; a long text goes on over further ones.

    Parameters
    ----------
    badge_check
        What the square code opens; there is none without it.
    draft
        Whether they are not to be sent yet, which is said on each.
    """
    leaf = _LEAVES[paper]
    foot = _Foot(leaf, lang, duty_phone, badge_check)
    runs = [part for letter in letters for part in _parts(letter, leaf, foot.height)]
    across = paper is LetterPaper.A5
    pages: list[LaidPage] = []
    for at, (letter, lines, first) in enumerate(runs):
        if not across or at % 2 == 0:
            size = page(Paper.A4, landscape=across)
            pages.append(LaidPage(size.width, size.height))
        onto, x = pages[-1], leaf.width if across and at % 2 else 0.0
        if across and at % 2 == 0:
            onto.pictures.append(_cut(leaf))
        _put(onto, letter, lines, x, leaf, first=first)
        foot.put(onto, x)
        if draft:
            text = say("sheet-letter-draft", lang=lang)
            right, y = x + leaf.width - leaf.margin, _TO - leaf.line
            onto.words.append(Words(text, right, y, leaf.small, bold=True, anchor="right"))
    return pages


def _top(leaf: _Leaf, to: Sequence[str]) -> float:
    """Tell where the heading is, below the address."""
    return _TO - 2 + len(to) * leaf.line + leaf.heading * POINT * 1.8


def _to(letter: NoticeLetter, leaf: _Leaf) -> list[str]:
    return wrapped(letter.to, leaf.inner, leaf.small, most=_MOST_LINES_TO)


def _parts(
    letter: NoticeLetter, leaf: _Leaf, foot: float
) -> Iterator[tuple[NoticeLetter, list[str], bool]]:
    """Break the lines of a letter into leaves."""
    lines = [
        line
        for written in letter.body.split("\n")
        for line in (wrapped(written, leaf.inner, leaf.text) if written.strip() else [""])
    ]
    high = leaf.text * POINT * _LEADING
    room = leaf.height - foot - _top(leaf, _to(letter, leaf)) - high
    first, used, here = True, 0.0, list[str]()
    for line in lines:
        needed = high * (1 if line else _BLANK)
        if here and used + needed > room:
            yield letter, here, first
            first, used, here = False, 0.0, []
        if line or here:
            here.append(line)
            used += needed
    if here or first:
        yield letter, here, first


def _put(
    onto: LaidPage, letter: NoticeLetter, lines: list[str], x: float, leaf: _Leaf, *, first: bool
) -> None:
    left, to = x + leaf.margin, _to(letter, leaf)
    for at, line in enumerate(to):
        onto.words.append(Words(line, left, _TO + at * leaf.line, leaf.small))
    top = _top(leaf, to)
    if first:
        [(heading, points)] = fitting([letter.heading], leaf.inner, leaf.heading, bold=True)
        begins = left + (leaf.inner - width_of(heading, points, bold=True)) / 2
        # It fills its line to a hair, and is not to go on in another.
        room = leaf.inner + 1
        onto.headings.append(Heading(heading, begins, top - points * POINT, room, points))
    high = leaf.text * POINT * _LEADING
    y = top + high
    for line in lines:
        if line:
            onto.words.append(Words(line, left, y, leaf.text))
        y += high * (1 if line else _BLANK)


class _Foot:
    """What stands below every letter: how to check a visitor, and whom to call."""

    def __init__(
        self, leaf: _Leaf, lang: Language, phone: str | None, badge_check: str | None
    ) -> None:
        self._leaf, self._lang, self._phone = leaf, lang, phone
        self._code = None if badge_check is None else square_code(badge_check)
        self.height = 14 + (32 if self._code is None else max(self._code[0], 32))

    def put(self, onto: LaidPage, x: float) -> None:
        leaf, left = self._leaf, x + self._leaf.margin
        top = leaf.height - self.height
        onto.pictures.append(Picture(rule(leaf.inner), left, top, leaf.inner, 0.4, ""))
        if self._code is not None:
            side, svg = self._code
            label = say("card-badge-check", lang=self._lang)
            onto.pictures.append(Picture(svg, left - 3, top + 2, side, side, label))
            left += side
        room = x + leaf.width - leaf.margin - left
        y = top + 9
        if self._code is not None:
            hint = say("sheet-letter-badge", lang=self._lang)
            for line in wrapped(hint, room, leaf.small):
                onto.words.append(Words(line, left, y, leaf.small))
                y += leaf.line
        said = say("sheet-duty-phone", lang=self._lang, phone=self._phone or "")
        [(text, points)] = fitting([said], room, leaf.phone, bold=True)
        y += points * POINT / 2
        onto.words.append(Words(text, left, y, points, bold=True))
        if not self._phone:
            # There is none in the settings: it is written by hand.
            start = width_of(text, points, bold=True) + 2
            long = max(room - start, 1.0)
            onto.pictures.append(Picture(rule(long), left + start, y + 3, long, 0.4, ""))


def _cut(leaf: _Leaf) -> Picture:
    """Draw where to cut, at the upper and lower edge."""
    ends = f"M1 3v4M1 {leaf.height - 7:g}v4"
    body = f'<path d="{ends}" stroke="#000" stroke-width=".25"/>'
    return Picture(svg_of(2, leaf.height, body), leaf.width - 1, 0, 2, leaf.height, "")
