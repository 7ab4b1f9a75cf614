"""Headers of the columns that say where something is, whatever a file is read for.

The best first. Letter case, width, blanks, underscores and remarks in brackets do not matter
(:func:`gridmap.intake.columns.normalised`).
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["ADDRESS", "BUILDING", "COORDINATES", "DOOR", "ESTATE", "LIKELY", "UNIT"]

# fmt: off
COORDINATES: Final = {
    "lon": ("lon", "lng", "long", "longitude", "经度", "x", "point_x", "x坐标", "坐标x"),
    "lat": ("lat", "latitude", "纬度", "y", "point_y", "y坐标", "坐标y"),
    "wkt": ("wkt", "geometry", "geom", "the_geom", "shape", "几何", "范围", "wkt_geom"),
}
BUILDING: Final = (
    "building", "building_ref", "building_id", "building_code", "楼栋", "楼栋编号", "楼栋编码",
    "楼栋号", "楼栋代码", "楼号", "栋号", "幢号", "栋", "幢", "楼", "所属楼栋",
)
UNIT: Final = (
    "unit", "单元", "单元号", "单元名称", "单元门", "门洞", "门栋", "几单元", "stair", "staircase",
)
DOOR: Final = (
    "door", "door_no", "room", "flat", "apartment", "门牌", "门牌号", "室", "室号", "房号",
    "房间号", "户号", "房屋编号", "门号",
)
ADDRESS: Final = (
    "address", "详细地址", "地址", "住址", "现住址", "现住地址", "现居住地址", "居住地址",
    "实际居住地址",
    "家庭住址", "家庭地址", "常住地址", "房屋地址", "房屋坐落", "坐落", "座落", "标准地址",
    "楼栋地址",
    "门牌地址", "经营地址", "单位地址", "现住地", "现居住地", "居住地", "居住地点", "常住地",
    "dz", "addr", "xxdz", "xzdz", "jzdz", "zzdz", "dzmc", "mpdz", "mpxx", "fwzl", "zl",
)
ESTATE: Final = (
    "小区", "小区名称", "所属小区", "小区名", "居住小区", "所在小区", "院落", "院落名称", "楼盘",
    "楼盘名称", "小区院落", "小区/院落", "住宅小区", "大院", "小区/村", "小区村", "自然村", "村名",
    "小区楼盘名称", "屯", "屯名", "庄名", "寨名", "村屯", "自然屯",
    "xqmc", "xq", "院", "院名", "宿舍", "家属院", "生活区", "片/院", "院/片", "组团",
    "屋场", "屋场名", "屋场名称", "湾", "湾名", "塆", "塆名", "自然湾名", "村湾",
)
# Nobody's registered or working address, nor the landlord's, says which dwelling a row is about.
LIKELY: Final = {
    "address": re.compile(
        r"(?!.*(?:户籍|户口|身份证|工作|单位|公司|房东|房主|业主|籍贯|原|迁|转|邮|类|性质|编码|代码"
        r"|联系|证))"
        r".*(?:地址|住址|详址|坐落|座落|住所|住处|房产名称|房屋名称|房产|地点|位置)(?:描述|信息|全称)?"
    ),
    "estate": re.compile(
        r"(?!.*物业).*(?:小区|院落|楼盘|住宅区|大院|庄园|家属院|自然[村湾寨庄]|村庄|屯)(?:名称?|楼盘)?"
    ),
    "road": re.compile(r"(?!.*街道).*(?:路|街|巷|胡同)(?:段|名称?|路巷名)?"),
    "building": re.compile(
        r"(?!.*(?:编码|代码|长|员|数|单元|房号|室))"
        r".*(?:楼栋|楼幢|楼宇|楼座|[栋幢座]|楼号|号楼)(?:号码?|名称?|别|次)?"
    ),
    "unit": re.compile(r"(?!.*(?:不动产|数)).*(?:单元|梯)(?:号码?|名称?|别|次)?"),
    "floor": re.compile(r"(?!.*(?:总|地上|地下|数)).*(?:楼层|层)(?:号|次)?"),
    "door": re.compile(
        r"(?!.*(?:编码|代码|证|数)).*(?:房间|房屋|门户|[房室户]|门牌)(?:号码?|名称|别)"
    ),
}
# fmt: on
