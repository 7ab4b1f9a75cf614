"""The standard columns of a ledger (台账), and the headers that offices give them."""

from __future__ import annotations

import re
from typing import Final

from gridmap.intake.place_headers import ADDRESS, DOOR, ESTATE, LIKELY, UNIT
from gridmap.intake.thing import Thing

__all__ = ["DO_NOT_VISIT", "HANDED_BACK", "KEY_GROUPS", "LEDGER", "WHERE"]

HANDED_BACK: Final = (("行", "原因"), ("Row", "Reason"))
"""How the header of rows begins that gridmap handed back, each with its reason."""

WHERE: Final = ("external_id", "building_ref", "address", "number", "building", "door", "group")
"""One of these has to say where a row is."""

# fmt: off
DO_NOT_VISIT: Final = ("do_not_visit", "no_visits", "不上门", "谢绝上门", "免访", "请勿上门")
KEY_GROUPS: Final = (
        "key_groups", "key_group", "重点群体", "重点人群", "群体", "服务群体", "关爱对象",
        "人群类型", "重点人员", "人员类别",
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
            "address", "详细地址", "地址", "住址", *ADDRESS, "现住地", "现居住地", "居住地",
            "居住地点", "常住地", "dz",
        ),
        "estate": (
            "estate", *ESTATE, "residential", "路弄", "路弄号", "村", "村组",
            "compound", "estate/compound", "estate name", "housing estate", "residential compound",
        ),
        # What stands in columns of their own above a number: 复兴中路, 1196 弄, 2 支弄, 12 号.
        "road": (
            "road", "street", "路", "路名", "街路", "街路巷", "街巷", "街路巷名", "道路",
            "道路名称",
            "路街", "路街名", "街名", "巷名", "街巷名称", "胡同", "路段", "街路巷村", "jlx",
        ),
        "lane": ("lane", "弄", "弄号", "里弄", "弄堂", "巷", "巷号"),
        "sublane": ("sublane", "支弄", "支弄号", "支巷"),
        "number": (
            "number", "house_number", "主号", "主门牌", "主门牌号", "门牌主号", "门牌", "门牌号",
            "门号", "门牌号码", "门牌号数", "号数", "house no",
        ),
        "annex": ("annex", "附号", "门牌附号", "附门牌", "附门牌号", "副号", "支号"),
        "group": (
            "group", "组", "组别", "组号", "村民组", "村民小组", "居民组", "居民小组", "小组",
            "所在组",
            "社", "队", "生产队", "村民小组名称",
        ),
        "terrace": ("terrace", "排", "排号", "排次", "第几排", "所在排"),
        "building": (
            "building", "楼栋", "楼栋号", "楼号", "栋号", "幢号", "栋", "幢", "楼", "座", "栋座",
            "楼幢", "楼幢号", "栋数", "所属楼栋", "楼栋名称", "楼宇", "ldmc", "楼栋单元", "栋单元",
            "楼号单元", "楼栋单元号", "楼门号", "楼门", "栋门号", "栋门", "楼幢单元", "tower",
            "block", "bldg", "blk", "building no", "block no",
            "ldh", "lzh", "zh", "lh", "号楼", "座号", "幢座", "号",
        ),
        "unit": (
            *UNIT, "梯号", "单元/梯", "梯", "门", "单", "门栋号", "楼道", "dyh", "dy", "entrance",
            "unit no", "stair no",
        ),
        "floor": (
            "floor", "level", "楼层", "层", "所在层", "所在楼层", "层号", "楼层号", "flr", "lc",
            "几楼", "几层",
        ),
        "door": (
            *DOOR, "房间", "室号房号", "房屋号", "户室号", "户室", "门牌室号", "楼栋房号",
            "楼房号", "户", "房", "几号", "住户号", "房门号", "房号室号", "单元房号", "单元室号",
            "部位", "室部位", "门户号",
            "室牌号", "房屋门牌",
            "fjh", "fh", "sh", "fwh", "mph", "mphm", "room no", "flat no", "apt", "apartment no",
            "号",
        ),
        "occupancy": (
            "occupancy", "居住状态", "居住情况", "居住性质", "居住类型", "居住", "房屋状态",
            "房屋性质", "住房情况", "住房性质", "住房状态", "入住情况", "入住状态", "使用情况",
            "使用性质", "房屋使用情况", "房屋居住情况", "房屋情况", "状态", "现状", "使用状态",
            "实际居住情况",
            "住", "住没住", "房屋现状", "是否居住", "jzzt", "jzqk", "occupied by", "tenure",
        ),
        "people": (
            "people", "人口数", "人口", "人数", "居住人数", "居住人口", "常住人数", "常住人口",
            "常住人口数", "实住人数", "实际居住人数", "家庭人口", "家庭人口数", "家庭人数",
            "总人数", "总人口", "人口总数", "住户人数", "人", "几口人", "几人", "家庭成员数",
            "现有人口", "rks",
            "czrk", "rk", "persons", "heads", "occupants", "household size", "number of people",
        ),
        "registered": (
            "registered", "户籍人口", "户籍人口数", "户籍人数", "户籍", "户籍数", "本地户籍人口",
            "本地户籍", "人口户籍", "其中户籍人口", "其中户籍",
            "registered people", "of which registered",
        ),
        "migrant": (
            "migrant", "流动人口", "流动人口数", "流动人数", "流动", "流动数", "外来人口",
            "外来人数", "人口流动", "其中流动人口", "其中流动",
            "migrant people", "migrants", "of which migrants",
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
        "key_groups": (
            *KEY_GROUPS, "特殊群体", "特殊人群", "服务对象", "关注群体", "帮扶对象", "困难情况",
        ),
        "do_not_visit": (
            *DO_NOT_VISIT, "不用上门", "谢绝入户", "是否谢绝上门",
        ),
        "manager": (
            "manager", "物业", "物业公司", "物业名称", "物业公司名称", "物业服务企业", "物业企业",
            "物业管理", "物业单位", "物业服务公司", "property management",
        ),
        "confirmed_on": (
            "confirmed_on", "核实日期", "核实时间", "确认日期", "确认时间", "核查日期",
            "核查时间", "采集日期", "采集时间", "登记日期", "登记时间", "更新日期", "更新时间",
            "入户日期", "走访日期", "摸排日期", "摸排时间", "填报日期", "走访时间", "入户时间",
            "最近走访",
            "最近走访时间", "排查时间", "排查日期", "巡查日期", "cjsj", "gxsj", "djrq", "hsrq",
            "last visit", "last visited", "checked on", "date checked",
        ),
        "relation": (
            "relation", "与户主关系", "与户主的关系", "和户主关系", "户主关系", "家庭关系",
            "成员关系", "与房主关系",
        ),
        # Of one person, where the ledger has one row a person: 户籍 or 流动.
        "resident_kind": (
            "resident_kind", "人口类型", "人口类别", "人口性质", "人员类型", "人员类别", "人员性质",
            "居民类型", "居民类别", "户籍类型", "户籍类别", "户籍情况", "户口类型", "户籍流动",
            "kind of resident",
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
    likely={
        **LIKELY,
        "people": re.compile(
            r"(?!.*(?:户籍|户口|流动|外来|外地|暂住|外出|老|儿童|男|女|党员|残|劳动|务工"
            r"|未成年|在校|学生))"
            r".*(?:人数|人口数?|几口人?|口数|[住吃]饭人)"
        ),
        "confirmed_on": re.compile(
            r"(?!.*(?:出生|入住|入驻|迁|到期|合同|租|购|交付|签))"
            r"(?:.*(?:走访|核[查实对]|确认|排查|摸排|采集|更新|登记|查房|入户|上门|巡查|填报|普查)\w*"
            r"(?:日期?|时间)"
            r"|(?:最近|最后|上次)一?次?(?:走访|核[查实对]|入户|上门|排查|登记))"
        ),
        "key_groups": re.compile(
            r"(?:是否)?(?:特殊|困难|特困|帮扶|关爱|救助)(?:家庭|住户|群众|群体|人群|人员|对象)?"
            r"(?:类型|类别|种类|情况)?"
        ),
        "occupancy": re.compile(
            r"(?!.*(?:性质|产权|面积|人数|地址|人口|出租人|承租|租金|房东|类别))"
            r".*(?:居住|入住|使用|租住|空置|自住|出租|现状)(?:情况|状态|状况|类型|现状)?"
        ),
    },
)
