## Letters and cards for households

cli-plan-letters = 给换了联系人的每一户打一封信（PDF）。
cli-letter-template = 信的文字；默认用单位存的或自带的。
cli-letter-paper = A4 一页一封，A5 一页两封，裁开用。
cli-letter-language = 信用哪种话。
cli-letter-address = 手机用的网址，查工作证的码要它。
cli-letter-text = 看信的文字，或存一份单位自己的。
cli-letter-keep = 存成单位自己的。
cli-letter-out = 写到这个文件，改好用 --keep 存。
cli-letter-fields = 大括号里能写：{ $fields }
cli-letters-printed = { $letters } 封信，{ $pages } 页：{ $file }
sheet-letter-home = 住址
sheet-letter-before = 原来归
sheet-letter-after = 以后归
sheet-letter-old-leader = 原联系人
sheet-letter-new-leader = 新联系人
sheet-letter-day = 日期
sheet-letter-phone = 值班电话
sheet-letter-office = 单位
sheet-letter-today = 今天
sheet-letter-none-yet = 还没定
sheet-letter-first = 从{ $day }起，{ $home }归“{ $after }”，以后有事找那里的联系人。
sheet-letter-some-day = ＿＿月＿＿日
sheet-letter-draft = 草稿：方案还没批准，别发
sheet-letter-badge = 来人是真是假？扫这个码，输入工作证上的字母和数字。
sheet-letter-file = 换联系人的信
place-joint = { " · " }
card-call = 有事打
card-badge-check = 查来人真假
card-no-visits = 不用上门
card-notice-1 = 记门牌、人口数、上门的结果，不记身份证号。
card-notice-2 = 想看、想删记下的，扫右边的码或打电话。
card-cut = { $place } · 沿线裁开，一户一张

letter-unreadable = { $file } 不是文本文件。用记事本另存为“文本文档”再试。
letter-not-kept = { $file } 写不进去。看看磁盘满没满、这个文件夹能不能写。
letter-empty = 信里一个字也没有。
letter-long = 信最长 { $most } 个字。
letter-field-unknown = 没有“{ $name }”这一项。大括号里能写：{ $known }。
letters-none = 方案 { $name } 没有哪一户换人，不用写信。
letters-too-many = 一共 { $letters } 封信，网页上一次最多 { $most } 封。在服务器上用 gridmap plan letters。

sheet-change-leaves = 划走
sheet-change-comes = 划来
sheet-change-kept = 不变
sheet-change-other = 另一边的边界
sheet-change-way = 从 → 到
sheet-change-figures = { $before } 户 → { $after } 户 · 划走 { $leaves } 户 · 划来 { $comes } 户
sheet-change-alt = { $title }，{ $when }：边界和要划转的楼栋
sheet-change-piece = { $title } · 图 { $number }
sheet-change-buildings = 栋数
sheet-change-file = 前后对照

changes-none = 方案 { $name } 没有哪一栋换地方，没什么可打的。
changes-too-many = 一共 { $sheets } 张，网页上一次最多打 { $most } 张。在服务器上用 gridmap plan sheets。
cli-plan-sheets = 打方案的前后对照图：今天和以后并排，每片一张（PDF）。
