"""What can be read, its standard columns, and the names people give them.

Chinese and English headers, the keys of OpenStreetMap, and the pinyin initials that ten-letter
shapefile columns are reduced to. Letter case, width, blanks, underscores and remarks in brackets
do not matter (:func:`gridmap.intake.columns.normalised`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    """

    name: str
    columns: Mapping[str, Sequence[str]]
    required: Sequence[str]
    places: Places
    people: bool = False
    placeless: bool = False


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
_UNIT: Final = ("unit", "单元", "单元号", "单元名称")
_DOOR: Final = (
    "door", "door_no", "room", "flat", "apartment", "门牌", "门牌号", "室", "室号", "房号",
    "房间号", "户号", "房屋编号", "门号",
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
            "jzwmc",
        ),
        "address": ("address", "addr:full", "地址", "详细地址", "楼栋地址", "坐落", "dz", "addr"),
        "estate": (
            "estate", "小区", "小区名称", "所属小区", "小区名", "院落", "residential", "xqmc",
        ),
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
# fmt: on

THINGS: Final = {thing.name: thing for thing in (AREAS, BUILDINGS, HOUSEHOLDS, VISITS, LIST)}
