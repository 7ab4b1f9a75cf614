"""Marks as they are keyed in from a ticked sheet: ``1 3 7n 12r; 4: 301 302n``.

A number alone means that somebody was met there, ``n`` (无) behind it that nobody answered, ``r``
(拒) that they refused. Where a building is ticked door by door the door follows a colon, and those
after it are doors of the same building until a semicolon or the next colon. Where several units
have that door, the unit goes before it, ``4:2-301``, and counts for those after it; ``4:2-`` names
it alone. A door whose name is on the sheet once needs no number. ``1-5`` are five numbers,
``4:301-304`` four doors. ``#`` ends a name that would otherwise be read with what follows it.

The browser reads the same text the same way while it is typed (``web/src/domain/keyed.ts``); both
are held to ``tests/vectors/keyed.json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gridmap.fieldwork.door_names import plain
from gridmap.fieldwork.key_words import KeyWords, RefusedError
from gridmap.fieldwork.outcomes import Outcome
from gridmap.fieldwork.sheet_lines import SheetLine

__all__ = ["KeyFault", "Keyed", "Mark", "left_over", "read_marks"]

_TOKEN: Final = re.compile(r"[;\n]|[^\s,、;]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of one door.

    Attributes
    ----------
    number, door
        Of the line on the sheet, and which of its doors (from 0).
    start, end
        Where in the text it is said.
    """

    number: int
    door: int
    outcome: Outcome
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class KeyFault:
    """A word that cannot be taken.

    Attributes
    ----------
    code
        ``key-unreadable``, ``key-unknown-number``, ``key-unknown-door``, ``key-door-by-door``,
        ``key-several-units``, ``key-several-doors``, ``key-ambiguous``, ``key-name-or-result``,
        ``key-nobody-there`` or ``key-twice``.
    facts
        What its sentence tells; where it advises another word, ``write`` is that word, and
        ``other`` the one for what may be meant instead.
    """

    code: str
    start: int
    end: int
    facts: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Keyed:
    """A text that was read: every word is in one of both."""

    marks: tuple[Mark, ...]
    faults: tuple[KeyFault, ...]


def read_marks(text: str, lines: Sequence[SheetLine]) -> Keyed:
    """Read marks against the sheet they were made on.

    Parameters
    ----------
    lines
        Of the sheet, each number once.

    Examples
    --------
    >>> from gridmap.fieldwork.sheet_lines import SheetDoor
    >>> lines = [SheetLine(n, "b", False, (SheetDoor(f"h{n}"),)) for n in (1, 2, 3)]
    >>> keyed = read_marks("1 3n 9", lines)
    >>> [(mark.number, mark.outcome.value) for mark in keyed.marks]
    [(1, 'met'), (3, 'no_answer')]
    >>> [fault.code for fault in keyed.faults]
    ['key-unknown-number']
    """
    return _Reading(lines).read(plain(text))


def left_over(text: str, words: Iterable[KeyFault | Mark], lines: Sequence[SheetLine]) -> str:
    """Write some words of a text so that each means what it meant where it stood.

    Parameters
    ----------
    words
        In the order of the text.
    lines
        Of the sheet.

    Examples
    --------
    >>> from gridmap.fieldwork.sheet_lines import SheetDoor
    >>> doors = [SheetDoor(f"h{n}{unit}", unit, 3, str(n)) for unit in "12" for n in (301, 302)]
    >>> lines = [SheetLine(4, "b", True, tuple(doors))]
    >>> text = "4:301 2-301 303n 302; 99"
    >>> left_over(text, read_marks(text, lines).faults, lines)
    '4:301 4:2- 303n 302; 99'
    """
    whole, rest = _Reading(lines), _Reading(lines)
    whole.read(plain(text))
    said: list[str] = []

    def write(word: str) -> None:
        said.append(word)
        rest.read(plain(word))

    for at, end in dict.fromkeys((word.start, word.end) for word in words):
        building, unit = whole.before[at]
        if rest.words.building not in {None, building}:
            write(";")
        alone = ":" not in plain(text[at:end])
        if building and alone and (rest.words.building, rest.words.unit) != (building, unit):
            write(f"{building.number}:{unit}-" if unit else f"{building.number}:")
        write(text[at:end])
    return " ".join(said).replace(" ;", ";")


class _Reading:
    def __init__(self, lines: Iterable[SheetLine]) -> None:
        self.words = KeyWords(lines)
        self.marks: dict[tuple[int, int], Mark] = {}
        self.faults: list[KeyFault] = []
        # Where a word begins → the building and unit that were named then.
        self.before: dict[int, tuple[SheetLine | None, str]] = {}

    def read(self, text: str) -> Keyed:
        for found in _TOKEN.finditer(text):
            self.before[found.start()] = self.words.building, self.words.unit
            if found[0] in {";", "\n"}:
                self.words.leave()
            else:
                self._take(found[0], found.start(), found.end(), text)
        return Keyed(tuple(self.marks.values()), tuple(self.faults))

    def _take(self, token: str, start: int, end: int, text: str) -> None:
        try:
            places, outcome = self.words.take(token)
        except RefusedError as refused:
            self.faults.append(KeyFault(refused.code, start, end, refused.facts))
            return
        for number, door in places:
            self._mark(Mark(number, door, outcome, start, end), text)

    def _mark(self, mark: Mark, text: str) -> None:
        before = self.marks.setdefault((mark.number, mark.door), mark)
        if before.outcome is not mark.outcome:
            facts = {
                "token": text[mark.start : mark.end],
                "before": text[before.start : before.end],
            }
            self.faults.append(KeyFault("key-twice", mark.start, mark.end, facts))
