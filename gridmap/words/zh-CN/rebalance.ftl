# 划分和调整网格。
division-nothing = 一栋楼也没有，没法划分。
division-geometry-missing = 有 { $count } 栋楼没有位置：{ $examples }。画上去，或者先去掉。
division-load-missing = “{ $column }”里有 { $count } 栋楼没有填数：{ $examples }。补上；没人住的填 0。
division-load-negative = “{ $column }”里有 { $count } 栋楼小于 0：{ $examples }。改正；没人住的填 0。
division-load-zero = “{ $column }”全是 0，没什么可平衡的。填上数，或者用 load= 指明别的列。
division-zone-missing = “{ $column }”里有 { $count } 栋楼是空的：{ $examples }。补上；要当成一整片来划，就传 zone=None。
division-grids-missing = “{ $column }”里没有一栋楼有网格。用 current= 指明是哪一列；从头划分用 divide()。
division-bounds = 上下限要从小到大，上限大于 0；这里是 { $low } 到 { $high }。
division-tolerance = 容许偏差写成 0 到 1 之间的比例，比如 0.05；这里是 { $tolerance }。
division-parts = 划不出 { $parts } 个网格：最小的一片只有 { $buildings } 栋楼。至少一个，最多这么多。
division-edges = 相邻表有 { $count } 行没有写清是哪两栋楼（按行号）、相邻多少米：{ $examples }。
division-locked-unknown = 锁定的楼有 { $count } 栋不在 buildings 的索引里：{ $examples }。
division-locked-astray = 有 { $count } 栋锁定的楼没法不动：没有网格，或者网格在别的社区：{ $examples }。解锁，或者先给一个本社区的网格。
division-zone-unknown = 有 { $count } 个社区不在楼的数据里：{ $examples }。
division-grid-unknown = 有 { $count } 个网格不存在：{ $examples }。看看名字写对没有。
division-add-zone = 要新增 { $add } 个网格，可是有 { $zones } 个社区。写清哪个社区加几个。
division-merge-across = 这几个网格不在同一个社区，没法合并：{ $examples }。
division-home-elsewhere = { $grid } 的邻长写的是住在 { $building }，可这栋楼不在这个网格里。换成本网格的楼，或者解锁。
division-locks-contradict = { $grid } 不能又留着又改：它或者它里面锁定的，同时要撤掉、合并，或者写了两次。去掉一边。
division-ground-missing = 有 { $count } 个社区没有边界：{ $examples }。画上边界，或者不传 within=。
workload-unreadable = 看不懂工作量“{ $formula }”。用数字、列名、+ - * / 和括号写，比如 households + 2 * key_groups。
workload-column-unknown = 工作量里的“{ $name }”没有这一列。有的是：{ $known }。

division-linked = 有 { $count } 处楼和本片其他的楼不相邻，已连到最近的一栋。
division-footprints-alike = 有 { $count } 栋楼的轮廓和别的楼一样，按相邻算。
division-footprints-overlap = 有 { $count } 对楼的轮廓压在一起：{ $examples }。边界没法把两栋都绕开，在图上改正。
division-grids-across = 有 { $count } 个网格跨了几个社区：{ $examples }。网格留在户数最多的那个社区，其余的划转。
division-in-pieces = 现在的网格多出 { $count } 块不相连的。每个网格留最大的一块，锁定的不动。
division-without-grid = 有 { $count } 栋楼还没有本社区的网格，已分给网格。
division-building-heavy = { $building } 一栋就有 { $load }，超过一个网格的上限 { $high }。可以按单元或楼层分成 { $parts } 份。
