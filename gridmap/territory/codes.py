"""Levels of area and the administrative codes that name them.

National codes have 6 digits for a county (区县), 9 for a subdistrict (街道), 12 for a community
(社区); localities add 3 for a grid (网格) and 2 or 3 for a patch (邻). Source: GB/T 10114 and the
statistical division codes of the National Bureau of Statistics; the lengths below the community are
local standards, hence a setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gridmap.errors import InputError

__all__ = ["DEFAULT_PATTERN", "CodePattern", "Level"]


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


def _is_number(code: str) -> bool:
    """Tell whether a code is of plain digits; full-width ones would name another area."""
    return code.isascii() and code.isdecimal()


DEFAULT_PATTERN = CodePattern.parse("county:6 subdistrict:9 community:12 grid:15 patch:17,18")
