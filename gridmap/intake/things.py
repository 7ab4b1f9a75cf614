"""What can be read, its standard columns, and the names people give them.

Chinese and English headers, the keys of OpenStreetMap, and the pinyin initials that ten-letter
shapefile columns are reduced to. Letter case, width, blanks, underscores and remarks in brackets
do not matter (:func:`gridmap.intake.columns.normalised`).
"""

from __future__ import annotations

from typing import Final

from gridmap.intake.ledger_columns import DO_NOT_VISIT, KEY_GROUPS, LEDGER
from gridmap.intake.place_headers import (
    ADDRESS,
    BUILDING,
    COORDINATES,
    DOOR,
    ESTATE,
    LIKELY,
    UNIT,
)
from gridmap.intake.thing import Places, Thing

__all__ = ["THINGS", "Places", "Thing"]

# fmt: off
AREAS: Final = Thing(
    "areas",
    {
        "code": (
            "code", "代码", "编码", "网格编号", "网格编码", "网格代码", "区划代码", "区域编码",
            "行政区划代码", "统计用区划代码", "社区编码", "社区代码", "grid_code", "area_code",
            "id", "编号", "wgbm", "wgbh", "bm", "dm",
        ),
        "name": ("name", "名称", "网格名称", "区域名称", "社区名称", "网格名", "wgmc", "mc"),
        "level": ("level", "层级", "级别", "网格层级", "类别层级"),
        "parent": (
            "parent", "parent_code", "parent_id", "上级", "上级编码", "上级代码", "上级编号",
            "父级", "父级编码", "sjbm",
        ),
        # Said in passing: taken where that area is known, else the code tells.
        "within": (
            "community", "community_code", "所属社区编码", "所属社区代码", "所属网格编码",
        ),
        "kind": ("kind", "type", "类型", "网格类型", "wglx"),
        "wkt": COORDINATES["wkt"],
    },
    ("code",),
    "polygon",
)

_TAGS: Final = {
    "housenumber": ("addr:housenumber", "housenumber", "house_number"),
    "housename": ("addr:housename", "housename"),
    "street": ("addr:street", "street"),
    "place": ("addr:place",),
    "element": ("element", "element_type", "osm_type", "@type"),
    "element_id": ("osmid", "osm_id", "id"),
}
BUILDINGS: Final = Thing(
    "buildings",
    {
        "source_ref": (
            "source_ref", "ref", "@id", "building_id", "building_code", "楼栋编号", "楼栋编码",
            "楼栋代码", "建筑编号", "建筑编码", "房屋编码", "编号", "编码", "代码", "code", "id",
            "osm_id", "osmid", "ldbh", "ldbm",
        ),
        "name": (
            "name:zh", "name", "名称", "楼栋名称", "楼名", "建筑名称", "建筑物名称", "楼栋", "ldmc",
            "jzwmc", "楼栋号", "楼号", "栋号", "幢号", "楼幢号", "楼宇名称", "楼宇", "楼座",
            "楼幢", "ldh", "lzh", "lh", "jzmc", "lymc", "fwmc",
        ),
        "address": (
            "address", "addr:full", "详细地址", "地址", *ADDRESS, "地址名称", "全地址", "地址描述",
            "门牌", "门牌号", "dz", "addr",
        ),
        "estate": ("estate", *ESTATE, "residential"),
        "kind": (
            "kind", "building", "type", "类型", "用途", "房屋用途", "建筑类型", "楼栋类型",
            "建筑用途", "class",
        ),
        "levels": (
            "levels", "building:levels", "层数", "楼层", "总层数", "地上层数", "楼层数", "floors",
            "num_floors", "floor", "storeys", "stories", "cs", "zcs",
        ),
        "flats": (
            "flats", "building:flats", "户数", "总户数", "households", "units", "房屋套数",
            "套数", "hs",
        ),
        "address_code": ("address_code", "标准地址编码", "地址编码", "标准地址代码", "dzbm"),
        "real_estate_unit": ("real_estate_unit", "不动产单元号", "不动产单元代码", "bdcdyh"),
        **_TAGS,
        **COORDINATES,
    },
    (),
    "footprint",
    likely={
        "name": LIKELY["building"],
        **{name: LIKELY[name] for name in ("address", "estate")},
    },
)

HOUSEHOLDS: Final = Thing(
    "households",
    {
        "external_id": (
            "external_id", "household_id", "id", "户编号", "户编码", "户籍编号", "编号",
            "家庭编号", "标准地址编码", "不动产单元号", "序列号",
        ),
        "building": (*BUILDING, "详细地址", "地址", "住址", "address"),
        "unit": UNIT,
        "floor": ("floor", "level", "楼层", "层", "所在层", "层号"),
        "door": DOOR,
        "occupancy": (
            "occupancy", "居住状态", "居住情况", "房屋状态", "入住情况", "使用情况", "状态",
        ),
        "do_not_visit": DO_NOT_VISIT,
        "key_groups": KEY_GROUPS,
        **COORDINATES,
    },
    (),
    "point",
    people=True,
    placeless=True,
)

VISITS: Final = Thing(
    "visits",
    {
        "id": ("id", "visit_id", "uid", "uuid", "走访编号", "记录编号", "编号"),
        "household": ("household", "household_id", "户编号", "户编码", "家庭编号", "住户"),
        "building": BUILDING,
        "unit": UNIT,
        "door": DOOR,
        "outcome": ("outcome", "result", "结果", "走访结果", "入户结果", "情况", "走访情况"),
        "occurred_at": (
            "occurred_at", "time", "date", "visited_at", "时间", "走访时间", "入户时间",
            "走访日期", "日期", "入户日期", "datetime",
        ),
        "mode": ("mode", "方式", "走访方式", "联系方式类型", "形式"),
        "source": ("source", "来源", "记录来源", "登记方式"),
        "corrects": ("corrects", "更正", "更正编号", "更正的记录"),
    },
    ("outcome", "occurred_at"),
    "none",
    people=True,
    placeless=True,
)

LIST: Final = Thing(
    "list",
    {
        "source_ref": (
            "source_ref", "ref", "building_ref", "building_id", "building_code", "楼栋编号",
            "楼栋编码", "楼栋代码", "建筑编号", "建筑编码", "房屋编码", "标准地址编码", "地址编码",
            "不动产单元号", "ldbh", "ldbm", "address_code", "real_estate_unit",
        ),
        "address": (
            "address", "地址", "详细地址", "楼栋地址", "坐落", "门牌地址", "所在地址", "住址", "dz",
            "addr",
        ),
        "name": (
            "name", "building", "building_name", "楼栋", "楼栋名称", "楼名", "建筑名称",
            "建筑物名称", "名称", "楼栋号", "楼号", "栋号", "幢号", "栋", "幢", "所属楼栋", "ldmc",
        ),
        "estate": (
            "estate", "小区", "小区名称", "所属小区", "小区名", "院落", "residential", "xqmc",
        ),
        "kind": (
            "kind", "type", "类型", "用途", "房屋用途", "建筑类型", "楼栋类型", "建筑用途", "class",
        ),
        "levels": (
            "levels", "building:levels", "层数", "总层数", "地上层数", "楼层数", "floors",
            "num_floors", "storeys", "stories", "cs", "zcs",
        ),
        "units": ("units", "单元数", "单元总数", "entrances", "staircases", "dys"),
        "flats": (
            "flats", "building:flats", "户数", "总户数", "households", "房屋套数", "套数", "hs",
        ),
    },
    (),
    "none",
    people=True,
    placeless=True,
)

PEOPLE: Final = Thing(
    "people",
    {
        "name": ("name", "姓名", "名字", "人员姓名", "full name"),
        "phone": (
            "phone", "电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "电话号码",
            "mobile", "tel",
        ),
        "office": (
            "office", "职务", "岗位", "职务名称", "担任职务", "人员类型", "角色", "身份",
            "position", "role",
        ),
        "area": (
            "area", "区域代码", "区域编码", "区域", "负责区域", "责任区域", "责任区", "邻编码",
            "网格编码", "网格代码", "邻", "网格", "所属区域", "所属网格", "area_code", "code",
        ),
        "community": ("community", "社区", "所属社区", "社区名称", "村社区", "村", "所属村"),
        "department": ("department", "部门", "所属部门", "部门名称", "所在部门"),
        "since": (
            "since", "任职日期", "任职时间", "开始日期", "起始日期", "上岗日期", "上岗时间", "from",
        ),
    },
    ("name",),
    "none",
    people=True,
    placeless=True,
)
# fmt: on

THINGS: Final = {
    thing.name: thing for thing in (AREAS, BUILDINGS, HOUSEHOLDS, VISITS, LIST, LEDGER, PEOPLE)
}
