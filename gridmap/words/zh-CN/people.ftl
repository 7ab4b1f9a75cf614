settings-households-per-leader = 一名邻长管多少户，最少和最多
settings-leaders-per-lead = 一名组长或网格长带多少邻长
settings-leaders-per-cadre = 一名干部联系多少邻长
settings-span-wrong = 要两个整数，小的在前，如 [5, 15]

office-called = { $office ->
    [cadre] 干部
    [grid_lead] 网格长
    [grid_worker_full] 专职网格员
    [grid_worker_part] 兼职网格员
    [grid_cadre] 包格干部
    [group_lead] 组长
    [patch_leader] 邻长
    [building_lead] 楼栋长
    [member_household] 党员中心户
    [service_post] 公益岗位
    [planner] 规划员
    [department_officer] 部门联络员
   *[admin] 管理员
 }

person-unknown = 这个工作区里没有人员 { $person }。
person-name = 这不是姓名：最多 { $most } 个字，也不要填身份证号。
person-phone = 这不是电话号码。只填数字，座机带区号。
person-phone-known = 已有人用这个电话。按号码找一找。
person-phone-twice = 同一张表里另一个名字也用这个电话。看看哪个对。
person-elsewhere = 这个人在别处任职，不归你管。可以找那里的社区。
office-own = 自己的职务不能自己改。找另一位有权限的人改。
office-area = “{ office-called }”要定在一个区域里。写明是哪个区域。
office-place = { $area }里没有“{ office-called }”这个职务。换成对应级别的区域。
office-dates = { $until } 结束，却 { $since } 才开始。改好日期。
office-taken = { $area }那时已有人任“{ office-called }”。办交接，或先结束原来的。
office-begun-later = { $area }的“{ office-called }”从 { $since } 起另有人任。交接日期写在这天以后。
office-held = 这个人那时已在{ $area }任“{ office-called }”。
office-unknown = 那时没有人在{ $area }任“{ office-called }”，或者不是你说的那个人。
office-giver = { $area }有几个人任“{ office-called }”。说明由谁交接。
department-unknown = 没有部门 { $department }。
department-known = 已有部门“{ $name }”。
team-unknown = 没有专班 { $team }。
team-known = 这里有过专班“{ $name }”。换个名称。
name-blank = 名称是空的。填一个。
link-leader = 其中有人在 { $day } 不是邻长。重新打开名单再改。
link-cadre = 其中有人在 { $day } 不是干部。重新打开名单再改。
contact-elsewhere = 有住户不在这个党员中心户的区域里。从那个区域里选。
party-community = { $code } 不是社区。党组织按社区设置。
party-levels = 层级名称不能空着，也不能重复。
party-level = “{ $level }”不是{ $unit }的上级下面的层级。按层级名称，从上到下填。
party-name = 这里不能有叫“{ $name }”的组织：名称空着，或已有同名的。
party-area = { $unit }的 { $area } 不在这个社区里。
party-unit-unknown = 这个社区里没有党组织 { $unit }。
party-unit-has-units = { $unit }下面还有 { $count } 个组织。先撤下面的。

person-nameless = 没有姓名。
person-row-bare = 要有电话或职务，才知道是谁。
person-several = 那里有几个同名的人。填上电话。
office-word-unknown = 没有“{ $word }”这个职务。
office-handed-over = { $area }的职务改由这个人接任。
roster-department-unknown = 没有部门“{ $name }”。先建好部门。
area-name-unknown = 没有叫“{ $name }”、能任这个职务的区域。填编码。
area-name-several = 有 { $count } 个区域叫“{ $name }”。填编码，或连上级一起写，比如“第1网格4邻”，旁边填社区。
since-unreadable = 任职日期“{ $word }”读不出来，没导入。写成 2026-03-05 或 2026年3月。
changes-people = 人员：读到 { $read } 人
roster-name = 姓名
roster-phone = 电话
roster-office = 职务
roster-area = 区域
roster-community = 社区
roster-department = 部门
roster-since = 任职日期
roster-sheet = 人员
roster-area-hint = 填编码或名称。几个社区都有的名称，在旁边填上社区。

cli-people = 谁在哪里任什么职：导入、列出、模板
cli-people-import = 导入人员和职务的表格
cli-people-list = 列出今天在任的人
cli-people-template = 写一份空表，填好再导入（xlsx）
cli-people-area = 区域编码，只看它和它下面的
cli-people-office = 只看这个职务：{ $offices }
cli-people-count = 共 { $count } 人
cli-an-office = 职务
cli-span = 每名邻长、组长、网格长、干部管多少，按区域列出
cli-orphans = 还没人负责的：住户、楼栋部分、邻、邻长
cli-span-area = 区域
cli-span-households = 每名邻长的户数（{ $least }–{ $most }）
cli-span-leaders = 每名组长或网格长的邻长数（{ $least }–{ $most }）
cli-span-links = 每名干部联系的邻长数（{ $least }–{ $most }）
cli-span-cell = { $mean } ▼{ $under } ▲{ $over }
cli-orphan-household = 没有楼栋的住户：{ $count }
cli-orphan-part = 没有区域的楼栋部分：{ $count }
cli-orphan-patch = 没有邻长的邻：{ $count }
cli-orphan-leader = 没有干部联系的邻长：{ $count }
