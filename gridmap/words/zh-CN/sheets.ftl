## Printed sheets

sheet-page = 第 { $page } / { $pages } 页
sheet-continued = { $title }（续）
sheet-continued-coded = { $title }（{ $code }）续
sheet-foot = 本图含住址：用完交回，不要拍照外传。
sheet-code-label = 扫码打开这张图
sheet-code-back = 录入时扫这个码
sheet-buildings = { $buildings } 栋 · { $households } 户
sheet-nobody = 这里还没有登记住户，没有要走的门。
sheet-nobody-left = 这里没有要走的门了。
sheet-left = 未走访 { $untouched } 栋 · 部分 { $partly } 栋
sheet-as-of = 数据 { $day }
sheet-printed-by = { $who } 打印于 { $day } · 第 { $version } 版
sheet-printed = 打印于 { $day } · 第 { $version } 版
sheet-walked-by = 走访人
sheet-day = 日期
sheet-scale = 比例尺 1 : { $scale }（原大打印）
sheet-ruler = 1 厘米 = { $metres } 米
sheet-metres = { $metres } 米
sheet-north = 北
sheet-where = 在哪里
sheet-map-alt = { $title }的地图，{ $buildings } 栋楼按走的顺序编号
sheet-untouched = 未走访
sheet-partly = 部分走访
sheet-done = 已走访或不用去
sheet-border = 边界
sheet-way = 走的路线
sheet-gate = 门
sheet-neighbour = 其他楼栋
sheet-between = 各图分界
sheet-path = 小路
sheet-water = 水面
sheet-not-again = ✓ 不用去
sheet-column-number = 号
sheet-column-address = 地址
sheet-column-units = 单元
sheet-column-households = 户数
sheet-column-tries = 走访 1 2 3
sheet-column-notes = 备注
sheet-hazard-mark = 隐患
sheet-hazard-number = 楼号
sheet-hazard-what = 情况
sheet-hazard-handled = 已处理
sheet-hazard-by = 处理人 / 日期
sheet-matrix-to-go = 要去，办好打勾
sheet-matrix-no-need = 不用去
sheet-matrix-title = { $number } 号　{ $address } · { $households } 户
sheet-unit = { $unit } 单元
sheet-floor = { $floor } 层
sheet-by-door = 逐户勾
sheet-stretch = 图 { $number }（{ $numbers }）
sheet-stretch-title = { $title } · 图 { $number }（{ $numbers }）
sheet-span = { $first }–{ $last }
sheet-from-to = { $first } 到 { $last }
sheet-column-map = 图
sheet-column-numbers = 号
sheet-column-from-to = 哪里
sheet-column-left = 待走
sheet-column-houses = 栋数
sheet-column-to-go = 要去户数
sheet-number = { $number } 号
sheet-numbers = { $numbers } 号
sheet-leader-door = 哪一家
sheet-leader-met = 见了
sheet-leader-nobody = 没人
sheet-leader-leave = 别去
sheet-leader-no-need = 不用去
sheet-duty-phone = 有事打：{ $phone }
sheet-heard = 听到的事：
sheet-file = 走访图
sheet-column-page = 页
sheet-round-title = { $title } · 走访单
sheet-to-go = 要去 { $doors } 户
sheet-walk = 路程约 { $metres } 米
sheet-hazards-title = { $title } · 隐患单
sheet-hazards-open = 未办隐患 { $open } 处
sheet-hazards-worst = 重大 { $severe } 处 · 超期 { $overdue } 处
sheet-hazard-where = 在哪里
sheet-hazard-since = 上报
sheet-hazard-due = 期限
sheet-index-title = { $title } · 地址索引
poster-coverage-title = { $title } · 走访进度
sheet-level = { $level ->
    [county] 区县
    [subdistrict] 街道
    [community] 社区
    [grid] 网格
    [group] 组
    [patch] 邻
   *[other] 片区
}
poster-load-title = { $title } · 各{ sheet-level }户数
poster-areas = { $areas } 个{ sheet-level }
poster-areas-and-few = { $areas } 个{ sheet-level }；另有 { $few } 个户数太少，不显示
poster-met = 见面 { $met } / { $target } 户（{ $rate }）
poster-load = 共 { $households } 户 · 平均每个{ sheet-level } { $mean } 户
poster-column-met = 见面 / 应访
poster-column-rate = 见面率
poster-column-off = 比平均
poster-far-below = 少 { $percent }% 以上
poster-below = 少 { $least }–{ $most }%
poster-near = 相差 { $percent }% 以内
poster-above = 多 { $least }–{ $most }%
poster-far-above = 多 { $percent }% 以上
poster-none-below = { $code } 下面没有分片，画不了挂图。换一个上一级的编码。
sheet-column-area = 片区
sheet-destroy-by = 印有服务人员：{ $day }前交回销毁，不要拍照外传。
sheet-ticking = 第几次见到，就勾第几格；没见到，写在备注。
