workspace-exists = { $home } 里已有工作区。直接用它，或用 --home 换个文件夹。
workspace-missing = { $home } 里没有工作区。用 gridmap init --home { $home } 新建，或用 --home 指明文件夹。
workspace-not-demo = { $home } 里是自己的工作区，演示数据不往里写。用 --home 换个文件夹。
demo-outgrown = { $home } 里的东西是更早的 gridmap 建的，这一版接不下去。如果只是演示，删掉这个文件夹就会重建；要留着，用 --home 换个文件夹。
settings-unreadable = { $file } 不是能读的 TOML：{ system-reason }。改好那一行再试。
settings-head = 工作区设置。要改哪项就去掉行首的 #；GRIDMAP_… 环境变量优先。
settings-db = 数据库：postgresql+psycopg://user@host/name；不写就用旁边的 gridmap.gpkg
settings-hosts = 别的设备用哪些名称或地址打开这台服务器
settings-keys = 存放密钥的文件，姓名和电话靠它加密；不写就用旁边的 keys
settings-name = 工作区名称
settings-tz = 时区
settings-code-pattern = 各级编码长度；社区以下各地标准不同
settings-overpass-url = 查询 OpenStreetMap 的 Overpass 接口
settings-case-days = 隐患几天内要处理
setting-wrong = 设置项 { $name } 不能用：{ $reason }。看看 settings.toml 和 GRIDMAP_… 环境变量。
settings-text-wanted = 要写成带引号的文字
settings-hosts-wrong = 要写成列表，如 ["grid.example.cn", "192.168.1.8"]
settings-no-zone = 没有 { $given } 这个时区，要写成 Asia/Shanghai 这样
settings-at-line = 第 { $line } 行第 { $column } 个字符看不懂
settings-at-end = 最后一项没写完
settings-not-utf8 = 文件不是 UTF-8 编码
code-pattern-unreadable = 编码规则“{ $pattern }”里的“{ $word }”看不懂，应写成 级别:长度，如 community:12 grid:15 patch:17,18。
code-pattern-ambiguous = 编码规则“{ $pattern }”里同一长度对应两个级别。每级用不同的长度。
output-folder-missing = 没有 { $folder } 这个文件夹。先建好，或换一个。
output-unwritable = { $file } 写不进去：{ system-reason }。换个文件名。
column-unreadable = “{ $given }”看不懂，应写成 名称=列名，如 --column code=网格编号。
osm-one-source = 数据来源只能有一个：.osm.pbf 或 .osm 文件、--place、--bbox 三选一。
bbox-unreadable = “{ $bbox }”不是范围。按 西,南,东,北 写，单位为度，如 113.13,27.84,113.16,27.86。

area-unknown = 没有编码为 { $code } 的区域。用 gridmap coverage --by grid 看有哪些编码。
area-level-unclear = 有 { $count } 个编码按长度看不出级别（{ $codes }）。用 --level 指明，或加一列 level。什么都没导入。
area-parent-unknown = 文件里有 { $count } 个上级编码查不到：{ $codes }。先导入这些上级，或改好上级那一列。什么都没导入。
area-parent-finer = 第 { $row } 行：{ $code } 不能归在 { $parent } 下面，后者同级或更低。改上级或级别。什么都没导入。
area-ancestor-made = 文件里没有编码 { $code }（{ $level ->
    [county] 区县
    [subdistrict] 街道
    [community] 社区
    [grid] 网格
    [group] 组
   *[patch] 邻
 }），但有编码以它开头：先建一个没有名称的。导入它就有名称了。
area-code-off-pattern = 编码 { $code } 不像 { $level ->
    [county] 区县
    [subdistrict] 街道
    [community] 社区
    [grid] 网格
    [group] 组
   *[patch] 邻
 } 的编码（{ $pattern }）。已照原样导入；本地编码不同的话，在 settings.toml 里改 code_pattern。
area-unnamed = { $code }（{ $level ->
    [county] 区县
    [subdistrict] 街道
    [community] 社区
    [grid] 网格
    [group] 组
   *[patch] 邻
 }）没有名称。导入带名称列的区域就有了。
tiling-overlap = { $areas } 重叠 { $area_m2 } 平方米。重叠处的楼归编码小的；把边界改一改。
tiling-gap = { $areas } 留了 { $area_m2 } 平方米空隙。里面的楼无人负责；把边界改一改。
tiling-invalid = { $areas } 的边界自相交或残缺。重新画。
tiling-multipart = { $areas } 分成几块，{ $area_m2 } 平方米不与最大的一块相连。有意如此就不用管。
tiling-outside-parent = { $areas } 超出上级范围 { $area_m2 } 平方米。改其中一个的边界。
part-orphan = { $building } 不在任何区域里，{ $households } 户无人负责。把区域画到它。
part-outside-outline = { $building } 归 { $area }，却在它的边界外。改边界，或划转给别人。
shifted-buildings = { $off }% 的楼落在区域外；若坐标其实是 { $datum }，只有 { $without }% 落在外面。数据若来自网上地图，加 --datum { $datum } 重新导入。
shifted-areas = { $off }% 的楼落在区域外；若区域坐标其实是 { $datum }，只有 { $without }% 落在外面。边界若在网上地图上画的，加 --datum { $datum } 重新导入。
polygon-unusable = 画的范围不能用：{ $reason ->
    [self-intersection] 边线自己相交
    [ring-self-intersection] 边线碰到自己
    [hole-lies-outside-shell] 挖空的部分在外面
    [holes-are-nested] 挖空的部分里又挖空
    [interior-is-disconnected] 被挖空的部分隔断了
    [nested-shells] 一块套着另一块
    [duplicate-rings] 有一块画了两遍
    [too-few-points-in-geometry-component] 点太少
    [off-earth] 坐标不在地球上
   *[other] 围不成一块地
}。重新画，边线不要相交。

building-unknown = 这个工作区里没有楼栋 { $building }。
building-ambiguous = 这个轮廓与已有楼栋部分重叠，分不清是不是同一栋。看看现场：是同一栋就填上已有的编号，不是就先注销旧的。

household-unknown = 这个工作区里没有住户 { $household }。
household-building-unknown = { $what } 在库里找不到，或不止一栋。写楼栋编号或完整地址，或给一个楼内的坐标。
household-twice = { $what } 在文件里有两行，只取第一行。
visit-unknown = 没有可更正的走访记录 { $visit }。
visit-in-future = 走访时间在将来（{ $at }）。改时间。
visit-without-outcome = 走访要有结果。只有更正“没去过”时才不填。
visit-id-taken = 编号 { $visit } 已有另一次走访。换个编号再发。
visit-corrected-already = 走访 { $visit } 已由 { $by } 更正过。去更正那一条。
visit-household-unknown = 找不到住户 { $what }。改住户编号，或楼栋、单元、门牌。
visit-row-in-future = 走访时间在将来（{ $what }）。改时间。
visit-row-id-taken = 编号 { $what } 已有另一次走访。换个编号。
visit-row-twice = 走访 { $what } 在文件里有两行，只算一次。
visit-row-corrects-unknown = 没有可更正的走访记录 { $what }。
visit-row-corrected-already = 走访 { $what } 已更正过。去更正后来那一条。

case-unknown = 这个工作区里没有事件 { $case }。
case-placeless = 事件要有地点：地图上一点，或一栋楼。
case-in-future = 事件时间在将来（{ $at }）。改时间。
case-moved-on = 这件事别人已处理过，现在是 { $state }。看一看再定。
hazard-uncategorised = 隐患要有类别，如 火 或 气。
visit-row-corrects-in-circle = 更正 { $what }，绕一圈又回到这一行。写最初记错的那一条。

area-level-stands = { $code } 库里是 { $level ->
    [county] 区县
    [subdistrict] 街道
    [community] 社区
    [grid] 网格
    [group] 组
   *[patch] 邻
 }，文件里写成 { $given ->
    [county] 区县
    [subdistrict] 街道
    [community] 社区
    [grid] 网格
    [group] 组
   *[patch] 邻
 }：仍按 { $level ->
    [county] 区县
    [subdistrict] 街道
    [community] 社区
    [grid] 网格
    [group] 组
   *[patch] 邻
 }。改文件；真是另一个区域就换个编码。
part-in-divided-area = { $building } 归 { $area }，它已划分到下级，却没归进哪个下级，{ $households } 户无人负责。划转给其中一个，或把边界画到它。
key-group-unknown = 没有重点群体“{ $name }”。已有：{ $known }。
case-id-taken = 编号 { $case } 已有另一件事。换个编号再发。

upload-unknown = 这个文件不在了：文件最多留一天，重启服务也会清掉。重新选一次。
upload-in-use = { $file } 正用于一次导入。先放弃那次导入。
import-unknown = 查不到这次导入，可能服务重启过。什么都没导入，重新选文件导入。
import-not-ready = 现在做不了：这次导入{ $state ->
    [waiting] 还在排队
    [reading] 还在读取
    [done] 还没应用
    [failed] 没成功
    [applying] 正在写入
    [applied] 已经完成
   *[discarded] 已经放弃
 }。
import-source = 数据来源要有，也只能有一个：一个文件；OpenStreetMap 也可以用地名或范围。
import-option-unfit = 导入{ $kind ->
    [areas] 区域
    [buildings] 楼栋
    [households] 住户
    [visits] 走访
    [osm] OpenStreetMap
   *[list] 清单
 }用不到 { $option }。去掉它。
import-unforeseen = 服务器出了问题，什么都没导入。详情见日志。
imports-full = 已有 { $most } 个导入在排队。等一个做完再来。
settings-oidc-issuer = 单位统一登录（OpenID Connect）的地址
settings-oidc-client-id = 统一登录里这台服务器的编号。密钥放环境变量 GRIDMAP_OIDC_SECRET 或旁边的文件 oidc-secret，不要写在这里
settings-oidc-intranet = 统一登录可不可以在内网地址上
settings-upload-mb = 浏览器能上传的最大文件，单位 MB

listed-unknown = 清单里没有 { $listed } 这栋楼。
listed-placeless = 没有说楼在哪里。点一个位置，或画出轮廓。
listed-placed = 这栋楼已放在地图上。要改位置，先撤销再放。
listed-stands-there = 这里已有一栋楼。是同一栋就选“就是这栋”，不是就换个位置。
listed-known = 地图上已有这个编号的楼。选“就是这栋”。
listed-by-number-only = 只有编号，没有地址和名称：照样列入，但放的时候难认。
footprint-of-no-building = 画的轮廓有 { $area_m2 } 平方米，不像一栋楼。重新画。

area-drawn = 已画出 { $code }：{ $buildings } 栋、{ $households } 户{ $m2 ->
    [0] 。
   *[other] 。多画的 { $m2 } 平方米属于邻近区域或超出上级，已裁掉。
 }
area-redrawn = { $code } 的边界已改：{ $buildings } 栋、{ $households } 户{ $count ->
    [1] 。
   *[other] ，相邻的区域跟着改了。
 }{ $m2 ->
    [0] { "" }
   *[other] 多画的 { $m2 } 平方米已裁掉。
 }
area-split = { $code } 已分成 { $count } 块，户数最多的一块沿用原编码。
area-undone = 已撤销。
area-level-not-below = { $level ->
    [county] 区县
    [subdistrict] 街道
    [community] 社区
    [grid] 网格
    [group] 组
   *[patch] 邻
 }不能画在 { $parent } 里，它是{ $above ->
    [county] 区县
    [subdistrict] 街道
    [community] 社区
    [grid] 网格
    [group] 组
   *[patch] 邻
 }。换个上级或级别。
area-code-taken = 编码 { $code } 已有区域在用。换一个，或留空自动编。
area-code-unusable = 这个编码不能用：最多 { $most } 个字符，不含斜杠。留空可自动编。
area-code-needed = 编不出{ $level ->
    [county] 区县
    [subdistrict] 街道
    [community] 社区
    [grid] 网格
    [group] 组
   *[patch] 邻
 }的编码。自己填一个。
area-name-too-long = 名称太长，最多 { $most } 个字。
area-divided = { $code } 已划分到下级。去改下级的边界。
area-undrawn = { $code } 还没有边界，没法分。先画出边界。
area-swallowed = 这样画，{ $code } 就一点不剩了。画小一些。
area-not-of-today = { $code } 不是今天画的，不能撤销。改它的边界。
area-in-use = { $code } 已有人任职，不能撤销。
outline-too-detailed = 线太细碎，最多 { $most } 个点。画简单些。
outline-without-ground = 画的范围没有面积。重新画一圈。
outline-elsewhere = 画的范围不在 { $parent } 里面。换个地方画，或换上级。
outline-all-taken = 这块地已全部属于别的区域。改它们的边界，或换个地方画。
split-line-unusable = 分割线至少要两个不同的点。重新画。
split-line-misses = 这条线没有穿过 { $code }。从一边画到另一边。
bbox-needed = 要有范围：bbox=西,南,东,北，单位为度。
bbox-too-large = 范围太大，长宽最多 { $most } 度。放大一些再看。

backdrop-unknown = 没有扫描图 { $backdrop }。
pins-many = 最多钉 { $most } 个点。去掉一个再钉。
pin-outside = 有一个点不在图上。图宽 { $width }、高 { $height } 像素，经纬度在地球上。
pins-near-in-picture = 有两个点在图上离得太近。换到图的另一角。
pins-near-on-ground = 有两个点在地图上离得太近。选相距远些的地方。
pins-in-line = 三个点几乎在一条线上，图会歪。把一个点挪到旁边去。
pins-mirrored = 这样钉，图会左右翻转，多半是两个点对调了。对照一下再钉。
settings-bands = 覆盖率按这些百分数分色：两到五个数，从小到大
settings-basemap-url = 垫在下面的底图瓦片，例如 https://tile.example.org/{"{"}z{"}"}/{"{"}x{"}"}/{"{"}y{"}"}.png；不填也行
settings-basemap-datum = 底图瓦片的坐标：wgs84 或 gcj02（高德、腾讯）
settings-duty-phone = 邻长有事打的电话，大字印在邻长的图上
settings-destroy-days = 印有姓名、电话的图几天内销毁；写在图上
settings-map-stamp = 印在地图下方的字，比如内部资料、审图号
settings-basemap-attribution = 底图要注明的出处
settings-bands-wrong = 要两到五个从小到大的整数，从 1 到 100，比如 [40, 60, 80, 95]
settings-basemap-address = 要写成不带空格的 http:// 或 https:// 地址
settings-basemap-template = 路径里 {"{"}z{"}"}、{"{"}x{"}"}、{"{"}y{"}"} 各写一次，花括号里不能有别的
settings-basemap-bd09 = BD-09 瓦片的切法和别家不同，没法垫在下面；换 wgs84 或 gcj02 的瓦片
near-unreadable = “{ $place }”看不出是哪里。写成“经度,纬度”，例如 113.147,27.852。
area-without-outline = { $code } 还没有边界，画不出来。导入一个，或者画一个。
area-too-large = { $code } 连同周边有 { $buildings } 栋楼，超过 { $most } 栋。换个小点的范围，或看整张地图。
buildings-far = 楼栋和区域至少相距 { $km } 公里。看看坐标对不对，或导入这些楼所在的区域。

atlas-level-above = { $code } 下面没有 { $level } 这一级。换一个更小的级，或去掉 --level。
font-unreadable = { $file } 不是能用的字体文件。换成 .ttf 或 .otf。
characters-boxed = 自带的字体里没有 { $characters }，纸上印成方框。换一个有这些字的字体来印：--font 字体文件（Python 里写 font=）。
cards-without-address = 联系卡上的码要打开这台服务器的网页。写明手机在哪里找到它（--address https://…）。
print-going = 你有一份图还在画：{ $drawn } / { $sheets } 张。等它画完，或先停下。
prints-full = 已经有 { $most } 份图在排队。过几分钟再试。
print-unknown = 这份图已经结束，没有保留。重新打印就行。
print-not-ready = 画好了 { $drawn } / { $sheets } 张，全部画完才有文件。
print-unforeseen = 打印中断了。原因记在服务器日志里，没有记成已打印。
