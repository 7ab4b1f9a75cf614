"""The words people write in tables, in Chinese and English, and what they mean here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gridmap.errors import Finding, Severity
from gridmap.fieldwork.outcomes import Mode, Outcome, Source
from gridmap.intake.columns import normalised
from gridmap.territory.codes import Level
from gridmap.territory.people import KeyGroup, Occupancy, Office, Registration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

__all__ = [
    "LEVELS",
    "MODES",
    "OCCUPANCIES",
    "OFFICES",
    "OUTCOMES",
    "REGISTRATIONS",
    "RESIDENTS",
    "SOURCES",
    "is_blank",
    "split_groups",
    "translated",
    "yes_no",
]

_SHOWN: Final = 40
_Words = dict[str, tuple[str, ...]]

# fmt: off
_OUTCOMES: Final[_Words] = {
    Outcome.MET: (
        "见面", "已见面", "见到", "见到人", "已走访", "入户", "已入户", "成功", "在家", "at home",
    ),
    Outcome.NO_ANSWER: (
        "没人", "无人", "家中无人", "没人在家", "无人在家", "不在家", "敲门无人应答", "无人应答",
        "not home", "nobody home",
    ),
    Outcome.NO_ACCESS: ("进不了门", "进不去", "无法进入", "门禁", "进不了单元门", "locked out"),
    Outcome.REFUSED: ("拒访", "拒绝", "拒绝走访", "不配合", "拒绝入户", "不开门"),
    Outcome.VACANT: ("空置", "空房", "空置房", "无人居住", "没人住", "empty"),
    Outcome.MOVED: ("已搬走", "搬走", "搬走了", "已搬离", "搬离", "已迁出", "moved away"),
    Outcome.NOT_FOUND: ("查无此户", "找不到", "地址不存在", "无此户", "地址有误", "no such door"),
}
_MODES: Final[_Words] = {
    Mode.DOOR: ("上门", "入户", "敲门", "上门走访", "at the door"),
    Mode.PHONE: ("电话", "打电话", "电话联系", "call"),
    Mode.CHAT: ("微信", "聊天", "线上", "微信联系", "wechat"),
    Mode.ELSEWHERE: ("met elsewhere", "别处", "路上遇到", "偶遇", "别处见面", "其他地点"),
}
_SOURCES: Final[_Words] = {
    Source.ON_THE_SPOT: ("现场", "当场", "现场登记"),
    Source.LATER: ("补录", "事后", "后补"),
    Source.PAPER: ("纸单", "纸质", "纸质单", "纸表"),
    Source.TOLD: ("代录", "口述", "电话告知"),
}
_LEVELS: Final[_Words] = {
    Level.COUNTY: ("区", "县", "区县", "市辖区", "district"),
    Level.SUBDISTRICT: ("街道", "镇", "乡", "乡镇", "街镇", "街道办", "管委会", "township"),
    Level.COMMUNITY: ("社区", "村", "村社区", "village", "居委会", "村委会"),
    Level.GRID: ("网格", "基础网格", "综合网格", "专属网格", "片", "片区", "一级网格"),
    Level.GROUP: ("组", "居民小组", "村民小组", "楼栋组"),
    Level.PATCH: ("邻", "邻里", "微网格"),
}
_OCCUPANCIES: Final[_Words] = {
    Occupancy.OCCUPIED: (
        "自住", "在住", "常住", "居住", "有人住", "正常", "入住", "自有", "自有住房", "业主自住",
        "自用", "自住房", "有人居住", "住", "住人", "自己住", "自家住", "在家", "本人居住",
        "本人自住",
        "业主居住", "房主自住", "房东自住", "父母居住", "父母住", "子女居住", "子女住", "儿子住",
        "女儿住",
        "家人居住", "家人住", "亲属居住", "亲戚居住", "亲戚住", "老人居住", "老人住", "借住",
        "借用",
        "owner occupied", "owner",
    ),
    Occupancy.VACANT: (
        "空置", "空房", "无人居住", "没人住", "空", "空置房", "闲置", "未入住", "未住人", "空关",
        "无人", "未装修", "毛坯", "毛坯房", "未交房", "装修中", "在装修", "待租", "待售", "未出租",
        "不住", "不住人", "未居住", "空着", "房空", "外出,房空", "常年空置", "长期空置", "empty",
    ),
    Occupancy.RENTED: (
        "出租", "租住", "租户", "承租", "出租户", "出租房", "租房", "租赁", "出租屋", "租", "租客",
        "整租", "合租", "群租", "转租", "租出去了", "已出租", "已租", "租出", "出租中", "租给别人",
        "全租", "部分出租", "短租", "民宿", "租住户", "let", "tenant",
    ),
    Occupancy.COLLECTIVE: (
        "集体", "集体宿舍", "集体户", "宿舍", "员工宿舍", "职工宿舍", "学生宿舍", "dormitory",
    ),
}
_REGISTRATIONS: Final[_Words] = {
    Registration.BOTH: (
        "人户一致", "人户合一", "人在户在", "户在人在", "一致", "是", "both",
        "lives and registered here",
    ),
    Registration.LIVES_HERE: (
        "人在户不在", "户不在人在", "有人无户", "人来户未来", "lives here", "lives here only",
    ),
    Registration.REGISTERED_HERE: (
        "户在人不在", "人不在户在", "有户无人", "空挂户", "空挂", "挂户", "registered here",
        "registered here only",
    ),
}
_RESIDENTS: Final[_Words] = {
    "registered": (
        "户籍", "户籍人口", "户籍人员", "常住户籍", "常住户籍人口", "本地户籍", "本地", "户籍居民",
        "registered resident",
    ),
    "migrant": (
        "流动", "流动人口", "流动人员", "外来", "外来人口", "外来人员", "外地", "外地户籍",
        "暂住人口", "寄住人口", "非户籍", "非户籍人口", "来穗人员", "来沪人员", "新市民",
        "migrant resident",
    ),
}
_OFFICES: Final[_Words] = {
    Office.CADRE: (
        "干部", "社区干部", "街道干部", "村干部", "联系干部", "社区工作者", "社区书记",
        "居委会主任",
    ),
    Office.GRID_LEAD: ("网格长", "片长", "片区长", "grid lead"),
    Office.GRID_WORKER_FULL: (
        "网格员", "专职网格员", "专职", "grid worker", "full-time grid worker",
    ),
    Office.GRID_WORKER_PART: ("兼职网格员", "兼职", "part-time grid worker"),
    Office.GRID_CADRE: (
        "包格干部", "包片干部", "包网格干部", "cadre in charge of a grid",
    ),
    Office.GROUP_LEAD: ("组长", "居民小组长", "村民小组长", "小组长", "group lead"),
    Office.PATCH_LEADER: ("邻长", "邻里长", "neighbour leader", "patch leader"),
    Office.BUILDING_LEAD: ("楼栋长", "楼长", "单元长", "building lead"),
    Office.MEMBER_HOUSEHOLD: ("党员中心户", "中心户", "member household"),
    Office.SERVICE_POST: ("公益岗位", "公益岗", "公益性岗位", "service post"),
    Office.PLANNER: ("规划员", "街道规划员"),
    Office.DEPARTMENT_OFFICER: ("部门联络员", "联络员", "department officer"),
    Office.ADMIN: ("管理员", "系统管理员", "administrator"),
}
_GROUPS: Final[_Words] = {
    KeyGroup.HARDSHIP: ("困难", "低保", "低保户", "困难户", "特困", "hardship", "low income"),
    KeyGroup.ELDER_ALONE: (
        "独居",
        "空巢老人",
        "孤寡老人",
        "elder living alone",
        "elderly living alone",
    ),
    KeyGroup.CHILD_LEFT_BEHIND: ("left-behind child", "left behind children"),
    KeyGroup.DISABLED: ("残疾", "残障", "disabled", "disability"),
    KeyGroup.MEMBER_IN_HARDSHIP: ("party member in hardship",),
    KeyGroup.MEMBER_AWAY: ("party member away", "mobile party member"),
}
# fmt: on
_YES: Final = frozenset(
    ("1", "true", "yes", "y", "t", "是", "有", "√", "✓", "对", "谢绝", "不上门")
)
_NO: Final = frozenset(("0", "false", "no", "n", "f", "否", "无", "×", "-", "没有", ""))


_NOTHING: Final = frozenset(
    ("", "无", "没有", "不详", "未知", "暂无", "none", "na", "n/a", "null", "\\")
)


def _inverted(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {
        normalised(word): str(meant) for meant, names in words.items() for word in (meant, *names)
    }


OUTCOMES: Final = _inverted(_OUTCOMES)
MODES: Final = _inverted(_MODES)
SOURCES: Final = _inverted(_SOURCES)
LEVELS: Final = _inverted(_LEVELS)
OCCUPANCIES: Final = _inverted(_OCCUPANCIES)
OFFICES: Final = _inverted(_OFFICES)
REGISTRATIONS: Final = _inverted(_REGISTRATIONS)
RESIDENTS: Final = _inverted(_RESIDENTS)
"""What makes somebody count as registered here or as a migrant."""
_GROUP_NAMES: Final = _inverted(_GROUPS)


def translated(
    cells: pd.Series,
    words: Mapping[str, str],
    rows: pd.Series,
    code: str,
    *,
    severity: Severity = "warning",
) -> tuple[pd.Series, list[Finding]]:
    """Give the meaning of each cell; a word nobody knows becomes NA, with a finding ``code``."""
    import pandas as pd  # noqa: PLC0415  (the reading process does without)

    known = {cell: words.get(normalised(cell)) for cell in cells.dropna().unique()}
    meant = cells.map(known).astype(pd.StringDtype(na_value=pd.NA))
    strange = cells.notna() & meant.isna()
    findings = [
        Finding(code, severity, int(row), {"word": str(word)[:_SHOWN]})
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
        Finding(code, "warning", int(row), {"word": str(word)[:_SHOWN]})
        for row, word in zip(rows[unclear], cells[unclear], strict=True)
    ]
    return ~no, findings


def is_blank(cell: str) -> bool:
    """Tell a cell that says nothing: ``无``, ``/``, ``-`` and the like."""
    return normalised(cell) in _NOTHING


def split_groups(cell: str) -> tuple[str, ...]:
    """Take a cell of groups apart at the usual separators, each by its full name, once."""
    for separator in ("、", ",", "，", ";", "；", "/", "|"):
        cell = cell.replace(separator, "\n")
    parts = [part.strip() for part in cell.split("\n")]
    named = [_GROUP_NAMES.get(normalised(part), part) for part in parts]
    blank = {normalised(word) for word in _NO}
    return tuple(dict.fromkeys(name for name in named if normalised(name) not in blank))
