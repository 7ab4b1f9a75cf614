"""What buildings are used for, as Chinese lists and maps call it, in OpenStreetMap's words."""

from __future__ import annotations

from typing import Final

import pandas as pd

from gridmap.intake.columns import normalised
from gridmap.intake.frames import TEXT

__all__ = ["in_known_words"]

# Longer ones are a slip of the columns.
_LONGEST: Final = 200
# fmt: off
_USES: Final = {
    normalised(word): use
    for use, words in {
        "residential": (
            "住宅", "居民楼", "居民住宅", "民用住宅", "商品房", "公寓", "住宅楼", "住房", "居住",
            "多层住宅", "小高层住宅", "高层住宅", "单元楼", "家属楼", "安置房", "回迁房", "房改房",
            "公租房", "廉租房", "经济适用房", "商住楼", "商住两用",
        ),
        "house": ("平房", "自建房", "居民自建房", "农房", "民房", "村民住宅", "别墅", "私房"),
        "dormitory": ("宿舍", "集体宿舍"),
        "commercial": ("商业", "商铺", "门面", "商业楼", "商场", "写字楼", "办公", "办公楼"),
        "school": ("学校", "幼儿园"),
        "industrial": ("厂房", "工业", "仓库"),
    }.items()
    for word in words
}
# fmt: on


def in_known_words(cells: pd.Series) -> pd.Series:
    """Say uses in the words that the rest of gridmap knows; other words stay as they are."""
    known = {cell: _USES.get(normalised(cell), cell[:_LONGEST]) for cell in cells.dropna().unique()}
    return cells.map(known).astype(TEXT)
