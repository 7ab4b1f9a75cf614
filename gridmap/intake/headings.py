"""Which lines of a sheet name its columns: below titles, in one line or two, merged or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gridmap.intake.columns import lettered, normalised
from gridmap.intake.contents import is_row

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from gridmap.intake.formats.workbook import Merged, Sheet

__all__ = ["Heading", "find_heading"]

_LOOKED_AT: Final = 25
# Two known names make a header; one may stand anywhere.
_LEAST_KNOWN: Final = 2
# A header names nearly all columns; a line below a title names few.
_FULL: Final = 0.6


@dataclass(frozen=True, slots=True)
class Heading:
    """The header of a sheet.

    Attributes
    ----------
    names
        One a column; empty where a column has none. No name stands twice.
    first, last
        Its lines, counted from 0.
    known
        How many of the names mean something.
    """

    names: tuple[str, ...]
    first: int
    last: int
    known: float

    def better(self, other: Heading) -> bool:
        """Tell whether this means more columns, names more, or as many in fewer lines."""
        return self._worth() > other._worth()

    def _worth(self) -> tuple[float, int, int]:
        return self.known, sum(map(bool, self.names)), self.first - self.last


def find_heading(
    sheet: Sheet, known: Collection[str], likely: Callable[[str], bool] = lambda _: False
) -> Heading | None:
    """Find the line or the two lines that name the most columns.

    Parameters
    ----------
    known
        :func:`~gridmap.intake.columns.normalised` names that mean something.
    likely
        Tells whether another such name looks as if it meant something.

    Returns
    -------
    Heading or None
        ``None`` where no line looks like a header. Where no name is known, it is the first line
        that is about as full as any: a person may have to say what means what. A sheet that begins
        with its rows has the letters of its columns for a header.
    """
    lines = sheet.lines[:_LOOKED_AT]
    best: Heading | None = None
    for at in range(len(lines)):
        for last in (at, at + 1):
            if last >= len(lines) or not any(lines[last]):
                continue
            if last > at and _is_title(sheet, at):
                continue
            names = _names(lines, sheet.merged, at, last, known)
            score = float(sum(normalised(name) in known for name in names if name))
            # What only looks like a name of a column decides where nothing else does.
            score += sum(0.5 for name in names if name and likely(normalised(name)))
            found = Heading(_distinct(names), at, last, score)
            if score >= _LEAST_KNOWN and (best is None or found.better(best)):
                best = found
    if best is not None:
        return best
    fullest = max(map(_filled, lines), default=0)
    plain = next(
        (at for at, line in enumerate(lines) if _filled(line) > max(1, _FULL * fullest)), None
    )
    if plain is None:
        return None
    if is_row(lines[plain]):
        width = max(map(len, lines))
        return Heading(tuple(map(lettered, range(width))), plain, plain - 1, 0)
    alone = Heading(_distinct([cell.strip() for cell in lines[plain]]), plain, plain, 0)
    if plain > 0 and not _is_title(sheet, plain - 1):
        names = _names(lines, sheet.merged, plain - 1, plain, known)
        grouped = Heading(_distinct(names), plain - 1, plain, 0)
        return grouped if grouped.better(alone) else alone
    return alone


def _names(
    lines: Sequence[Sequence[str]],
    merged: Sequence[Merged],
    first: int,
    last: int,
    known: Collection[str],
) -> list[str]:
    """Read the names that one line, or a line of groups and the line below it, give."""
    lower = [_plain(cell) for cell in lines[last]]
    if first == last:
        return lower
    upper = [_plain(cell) for cell in lines[first]]
    width = max(len(lower), len(upper))
    lower += [""] * (width - len(lower))
    upper = _spread(upper + [""] * (width - len(upper)), lower, merged, first)
    return [_named(group, name, known) for group, name in zip(upper, lower, strict=True)]


def _spread(
    upper: list[str], lower: Sequence[str], merged: Sequence[Merged], line: int
) -> list[str]:
    """Let the name of a group stand over all of its columns.

    Without word of merged cells a group reaches as far as names stand below nothing.
    """
    if merged:
        for cells in merged:
            if cells.top <= line <= cells.bottom and cells.left < len(upper):
                for column in range(cells.left, min(cells.right + 1, len(upper))):
                    upper[column] = upper[cells.left]
        return upper
    for column in range(1, len(upper)):
        if not upper[column] and lower[column] and lower[column - 1]:
            upper[column] = upper[column - 1]
    return upper


def _named(group: str, name: str, known: Collection[str]) -> str:
    """Name a column below a group: 房东 over 电话 is 房东/电话, but 地址 over 楼栋 is 楼栋."""
    if not group or not name or group == name:
        return name or group
    together = f"{group}/{name}"
    if normalised(together) in known or normalised(name) not in known:
        return together
    return name


def _plain(cell: str) -> str:
    """Write a name in one line: headers are broken by hand to make columns narrow."""
    return "".join(cell.split("\n")).strip()


def _is_title(sheet: Sheet, line: int) -> bool:
    """Tell what stands alone above a whole table from a group that stands over some columns."""
    filled = _filled(sheet.lines[line])
    if filled != 1:
        return filled == 0
    width = max(map(_filled, sheet.lines[line + 1 : _LOOKED_AT]), default=0)
    return not any(
        cells.top <= line <= cells.bottom and cells.right - cells.left + 1 < width
        for cells in sheet.merged
    )


def _filled(line: Sequence[str]) -> int:
    return sum(1 for cell in line if cell.strip())


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Number the names that stand twice; a nameless column stays nameless and is not read."""
    seen: dict[str, int] = {}
    distinct = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        distinct.append(name if seen[name] == 1 or not name else f"{name} ({seen[name]})")
    return tuple(distinct)
