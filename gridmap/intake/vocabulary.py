"""The words people write in tables, in Chinese and English, and what they mean here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from gridmap.errors import Finding
from gridmap.intake.columns import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "KEY_GROUPS",
    "LEVELS",
    "MODES",
    "OCCUPANCIES",
    "OUTCOMES",
    "SOURCES",
    "split_groups",
    "translated",
    "yes_no",
]

_Words = dict[str, tuple[str, ...]]

_OUTCOMES: Final[_Words] = {
    "met": ("met", "见面", "已见面", "见到", "见到人", "已走访", "入户", "已入户", "成功", "在家", "at home"),
    "no_answer": ("no_answer", "没人", "无人", "家中无人", "没人在家", "无人在家", "不在家", "敲门无人应答")
    + ("无人应答", "not home", "nobody home"),
    "no_access": ("no_access", "进不了门", "进不去", "无法进入", "门禁", "进不了单元门", "locked out"),
    "refused": ("refused", "拒访", "拒绝", "拒绝走访", "不配合", "拒绝入户", "不开门"),
    "vacant": ("vacant", "空置", "空房", "空置房", "无人居住", "没人住", "empty"),
    "moved": ("moved", "已搬走", "搬走", "搬走了", "已搬离", "搬离", "已迁出", "moved away"),
    "not_found": ("not_found", "查无此户", "找不到", "地址不存在", "无此户", "地址有误", "no such door"),
}
_MODES: Final[_Words] = {
    "door": ("door", "上门", "入户", "敲门", "上门走访", "at the door"),
    "phone": ("phone", "电话", "打电话", "电话联系", "call"),
    "chat": ("chat", "微信", "聊天", "线上", "微信联系", "wechat"),
    "elsewhere": ("elsewhere", "met elsewhere", "别处", "路上遇到", "偶遇", "别处见面", "其他地点"),
}
_SOURCES: Final[_Words] = {
    "on_the_spot": ("on_the_spot", "现场", "当场", "现场登记"),
    "later": ("later", "补录", "事后", "后补"),
    "paper": ("paper", "纸单", "纸质", "纸质单", "纸表"),
    "told": ("told", "代录", "口述", "电话告知"),
}
_LEVELS: Final[_Words] = {
    "county": ("county", "区", "县", "区县", "市辖区", "district"),
    "subdistrict": ("subdistrict", "街道", "镇", "乡", "乡镇", "街镇", "街道办", "管委会", "township"),
    "community": ("community", "社区", "村", "村社区", "village", "居委会", "村委会"),
    "grid": ("grid", "网格", "基础网格", "综合网格", "专属网格", "片", "片区", "一级网格"),
    "group": ("group", "组", "居民小组", "村民小组", "楼栋组"),
    "patch": ("patch", "邻", "邻里", "微网格"),
}
_OCCUPANCIES: Final[_Words] = {
    "occupied": ("occupied", "自住", "在住", "常住", "居住", "有人住", "正常", "入住"),
    "vacant": ("vacant", "空置", "空房", "无人居住", "没人住", "空"),
    "rented": ("rented", "出租", "租住", "租户", "承租", "出租房"),
    "collective": ("collective", "集体", "集体宿舍", "集体户", "宿舍"),
}
KEY_GROUPS: Final = ("困难群众", "独居老人", "留守儿童", "残疾人", "困难党员", "流动党员")
"""The groups that come with gridmap; others come in as they are written."""

_GROUPS: Final[_Words] = {
    "困难群众": ("困难", "低保", "低保户", "困难户", "特困", "hardship", "low income"),
    "独居老人": ("独居", "空巢老人", "孤寡老人", "elder living alone", "elderly living alone"),
    "留守儿童": ("left-behind child", "left behind children"),
    "残疾人": ("残疾", "残障", "disabled", "disability"),
    "困难党员": ("party member in hardship",),
    "流动党员": ("party member away", "mobile party member"),
}
_YES: Final = frozenset(("1", "true", "yes", "y", "t", "是", "有", "√", "✓", "对", "谢绝", "不上门"))
_NO: Final = frozenset(("0", "false", "no", "n", "f", "否", "无", "×", "-", "没有", ""))


def _inverted(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {normalised(word): meant for meant, names in words.items() for word in (meant, *names)}


OUTCOMES: Final = _inverted(_OUTCOMES)
MODES: Final = _inverted(_MODES)
SOURCES: Final = _inverted(_SOURCES)
LEVELS: Final = _inverted(_LEVELS)
OCCUPANCIES: Final = _inverted(_OCCUPANCIES)
_GROUP_NAMES: Final = _inverted(_GROUPS)


def translated(
    cells: pd.Series, words: Mapping[str, str], rows: pd.Series, code: str
) -> tuple[pd.Series, list[Finding]]:
    """Give the meaning of each cell; a word nobody knows becomes NA, with a finding ``code``."""
    known = {
        cell: words.get(normalised(cell)) for cell in cells.dropna().unique()
    }
    meant = cells.map(known).astype(pd.StringDtype(na_value=pd.NA))
    strange = cells.notna() & meant.isna()
    findings = [
        Finding(code, "warning", int(row), {"row": int(row), "word": str(word)})
        for row, word in zip(rows[strange], cells[strange], strict=True)
    ]
    return meant, findings


def yes_no(cells: pd.Series, rows: pd.Series, code: str) -> tuple[pd.Series, list[Finding]]:
    """Read yes and no; blank is no, anything else is taken as yes, with a finding ``code``.

    For "no visits" the careful reading of an unclear mark is that it stands.
    """
    plain = cells.fillna("").map(normalised)
    no = plain.isin({normalised(word) for word in _NO})
    unclear = ~no & ~plain.isin({normalised(word) for word in _YES})
    findings = [
        Finding(code, "warning", int(row), {"row": int(row), "word": str(word)})
        for row, word in zip(rows[unclear], cells[unclear], strict=True)
    ]
    return ~no, findings


def split_groups(cell: str) -> tuple[str, ...]:
    """Take a cell of groups apart at the usual separators, each by its full name, once."""
    for separator in ("、", ",", "，", ";", "；", "/", "|"):
        cell = cell.replace(separator, "\n")
    parts = [part.strip() for part in cell.split("\n")]
    named = [_GROUP_NAMES.get(normalised(part), part) for part in parts]
    blank = {normalised(word) for word in _NO}
    return tuple(dict.fromkeys(name for name in named if normalised(name) not in blank))
