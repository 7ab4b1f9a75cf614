# Between the items of a list.
list-joint = 、

## One-file map

map-leaflet-missing = 找不到 { $file }：网页部分还没有构建。在代码目录运行 make setup，或安装构建好的 wheel。
map-geometry-missing = { $file } 没有几何列，画不到地图上。传入设好 geometry 的 GeoDataFrame。

map-title = 走访覆盖图
map-title-plain = 网格地图
map-nothing = 还没有可以画的。先导入网格和楼栋。
map-attribution = © OpenStreetMap 贡献者
map-legend = 图例
map-level = 层级
map-close = 关闭
map-zoom-in = 放大
map-zoom-out = 缩小

map-level-county = 区县
map-level-subdistrict = 街道
map-level-community = 社区
map-level-grid = 网格
map-level-group = 组
map-level-patch = 邻
map-label-grid = { $number } 格
map-label-patch = { $number } 邻
map-label-new-grid = 新 { $number } 格
map-label-new-patch = 新 { $number } 邻

map-of-target = / { $target } 户已见面
map-knocked = 上门 { $attempted } / { $target } 户，{ $rate }。
map-left-out = 不计入 { $excluded } 户：空置、请勿打扰。
map-share-met = 见面率
map-band-first = { $under }% 以下
map-band-last = { $from }% 以上

map-met = 见面
map-reason-no-answer = 没人
map-reason-no-access = 进不了门
map-reason-refused = 拒访
map-reason-vacant = 空置
map-reason-moved = 已搬走
map-reason-not-found = 查无此户
map-reason-untried = 未走访

map-buildings = 楼栋
map-building = 楼栋
map-building-untouched = 未走访
map-building-partly = 部分走访
map-building-done = 已走访
map-building-none = 非住宅
map-households = { $count } 户
map-building-figures = 见面 { $reached } / { $target } 户，上门 { $attempted } 户。

map-hazards = 隐患
map-hazards-here = 这里有 { $count } 处隐患，含{ $what }
map-open = 未结
map-open-severe = 严重
map-overdue = 超时
map-handled = 已结
map-since = { $day } 起
map-severity-minor = 一般
map-severity-serious = 较重
map-severity-severe = 严重
map-hazard-fire = 火灾隐患
map-hazard-electric = 用电隐患
map-hazard-gas = 燃气隐患
map-hazard-water = 水患
map-hazard-blocked = 楼道堆物
map-hazard-falling = 高空坠物
map-hazard-lift = 电梯隐患
map-hazard-fraud = 诈骗
map-hazard-noise = 噪声
map-hazard-other = 其他隐患
map-hazard-mark-fire = 火
map-hazard-mark-electric = 电
map-hazard-mark-gas = 气
map-hazard-mark-water = 水
map-hazard-mark-blocked = 堵
map-hazard-mark-falling = 坠
map-hazard-mark-lift = 梯
map-hazard-mark-fraud = 诈
map-hazard-mark-noise = 噪
map-hazard-mark-other = 他
map-as-of = 截至 { $day }

## Tables

table-code = 编码
table-name = 名称
table-level = 层级
table-target = 应访
table-target-estimated = 其中估算
table-attempted = 上门
table-reached = 见面
table-settled = 办结
table-rate = 见面率
table-attempted-rate = 上门率
table-no-answer = 没人
table-no-access = 进不了门
table-refused = 拒访
table-vacant = 空置
table-moved = 已搬走
table-not-found = 查无此户
table-untried = 未走访
table-excluded-vacant = 不计入：空置
table-excluded-do-not-visit = 不计入：请勿打扰
table-excluded = 不计入
table-total = 合计
table-count = { $count }
table-period = 统计时段：{ $period }。
table-always = 全部走访
table-since = { $day }起
table-until = 到 { $day }
table-as-of = 截至 { $day }。
table-meaning = 单位：户。见面率 = 见面 / 应访，上门率 = 上门 / 应访。不计入：空置、请勿打扰。

sheet-figures = 走访覆盖
sheet-about = 说明

meaning-code = 区域的行政编码。
meaning-name = 区域名称。
meaning-level = 区域层级。
meaning-target = 应该走访的户数，不含“不计入”的。
meaning-target-estimated = 应访中按楼栋估算、台账里还没有的户数。
meaning-attempted = 应访中有人上过门的户数。打电话、微信不算。
meaning-reached = 应访中上门见到人的户数。
meaning-settled = 应访中不用再去的户数：见面、拒访，或在不同半天去过三次。
meaning-rate = 见面 / 应访。应访为 0 时空着。
meaning-attempted-rate = 上门 / 应访。应访为 0 时空着。
meaning-no-answer = 没见面：家里没人。
meaning-no-access = 没见面：进不了门。
meaning-refused = 没见面：住户拒访。尊重住户，不算在任何人头上。
meaning-vacant = 没见面：上门发现空置。
meaning-moved = 没见面：已搬走。
meaning-not-found = 没见面：查无此户。
meaning-untried = 还没人去过。
meaning-excluded-vacant = 不在应访之内：台账登记空置。
meaning-excluded-do-not-visit = 不在应访之内：请勿打扰。
meaning-excluded = 不在应访之内，合计。

severity-error = 出错
severity-warning = 注意
severity-note = 说明
findings-row = 行
findings-severity = 类别
findings-message = 问题和改法

paper-unknown = 没有 { $paper } 这种纸。可以用：{ $known }。
sheet-numbers-twice = 列 number 里有重复的号。每栋楼一个号，或去掉这一列，按走的顺序编号。
sheet-area-no-ground = 片区要用边界，也就是一个或几个多边形，不能是 { $given }。
sheet-too-long = { $code } 一张图要 { $pages } 页，最多 { $most } 页。请分开打印下一级片区。
sheet-numbers-unclear = 列 number 里有不是 1 到 { $most } 的整数的内容。每栋楼一个号，或去掉这一列，按走的顺序编号。
sheet-too-wide = 楼栋和片区相距超过 { $most } 公里，一张图放不下。请找出坐标写错的那一处。
language-unknown = 没有 { $asked } 这种语言的图。可以用：{ $known }。
address-not-web = “{ $given }”不是网址。写全：开头是 http:// 或 https://，后面是服务器的名字，例如 https://map.example.cn
sheet-count-unclear = 列 { $column } 里有“{ $given }”。写 0 到 { $most } 的整数，不知道就空着。
sheet-status-unknown = 列 status 里有“{ $given }”。可以写：{ $known }，不知道就空着。
sheet-hazards-strange = hazards 的 category 列里有 { $given }：按其他隐患画，表里照写。有专门符号的是：{ $known }。
link-too-long = 二维码里的网址有 { $letters } 个字符，印在纸上手机认不出。连同后面的内容，最多 { $most } 个字符，请换短一些的网址。
