"""Lines below a table that are no rows of it: totals, signatures, remarks on how to fill it in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

__all__ = ["footers"]

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


def _filled(line: Sequence[str]) -> int:
    return sum(1 for cell in line if cell.strip())
