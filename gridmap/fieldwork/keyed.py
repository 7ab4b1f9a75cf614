"""Marks as they are keyed in from a ticked sheet: ``1 3 7n 12r; 4: 301 302n``.

A number alone means that somebody was met there, ``n`` (无) behind it that nobody answered, ``r``
(拒) that they refused. Where a building is ticked door by door the door follows a colon, and those
after it are doors of the same building until a semicolon or the next colon. Where several units
have that door, the unit goes before it, ``4:2-301``, and counts for those after it; ``4:2-`` names
it alone. A door whose name is on the sheet once needs no number. ``1-5`` are five numbers,
``4:301-304`` four doors.

The browser reads the same text the same way while it is typed (``web/src/domain/keyed.ts``); both
are held to ``tests/vectors/keyed.json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NoReturn

from gridmap.fieldwork.door_names import DoorNames, plain
from gridmap.fieldwork.outcomes import Outcome
from gridmap.fieldwork.sheet_lines import SheetLine

__all__ = ["MOST_AT_ONCE", "KeyFault", "Keyed", "Mark", "left_over", "read_marks"]

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
        What its sentence tells; where it advises another word, ``write`` is that word.
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
    return _Reading({line.number: line for line in lines}).read(plain(text))


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
    sheet = {line.number: line for line in lines}
    whole, rest = _Reading(sheet), _Reading(sheet)
    whole.read(plain(text))
    said: list[str] = []

    def write(word: str) -> None:
        said.append(word)
        rest.read(plain(word))

    for at, end in dict.fromkeys((word.start, word.end) for word in words):
        building, unit = whole.before[at]
        if rest.building is not None and rest.building != building:
            write(";")
        alone = ":" not in plain(text[at:end])
        if building and alone and (rest.building, rest.unit) != (building, unit):
            write(f"{building.number}:{unit}-" if unit else f"{building.number}:")
        write(text[at:end])
    return " ".join(said).replace(" ;", ";")


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
    unit: str = ""
    # Where a word begins → both as they were then.
    before: dict[int, tuple[SheetLine | None, str]] = field(default_factory=dict)
    _names: dict[int, DoorNames] = field(default_factory=dict)

    def read(self, text: str) -> Keyed:
        for found in _TOKEN.finditer(text):
            token = found[0]
            self.before[found.start()] = self.building, self.unit
            if token in {";", "\n"}:
                self._leave()
                continue
            self._take(token, found.start(), found.end(), text)
        return Keyed(tuple(self.marks.values()), tuple(self.faults))

    def _leave(self) -> None:
        self.building, self.unit = None, ""

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
            if places or body == token:
                for number, door in places:
                    self._mark(Mark(number, door, outcome, start, end), text)
                return
            refused = _RefusedError("key-unreadable")
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
            self.building, self.unit = line, ""
            return self._doors(line, name) if name else []
        meant = self.lines.get(int(body)) if _NUMBER.fullmatch(body) else None
        in_building = None if self.building is None else self._found_in(self.building, body)
        if in_building is not None:
            if meant and meant.doors:
                self._either(body, in_building, meant)
            return in_building
        if meant:
            self._leave()
            return self._whole(meant)
        if several := self._range(body):
            return several
        try:
            return self._by_name_alone(body)
        finally:
            # What is a unit there is none in the building whose doors are being named.
            self.unit = ""

    def _either(self, token: str, in_building: _Places, meant: SheetLine) -> NoReturn:
        """Refuse a word that is a door's name and a number, telling how either is written."""
        whole = _is_whole(meant)
        other = f"; {meant.number}" if whole else self._spelled([(meant.number, 0)])
        number, _ = in_building[0]
        way = self._spelled(in_building)
        raise _RefusedError("key-ambiguous", token=token, number=number, write=way, other=other)

    def _line(self, number: str) -> SheetLine:
        if not _NUMBER.fullmatch(number):
            raise _RefusedError("key-unreadable", token=f"{number}:")
        if int(number) not in self.lines:
            raise _RefusedError("key-unknown-number", number=int(number))
        return self.lines[int(number)]

    def _whole(self, line: SheetLine) -> _Places:
        if not line.doors:
            raise _RefusedError("key-nobody-there", number=line.number)
        if not _is_whole(line):
            raise _RefusedError(
                "key-door-by-door",
                number=line.number,
                doors=len(line.doors),
                write=self._spelled([(line.number, 0)]),
            )
        return [(line.number, at) for at in range(len(line.doors))]

    def _range(self, body: str) -> _Places:
        ends = _RANGE.fullmatch(body)
        if ends is None or not all(_NUMBER.fullmatch(one) for one in ends.groups()):
            return []
        first, last = sorted(map(int, ends.groups()))
        inside = [line for number, line in sorted(self.lines.items()) if first <= number <= last]
        if inside:
            self._leave()
        return [place for line in inside for place in self._whole(line)]

    def _doors(self, line: SheetLine, name: str) -> _Places:
        """Find doors of a building by name, by unit and name, or from one to another."""
        if (unit := self._names_of(line).unit(name)) is not None:
            self.unit = unit
            return []
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
        names = self._names_of(line)
        found = names.found(name)
        if len(found) > 1 and self.unit:
            found = [at for at in found if names.units[at] == self.unit] or found
        if len(found) > 1:
            several = len({names.units[at] for at in found}) > 1
            raise _RefusedError(
                "key-several-units" if several else "key-several-doors",
                number=line.number,
                door=name,
                write=self._spelled([(line.number, found[0])]),
            )
        if not found:
            return None
        self.unit = names.units[found[0]]
        return found[0]

    def _names_of(self, line: SheetLine) -> DoorNames:
        if line.number not in self._names:
            self._names[line.number] = DoorNames(line)
        return self._names[line.number]

    def _spelled(self, places: _Places) -> str:
        """Write the first of some doors so that nothing else can be meant."""
        number, at = places[0]
        return f"{number}:{self._names_of(self.lines[number]).spelled(at)}"

    def _by_name_alone(self, name: str) -> _Places:
        """Find the doors that are called so in the one building on the sheet that has them."""
        found: list[_Places] = []
        for line in self.lines.values():
            if not _is_whole(line):
                self.unit = ""
                found += [places] if (places := self._found_in(line, name)) else []
        if len(found) == 1:
            return found[0]
        if found:
            number, _ = found[0][0]
            way = self._spelled(found[0])
            raise _RefusedError("key-several-doors", number=number, door=name, write=way)
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


def _is_whole(line: SheetLine) -> bool:
    """Tell whether the number of a line stands for all its doors."""
    return not line.by_door and len(line.doors) <= MOST_AT_ONCE
