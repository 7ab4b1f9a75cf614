"""What the doors of a building are called by whoever types them from its sheet."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import Final

from gridmap.fieldwork.sheet_lines import SheetLine

__all__ = ["DoorNames", "plain"]

_HOUSE_WORDS: Final = "室号户"
_UNIT_ENDS: Final = re.compile(r"(?:-|/|单元)+")
# Whatever parts words, or says something of its own, is left out of a name that is typed.
_NEVER_TYPED: Final = re.compile(r"[\s,、;:#]+")
_ONE_OF: Final = re.compile(r"(.*)#(\d{1,6})")


def plain(text: str) -> str:
    """Write full width as half width and capitals small, each character in its place."""
    one_by_one = (unicodedata.normalize("NFKC", each).lower() for each in text)
    return "".join(
        other if len(other) == 1 else each for each, other in zip(text, one_by_one, strict=True)
    )


class DoorNames:
    """The doors of one line by name, and by unit and name; those without a name are counted.

    Whatever the ledger calls them, each door has a word of its own: of several doors that are
    called the same, ``301#2`` is the second in the order of the sheet.

    Attributes
    ----------
    units
        The unit of each door, empty where it has none.

    Examples
    --------
    >>> from gridmap.fieldwork.sheet_lines import SheetDoor
    >>> doors = SheetDoor("h", "1", 3, "301"), SheetDoor("i", "2", 3, "301室")
    >>> names = DoorNames(SheetLine(4, "b", True, doors))
    >>> names.found("301"), names.found("2单元301"), names.spelled(1)
    ([0, 1], [1], '2-301')
    """

    def __init__(self, line: SheetLine) -> None:
        self.units = [_name(door.unit or "") for door in line.doors]
        self._names = [
            _bare(_name(door.label)) or str(at) for at, door in enumerate(line.doors, start=1)
        ]
        self._doors: defaultdict[str, list[int]] = defaultdict(list)
        for at, (unit, name) in enumerate(zip(self.units, self._names, strict=True)):
            for called in {name, f"{unit}-{name}" if unit else name}:
                self._doors[called].append(at)

    def found(self, word: str) -> list[int]:
        """Find the doors that a plain word may mean."""
        if one := _ONE_OF.fullmatch(word):
            return self.found(one[1])[int(one[2]) - 1 :][:1] if int(one[2]) else []
        return self._doors.get(_bare(_UNIT_ENDS.sub("-", word)), [])

    def unit(self, word: str) -> str | None:
        """Find the unit that a plain word names without a door: ``2-``, ``2单元``."""
        name = _UNIT_ENDS.sub("-", word)
        unit = name.removesuffix("-")
        return unit if unit and unit != name and unit in self.units else None

    def spelled(self, at: int) -> str:
        """Name a door so that nothing else is meant, whatever was typed before."""
        unit, name = self.units[at], self._names[at]
        for word in (name, f"{unit}-{name}" if unit else name):
            if self._doors[word] == [at]:
                return word
        return f"{word}#{self._doors[word].index(at) + 1}"


def _name(said: str) -> str:
    """Write what the ledger calls a unit or door as one word that can be typed."""
    return _UNIT_ENDS.sub("-", _NEVER_TYPED.sub("", plain(said))).strip("-")


def _bare(name: str) -> str:
    return name.rstrip(_HOUSE_WORDS)
