"""Marks as they are keyed in from a ticked sheet: ``1 3 7n 12r; 4: 301 302n``.

A number alone means that somebody was met there, ``n`` (无) behind it that nobody answered, ``r``
(拒) that they refused. Where a building is ticked door by door the door follows a colon, and those
after it are doors of the same building until a semicolon or the next colon. A door whose name is on
the sheet once needs no number. ``1-5`` are five numbers, ``4:301-304`` four doors.

The browser reads the same text the same way while it is typed (``web/src/domain/keyed.ts``); both
are held to ``tests/vectors/keyed.json``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from gridmap.fieldwork.outcomes import Outcome
from gridmap.fieldwork.sheet_lines import SheetLine

__all__ = ["MOST_AT_ONCE", "KeyFault", "Keyed", "Mark", "read_marks"]

MOST_AT_ONCE: Final = 3
"""Up to so many doors of one row are meant by its number; of more each is named."""

_SUFFIXES: Final[Mapping[str, Outcome]] = {
    "m": Outcome.MET,
    "✓": Outcome.MET,
    "√": Outcome.MET,
    "见": Outcome.MET,
    "见了": Outcome.MET,
    "n": Outcome.NO_ANSWER,
    "无": Outcome.NO_ANSWER,
    "无人": Outcome.NO_ANSWER,
    "没": Outcome.NO_ANSWER,
    "没人": Outcome.NO_ANSWER,
    "r": Outcome.REFUSED,
    "拒": Outcome.REFUSED,
    "拒访": Outcome.REFUSED,
    "别": Outcome.REFUSED,
    "别去": Outcome.REFUSED,
}
_TOKEN: Final = re.compile(r"[;\n]|[^\s,、;]+")
_NUMBER: Final = re.compile(r"\d{1,6}")
_RANGE: Final = re.compile(r"([^-~–—到至]+)[-~–—到至]([^-~–—到至]+)")
_UNIT_AND_DOOR: Final = re.compile(r"(.+?)(?:-|/|单元)(.+)")
_HOUSE_WORDS: Final = ("室", "号", "户")


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
        ``key-several-units``, ``key-several-doors``, ``key-ambiguous``, ``key-nobody-there`` or
        ``key-twice``.
    facts
        What its sentence tells.
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
    return _Reading({line.number: line for line in lines}).read(_plain(text))


def _plain(text: str) -> str:
    """Write full width as half width and capitals small, each character in its place."""
    one_by_one = (unicodedata.normalize("NFKC", each).lower() for each in text)
    return "".join(
        other if len(other) == 1 else each for each, other in zip(text, one_by_one, strict=True)
    )


_Places = list[tuple[int, int]]


class _RefusedError(Exception):
    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass
class _Reading:
    lines: Mapping[int, SheetLine]
    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)
    faults: list[KeyFault] = field(default_factory=list)
    # The building whose doors are being named, and the unit that was named last.
    building: SheetLine | None = None
    unit: str | None = None

    def read(self, text: str) -> Keyed:
        for found in _TOKEN.finditer(text):
            token = found[0]
            if token in {";", "\n"}:
                self.building = self.unit = None
                continue
            self._take(token, found.start(), found.end(), text)
        return Keyed(tuple(self.marks.values()), tuple(self.faults))

    def _take(self, token: str, start: int, end: int, text: str) -> None:
        refused: _RefusedError | None = None
        unit = self.unit
        for body, outcome in _readings(token):
            self.unit = unit
            try:
                places = self._places(body)
            except _RefusedError as fault:
                refused = fault
                continue
            for number, door in places:
                self._mark(Mark(number, door, outcome, start, end), text)
            return
        if refused is not None:
            told = refused.facts | ({"token": token} if refused.code == "key-unreadable" else {})
            self.faults.append(KeyFault(refused.code, start, end, told))

    def _mark(self, mark: Mark, text: str) -> None:
        before = self.marks.setdefault((mark.number, mark.door), mark)
        if before.outcome is not mark.outcome:
            facts = {
                "token": text[mark.start : mark.end],
                "before": text[before.start : before.end],
            }
            self.faults.append(KeyFault("key-twice", mark.start, mark.end, facts))

    def _places(self, body: str) -> _Places:
        """Tell which doors a word means."""
        number, colon, name = body.partition(":")
        if colon:
            line = self._line(number)
            self.building, self.unit = line, None
            return self._doors(line, name) if name else []
        in_building = None if self.building is None else self._found_in(self.building, body)
        if in_building is not None:
            if _NUMBER.fullmatch(body) and int(body) in self.lines and self.building:
                raise _RefusedError("key-ambiguous", token=body, number=self.building.number)
            return in_building
        if _NUMBER.fullmatch(body) and int(body) in self.lines:
            self.building = self.unit = None
            return self._whole(self.lines[int(body)])
        if several := self._range(body):
            return several
        return self._by_name_alone(body)

    def _line(self, number: str) -> SheetLine:
        if not _NUMBER.fullmatch(number):
            raise _RefusedError("key-unreadable", token=f"{number}:")
        if int(number) not in self.lines:
            raise _RefusedError("key-unknown-number", number=int(number))
        return self.lines[int(number)]

    def _whole(self, line: SheetLine) -> _Places:
        if not line.doors:
            raise _RefusedError("key-nobody-there", number=line.number)
        if line.by_door or len(line.doors) > MOST_AT_ONCE:
            raise _RefusedError("key-door-by-door", number=line.number, doors=len(line.doors))
        return [(line.number, at) for at in range(len(line.doors))]

    def _range(self, body: str) -> _Places:
        ends = _RANGE.fullmatch(body)
        if ends is None or not all(_NUMBER.fullmatch(one) for one in ends.groups()):
            return []
        first, last = sorted(map(int, ends.groups()))
        inside = [line for number, line in sorted(self.lines.items()) if first <= number <= last]
        return [place for line in inside for place in self._whole(line)]

    def _doors(self, line: SheetLine, name: str) -> _Places:
        """Find doors of a building by name, by unit and name, or from one to another."""
        if (at := self._door(line, name)) is not None:
            return [(line.number, at)]
        ends = _RANGE.fullmatch(name)
        if ends is not None:
            first, last = (self._door(line, one) for one in ends.groups())
            if first is not None and last is not None:
                low, high = sorted((first, last))
                return [(line.number, at) for at in range(low, high + 1)]
        raise _RefusedError("key-unknown-door", number=line.number, door=name)

    def _door(self, line: SheetLine, name: str) -> int | None:
        wanted = _bare(name)
        found = [at for at, label in enumerate(_labels(line)) if label == wanted]
        if len(found) > 1:
            here = [at for at in found if line.doors[at].unit == self.unit]
            found = here if self.unit is not None and here else found
        if not found and (parts := _UNIT_AND_DOOR.fullmatch(name)):
            unit, wanted = parts[1].strip(), _bare(parts[2])
            found = [
                at
                for at, label in enumerate(_labels(line))
                if label == wanted and (line.doors[at].unit or "").lower() == unit
            ]
        if len(found) > 1:
            units = dict.fromkeys(line.doors[at].unit or "" for at in found)
            if len(units) > 1:
                raise _RefusedError(
                    "key-several-units", number=line.number, door=name, unit=next(iter(units))
                )
            raise _RefusedError("key-several-doors", number=line.number, door=name)
        if not found:
            return None
        self.unit = line.doors[found[0]].unit
        return found[0]

    def _by_name_alone(self, name: str) -> _Places:
        """Find the doors that are called so in the one building on the sheet that has them."""
        found: list[_Places] = []
        for line in self.lines.values():
            if line.by_door or len(line.doors) > MOST_AT_ONCE:
                self.unit = None
                found += [places] if (places := self._found_in(line, name)) else []
        if len(found) == 1:
            return found[0]
        if found:
            number, _ = found[0][0]
            raise _RefusedError("key-several-doors", number=number, door=name)
        if _NUMBER.fullmatch(name):
            raise _RefusedError("key-unknown-number", number=int(name))
        raise _RefusedError("key-unreadable", token=name)

    def _found_in(self, line: SheetLine, name: str) -> _Places | None:
        try:
            return self._doors(line, name)
        except _RefusedError as refused:
            if refused.code == "key-unknown-door":
                return None
            raise


def _readings(token: str) -> Iterator[tuple[str, Outcome]]:
    """Take a word as it is, for a door may be called 3n, then without what says how it ended."""
    yield token, Outcome.MET
    for suffix in sorted(_SUFFIXES, key=len, reverse=True):
        if token.endswith(suffix) and len(token) > len(suffix):
            yield token[: -len(suffix)], _SUFFIXES[suffix]
            return


def _labels(line: SheetLine) -> list[str]:
    """Call each door as one types it; doors without a name are counted."""
    return [_bare(door.label) or str(at) for at, door in enumerate(line.doors, start=1)]


def _bare(name: str) -> str:
    plain = _plain(name).strip()
    for word in _HOUSE_WORDS:
        plain = plain.removesuffix(word)
    return plain
