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

division-linked = 有 { $count } 处楼和本片其他的楼不相邻，已连到最近的一栋。
division-footprints-alike = 有 { $count } 栋楼的轮廓和别的楼一样，按相邻算。
division-grids-across = 有 { $count } 个网格跨了几个社区：{ $examples }。网格留在户数最多的那个社区，其余的划转。
division-in-pieces = 现在的网格多出 { $count } 块不相连的。每个网格留最大的一块，锁定的不动。
division-without-grid = 有 { $count } 栋楼还没有本社区的网格，已分给网格。
division-building-heavy = { $building } 一栋就有 { $load }，超过一个网格的上限 { $high }。可以按单元或楼层分成 { $parts } 份。
