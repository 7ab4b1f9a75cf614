"""What a word that is keyed in means on its sheet, and how doors are written there.

Doors may be called anything: a door ``3n`` is written as door ``3`` is where nobody answered. Such
a word is refused with what to write for either; ``#`` ends a name where that is needed, ``3n#`` and
``3#n``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gridmap.fieldwork.door_names import DoorNames
from gridmap.fieldwork.outcomes import Outcome
from gridmap.fieldwork.sheet_lines import SheetLine

__all__ = ["MOST_AT_ONCE", "KeyWords", "Places", "RefusedError"]

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
_WRITTEN: Final[Mapping[Outcome, str]] = {Outcome.NO_ANSWER: "n", Outcome.REFUSED: "r"}
# Of whatever a name is made in ``DoorNames``, this is in none.
_END: Final = "#"
_NUMBER: Final = re.compile(r"\d{1,6}")
_RANGE: Final = re.compile(r"([^-~–—到至]+)[-~–—到至]([^-~–—到至]+)")
_LEAVING: Final = "; "

Places = list[tuple[int, int]]
"""Doors: the number of a line, and which of its doors (from 0)."""


class RefusedError(Exception):
    """A word that cannot be taken; code and facts as :class:`gridmap.fieldwork.keyed.KeyFault`.

    Attributes
    ----------
    words
        What to write instead, before what says how it ended.
    """

    def __init__(self, code: str, *words: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code, self.words, self.facts = code, words, facts


@dataclass(frozen=True, slots=True)
class _Sense:
    """One way to take a word apart into a name and what says how it ended.

    ``words`` are what is written, before its suffix, where just this is meant: none where a word
    means no door.
    """

    name: str
    suffix: str
    meant: Places | RefusedError
    words: tuple[str, ...]
    building: SheetLine | None
    unit: str


class KeyWords:
    """The words of one sheet, and what was named last while they are taken one after another.

    Attributes
    ----------
    building
        Whose doors are being named.
    unit
        That was named last, empty if none was.

    Examples
    --------
    >>> from gridmap.fieldwork.sheet_lines import SheetDoor
    >>> doors = (SheetDoor("h", label="3"), SheetDoor("i", label="3n"))
    >>> words = KeyWords([SheetLine(4, "b", True, doors)])
    >>> words.written(4, 0), words.written(4, 0, Outcome.NO_ANSWER), words.written(4, 1)
    ('4:3', '4:3#n', '4:3n#')
    >>> words.take("4:3n#")
    ([(4, 1)], <Outcome.MET: 'met'>)
    """

    def __init__(self, lines: Iterable[SheetLine]) -> None:
        self._lines = {line.number: line for line in lines}
        self._names: dict[int, DoorNames] = {}
        self.building: SheetLine | None = None
        self.unit = ""

    def leave(self) -> None:
        """Name no building's doors any more."""
        self.building, self.unit = None, ""

    def take(self, word: str) -> tuple[Places, Outcome]:
        """Tell which doors a plain word means and what became of them.

        Raises
        ------
        RefusedError
            If it means none, or may mean several things.
        """
        senses = list(self._senses(word))
        possible = [sense for sense in senses if sense.words]
        sense = (possible or senses[-1:])[0]
        self.building, self.unit = sense.building, sense.unit
        if len(possible) > 1:
            name, result = possible
            raise RefusedError(
                "key-name-or-result",
                token=word,
                name=result.name,
                write=self._said(name),
                other=self._said(result),
            )
        if isinstance(sense.meant, RefusedError):
            raise self._advising(word, sense, sense.meant)
        return sense.meant, _SUFFIXES.get(sense.suffix, Outcome.MET)

    def written(self, number: int, door: int | None = None, outcome: Outcome = Outcome.MET) -> str:
        """Write a door, or a number as a whole, so that nothing else can be meant.

        Parameters
        ----------
        outcome
            Met, no answer or refused: paper has no others.
        """
        word = str(number) if door is None else self._spelled(number, door)
        return self._alone(word, _WRITTEN.get(outcome, ""))

    def _senses(self, word: str) -> Iterator[_Sense]:
        """Take a word as it is, for a door may be called 3n, and without how it ended."""
        before = self.building, self.unit
        for name, suffix in _parted(word):
            self.building, self.unit = before
            words: Sequence[str] = ()
            meant: Places | RefusedError
            try:
                meant, words = self._meant(name.removesuffix(_END))
                if suffix and not meant:
                    meant = RefusedError("key-unreadable")
            except RefusedError as refused:
                meant, words = refused, refused.words[:1]
            yield _Sense(name, suffix, meant, tuple(words), self.building, self.unit)

    def _advising(self, word: str, sense: _Sense, refused: RefusedError) -> RefusedError:
        """Tell a refusal with the words to write instead."""
        facts = dict(refused.facts)
        if refused.code in {"key-unreadable", "key-ambiguous"}:
            facts["token"] = word
        for way, instead in zip(("write", "other"), refused.words, strict=False):
            facts[way] = self._alone(instead, sense.suffix)
        return RefusedError(refused.code, **facts)

    def _said(self, sense: _Sense) -> str:
        return " ".join(self._alone(word, sense.suffix) for word in sense.words)

    def _alone(self, word: str, suffix: str) -> str:
        """Put what says how it ended behind a name, which ends before it or is told to."""
        fresh = KeyWords(self._lines.values())
        fresh._names = self._names
        token = word.removeprefix(_LEAVING) + suffix
        may_mean = sum(bool(sense.words) for sense in fresh._senses(token))
        return f"{word}{_END if may_mean > 1 else ''}{suffix}"

    def _meant(self, name: str) -> tuple[Places, Sequence[str]]:
        """Tell which doors a name means, and how they are written wherever that is."""
        number, colon, door = name.partition(":")
        if colon:
            line = self._line(number)
            self.building, self.unit = line, ""
            return self._with_words(self._doors(line, door) if door else [])
        meant = self._lines.get(int(name)) if _NUMBER.fullmatch(name) else None
        in_building = None if self.building is None else self._found_in(self.building, name)
        if in_building is not None:
            if meant and meant.doors:
                raise self._either(in_building, meant)
            return self._with_words(in_building)
        if meant:
            self.leave()
            return self._whole(meant), [f"{_LEAVING}{meant.number}"]
        if several := self._range(name):
            return several, [f"{_LEAVING}{name}"]
        try:
            return self._with_words(self._by_name_alone(name))
        finally:
            # What is a unit there is none in the building whose doors are being named.
            self.unit = ""

    def _with_words(self, places: Places) -> tuple[Places, Sequence[str]]:
        return places, [self._spelled(number, door) for number, door in places]

    def _either(self, in_building: Places, meant: SheetLine) -> RefusedError:
        """Refuse a word that is a door's name and a number, telling how either is written."""
        number, door = in_building[0]
        whole = _is_whole(meant)
        other = f"{_LEAVING}{meant.number}" if whole else self._spelled(meant.number, 0)
        way = self._spelled(number, door)
        return RefusedError("key-ambiguous", way, other, number=number)

    def _line(self, number: str) -> SheetLine:
        if not _NUMBER.fullmatch(number):
            raise RefusedError("key-unreadable", token=f"{number}:")
        if int(number) not in self._lines:
            raise RefusedError("key-unknown-number", number=int(number))
        return self._lines[int(number)]

    def _whole(self, line: SheetLine) -> Places:
        if not line.doors:
            raise RefusedError("key-nobody-there", number=line.number)
        if not _is_whole(line):
            way = self._spelled(line.number, 0)
            raise RefusedError("key-door-by-door", way, number=line.number, doors=len(line.doors))
        return [(line.number, at) for at in range(len(line.doors))]

    def _range(self, body: str) -> Places:
        ends = _RANGE.fullmatch(body)
        if ends is None or not all(_NUMBER.fullmatch(one) for one in ends.groups()):
            return []
        first, last = sorted(map(int, ends.groups()))
        inside = [line for number, line in sorted(self._lines.items()) if first <= number <= last]
        if inside:
            self.leave()
        return [place for line in inside for place in self._whole(line)]

    def _doors(self, line: SheetLine, name: str) -> Places:
        """Find doors of a building by name, by unit and name, or from one to another."""
        if (unit := self._names_of(line).unit(name)) is not None:
            self.unit = unit
            return []
        if (at := self._door(line, name)) is not None:
            return [(line.number, at)]
        ends = _RANGE.fullmatch(name)
        if ends is not None and all(map(self._names_of(line).found, ends.groups())):
            first, last = (self._door(line, one) for one in ends.groups())
            if first is not None and last is not None:
                low, high = sorted((first, last))
                return [(line.number, at) for at in range(low, high + 1)]
        raise RefusedError("key-unknown-door", number=line.number, door=name)

    def _door(self, line: SheetLine, name: str) -> int | None:
        names = self._names_of(line)
        found = names.found(name)
        if len(found) > 1 and self.unit:
            found = [at for at in found if names.units[at] == self.unit] or found
        if len(found) > 1:
            several = len({names.units[at] for at in found}) > 1
            code = "key-several-units" if several else "key-several-doors"
            way = self._spelled(line.number, found[0])
            raise RefusedError(code, way, number=line.number, door=name)
        if not found:
            return None
        self.unit = names.units[found[0]]
        return found[0]

    def _names_of(self, line: SheetLine) -> DoorNames:
        if line.number not in self._names:
            self._names[line.number] = DoorNames(line)
        return self._names[line.number]

    def _spelled(self, number: int, door: int) -> str:
        return f"{number}:{self._names_of(self._lines[number]).spelled(door)}"

    def _by_name_alone(self, name: str) -> Places:
        """Find the doors that are called so in the one building on the sheet that has them."""
        found: list[Places] = []
        for line in self._lines.values():
            if not _is_whole(line):
                self.unit = ""
                found += [places] if (places := self._found_in(line, name)) else []
        if len(found) == 1:
            return found[0]
        if found:
            number, door = found[0][0]
            way = self._spelled(number, door)
            raise RefusedError("key-several-doors", way, number=number, door=name)
        if _NUMBER.fullmatch(name):
            raise RefusedError("key-unknown-number", number=int(name))
        raise RefusedError("key-unreadable", token=name)

    def _found_in(self, line: SheetLine, name: str) -> Places | None:
        try:
            return self._doors(line, name)
        except RefusedError as refused:
            if refused.code == "key-unknown-door":
                return None
            raise


def _parted(word: str) -> Iterator[tuple[str, str]]:
    yield word, ""
    for suffix in sorted(_SUFFIXES, key=len, reverse=True):
        if word.endswith(suffix) and len(word) > len(suffix):
            yield word.removesuffix(suffix), suffix
            return


def _is_whole(line: SheetLine) -> bool:
    """Tell whether the number of a line stands for all its doors."""
    return not line.by_door and len(line.doors) <= MOST_AT_ONCE
