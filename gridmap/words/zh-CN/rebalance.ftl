# 划分和调整网格。
division-nothing = 一栋楼也没有，没法划分。
division-geometry-missing = 有 { $count } 栋楼没有位置，或者不在地球上：{ $examples }。画上去，或者先去掉。全是这样的话，可能经纬度写反了，或者坐标系写错了。
division-far = 有 { $count } 栋楼离其他的超过 { $km } 公里：{ $examples }。改正位置，或者先去掉。大半是这样的话，可能坐标系写错了。
division-load-missing = “{ $column }”里有 { $count } 栋楼没有填数：{ $examples }。补上；没人住的填 0。
division-load-negative = “{ $column }”里有 { $count } 栋楼小于 0：{ $examples }。改正；没人住的填 0。
division-load-large = “{ $column }”里有 { $count } 栋楼的数大得没法算：{ $examples }。改正。
division-load-zero = “{ $column }”全是 0，没什么可平衡的。填上数，或者换一种来平衡。
division-zone-missing = “{ $column }”里有 { $count } 栋楼是空的：{ $examples }。补上；要当成一整片来划，就传 zone=None。
division-grids-missing = 现在“{ $column }”里一栋楼都没有划，没什么可调的。改用 divide 从头划分，或者用 current= 指明别的列。
division-bounds = 上下限要从小到大，上限大于 0；这里是 { $low } 到 { $high }。
division-size = 上下限要写成两个数，比如 (300, 500)；这里是 { $given }。
division-tolerance = 容许偏差写成 0 到 1 之间的比例，比如 0.05；这里是 { $tolerance }。
division-number = { $name } 要写 0 或更大的数；这里是 { $given }。
division-count = { $name } 要写 0 或更大的整数；这里是 { $given }。
division-labels-twice = 有的楼索引一样，分不清邻长住哪栋。每栋用自己的索引。
division-parts = 划不出 { $parts } 个网格：最小的一片只有 { $buildings } 栋楼。至少一个，最多这么多。
division-edges = 相邻表有 { $count } 行没有写清是哪两栋楼（按行号）、相邻多少米：{ $examples }。改正；不传 edges= 就自动找相邻的楼。
division-locked-unknown = 锁定的楼有 { $count } 栋不在 buildings 的索引里：{ $examples }。写索引里有的，或者写一列 true 和 false 的列名。
division-locked-astray = 有 { $count } 栋锁定的楼没法不动：没有网格，或者网格在别的社区：{ $examples }。解锁，或者先给一个本社区的网格。
division-locks-enclose = 有 { $count } 栋楼没有网格可去，旁边的网格都锁着、不收别人：{ $examples }。解锁旁边的一个网格，或者别撤它们原来的网格。
division-zone-unknown = 要在 { $examples } 新增，可是这里没有属于它的楼。写明在这一片的哪个社区（或分区）里新增几个。
division-grid-unknown = 有 { $count } 个不在这次要分的里面：{ $examples }。看看编号写对没有，是不是这一层的。
division-add-zone = 要新增 { $add } 个网格，可是有 { $zones } 个社区。写清哪个社区加几个。
division-merge-across = 这几个网格不在同一个社区，没法合并：{ $examples }。只合并同一个社区的。
division-merge-one = 合并至少要两个，这里只写了：{ $examples }。把要并成一个的写在一起，留下的写在最前。
division-home-elsewhere = { $grid } 的邻长写的是住在 { $building }，可这栋楼不在这个网格里。换成本网格的楼，或者解锁。
division-locks-contradict = { $grid } 不能又留着又改：它或者它里面锁定的，同时要撤掉、合并，或者写了两次。去掉一边。
division-ground-missing = 有 { $count } 个社区没有边界：{ $examples }。画上边界，或者不传 within=。
division-ground-twice = 有 { $count } 个社区的边界不止一个：{ $examples }。各合成一个。
division-locked-column = “{ $column }”要写锁没锁（true 或 false），里面还有别的。只写这两样。
workload-unreadable = 看不懂工作量“{ $formula }”。用数字、列名、+ - * / 和括号写，比如 households + 2 * hazards。
workload-column-unknown = 工作量里的“{ $name }”没有这一列。有的是：{ $known }。
workload-missing = 按“{ $formula }”有 { $count } 栋楼算不出数，比如除以 0。写成总能算出来的，比如 / max(…, 1)。
workload-negative = 按“{ $formula }”有 { $count } 栋楼小于 0。写成不会小于 0 的，比如 max({ $formula }, 0)。
workload-large = 按“{ $formula }”有 { $count } 栋楼的数大得没法算。写小一些。

division-linked = 有 { $count } 处楼和本片其他的楼不相邻，已连到附近的一栋：{ $examples }。看看挡在那里的对不对。
division-footprints-alike = 有 { $count } 栋楼的轮廓和别的楼一样：{ $examples }。按相邻算；画重了的最好删掉。
division-footprints-overlap = 有 { $count } 对楼的轮廓压在一起：{ $examples }。边界没法把两栋都绕开，在图上改正。
division-outlines-apart = 有 { $count } 个网格画出来是分开的几块：{ $examples }。里面的楼离得远，靠连线才算相邻，中间的地不归它；给出社区边界（within）就知道归谁。
division-across-border = 有 { $count } 栋楼压在社区或网格的边界上：{ $examples }。画到边界为止，楼会被切开；在图上改边界或改楼的轮廓。
division-grounds-overlap = 有 { $count } 对社区或网格的边界互相重叠：{ $examples }。重叠的地归前一个，后一个的轮廓不含它；在图上改边界（gridmap check 会说在哪里）。
division-grids-across = 有 { $count } 个网格跨了几个社区：{ $examples }。网格留在户数最多的那个社区，其余的划转。
division-in-pieces = 现在的网格多出 { $count } 块不相连的。每个网格留最大的一块，锁定的不动。
division-without-grid = 有 { $count } 栋楼还没有本社区的网格，已分给网格。
division-building-heavy = 光 { $building } 就有 { $load }，超过上限 { $high }。可以按单元或楼层分成 { $parts } 份。

# 命令行里的方案。
cli-rebalance = 调整一个地方的网格或邻，尽量少换邻长，出一个方案。
cli-divide = 把一个地方从头划分成网格或邻，出一个方案。
cli-plan = 方案：查看、对比、到日子生效、作废。
cli-a-size = 下限-上限
cli-a-formula = 算式
cli-a-code-count = [编码=]个数
cli-some-codes = 编码,编码
cli-a-plan = 方案
cli-plan-area = 哪个地方，写编码。
cli-plan-level = 划分什么：grid（网格）或 patch（邻）。
cli-plan-size = 每个要有多少户，比如 300-500；邻不写就按设置。
cli-plan-parts = 每个社区（网格）划几个；不写户数就平均分。
cli-plan-tolerance = 不写户数时，离平均数最多差多少，比如 0.05。
cli-plan-load = 平衡什么：户数 households 或算式，可用 households、 key_groups、 walk_up、 hazards。
cli-plan-lock = 不动的：区域或楼的编号，邻长家写 编号/单元/楼层，可写几次。
cli-plan-add = 新增几个、在哪个编码里，可写几次。
cli-plan-remove = 撤掉哪个（邻长不干了），可写几次。
cli-plan-merge = 合并哪几个，第一个留编码，可写几次。
cli-plan-compactness = 一米边界抵几户：0 换得最少，越大越紧凑。
cli-plan-seed = 种子一样，方案就一样（写了 --seconds 除外）。
cli-plan-seconds = 大约找多少秒。按 Ctrl+C 就用目前最好的。
cli-plan-output = 把区域和划转写到这个 GeoJSON 文件。
cli-plan-looking = 正在找方案…
cli-plan-stopped = 停了，这是目前最好的。
cli-plan-name = 方案的名称，用 gridmap plan list 查。
cli-plans = 几个方案的名称。
cli-plan-list = 列出方案，新的在前。
cli-plan-show = 查看方案：数字、区域、做不到的。
cli-plan-json = 把全部内容写成 JSON。
cli-plan-compare = 并排对比几个方案和今天。
cli-plan-apply = 让方案从某一天起生效。这天以前数字都不变。
cli-plan-on = 从哪天起生效。
cli-plan-changes = 导出谁换邻长的名单（xlsx）。
cli-plan-changes-output = 写到这个 xlsx 文件。
cli-plan-discard = 作废方案。没到日子的会撤回。

plan-head = { $name } · { $area } · { $level } · { $state }
plan-level-grid = 网格
plan-level-patch = 邻
plan-draft = 草稿
plan-submitted = 等审批
plan-approved = { $day } 起生效
plan-in-effect = { $day } 起已生效
plan-discarded-state = 已作废
plan-applies = { $name } 从 { $day } 起生效。在那之前可以用 gridmap plan discard 撤回。
plan-took-effect = { $name } 已生效。再要改就做新的方案。
plan-discarded-done = { $name } 已作废。
plan-figure = 数字
plan-today = 今天
plan-balanced-size = 均衡的是：{ $load }，每个 { $low } 到 { $high }
plan-balanced-even = 均衡的是：{ $load }，平均 ±{ $share }%
plan-balanced = 均衡的是：{ $load }
plan-load-said = { $load ->
    [households] 户数
    [key_groups] 重点群体
    [walk_up] 没电梯的高层户
    [hazards] 未结隐患
   *[other] { $load }
}
plan-load = 工作量
plan-low = 至少
plan-high = 至多
plan-then = 方案
plan-grids = { $level ->
    [grid] 网格（个）
    [patch] 邻（个）
   *[other] 网格或邻（个）
}
plan-outside = 不在上下限里的
plan-beyond = 多出和不足的量
plan-households = 户数
plan-moved = { $level ->
    [grid] 换网格的户数
    [patch] 换邻的户数
   *[other] 换网格或邻的户数
}
plan-leaders-changed = 换邻长的户数
plan-buildings-moved = 划转的楼或部分
plan-pieces = 多出的碎块
plan-border-m = 边界（米）
plan-walk-m = 到中心（米）
plan-polsby-popper = 紧凑度（Polsby–Popper）
plan-of-area = 区域
plan-before = 今天
plan-after = 方案
plan-leaves = 划走
plan-reason-too-few = 总量太少，分不了这么多
plan-reason-too-many = 总量太多，这几个装不下
plan-reason-heavy = 有一栋超过一个的上限
plan-reason-narrow = 上下限之间没有整数
plan-reason-locked = 被锁定的挡住了
plan-reason-too-dear = 再调就要多换很多户，不划算
plan-reason-not-found = 没找到办法
plan-reason-drawn = 方案就是这样划的
plan-infeasible = { $zone }：{ $outside } 个不在上下限里，{ $reason }。要求 { $low } 到 { $high }，最接近的是 { $lightest } 到 { $heaviest }。
plan-possible = 平均每个 { $share }，{ $fitting ->
    [0] 分几个都不在上下限里。
   *[other] 分成 { $fitting } 个就在上下限里，比现在{ $way ->
        [more] 多
       *[fewer] 少
    } { $more } 个。
}
plan-in-lumps = 按这里的楼栋、单元、楼层凑，一个在上下限里只能是 { $least } 到 { $most }。
cli-plan-ask-for = 要这样分，加上 { $option }（原来加的另算）。

plan-size-or-tolerance = 户数上下限和离平均数的偏差只能写一样。size 和 tolerance 去掉一个。
plan-size-unreadable = 户数写成“下限-上限”，比如 300-500；这里是 { $given }。
plan-count-unreadable = 写清新增几个，比如 430202002001=1；这里是 { $given }。
plan-level = 只能划分网格和邻，不能划分 { $level }。
plan-area-below = { $area } 比要划分的小。换成它上面的地方，或者划分更小的一级。
plan-area-alone = 只有 { $area } 一个，没有可以换手的。换成它上面的地方，或者写明新增几个。
plan-load-private = 重点群体住在哪里，只有上门服务他们的人看得到，所以不能按重点群体来平衡。换成户数、没电梯的高层户或未结隐患。
plan-area-empty = { $area } 没有楼，没法划分。先导入楼，或者换个地方。
plan-lock-unknown = { $lock } 不是这里的区域，也不是这里的楼，或者楼里没有这个单元、这一层。看看写对没有。
plan-anew-locked = 从头划留不住锁定的（{ $count } 处）。按今天的边界来，或者先解锁。
plan-patches-below = { $area } 已经有邻和邻长，不能从头划。按今天的边界来调整，少换人。
plan-unknown = 没有方案 { $name }。用 gridmap plan list 查。
plan-not-draft = { $title } { $state ->
    [submitted] 已经提交，在等审批。先撤回，再改。
    [approved] 已经批准，{ $day } 起生效。要改就另做一个方案，或者先作废。
    [in-effect] 从 { $day } 起已生效。要改就另做一个方案。
   *[discarded] 已经作废。要改就另做一个方案。
}
plan-not-submitted = { $title } { $state ->
    [draft] 还是草稿，没有提交。
    [approved] 已经批准，{ $day } 起生效。
    [in-effect] 从 { $day } 起已生效。
   *[discarded] 已经作废。
}
plan-own-approval = 这个方案是你自己提交的，要别人来批。
plan-day-past = { $day } 已经过了，今天是 { $today }。选今天或以后的日子。
plan-day-far = { $day } 在一年以后，太远了：方案生效前，别的方案不能改同样的区域。选 { $last } 或更早的日子。
plan-outdated = { $name } 里有 { $count } 处和做方案时不一样了：后来有人改过。重新做一个方案。
plan-overlaps = 已批准的 { $other } 和 { $name } 要改同样的区域。作废其中一个，或者等它生效。
plan-in-effect-already = { $name } 从 { $day } 起已生效，不能作废了。做一个新方案。
plan-changed = { $name } 在你打开之后被别人改过。重新打开再改，对方改的没有被覆盖。
plan-ground-changed = 你打开之后，{ $area }的楼栋或划分有变动。重新载入，接着改。
plan-assignment = 这份划分和{ $area }对不上：不是这个范围、不是这一级，或楼栋数不一样。
plan-unassigned = 还有 { $count } 栋（或单元、楼层）没有分配。先都分好。
plan-across = { $area } 会跨过不能跨的边界。把另一边的收回来。
plan-searches-full = 已经有 { $most } 个方案在排队。过几分钟再试。
plan-search-unknown = 这次计算已经结束，没有保留。重新开始就行。
plan-search-unforeseen = 计算中断了。原因记在服务器日志里，数据没有改动。
plan-changes-file = 换邻长名单
plan-changes-sheet = 换邻长名单
plan-letters-sheet = 告知信
plan-changes-address = 楼栋
plan-changes-unit = 单元
plan-changes-floors = 楼层
plan-changes-door = 门号
plan-changes-from-day = 生效日期
plan-changes-households = 户数
plan-changes-from-grid = 原网格
plan-changes-from-patch = 原邻
plan-changes-from-leader = 原邻长
plan-changes-none-before = 原来没有
plan-changes-to-grid = 新网格
plan-changes-to-patch = 新邻
plan-changes-to-leader = 新邻长
plan-discarded = { $name } 以前就作废了。
