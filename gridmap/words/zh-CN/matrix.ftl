# 楼里：户门，分给几位邻长的楼。

tower-floors-reversed = { $low } 楼比 { $high } 楼高。先写低的一层。
tower-unit-unknown = 这栋楼没有 { $unit } 单元。有：{ $known }。
tower-floors-unknown = 这栋楼没有这些楼层。
tower-already-so = 这些本来就归{ $area }。
tower-not-of-today = 今天没有划转过这栋楼，不能撤回。要改就反过来再划一次。
tower-built-on = 之后又分过。先撤回后面那次，或者反过来再划一次。
tower-split = { $moved } 户划转到{ $area }。
tower-undone = 已还原：{ $moved } 户划回去。
