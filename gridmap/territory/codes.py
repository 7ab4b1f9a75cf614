"""Levels of area and the administrative codes that name them.

National codes have 6 digits for a county (区县), 9 for a subdistrict (街道), 12 for a community
(社区); localities add 3 for a grid (网格) and 2 or 3 for a patch (邻). Source: GB/T 10114 and the
statistical division codes of the National Bureau of Statistics; the lengths below the community are
local standards, hence a setting.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import Final

from gridmap.errors import InputError

__all__ = ["DEFAULT_PATTERN", "CodePattern", "Level", "new_code", "number_if_new"]

# What a plan makes has no code before its day.
_NEW: Final = "new-"


class Level(StrEnum):
    """Levels of area, coarse to fine; those between community and patch are a community's own."""

    COUNTY = "county"  # 区县
    SUBDISTRICT = "subdistrict"  # 街道/镇/乡
    COMMUNITY = "community"  # 社区/村
    GRID = "grid"  # 网格
    GROUP = "group"  # 组
    PATCH = "patch"  # 邻

    @property
    def depth(self) -> int:
        """0 for a county, rising towards the patch."""
        return _DEPTHS[self]


_DEPTHS: Final = {level: depth for depth, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class CodePattern:
    """Which code lengths a workspace uses for which level.

    Attributes
    ----------
    lengths
        Lengths in characters, per level; a level that is missing has no lengths of its own and must
        be named when it is imported.
    """

    lengths: Mapping[Level, tuple[int, ...]]

    @classmethod
    def parse(cls, text: str) -> CodePattern:
        """Read a pattern such as ``"community:12 grid:15 patch:17,18"``.

        Raises
        ------
        InputError
            If a word is not ``level:length[,length]``, or one length would mean two levels.
        """
        lengths: dict[Level, tuple[int, ...]] = {}
        for word in text.split():
            name, _, numbers = word.partition(":")
            try:
                lengths[Level(name)] = tuple(int(number) for number in numbers.split(","))
            except ValueError:
                raise InputError("code-pattern-unreadable", pattern=text, word=word) from None
        spoken_for = [length for several in lengths.values() for length in several]
        if not lengths or len(spoken_for) != len(set(spoken_for)):
            raise InputError("code-pattern-ambiguous", pattern=text)
        return cls(lengths)

    def __str__(self) -> str:
        return " ".join(
            f"{level}:{','.join(map(str, numbers))}" for level, numbers in self.lengths.items()
        )

    def level_of(self, code: str) -> Level | None:
        """Tell the level that ``code`` has by its length, ``None`` if no level uses it."""
        return next(
            (
                level
                for level, numbers in self.lengths.items()
                if len(code) in numbers and _is_number(code)
            ),
            None,
        )

    def ancestors(self, code: str) -> list[tuple[Level, str]]:
        """List the areas above ``code`` that its prefixes name, coarse to fine.

        A code of another habit (letters, odd length) still begins with the codes of its ancestors.
        """
        own = self.level_of(code)
        return sorted(
            (
                (level, code[:length])
                for level, numbers in self.lengths.items()
                for length in numbers
                if level is not own and length < len(code) and _is_number(code[:length])
            ),
            key=lambda found: (found[0].depth, len(found[1])),
        )

    def next_below(
        self, above: Sequence[str], level: Level, siblings: Sequence[str], used: Collection[str]
    ) -> str | None:
        """Find the code for one more area.

        Parameters
        ----------
        above
            Codes of the areas above it, the nearest first; the nearest one that is a number and
            shorter than codes of the level are is what the code begins with.
        siblings
            Codes of the areas beside it, which show the local habit: their length, or how codes
            that fit no pattern end.
        used
            Codes that are, or ever were, an area's: they are not given again.

        Returns
        -------
        str or None
            ``None`` when all numbers are used up.

        Examples
        --------
        >>> DEFAULT_PATTERN.next_below(["430202002001"], Level.GRID, [], {"430202002001001"})
        '430202002001002'
        >>> DEFAULT_PATTERN.next_below(["430202002001001"], Level.GROUP, ["片G2", "片G9"], set())
        '片G10'
        """
        lengths = self.lengths.get(level, ())
        for start in above:
            fitting = [length for length in lengths if length > len(start) and _is_number(start)]
            usual = [length for length in fitting if any(len(code) == length for code in siblings)]
            if fitting:
                widths = (length - len(start) for length in usual or fitting)
                numbers = (_next_number(start, width, used) for width in widths)
                return next(filter(None, numbers), None)
        endings = [(found[1], int(found[2])) for found in map(_ENDING.fullmatch, siblings) if found]
        start, last = max(endings, key=lambda ending: ending[1], default=(f"{above[0]}-", 0))
        following = (f"{start}{number}" for number in count(last + 1))
        return next(code for code in following if code not in used)


# A code with a number at its end, such as 430202002001001G2.
_ENDING: Final = re.compile(r"(.*?)([0-9]{1,9})", re.DOTALL)


def new_code(number: int) -> str:
    """Call an area that a plan makes, the ``number``-th from 1.

    Examples
    --------
    >>> new_code(2), number_if_new("new-2"), number_if_new("430202002003")
    ('new-2', 2, None)
    """
    return f"{_NEW}{number}"


def number_if_new(code: str) -> int | None:
    """Tell which of the areas this is that a plan makes; ``None`` if it has a code."""
    number = code.removeprefix(_NEW)
    return int(number) if number != code and _is_number(number) else None


def _next_number(start: str, width: int, used: Collection[str]) -> str | None:
    """Find the code of ``width`` more digits after the last one that begins so."""
    taken = {
        int(code[len(start) :])
        for code in used
        if len(code) == len(start) + width and code.startswith(start) and _is_number(code)
    }
    after = max(taken, default=0) + 1
    if after == 10**width:
        # The last number is taken, perhaps because somebody keeps 999 for the rest.
        after = next((number for number in range(1, after) if number not in taken), after)
    return f"{start}{after:0{width}}" if after < 10**width else None


def _is_number(code: str) -> bool:
    """Tell whether a code is of plain digits; full-width ones would name another area."""
    return code.isascii() and code.isdecimal()


DEFAULT_PATTERN = CodePattern.parse("county:6 subdistrict:9 community:12 grid:15 patch:17,18")
