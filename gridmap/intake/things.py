"""What can be read, its standard columns, and the names people give them.

Chinese and English headers, the keys of OpenStreetMap, and the pinyin initials that ten-letter
shapefile columns are reduced to. Letter case, width, blanks, underscores and remarks in brackets
do not matter (:func:`gridmap.intake.columns.normalised`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

__all__ = ["THINGS", "Places", "Thing"]

Places = Literal["polygon", "footprint", "point", "line", "none"]


@dataclass(frozen=True)
class Thing:
    """What a file is read for.

    Attributes
    ----------
    name
        As the public function calls it.
    columns
        Standard columns and the header names they are known by, the best first.
    required
        Standard columns without which the file is of no use.
    places
        What geometry its records have. ``footprint`` is a polygon or a point.
    people
        Whether records are about people: then control lists are refused.
    placeless
        Whether a record without a geometry is as good as one with.
    likely
        What other headers of a standard column look like, where none of its names is there.
    """

    name: str
    columns: Mapping[str, Sequence[str]]
    required: Sequence[str]
    places: Places
    people: bool = False
    placeless: bool = False
    likely: Mapping[str, re.Pattern[str]] = field(default_factory=dict)


# fmt: off
_PLACE: Final = {
    "lon": ("lon", "lng", "long", "longitude", "经度", "x", "point_x", "x坐标", "坐标x"),
    "lat": ("lat", "latitude", "纬度", "y", "point_y", "y坐标", "坐标y"),
    "wkt": ("wkt", "geometry", "geom", "the_geom", "shape", "几何", "范围", "wkt_geom"),
}
_BUILDING: Final = (
    "building", "building_ref", "building_id", "building_code", "楼栋", "楼栋编号", "楼栋编码",
    "楼栋号", "楼栋代码", "楼号", "栋号", "幢号", "栋", "幢", "楼", "所属楼栋",
)
# Nobody's registered or working address, nor the landlord's, says which dwelling a row is about.
_LIKELY: Final = {
    "address": re.compile(
        r"(?!.*(?:户籍|户口|身份证|工作|单位|公司|房东|房主|业主|籍贯|原|迁|转|邮|类|性质|编码|代码|联系|证))"
        r".*(?:地址|住址|详址|坐落|座落|住所|住处|房产名称|房屋名称|房产|地点|位置)(?:描述|信息|全称)?"
    ),
    "estate": re.compile(r"(?!.*物业).*(?:小区|院落|楼盘|住宅区|大院|庄园)(?:名称?|楼盘)?"),
    "building": re.compile(
        r"(?!.*(?:编码|代码|长|员|数|单元|房号|室))"
        r".*(?:楼栋|楼幢|楼宇|楼座|[栋幢座]|楼号|号楼)(?:号码?|名称?)?"
    ),
    "unit": re.compile(r"(?!.*(?:不动产|数)).*(?:单元|梯)(?:号码?|名称?)?"),
    "floor": re.compile(r"(?!.*(?:总|地上|地下|数)).*(?:楼层|层)(?:号|次)?"),
    "door": re.compile(
        r"(?!.*(?:编码|代码|证|数)).*(?:房间|房屋|门户|[房室户]|门牌)(?:号码?|名称)"
    ),
}
_UNIT: Final = ("unit", "单元", "单元号", "单元名称", "单元门", "门洞", "门栋", "几单元")
_DOOR: Final = (
    "door", "door_no", "room", "flat", "apartment", "门牌", "门牌号", "室", "室号", "房号",
    "房间号", "户号", "房屋编号", "门号",
)
# 居住地址, 房屋坐落, 楼栋标准地址: whose and which place, in all their combinations.
_ADDRESS: Final = tuple(
    whose + which + place
    for place in ("地址", "住址", "坐落", "座落", "位置", "门牌地址", "住所")
    for which in ("", "详细", "具体", "标准", "所在")
    for whose in (
        "", "现", "现居住", "现住", "居住", "家庭", "家庭居住", "房屋", "住房", "住宅", "住户",
        "房产", "实际居住", "实际", "常住", "经营", "单位", "楼栋", "建筑", "建筑物",
    )
    if whose or which or place != "位置"
)
_OF_ESTATE: Final = (
    "小区", "小区名称", "所属小区", "小区名", "居住小区", "所在小区", "院落", "院落名称", "楼盘",
    "楼盘名称", "小区院落", "小区/院落", "住宅小区", "大院", "小区/村", "小区村", "自然村", "村名",
    "小区楼盘名称", "xqmc",
)

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
        "wkt": _PLACE["wkt"],
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
            "jzwmc", "楼栋号", "楼号", "栋号", "幢号", "楼幢号", "楼宇名称", "楼宇", "楼座", "楼幢",
        ),
        "address": (
            "address", "addr:full", "详细地址", "地址", *_ADDRESS, "地址名称", "全地址", "地址描述",
            "门牌", "门牌号", "dz", "addr",
        ),
        "estate": ("estate", *_OF_ESTATE, "residential"),
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
        **_PLACE,
    },
    (),
    "footprint",
    likely={
        "name": _LIKELY["building"],
        **{name: _LIKELY[name] for name in ("address", "estate")},
    },
)

HOUSEHOLDS: Final = Thing(
    "households",
    {
        "external_id": (
            "external_id", "household_id", "id", "户编号", "户编码", "户籍编号", "编号",
            "家庭编号", "标准地址编码", "不动产单元号", "序列号",
        ),
        "building": (*_BUILDING, "详细地址", "地址", "住址", "address"),
        "unit": _UNIT,
        "floor": ("floor", "level", "楼层", "层", "所在层", "层号"),
        "door": _DOOR,
        "occupancy": (
            "occupancy", "居住状态", "居住情况", "房屋状态", "入住情况", "使用情况", "状态",
        ),
        "do_not_visit": ("do_not_visit", "no_visits", "不上门", "谢绝上门", "免访", "请勿上门"),
        "key_groups": (
            "key_groups", "key_group", "重点群体", "重点人群", "群体", "服务群体", "关爱对象",
            "人群类型", "重点人员", "人员类别",
        ),
        **_PLACE,
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
        "building": _BUILDING,
        "unit": _UNIT,
        "door": _DOOR,
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

# A number in order (序号, 编号) is no id here: the next ledger counts anew.
LEDGER: Final = Thing(
    "ledger",
    {
        "external_id": (
            "external_id", "gridmap编号", "gridmap id", "户编号", "户编码", "家庭编号",
            "房屋编码", "房屋编号", "房屋代码", "标准地址编码", "标准地址代码", "地址编码",
            "不动产单元号", "不动产单元代码", "household_id", "address_code", "real_estate_unit",
            "统一社会信用代码", "单位编码",
        ),
        "building_ref": (
            "building_ref", "building_id", "building_code", "楼栋编号", "楼栋编码", "楼栋代码",
            "楼栋id", "建筑编号", "建筑编码", "ldbh", "ldbm",
        ),
        "address": (
            "address", "详细地址", "地址", "住址", *_ADDRESS, "现住地", "现居住地", "居住地",
            "居住地点", "常住地", "dz",
        ),
        "estate": (
            "estate", *_OF_ESTATE, "residential", "弄", "弄号", "路弄", "路弄号", "村", "村组",
        ),
        "building": (
            "building", "楼栋", "楼栋号", "楼号", "栋号", "幢号", "栋", "幢", "楼", "座", "栋座",
            "楼幢", "楼幢号", "栋数", "所属楼栋", "楼栋名称", "楼宇", "ldmc", "楼栋单元", "栋单元",
            "楼号单元", "楼栋单元号", "楼门号", "楼门", "栋门号", "栋门", "号",
            # Where a village has groups, a town has buildings.
            "组", "组别", "组号", "村民组", "村民小组", "居民组", "居民小组", "小组", "所在组",
            "社",
        ),
        "unit": (
            *_UNIT, "梯号", "单元/梯", "梯", "门",
        ),
        "floor": (
            "floor", "level", "楼层", "层", "所在层", "所在楼层", "层号",
        ),
        "door": (
            *_DOOR, "房间", "室号房号", "房屋号", "户室号", "户室", "门牌室号", "楼栋房号",
            "楼房号", "户", "房", "几号", "住户号", "房门号", "房号室号", "单元房号", "单元室号",
        ),
        "occupancy": (
            "occupancy", "居住状态", "居住情况", "居住性质", "居住类型", "居住", "房屋状态",
            "房屋性质", "住房情况", "住房性质", "住房状态", "入住情况", "入住状态", "使用情况",
            "使用性质", "房屋使用情况", "房屋居住情况", "房屋情况", "状态",
        ),
        "people": (
            "people", "人口数", "人口", "人数", "居住人数", "居住人口", "常住人数", "常住人口",
            "常住人口数", "实住人数", "实际居住人数", "家庭人口", "家庭人口数", "家庭人数",
            "总人数", "总人口", "人口总数", "住户人数",
        ),
        "registered": (
            "registered", "户籍人口", "户籍人口数", "户籍人数", "户籍", "户籍数", "本地户籍人口",
            "本地户籍", "人口户籍", "其中户籍人口", "其中户籍",
            "registered people",
        ),
        "migrant": (
            "migrant", "流动人口", "流动人口数", "流动人数", "流动", "流动数", "外来人口",
            "外来人数", "人口流动", "其中流动人口", "其中流动",
            "migrant people",
        ),
        "registration": (
            "registration", "人户一致", "人户情况", "人户状态", "人户类型", "人户关系",
            "人户是否一致", "人户一致情况", "是否人户一致", "人户分离情况", "人户分离",
        ),
        "landlord_phone": (
            "landlord_phone", "房东电话", "房东联系电话", "房东手机", "房东手机号",
            "房东联系方式", "房主电话", "房主联系电话", "出租人电话", "出租人联系电话",
            "业主电话", "业主联系电话", "产权人电话", "landlord's phone",
        ),
        "key_groups": HOUSEHOLDS.columns["key_groups"],
        "do_not_visit": (
            *HOUSEHOLDS.columns["do_not_visit"], "不用上门", "谢绝入户", "是否谢绝上门",
        ),
        "manager": (
            "manager", "物业", "物业公司", "物业名称", "物业公司名称", "物业服务企业", "物业企业",
            "物业管理", "物业单位", "物业服务公司", "property management",
        ),
        "confirmed_on": (
            "confirmed_on", "核实日期", "核实时间", "确认日期", "确认时间", "核查日期",
            "核查时间", "采集日期", "采集时间", "登记日期", "登记时间", "更新日期", "更新时间",
            "入户日期", "走访日期", "摸排日期", "摸排时间", "填报日期",
        ),
        "relation": (
            "relation", "与户主关系", "与户主的关系", "和户主关系", "户主关系", "家庭关系",
            "成员关系", "与房主关系",
        ),
        "premises_name": (
            "premises_name", "单位名称", "实有单位", "实有单位名称", "商户名称", "商铺名称",
            "店铺名称", "门店名称", "店名", "场所名称", "企业名称", "机构名称", "经营场所名称",
            "商家名称", "字号", "招牌名称", "门面名称", "premises",
        ),
        "premises_kind": (
            "premises_kind", "单位类型", "单位类别", "单位性质", "场所类型", "场所类别",
            "经营类型", "经营类别", "业态", "行业", "行业类别", "行业类型", "经营范围",
            "经营项目", "kind of premises",
        ),
        "premises_phone": (
            "premises_phone", "单位电话", "单位联系电话", "商户电话", "店铺电话", "门店电话",
            "经营者电话", "负责人电话", "负责人联系电话", "联系电话", "联系方式", "联系人电话",
            "电话", "手机", "手机号", "手机号码", "电话号码", "phone of premises",
        ),
    },
    (),
    "none",
    people=True,
    placeless=True,
    likely=_LIKELY,
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
