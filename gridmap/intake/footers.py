"""Lines of a table that are no rows: totals, signatures, remarks, names across the rows below."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from gridmap.territory.addresses import parse

__all__ = ["footers", "sections"]

_BEGINS: Final = re.compile(
    r"(?:合计|小计|总计|共计|本页|累计|total\b)"
    r"|(?:填表|填报|制表|审核|复核|采集|登记|负责|经办|核对|制作)(?:人|单位|日期|时间|说明)?[:：]"
    r"|(?:备注|说明|注|注意|附|附注|注释|提示)[:：]|[*※★]"
    r"|.{0,8}(?:签字|签名|盖章)|共\s*\d+\s*[户人行条家栋套]",
    re.IGNORECASE,
)
_BLANK: Final = re.compile(r"\s+")
# A remark alone in its line, where a row has more cells.
_ROW: Final = 3


def footers(lines: Sequence[Sequence[str]], first: int) -> set[int]:
    """Find the lines that are no rows.

    Anywhere those that begin as totals and signatures do; at the end also those that hold one cell
    only, for remarks are written on in the next line.

    Parameters
    ----------
    first
        Where rows begin.
    """
    found = set()
    ended = True
    widest = max((_filled(line) for line in lines[first:]), default=0)
    for at in range(len(lines) - 1, first - 1, -1):
        filled = _filled(lines[at])
        if filled == 0:
            continue
        text = next(cell for cell in lines[at] if cell.strip())
        begins = _BEGINS.match(_BLANK.sub("", unicodedata.normalize("NFKC", text)))
        if begins or (ended and filled == 1 and widest >= _ROW):
            found.add(at)
        else:
            ended = False
    return found


def sections(lines: Sequence[Sequence[str]], first: int) -> dict[int, str]:
    """Find the lines across a table that say what the rows below are about: 万润滨江, 3栋.

    One cell at the left, beside rows of several, that is no address down to a door.
    """
    widest = max((_filled(line) for line in lines[first:]), default=0)
    if widest <= _ROW:
        return {}
    found = {}
    for at in range(first, len(lines)):
        cells = [cell.strip() for cell in lines[at]]
        if cells and cells[0] and _filled(cells) == 1 and not cells[0].isdecimal():
            told = parse(cells[0])
            if told.door is None and (told.estate or told.road or told.building):
                found[at] = cells[0]
    return found


def _filled(line: Sequence[str]) -> int:
    return sum(1 for cell in line if cell.strip())
