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

map-of-target = / { $target } 户已见面
map-knocked = 上门 { $attempted } / { $target } 户，{ $rate }。
map-left-out = 不计入 { $excluded } 户：空置、请勿打扰。
map-share-met = 见面率
map-band-first = { $under }% 以下
map-band-last = { $from } 以上

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
